"""What is asked of letters: those of a case with their deliveries, the void numbers of a series."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from zhengwu.records.letters.models import Delivery, Letter
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within
from zhengwu.records.troubles import Words
from zhengwu.statute.letters.delivery import answered_on

LETTER = Words("这份文书", "letter")


@dataclass(frozen=True, slots=True)
class DeliveryFacts:
    """A delivery; `answered_on` is the day that counts as the answer's, None while it is not known."""

    id: int
    letter_id: int
    channel: str
    sent_on: date
    delivered_on: date | None
    answered_on: date | None
    recipient: str
    proof_id: int | None
    note: str
    actor_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """A letter as it is listed, with the values it was made of. `withdrawn_at` is None while it stands."""

    id: int
    case_id: int
    item_number: str
    event_number: int
    party: str
    procedure: str
    key: str
    wording: str
    title: str
    document_number: str
    issued_on: date
    values: dict[str, Any]
    actor_name: str
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str
    deliveries: tuple[DeliveryFacts, ...]


def visible(actor: Actor) -> QuerySet[Letter]:
    """The letters that an actor may see: those of the cases that they may see."""
    return Letter.objects.filter(within(actor.reach("case.read"), body="body", unit="case__unit"))


def letters(actor: Actor, case_id: int) -> list[LetterFacts]:
    """The letters of a case in the order of issue, void ones too. Two statements."""
    rows = visible(actor).filter(case_id=case_id).order_by("id").prefetch_related("deliveries")
    return [facts(row, row.deliveries.all()) for row in rows]


def void_numbers(actor: Actor, body_id: int, year: int) -> list[str]:
    """The document numbers of a body and year whose letters were withdrawn, in order. One statement."""
    rows = visible(actor).filter(body_id=body_id, series__year=year, withdrawn_at__isnull=False)
    return list(rows.order_by("series__name", "serial").values_list("document_number", flat=True))


def facts(row: Letter, deliveries: Iterable[Delivery]) -> LetterFacts:
    """A row with its deliveries, as facts."""
    return LetterFacts(
        row.pk,
        row.case_id,
        row.item_number,
        row.event_number,
        row.party,
        row.procedure,
        row.key,
        row.wording,
        row.title,
        row.document_number,
        row.issued_on,
        json.loads(row.given),
        row.actor_name,
        row.at,
        row.withdrawn_at,
        row.withdrawn_reason,
        tuple(delivery_facts(delivery) for delivery in deliveries),
    )


def delivery_facts(row: Delivery) -> DeliveryFacts:
    """A delivery as facts, with the day that counts."""
    return DeliveryFacts(
        row.pk,
        row.letter_id,
        row.channel,
        row.sent_on,
        row.delivered_on,
        answered_on(row.channel, row.sent_on, row.delivered_on),
        row.recipient,
        row.proof_id,
        row.note,
        row.actor_name,
        row.at,
    )
