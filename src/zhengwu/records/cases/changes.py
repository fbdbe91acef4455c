"""What has happened since somebody last asked: the events of all cases in the order in which they were written.

A system that was away for a day asks on from its place and misses nothing. On PostgreSQL an event may become visible
after one with a higher id, so the place moves only up to what is older than `SETTLING`, far longer than a transaction
lasts; younger events are told again until then. Who asks tells repetitions by case and number.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from zhengwu.records import rows
from zhengwu.records.cases.filing import as_day, as_moment
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within_sql

SETTLING = timedelta(minutes=10)
LOOKED_AT = 5_000  # events gone through at a time: those of other bodies are not told
CHANGES = """
SELECT e.id, e.at, e.case_id, c.number, c.procedure, c.body_id, e.number, e.key, e."on", e.says
FROM cases_event e JOIN cases_case c ON c.id = e.case_id
WHERE e.id > %s AND e.id <= %s AND {reach} ORDER BY e.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Place:
    """How far somebody has come: all up to `settled` is told for good, up to `seen` in this round."""

    settled: int = 0
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One event of a case. `number` is that of the event within its case."""

    case_id: int
    case_number: str
    procedure: str
    body_id: int
    number: int
    event: str
    on: date
    at: datetime
    outcome: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The events after a place, the place to go on from, and whether there are more right now."""

    items: Sequence[Change]
    next: Place
    more: bool


def since(place: Place, *, by: Actor, at: datetime, limit: int) -> Changes:
    """The next events that the actor may read of, at most so many. Two statements."""
    after = max(place.settled, place.seen)
    last = rows.told("SELECT max(id) FROM (SELECT id FROM cases_event WHERE id > %s ORDER BY id LIMIT %s) x",
                     [after, LOOKED_AT])[0][0]  # fmt: skip
    if last is None:
        return Changes((), Place(place.settled, place.settled), False)
    reach, values = within_sql(by.reach("case.read"))
    found = rows.told(CHANGES.format(reach=reach), [after, last, *values, limit])
    come = found[-1][0] if len(found) == limit else last
    more = len(found) == limit or rows.told("SELECT 1 FROM cases_event WHERE id > %s LIMIT 1", [last]) != []
    settled = _settled(place.settled, come, at)
    return Changes(tuple(map(_change, found)), Place(settled, come if more else settled), more)


def _settled(before: int, come: int, at: datetime) -> int:
    """The last event up to there before which none is younger than `SETTLING`."""
    young = rows.told(
        "SELECT id FROM cases_event WHERE id > %s AND id <= %s AND at > %s ORDER BY id LIMIT 1",
        [before, come, connection.ops.adapt_datetimefield_value(at - SETTLING)],
    )
    return int(young[0][0]) - 1 if young else come


def _change(row: rows.Values) -> Change:
    says = json.loads(row[9]) if isinstance(row[9], str) else row[9]
    facts: list[Any] = [*row[2:8], as_day(row[8]), as_moment(row[1]), str(says.get("outcome") or "")]
    return Change(*facts)
