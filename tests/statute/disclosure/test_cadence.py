"""Periods of a line, their names and last days, and which publication meets which."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwu.statute.calendar import national
from zhengwu.statute.disclosure.cadence import (
    Out,
    Period,
    cadences,
    due,
    following,
    label,
    met,
    named,
    owed,
    period_of,
    periods,
)

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
PERIODIC = st.sampled_from([one for one in cadences().values() if one.periodic])
MONTHLY, QUARTERLY, YEARLY = (cadences()[key] for key in ("monthly", "quarterly", "yearly"))


def out(pk, on, title="统计信息", made_on=None):
    return Out(pk, title, made_on or on, on)


def test_it_works():
    found = periods(QUARTERLY, date(2026, 2, 10), date(2026, 7, 1))
    assert found == (Period(date(2026, 1, 1), date(2026, 3, 31)), Period(date(2026, 4, 1), date(2026, 6, 30)))
    first = owed(QUARTERLY, found[0], 20, national())
    assert (first.on, first.length, first.basis) == (date(2026, 4, 29), 20, "条例第二十六条")


@given(PERIODIC, DAYS, st.integers(0, 800))
def test_periods_follow_each_other_without_gap_or_overlap(one, since, length):
    until = since + timedelta(days=length)
    found = periods(one, since, until)
    assert all(a.last + timedelta(days=1) == b.first for a, b in pairwise(found))
    ends = [period.first if one.from_start else period.last for period in found]
    assert all(period.last >= since and end <= until for period, end in zip(found, ends, strict=True))
    assert (
        one.from_start
        or following(one.every, found[-1].last if found else since - timedelta(days=1)).last > until
        or not found
    )


@given(PERIODIC, DAYS)
def test_a_day_lies_in_its_period_and_the_period_names_itself(one, on):
    period = period_of(one.every, on)
    assert period.first <= on <= period.last
    assert period_of(one.every, period.first) == period_of(one.every, period.last) == period
    assert named(one.every, f"某局{label(one.every, period)[0]}情况") == period


@given(PERIODIC, DAYS, st.lists(st.integers(-60, 500), max_size=30))
def test_a_publication_meets_one_period_at_most_and_never_one_before_the_line_held(one, since, offsets):
    published = [out(at, since + timedelta(days=offset)) for at, offset in enumerate(offsets)]
    found = met(one, since, published)
    assert len({each.id for each in found.values()}) == len(found) <= len(published)
    assert all(period.last >= since for period in found)


@given(PERIODIC, DAYS, st.integers(1, 40))
def test_who_publishes_each_period_after_its_end_misses_none(one, since, count):
    ahead = one.fixed == "budget" or one.from_start
    due_now, period = [], period_of(one.every, since)
    for at in range(count):
        due_now.append((period, out(at, period.last + timedelta(days=0 if ahead else 1))))
        period = following(one.every, period.last)
    assert met(one, since, [each for _, each in due_now]) == dict(due_now)


def test_a_title_says_which_period_even_where_it_comes_late():
    late = out(2, date(2026, 8, 3), "2026年第一季度许可事项办理情况")
    found = met(QUARTERLY, date(2026, 1, 1), [out(1, date(2026, 7, 6)), late])
    assert {label("quarter", period)[0]: one.id for period, one in found.items()} == {
        "2026年第一季度": 2,
        "2026年第二季度": 1,
    }


@pytest.mark.parametrize(
    ("every", "title", "first"),
    [
        ("year", "青禾区行政审批局2025年度部门决算", date(2025, 1, 1)),
        ("half", "2026年下半年工作安排", date(2026, 7, 1)),
        ("quarter", "2026年3季度统计", date(2026, 7, 1)),
        ("month", "2026 年 12 月份办件统计", date(2026, 12, 1)),
        ("day", "2026年2月3日空气质量", date(2026, 2, 3)),
    ],
)
def test_titles_name_their_period(every, title, first):
    assert named(every, title).first == first


@pytest.mark.parametrize(("every", "title"), [("month", "2026年13月"), ("day", "2026年2月30日"), ("year", "工作简报")])
def test_it_takes_no_period_from_a_title_that_names_none(every, title):
    assert named(every, title) is None


def test_a_budget_counts_twenty_days_of_the_calendar_from_its_approval():
    budget, accounts = cadences()["budget"], cadences()["accounts"]
    assert due(budget, date(2026, 1, 28), 20, national()).on == date(2026, 2, 24)  # 春节
    year = period_of("year", date(2026, 5, 1))
    assert owed(budget, year, 20, national()).on == date(2026, 12, 31)
    assert owed(accounts, year, 20, national()).on == date(2027, 12, 31)
    found = met(accounts, date(2025, 1, 1), [out(1, date(2026, 9, 3))])
    assert [period.first.year for period in found] == [2025]


def test_annual_reports_have_the_day_of_the_regulation():
    year = period_of("year", date(2025, 5, 1))
    days = {key: owed(cadences()[key], year, 0, national()).on for key in ("report", "report_gov")}
    assert days == {"report": date(2026, 1, 31), "report_gov": date(2026, 3, 31)}


def test_once_is_met_by_the_first_and_events_owe_nothing():
    first, second = out(1, date(2026, 3, 2)), out(2, date(2026, 5, 2))
    assert list(met(cadences()["on_change"], date(2026, 1, 1), [second, first]).values()) == [first]
    assert periods(cadences()["event"], date(2020, 1, 1), date(2026, 1, 1)) == ()
    assert met(cadences()["event"], date(2020, 1, 1), [first]) == {}


def test_a_plan_is_owed_at_the_beginning_of_its_year():
    ahead = cadences()["year_start"]
    year = period_of("year", date(2026, 5, 1))
    assert owed(ahead, year, 60, national()).on == date(2026, 4, 1)
    assert list(met(ahead, date(2026, 1, 1), [out(1, date(2026, 3, 2))])) == [year]
    assert periods(ahead, date(2026, 1, 1), date(2026, 6, 1)) == (year,)
