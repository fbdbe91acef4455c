"""A date that says why it is that date: weekday, days left, the explanation line by line, and the days as a strip.

`of_due` makes it from a clock of a case, `of_period` from a period counted by itself (the calculator). The strip has a
row a week; it is computed here, so that nothing is left to a script.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from zhengwu.records.troubles import Words
from zhengwu.statute.calendar import Calendar, DayKind, End, Line, Unit
from zhengwu.statute.procedures.clocks import Due

Kind = Literal["outside", "start", "counted", "skipped", "paused", "end"]
MOST_WEEKS = 60  # a longer period is explained in words only


@dataclass(frozen=True, slots=True)
class StripDay:
    """A day of the strip: what it is to the period, its ordinal where it was counted, and the name of a day off."""

    on: date
    kind: Kind
    ordinal: int = 0
    name: Words | None = None
    today: bool = False


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A last day, or none while the clock stands still. `left` counts working days, negative when it is over.

    `weeks` is empty where the period is longer than a strip can show.
    """

    on: date | None
    left: int | None
    provisional: bool
    lines: tuple[Line, ...]
    weeks: tuple[tuple[StripDay, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """What a strip shows: the day it runs from, its last day, and its unit, which says whether days off are counted.

    `out` are spans that drop out: the days after the first one of each, through its last one.
    """

    since: date
    until: date
    out: tuple[tuple[date, date], ...] = ()
    unit: Unit = Unit.WORKING_DAYS


def of_due(due: Due, lines: tuple[Line, ...], calendar: Calendar, today: date) -> Reasoned:
    """The last day of a clock of a case. `lines` are those of `procedures.explain`."""
    running = due.running
    stopped = running.stopped_on is not None
    left = None if due.on is None or stopped else left_until(calendar, today, due.on)
    until = due.on or min(max(today, running.since), running.since + timedelta(weeks=MOST_WEEKS))
    out = tuple((span.since, span.until) for span in due.spans)
    if due.on is None and running.suspended_on:
        out = (*out, (running.suspended_on, until))
    weeks = strip(Period(running.since, until, out, running.unit), calendar, today, ends=due.on is not None)
    return Reasoned(due.on, left, due.provisional, lines, weeks)


def of_period(end: End, start: date, unit: Unit, lines: tuple[Line, ...], calendar: Calendar, today: date) -> Reasoned:
    """The last day of a period by itself. `end` and `lines` are those of `calendar.explained`."""
    weeks = strip(Period(start, end.on, (), unit), calendar, today)
    return Reasoned(end.on, left_until(calendar, today, end.on), end.provisional, lines, weeks)


def left_until(calendar: Calendar, today: date, on: date) -> int:
    """Working days from today to that day; negative where it is over."""
    if on >= today:
        return calendar.working_days_between(today, on)
    return -max(calendar.working_days_between(on, today), 1)


def strip(period: Period, calendar: Calendar, today: date, *, ends: bool = True) -> tuple[tuple[StripDay, ...], ...]:
    """The weeks from Monday to Sunday that the period touches; nothing where there are too many."""
    first = period.since - timedelta(days=period.since.weekday())
    last = period.until + timedelta(days=6 - period.until.weekday())
    if (last - first).days > MOST_WEEKS * 7:
        return ()
    days = tuple(_days(period, calendar, today, first, last, ends))
    return tuple(days[at : at + 7] for at in range(0, len(days), 7))


def _days(period: Period, calendar: Calendar, today: date, first: date, last: date, ends: bool) -> Iterator[StripDay]:
    counted = 0
    for ahead in range((last - first).days + 1):
        on = first + timedelta(days=ahead)
        kind = _kind(period, calendar, on, ends)
        counts = kind == "counted" or (kind == "end" and _counts(period, calendar, on))
        counted += counts
        day = calendar.day(on)
        named = day.kind not in (DayKind.WORKDAY, DayKind.WEEKEND) and kind != "outside"
        name = Words(day.name, day.gloss) if named else None
        yield StripDay(on, kind, counted if counts else 0, name, on == today)


def _kind(period: Period, calendar: Calendar, on: date, ends: bool) -> Kind:
    if on < period.since or on > period.until:
        return "outside"
    if on == period.since:
        return "start"
    if on == period.until and ends:
        return "end"
    if _within(period.out, on):
        return "paused"
    return "counted" if _counts(period, calendar, on) else "skipped"


def _counts(period: Period, calendar: Calendar, on: date) -> bool:
    return not _within(period.out, on) and (period.unit is not Unit.WORKING_DAYS or calendar.is_working_day(on))


def _within(spans: Iterable[tuple[date, date]], on: date) -> bool:
    return any(since < on <= until for since, until in spans)
