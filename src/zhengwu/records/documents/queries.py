"""What is asked of documents: which ones an actor sees, what was released, what is to be looked at again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from zhengwu.records.documents.models import Attachment, Release
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within


@dataclass(frozen=True, slots=True)
class AttachmentFacts:
    """An attachment as it is listed. `withdrawn_at` is None while it stands."""

    id: int
    case_id: int
    item_number: str
    role: str
    title: str
    name: str
    media_type: str
    size: int
    sha256: str
    actor: str
    actor_name: str
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """A release as it is listed. `withheld` counts the passages; their words are not kept."""

    id: int
    case_id: int
    item_number: str
    name: str
    media_type: str
    size: int
    sha256: str
    proof: dict[str, Any]
    withheld: int
    released_at: datetime
    actor_name: str
    reassess_on: date | None


def visible(actor: Actor) -> QuerySet[Attachment]:
    """The attachments that an actor may see: those of the cases that they may see."""
    return Attachment.objects.filter(within(actor.reach("case.read"), body="body", unit="case__unit"))


def visible_releases(actor: Actor) -> QuerySet[Release]:
    """The releases that an actor may see: those of the cases that they may see."""
    return Release.objects.filter(within(actor.reach("case.read"), body="body", unit="case__unit"))


def attachments(actor: Actor, case_id: int) -> list[AttachmentFacts]:
    """The attachments of a case in the order in which they came, withdrawn ones too. One statement."""
    rows = visible(actor).filter(case_id=case_id).select_related("file").order_by("id")
    return [facts(row) for row in rows]


def releases(actor: Actor, case_id: int) -> list[ReleaseFacts]:
    """What was released in a case. One statement."""
    return [
        _release(row) for row in visible_releases(actor).filter(case_id=case_id).select_related("file").order_by("id")
    ]


def to_reassess(actor: Actor, through: date, limit: int = 200) -> list[ReleaseFacts]:
    """The withholdings to be looked at again by this day, the oldest first (条例第十八条). One statement."""
    rows = visible_releases(actor).filter(reassess_on__lte=through).select_related("file")
    return [_release(row) for row in rows.order_by("reassess_on", "id")[:limit]]


def facts(row: Attachment) -> AttachmentFacts:
    """A row with its file, as facts."""
    return AttachmentFacts(
        row.pk,
        row.case_id,
        row.item_number,
        row.role,
        row.title,
        row.name,
        row.file.media_type,
        row.file.size,
        row.file.sha256,
        row.actor,
        row.actor_name,
        row.at,
        row.withdrawn_at,
        row.withdrawn_reason,
    )


def _release(row: Release) -> ReleaseFacts:
    file = row.file
    return ReleaseFacts(
        row.pk,
        row.case_id,
        row.item_number,
        row.name,
        file.media_type,
        file.size,
        file.sha256,
        row.proof,
        len(row.passages),
        row.released_at,
        row.actor_name,
        row.reassess_on,
    )
