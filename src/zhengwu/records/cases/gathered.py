"""Cases that wait to be put on file, several at once: all of a body and procedure by the same few statements.

What can be known of a case before it is written is known by then: its events, columns and parties. What is left takes
the number of the series, which others wait for, and lays the rows down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from zhengwu.records.cases import shelving
from zhengwu.records.cases.models import Case, Event
from zhengwu.records.cases.opening import Opened
from zhengwu.records.cases.shelving import Prepared
from zhengwu.records.gathering import Gathering
from zhengwu.records.notices import telling
from zhengwu.records.organs.models import Body
from zhengwu.records.outbox.actions import Claim, keep, put
from zhengwu.statute.procedures import model as statute


@dataclass(frozen=True, slots=True)
class Incoming:
    """A case to be put on file at a body, and the Idempotency-Key under which it came, if it came under one."""

    body: Body
    rules: statute.Procedure
    prepared: Prepared
    at: datetime
    claim: Claim | None = None


def shelved(incoming: Sequence[Incoming]) -> list[Opened]:
    """Puts them on file and announces them, in the caller's transaction. Series are taken in one order by everybody."""
    made: dict[int, Opened] = {}
    ordered = sorted(range(len(incoming)), key=lambda at: (_series(incoming[at]), at))
    for _, group in groupby(ordered, key=lambda at: _series(incoming[at])):
        places = list(group)
        first = incoming[places[0]]
        opened = shelving.shelve(first.body, first.rules.key, [incoming[at].prepared for at in places])
        made |= dict(zip(places, opened, strict=True))
    for one in incoming:
        for event in one.prepared.events:
            announce(one.rules, one.prepared.row, event, one.at)
    return [made[at] for at in range(len(incoming))]


def _series(one: Incoming) -> tuple[int, str]:
    return one.body.pk, one.rules.key


def _together(incoming: Sequence[Incoming]) -> list[Opened]:
    made = shelved(incoming)
    keep([(one.claim, opened) for one, opened in zip(incoming, made, strict=True)])
    return made


INTAKE: Gathering[Incoming, Opened] = Gathering(_together)


def announce(rules: statute.Procedure, row: Case, event: Event, at: datetime) -> None:
    """Puts down that a letter is due or a person is to be told; sending it is the worker's."""
    telling.stepped(row, event)
    step = rules.step(event.key)
    if step is not None and step.notices:
        put("case.step", {"case": row.pk, "number": row.number, "event": event.key}, due_at=at, body_id=row.body_id)
