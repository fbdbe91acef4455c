"""Writing to the audit trail.

Two writers of one chain wait for each other: `record` locks the chain's row, in the transaction of what is recorded, so
that an entry stands if and only if the deed does. On SQLite the transaction itself is the lock (BEGIN IMMEDIATE), on
PostgreSQL the row is (SELECT … FOR UPDATE). Should both ever fail, the unique pair of chain and number refuses a fork.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives import hashes
from django.db import connection, transaction

from zhengwu.records.journal.models import Chain, Entry
from zhengwu.records.people.actors import Actor


@dataclass(frozen=True, slots=True)
class Deed:
    """What is recorded besides who and when. `action` is a stable word; `reason` is the actor's own."""

    action: str
    body_id: int | None = None
    kind: str = ""
    object_id: str = ""
    reason: str = ""
    address: str = ""


def record(deed: Deed, *, by: Actor, at: datetime) -> int:
    """Appends to the chain of the deed's body, and returns the entry's id. Must run inside the deed's transaction."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a deed and its entry belong in one transaction")
    chain = _locked(deed.body_id or 0)
    entry = Entry(
        chain=chain.key,
        number=chain.length + 1,
        body_id=deed.body_id,
        at=at,
        actor=f"{by.kind}:{by.id}" if by.id is not None else by.kind,
        actor_name=by.name[:60],
        action=deed.action,
        kind=deed.kind,
        object_id=str(deed.object_id)[:60],
        reason=deed.reason[:500],
        address=deed.address[:45],
        previous=chain.head,
    )
    entry.hash = fingerprint(entry)
    Entry.objects.bulk_create([entry])
    Chain.objects.filter(key=chain.key).update(length=entry.number, head=entry.hash)
    return entry.pk


def fingerprint(entry: Entry) -> str:
    """The SM3 of an entry and its predecessor's hash, in hexadecimal. The parts are told apart by their lengths."""
    place = (entry.previous, str(entry.chain), str(entry.number), str(entry.body_id or ""))
    who = (entry.at.astimezone(UTC).isoformat(), entry.actor, entry.actor_name, entry.address)
    what = (entry.action, entry.kind, entry.object_id, entry.reason)
    digest = hashes.Hash(hashes.SM3())
    for part in place + who + what:
        encoded = part.encode()
        digest.update(len(encoded).to_bytes(4) + encoded)
    return digest.finalize().hex()


def _locked(key: int) -> Chain:
    locked = Chain.objects.select_for_update()
    found = locked.filter(key=key).first()
    if found is None:
        Chain.objects.bulk_create([Chain(key=key)], ignore_conflicts=True)
        found = locked.get(key=key)
    return found
