"""Asking others: pauses that overlap, proofs that come late or never, silence that means opposite things."""

from datetime import date

import pytest

from tests.statute.procedures.cast import CALENDAR, REQUEST, D, case_of, refusal_of
from zhengwu.statute.procedures import due, explain, standing
from zhengwu.statute.procedures.information_request.rules import consultations

RECEIVED = ("received", "2026-03-02")


def sent(on, party="1", **says):
    return ("consultation_sent", on, {"party": party, **says})


def proved(on, party="1"):
    return ("consultation_delivered", on, {"party": party})


def came(on, party="1", **says):
    return ("opinion_received", on, {"party": party, **says})


def ends(case):
    return str(due(case, case.clock("reply"), CALENDAR).on)


def test_overlapping_pauses_are_left_out_once():
    one = case_of(RECEIVED, sent("2026-03-03", "甲"), sent("2026-03-05", "乙"), came("2026-03-10", "甲"),
                  came("2026-03-13", "乙"))  # fmt: skip
    found, lines = explain(REQUEST, one, one.clock("reply"), CALENDAR)
    assert (found.uncounted, str(found.on)) == (8, "2026-04-10")  # 4 to 13 March
    assert [line.days for line in lines if line.kind == "pause"] == [5, 6, None]
    assert one.state == "in_handling"


def test_the_case_waits_until_the_last_opinion_is_in():
    case = case_of(RECEIVED, sent("2026-03-03", "甲"), sent("2026-03-05", "乙"), came("2026-03-10", "甲"))
    assert case.state == "consulting"


def test_a_letter_sent_after_the_last_day_does_not_bring_it_back():
    case = case_of(RECEIVED, sent("2026-04-01"), came("2026-04-10"))
    assert ends(case) == "2026-03-30"
    assert ends(case_of(RECEIVED, sent("2026-03-30"), came("2026-04-10"))) == "2026-03-30"


def test_a_pause_ends_with_the_fifteenth_day_after_receipt():
    case = case_of(RECEIVED, sent("2026-03-03"), proved("2026-03-04"))
    found = due(case, case.clock("reply"), CALENDAR)
    assert str(due(case, case.clock("opinion", "1"), CALENDAR).on) == "2026-03-25"
    assert (found.uncounted, found.spans[0].open, found.provisional) == (16, True, False)
    late = case_of(RECEIVED, sent("2026-03-03"), proved("2026-03-04"), came("2026-04-10"))
    assert due(late, late.clock("reply"), CALENDAR).on == found.on


def test_without_proof_of_receipt_there_is_a_warning_and_an_earlier_day_to_work_by():
    open_case = case_of(RECEIVED, sent("2026-03-03"))
    found, lines = explain(REQUEST, open_case, open_case.clock("reply"), CALENDAR)
    assert (found.uncounted, found.provisional) == (15, True)
    assert any(line.kind == "warning" and "凭据" in line.zh for line in lines)
    answered = case_of(RECEIVED, sent("2026-03-03"), came("2026-04-01"))
    late = due(answered, answered.clock("reply"), CALENDAR)
    assert (late.uncounted, late.provisional) == (21, True)
    assert late.earliest == found.on < late.on


def test_proof_recorded_after_the_opinion_cuts_the_pause():
    told = (RECEIVED, sent("2026-03-03"), came("2026-04-01"))
    case = case_of(*told, proved("2026-03-04"))
    found = due(case, case.clock("reply"), CALENDAR)
    assert (found.uncounted, found.provisional) == (16, False)
    assert case.state == "in_handling"
    assert case.clock("opinion", "1").stopped_on == date(2026, 4, 1)
    assert standing(REQUEST, case, D("2026-04-02"), CALENDAR).waits is None


@pytest.mark.parametrize(
    ("told", "code", "field"),
    [
        ((sent("2026-03-03"), proved("2026-03-02")), "before_sending", "on"),
        ((sent("2026-03-03"), came("2026-03-02")), "before_sending", "on"),
        ((sent("2026-03-03"), came("2026-03-10"), proved("2026-03-11")), "received_after_opinion", "on"),
        ((sent("2026-03-03"), proved("2026-03-10"), came("2026-03-09")), "opinion_before_receipt", "on"),
        ((sent("2026-03-03"), proved("2026-03-04"), proved("2026-03-05")), "no_letter_unproved", "event"),
        ((sent("2026-03-03"), proved("2026-03-04", "乙")), "letter_proved", "party"),
        ((sent("2026-03-03"), came("2026-03-04", "乙")), "party_not_asked", "party"),
        ((sent("2026-03-03"), came("2026-03-04"), sent("2026-03-05")), "party_asked_before", "party"),
        ((sent("2026-03-03"), proved("2026-03-04"), ("consultation_lapsed", "2026-03-25")), "opinion_period_runs",
         "undeliverable"),
        ((sent("2026-03-03"), ("consultation_lapsed", "2026-12-01")), "opinion_period_runs", "undeliverable"),
        ((sent("2026-03-03"), ("decided", "2026-03-04", {"outcome": "granted"})), "consultation_open", "item"),
    ],
)  # fmt: skip
def test_it_refuses_what_cannot_have_been(told, code, field):
    assert refusal_of(RECEIVED, *told) == (code, field)


@pytest.mark.parametrize(("kind", "consents"), [("third_party", None), ("co_maker", True), ("agency", None)])
def test_silence_means_opposite_things(kind, consents):
    case = case_of(RECEIVED, sent("2026-03-03", kind=kind), proved("2026-03-04"), ("consultation_lapsed", "2026-03-26"))
    (letter,) = consultations(case)
    assert (letter.stance, letter.consents, letter.ended_on) == ("silent", consents, date(2026, 3, 26))
    assert due(case, case.clock("reply"), CALENDAR).uncounted == 16  # through 25 March


def test_whoever_cannot_be_reached_has_not_consented():
    says = {"undeliverable": "地址不存在，邮件退回"}
    case = case_of(RECEIVED, sent("2026-03-03", kind="co_maker"), ("consultation_lapsed", "2026-03-10", says))
    assert consultations(case)[0].consents is None
    assert (case.state, ends(case)) == ("in_handling", "2026-04-07")


def test_a_reasonable_objection_is_overridden_only_with_a_public_interest():
    told = (RECEIVED, sent("2026-03-03"), came("2026-03-10", opinion="objects", text="涉及商业秘密"))
    grant = {"outcome": "granted"}
    assert refusal_of(*told, ("decided", "2026-03-11", grant)) == ("objection_unanswered", "override_reason")
    assert case_of(*told, ("decided", "2026-03-11", grant | {"override_reason": "重大公共利益"})).state == "decided"
    weak = (RECEIVED, sent("2026-03-03"), came("2026-03-10", opinion="objects", reasonable=False))
    assert case_of(*weak, ("decided", "2026-03-11", grant)).state == "decided"


def test_nobody_is_asked_about_a_decided_item():
    told = (
        ("received", "2026-03-02", {"items": ["甲", "乙"]}),
        ("decided", "2026-03-03", {"item": "1", "outcome": "granted"}),
    )
    assert refusal_of(*told, sent("2026-03-04", item="1")) == ("item_decided", "item")
    assert case_of(*told, sent("2026-03-04", item="2")).state == "consulting"


def test_a_closed_case_waits_for_nobody():
    case = case_of(RECEIVED, sent("2026-03-03"), proved("2026-03-04"), ("withdrawn", "2026-03-05"))
    assert all(running.stopped_on for running in case.clocks)
    told = standing(REQUEST, case, D("2026-06-01"), CALENDAR)
    assert (told.waits, told.late) == (None, False)
