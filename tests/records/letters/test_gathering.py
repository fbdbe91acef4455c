"""Letters gathered from their case: what the file tells is filled in, what it does not is named, nothing is made up."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.together import at_once
from zhengwu.records.cases import actions as cases
from zhengwu.records.cases import filing, sheet
from zhengwu.records.cases.models import Case
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.letters import due, gathering, queries, serving, words
from zhengwu.records.letters.gathering import Choosing
from zhengwu.records.letters.models import Letter
from zhengwu.records.letters.serving import Issue, Serving
from zhengwu.records.troubles import Trouble
from zhengwu.statute.letters.registry import templates
from zhengwu.statute.letters.vocabulary import ALWAYS, vocabulary
from zhengwu.statute.procedures.approval import KEYS
from zhengwu.statute.procedures.fields import event_from

AT = datetime(2026, 4, 30, 1, tzinfo=UTC)
ON = date(2026, 3, 5)
FIRST = {"record_correction": "received", "licence_action": "opened", **dict.fromkeys(KEYS, "submitted")}
SAID = {"licence_action": {"items": ["撤销食品经营许可"], "kind": "revoke", "licence": 1}}
REMEDY = ("remedy", "review_body", "court")
PERSON = Applicant("林晓禾", phone="000", id_kind="passport", id_number="E00000001")


def day(number):
    return date(2026, 3, number)


@pytest.fixture
def desk(district, actors, tmp_path, monkeypatch):
    """A request with two items, received on 2 March, with the words that its government says once for all."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    supervisor = actors["supervisor"]
    said = {"court": "青禾区人民法院", "payment": "到政务服务中心缴纳"}
    words.say(district.government, said, by=supervisor, at=AT)
    return Desk(district, actors)


class Desk:
    """One case, and whoever works on it."""

    def __init__(self, district, actors, items=("备案名单", "备案回执")):
        self.actors, self.head = actors, actors["head"]
        first = {"event": "submitted", "on": "2026-03-02", "channel": "counter", "items": list(items)}
        events = [event_from({**first, "delivery_form": "纸质"}), event_from({"event": "received", "on": "2026-03-02"})]
        args = ("information_request", district.bureau, events, Opening(PERSON))
        self.id = cases.open_case(*args, by=actors["clerk"], at=AT).case_id

    def step(self, key, on, by="head", **says):
        event = event_from({"event": key, "on": f"2026-03-{on:02d}", **says})
        return cases.take(self.id, event, by=self.actors[by], at=AT)

    def due(self):
        return {(one.key, one.party): one for one in due.due_letters(self.head, self.id)}

    def gather(self, key, party="", on=ON, **typed):
        letter = self.due()[key, party]
        return gathering.gather(self.id, Choosing(key, letter.event, party, typed=typed), by=self.head, on=on)

    def issue(self, key, party="", on=ON, event=None, **typed):
        event = event or self.due()[key, party].event
        return serving.issue_due(self.id, Issue(Choosing(key, event, party, typed=typed), on), by=self.head, at=AT)

    def serve(self, letter, channel="counter", sent=6, signed=6, **more):
        signed_on = day(signed) if signed else None
        return serving.serve(letter.id, Serving(channel, day(sent), signed_on, **more), by=self.head, at=AT)

    def row(self):
        return Case.objects.get(pk=self.id)


def test_it_works(desk):
    (letter,) = desk.due().values()
    assert (letter.key, letter.event, letter.since, letter.items) == ("receipt", 2, day(2), ("1", "2"))
    gathered = desk.gather("receipt")
    assert gathered.missing == ()
    assert gathered.values == {
        "applicant": "林晓禾", "submitted_on": day(2), "number": desk.row().number, "subject": "备案名单；备案回执",
        "received_on": day(2), "due_on": day(30), "contact": "政府信息公开工作机构", "phone": "000-00000000",
    }  # fmt: skip
    assert desk.issue("receipt").event_number == 2
    assert desk.due() == {}


def test_a_letter_is_issued_once_and_again_only_after_it_was_withdrawn(desk):
    first = desk.issue("receipt")
    with pytest.raises(Trouble, match="letter_issued") as refused:
        desk.issue("receipt", event=2)
    assert first.document_number in refused.value.message.zh
    told = serving.withdraw(first.id, "日期有误", by=desk.head, at=AT)
    assert "登记（2026-03-02）" in told.note.zh
    assert ("receipt", "") in desk.due()
    assert desk.issue("receipt").document_number != first.document_number


def test_a_struck_entry_wants_no_letter(desk):
    desk.step("extended", 3, reasons="案情复杂")
    assert ("extension_notice", "") in desk.due()
    cases.strike(desk.id, 3, "误录", by=desk.head, at=AT, on=day(4))
    assert ("extension_notice", "") not in desk.due()


def test_an_extension_tells_the_old_last_day_and_the_new_one(desk):
    desk.step("extended", 3, days=10, reasons="涉及多个部门")
    values = desk.gather("extension_notice").values
    assert (values["due_on"], values["new_due_on"], values["extension_days"]) == (day(30), date(2026, 4, 14), 10)
    assert values["reasons"] == "涉及多个部门"
    assert values["new_due_on"] == desk.row().due_on


def test_a_correction_tells_what_and_until_when_and_lacks_the_reasons(desk):
    desk.step("correction_requested", 4, what="请写明文号", days=10)
    gathered = desk.gather("correction_notice")
    assert (gathered.values["correction_needed"], gathered.values["correction_due_on"]) == ("请写明文号", day(18))
    assert [one.key for one in gathered.missing] == ["reasons"]
    with pytest.raises(Trouble, match="letter_incomplete") as refused:
        desk.issue("correction_notice")
    assert refused.value.where == "reasons"
    assert not Letter.objects.exists()
    assert desk.issue("correction_notice", reasons="描述不清").values["reasons"] == "描述不清"


def test_each_party_has_its_letter_and_its_kind(desk):
    desk.step("consultation_sent", 4, party="安颐公司")
    desk.step("consultation_sent", 4, party="民政局", kind="agency")
    wanted = set(desk.due()) - {("receipt", "")}
    assert wanted == {("third_party_consultation", "安颐公司"), ("agency_consultation", "民政局")}
    gathered = desk.gather("third_party_consultation", "安颐公司")
    assert gathered.values["third_party"] == "安颐公司"
    assert gathered.values["opinion_due_on"] == day(26)  # 15 working days after the fifth
    assert [one.key for one in gathered.notes] == ["opinion_due_on"]
    assert [one.key for one in gathered.missing] == ["contents"]


def test_a_party_without_a_name_is_missing(desk):
    desk.step("consultation_sent", 4)
    assert "third_party" in {one.key for one in desk.gather("third_party_consultation", "1").missing}


def test_a_refusal_tells_law_reasons_and_the_remedy_of_its_day(desk):
    desk.step("decided", 5, item="1", outcome="refused_internal_affairs", reasons="属于人事管理信息")
    gathered = desk.gather("reply_refused")
    assert gathered.letter.items == ("1",)
    assert gathered.missing == ()
    values = gathered.values
    assert values["subject"] == "备案名单"
    assert values["basis"] == "《中华人民共和国政府信息公开条例》第三十六条第三项、第十六条第一款"
    assert "先向青禾区人民政府申请行政复议" in values["remedy"]
    assert "向青禾区人民法院提起" in values["remedy"]


def test_without_a_court_the_court_is_missing_and_not_the_remedy(desk, district, actors):
    words.say(district.government, {"court": ""}, by=actors["supervisor"], at=AT)
    desk.step("decided", 5, outcome="refused_internal_affairs", reasons="属于人事管理信息")
    assert [one.key for one in desk.gather("reply_refused").missing] == ["court"]
    gathered = desk.gather("reply_refused", court="云溪区人民法院")
    assert gathered.missing == ()
    assert "云溪区人民法院" in gathered.values["remedy"]


def test_a_partial_grant_lacks_the_law_that_only_the_officer_knows(desk):
    desk.step("decided", 5, outcome="partial", reasons="含个人隐私")
    gathered = desk.gather("reply_partial")
    assert {one.key for one in gathered.missing} == {"contents", "basis"}
    assert gathered.values["channel"] == "纸质"


def test_a_third_party_whose_objection_is_overridden_is_told(desk):
    desk.step("consultation_sent", 4, party="安颐公司")
    desk.step("opinion_received", 5, party="安颐公司", opinion="objects")
    desk.step("decided", 5, outcome="granted", override_reason="涉及公共安全")
    gathered = desk.gather("third_party_override", "安颐公司")
    assert gathered.values["reasons"] == "涉及公共安全"
    assert "向青禾区人民法院提起" in gathered.values["remedy"]
    assert ("reply_granted", "") in desk.due()


def test_the_fee_is_counted_and_explained(district, actors, desk):
    many = Desk(district, actors, [f"第{n}项" for n in range(1, 13)])
    many.step("fee_notice_sent", 4)
    gathered = many.gather("fee_notice")
    assert gathered.values["fee"] == Decimal(400)  # items 3 to 14 of the month: the 11th to 14th at 100 yuan
    assert "第11至14件每件100元" in gathered.values["fee_basis"]
    assert gathered.values["payment"] == "到政务服务中心缴纳"
    assert gathered.values["fee_due_on"] == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("says", "amount", "basis", "note"),
    [({"amount": "70"}, Decimal(70), False, "70元"), ({}, None, False, "不收费"),
     ({"per": "page", "quantity": 31}, Decimal(10), True, None), ({"per": "page"}, None, False, None),
     ({"per": "page", "quantity": 31, "amount": "10"}, Decimal(10), True, None)],
)  # fmt: skip
def test_a_fee_that_cannot_be_believed_is_said_to_be(desk, says, amount, basis, note):
    desk.step("fee_notice_sent", 4, **says)
    gathered = desk.gather("fee_notice")
    assert gathered.values.get("fee") == amount
    assert ("fee_basis" in gathered.values) == basis
    told = "".join(one.zh for one in gathered.notes if one.key == "fee")
    assert note in told if note else not told


def test_serving_an_answer_takes_the_step_on_the_day_that_counts(desk):
    desk.step("decided", 5, outcome="refused_internal_affairs", reasons="属于人事管理信息")
    letter = desk.issue("reply_refused")
    served = desk.serve(letter, "mail", 6, None)
    assert [one.state for one in served.taken] == ["delivered"]
    assert desk.row().answered_on == day(6)
    again = desk.serve(letter, "mail", 6, 10)
    assert (again.taken, again.note) == ((), serving.THERE)
    assert ("delivery_record", "") in desk.due()
    with pytest.raises(Trouble, match="already_delivered"):
        serving.withdraw(letter.id, "x", by=desk.head, at=AT)


def test_serving_one_of_two_answers_answers_its_item_only(desk):
    desk.step("decided", 5, item="1", outcome="refused_internal_affairs", reasons="人事")
    desk.step("decided", 5, item="2", outcome="not_exist", reasons="未检索到")
    first, second = desk.issue("reply_refused"), desk.issue("reply_not_exist")
    assert [one.state for one in desk.serve(first).taken] == ["decided"]
    assert desk.row().items.get(number="2").answered_on is None
    assert [one.state for one in desk.serve(second, "other_agency", 6, 9).taken] == ["delivered"]
    assert desk.row().items.get(number="2").answered_on == day(9)
    record = desk.gather("delivery_record", on=day(10))
    assert (record.letter.items, record.values["delivered_on"]) == (("2",), day(9))
    assert record.values["contents"] == f"《{second.title}》（{second.document_number}）"
    assert record.values["delivery_channel"] == "其他机关代为送达"
    assert {one.key for one in record.missing} == {"recipient", "address"}


def test_a_withdrawn_answer_names_the_steps_that_stay(desk):
    desk.step("decided", 5, outcome="not_exist", reasons="未检索到")
    letter = desk.issue("reply_not_exist")
    desk.serve(letter, "mail", 6, None)
    told = serving.withdraw(letter.id, "寄错", by=desk.head, at=AT).note.zh
    assert "作出决定（2026-03-05）" in told
    assert "送达答复（2026-03-06）" in told
    assert desk.row().state == "delivered"


def test_a_consultation_and_a_fee_notice_count_from_receipt(desk):
    desk.step("consultation_sent", 4, party="安颐公司")
    letter = desk.issue("third_party_consultation", "安颐公司", contents="名单一份")
    assert desk.serve(letter, "mail", 5, None).note == serving.NO_DAY
    assert desk.serve(letter, "mail", 5, 9).taken[0].state == "consulting"
    desk.step("opinion_received", 10, party="安颐公司")
    desk.step("fee_notice_sent", 10, per="page", quantity=31)
    notice = desk.issue("fee_notice", on=day(10))
    assert desk.serve(notice, "electronic", 10, 11).taken[0].state == "awaiting_fee"
    assert desk.row().waits_until == date(2026, 4, 9)


def test_a_refused_step_leaves_no_delivery(desk):
    desk.step("fee_notice_sent", 4, per="page", quantity=31)
    notice = desk.issue("fee_notice")
    desk.step("withdrawn", 6)
    with pytest.raises(Trouble, match="not_from_this_state") as refused:
        desk.serve(notice)
    assert "with_step" in refused.value.advice.en
    assert queries.letters(desk.head, desk.id)[0].deliveries == ()
    assert desk.serve(notice, with_step=False).taken == ()


def test_it_refuses_days_that_cannot_be(desk):
    with pytest.raises(Trouble, match="bad_days"):
        desk.issue("receipt", on=day(1))
    with pytest.raises(Trouble, match="bad_days"):
        desk.issue("receipt", on=date(2026, 5, 1))
    letter = desk.issue("receipt")
    with pytest.raises(Trouble, match="in_the_future"):
        serving.serve(letter.id, Serving("counter", date(2026, 5, 1)), by=desk.head, at=AT)
    assert desk.serve(letter).note == serving.NO_STEP


def test_a_preview_marks_what_is_missing_and_keeps_nothing(desk):
    desk.step("correction_requested", 4, what="请写明文号")
    shown = gathering.preview(desk.id, Choosing("correction_notice", 3), by=desk.head, on=ON)
    assert "【理由】" in shown.text
    assert "（文号待编）" in shown.text
    assert "【理由】" in shown.html
    assert not Letter.objects.exists()


def test_it_refuses_letters_and_values_that_are_none(desk, actors, hire, actor, district):
    head, stranger = desk.head, actor(hire("head", district.foreign))
    for choosing, by, code in [
        (Choosing("receipt", 1), head, "not_found"),
        (Choosing("no_such_letter"), head, "not_found"),
        (Choosing("receipt", 2, typed={"nobody": "x"}), head, "unknown_placeholder"),
        (Choosing("receipt", 2, typed={"body": "别的机关"}), head, "unknown_placeholder"),
        (Choosing("reply_other", item="9"), head, "unknown_item"),
        (Choosing("receipt", 2), stranger, "not_found"),
    ]:
        with pytest.raises(Trouble, match=code):
            gathering.gather(desk.id, choosing, by=by, on=ON)
    with pytest.raises(Trouble, match="forbidden"):
        serving.issue_due(desk.id, Issue(Choosing("receipt", 2), ON), by=actors["auditor"], at=AT)


def test_every_placeholder_has_a_source():
    assert set(gathering.SOURCES) == set(vocabulary()) - set(ALWAYS)


@pytest.mark.parametrize("letter", templates(on=ON), ids=lambda one: f"{one.procedure}/{one.key}")
def test_of_every_letter_each_value_is_found_or_missing(desk, letter, actors, district):
    case = desk.id
    if letter.procedure != "information_request":
        said = SAID.get(letter.procedure, {"items": ["食品经营许可"]} if letter.procedure in KEYS else {})
        first = [event_from({"event": FIRST.get(letter.procedure, "notified"), "on": "2026-03-02", **said})]
        opening = Opening(PERSON, about_id=None if letter.procedure in FIRST else desk.id)
        case = cases.open_case(letter.procedure, district.bureau, first, opening, by=desk.head, at=AT).case_id
    gathered = gathering.gather(case, Choosing(letter.key), by=desk.head, on=ON)
    named = {name for one in gathered.missing for name in (REMEDY if one.key in REMEDY else (one.key,))}
    assert named | set(gathered.values) | set(ALWAYS) >= set(letter.fields)
    assert not named - {"remedy"} & set(gathered.values)
    if letter.procedure in ("administrative_review", "lawsuit"):
        assert gathered.values["number"] == desk.row().number
        assert gathered.values["subject"] == "备案名单；备案回执"


def test_what_is_due_is_asked_in_three_statements(desk):
    desk.step("decided", 5, item="1", outcome="refused_internal_affairs", reasons="人事")
    sheet._file.cache_clear()
    filing.remembered.cache_clear()
    with CaptureQueriesContext(connection) as asked:
        assert len(due.due_letters(desk.head, desk.id)) == 2
    assert len(asked) == 3


@pytest.mark.django_db(transaction=True)
def test_eight_officers_at_once_issue_one_letter(desk):
    wish = Issue(Choosing("receipt", 2), ON)
    results = at_once(*[lambda: serving.issue_due(desk.id, wish, by=desk.head, at=AT)] * 8)
    assert sorted(getattr(one, "code", "issued") for one in results) == ["issued"] + ["letter_issued"] * 7
    assert Letter.objects.get().serial == 1


def test_a_word_said_above_holds_below_until_the_body_says_its_own(desk, district, actors):
    words.say(district.bureau, {"court": "本局法院"}, by=desk.head, at=AT)
    told = {one.key: (one.value, one.body_id) for one in words.words(desk.row().body)}
    assert told["court"] == ("本局法院", district.bureau)
    assert told["payment"] == ("到政务服务中心缴纳", district.government)
    assert told["contact"] == ("", None)
    with pytest.raises(Trouble, match="unknown_word"):
        words.say(district.bureau, {"reasons": "x"}, by=desk.head, at=AT)
    with pytest.raises(Trouble, match="forbidden"):
        words.say(district.government, {"court": "x"}, by=desk.head, at=AT)
