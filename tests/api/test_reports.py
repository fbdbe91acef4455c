"""The annual report over the API: from the draft to the published documents, and who may do what."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.records.reports.conftest import AT, Matter, file_matters
from tests.records.reports.story import LEDGER, REQUEST, YEAR
from zhengwu.api import moment
from zhengwu.records.people.rights import POSTS
from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.readers import read_bytes

__all__ = ["file_matters"]  # a fixture


@pytest.fixture
def january(monkeypatch):
    """The clock says 5 January 2027."""
    monkeypatch.setattr(moment, "now", lambda: AT)


@pytest.fixture
def at(district, file_matters, january):
    """The address of the bureau's report, with a year on file."""
    file_matters(district.bureau, LEDGER)
    return f"/api/reports/{district.bureau}/{YEAR}"


def fill(person, at):
    for row, column in format_of("2021").table("publications").keys:
        said = {"value": "0", "note": "各科室报送表"}
        assert person.ask("PUT", f"{at}/cells/publications/{row}/{column}", said).status_code == 204


def good(response, status=200):
    assert response.status_code == status, response.said
    return response.said


def test_a_report_from_draft_to_publication(at, cast, desk):
    clerk, leader, head = (desk(cast[post]) for post in ("clerk", "leader", "head"))
    assert good(clerk.ask("GET", at))["live"] is True
    fill(clerk, at)
    assert not [one for one in good(clerk.ask("POST", f"{at}/check")) if one["severity"] == "error"]
    assert good(leader.ask("POST", f"{at}/sign", {}))["version"] == 1
    assert desk().ask("GET", at).status_code == 404
    assert good(head.ask("POST", f"{at}/publish"))["version"] == 1
    seen = good(desk().ask("GET", at))
    assert (seen["about"]["status"], seen["live"], seen["findings"]) == ("published", False, [])
    for kind in ("html", "docx", "pdf", "xlsx", "json"):
        response = desk().get(f"{at}/documents/{kind}")
        assert read_bytes(response.content, f"x.{kind}").cell("requests", "received", "total").value == 7
        again = desk().get(f"{at}/documents/{kind}", headers={"If-None-Match": response.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_a_cell_answers_with_its_cases_page_by_page(at, cast, desk):
    clerk, found, after = desk(cast["clerk"]), [], ""
    while after is not None:
        page = good(clerk.ask("GET", f"{at}/cells/requests/received/total?limit=2{after and '&after=' + after}"))
        found, after = found + page["items"], page["next"]
    assert len(found) == len({one["case_id"] for one in found}) == 7
    source = good(clerk.ask("GET", f"{at}/cells/requests/received/total/source"))
    assert (source["cell"]["value"], source["cell"]["source"], source["listed"]) == (7, "counted", True)
    assert clerk.ask("GET", f"{at}/cells/requests/nothing/total").status_code == 404
    assert clerk.ask("GET", f"{at}/cells/requests/received/total?after=abc").status_code == 422


def test_it_refuses_what_cannot_be_entered(at, cast, desk):
    clerk = desk(cast["clerk"])
    for path, said, code in [
        ("cells/requests/received/total", {"value": "1", "note": "x"}, "counted_cell"),
        ("cells/publications/licensing/decisions", {"value": "1.5", "note": "x"}, "invalid_value"),
        ("cells/publications/licensing/decisions", {"value": "1e5", "note": "x"}, "string_pattern_mismatch"),
        ("cells/publications/licensing/decisions", {"value": "1", "note": ""}, "string_too_short"),
        ("texts/overview", {"text": "{requests.x}"}, "unknown_place"),
    ]:
        response = clerk.ask("PUT", f"{at}/{path}", said)
        assert (response.status_code, response.said["code"]) == (422, code), response.said


def test_an_error_is_signed_with_a_reason_only(at, cast, desk):
    clerk, leader = desk(cast["clerk"]), desk(cast["leader"])
    assert leader.ask("POST", f"{at}/sign", {}).said["code"] == "not_found"
    wrong = [one for one in good(clerk.ask("POST", f"{at}/check")) if one["severity"] == "error"]
    assert leader.ask("POST", f"{at}/sign", {}).said["code"] == "findings_block"
    reasons = {one["id"]: "台账正在补录" for one in wrong}
    assert good(leader.ask("POST", f"{at}/sign", {"reasons": reasons}))["version"] == 1
    assert leader.ask("POST", f"{at}/sign", {}).said["code"] == "signed_already"
    assert good(clerk.ask("GET", at))["reasons"] == reasons


def test_a_correction_shows_what_it_changes(at, cast, desk, district, file_matters):
    clerk, leader = desk(cast["clerk"]), desk(cast["leader"])
    fill(clerk, at)
    good(clerk.ask("POST", f"{at}/check"))
    good(leader.ask("POST", f"{at}/sign", {}))
    file_matters(district.bureau, [Matter(REQUEST, 2026, 2026, "repeat", "natural_person")])
    assert {one["row"] for one in good(clerk.ask("GET", f"{at}/drift"))["differences"]} >= {"received", "concluded"}
    made = clerk.ask("POST", f"{at}/corrections", {"reason": "补录"}, **{"Idempotency-Key": "correction-1"})
    again = clerk.ask("POST", f"{at}/corrections", {"reason": "补录"}, **{"Idempotency-Key": "correction-1"})
    assert good(made, 201) == good(again, 201) == {"version": 2}
    assert len(good(clerk.ask("GET", f"{at}/differences?older=1&newer=2"))["differences"]) == 6


def test_an_earlier_year_is_imported(cast, desk, district, january):
    page = "<h1>青禾区行政审批局2025年政府信息公开工作年度报告</h1><h2>一、总体情况</h2><p>见附件。</p>"
    clerk, at = desk(cast["clerk"]), f"/api/reports/{district.bureau}/2025"
    file = SimpleUploadedFile("2025.html", page.encode())
    response = clerk.post(f"{at}/import", {"file": file})
    assert (response.status_code, response.json()) == (201, {"version": 1})
    seen = good(clerk.ask("GET", at))
    assert (seen["about"]["origin"], seen["about"]["source_name"]) == ("imported", "2025.html")
    assert clerk.get(f"{at}/documents/file").content == page.encode()


def test_the_supervisor_sees_who_is_late(cast, desk, district, january):
    seen = good(desk(cast["supervisor"]).ask("GET", f"/api/reports?year={YEAR}"))["items"]
    assert {one["body_id"] for one in seen} == {
        district.government, district.bureau, district.affairs, district.station,
    }  # fmt: skip
    assert {one["due_on"] for one in seen} == {"2027-01-31", "2027-03-31"}
    below = good(desk(cast["supervisor"]).ask("GET", f"/api/reports/{district.government}/{YEAR}/territory"))
    assert below["draft"] is True
    assert len(below["missing"]) == 3


# Method, path below the report, what is sent, who may, what they get; others get 403 or 404, foreign reports 404.
READERS = {"clerk", "reviewer", "head", "leader", "supervisor", "auditor"}
COMPILERS = {"clerk", "head"}
TABLE = [
    ("GET", "", None, READERS, 200),
    ("GET", "/cells/requests/received/total", None, READERS, 200),
    ("GET", "/cells/requests/received/total/source", None, READERS, 200),
    ("GET", "/drift", None, READERS, 409),
    ("GET", "/differences?older=1&newer=2", None, set(), 404),
    ("GET", "/territory", None, READERS, 409),
    ("GET", "/documents/pdf", None, set(), 404),
    ("PUT", "/cells/publications/licensing/decisions", {"value": "1", "note": "台账"}, COMPILERS, 204),
    ("PUT", "/texts/overview", {"text": "新收{requests.received.total}件。"}, COMPILERS, 204),
    ("POST", "/check", None, COMPILERS | {"leader"}, 200),
    ("POST", "/sign", {}, {"leader"}, 409),
    ("POST", "/publish", None, {"head", "leader"}, 409),
    ("POST", "/corrections", {"reason": "补录"}, COMPILERS, 409),
]


@pytest.mark.parametrize("post", POSTS)
def test_a_post_does_what_it_may_and_nothing_else(at, cast, desk, district, post):
    person = desk(cast[post])
    for method, path, sent, may, status in TABLE:
        far = person.ask(method, f"/api/reports/{district.foreign}/{YEAR}{path}", sent)
        assert far.status_code == 404, (path, far.said)
        near = person.ask(method, f"{at}{path}", sent)
        assert near.status_code in ({status} if post in may else {403, 404}), (path, near.said)
    file = SimpleUploadedFile("x.html", b"nothing")
    response = person.post(f"{at}/import", {"file": file})
    assert response.status_code in ({422} if post in COMPILERS else {403, 404})
