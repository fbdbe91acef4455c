"""The clock of a case as it is drawn: what it does after each event, and its course as a bar."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from zhengwu.records.cases.sheet import File, Opened
from zhengwu.records.cases.shown import ClockFacts, EventFacts
from zhengwu.records.troubles import Words
from zhengwu.statute.calendar import Calendar
from zhengwu.statute.procedures.clocks import Due, due
from zhengwu.statute.procedures.model import Running
from zhengwu.ui.catalogue import words
from zhengwu.ui.parts.dates import Reasoned, of_due
from zhengwu.ui.parts.timeline import Rail

Kind = Literal["runs", "paused", "late", "ahead", "extended"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a clock: its first and last day, its working days, and where it lies in the drawing, of 1000."""

    kind: Kind
    since: date
    until: date
    days: int
    at: int
    long: int


@dataclass(frozen=True, slots=True)
class Course:
    """A clock as a bar from its beginning to its end: its pieces, what an extension added, and where today is."""

    pieces: tuple[Piece, ...]
    extension: Piece | None
    today: int | None


def due_of(found: Opened, facts: ClockFacts | None) -> Due | None:
    """The clock with its spans, as the engine has it."""
    running = found.case.clock(facts.key, facts.party) if facts else None
    return due_in(found.file, running, found.calendar)


def due_in(file: File, running: Running | None, calendar: Calendar) -> Due | None:
    """The same of a clock at hand; None where it never ran."""
    return due(file.case, running, calendar) if running else None


def reasoned(found: Opened, facts: ClockFacts | None, today: date) -> Reasoned | None:
    """The last day of a clock with its reasons; None where it never ran. Kept for the day as long as the file is."""
    return _reasoned(found.file, found.calendar, facts.key, facts.party, today) if facts else None


@lru_cache(maxsize=2_000)
def _reasoned(file: File, calendar: Calendar, key: str, party: str, today: date) -> Reasoned | None:
    one = due_in(file, file.case.clock(key, party), calendar)
    facts = next(facts for facts in file.clocks if (facts.key, facts.party) == (key, party))
    return of_due(one, facts.lines, calendar, today) if one else None


def rail(one: Due | None, on: date) -> Rail:
    """What the clock does on a day."""
    if one is None or on < one.running.since:
        return "none"
    stopped, suspended = one.running.stopped_on, one.running.suspended_on
    if stopped is not None and on >= stopped:
        return "none"
    if suspended is not None and on >= suspended:
        return "paused"
    if any(span.since <= on < span.until for span in one.spans):
        return "paused"
    return "late" if one.on is not None and on > one.on else "runs"


def course(found: Opened, facts: ClockFacts | None, today: date) -> Course | None:
    """The clock as a bar; None where it never ran. Kept for the day as long as the file is."""
    return _course(found.file, found.calendar, facts.key, facts.party, today) if facts else None


@lru_cache(maxsize=1_000)
def _course(file: File, calendar: Calendar, key: str, party: str, today: date) -> Course | None:
    one = due_in(file, file.case.clock(key, party), calendar)
    if one is None:
        return None
    since, stopped = one.running.since, one.running.stopped_on
    until = max(since, stopped or max(today, one.on or today))
    first = _unextended(file, one, calendar)
    marks = {since, until, today, *(day for span in one.spans for day in (span.since, span.until))}
    marks |= {day for day in (one.on, one.running.suspended_on) if day}
    days = sorted(day for day in marks if since <= day <= until)
    pieces: list[tuple[date, date, Kind]] = []
    for begin, end in pairwise(days):
        kind = _kind(one, begin, today, stopped is None)
        if pieces and pieces[-1][2] == kind:
            begin = pieces.pop()[0]
        pieces.append((begin, end, kind))
    extra = first and one.on and first < one.on <= until
    return Course(
        tuple(_piece(kind, begin, end, (since, until), calendar) for begin, end, kind in pieces),
        _piece("extended", first, one.on, (since, until), calendar) if extra and first and one.on else None,
        _place(today, (since, until)) if since < today < until else None,
    )


def _piece(kind: Kind, begin: date, end: date, whole: tuple[date, date], calendar: Calendar) -> Piece:
    at = _place(begin, whole)
    return Piece(kind, begin, end, calendar.working_days_between(begin, end), at, max(_place(end, whole) - at, 4))


def _place(day: date, whole: tuple[date, date]) -> int:
    """Where a day lies in the drawing, of 1000."""
    return round((day - whole[0]).days * 1000 / max((whole[1] - whole[0]).days, 1))


def _kind(one: Due, begin: date, today: date, live: bool) -> Kind:
    if one.on is not None and begin >= one.on:
        return "late"
    if live and begin >= today:
        return "ahead"
    return "paused" if rail(one, begin) == "paused" else "runs"


def _unextended(file: File, one: Due, calendar: Calendar) -> date | None:
    """The last day as it was before it was extended; None where it was not."""
    if not one.running.extension:
        return None
    return due(file.case, replace(one.running, extension=0, extended_on=None), calendar).on


def change(before: Rail, after: Rail, event: EventFacts) -> Words | str:
    """What an event did to the clock, in words; empty where it did nothing."""
    if event.struck or before == after:
        return ""
    return words(f"case.clock.{before}_{after}")
