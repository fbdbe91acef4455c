"""Many cases opened at once, to see what may be done to each: two statements, however many they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from zhengwu.records.cases import filing, sheet
from zhengwu.records.cases.sheet import Envelope, File, Opened
from zhengwu.records.cases.shown import NextFacts
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import one_of
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.statute.procedures import procedure

MOST = 500
# Steps that may be taken in many cases at once, whatever each is about; and those that want all to be about the same:
# requests in the same words, applications for the same service item.
FOR_ALL = ("confirmed", "received", "assigned", "delivered", "archived")
ABOUT_ONE = ("accepted", "proposed", "decided", "extended")


@dataclass(frozen=True, slots=True)
class Standing:
    """A case among others: as it was opened, and for each step whether the actor may take it now."""

    opened: Opened
    steps: tuple[NextFacts, ...]

    def step(self, key: str) -> NextFacts | None:
        """What is said of a step; None where the procedure has none of that name."""
        return next((one for one in self.steps if one.step == key), None)


def standing(actor: Actor, case_ids: Iterable[int], on: date) -> list[Standing]:
    """The cases that the actor may see, in the order of their numbers, each with what may be done to it now.

    At most 500; two statements, and one for each calendar that is not at hand.
    """
    chosen = list(dict.fromkeys(case_ids))[:MOST]
    if not chosen:
        return []
    reach = actor.reach("case.read")
    rows = _rows(f"{sheet.ENVELOPES} WHERE {one_of('c.id', chosen)} ORDER BY c.number", chosen)
    envelopes = [sheet.envelope(row) for row in rows]
    seen = [one for one in envelopes if reach.covers(one.body_id, one.body_path, one.unit_id)]
    files = filing.read_many([one.id for one in seen])
    made = (_opened(one, files.get(one.id, ())) for one in seen)
    return [Standing(found, sheet.steps(actor, found, on)) for found in made]


def offered(cases: Sequence[Standing]) -> list[tuple[str, str, int]]:
    """The steps that at least one of the cases admits: procedure, step, and how many do, in the order of the law.

    What accepts, proposes or decides is offered only where all cases are about the same.
    """
    about = {(one.opened.envelope.wording_id, one.opened.envelope.item_id) for one in cases}
    keys = {*FOR_ALL, *(ABOUT_ONE if len(about) == 1 and any(*about) else ())}
    counts: dict[tuple[str, str], int] = {}
    for one in cases:
        for step in one.steps:
            if step.lawful and step.step in keys:
                at = (one.opened.rules.key, step.step)
                counts[at] = counts.get(at, 0) + 1
    return [(rules, step, count) for (rules, step), count in counts.items()]


def _opened(envelope: Envelope, filed: tuple[filing.Filed, ...]) -> Opened:
    calendar = calendar_of(envelope.body_id)
    case = filing.replayed(envelope.procedure, filed[: envelope.length], calendar)
    return Opened(envelope, procedure(envelope.procedure), calendar, File(filed, case, (), (), (), ()))


def _rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
