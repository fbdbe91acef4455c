"""Between the file and the engine: events read and replayed, a new one appended, the cached columns written anew."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any

import orjson
from django.db import connection

from zhengwu.records.cases.models import CLOSED, NEVER, OPEN_END, Case, Event, Item
from zhengwu.records.chains import link
from zhengwu.records.organs.promised import Promised
from zhengwu.statute.calendar import Calendar
from zhengwu.statute.procedures import clocks, engine, lawful, procedure
from zhengwu.statute.procedures import model as statute
from zhengwu.statute.procedures.fields import written

STRUCK = "entry_struck"


@dataclass(frozen=True, slots=True)
class Filed:
    """One event as it stands on file."""

    number: int
    key: str
    on: date
    post: str
    actor: str
    actor_name: str
    at: datetime
    says: Mapping[str, Any] = field(default_factory=dict)
    hash: str = ""
    struck: bool = False

    def event(self) -> statute.Event:
        """The event as the engine takes it."""
        return statute.Event(self.key, self.on, self.post, self.actor, self.says)


class BrokenFile(Exception):
    """What is on file does not follow from its events; the message says which case and how."""


COLUMNS = ("number", "key", "on", "post", "actor", "actor_name", "at", "says", "hash")
EVENTS = """
SELECT number, key, "on", post, actor, actor_name, at, says, hash FROM cases_event
WHERE case_id = %s AND number <= %s ORDER BY number
"""
EVENTS_OF_MANY = """
SELECT case_id, number, key, "on", post, actor, actor_name, at, says, hash FROM cases_event
WHERE case_id IN ({marks}) ORDER BY case_id, number
"""
EVER = 2**31 - 1


def read(case_id: int, length: int = EVER) -> tuple[Filed, ...]:
    """The events of a case in their order, or the first `length`; those that were struck out are marked."""
    with connection.cursor() as cursor:
        cursor.execute(EVENTS, [case_id, length])
        return marked(Filed(*_read(row)) for row in cursor.fetchall())


def read_many(case_ids: Sequence[int]) -> dict[int, tuple[Filed, ...]]:
    """The events of several cases, by case. One statement."""
    found: dict[int, list[Filed]] = {}
    if case_ids:
        with connection.cursor() as cursor:
            cursor.execute(EVENTS_OF_MANY.format(marks=", ".join(["%s"] * len(case_ids))), list(case_ids))
            for case_id, *row in cursor.fetchall():
                found.setdefault(case_id, []).append(Filed(*_read(tuple(row))))
    return {case_id: marked(filed) for case_id, filed in found.items()}


def _read(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row of events in Python's types: SQLite keeps days, moments and JSON as text, PostgreSQL JSON alone."""
    number, key, on, post, actor, actor_name, at, says, digest = row
    return number, key, as_day(on), post, actor, actor_name, as_moment(at), as_says(says), digest


def as_day(value: Any) -> Any:
    """A day, whichever database it comes from."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def as_moment(value: Any) -> Any:
    """A moment with its zone, whichever database it comes from."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value


def as_says(value: Any) -> Mapping[str, Any]:
    """What an event says."""
    says: Mapping[str, Any] = orjson.loads(value) if isinstance(value, str | bytes) else value
    return says


@lru_cache(maxsize=1_000)
def remembered(
    case_id: int, length: int, head: str, procedure_key: str, calendar: Calendar
) -> tuple[tuple[Filed, ...], statute.Case]:
    """The file whose last event has the hash `head`, and the case it makes; kept by this process.

    The chain tells all before it, so that what is kept stays true. Raises BrokenFile.
    """
    filed = read(case_id, length)
    return filed, replayed(procedure_key, filed, calendar)


def marked(events: Iterable[Filed]) -> tuple[Filed, ...]:
    """The events with those marked that a later `entry_struck` names."""
    filed = tuple(events)
    struck = {event.says.get("number") for event in filed if event.key == STRUCK}
    if not struck:
        return filed
    return tuple(replace(event, struck=True) if event.number in struck else event for event in filed)


def replayed(procedure_key: str, filed: Iterable[Filed], calendar: Calendar) -> statute.Case:
    """The case that the events on file make. Raises BrokenFile where they do not follow from one another.

    Each was lawful on its day, by the calendar of that day, so its guards are not asked again: a notice that makes a
    period end earlier does not undo the extension that was granted on its last day.
    """
    live = [event.event() for event in filed if not event.struck and event.key != STRUCK]
    case = engine.replay(on_file(procedure_key), live, calendar)
    if isinstance(case, statute.Refused):
        raise BrokenFile(f"{case.code}: {case.reason.en}")
    return case


@cache
def on_file(procedure_key: str) -> statute.Procedure:
    """The procedure for what has happened already: its steps without their guards."""
    rules = procedure(procedure_key)
    return replace(rules, steps=tuple(replace(step, guards=()) for step in rules.steps))


def append(row: Case, event: statute.Event, *, actor_name: str, at: datetime) -> Event:
    """Appends one event and moves the head of the chain; the caller holds the case's lock and saves the case."""
    says = {key: value for key, value in written(event).items() if key not in ("event", "on", "by", "person")}
    number = row.length + 1
    digest = fingerprint(row.head, number, event, says, actor_name[:60], at)
    filed = Event(
        case_id=row.pk,
        number=number,
        key=event.key,
        on=event.on,
        post=event.by,
        actor=event.person,
        actor_name=actor_name[:60],
        at=at,
        says=says,
        hash=digest,
    )
    row.length, row.head = number, digest
    return filed


def fingerprint(
    head: str, number: int, event: statute.Event, says: Mapping[str, Any], actor_name: str, at: datetime
) -> str:
    """The hash of one event on file, over the event before it."""
    told = (f"{key}={says[key]!r}" for key in sorted(says))
    who = (event.by, event.person, actor_name)
    return link(head, (str(number), event.key, event.on.isoformat(), *who, str(at.timestamp()), *told))


def is_whole(filed: Iterable[Filed]) -> int:
    """0 where the chain of hashes holds; else the number of the first event that does not fit."""
    head = ""
    for event in filed:
        if fingerprint(head, event.number, event.event(), event.says, event.actor_name, event.at) != event.hash:
            return event.number
        head = event.hash
    return 0


@dataclass(frozen=True, slots=True)
class Cached:
    """The cached columns of a case, made from the case that the events make."""

    state: str
    outcome: str
    is_open: bool
    entered_on: date | None
    entered_year: int
    concluded_on: date | None
    concluded_year: int
    answered_on: date | None
    due_on: date | None
    promised_on: date | None
    earliest_on: date | None
    provisional: bool
    waits_until: date | None
    proposed: bool
    sort_on: date


def cached(case: statute.Case, calendar: Calendar, promised: Iterable[Promised] = ()) -> Cached:
    """What the columns must hold for this case; `promised` is what its body promised for its procedure."""
    rules = procedure(case.procedure)
    state = rules.state(case.state)
    due, waits = (None, None) if state.closed else lawful.duties(rules, case, calendar)
    if due is not None and due.running.stopped_on is not None:
        due = None  # the duty is done, and the case goes on with others
    entered = _entered(rules, case)
    outcome = lawful.outcome_of(rules, case)
    concluded = max((item.concluded_on for item in case.items if item.concluded_on), default=None) if outcome else None
    answered = [item.answered_on for item in case.items]
    due_on, waits_until = due.on if due else None, waits.on if waits else None
    return Cached(
        state=case.state,
        outcome=outcome,
        is_open=not state.closed,
        entered_on=entered,
        entered_year=entered.year if entered else OPEN_END,
        concluded_on=concluded,
        concluded_year=concluded.year if concluded else OPEN_END,
        answered_on=max((day for day in answered if day), default=None) if answered and all(answered) else None,
        due_on=due_on,
        promised_on=None if state.closed else promised_day(case, calendar, promised, entered),
        earliest_on=due.earliest if due else None,
        provisional=bool(due and due.provisional),
        waits_until=waits_until,
        proposed=bool(rules.ways("decided", case.state)) and _is_proposed(case),
        sort_on=CLOSED if state.closed else due_on or waits_until or NEVER,
    )


def promised_day(
    case: statute.Case, calendar: Calendar, promised: Iterable[Promised], entered: date | None
) -> date | None:
    """The day by which the office promised to answer; None where it promised nothing for the day of receipt.

    It is counted as the law's own last day is, with the same pauses and extensions, from the shorter length. Where
    a procedure has a clock of its own for the promise, as approvals have, that one is asked.
    """
    own = case.clock("promised")
    if own is not None:
        return clocks.due(case, own, calendar).on if clocks.is_running(own) else None
    running = case.clock(procedure(case.procedure).main)
    if running is None or entered is None or not clocks.is_running(running) or running.fixed_end is not None:
        return None
    length = next((one.length for one in promised if one.holds(entered)), running.length)
    return clocks.due(case, replace(running, length=length), calendar).on if length < running.length else None


def _is_proposed(case: statute.Case) -> bool:
    """Whether somebody proposed a decision, and nobody has decided it since or given it back with a note."""
    ends = (one.key for one in reversed(case.events) if one.key in ("proposed", "decided") or _gives_back(one))
    return next(ends, "") == "proposed"


def _gives_back(event: statute.Event) -> bool:
    return event.key == "assigned" and bool(event.get("note"))


def _entered(rules: statute.Procedure, case: statute.Case) -> date | None:
    """The day the case came in: counted once the main clock has started, not while a submission is unconfirmed."""
    return min(item.entered_on for item in case.items) if case.items and case.clock(rules.main) else None


def write_cache(row: Case, case: statute.Case, calendar: Calendar, promised: Iterable[Promised]) -> Cached:
    """Puts the cached columns onto the row; the caller saves it."""
    values = cached(case, calendar, promised)
    for name in Cached.__slots__:
        setattr(row, name, getattr(values, name))
    row.answered_due_on, row.answered_within = answered(case, calendar, values.answered_on)
    return values


def answered(case: statute.Case, calendar: Calendar, on: date | None) -> tuple[date | None, int | None]:
    """The last day that held when a case was answered, and the working days of its clock that the answer took.

    Both are as the calendar of that day had them: one that changes afterwards makes no answer late, nor is it replayed.
    """
    running = case.clock(procedure(case.procedure).main)
    if on is None or running is None:
        return None, None
    on = min(on, running.stopped_on or on)  # where the decision, not its delivery, ends the period
    due = clocks.due(case, running, calendar)
    return due.on, max(calendar.working_days_between(running.since, on) - due.uncounted, 0)


def items_of(row: Case, case: statute.Case) -> list[Item]:
    """The rows of the items that the case has now."""
    entered = case.clock(procedure(case.procedure).main) is not None
    return [
        Item(
            case_id=row.pk,
            body_id=row.body_id,
            procedure=row.procedure,
            number=item.number,
            description=item.description,
            counted_class=row.counted_class,
            entered_on=item.entered_on,
            entered_year=item.entered_on.year if entered else OPEN_END,
            outcome=item.outcome,
            concluded_on=item.concluded_on,
            concluded_year=item.concluded_on.year if item.concluded_on else OPEN_END,
            answered_on=item.answered_on,
            redone=item.redone,
        )
        for item in case.items
    ]
