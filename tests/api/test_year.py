"""A year of 青禾区行政审批局, told through the API alone: every outcome, a review, a suit, and what must be refused."""

import pytest

from tests.api import closing
from tests.api.counter import request_for
from zhengwu.records.cases import filing
from zhengwu.records.cases.models import Case
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.statute.procedures import procedure


def online(counter, day, *items):
    """A request handed in online and registered once both sides have confirmed; gives its id and its receipt."""
    counter.clock.turn(day)
    made = counter.post("public", "/requests", request_for(counter.body, *items))
    receipt = {"number": made["number"], "secret": made["secret"]}
    refused = counter.step("clerk", made["case_id"], "received", status=422)
    assert refused["code"] == "receipt_day"
    assert "三十一" in refused["advice"]["zh"]
    counter.post("public", "/tracking/steps", {**receipt, "event": "confirmed"})
    counter.step("clerk", made["case_id"], "confirmed")
    counter.step("clerk", made["case_id"], "received")
    return made["case_id"], receipt


def answered(counter, case_id, outcome, decided, delivered, **grounds):
    """A decision and its delivery."""
    counter.step("handler", case_id, "proposed", decided, outcome=outcome, **grounds)
    counter.step("head", case_id, "decided", outcome=outcome, **grounds)
    return counter.step("clerk", case_id, "delivered", delivered, channel="post")


def corrected(counter, case_id, receipt):
    """The office asks for a correction in time; the applicant corrects, and the time to answer starts anew."""
    counter.step("handler", case_id, "correction_requested", "2026-03-05", what="请写明年份")
    assert counter.get("clerk", f"/cases/{case_id}")["due"]["on"] is None
    counter.clock.turn("2026-03-10")
    texts = ["2024年招标文件", "2024年施工合同"]
    counter.post("public", "/tracking/steps", {**receipt, "event": "correction_received", "fields": {"items": texts}})
    due = counter.get("clerk", f"/cases/{case_id}")["due"]
    assert (due["since"], due["on"]) == ("2026-03-10", "2026-04-08")
    assert due["lines"]


def consulted(counter, case_id, number):
    """One third party objects online; another is silent. Both letters are out at once, and the time to answer waits."""
    for party in ("甲建设公司", "乙监理公司"):
        counter.step("handler", case_id, "consultation_sent", "2026-03-12", party=party)
    for party in ("甲建设公司", "乙监理公司"):
        counter.step("clerk", case_id, "consultation_delivered", "2026-03-13", party=party)
    parties = {one["key"]: one["id"] for one in counter.get("clerk", f"/cases/{case_id}")["parties"]}
    given = counter.post("handler", f"/cases/{case_id}/parties/{parties['甲建设公司']}/secret", None)
    assert given["number"] == number
    counter.clock.turn("2026-03-20")
    counter.post("public", "/opinions", {**given, "opinion": "objects", "text": "含有报价的商业秘密"})
    early = counter.step("handler", case_id, "consultation_lapsed", "2026-03-24", status=422, party="乙监理公司")
    assert early["code"] == "opinion_period_runs"
    counter.step("handler", case_id, "consultation_lapsed", "2026-04-07", party="乙监理公司")
    stances = {one["party"]: one["stance"] for one in counter.get("clerk", f"/cases/{case_id}")["consultations"]}
    assert stances == {"甲建设公司": "objects", "乙监理公司": "silent"}


def granted_in_part(counter, case_id, receipt):
    """Extended once; one item granted, the other withheld; the applicant sees nothing before delivery."""
    counter.step("head", case_id, "extended", "2026-04-10", days=20, reasons="数量大")
    again = counter.step("head", case_id, "extended", "2026-04-13", status=422)
    assert again["code"] == "extended_only_once"
    counter.step("head", case_id, "decided", "2026-05-11", item="1", outcome="granted", override_reason="公共利益")
    counter.step("head", case_id, "decided", item="2", outcome="refused_third_party_rights", reasons="商业秘密")
    seen = counter.post("public", "/tracking", receipt, 200)
    assert [item["outcome"] for item in seen["items"]] == ["", ""]
    assert seen["stage"]["key"] == "decided"
    counter.step("clerk", case_id, "delivered", "2026-05-12", channel="electronic")
    seen = counter.post("public", "/tracking", receipt, 200)
    assert [item["outcome"] for item in seen["items"]] == ["granted", "refused_third_party_rights"]
    assert "先向" in seen["items"][1]["remedy"]
    assert not seen["late"]


def defended(counter, case_id):
    """A simplified review upholds; the suit after it revokes; the body answers anew in time."""
    said = {"procedure": "administrative_review", "body_id": counter.body, "about_id": case_id}
    counter.clock.turn("2026-06-01")
    review = counter.post("clerk", "/cases", {**said, "fields": {"mode": "simplified"}})["case_id"]
    assert counter.get("clerk", f"/cases/{review}")["due"]["on"] == "2026-06-08"
    counter.step("handler", review, "answered", "2026-06-05", evidence="证据目录")
    counter.step("clerk", review, "decided", "2026-06-26", outcome="upheld")
    fields = {"way": "suit_after_review", "court": "云溪区人民法院"}
    counter.clock.turn("2026-07-10")
    suit = counter.post("clerk", "/cases", {**said, "procedure": "lawsuit", "fields": fields})["case_id"]
    counter.step("handler", suit, "defended", "2026-07-20", evidence="证据目录")
    counter.step("clerk", suit, "judged", "2026-09-01", outcome="suit_after_review_revoked", form="judgment")
    counter.step("clerk", suit, "became_final", "2026-09-17")
    related = counter.get("clerk", f"/cases/{case_id}")["related"]
    assert [(one["procedure"], one["outcome"]) for one in related] == [
        ("administrative_review", "upheld"),
        ("lawsuit", "suit_after_review_revoked"),
    ]


def answered_anew(counter, case_id):
    """The court's order: the withheld item is decided again."""
    counter.step("handler", case_id, "redo_ordered", "2026-09-18", item="2", days=15)
    counter.step("head", case_id, "decided", "2026-09-25", item="2", outcome="granted", override_reason="公共利益")
    taken = counter.step("clerk", case_id, "delivered", "2026-09-28", item="2", channel="post")
    item = counter.get("clerk", f"/cases/{case_id}")["items"][1]
    assert taken["state"] == "delivered"
    assert (item["outcome"], item["redone"]) == ("refused_third_party_rights", "granted")


def every_other_outcome(counter):
    """One request for each outcome that a decision alone gives."""
    outcomes = [one.key for one in procedure("information_request").outcomes if one.decided]
    special = {"unclear_after_correction", "excessive"}
    for outcome in (one for one in outcomes if one not in special):
        case_id, _ = online(counter, "2026-10-12", f"事项{outcome}")
        answered(counter, case_id, outcome, "2026-10-13", "2026-10-14", reasons="依法", responsible_body="青禾区民政局")
    _withdrawn, receipt = online(counter, "2026-10-12", "撤回的事项")
    counter.post("public", "/tracking/steps", {**receipt, "event": "withdrawn"})
    return len(outcomes) - len(special) + 1


def the_year_closes(counter, others):
    """One request is still open on New Year's Eve; in January the report is signed, published and read back."""
    online(counter, "2026-12-29", "跨年的事项")
    closing.staffed(counter)
    at, requests, remedies = f"/reports/{counter.body}/2026", "requests", "remedies"
    expected = {
        (requests, "received", "total"): others + 3,  # the first request holds two items
        (requests, "carried_in", "total"): 0,
        (requests, "concluded", "natural_person"): others + 2,
        (requests, "refused_third_party_rights", "total"): 2,
        (requests, "carried_out", "total"): 1,
        (remedies, "review", "upheld"): 1,
        (remedies, "suit_after_review", "corrected"): 1,
    }
    counter.clock.turn("2026-12-31")
    closing.figures_entered(counter, at)
    closing.counted(counter, at, expected)
    counter.clock.turn("2027-01-08")
    closing.signed_and_published(counter, at)
    closing.read_back(counter, at, expected)


@pytest.mark.django_db
@pytest.mark.slow
def test_a_year_at_the_counter(counter):
    case_id, receipt = online(counter, "2026-03-02", "招标文件", "施工合同")
    corrected(counter, case_id, receipt)
    consulted(counter, case_id, receipt["number"])
    granted_in_part(counter, case_id, receipt)
    defended(counter, case_id)
    answered_anew(counter, case_id)
    others = every_other_outcome(counter)
    closed = counter.get("head", "/cases?is_open=false&procedure=information_request&limit=200")["items"]
    assert len(closed) == others + 1
    the_year_closes(counter, others)
    for row in Case.objects.all():
        filed = filing.read(row.pk)
        calendar = calendar_of(row.body_id)
        made = filing.cached(filing.replayed(row.procedure, filed, calendar), calendar)
        assert all(getattr(row, name) == getattr(made, name) for name in made.__slots__), row.number
        assert filing.is_whole(filed) == 0
