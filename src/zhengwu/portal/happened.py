"""A request for information told by the days on which something happened to it, for the deadline calculator."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhengwu.records.troubles import Words, invalid
from zhengwu.statute.calendar import Calendar
from zhengwu.statute.procedures import Event, Refused, explain, procedure, replay, standing
from zhengwu.statute.procedures.clocks import Due
from zhengwu.statute.procedures.model import Case
from zhengwu.ui.parts.dates import Reasoned, of_due

RULES = "information_request"
# What each day of the form is to the procedure, in the order in which two of one day happen.
EVENTS: tuple[tuple[str, str, Mapping[str, object]], ...] = (
    ("received", "submitted", {"channel": "counter", "items": ["—"]}),
    ("received", "received", {}),
    ("correction_requested", "correction_requested", {}),
    ("correction_received", "correction_received", {"items": ["—"]}),
    ("consultation_sent", "consultation_sent", {}),
    ("opinion_received", "opinion_received", {}),
    ("extended", "extended", {}),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the days lead to: the stage, the office's last day, and the day by which somebody else must act."""

    stage: Words
    due: Reasoned | None
    duty: Words | None
    waits: Reasoned | None
    waiting: Words | None


def told(days: Mapping[str, date], calendar: Calendar, today: date) -> Told:
    """What these days lead to. Raises Trouble (invalid) naming the day that the law does not let follow."""
    rules = procedure(RULES)
    named = [(days[name], place, name, key, says) for place, (name, key, says) in enumerate(EVENTS) if name in days]
    ordered = sorted(named, key=lambda one: one[:2])
    case: Case | None = None
    for count in range(1, len(ordered) + 1):
        found = replay(rules, [Event(key, on, says=dict(says)) for on, _, _, key, says in ordered[:count]], calendar)
        if isinstance(found, Refused):
            name = ordered[count - 1][2]
            raise invalid(found.code, f"{found.reason.zh}。", f"{found.reason.en}.", where=name)
        case = found
    assert case is not None
    state = rules.state(case.state)
    now = standing(rules, case, today, calendar)
    duty = Words(*rules.clock(now.due.running.clock).name) if now.due else None
    waiting = Words(*rules.clock(now.waits.running.clock).name) if now.waits else None
    shown = [_reasoned(case, one, calendar, today) if one else None for one in (now.due, now.waits)]
    return Told(Words(*state.name), shown[0], duty, shown[1], waiting)


def _reasoned(case: Case, due: Due, calendar: Calendar, today: date) -> Reasoned:
    found, lines = explain(procedure(RULES), case, due.running, calendar)
    return of_due(found, lines, calendar, today)
