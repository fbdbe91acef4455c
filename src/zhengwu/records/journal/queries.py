"""Asking the audit trail: what an auditor may see, and whether anything in it was altered."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from zhengwu.records.journal.actions import fingerprint
from zhengwu.records.journal.models import Chain, Entry
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An entry as it is shown."""

    id: int
    at: datetime
    body_id: int | None
    actor: str
    actor_name: str
    action: str
    kind: str
    object_id: str
    reason: str
    address: str
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a chain is whole; if not, the number of the first entry that is wrong or lacking, and why."""

    chain: int
    entries: int
    whole: bool
    broken_at: int | None = None
    why: str = ""


def visible(actor: Actor) -> QuerySet[Entry]:
    """The entries of the bodies that the actor audits. Who audits a tree from its top sees the chain of no body too."""
    reach = actor.reach("audit.read")
    whole_tree = any(path.count(".") == 1 for path in reach.paths)
    seen = within(reach, unit=None)
    return Entry.objects.filter(seen | Q(body=None) if whole_tree else seen)


def page(actor: Actor, *, after: int | None, limit: int) -> list[EntryFacts]:
    """The newest entries first; those older than entry `after`."""
    found = visible(actor).order_by("-id")
    if after is not None:
        found = found.filter(id__lt=after)
    return [EntryFacts(*row) for row in found.values_list(*EntryFacts.__slots__)[:limit]]


def verify(actor: Actor) -> list[Verdict]:
    """A verdict on every chain that the actor audits."""
    keys = sorted(set(visible(actor).order_by().values_list("chain", flat=True).distinct()))
    return [verify_chain(key) for key in keys]


def verify_chain(key: int) -> Verdict:
    """Walks one chain from its first entry to its head."""
    previous, number = "", 0
    for entry in Entry.objects.filter(chain=key).order_by("number").iterator(2000):
        number += 1
        if entry.number != number:
            return Verdict(key, number - 1, False, number, "lacking")
        if entry.previous != previous or entry.hash != fingerprint(entry):
            return Verdict(key, number - 1, False, number, "altered")
        previous = entry.hash
    head = Chain.objects.filter(key=key).first()
    if head is None or (head.length, head.head) != (number, previous):
        return Verdict(key, number, False, number + 1, "cut off")
    return Verdict(key, number, True)
