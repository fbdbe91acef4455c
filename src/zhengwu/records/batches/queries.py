"""What is asked of batches: one's own, how far one has come, and what became of each case."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Q

from zhengwu.records.batches.actions import BATCH
from zhengwu.records.batches.models import DONE, REFUSED, WAITING, Batch, BatchLine
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words, missing

LINES = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """A batch: what was to be done, and in how many cases it is done, refused, or waits."""

    id: int
    procedure: str
    step: str
    on: date
    at: datetime
    cases: int
    done: int
    refused: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one case; the sentences say why it was refused."""

    line_id: int
    case_id: int
    number: str
    title: str
    status: str
    why: Words


@dataclass(frozen=True, slots=True)
class Left:
    """A batch that was left: its step, and how many cases still wait."""

    id: int
    procedure: str
    step: str
    waiting: int


# Among the newest of a person, so that it stays as cheap as it is often asked.
LEFT = """
SELECT b.id, b.procedure, b.step, (SELECT COUNT(*) FROM batches_batchline w WHERE w.batch_id = b.id AND w.status = %s)
FROM (SELECT id, procedure, step FROM batches_batch WHERE person_id = %s ORDER BY id DESC LIMIT 20) b
WHERE EXISTS (SELECT 1 FROM batches_batchline w WHERE w.batch_id = b.id AND w.status = %s) ORDER BY b.id DESC
"""
COUNTED = {name: Count("lines", filter=Q(lines__status=name)) for name in (DONE, REFUSED, WAITING)}
COLUMNS = ("id", "procedure", "step", "on", "at", "cases", DONE, REFUSED, WAITING)


def batches(actor: Actor, *, after: int | None = None, limit: int = 20) -> list[Progress]:
    """One's own batches, the newest first. One statement."""
    mine = Batch.objects.filter(person_id=actor.id or 0).order_by("-id")
    if after is not None:
        mine = mine.filter(pk__lt=after)
    chosen = list(mine.values_list("id", flat=True)[:limit])
    rows = Batch.objects.filter(pk__in=chosen).annotate(**COUNTED).order_by("-id")
    return [Progress(*row) for row in rows.values_list(*COLUMNS)]


def left(actor: Actor) -> tuple[Left, ...]:
    """One's own batches in which cases still wait, among one's newest 20. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(LEFT, [WAITING, actor.id or 0, WAITING])
        return tuple(Left(*row) for row in cursor.fetchall())


def batch(actor: Actor, batch_id: int) -> Progress:
    """One of one's own. Raises Trouble (missing)."""
    row = Batch.objects.filter(pk=batch_id, person_id=actor.id or 0).annotate(**COUNTED).values_list(*COLUMNS).first()
    if row is None:
        raise missing(BATCH, where="batch_id")
    return Progress(*row)


def results(actor: Actor, batch_id: int, status: str, *, after: int | None = None, limit: int = LINES) -> list[Result]:
    """What became of the cases of a batch that are `done`, `refused` or `waiting`, in their order. One statement."""
    rows = BatchLine.objects.filter(batch_id=batch_id, batch__person_id=actor.id or 0, status=status, pk__gt=after or 0)
    found = rows.order_by("id").values_list("id", "case_id", "case__number", "case__title", "status", "zh", "en")
    return [Result(*row[:5], why=Words(*row[5:])) for row in found[:limit]]
