"""From outside: number and secret open one case, and nothing else; guessing is slowed down."""

import pytest

from tests.api.counter import request_for
from zhengwu.records.cases.models import Case, Event
from zhengwu.records.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt(counter):
    """Number and secret of a request handed in online."""
    made = counter.post("public", "/requests", request_for(counter.body))
    return {"number": made["number"], "secret": made["secret"]}


@pytest.fixture
def consulted(counter):
    """A case with two letters out: its id, and number and secret of the first party."""
    said = request_for(counter.body, channel="counter", register_now=True)
    case_id = counter.post("clerk", "/requests", said)["case_id"]
    for party in ("甲公司", "乙公司"):
        counter.step("handler", case_id, "consultation_sent", party=party)
    parties = {one["key"]: one["id"] for one in counter.get("clerk", f"/cases/{case_id}")["parties"]}
    return case_id, counter.post("handler", f"/cases/{case_id}/parties/{parties['甲公司']}/secret", None)


def test_it_works(counter, receipt):
    seen = counter.post("public", "/tracking", receipt, 200)
    assert (seen["stage"]["key"], seen["due"], seen["is_open"]) == ("submitted", None, True)
    assert seen["office"]["phone"] == "000-00000000"
    assert [one["step"] for one in seen["steps"] if one["lawful"]] == ["confirmed", "withdrawn"]
    loose = {**receipt, "secret": f" {receipt['secret'].lower()} "}
    assert counter.post("public", "/tracking", loose, 200) == seen


def test_a_wrong_number_and_a_wrong_secret_are_told_alike_and_slowed_down(counter, receipt):
    wrong = [{**receipt, "secret": "WRONG"}, {**receipt, "number": "依2026-1"}]
    codes = {counter.post("public", "/tracking", said, 401)["code"] for said in wrong}
    assert codes == {"wrong_secret"}
    statuses = [counter.ask("public", "POST", "/tracking", wrong[0]).status_code for _ in range(8)]
    assert 429 in statuses
    refused = counter.ask("public", "POST", "/tracking", receipt)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0


def test_an_applicant_confirms_for_themselves_only(counter, receipt):
    said = {**receipt, "event": "confirmed", "fields": {"side": "office"}}
    counter.post("public", "/tracking/steps", said)
    assert Event.objects.get(key="confirmed").says["side"] == "applicant"
    assert Event.objects.get(key="confirmed").post == "applicant"


@pytest.mark.parametrize("event", ["received", "decided", "fee_paid", "extended", "entry_struck", "no_such_step"])
def test_an_applicant_takes_no_step_of_the_office(counter, receipt, event):
    refused = counter.post("public", "/tracking/steps", {**receipt, "event": event}, 403)
    assert "confirmed" in refused["message"]["en"]
    assert Event.objects.count() == 1


def test_the_public_hands_in_today_and_online_only(counter):
    for said in ({"channel": "counter"}, {"register_now": True}, {"unit_id": 1}):
        counter.post("public", "/requests", request_for(counter.body, **said), 403)
    assert counter.post("public", "/requests", request_for(counter.body, on="2026-01-01"), 422)["code"] == "not_today"
    assert Case.objects.count() == 0


def test_a_repeated_click_is_one_step(counter, receipt):
    said, key = {**receipt, "event": "confirmed"}, {"Idempotency-Key": "click-0001"}
    answers = [counter.ask("public", "POST", "/tracking/steps", said, **key) for _ in range(2)]
    assert answers[0].said == answers[1].said
    assert Event.objects.filter(key="confirmed").count() == 1


def test_a_third_party_answers_its_own_letter_only(counter, consulted):
    case_id, given = consulted
    counter.post("public", "/opinions", {**given, "opinion": "objects", "text": "商业秘密"})
    stances = {one["party"]: one["stance"] for one in counter.get("clerk", f"/cases/{case_id}")["consultations"]}
    assert stances == {"甲公司": "objects", "乙公司": ""}
    again = counter.post("public", "/opinions", {**given, "opinion": "agrees"}, 422)
    assert again["code"] == "party_not_asked"
    counter.post("public", "/tracking", given, 401)


def test_a_secret_given_anew_ends_the_one_before(counter, consulted):
    case_id, given = consulted
    party = next(one["id"] for one in counter.get("clerk", f"/cases/{case_id}")["parties"] if one["key"] == "甲公司")
    fresh = counter.post("handler", f"/cases/{case_id}/parties/{party}/secret", None)
    counter.post("public", "/opinions", {**given, "opinion": "agrees"}, 401)
    counter.post("public", "/opinions", {**fresh, "opinion": "agrees"})
    assert Entry.objects.filter(action="secret.given").count() == 2


def test_silence_means_opposite_things(counter, consulted):
    case_id, _ = consulted
    counter.step("handler", case_id, "consultation_sent", party="丙局", kind="co_maker")
    silence = {one["party"]: one["basis"] for one in counter.get("clerk", f"/cases/{case_id}")["consultations"]}
    assert (silence["甲公司"], silence["丙局"]) == ("条例第三十二条", "条例第三十四条")


def test_a_record_correction_is_asked_for_by_anybody(counter):
    applicant = {"name": "申请人甲", "phone": "000"}
    said = {"procedure": "record_correction", "body_id": counter.body, "fields": {"items": ["姓名有误"]}}
    assert counter.post("public", "/cases", said, 422)["where"] == "applicant"
    made = counter.post("public", "/cases", {**said, "applicant": applicant})
    seen = counter.post("public", "/tracking", {"number": made["number"], "secret": made["secret"]}, 200)
    assert (seen["procedure"]["key"], seen["stage"]["key"]) == ("record_correction", "received")
