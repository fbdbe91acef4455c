"""The digest: one message each working morning of what is due today, soon and late, and what waits for approval.

By the calendar of the officer's body; nothing on days off, nothing where nothing waits, and once a day however often
the timers run. It holds counts and links, no case.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from zhengwu.records.cases import lights, queries
from zhengwu.records.cases.wanted import Wanted
from zhengwu.records.moments import OFFICE
from zhengwu.records.notices.models import Address, SwitchedOff
from zhengwu.records.notices.table import occasions
from zhengwu.records.notices.telling import KIND
from zhengwu.records.outbox.actions import beat, put
from zhengwu.records.outbox.queries import last_beat
from zhengwu.records.people.actors import Actor, Held
from zhengwu.records.people.models import Appointment
from zhengwu.records.timetable.queries import calendar_of

MORNING = time(7, 30)
BEAT = "digest"
MOST = 999


@dataclass(frozen=True, slots=True)
class Work:
    """What waits for an officer today, each counted to 1000."""

    today: int
    soon: int
    late: int
    approve: int

    def __bool__(self) -> bool:
        return any((self.today, self.soon, self.late, self.approve))


def run(*, on: date, at: datetime) -> int:
    """Puts down the digests of a day, once, from half past seven on. Returns how many."""
    if at.astimezone(OFFICE).time() < MORNING:
        return 0
    last = last_beat(BEAT)
    if last is not None and last.astimezone(OFFICE).date() >= on:
        return 0
    count = sum(_put(address, actor, on, at) for address, actor in _officers(on))
    beat(BEAT, at=at)
    return count


def work_of(actor: Actor, on: date) -> Work:
    """What waits for an officer: a handler's own cases, and for who reviews and decides those of the reach."""
    deciding = bool(actor.reach("case.review") or actor.reach("case.decide"))
    mine = None if deciding or not actor.reach("case.handle") else actor.id
    soon = lights.soon_through(on)
    wanted = (
        Wanted(handler_id=mine, is_open=True, due_since=on, due_through=on),
        Wanted(handler_id=mine, is_open=True, due_since=on, due_through=soon),
        Wanted(handler_id=mine, is_open=True, late_on=on),
    )
    today, through, late = (queries.count(actor, one, most=MOST) for one in wanted)
    approve = queries.count(actor, Wanted(proposed=True), most=MOST) if deciding else 0
    return Work(today, through - today, late, approve)


def _officers(on: date) -> Iterator[tuple[Address, Actor]]:
    """The confirmed addresses at which somebody wants a digest, on a working day of one of their bodies."""
    one = occasions()["digest"]
    off = SwitchedOff.objects.filter(occasion=one.key, address__isnull=False).values("address_id")
    found = Address.objects.filter(person__active=True, channel__in=one.channels, confirmed_at__isnull=False)
    addresses = list(found.exclude(pk__in=off).select_related("person"))
    held: dict[int, list[Held]] = {}
    rows = Appointment.objects.filter(person_id__in=[row.person_id for row in addresses], since__lte=on)
    for row in rows.exclude(until__lt=on).select_related("body").order_by("id"):
        held.setdefault(row.person_id, []).append(Held(row.post, row.body_id, row.body.path, row.unit_id))
    for address in addresses:
        posts = tuple(held.get(address.person_id or 0, ()))
        if any(calendar_of(one.body_id).is_working_day(on) for one in posts) and address.person is not None:
            yield address, Actor("person", address.person_id, address.person.name, posts)


def _put(address: Address, actor: Actor, on: date, at: datetime) -> bool:
    if not actor.reach("case.read"):
        return False
    work = work_of(actor, on)
    if not work:
        return False
    counts = {name: getattr(work, name) for name in Work.__slots__}
    said = {"address": address.pk, "occasion": "digest", "number": 0, **counts}
    body = actor.appointments[0].body_id
    with transaction.atomic():
        return put(KIND + address.channel, said, due_at=at, body_id=body, dedupe=f"{KIND}{address.pk}:digest:{on}")
