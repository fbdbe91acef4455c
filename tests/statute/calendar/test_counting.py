"""Periods are counted as 民法典 201 to 203 say, on the days that the notices set."""

import time
from datetime import date, timedelta

import pytest

from zhengwu.statute.calendar import CalendarError, DayKind, OutsideCalendar, Skip, Unit, national

CALENDAR = national()
D = date.fromisoformat

VECTORS = {
    "2020-01-17": ("2020-01-23", "2020-02-04", "2020-02-14", "2020-02-21", "2020-03-06"),
    "2025-09-26": ("2025-10-10", "2025-10-13", "2025-10-23", "2025-10-30", "2025-11-13"),
    "2026-02-10": ("2026-02-24", "2026-02-26", "2026-03-09", "2026-03-16", "2026-03-30"),
    "2026-04-29": ("2026-05-09", "2026-05-12", "2026-05-22", "2026-05-29", "2026-06-12"),
    "2026-09-24": ("2026-10-09", "2026-10-12", "2026-10-22", "2026-10-29", "2026-11-12"),
}
PER_YEAR = {2019: 250, 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}
MADE_UP_2026 = "01-04 02-14 02-28 05-09 09-20 10-10"
OFF_2026 = "01-01 01-03 02-15 02-23 04-04 04-06 05-01 05-05 06-19 06-21 09-25 09-27 10-01 10-07"


def test_it_works():
    end = CALENDAR.end_of(D("2026-09-24"), 20, Unit.WORKING_DAYS)
    assert (end.on, end.before_move, end.provisional, end.earliest) == (D("2026-10-29"), None, False, D("2026-10-29"))


@pytest.mark.parametrize("start", VECTORS)
def test_the_known_vectors(start):
    ends = tuple(str(CALENDAR.add_working_days(D(start), n)) for n in (5, 7, 15, 20, 30))
    assert ends == VECTORS[start]


@pytest.mark.parametrize("year", PER_YEAR)
def test_the_known_number_of_working_days_in_a_year(year):
    assert CALENDAR.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == PER_YEAR[year]


def test_the_lists_of_2026():
    through = D("2025-12-31"), D("2026-12-31")
    assert " ".join(f"{day.on:%m-%d}" for day in CALENDAR.swapped(*through)) == MADE_UP_2026
    named = [skip for skip in CALENDAR.skipped(*through) if skip.name != "周末"]
    assert " ".join(f"{skip.first:%m-%d} {skip.last:%m-%d}" for skip in named) == OFF_2026
    assert all("国办发明电〔2025〕7号" in skip.source for skip in named)


def test_the_day_of_the_event_is_not_counted_and_no_days_end_on_it():
    friday = D("2026-11-20")
    assert CALENDAR.add_working_days(friday, 1) == D("2026-11-23")
    assert CALENDAR.add_working_days(D("2026-10-03"), 0) == D("2026-10-03")
    assert CALENDAR.end_of(D("2026-10-03"), 0, Unit.CALENDAR_DAYS).on == D("2026-10-03")


@pytest.mark.parametrize(
    ("start", "length", "unit", "nominal", "on"),
    [
        ("2026-09-01", 30, Unit.CALENDAR_DAYS, "2026-10-01", "2026-10-08"),  # 民法典 203: 国庆节
        ("2026-09-05", 15, Unit.CALENDAR_DAYS, None, "2026-09-20"),  # a Sunday, but a make-up working day
        ("2026-08-04", 60, Unit.CALENDAR_DAYS, "2026-10-03", "2026-10-08"),  # 申请复议
        ("2026-11-02", 60, Unit.CALENDAR_DAYS, "2027-01-01", "2027-01-04"),
        ("2026-01-30", 1, Unit.MONTHS, "2026-02-28", "2026-02-28"),  # 民法典 202: no 30 February
        ("2023-11-30", 3, Unit.MONTHS, None, "2024-02-29"),  # leap year
        ("2026-03-15", 6, Unit.MONTHS, None, "2026-09-15"),
        ("2026-04-01", 6, Unit.MONTHS, "2026-10-01", "2026-10-08"),  # 民法典 202 and 203
        ("2026-08-31", 6, Unit.MONTHS, "2027-02-28", "2027-03-01"),
        ("2025-12-15", 1, Unit.MONTHS, None, "2026-01-15"),
    ],
)
def test_a_last_day_that_is_not_worked_moves(start, length, unit, nominal, on):
    end = CALENDAR.end_of(D(start), length, unit)
    moved = nominal if nominal != on else None
    assert (str(end.on), end.before_move and str(end.before_move)) == (on, moved)


def test_every_skipped_day_says_why():
    skips = CALENDAR.skipped(D("2026-09-24"), D("2026-10-12"))
    source = "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）"
    assert skips[:2] == (
        Skip(D("2026-09-25"), D("2026-09-27"), 3, "中秋节", "Mid-Autumn Festival", source),
        Skip(D("2026-10-01"), D("2026-10-07"), 7, "国庆节", "National Day", source),
    )
    assert [(skip.first, skip.days, skip.name) for skip in skips[2:]] == [(D("2026-10-11"), 1, "周末")]
    (made_up,) = CALENDAR.swapped(D("2026-09-24"), D("2026-10-12"))
    assert (made_up.on, made_up.kind, made_up.name) == (D("2026-10-10"), DayKind.SWAPPED, "国庆节调休上班")


def test_days_skipped_and_days_worked_make_up_the_range():
    for start in range(0, 7000, 13):
        after = date(2007, 1, 1) + timedelta(days=start)
        through = after + timedelta(days=start % 97)
        off = sum(skip.days for skip in CALENDAR.skipped(after, through))
        assert off + CALENDAR.working_days_between(after, through) == start % 97


def test_counting_there_and_back():
    for start in range(0, 19_000, 17):
        after = date(2007, 1, 1) + timedelta(days=start)
        for n in (1, 7, 20):
            end = CALENDAR.add_working_days(after, n)
            assert CALENDAR.is_working_day(end)
            assert CALENDAR.working_days_between(after, end) == n
            assert CALENDAR.next_working_day(end) == end
    assert CALENDAR.working_days_between(date(2026, 5, 5), date(2026, 5, 5)) == 0
    assert CALENDAR.working_days_between(date(2026, 5, 9), date(2026, 5, 5)) == 0
    assert CALENDAR.skipped(date(2026, 5, 9), date(2026, 5, 5)) == ()


def test_the_first_year_can_be_counted_whole():
    new_year = date(2006, 12, 31)
    assert CALENDAR.working_days_between(new_year, date(2007, 12, 31)) == 249
    assert CALENDAR.skipped(new_year, date(2007, 1, 3))[0].days == 3


@pytest.mark.parametrize("on", ["2006-12-31", "2061-01-01", "1990-05-05"])
def test_it_refuses_a_date_outside(on):
    with pytest.raises(OutsideCalendar) as caught:
        CALENDAR.add_working_days(D(on), 5)
    assert on in caught.value.zh
    assert on in caught.value.en
    for question in (CALENDAR.day, CALENDAR.is_working_day, CALENDAR.next_working_day):
        with pytest.raises(OutsideCalendar):
            question(D(on))


@pytest.mark.parametrize("unit", Unit)
def test_it_refuses_a_period_that_ends_outside(unit):
    with pytest.raises(OutsideCalendar):
        CALENDAR.end_of(D("2060-12-31"), 1, unit)
    with pytest.raises(OutsideCalendar):
        CALENDAR.end_of(D("2026-01-01"), 10**12, unit)


@pytest.mark.parametrize("unit", Unit)
def test_it_refuses_a_negative_period(unit):
    with pytest.raises(CalendarError, match="负数"):
        CALENDAR.end_of(D("2026-01-01"), -1, unit)
    with pytest.raises(ValueError, match="-3"):
        CALENDAR.add_working_days(D("2026-01-01"), -3)


def test_a_question_costs_a_microsecond():
    start = D("2026-09-24")
    began = time.perf_counter()
    for _ in range(10_000):
        CALENDAR.add_working_days(start, 20)
    assert (time.perf_counter() - began) / 10_000 < 10e-6  # measured 0.2e-6; ten is for a busy machine
