"""A step taken in many cases: begun once, then gone on with until no case waits.

A case is claimed, stepped and marked in one transaction of its own, so that a batch that was cut off, or that two go on
with at once, takes no step twice. A case that somebody changed meanwhile is refused, as on its own page.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from zhengwu.records.batches.models import DONE, REFUSED, WAITING, Batch, BatchLine
from zhengwu.records.cases import actions as cases
from zhengwu.records.cases.sheet import opened
from zhengwu.records.letters import serving
from zhengwu.records.letters.models import Letter
from zhengwu.records.letters.serving import ANSWERED
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Trouble, Words, forbidden, missing
from zhengwu.statute.procedures import model as statute

BATCH = Words("这次批量办理", "batch")
MOST = 500  # cases of a batch
SLICE = 40  # cases that one request goes on with
POST = {"post": "mail"}  # what a delivery calls the channel that the step calls so


def begin(
    key: str,
    procedure: str,
    event: statute.Event,
    lines: Iterable[tuple[int, int]],
    *,
    by: Actor,
    at: datetime,
) -> int:
    """Puts a batch down: for each case its id and how many entries it was seen with. Gives its id.

    The same key again gives the batch that is there. Trouble: forbidden (not a person).
    """
    if by.kind != "person" or by.id is None:
        raise forbidden("case.read")
    chosen = dict(lines)
    said = {name: _written(value) for name, value in event.says.items()}
    with transaction.atomic():
        row, fresh = Batch.objects.get_or_create(
            person_id=by.id or 0,
            key=key[:128],
            defaults={"procedure": procedure, "step": event.key, "on": event.on, "says": said, "at": at,
                      "cases": len(chosen)},
        )  # fmt: skip
        if fresh:
            made = (BatchLine(batch=row, case_id=pk, expected=length) for pk, length in chosen.items())
            BatchLine.objects.bulk_create(made, batch_size=200)
    return row.pk


def go_on(batch_id: int, *, by: Actor, at: datetime, most: int = SLICE) -> int:
    """Takes the step in the next cases that wait; gives how many still wait. Trouble: missing (not one's own)."""
    row = Batch.objects.filter(pk=batch_id, person_id=by.id or 0).first()
    if row is None or by.kind != "person":
        raise missing(BATCH, where="batch_id")
    event = statute.Event(row.step, row.on, says=row.says)
    waiting = BatchLine.objects.filter(batch=row, status=WAITING)
    for line in waiting.order_by("id")[:most]:
        _take(line, event, by, at)
    return waiting.count()


def _take(line: BatchLine, event: statute.Event, by: Actor, at: datetime) -> None:
    """The step in one case, and its mark, both or neither; a refusal leaves the mark alone."""
    mine = BatchLine.objects.filter(pk=line.pk, status=WAITING)
    try:
        with transaction.atomic():
            if mine.update(status=DONE):
                _step(line, event, by, at)
    except Trouble as trouble:
        said = {"zh": f"{trouble.message.zh}{trouble.advice.zh}", "en": f"{trouble.message.en} {trouble.advice.en}"}
        mine.update(status=REFUSED, code=trouble.code[:60], **{name: text[:500] for name, text in said.items()})


def _step(line: BatchLine, event: statute.Event, by: Actor, at: datetime) -> None:
    """A delivery is put on file with its letter, where there is just one that waits for it; all else is a step."""
    letter = _unserved(line, by) if event.key == ANSWERED else None
    if letter is None:
        cases.take(line.case_id, event, by=by, at=at, expected=line.expected)
        return
    channel = str(event.says.get("channel") or "counter")
    told = serving.Serving(POST.get(channel, channel), event.on, event.on, note=str(event.says.get("proof") or ""))
    serving.serve(letter, told, by=by, at=at)


def _unserved(line: BatchLine, by: Actor) -> int | None:
    """The one letter with the answer that nobody has been given yet; None where there is none, more than one, or where
    the case has changed, which the step itself will say.
    """
    found = opened(by, line.case_id)
    if found.envelope.length != line.expected:
        return None
    letters = Letter.objects.filter(case_id=line.case_id, withdrawn_at=None, deliveries=None)
    waiting = [pk for pk, key in letters.values_list("id", "key") if serving.step_of(found.rules, key) == ANSWERED]
    return waiting[0] if len(waiting) == 1 else None


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return dict(value) if isinstance(value, Mapping) else list(value) if isinstance(value, tuple) else value
