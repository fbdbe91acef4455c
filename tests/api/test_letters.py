"""Letters over HTTP: wanted, previewed, issued, fetched, served with the step that follows, withdrawn; templates."""

import pytest
from django.conf import settings

from tests.api.counter import request_for
from zhengwu.records.journal.models import Entry
from zhengwu.records.letters.models import Letter

DECIDED = {"outcome": "refused_internal_affairs", "reasons": "属于人事管理信息"}
TEXT = "@{applicant}：\n本局已登记你的申请（{number}）。"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "HOME", tmp_path)


@pytest.fixture
def office(counter, district):
    """The counter with a head who words letters, and the court said once for all."""
    counter.token("wording", "case.read", "templates.manage", "templates.approve", "as.head")
    said = {"values": {"court": "青禾区人民法院"}}
    assert counter.ask("wording", "PUT", f"/bodies/{district.bureau}/words", said).status_code == 200
    return counter


@pytest.fixture
def case(office):
    said = request_for(office.body, "备案名单", channel="counter", register_now=True)
    return office.post("clerk", "/requests", said)


def due(office, case):
    return {one["key"]: one for one in office.get("clerk", f"/cases/{case['case_id']}/letters/due")}


def issue(office, case, key, who="head", status=201, **more):
    said = {"key": key, "event": due(office, case).get(key, {"event": 9})["event"], **more}
    return office.post(who, f"/cases/{case['case_id']}/letters", said, status)


def test_it_works(office, case):
    path = f"/cases/{case['case_id']}/letters"
    assert list(due(office, case)) == ["receipt"]
    shown = office.post("head", f"{path}/preview", {"key": "receipt", "event": 2}, 200)
    assert (shown["gathered"]["missing"], "（文号待编）" in shown["text"]) == ([], True)
    letter = issue(office, case, "receipt")
    assert letter["document_number"] == "审批局公开〔2026〕1号"
    assert due(office, case) == {}
    assert [one["id"] for one in office.get("clerk", path)] == [letter["id"]]
    row = Letter.objects.get()
    assert row.docx
    assert row.pdf
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!doctype"), ("text", "政府".encode())):
        response = office.ask("clerk", "GET", f"/letters/{letter['id']}/none")
        assert response.status_code == 404
        got = fetched(office, "clerk", "get", f"/letters/{letter['id']}/file?kind={kind}")
        assert got.content.startswith(start)
        assert got.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert got.headers["X-Content-Type-Options"] == "nosniff"


def fetched(office, who, method, path, said=None):
    from django.test import Client

    headers = {"Authorization": f"Bearer {office.secrets[who]}"} if who in office.secrets else {}
    more = {"data": said, "content_type": "application/json"} if said is not None else {}
    return getattr(Client(raise_request_exception=False), method)(f"/api{path}", headers=headers, **more)


def test_an_answer_served_is_a_step_taken_and_shown_to_its_applicant(office, case):
    office.step("head", case["case_id"], "decided", "2026-01-06", **DECIDED)
    letter = issue(office, case, "reply_refused")
    receipt = {"number": case["number"], "secret": case["secret"]}
    assert office.post("public", "/tracking/papers", receipt, 200)["letters"] == []
    own = f"/tracking/letters/{letter['id']}"
    assert office.post("public", own, receipt, 404)["code"] == "not_found"
    said = {"channel": "counter", "signed_on": "2026-01-06", "recipient": "申请人甲"}
    served = office.post("clerk", f"/letters/{letter['id']}/deliveries", said)
    assert [one["state"] for one in served["taken"]] == ["delivered"]
    assert office.get("clerk", f"/cases/{case['case_id']}")["items"][0]["answered_on"] == "2026-01-06"
    assert [one["id"] for one in office.post("public", "/tracking/papers", receipt, 200)["letters"]] == [letter["id"]]
    assert fetched(office, "public", "post", own, {**receipt, "kind": "docx"}).content.startswith(b"PK")
    assert Entry.objects.filter(action="letter.open").count() == 1
    assert office.post("public", own, {**receipt, "secret": "WRONG"}, 401)["code"] == "wrong_secret"


def test_a_letter_to_somebody_else_is_not_the_applicants(office, case):
    office.step("handler", case["case_id"], "consultation_sent", party="安颐公司")
    letter = issue(office, case, "third_party_consultation", values={"contents": "名单"})
    said = {"channel": "counter", "signed_on": "2026-01-05"}
    office.post("handler", f"/letters/{letter['id']}/deliveries", said)
    receipt = {"number": case["number"], "secret": case["secret"]}
    assert office.post("public", "/tracking/papers", receipt, 200)["letters"] == []
    assert office.post("public", f"/tracking/letters/{letter['id']}", receipt, 404)


def test_it_refuses_what_is_incomplete_and_names_it(office, case):
    office.step("handler", case["case_id"], "correction_requested", what="请写明文号")
    fault = issue(office, case, "correction_notice", status=422)
    assert (fault["code"], fault["where"]) == ("letter_incomplete", "reasons")
    assert issue(office, case, "correction_notice", values={"reasons": "描述不清"})["key"] == "correction_notice"
    assert issue(office, case, "no_such_letter", status=404)["code"] == "not_found"
    assert issue(office, case, "receipt", status=422, values={"body": "x"})["where"] == "body"


def test_one_letter_however_often_it_is_sent(office, case):
    said, key = {"key": "receipt", "event": 2}, {"Idempotency-Key": "issue-once-0001"}
    path = f"/cases/{case['case_id']}/letters"
    first, again = [office.ask("head", "POST", path, said, **key) for _ in range(2)]
    assert first.content == again.content
    assert Letter.objects.count() == 1
    assert office.ask("head", "POST", path, said).said["code"] == "letter_issued"


def test_a_letter_whose_files_cannot_be_kept_is_issued_all_the_same(office, case, tmp_path):
    (tmp_path / "files").write_text("in the way of the folder")
    letter = issue(office, case, "receipt")
    assert Letter.objects.get().pdf is None
    (tmp_path / "files").unlink()
    assert fetched(office, "clerk", "get", f"/letters/{letter['id']}/file?kind=pdf").content.startswith(b"%PDF")
    assert Letter.objects.get().pdf is not None


def test_a_withdrawn_letter_leaves_its_number_and_says_what_stays(office, case, district):
    letter = issue(office, case, "receipt")
    gone = office.post("head", f"/letters/{letter['id']}/withdraw", {"reason": "日期有误"}, 200)
    assert "登记（2026-01-05）" in gone["note"]["zh"]
    assert office.get("head", f"/bodies/{district.bureau}/letters/void?year=2026") == [letter["document_number"]]
    assert list(due(office, case)) == ["receipt"]
    assert office.post("head", f"/letters/{letter['id']}/withdraw", {"reason": "x"}, 409)["code"] == "letter_void"


def test_an_office_words_its_letters_version_by_version(office, case, district):
    draft = {"body_id": district.bureau, "procedure": "information_request", "key": "receipt", "text": TEXT}
    made = office.post("wording", "/templates", draft)
    trial = {key: draft[key] for key in ("procedure", "key", "text")}
    assert "林晓禾" in office.post("wording", "/templates/preview", trial, 200)["text"]
    real = {**trial, "case_id": case["case_id"], "event": 2}
    shown = office.post("wording", "/templates/preview", real, 403)
    assert shown["code"] == "forbidden"
    assert "申请人甲" in office.post("head", "/templates/preview", real, 200)["text"]
    office.post("wording", f"/templates/{made['id']}/publish", None, 200)
    query = f"body_id={district.bureau}&procedure=information_request"
    listed = {one["key"]: one for one in office.get("clerk", f"/templates?{query}")}
    assert (listed["receipt"]["version"], listed["reply_granted"]["version"]) == (1, 0)
    assert listed["receipt"]["shipped"] != listed["receipt"]["text"] == TEXT
    assert issue(office, case, "receipt")["wording"] == "office 1"
    office.post("wording", f"/templates/{made['id']}/retire", None, 200)
    history = office.get("wording", f"/templates/history?{query}&key=receipt")
    assert [one["status"] for one in history] == ["retired"]
    assert {one["key"] for one in office.get("clerk", "/templates/vocabulary")} >= {"court", "remedy"}


def test_it_refuses_a_wording_that_breaks_the_law_or_the_vocabulary(office, district):
    draft = {"body_id": district.bureau, "procedure": "information_request", "key": "reply_refused"}
    for text, code in (("@{applicant}：不予公开。", "legal_content_missing"), ("{nobody}", "bad_template")):
        assert office.post("wording", "/templates", {**draft, "text": text}, 422)["code"] == code
    assert office.post("wording", "/templates", {**draft, "body_id": 999, "text": TEXT}, 404)
    assert office.ask("clerk", "GET", f"/templates?body_id={district.foreign}").status_code == 404
    assert office.ask("wording", "GET", f"/bodies/{district.foreign}/words").status_code == 404
    wrong = {"values": {"reasons": "x"}}
    assert office.ask("wording", "PUT", f"/bodies/{district.bureau}/words", wrong).said["code"] == "unknown_word"
