"""Random periods under random overlays end where a naive counter ends that takes one day after the other."""

import random
from datetime import date, timedelta

import pytest

from tests.statute.calendar.naive import Counter
from zhengwu.statute.calendar import Overlay, Unit, national

FIRST, SPAN = date(2007, 1, 1), (date(2029, 12, 31) - date(2007, 1, 1)).days
REGIONS = ("", "21", "2108", "33", "凉山州")


def overlay(chance):
    first = FIRST + timedelta(days=chance.randrange(SPAN))
    last = first + timedelta(days=chance.choice((0, 0, 1, 2, 6, 13)))
    return Overlay(first, last, chance.random() < 0.4, "台风停工", "某府办〔2026〕1号", chance.choice(REGIONS))


def schedules(chance, calendar, counter, count):
    """Counts `count` random periods both ways; gives the ones on which they differ."""
    differing = []
    for _ in range(count):
        start = FIRST + timedelta(days=chance.randrange(SPAN))
        n = chance.randrange(61)
        ends = calendar.add_working_days(start, n), counter.add(start, n)
        if ends[0] != ends[1] or calendar.working_days_between(start, ends[0]) != n:
            differing.append((start, n, *ends))
    return differing


def compare(sets, each, seed):
    chance = random.Random(seed)  # noqa: S311 - the same cases in every run
    for _ in range(sets):
        overlays = [overlay(chance) for _ in range(chance.randrange(40))]
        region = chance.choice(("210800", "330106", "凉山州", "", "110000"))
        calendar = national().with_overlays(overlays, region)
        assert schedules(chance, calendar, Counter(overlays, region), each) == [], (overlays, region)


def test_random_schedules():
    compare(sets=3, each=500, seed=20261122)


@pytest.mark.slow
def test_100_000_random_schedules():
    compare(sets=100, each=1000, seed=20261123)


def test_months_and_calendar_days_end_where_the_naive_counter_ends():
    chance, counter = random.Random(1), Counter()  # noqa: S311 - the same cases in every run
    for _ in range(1000):
        start, n = FIRST + timedelta(days=chance.randrange(SPAN - 400)), chance.randrange(1, 13)
        assert national().end_of(start, n, Unit.MONTHS).on == counter.month_end(start, n)
        nominal = start + timedelta(days=n * 5)
        on = nominal if counter.is_worked(nominal) else counter.add(nominal, 1)
        assert national().end_of(start, n * 5, Unit.CALENDAR_DAYS).on == on
