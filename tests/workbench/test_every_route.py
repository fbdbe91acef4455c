"""Every page of the staff × every post × own unit, other unit, other body, other district.

What is expected is made from the table of rights. What a post may not see is not there or refused (404, 403), whatever
the method; what it may see is shown; a form sent by somebody without the right to act takes no effect; nothing falls
over. A new page fails `test_every_page_has_its_place` until it has a row here.
"""

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver, reverse

from tests.conftest import acting, appointed, establish_district
from tests.ui.conftest import Visitor
from tests.workbench import routes
from tests.workbench.samples import furnished
from zhengwu.records.people.rights import POSTS, RIGHTS
from zhengwu.workbench import urls

PLACES = ("own unit", "other unit", "other body", "other district")
REFUSED = {403, 404}
FAULTS = range(500, 600)


def patterns(found=urls.urlpatterns):
    """Every address below /desk/, also of what is included."""
    for one in found:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from patterns(one.url_patterns)


def test_every_page_has_its_place():
    found = {one.name for one in patterns()}
    assert found - set(routes.ROUTES) == set(), "pages without a row in tests/workbench/routes.py"
    assert set(routes.ROUTES) - found == set(), "rows without a page"


@pytest.fixture(scope="module")
def district(ground):
    """The district of all tests of this module: a page that was refused has changed nothing."""
    return establish_district()


@pytest.fixture(scope="module")
def shelf(district, tmp_path_factory):
    """What there is in each place: ids by the names of the places in addresses."""
    units = {
        "own unit": (district.bureau, district.intake_unit),
        "other unit": (district.bureau, district.other_unit),
        "other body": (district.affairs, None),
        "other district": (district.foreign, None),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "HOME", tmp_path_factory.mktemp("home"))
        yield {place: furnished(appointed, acting, body, unit) for place, (body, unit) in units.items()}


@pytest.fixture
def posted(district, hire, actor):
    """A function from a post to somebody who holds it, signed in, and the actor they are."""

    def seated(post):
        above = post in ("supervisor", "auditor", "administrator")
        person = hire(post, district.government) if above else hire(post, district.bureau, district.intake_unit)
        visitor = Visitor(raise_request_exception=False)
        assert visitor.sign_in(person).status_code == 303
        return visitor, actor(person)

    return seated


def address(name, row, things):
    """The address of a page for these things."""
    [(_, keys)] = get_resolver().reverse_dict.getlist(name)[0][0]  # those of an address that includes it as well
    places = {**things, **dict(row.of)}
    return reverse(name, kwargs={key: places[key] for key in keys})


def may(actor, rights, things):
    """Whether the post has one of the rights at the place of these things; no rights named: everybody."""
    place = (things["body_id"], things["path"], things["unit_id"])
    return not rights or any(actor.may(right, *place) for right in rights)


def belongs(actor, rights, things):
    """Whether a post in the body has one of the rights, in whichever unit."""
    held = {one.post for one in actor.appointments if one.body_id == things["body_id"]}
    return any(held & set(RIGHTS[right]) for right in rights)


def wrong(name, row, things, seat):
    """What is not as it should be with this page, in words; empty where all is well."""
    visitor, actor = seat
    path = address(name, row, things)
    shown = visitor.get(path + row.query).status_code
    sees = may(actor, row.sees, things) or (row.whole and belongs(actor, row.sees, things))
    if (sees and shown not in row.well) or (not sees and shown not in REFUSED):
        yield f"GET {path}: {shown}"
    sent = visitor.post(path, {"csrf": visitor.token, "key": f"{name}-{things['case_id']}-{actor.id}"}).status_code
    if sent in FAULTS or (not (sees and may(actor, row.acts, things)) and row.acts and sent in (200, 201, 303)):
        yield f"POST {path}: {sent}"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("post", POSTS)
def test_each_page_is_for_who_may_see_it(shelf, posted, post, place):
    seat = posted(post)
    seat[0].token = seat[0].the_token()
    found = [said for name, row in routes.ROUTES.items() if row.walked for said in wrong(name, row, shelf[place], seat)]
    assert found == []


@pytest.mark.parametrize("name", [name for name, row in routes.ROUTES.items() if not row.public])
def test_who_has_not_signed_in_is_asked_to(shelf, db, name):
    path = address(name, routes.ROUTES[name], shelf["own unit"])
    for response in (Visitor().get(path), Visitor().post(path)):
        assert response.status_code == 303
        assert response.headers["Location"].startswith("/desk/sign-in")
