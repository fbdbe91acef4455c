"""Every operation on letters, documents and templates × every post × own unit, other unit, other body, other district.

What is expected is made from the table of rights, as in `test_cases_rights`; a new operation fails until it has its
place here.
"""

import re
from datetime import UTC, date, datetime

import pytest
from django.conf import settings

from tests.api.counter import Clock, Counter, request_for
from tests.conftest import acting, appointed, establish_district
from zhengwu.api import moment
from zhengwu.api.door import api
from zhengwu.records.cases.models import Case
from zhengwu.records.documents import actions as documents
from zhengwu.records.documents import releasing
from zhengwu.records.documents.actions import WRITING, Receiving
from zhengwu.records.documents.releasing import Releasing
from zhengwu.records.letters import serving, wordings
from zhengwu.records.letters.gathering import Choosing
from zhengwu.records.letters.serving import Issue
from zhengwu.records.people.rights import POSTS

OURS = {"letters", "documents", "templates"}
AT, ON = datetime(2026, 1, 5, 1, tzinfo=UTC), date(2026, 1, 5)
GIVING = ("case.decide", "case.handle")
WHY = {"reason": "误发"}
DELIVERY = {"channel": "counter", "sent_on": "2026-01-05"}
RECEIPT = {"key": "receipt", "event": 2}
TEXT = "@{applicant}：\n本局已登记你的申请（{number}）。"
FILE = (
    b'--b\r\nContent-Disposition: form-data; name="role"\r\n\r\nevidence\r\n'
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nother\r\n--b--\r\n'
)
GIVEN = FILE.replace(b'name="role"\r\n\r\nevidence', b'name="item_number"\r\n\r\n1')
CHECKED = GIVEN.replace(
    b"--b--\r\n", b'--b\r\nContent-Disposition: form-data; name="original_id"\r\n\r\n%d\r\n--b--\r\n'
)
# Method, path, what is sent (bytes are an upload), the rights of which one is needed beside case.read, the status.
OF_A_CASE = [
    ("GET", "/cases/{case}/letters", None, (), 200),
    ("GET", "/cases/{case}/letters/due", None, (), 200),
    ("POST", "/cases/{case}/letters/preview", RECEIPT, WRITING, 200),
    ("POST", "/cases/{case}/letters", {**RECEIPT, "event": 0}, WRITING, 201),
    ("GET", "/letters/{letter}/file?kind=text", None, (), 200),
    ("POST", "/letters/{letter}/deliveries", DELIVERY, WRITING, 201),
    ("POST", "/letters/{letter}/withdraw", WHY, WRITING, 200),
    ("GET", "/cases/{case}/documents", None, (), 200),
    ("POST", "/cases/{case}/documents", FILE, WRITING, 201),
    ("GET", "/documents/{document}/file", None, (), 200),
    ("POST", "/documents/{document}/withdraw", WHY, WRITING, 200),
    ("GET", "/cases/{case}/releases", None, (), 200),
    ("POST", "/cases/{case}/releases/check", CHECKED, WRITING, 200),
    ("POST", "/cases/{case}/releases", GIVEN, GIVING, 201),
    ("GET", "/releases/{release}/file", None, (), 200),
]
# Of the body of a case: method, path, what is sent, the right needed, what is told without it where the body is seen.
DRAFT = {"procedure": "information_request", "key": "receipt", "text": TEXT}
OF_A_BODY = [
    ("POST", "/templates", {**DRAFT, "body_id": "{body}"}, 201),
    ("GET", "/templates/history?body_id={body}&procedure=information_request&key=receipt", None, 200),
    ("GET", "/templates/{template}/approval", None, 200),
    ("POST", "/templates/{template}/publish", None, 200),
    ("POST", "/templates/{template}/retire", None, 200),
    ("PUT", "/bodies/{body}/words", {"values": {"court": "法院"}}, 200),
]
# What who approves may do beside, or alone.
APPROVING = {
    "publish": ("templates.approve",),
    "history": ("templates.manage", "templates.approve"),
    "approval": ("templates.manage", "templates.approve", "case.read"),
}
# Lists that show what the reach covers, tried by tests of their own, and what number and secret open.
APART = {
    ("GET", "/bodies/{}/letters/void"),
    ("GET", "/bodies/{}/words"),
    ("GET", "/ledgers/withheld"),
    ("GET", "/templates"),
    ("GET", "/templates/vocabulary"),
    ("POST", "/templates/preview"),
    ("POST", "/tracking/documents"),
    ("POST", "/tracking/letters/{}"),
    ("POST", "/tracking/papers"),
    ("POST", "/tracking/releases/{}"),
}


def test_every_operation_has_its_place():
    found = {
        (method.upper(), re.sub(r"\{\w+\}", "{}", path.removeprefix("/api")))
        for path, ways in api.get_openapi_schema(path_prefix="/api/")["paths"].items()
        for method, said in ways.items()
        if set(said["tags"]) & OURS
    }
    rows = [row[:2] for row in (*OF_A_CASE, *OF_A_BODY)]
    assert found == {(way, re.sub(r"\{\w+\}", "{}", path.partition("?")[0])) for way, path in rows} | APART


@pytest.fixture(scope="module")
def district(ground):
    """The district of all tests of this module."""
    return establish_district()


@pytest.fixture(scope="module")
def shelf(district, tmp_path_factory):
    """A case in each place, with a letter, a document and a release, and a template of its body."""
    places = {
        "own unit": (district.bureau, district.intake_unit),
        "other unit": (district.bureau, district.other_unit),
        "other body": (district.affairs, None),
        "other district": (district.foreign, None),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "HOME", tmp_path_factory.mktemp("home"))
        clock = Clock()
        patch.setattr(moment, "now", clock)
        yield {
            place: furnished(clock, acting(appointed("head", body)), body, unit)
            for place, (body, unit) in places.items()
        }


def furnished(clock, head, body, unit):
    outside = Counter(body, clock).token("clerk", "case.read", "as.clerk")
    case = outside.post("clerk", "/requests", request_for(body, channel="counter", register_now=True))["case_id"]
    Case.objects.filter(pk=case).update(unit_id=unit)
    wording = wordings.draft(body, "information_request", "receipt", TEXT, "", ON, by=head, at=AT)
    document = documents.receive(case, Receiving(b"original", "a.txt", "original"), by=head, at=AT)
    return {
        "case": case,
        "body": body,
        "letter": serving.issue_due(case, Issue(Choosing("receipt"), ON), by=head, at=AT).id,
        "document": document.id,
        "release": releasing.release(case, Releasing("1", b"given", "b.txt"), by=head, at=AT).id,
        "template": wording.id,
    }


@pytest.fixture
def posted(district, hire, actor):
    """A function from a post to the person who holds it: in the own unit, or at the government above."""

    def person(post):
        above = post in ("supervisor", "auditor", "administrator")
        found = hire(post, district.government) if above else hire(post, district.bureau, district.intake_unit)
        return found, actor(found)

    return person


def asked(seat, method, path, said, ids):
    """The status of the operation on these things."""
    if isinstance(said, bytes):
        content = said % ids["document"] if b"%d" in said else said
        kind = "multipart/form-data; boundary=b"
        return seat.generic(method, "/api" + path.format(**ids), content, content_type=kind).status_code
    if said and said.get("body_id"):
        said = {**said, "body_id": ids["body"]}
    if method == "GET":
        return seat.get("/api" + path.format(**ids)).status_code
    return seat.ask(method, "/api" + path.format(**ids), said).status_code


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize(("method", "path", "said", "rights", "well"), OF_A_CASE)
def test_an_operation_on_a_case(shelf, posted, desk, post, method, path, said, rights, well):
    person, acting = posted(post)
    seat = desk(person)
    for place, ids in shelf.items():
        case = Case.objects.select_related("body").get(pk=ids["case"])
        where = (case.body_id, case.body.path, case.unit_id)
        held = not rights or any(acting.may(right, *where) for right in rights)
        wanted = 404 if not acting.may("case.read", *where) else well if held else 403
        assert asked(seat, method, path, said, ids) == wanted, place


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize(("method", "path", "said", "well"), OF_A_BODY)
def test_an_operation_on_the_wording_of_a_body(shelf, posted, desk, post, method, path, said, well):
    """That a body exists is public; that it has such a template is not."""
    person, acting = posted(post)
    seat = desk(person)
    for place, ids in shelf.items():
        where = (ids["body"], Case.objects.get(pk=ids["case"]).body.path)
        rights = APPROVING.get(path.rsplit("/", 1)[-1].split("?")[0], ("templates.manage",))
        held = any(acting.may(right, *where) for right in rights)
        seen = "{template}" not in path or acting.may("case.read", *where)
        assert asked(seat, method, path, said, ids) == (well if held else 403 if seen else 404), place


@pytest.mark.parametrize(("method", "path", "said"), [row[:3] for row in (*OF_A_CASE, *OF_A_BODY)])
def test_it_refuses_nobody_and_a_bare_token(shelf, counter, desk, method, path, said):
    ids, secret = shelf["own unit"], counter.token("bare", "report.read").secrets["bare"]
    assert asked(desk(), method, path, said, ids) == 401
    bare, of_body = desk(), {row[1] for row in OF_A_BODY if "{template}" not in row[1]}
    bare.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    assert asked(bare, method, path, said, ids) == (403 if path in of_body else 404)


@pytest.mark.parametrize("post", POSTS)
def test_lists_show_what_the_reach_covers_and_nothing_else(shelf, posted, desk, post):
    person, acting = posted(post)
    seat = desk(person)
    for place, ids in shelf.items():
        body = Case.objects.get(pk=ids["case"]).body
        works = bool(acting.reach("case.read")) and (
            acting.may("case.read", body.pk, body.path) or body.pk in {held.body_id for held in acting.appointments}
        )
        for path in ("/bodies/{body}/words", "/templates?body_id={body}"):
            assert asked(seat, "GET", path, None, ids) == (200 if works else 404), (place, path)
        assert seat.get(f"/api/bodies/{body.pk}/letters/void?year=2026").json() == []
        assert seat.get("/api/ledgers/withheld").json() == []
    assert seat.get("/api/templates/vocabulary").status_code == 200
