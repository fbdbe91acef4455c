"""The clock of a case as it is drawn: what it does after each event, and its course as a bar."""

from datetime import date
from itertools import pairwise

from zhengwu.records.cases.sheet import Opened
from zhengwu.records.cases.shown import ClockFacts, EventFacts
from zhengwu.records.troubles import Words
from zhengwu.statute.procedures.clocks import Due, due
from zhengwu.ui.catalogue import words
from zhengwu.ui.parts.dates import Reasoned, of_due
from zhengwu.ui.parts.timeline import Drawn, Rail, Segment, drawn


def due_of(found: Opened, facts: ClockFacts | None) -> Due | None:
    """The clock with its spans, as the engine has it."""
    running = found.case.clock(facts.key, facts.party) if facts else None
    return due(found.case, running, found.calendar) if running else None


def reasoned(found: Opened, facts: ClockFacts | None, today: date) -> Reasoned | None:
    """The last day of a clock with its reasons; None where it never ran."""
    one = due_of(found, facts)
    return of_due(one, facts.lines, found.calendar, today) if one and facts else None


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


def course(found: Opened, one: Due | None, today: date) -> tuple[Drawn, ...]:
    """The clock from its beginning to its end, or to today: runs, pauses, lateness, each with its working days."""
    if one is None:
        return ()
    since, until = one.running.since, max(one.running.stopped_on or today, one.running.since)
    marks = {since, until, *(day for span in one.spans for day in (span.since, span.until))}
    marks |= {day for day in (one.on, one.running.suspended_on) if day}
    days = sorted(day for day in marks if since <= day <= until)
    pieces: list[Segment] = []
    for first, last in pairwise(days):
        kind = "late" if one.on is not None and first >= one.on else rail(one, first)
        if pieces and pieces[-1].rail == kind:
            first = pieces.pop().since
        pieces.append(Segment(first, last, kind, found.calendar.working_days_between(first, last)))
    return drawn(tuple(pieces))


def change(before: Rail, after: Rail, event: EventFacts) -> Words | str:
    """What an event did to the clock, in words; empty where it did nothing."""
    if event.struck or before == after:
        return ""
    return words(f"case.clock.{before}_{after}")
