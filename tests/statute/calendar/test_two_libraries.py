"""Every day of 2007 to 2026 is what two independent calendars say, and the computed holidays what one says to 2060."""

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from zhengwu.statute.calendar import DayKind, national
from zhengwu.statute.calendar.statutory import statutory

YEARS = range(2007, 2027)
ALL = national()


def days(year):
    first = date(year, 1, 1)
    return [first + timedelta(days=day) for day in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", YEARS)
def test_every_day_is_as_chinesecalendar_has_it(year):
    assert [on for on in days(year) if ALL.is_working_day(on) != chinese_calendar.is_workday(on)] == []


@pytest.mark.parametrize("year", YEARS)
def test_every_day_is_as_holidays_has_it(year):
    other = holidays.China(years=[year - 1, year, year + 1])
    assert [on for on in days(year) if ALL.is_working_day(on) != other.is_working_day(on)] == []


@pytest.mark.parametrize("year", range(2025, 2061))
def test_the_statutory_holidays_are_as_holidays_has_them(year):
    other = holidays.China(years=year, categories=("public",), language="zh_CN", observed=False)
    named = {on for on, name in other.items() if "休息日" not in name}
    assert {found.on for found in statutory(year)} == named


def test_a_name_says_which_holiday_it_is():
    for year in YEARS:
        for on in days(year):
            _, detail = chinese_calendar.get_holiday_detail(on)
            if detail and not ALL.is_working_day(on) and detail != "Anti-Fascist 70th Day":
                assert words(detail) & words(ALL.day(on).gloss), (on, detail, ALL.day(on).gloss)


def test_days_of_one_year_set_by_the_notice_of_the_next():
    last = ALL.day(date(2018, 12, 29))
    assert last.kind is DayKind.SWAPPED
    assert "2019年" in last.source


def words(name):
    return set(name.lower().replace(",", "").replace("-", " ").split()) - {"festival", "day"}
