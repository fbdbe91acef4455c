"""What is done with notices: read, one or all; told to the office that a message left; forgotten after a while."""

from datetime import datetime, timedelta

from django.db import transaction

from zhengwu.records.notices import telling
from zhengwu.records.notices.messages import Message
from zhengwu.records.notices.models import Address, Notice, Sent
from zhengwu.records.notices.queries import NOTICE
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.models import Appointment
from zhengwu.records.troubles import missing

KEPT = timedelta(days=90)
AT_A_TIME = 2000


def read(notice_id: int, *, by: Actor, at: datetime) -> None:
    """One's own notice is read; twice is once. Raises Trouble (missing)."""
    with transaction.atomic():
        mine = Notice.objects.filter(pk=notice_id, person_id=by.id or 0)
        if not mine.filter(read_at=None).update(read_at=at) and not mine.exists():
            raise missing(NOTICE, where="notice_id")


def opened(notice_id: int, *, by: Actor, at: datetime) -> None:
    """One's own notice was looked at: it is read, and with it the older ones of its case. Raises Trouble (missing)."""
    with transaction.atomic():
        read(notice_id, by=by, at=at)
        case = Notice.objects.filter(pk=notice_id, case_id__isnull=False).values("case_id")
        older = Notice.objects.filter(person_id=by.id or 0, read_at=None, id__lt=notice_id, case_id__in=case)
        older.update(read_at=at)


def unread(notice_id: int, *, by: Actor) -> None:
    """One's own notice is unread again."""
    with transaction.atomic():
        Notice.objects.filter(pk=notice_id, person_id=by.id or 0).update(read_at=None)


def read_all(through: int, *, by: Actor, at: datetime) -> int:
    """All of one's own notices up to that one are read: one that came meanwhile stays unread. Returns how many."""
    with transaction.atomic():
        return Notice.objects.filter(person_id=by.id or 0, read_at=None, id__lte=through).update(read_at=at)


def forget(*, at: datetime) -> int:
    """Deletes the oldest notices and what is told of messages after ninety days, some at a time. Returns how many."""
    gone = 0
    for model in (Notice, Sent):
        oldest = model._default_manager.order_by("id")[:AT_A_TIME]
        old = [pk for pk, when in oldest.values_list("id", "at") if when < at - KEPT]
        gone += model._default_manager.filter(pk__in=old).delete()[0] if old else 0
    return gone


def left(message: Message, *, at: datetime, shown: bool = False) -> None:
    """Puts on file that a message left. Its text is kept only where a demonstration has shown it instead."""
    with transaction.atomic():
        _sent(message, "shown" if shown else "sent", at, text=message.short if shown else "")
        Address.objects.filter(pk=message.address_id, refused_at__isnull=False).update(refused_at=None)


def refused(message: Message, why: str, *, at: datetime) -> None:
    """Puts on file that there is no such address; who has the case is told, so that they tell the party otherwise."""
    with transaction.atomic():
        if not _sent(message, "refused", at, why=why[:200]):
            return
        row = Address.objects.filter(pk=message.address_id).first()
        Address.objects.filter(pk=message.address_id).update(refused_at=at)
        if message.case_id is not None and row is not None and row.side:
            telling.refused(message.case_id, at)


def _sent(message: Message, result: str, at: datetime, *, text: str = "", why: str = "") -> bool:
    """Whether it is new: the same message is on file once, however often its sender was called."""
    told = {"channel": message.channel, "to": message.masked, "occasion": message.occasion, "about": message.about}
    body = message.body_id or _body_of(message.address_id)
    kept = {**told, "body_id": body, "text": text, "result": result, "why": why, "at": at}
    return Sent.objects.get_or_create(key=message.key, defaults=kept)[1]


def _body_of(address_id: int) -> int | None:
    """The body of the member of staff to whom the address belongs."""
    person = Address.objects.filter(pk=address_id).values_list("person_id", flat=True).first()
    held = Appointment.objects.filter(person_id=person or 0, until=None).order_by("id")
    return held.values_list("body_id", flat=True).first()
