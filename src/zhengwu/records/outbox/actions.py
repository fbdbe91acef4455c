"""Putting effects down with the change that wants them, and sending them afterwards.

At least once: a sender may be called again for an effect whose sending was not recorded, because the machine stopped in
between. Senders therefore get the effect's id, and receivers tell repetitions by it.
"""

import hashlib
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from zhengwu.records import rows
from zhengwu.records.outbox.models import Answered, Beat, Effect

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_TRIES = 30
ANSWERED = "SELECT fingerprint, status, body FROM outbox_answered WHERE actor = %s AND key = %s"


@dataclass(frozen=True, slots=True)
class Sending:
    """An effect as its sender gets it. `key` is the same at every try."""

    key: str
    kind: str
    payload: Mapping[str, Any]
    body_id: int | None
    tries: int


@dataclass(frozen=True, slots=True)
class Drained:
    """What a round did: sent, failed (to be tried again), given up."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0


Sender = Callable[[Sending], None]


class Undeliverable(Exception):
    """A sender says that trying again is of no use."""


def put(
    kind: str, payload: Mapping[str, Any], *, due_at: datetime, body_id: int | None = None, dedupe: str = ""
) -> bool:
    """Puts an effect down in the caller's transaction; whether it is new. The same `dedupe` again does nothing.

    A kind that nobody would send (`settings.UNHEARD`) is not put down.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an effect and its cause belong in one transaction")
    if kind in settings.UNHEARD:
        return False
    if dedupe and Effect.objects.filter(dedupe=dedupe).exists():
        return False
    effect = Effect(kind=kind, payload=dict(payload), body_id=body_id, dedupe=dedupe, due_at=due_at)
    if dedupe:
        Effect.objects.bulk_create([effect], ignore_conflicts=True)
    else:
        rows.lay(Effect, [effect])
    return True


def drain(senders: Mapping[str, Sender], *, at: datetime, limit: int = 100) -> Drained:
    """Sends what is due, each effect claimed by a transaction of its own. Kinds without a sender wait.

    Kinds take turns, the oldest of each first, so that none waits behind a thousand of another.
    A claim moves `due_at` ahead before the sender is called, so two drains at once do not send the same effect, unless
    a sender takes longer than the wait.
    """
    counts = {"sent": 0, "failed": 0, "given_up": 0}
    kinds = deque(senders)
    while kinds and sum(counts.values()) < limit:
        effect = _claimed(kinds[0], at)
        if effect is None:
            kinds.popleft()
            continue
        counts[_sent(effect, senders[effect.kind], at)] += 1
        kinds.rotate(-1)
    return Drained(**counts)


def _claimed(kind: str, at: datetime) -> Effect | None:
    """The next effect of a kind that is due, put off as if it had failed: should we stop now, it is tried again."""
    with transaction.atomic():
        waiting = Effect.objects.filter(done_at=None, due_at__lte=at, tries__lt=MOST_TRIES, kind=kind)
        locking = waiting.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        effect = locking.order_by("due_at", "id").first()
        if effect is not None:
            effect.tries += 1
            effect.due_at = at + min(FIRST_WAIT * 2 ** (effect.tries - 1), LONGEST_WAIT)
            effect.save(update_fields=["tries", "due_at"])
    return effect


def _sent(effect: Effect, sender: Sender, at: datetime) -> str:
    key = effect.dedupe or f"effect-{effect.pk}"
    try:
        sender(Sending(key, effect.kind, effect.payload, effect.body_id, effect.tries))
    except Undeliverable as error:
        Effect.objects.filter(pk=effect.pk).update(last_error=str(error)[:500], tries=MOST_TRIES)
        return "given_up"
    except Exception as error:  # noqa: BLE001 - whatever a sender does, the others are sent
        Effect.objects.filter(pk=effect.pk).update(last_error=f"{type(error).__name__}: {error}"[:500])
        return "given_up" if effect.tries >= MOST_TRIES else "failed"
    Effect.objects.filter(pk=effect.pk).update(done_at=at, last_error="")
    return "sent"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a key was used for, and what was answered; no body where the answer held a secret."""

    fingerprint: str
    status: int
    body: bytes | None


def begin(actor: str, key: str, fingerprint: str, *, at: datetime) -> Earlier | None:
    """Claims an Idempotency-Key in the caller's transaction: None where it is new, else what was answered.

    A second request with the key waits for the first one's transaction: on its unique row (PostgreSQL), or for the
    database (SQLite).
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO outbox_answered (actor, key, fingerprint, status, at) VALUES (%s, %s, %s, 0, %s) "
            "ON CONFLICT (actor, key) DO NOTHING",
            [actor, key, fingerprint, connection.ops.adapt_datetimefield_value(at)],
        )
        if cursor.rowcount == 1:
            return None
    return earlier(actor, key)


def finish(actor: str, key: str, status: int, body: bytes | None) -> None:
    """Keeps the answer for the next time. None where the answer holds a secret that is shown once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE outbox_answered SET status = %s, body = %s WHERE actor = %s AND key = %s",
            [status, body, actor, key],
        )


@dataclass(frozen=True, slots=True)
class Claim:
    """An Idempotency-Key as it came: whose, under which name, for which request. `told` writes the answer to be kept,
    of what was made.
    """

    actor: str
    key: str
    fingerprint: str
    status: int
    at: datetime
    told: Callable[[Any], bytes]


def keep(made: Sequence[tuple[Claim | None, Any]]) -> None:
    """Keeps the answers to keys beside what was made under them, in the caller's transaction. One statement, or none.

    Raises IntegrityError where a key was used meanwhile: all that was made beside it is then given up.
    """
    answered = [
        Answered(actor=one.actor, key=one.key, fingerprint=one.fingerprint, status=one.status, body=one.told(what),
                 at=one.at)
        for one, what in made if one is not None
    ]  # fmt: skip
    rows.lay(Answered, sorted(answered, key=lambda one: (one.actor, one.key)))


def earlier(actor: str, key: str) -> Earlier | None:
    """What was answered to a key; None where it was never used. One statement."""
    found = rows.prepared(
        "SELECT fingerprint, status, body FROM outbox_answered WHERE actor = %s AND key = %s", [actor, key]
    )
    return Earlier(found[0][0], found[0][1], None if found[0][2] is None else bytes(found[0][2])) if found else None


def fingerprint(*parts: bytes) -> str:
    """The SHA-256 of a request, told part by part."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()


def forget(*, before: datetime) -> int:
    """Deletes answers older than a moment; clients do not retry for days. Returns how many."""
    return Answered.objects.filter(at__lt=before).delete()[0]


def beat(name: str, *, at: datetime) -> None:
    """Says that a regular worker ("tick") has run."""
    Beat.objects.update_or_create(name=name, defaults={"at": at})
