"""Every page of the staff in a browser: axe finds nothing, nothing sticks out on a phone, no script fails."""

import pytest
from django.conf import settings

from tests.conftest import PASSWORD
from tests.journeys import chromium
from tests.journeys.test_every_page import SMALL, TWICE, WIDE, sound
from tests.workbench import routes
from tests.workbench.samples import furnished
from tests.workbench.test_every_route import address

LOOKERS = ("head", "administrator", "supervisor", "auditor", "leader", "clerk")
WALKED = sorted(name for name, row in routes.ROUTES.items() if row.walked)
SHARES = 2  # each begins with things on file and sessions of its own


@pytest.fixture
def things(district, hire, actor, tmp_path, monkeypatch):
    """What is on file at the approval bureau."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return furnished(hire, actor, district.bureau, district.intake_unit)


@pytest.fixture
def looker(walk, cast):
    """A function from a post to its page in a browser, signed in once."""
    pages = {}

    def looking(post):
        if post not in pages:
            pages[post] = walk("/desk/me", person=cast[post])
        return pages[post]

    return looking


def seen(looker, path):
    """The page of the first post that is shown this address as a page; None where nobody is."""
    for post in LOOKERS:
        page = looker(post)
        answer = page.request.get(path, max_redirects=0)
        told = answer.headers
        if (
            answer.status == 200
            and told["content-type"].startswith("text/html")
            and not told.get("content-disposition")
        ):
            return page
    return None


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_it_is_sound_at_a_desk_and_on_a_phone(looker, house, things, share):
    walked = 0
    for name in WALKED[share::SHARES]:
        path = address(name, routes.ROUTES[name], things) + routes.ROUTES[name].query
        page = seen(looker, path)
        if page is None:
            continue
        page.faults.clear()
        page.set_viewport_size(chromium.DESK)
        page.goto(path)
        sound(page, house)
        page.set_viewport_size(chromium.PHONE)
        sound(page, house)
        assert page.evaluate(SMALL) == [], path
        page.set_viewport_size(TWICE)
        assert page.evaluate(WIDE) == 0, path
        walked += 1
    assert walked >= len(WALKED[share::SHARES]) // 2


@pytest.mark.parametrize("path", ["/desk/nothing", "/desk/cases/999999", "/desk/reports/1/1066"])
def test_a_page_that_is_not_there_is_sound_too(walk, house, cast, path):
    sound(walk(path, chromium.PHONE, person=cast["clerk"]), house)


def test_signing_in_again_after_the_session_ended_comes_back(walk, cast):
    page = walk("/desk/?tab=all", person=cast["clerk"])
    page.context.clear_cookies()
    page.goto("/desk/?tab=all")
    page.fill("[name=username]", cast["clerk"].username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/?tab=all")
