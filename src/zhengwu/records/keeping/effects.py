"""What waits to leave the house and what was given up, for who looks after the system: tried again, or dropped.

A message that is dropped stays on file as done, with who dropped it and why; the journal has an entry of it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.outbox.actions import MOST_TRIES
from zhengwu.records.outbox.models import Effect
from zhengwu.records.outbox.queries import MOST
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within
from zhengwu.records.troubles import Words, conflict, invalid, missing

RIGHT = "organs.manage"
EFFECT = Words("这件待发事项", "message")
LONGEST = 300


@dataclass(frozen=True, slots=True)
class EffectFacts:
    """A message that is due and has not left, or was given up. `body` is a name, empty where it is nobody's."""

    id: int
    kind: str
    body: str
    due_at: datetime
    tries: int
    last_error: str

    @property
    def given_up(self) -> bool:
        """Whether it is no longer tried."""
        return self.tries >= MOST_TRIES


@dataclass(frozen=True, slots=True)
class Unsent:
    """How many are due and have not left, and how many were given up; each counted to 1001 at most."""

    waiting: int
    given_up: int


def unsent(*, at: datetime) -> Unsent:
    """How many there are, of all bodies: whoever watches the system wants to know."""
    waiting = Effect.objects.filter(done_at=None, due_at__lte=at, tries__lt=MOST_TRIES)
    given_up = Effect.objects.filter(done_at=None, tries__gte=MOST_TRIES)
    return Unsent(*(rows.order_by()[: MOST + 1].count() for rows in (waiting, given_up)))


def listed(actor: Actor, *, at: datetime, after: int | None, limit: int) -> list[EffectFacts]:
    """Those that the actor looks after, the latest put down first, after the one with that id."""
    rows = _mine(actor).filter(Q(due_at__lte=at) | Q(tries__gte=MOST_TRIES), done_at=None).order_by("-id")
    if after is not None:
        rows = rows.filter(id__lt=after)
    columns = rows.values_list("id", "kind", "body__name", "due_at", "tries", "last_error")[:limit]
    return [EffectFacts(pk, kind, body or "", due, tries, error) for pk, kind, body, due, tries, error in columns]


def one(actor: Actor, effect_id: int) -> EffectFacts:
    """One of them. Raises Trouble (missing)."""
    row = _mine(actor).filter(pk=effect_id, done_at=None).select_related("body").first()
    if row is None:
        raise missing(EFFECT, where="effect_id")
    return EffectFacts(row.pk, row.kind, row.body.name if row.body else "", row.due_at, row.tries, row.last_error)


def retry(effect_id: int, *, by: Actor, at: datetime) -> None:
    """Lets the next round try it, as if it had never failed. Raises Trouble: missing, conflict (gone meanwhile)."""
    with transaction.atomic():
        row = _locked(effect_id, by)
        row.tries, row.due_at = 0, at
        row.save(update_fields=["tries", "due_at"])
        record(Deed("outbox.retried", row.body_id, "effect", str(row.pk), row.kind), by=by, at=at)


def drop(effect_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """Gives it up for good. Raises Trouble: missing, invalid (no reason), conflict (gone meanwhile)."""
    said = reason.strip()
    if not 0 < len(said) <= LONGEST:
        raise invalid("reason_missing", "请写明理由。", "Say why.", where="reason")
    with transaction.atomic():
        row = _locked(effect_id, by)
        row.done_at, row.last_error = at, f"{by.name}：{said}"[:500]
        row.save(update_fields=["done_at", "last_error"])
        record(Deed("outbox.dropped", row.body_id, "effect", str(row.pk), f"{row.kind} {said}"), by=by, at=at)


def _mine(actor: Actor) -> QuerySet[Effect]:
    """The messages of the bodies that the actor manages; those of no body where that is a whole tree."""
    reach = actor.reach(RIGHT)
    here = within(reach, unit=None)
    whole = reach.everything or any(path.count(".") == 1 for path in reach.paths)
    return Effect.objects.filter(here | Q(body=None) if whole else here)


def _locked(effect_id: int, by: Actor) -> Effect:
    row = Effect.objects.select_for_update().filter(pk=effect_id).first()
    if row is None or not _mine(by).filter(pk=effect_id).exists():
        raise missing(EFFECT, where="effect_id")
    if row.done_at is not None:
        raise conflict("effect_done", "这件事项已经办完。", "It is done already.")
    return row
