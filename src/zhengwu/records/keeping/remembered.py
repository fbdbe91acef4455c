"""Backups made and proofs run: noted by the commands, asked for by the page of the state of the system."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from zhengwu.records.keeping.models import Made, Proved
from zhengwu.records.keeping.proof import Defect

KEPT = 200  # of each kind of proof; older ones go


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """A backup. The fields are those of the model."""

    id: int
    at: datetime
    place: str
    size: int
    files: int
    version: str
    verified_at: datetime | None
    problem: str


@dataclass(frozen=True, slots=True)
class ProofFacts:
    """The last proof of a kind. The fields are those of the model."""

    kind: str
    at: datetime
    checked: int
    defects: int
    first: str


def backups(limit: int = 20) -> list[BackupFacts]:
    """The latest backups first."""
    rows = Made.objects.order_by("-at", "-id").values_list(*BackupFacts.__slots__)
    return [BackupFacts(*row) for row in rows[:limit]]


def is_old(last: BackupFacts | None, days: int, *, at: datetime) -> bool:
    """Whether a new backup is wanted: none there, none that is whole, or the last one older than these days."""
    return last is None or bool(last.problem) or last.at + timedelta(days=days) < at


def proofs() -> Mapping[str, ProofFacts]:
    """The last proof of each kind."""
    found: dict[str, ProofFacts] = {}
    for row in Proved.objects.order_by("-at", "-id").values_list(*ProofFacts.__slots__)[:40]:
        found.setdefault(row[0], ProofFacts(*row))
    return found


def note_backup(
    place: str, size: int, files: int, version: str, *, at: datetime, verified_at: datetime | None, problem: str
) -> None:
    """Remembers a backup."""
    with transaction.atomic():
        Made.objects.create(
            at=at, place=place[:300], size=size, files=files, version=version[:20], verified_at=verified_at,
            problem=problem[:300],
        )  # fmt: skip


def note_proofs(checked: Mapping[str, int], defects: list[Defect], *, at: datetime) -> None:
    """Remembers what a round of proofs found, by kind."""
    with transaction.atomic():
        for kind, number in checked.items():
            found = [one for one in defects if one.kind == kind]
            first = found[0].message.zh[:500] if found else ""
            Proved.objects.create(kind=kind, at=at, checked=number, defects=len(found), first=first)
            old = Proved.objects.filter(kind=kind).order_by("-at", "-id").values_list("id", flat=True)[KEPT:]
            Proved.objects.filter(pk__in=list(old)).delete()
