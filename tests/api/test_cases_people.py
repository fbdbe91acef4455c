"""The people of cases, and money: masked, unmasked with a reason, found by number, amended, charged by the month."""

import pytest

from tests.api.counter import request_for
from zhengwu.records.cases.models import Party
from zhengwu.records.journal.models import Entry

pytestmark = pytest.mark.django_db
WHO = {"name": "申请人甲", "id_kind": "passport", "id_number": "E12345678", "phone": "000-11111111"}


@pytest.fixture
def ask(counter):
    """A function that takes down a request at the counter, on a day, and gives its id."""

    def asked(day, *items, **who):
        counter.clock.turn(day)
        said = request_for(counter.body, *items, channel="counter", register_now=True)
        return counter.post("clerk", "/requests", {**said, "applicant": {**WHO, **who}})["case_id"]

    return asked


def party_of(counter, case_id):
    """The first party of a case, as it is shown."""
    return counter.get("clerk", f"/cases/{case_id}")["parties"][0]


def test_numbers_are_masked_and_every_look_in_clear_is_in_the_journal(counter, ask):
    case_id = ask("2026-01-05", "文件")
    party = party_of(counter, case_id)
    assert WHO["id_number"] not in str(counter.get("clerk", f"/cases/{case_id}"))
    assert WHO["phone"] not in str(counter.get("clerk", f"/cases/{case_id}"))
    where = f"/cases/{case_id}/parties/{party['id']}/unmask"
    assert counter.post("clerk", where, {"reason": " "}, 422)
    clear = counter.post("clerk", where, {"reason": "电话核实身份"}, 200)
    assert (clear["id_number"], clear["phone"]) == (WHO["id_number"], WHO["phone"])
    entry = Entry.objects.get(action="personal.unmasked")
    assert (entry.object_id, entry.reason, entry.actor_name) == (str(party["id"]), "电话核实身份", "clerk")


def test_somebody_is_found_by_their_number_however_it_is_spelt(counter, ask):
    cases = [ask("2026-01-05", "一"), ask("2026-01-06", "二"), ask("2026-01-06", "三", id_number="E9")]
    found = counter.post("clerk", "/parties/search", {"id_number": "ｅ1234 5678", "reason": "核对"}, 200)
    assert [one["case_id"] for one in found] == [cases[1], cases[0]]
    entry = Entry.objects.get(action="personal.searched")
    assert WHO["id_number"] not in f"{entry.object_id}{entry.reason}"


def test_an_amendment_changes_what_is_shown_and_who_is_found(counter, ask):
    case_id = ask("2026-01-05", "文件")
    party = party_of(counter, case_id)
    facts = {**WHO, "name": "申请人乙", "id_number": "E7"}
    path = f"/cases/{case_id}/parties/{party['id']}"
    assert counter.ask("clerk", "PUT", path, {"facts": facts, "reason": "更名"}).status_code == 204
    assert counter.get("clerk", f"/cases/{case_id}")["applicant_name"] == "申请人乙"
    search = {"id_number": "E7", "reason": "核对"}
    assert [one["case_id"] for one in counter.post("clerk", "/parties/search", search, 200)] == [case_id]
    assert Entry.objects.filter(action="party.amended", reason="更名").exists()


def test_parties_are_added_once_under_a_key(counter, ask):
    case_id = ask("2026-01-05", "文件")
    said = {"role": "third_party", "key": "甲公司", "facts": {"name": "甲建设有限公司"}}
    counter.post("handler", f"/cases/{case_id}/parties", said)
    assert counter.post("handler", f"/cases/{case_id}/parties", said, 409)["code"] == "party_there"
    counter.step("handler", case_id, "consultation_sent", party="甲公司")
    assert Party.objects.filter(case_id=case_id, role="third_party").count() == 1
    refused = counter.post("handler", f"/cases/{case_id}/parties", {**said, "role": "agent", "key": "丙"}, 422)
    assert refused["code"] == "contact_missing"


def test_the_fee_of_a_case_counts_what_the_applicant_asked_earlier_in_the_month(counter, ask):
    ask("2026-01-30", *[f"事项{n}" for n in range(8)])
    first = ask("2026-02-02", *[f"事项{n}" for n in range(8)])
    second = ask("2026-02-03", *[f"另项{n}" for n in range(5)])
    ask("2026-02-04", "其后")
    assert counter.get("clerk", f"/cases/{first}/fee")["earlier"] == 0
    fee = counter.get("clerk", f"/cases/{second}/fee")
    assert (fee["items"], fee["earlier"], fee["identified"], fee["fee"]["total"]) == (5, 8, True, 300)
    nameless = ask("2026-02-05", "匿名", id_number="", id_kind="")
    assert not counter.get("clerk", f"/cases/{nameless}/fee")["identified"]


def test_the_ledgers_of_a_month(counter, ask):
    case_id = ask("2026-02-02", *[f"事项{n}" for n in range(12)])
    ask("2026-02-03", "又一项")
    (line,) = counter.get("clerk", f"/ledgers/applicants?body_id={counter.body}&month=2026-02")
    assert (line["applicant"], line["cases"], line["items"], line["fee"]) == ("申请人甲", 2, 13, 300)
    counter.step("handler", case_id, "fee_notice_sent", "2026-02-04", amount="200.00", per="item", quantity=12)
    counter.step("clerk", case_id, "fee_paid", "2026-02-05", amount="200.00", voucher="财0001")
    lines = counter.get("head", f"/ledgers/fees?body_id={counter.body}&month=2026-02")["items"]
    assert [(one["kind"], one["amount"], one["voucher"]) for one in lines] == [
        ("notice", "200.00", ""),
        ("payment", "200.00", "财0001"),
    ]
    assert counter.get("head", f"/ledgers/fees?body_id={counter.body}&month=2026-03")["items"] == []
    number = next(
        one["number"] for one in counter.get("head", f"/cases/{case_id}")["events"] if one["key"] == "fee_paid"
    )
    counter.post("head", f"/cases/{case_id}/events/{number}/strike", {"reason": "未到账"})
    assert len(counter.get("head", f"/ledgers/fees?body_id={counter.body}&month=2026-02")["items"]) == 1


def test_the_tariff_is_told_to_anybody(counter):
    assert counter.get("public", "/fees?items=31")["total"] == 2200
    assert counter.get("public", "/fees?pages=31")["total"] == 10
    for query in ("", "?items=1&pages=1"):
        assert counter.ask("public", "GET", f"/fees{query}").status_code == 422
