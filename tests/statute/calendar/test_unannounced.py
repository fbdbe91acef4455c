"""A year without a notice: what is known of it, that it is said to be provisional, and what the notice changes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from zhengwu.statute.calendar import Calendar, DayKind, MakeUp, Span, Unit, YearPlan, changes, national
from zhengwu.statute.calendar.statutory import gloss_of, statutory

D = date.fromisoformat
PLAN = YearPlan(
    year=2027,
    notice="国办发明电〔2026〕0号",
    title="虚构的2027年安排",
    issued=D("2026-11-25"),
    verified=False,
    off=(Span(D("2027-01-01"), D("2027-01-03"), "元旦"), Span(D("2027-02-05"), D("2027-02-12"), "春节")),
    work=(MakeUp(D("2026-12-27"), "元旦"), MakeUp(D("2027-01-31"), "春节"), MakeUp(D("2027-02-14"), "春节")),
)


def test_a_period_that_crosses_into_an_unannounced_year_is_provisional():
    end = national().end_of(D("2026-12-18"), 20, Unit.WORKING_DAYS)
    assert (str(end.on), end.provisional, str(end.earliest)) == ("2027-01-18", True, "2027-01-15")
    skips = national().skipped(D("2026-12-31"), end.on)
    assert (skips[0].name, skips[0].source) == ("元旦", "全国年节及纪念日放假办法（国务院令第795号）")


def test_a_period_that_ends_on_the_last_day_of_an_announced_year_is_not():
    end = national().end_of(D("2026-12-03"), 20, Unit.WORKING_DAYS)
    assert (str(end.on), end.provisional, end.earliest) == ("2026-12-31", False, end.on)
    assert not national().is_provisional(D("2026-12-31"), D("2026-12-31"))
    assert national().is_provisional(D("2026-12-31"), D("2027-01-01"))
    assert not national().is_provisional(D("2027-06-01"), D("2027-05-01"))


def test_of_a_calendar_day_period_only_the_end_can_be_provisional():
    end = national().end_of(D("2026-12-20"), 62, Unit.CALENDAR_DAYS)
    assert (str(end.on), end.provisional) == ("2027-02-22", True)
    moved = national().end_of(D("2026-12-10"), 60, Unit.CALENDAR_DAYS)
    assert (str(moved.before_move), str(moved.on), str(moved.earliest)) == ("2027-02-08", "2027-02-09", "2027-02-08")
    assert not national().end_of(D("2026-11-30"), 30, Unit.CALENDAR_DAYS).provisional


@pytest.mark.parametrize("unit", Unit)
def test_the_earliest_day_is_never_after_the_due_day(unit):
    for day in range(0, 11_500, 11):
        end = national().end_of(D("2026-10-01") + timedelta(days=day), 1 + day % 24, unit)
        assert end.earliest <= end.on
        assert end.provisional or end.earliest == end.on


def test_an_announced_year_changes_what_was_provisional():
    announced = national().with_year(PLAN)
    end = announced.end_of(D("2026-12-18"), 20, Unit.WORKING_DAYS)
    assert (str(end.on), end.provisional) == ("2027-01-15", False)  # 27 December became a working day
    assert announced.version != national().version
    assert announced.is_announced(2027)
    assert not announced.is_announced(2028)
    assert announced.plan(2027) == PLAN
    days = changes(national(), announced, D("2027-03-31"))
    assert [f"{day.on:%m-%d}" for day in days] == ["12-27", "01-31", "02-09", "02-10", "02-11", "02-12", "02-14"]
    assert days[0].kind is DayKind.SWAPPED


def test_a_changed_notice_changes_an_announced_year():
    old = national().plan(2026)
    longer = replace(old, off=(*old.off, Span(D("2026-10-08"), D("2026-10-09"), "国庆节", "国办发明电〔2026〕0号")))
    calendar = national().with_year(longer)
    assert calendar.add_working_days(D("2026-09-24"), 20) == D("2026-11-02")
    assert calendar.day(D("2026-10-09")).source == "国办发明电〔2026〕0号"
    assert calendar.with_year(old).version == national().version


def test_with_no_notice_at_all_every_year_is_provisional():
    bare = Calendar(())
    assert bare.is_provisional(D("2026-01-01"), D("2026-01-02"))
    assert [day.on for day in bare.swapped(D("2007-01-01"), D("2060-12-31"))] == []


@pytest.mark.parametrize("year", range(2007, 2027))
def test_the_statutory_holidays_of_announced_years_are_off(year):
    assert [found for found in statutory(year) if national().is_working_day(found.on)] == []


@pytest.mark.parametrize(
    ("year", "days"), [(2007, 10), (2008, 11), (2013, 11), (2014, 11), (2024, 11), (2025, 13), (2027, 13)]
)
def test_each_version_of_the_law_has_its_days(year, days):
    assert len(statutory(year)) + sum("、" in found.name for found in statutory(year)) == days


def test_two_holidays_on_one_day_are_both_named():
    (both,) = [found for found in statutory(2031) if found.on == D("2031-10-01")]
    assert set(both.name.split("、")) == {"中秋节", "国庆节"}
    assert gloss_of(both.name) == "Mid-Autumn Festival, National Day"
    assert gloss_of("火把节") == "火把节"
