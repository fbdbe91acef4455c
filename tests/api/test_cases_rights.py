"""Every operation on cases × every post × own unit, other unit, other body, other district, nobody, a bare token.

What is expected is made from the table of rights: a case that a post's reach of `case.read` does not cover is not there
(404); one that it covers is shown, and what the post lacks a right for is refused (403). Every operation has its place
here: a new one fails the test until it is given one.
"""

import re

import pytest

from tests.api.counter import APPLICANT, Clock, Counter, request_for
from tests.conftest import establish_district
from zhengwu.api import moment
from zhengwu.api.door import api
from zhengwu.records.cases.models import Case, Party
from zhengwu.records.people.actors import Actor, Held
from zhengwu.records.people.rights import POSTS

FOUNDATION = {"sessions", "bodies", "people", "tokens", "journal"}  # see test_frame_rights
OURS = {"cases", "requests", "tracking", "parties", "ledgers", "exports", "imports", "procedures"}
FACTS = {"name": "第三方", "phone": "000"}
WHY = {"reason": "核对身份"}
STEP = {"event": "search_recorded", "fields": {"where": "档案室", "terms": "招标"}}
SIMILAR, CLOCK = "/cases/{case}/similar", "/cases/{case}/clock"
WORK = ("case.register", "case.handle")  # one of them is enough
# One case: method, path, what is sent, the rights of which one is needed beside case.read, the status if all is well.
OF_A_CASE = [
    ("GET", "/cases/{case}", None, (), 200),
    ("GET", "/cases/{case}/steps", None, (), 200),
    ("GET", CLOCK, None, (), 200),
    ("GET", SIMILAR, None, (), 200),
    ("GET", "/cases/{case}/fee", None, (), 200),
    ("GET", "/cases/{case}/export", None, ("case.export",), 200),
    ("POST", "/cases/{case}/steps", STEP, ("case.handle",), 201),
    ("POST", "/cases/{case}/events/2/strike", WHY, ("head",), 201),
    ("POST", "/cases/{case}/parties", {"role": "third_party", "key": "甲公司", "facts": FACTS}, WORK, 201),
    ("PUT", "/cases/{case}/parties/{party}", {**WHY, "facts": APPLICANT}, WORK, 204),
    ("POST", "/cases/{case}/parties/{party}/unmask", WHY, ("personal.unmask",), 200),
    ("POST", "/cases/{case}/parties/{party}/secret", None, WORK, 201),
    ("POST", "/cases/{case}/secret", None, WORK, 201),
]
# Lists and others: method, path, what is sent, the right that is needed anywhere ("" none; None: not even signing in).
ELSEWHERE = [
    ("GET", "/cases", None, ""),
    ("GET", "/cases/counts", None, ""),
    ("GET", "/groups", None, ""),
    ("POST", "/groups/steps", {"case_ids": [1], **STEP}, ""),
    ("GET", "/ledgers/fees?body_id=1&month=2026-01", None, ""),
    ("GET", "/ledgers/applicants?body_id=1&month=2026-01", None, ""),
    ("GET", "/ledgers/late", None, ""),
    ("GET", "/exports/cases", None, "case.export"),
    ("POST", "/parties/search", {**WHY, "id_number": "E1"}, "personal.unmask"),
    ("GET", "/procedures", None, None),
    ("GET", "/procedures/lawsuit", None, None),
    ("GET", "/fees?items=11", None, None),
]
# Each has a test of its own: for these the post decides at the engine, or number and secret do.
APART = {
    ("POST", "/requests"),
    ("POST", "/cases"),
    ("POST", "/tracking"),
    ("POST", "/tracking/steps"),
    ("POST", "/opinions"),
    ("POST", "/imports/requests"),
}


def template(path):
    """The path as the description has it."""
    return re.sub(r"\{\w+\}|(?<=events/)2|lawsuit$", "{}", path.partition("?")[0])


def test_every_operation_has_its_place():
    described = api.get_openapi_schema(path_prefix="/api/")["paths"]
    found, tags = set(), set()
    for path, ways in described.items():
        for method, said in ways.items():
            tags |= set(said["tags"])
            if set(said["tags"]) & OURS:
                found.add((method.upper(), re.sub(r"\{\w+\}", "{}", path.removeprefix("/api"))))
    placed = {(method, template(path)) for method, path, *_ in (*OF_A_CASE, *ELSEWHERE)} | APART
    assert found == placed
    assert tags >= FOUNDATION | OURS


@pytest.fixture(scope="module")
def district(ground):
    """The district of all tests of this module."""
    return establish_district()


@pytest.fixture(scope="module")
def stage():
    """As pytest's own, until the module ends."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def shelf(district, stage):
    """A case in each place: handed to the own unit, to the other unit, in another body, in another district."""
    places = {
        "own unit": (district.bureau, district.intake_unit),
        "other unit": (district.bureau, district.other_unit),
        "other body": (district.affairs, None),
        "other district": (district.foreign, None),
    }
    ids, clock = {}, Clock()
    stage.setattr(moment, "now", clock)
    for place, (body, unit) in places.items():
        outside = Counter(body, clock).token("clerk", "case.read", "as.clerk")
        said = request_for(body, f"{place}的事项", channel="counter", register_now=True)
        ids[place] = outside.post("clerk", "/requests", said)["case_id"]
        Case.objects.filter(pk=ids[place]).update(unit_id=unit)
    return ids


@pytest.fixture
def posted(district, hire, actor):
    """A function from a post to the person who holds it: in the own unit, or at the government above."""

    def person(post):
        above = post in ("supervisor", "auditor", "administrator")
        found = hire(post, district.government) if above else hire(post, district.bureau, district.intake_unit)
        return found, actor(found)

    return person


def expected(actor, case, rights, well):
    """What the table of rights says of this actor, this case and an operation that needs one of these rights."""
    place = (case.body_id, case.body.path, case.unit_id)
    if not actor.may("case.read", *place):
        return 404
    held = [actor.holds("head", case.body_id) if right == "head" else actor.may(right, *place) for right in rights]
    return well if not rights or any(held) else 403


@pytest.mark.django_db
@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize(("method", "path", "said", "rights", "well"), OF_A_CASE)
def test_an_operation_on_a_case(shelf, posted, desk, post, method, path, said, rights, well):
    person, acting = posted(post)
    seat = desk(person)
    for place, case_id in shelf.items():
        case = Case.objects.select_related("body").get(pk=case_id)
        party = Party.objects.get(case_id=case_id, role="applicant").pk
        response = seat.ask(method, "/api" + path.format(case=case_id, party=party), said)
        assert response.status_code == expected(acting, case, rights, well), (place, response.said)


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "path", "said", "rights", "well"), OF_A_CASE)
def test_it_refuses_nobody_and_a_bare_token(shelf, counter, desk, method, path, said, rights, well):
    counter.token("bare", "report.read")
    case_id = shelf["own unit"]
    where = path.format(case=case_id, party=Party.objects.get(case_id=case_id).pk)
    assert counter.ask("nobody", method, where, said).status_code == 401
    assert counter.ask("bare", method, where, said).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize(("method", "path", "said", "right"), ELSEWHERE)
def test_an_operation_elsewhere(shelf, counter, posted, desk, post, method, path, said, right):
    person, acting = posted(post)
    allowed = not right or bool(acting.reach(right))
    response = desk(person).ask(method, "/api" + path, said) if not path.startswith("/exports") else None
    status = response.status_code if response else desk(person).get("/api" + path).status_code
    assert status == (200 if allowed else 403)
    bare = counter.token("bare", "report.read").ask("bare", method, path, said) if not path.startswith("/exp") else None
    assert bare is None or bare.status_code == (403 if right else 200)
    nobody = counter.ask("nobody", method, path, said).status_code
    assert nobody == (200 if right is None else 401)


@pytest.mark.django_db
@pytest.mark.parametrize("post", POSTS)
def test_lists_show_what_the_reach_covers_and_nothing_else(shelf, posted, desk, post):
    person, acting = posted(post)
    cases = Case.objects.select_related("body")
    seen = {case.pk for case in cases if acting.may("case.read", case.body_id, case.body.path, case.unit_id)}
    listed = desk(person).ask("GET", "/api/cases").said["items"]
    assert {line["id"] for line in listed} == seen
    results = desk(person).ask("POST", "/api/groups/steps", {"case_ids": list(shelf.values()), **STEP}).said
    assert {one["case_id"] for one in results if one["code"] != "not_found"} == seen


def test_a_handler_of_one_unit_is_none_of_another():
    """Somebody who sees the whole body as its clerk still handles for their own unit alone."""
    from zhengwu.records.cases.queries import posts_over

    acting = Actor("person", 1, "甲", (Held("clerk", 3, "0003.", 31), Held("handler", 3, "0003.", 31)))
    assert posts_over(acting, 3, 31) == {"clerk", "handler"}
    assert posts_over(acting, 3, 32) == {"clerk"}
    assert posts_over(acting, 4, 31) == frozenset()


@pytest.mark.django_db
@pytest.mark.parametrize("post", POSTS)
def test_opening_is_for_those_who_register(district, posted, counter, desk, post):
    person, acting = posted(post)
    seat = desk(person)
    unit = {"unit_id": district.intake_unit}  # a handler of a unit opens for that unit
    said = request_for(district.bureau, channel="counter", on="2026-01-05", **unit)
    suit = {"procedure": "lawsuit", "body_id": district.bureau, **unit}
    wanted = 201 if acting.posts_in(district.bureau) & {"clerk", "handler", "head"} else 403
    assert seat.ask("POST", "/api/requests", said).status_code == wanted
    assert seat.ask("POST", "/api/cases", suit).status_code == wanted
    assert seat.ask("POST", "/api/cases", {"procedure": "lawsuit", "body_id": district.foreign}).status_code == 403
    assert seat.ask("POST", "/api/requests", {**said, "unit_id": district.other_unit}).status_code == (
        201 if acting.posts_in(district.bureau) & {"clerk", "head"} else 403
    )
    assert counter.ask("public", "POST", "/cases", suit).status_code == 403
