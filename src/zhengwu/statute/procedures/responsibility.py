"""Which unit held a case for how long: a late answer names the unit that held it on the last day.

条例第四十五条 asks each body to organise registration, review, handling, answering and filing; who is answerable for a
delay follows from the handing over on file (`assigned`), not from anybody's memory.
"""

from dataclasses import dataclass
from datetime import date

from zhengwu.statute.calendar import Calendar
from zhengwu.statute.procedures import clocks
from zhengwu.statute.procedures.model import Case, Event, Procedure

REGISTRATION = ""  # the disclosure office itself, before the case is handed to any unit


@dataclass(frozen=True, slots=True)
class Held:
    """A unit and the days on which it held the case: after `since`, through `until`.

    `counted` is the number of working days among them that the main clock counted, pauses left out. `late` marks the
    unit that held the case on the last day, where the answer was late. `unit` is REGISTRATION until it is handed over.
    """

    unit: str
    since: date
    until: date
    counted: int
    late: bool


def responsible_units(procedure: Procedure, case: Case, calendar: Calendar, on: date | None = None) -> tuple[Held, ...]:
    """Who held the case while the main clock ran as it runs now, in order; nothing where it never ran.

    The clock's own end closes the last hold; while it runs, that is the day `on`, or else the latest event.
    """
    running = case.clock(procedure.main)
    if running is None:
        return ()
    end = running.stopped_on or running.suspended_on or max(on or case.latest, running.since)
    found = clocks.due(case, running, calendar)
    pauses = clocks.union(found.spans)
    late_on = found.on if found.on is not None and end > found.on else None
    held = []
    for unit, since, until in _holds(case.events, running.since, end):
        counted = calendar.working_days_between(since, until) - sum(
            calendar.working_days_between(max(a, since), min(b, until)) for a, b in pauses
        )
        held.append(Held(unit, since, until, counted, late_on is not None and since < late_on <= until))
    return tuple(held)


def _holds(events: tuple[Event, ...], start: date, end: date) -> list[tuple[str, date, date]]:
    """Unit, day after which and day through which it held the case; the day of handing over is still the giver's."""
    marks = [(start, REGISTRATION)]
    for event in events:
        unit = event.get("unit")
        if event.key != "assigned" or not unit or event.on > end:
            continue
        if event.on <= start:
            marks = [(start, unit)]
        elif unit != marks[-1][1]:
            marks.append((event.on, unit))
    ends = [*(since for since, _ in marks[1:]), end]
    return [(unit, since, until) for (since, unit), until in zip(marks, ends, strict=True) if until > since]
