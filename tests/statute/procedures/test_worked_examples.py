"""Information requests counted by hand: the examples of the handbook and others, each step of them."""

import pytest

from tests.statute.procedures.cast import CALENDAR, REQUEST, D, case_of, refusal_of
from zhengwu.statute.procedures import due, explain, standing


def ends(case, clock="reply", party=""):
    return str(due(case, case.clock(clock, party), CALENDAR).on)


RECEIVED = ("received", "2026-03-02")
ASKED = ("correction_requested", "2026-03-11", {"what": "请写明年度", "days": 10})


def test_it_works():
    case = case_of(RECEIVED)
    assert ends(case) == "2026-03-30"
    assert ends(case, "correction_notice") == "2026-03-11"


def test_a_consultation_takes_nine_days_out_and_the_holiday_three_more():
    case = case_of(RECEIVED, ("consultation_sent", "2026-03-09"), ("opinion_received", "2026-03-20"))
    found, lines = explain(REQUEST, case, case.clock("reply"), CALENDAR)
    assert (str(found.on), found.uncounted, found.provisional) == ("2026-04-13", 9, False)
    assert [line.days for line in lines if line.kind == "pause"] == [9]
    assert "清明节" in " ".join(line.zh for line in lines)


def test_a_correction_may_be_asked_for_on_the_seventh_day_but_not_on_the_eighth():
    assert case_of(RECEIVED, ASKED).state == "awaiting_correction"
    late = ("correction_requested", "2026-03-12", {"days": 10})
    assert refusal_of(RECEIVED, late) == ("correction_notice_late", "late_reason")
    told = ("correction_requested", "2026-03-12", {"days": 10, "late_reason": "工作人员疏忽"})
    assert case_of(RECEIVED, told).state == "awaiting_correction"


def test_a_correction_begins_the_time_to_answer_anew():
    waiting = case_of(RECEIVED, ASKED)
    assert due(waiting, waiting.clock("reply"), CALENDAR).on is None
    assert ends(waiting, "correction") == "2026-03-25"
    case = case_of(RECEIVED, ASKED, ("correction_received", "2026-03-20"))
    assert ends(case) == "2026-04-20"  # 20 working days after 20 March, without 4 to 6 April
    assert case.clock("reply").earlier == (D("2026-03-02"),)


def test_a_second_correction_is_refused():
    again = ("correction_requested", "2026-03-23")
    told = refusal_of(RECEIVED, ASKED, ("correction_received", "2026-03-20"), again)
    assert told == ("correction_requested_only_once", "event")


def test_no_correction_ends_the_case_only_once_the_time_is_over():
    assert refusal_of(RECEIVED, ASKED, ("correction_lapsed", "2026-03-25"))[0] == "correction_period_runs"
    case = case_of(RECEIVED, ASKED, ("correction_lapsed", "2026-03-26"))
    assert (case.state, case.items[0].outcome) == ("abandoned_no_correction", "abandoned_no_correction")
    assert standing(REQUEST, case, D("2026-09-01"), CALENDAR).late is None


def test_a_payment_begins_the_time_anew_and_drops_the_extension():
    told = [RECEIVED, ("extended", "2026-03-03", {"days": 20}), ("fee_notice_sent", "2026-03-10", {"amount": "700"})]
    waiting = case_of(*told, ("fee_notice_delivered", "2026-03-12"))
    assert ends(waiting, "payment") == "2026-04-10"
    assert due(waiting, waiting.clock("reply"), CALENDAR).on is None
    case = case_of(*told, ("fee_notice_delivered", "2026-03-12"), ("fee_paid", "2026-03-16", {"amount": "700.00"}))
    assert ends(case) == "2026-04-14"
    assert case.clock("reply").extension == 0
    assert case_of(*told, ("fee_paid", "2026-03-16"), ("extended", "2026-04-14")).clock("reply").extension == 20


def test_there_is_one_fee_notice():
    told = refusal_of(RECEIVED, ("fee_notice_sent", "2026-03-03"), ("fee_paid", "2026-03-04"),
                      ("fee_notice_sent", "2026-03-05"))  # fmt: skip
    assert told == ("fee_notice_sent_only_once", "event")


def test_an_unpaid_fee_ends_the_case_after_twenty_days_from_proved_delivery():
    sent = (RECEIVED, ("fee_notice_sent", "2026-03-10"))
    assert refusal_of(*sent, ("fee_lapsed", "2026-12-01"))[0] == "payment_period_runs"
    proved = (*sent, ("fee_notice_delivered", "2026-03-12"))
    assert refusal_of(*proved, ("fee_lapsed", "2026-04-10"))[0] == "payment_period_runs"
    assert case_of(*proved, ("fee_lapsed", "2026-04-11")).state == "abandoned_no_fee"
    assert refusal_of(*sent, ("fee_notice_delivered", "2026-03-09")) == ("before_fee_notice", "on")


def test_an_extension_comes_once_and_not_after_the_end():
    case = case_of(RECEIVED, ("extended", "2026-03-30", {"days": 20}))
    assert ends(case) == "2026-04-28"
    assert refusal_of(RECEIVED, ("extended", "2026-03-31")) == ("extended_too_late", "on")
    assert refusal_of(RECEIVED, ("extended", "2026-03-30", {"days": 21})) == ("field_wrong", "days")
    again = refusal_of(RECEIVED, ("extended", "2026-03-10", {"days": 5}), ("extended", "2026-03-11", {"days": 5}))
    assert again == ("extended_only_once", "event")


def test_a_later_date_needs_reasons_asked_for_and_lies_beyond_the_limit():
    asked = (RECEIVED, ("reason_requested", "2026-03-05"))
    says = {"due_on": "2026-06-30", "reasons": "共三百件，期限内无法答复"}
    assert refusal_of(RECEIVED, ("assigned", "2026-03-03"), ("deferred", "2026-03-05", says))[0] == "reasons_not_asked"
    near = ("deferred", "2026-03-10", says | {"due_on": "2026-03-30"})
    assert refusal_of(*asked, near) == ("deferred_not_later", "due_on")
    assert refusal_of(*asked, ("deferred", "2026-04-01", says)) == ("deferred_too_late", "on")
    assert ends(case_of(*asked, ("deferred", "2026-03-10", says))) == "2026-06-30"
    told = refusal_of(*asked, ("deferred", "2026-03-10", says), ("extended", "2026-03-11"))
    assert told == ("extended_after_deferral", "event")


def test_asking_for_reasons_does_not_pause():
    asked = case_of(RECEIVED, ("reason_requested", "2026-03-05"), ("reason_received", "2026-03-18"))
    assert ends(asked) == "2026-03-30"


@pytest.mark.parametrize(
    ("received", "on", "earliest", "provisional"),
    [
        ("2026-12-01", "2026-12-29", "2026-12-29", False),
        ("2026-12-03", "2026-12-31", "2026-12-31", False),
        ("2026-12-04", "2027-01-04", "2027-01-01", True),  # New Year's Day is a holiday by law; the weekend rule says 1
        ("2026-12-31", "2027-01-29", "2027-01-28", True),
    ],
)
def test_a_year_without_a_plan_is_provisional(received, on, earliest, provisional):
    case = case_of(("received", received))
    found, lines = explain(REQUEST, case, case.clock("reply"), CALENDAR)
    assert (str(found.on), str(found.earliest), found.provisional) == (on, earliest, provisional)
    assert any("尚未公布" in line.zh for line in lines) == provisional


def test_the_answer_is_late_from_the_day_after_the_last():
    decided = (RECEIVED, ("decided", "2026-03-30", {"outcome": "granted"}))
    in_time = case_of(*decided, ("delivered", "2026-03-30"))
    late = case_of(*decided, ("delivered", "2026-03-31"))
    assert [standing(REQUEST, case, D("2027-01-01"), CALENDAR).late for case in (in_time, late)] == [False, True]
    open_case = case_of(*decided)
    told = [standing(REQUEST, open_case, D(on), CALENDAR) for on in ("2026-03-27", "2026-03-30", "2026-03-31")]
    assert [(one.late, one.days_left) for one in told] == [(False, 1), (False, 0), (True, -1)]
