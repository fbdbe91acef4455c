"""What the journal is told of signing in and of the keys to the door: who, what, from which address."""

from datetime import datetime

from django.db import transaction

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.people.actors import PUBLIC, Actor
from zhengwu.records.people.devices import Device
from zhengwu.records.people.models import Appointment, Person


def note(
    action: str, person: Person | None, device: Device, at: datetime, *, reason: str = "", by: Actor | None = None
) -> None:
    """Into the chain of the body where the person was appointed first; of no body for somebody unknown.

    Runs in the caller's transaction; `by` is the person where nobody else is named.
    """
    if person is None:
        record(Deed(action, reason=reason, address=device.address), by=PUBLIC, at=at)
        return
    body_id = Appointment.objects.filter(person=person).order_by("id").values_list("body_id", flat=True).first()
    deed = Deed(action, body_id, "person", str(person.pk), reason, device.address)
    record(deed, by=by or Actor("person", person.pk, person.name), at=at)


def note_failure(person: Person | None, device: Device, at: datetime, *, reason: str = "") -> None:
    """A sign-in that was refused, in a transaction of its own."""
    with transaction.atomic():
        note("session.refused", person, device, at, reason=reason)
