"""The calendar: one immutable table of all days from 2007 to 2060, and the counting of periods over it.

Basis: 民法典第二百零一条 (the day of the event is not counted), 第二百零二条 (months), 第二百零三条 (a last day that is
a holiday moves to the next working day). Working-day periods cannot end on a day off.
"""

import calendar as months
import hashlib
from array import array
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import accumulate, chain, compress

from zhengwu.statute.calendar.marks import Marks, applies, days_of, laid_over, of_law, of_plans, ordinary
from zhengwu.statute.calendar.model import (
    FIRST,
    LAST,
    CalendarError,
    Day,
    DayKind,
    End,
    OutsideCalendar,
    Overlay,
    Skip,
    Unit,
    YearPlan,
)

_ORIGIN = FIRST.toordinal()
_DAYS = LAST.toordinal() - _ORIGIN + 1
_ALL = tuple(map(date.fromordinal, range(_ORIGIN, _ORIGIN + _DAYS)))
_WEEK = bytes(ordinary(FIRST + timedelta(days=day)).working for day in range(7))


class _Tally:
    """The working days in order, and for each day how many there are up to and with it."""

    __slots__ = ("counts", "flags", "working")

    def __init__(self, marks: Marks) -> None:
        flags = bytearray(_WEEK * (_DAYS // 7 + 1))[:_DAYS]
        for on, day in marks.items():
            flags[on.toordinal() - _ORIGIN] = day.working
        self.flags = bytes(flags)
        self.counts = array("H", accumulate(flags))
        self.working = array("H", compress(range(_DAYS), flags))

    def after(self, start: date, n: int) -> date:
        """The n-th working day after `start`; n is at least 1."""
        at = start.toordinal() - _ORIGIN
        if at < 0:
            raise OutsideCalendar(start)
        try:
            return _ALL[self.working[self.counts[at] + n - 1]]
        except IndexError:
            raise OutsideCalendar(start if at >= _DAYS else f"{start} + {n}") from None

    def not_before(self, on: date) -> date:
        """The day itself if it is worked, else the next one that is."""
        return on if self.flags[_index(on)] else self.after(on, 1)


class Calendar:
    """All days from 2007-01-01 to 2060-12-31. It never changes: `with_overlays` and `with_year` make new ones."""

    __slots__ = ("_announced", "_bare", "_marks", "_overlays", "_plans", "_tally", "_version", "region")

    def __init__(self, plans: Iterable[YearPlan], overlays: Iterable[Overlay] = (), region: str = "") -> None:
        self._plans = {plan.year: plan for plan in sorted(plans, key=lambda plan: plan.year)}
        self._overlays = tuple(overlays)
        self._announced = frozenset(self._plans)
        self.region = region
        known = of_plans(tuple(self._plans.values()))
        here = [overlay for overlay in self._overlays if applies(overlay, region)]
        self._marks = laid_over(of_law(self._announced) | known, here)
        self._tally = _Tally(self._marks)
        self._bare = _Tally(laid_over(known, here))  # the weekend rule alone where there is no notice
        self._version = ""

    @property
    def version(self) -> str:
        """A digest of every fact that decides a day: calendars with the same version agree on all days and reasons."""
        self._version = self._version or self._digest()
        return self._version

    def plan(self, year: int) -> YearPlan | None:
        """The plan of a year; None where it has no notice yet."""
        return self._plans.get(year)

    def with_overlays(self, overlays: Iterable[Overlay], region: str = "") -> "Calendar":
        """This calendar with further overlays, as it holds in `region` (empty: as before)."""
        return Calendar(self._plans.values(), (*self._overlays, *overlays), region or self.region)

    def with_year(self, plan: YearPlan) -> "Calendar":
        """This calendar with the plan of a year that had none, or with a changed one."""
        return Calendar(({**self._plans, plan.year: plan}).values(), self._overlays, self.region)

    def is_working_day(self, on: date) -> bool:
        """Whether the day is worked."""
        return bool(self._tally.flags[_index(on)])

    def day(self, on: date) -> Day:
        """The day with the reason for what it is."""
        _index(on)
        return self._marks.get(on) or ordinary(on)

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after `start`, which is not counted; `start` itself for n = 0."""
        return self._tally.after(start, n) if n > 0 else _nothing(start, n)

    def working_days_between(self, after: date, through: date) -> int:
        """How many working days there are after `after`, up to and with `through`; 0 if that is not later."""
        if through <= after:
            return 0
        first = _index(after + timedelta(days=1))
        return self._tally.counts[_index(through)] - (self._tally.counts[first - 1] if first else 0)

    def next_working_day(self, on: date) -> date:
        """The day itself if it is worked, else the next one that is."""
        return self._tally.not_before(on)

    def is_announced(self, year: int) -> bool:
        """Whether the year's plan is known from a notice."""
        return year in self._announced

    def is_provisional(self, after: date, through: date) -> bool:
        """Whether any day after `after`, up to and with `through`, is in a year without a notice."""
        if through <= after:
            return False
        years = range((after + timedelta(days=1)).year, through.year + 1)
        return any(year not in self._announced for year in years)

    def skipped(self, after: date, through: date) -> tuple[Skip, ...]:
        """The days not worked after `after`, up to and with `through`: runs of one name and source, in order."""
        off = (day for day in self._days(after, through) if not day.working)
        return tuple(
            Skip(run[0].on, run[-1].on, len(run), run[0].name, run[0].gloss, run[0].source) for run in _runs(off)
        )

    def swapped(self, after: date, through: date) -> tuple[Day, ...]:
        """The days that would be off but are worked, by a notice or an overlay, in the same range."""
        return tuple(day for day in self._days(after, through) if day.kind in (DayKind.SWAPPED, DayKind.OVERLAY_ON))

    def end_of(self, start: date, length: int, unit: Unit) -> End:
        """The last day of a period that begins the day after `start`. A length of 0 ends on `start` itself."""
        if length <= 0:
            return End(_nothing(start, length), None, False, start)
        if unit is Unit.WORKING_DAYS:
            on = self.add_working_days(start, length)
            provisional = self.is_provisional(start, on)
            return End(on, None, provisional, min(on, self._bare.after(start, length)) if provisional else on)
        nominal = _months_after(start, length) if unit is Unit.MONTHS else _days_after(start, length)
        on = self.next_working_day(nominal)
        provisional = self.is_provisional(nominal - timedelta(days=1), on)
        earliest = min(on, self._bare.not_before(nominal)) if provisional else on
        return End(on, None if on == nominal else nominal, provisional, earliest)

    def _days(self, after: date, through: date) -> Iterator[Day]:
        if through <= after:
            return iter(())
        _index(after + timedelta(days=1)), _index(through)
        return (self._marks.get(on) or ordinary(on) for on in days_of(after + timedelta(days=1), through))

    def _digest(self) -> str:
        marks = (f"{day.on} {day.kind} {day.name} {day.source}" for _, day in sorted(self._marks.items()))
        facts = chain(marks, map(str, sorted(self._announced)))
        return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:12]


def _index(on: date) -> int:
    at = on.toordinal() - _ORIGIN
    if not 0 <= at < _DAYS:
        raise OutsideCalendar(on)
    return at


def _nothing(start: date, n: int) -> date:
    """The end of a period of no length; refuses one of negative length."""
    if n < 0:
        raise CalendarError(
            "negative_period",
            f"期限不能为负数（{n}）。",
            f"A period cannot be negative ({n}); count from its first day.",
        )
    _index(start)
    return start


def _days_after(start: date, days: int) -> date:
    if _index(start) + days >= _DAYS:
        raise OutsideCalendar(f"{start} + {days}")
    return start + timedelta(days=days)


def _months_after(start: date, number: int) -> date:
    """The day of the same number, `number` months on; the month's last day where it has none (民法典第二百零二条)."""
    _index(start)
    year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
    if year > LAST.year:
        raise OutsideCalendar(f"{year}-{month + 1:02}")
    return date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1]))


def _runs(days: Iterable[Day]) -> Iterator[list[Day]]:
    """Days in a row that have one name and one source."""
    run: list[Day] = []
    for day in days:
        if run and (day.on - run[-1].on != timedelta(days=1) or (day.name, day.source) != (run[0].name, run[0].source)):
            yield run
            run = []
        run.append(day)
    if run:
        yield run
