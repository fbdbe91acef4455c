"""A late answer names the unit that held the case on the last day."""

from tests.statute.procedures.cast import CALENDAR, REQUEST, D, case_of, procedure
from zhengwu.statute.procedures import Held, begin, due, responsible_units

RECEIVED = ("received", "2026-03-02")


def to(on, unit):
    return ("assigned", on, {"unit": unit})


def held(case, on=None):
    return responsible_units(REQUEST, case, CALENDAR, D(on) if on else None)


def test_it_works():
    case = case_of(RECEIVED, to("2026-03-04", "教育科"), to("2026-03-27", "财务科"),
                   ("decided", "2026-03-31", {"outcome": "granted"}), ("delivered", "2026-04-01"))  # fmt: skip
    assert held(case) == (
        Held("", D("2026-03-02"), D("2026-03-04"), 2, False),
        Held("教育科", D("2026-03-04"), D("2026-03-27"), 17, False),
        Held("财务科", D("2026-03-27"), D("2026-04-01"), 3, True),  # the last day was 30 March
    )


def test_an_answer_in_time_blames_nobody():
    case = case_of(RECEIVED, to("2026-03-02", "教育科"), ("decided", "2026-03-30", {"outcome": "granted"}),
                   ("delivered", "2026-03-30"))  # fmt: skip
    assert held(case) == (Held("教育科", D("2026-03-02"), D("2026-03-30"), 20, False),)


def test_who_hands_over_on_the_last_day_is_answerable():
    case = case_of(RECEIVED, to("2026-03-02", "教育科"), to("2026-03-30", "财务科"))
    assert [(one.unit, one.late) for one in held(case, "2026-03-31")] == [("教育科", True), ("财务科", False)]


def test_days_of_a_consultation_are_not_held_against_the_unit():
    case = case_of(
        RECEIVED, to("2026-03-03", "教育科"), ("consultation_sent", "2026-03-09"), ("opinion_received", "2026-03-20")
    )
    (registration, unit) = held(case, on="2026-04-14")
    assert (registration.counted, unit.counted) == (1, 20)
    assert unit.late
    last = due(case, case.clock("reply"), CALENDAR).on
    assert not any(one.late for one in held(case, on=str(last)))


def test_the_days_of_all_units_are_the_days_of_the_clock():
    case = case_of(
        RECEIVED, to("2026-03-03", "甲"), to("2026-03-05", "乙"), to("2026-03-09", "甲"), to("2026-03-09", "丙")
    )
    for on in ("2026-03-09", "2026-03-16", "2026-05-06"):
        assert sum(one.counted for one in held(case, on)) == CALENDAR.working_days_between(D("2026-03-02"), D(on))


def test_a_correction_begins_the_holding_anew():
    asked = (RECEIVED, to("2026-03-03", "甲"), ("correction_requested", "2026-03-05"))
    case = case_of(*asked, ("correction_received", "2026-03-20"), to("2026-03-23", "乙"))
    assert [(one.unit, one.counted) for one in held(case, on="2026-03-25")] == [("甲", 1), ("乙", 2)]
    assert [one.counted for one in held(case_of(*asked), on="2026-12-01")] == [1, 2]


def test_nothing_is_held_before_the_clock_runs():
    assert held(begin(REQUEST)) == ()
    review = procedure("administrative_review")
    case = case_of(("notified", "2026-03-02"), to("2026-03-02", "法制科"), ("answered", "2026-03-17"), of=review)
    assert [(one.unit, one.late) for one in responsible_units(review, case, CALENDAR)] == [("法制科", True)]
