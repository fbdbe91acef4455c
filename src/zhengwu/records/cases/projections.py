"""What some events change beside the case's own columns: who holds it, the fee ledger, the parties consulted."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import NamedTuple

from zhengwu.records import rows
from zhengwu.records.cases import words
from zhengwu.records.cases.filing import Filed
from zhengwu.records.cases.models import Case, Event, Fee, Party
from zhengwu.records.organs.models import Unit
from zhengwu.records.people.models import Appointment
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.procedures import model as statute

LEDGER = {"fee_notice_sent": "notice", "fee_paid": "payment"}


class Carrier(NamedTuple):
    """How the events of a procedure are carried over to a register of their own, and which of them cannot be undone by
    striking them out, since the register has let others see what they did.
    """

    carry: Callable[[Case, Event], None]
    fixed: frozenset[str]


# Procedure -> its carrier. An app adds itself here when it is loaded.
CARRIERS: dict[str, Carrier] = {}


def named(body_id: int, event: statute.Event) -> statute.Event:
    """An `assigned` event names unit and person by their ids; whoever is not of this body is refused."""
    if event.key != "assigned":
        return event
    unit, handler = event.get("unit"), event.get("handler")
    if unit and not (
        str(unit).isdecimal() and Unit.objects.filter(id=int(unit), body_id=body_id, closed_on=None).exists()
    ):
        raise missing(Words("这个内设机构", "unit"), where="unit")
    held = Appointment.objects.filter(body_id=body_id, person__active=True)
    if handler and not (str(handler).isdecimal() and held.filter(person_id=int(handler)).exists()):
        raise missing(Words("这名工作人员", "member of staff"), where="handler")
    return event


def hand_over(row: Case, event: Event) -> None:
    """Who holds the case after an `assigned` event; the caller saves the row."""
    if event.key == "assigned":
        row.unit_id = int(event.says["unit"]) if event.says.get("unit") else row.unit_id
        row.handler_id = int(event.says["handler"]) if event.says.get("handler") else row.handler_id


def project(row: Case, event: Event) -> None:
    """Writes the rows that an event on file has beside itself: a line of the fee ledger, a party that is consulted."""
    if event.key in LEDGER and event.says.get("amount"):
        Fee.objects.create(
            case_id=row.pk,
            body_id=row.body_id,
            event_id=event.pk,
            kind=LEDGER[event.key],
            amount=Decimal(event.says["amount"]),
            on=event.on,
            voucher=event.says.get("voucher", ""),
        )
    elif event.key == "consultation_sent":
        consulted = Party(
            case_id=row.pk,
            role=event.says.get("kind", "third_party"),
            key=event.says.get("party", "1")[:200],
            name=event.says.get("party", "1")[:100],
        )
        there = rows.one(Party, "case_id = %s AND role = %s AND key = %s", [row.pk, consulted.role, consulted.key])
        if there is None:
            before = words.others(row.pk)
            rows.lay(Party, [consulted])
            words.change(words.entry(row, before), words.entry(row, [*before, consulted.name]))
    if row.procedure in CARRIERS:
        CARRIERS[row.procedure].carry(row, event)


def is_fixed(row: Case, key: str) -> bool:
    """Whether an event cannot be struck out, since others have seen by a register what it did."""
    return row.procedure in CARRIERS and key in CARRIERS[row.procedure].fixed


def unproject(row: Case, number: int, live: Iterable[Filed]) -> None:
    """Takes back what event `number` of the case was carried over to; `live` are the events that stand without it."""
    Fee.objects.filter(case_id=row.pk, event__number=number).delete()
    unit = handler = None
    for event in live:
        if event.key == "assigned":
            unit, handler = event.says.get("unit") or unit, event.says.get("handler") or handler
    row.unit_id = int(unit) if unit else None
    row.handler_id = int(handler) if handler else None
