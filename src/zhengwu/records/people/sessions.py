"""Signing in by name and password, staying in, signing out, and changing one's password.

Where a second factor is set, the password alone opens nothing: `second` has the step that follows.
"""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from zhengwu.records.people import devices, entering, passwords, second, throttle, tickets
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.devices import Device
from zhengwu.records.people.entering import SESSION, SignedIn, own
from zhengwu.records.people.models import OldPassword, Person, Session
from zhengwu.records.people.notes import note, note_failure
from zhengwu.records.troubles import Trouble, Words, missing


def sign_in(username: str, password: str, *, code: str = "", device: Device, hours: int, at: datetime) -> SignedIn:
    """Opens a session of so many hours, by the password and, where the person has a second factor, by a code of it.

    Raises Trouble: throttled (with the wait), unknown (name or password wrong; a code is wanted; the code is wrong).
    """
    person = entering.known(username, password, device=device, at=at)
    if not person.second_factor:
        return entering.opened(person, way="password", device=device, hours=hours, at=at)
    if not code:
        raise _code_wanted()
    way = second.accept(person, code, device=device, at=at)
    return entering.opened(person, way=way, device=device, hours=hours, at=at)


def sign_out(session_id: int, *, by: Actor, at: datetime) -> str:
    """Ends a session of one's own; returns the way it was opened. Raises Trouble (missing) for anybody else's."""
    with transaction.atomic():
        session = Session.objects.select_related("person").filter(pk=session_id, person_id=own(by)).first()
        if session is None:
            raise missing(SESSION, where="session_id")
        session.delete()
        note("session.ended", session.person, Device(session.address), at)
        return session.way


def end_others(session_id: int, *, by: Actor, at: datetime) -> int:
    """Ends all of one's own sessions but this one. Returns how many. Raises Trouble (missing) for who has none."""
    with transaction.atomic():
        person = Person.objects.get(pk=own(by))
        count = Session.objects.filter(person=person).exclude(pk=session_id).delete()[0]
        if count:
            note("session.ended", person, Device(), at, reason=f"others: {count}")
    return count


def change_password(old: str, new: str, *, session_id: int, by: Actor, device: Device, at: datetime) -> None:
    """Changes one's own password and ends one's other sessions.

    Raises Trouble: throttled, unknown (the old one is wrong), invalid (the new one may not be).
    """
    person = Person.objects.get(pk=own(by))
    throttle.enter(person.username, device.address, at=at)
    if not passwords.matches(old, person):
        note_failure(person, device, at)
        raise entering.unknown()
    passwords.check(new, person)
    hashed = make_password(new)
    with transaction.atomic():
        throttle.succeed(person.username, device.address)
        remember(person, at)
        Person.objects.filter(pk=person.pk).update(password=hashed, must_change_password=False)
        Session.objects.filter(person=person).exclude(pk=session_id).delete()
        OldPassword.objects.create(person=person, password=hashed, since=at)
        note("password.changed", person, device, at)


def remember(person: Person, at: datetime) -> None:
    """Keeps the password that is about to go, unless it is kept already, and drops all but the last few."""
    if not OldPassword.objects.filter(person=person, password=person.password).exists():
        OldPassword.objects.create(person=person, password=person.password, since=at)
    kept = OldPassword.objects.filter(person=person).order_by("-id").values_list("id", flat=True)
    OldPassword.objects.filter(person=person).exclude(pk__in=list(kept[: passwords.REMEMBERED])).delete()


def forget(*, before: datetime) -> int:
    """Deletes sessions that ended by themselves, tickets that are past, devices not used for long. Returns how many."""
    gone = Session.objects.filter(until__lt=before).delete()[0]
    return gone + tickets.forget(before=before) + devices.forget(at=before)


def _code_wanted() -> Trouble:
    message = Words("还需要验证码。", "A code is wanted too.")
    advice = Words("请一并提交验证码或恢复码。", "Send `code`: a one-time code or a recovery code.")
    return Trouble("unknown", "second_factor_required", message, advice, "code")
