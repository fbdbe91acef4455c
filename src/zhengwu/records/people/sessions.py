"""Signing in, staying in, signing out, and changing one's password."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.people import passwords, throttle
from zhengwu.records.people.actors import PUBLIC, Actor
from zhengwu.records.people.models import Appointment, OldPassword, Person, Session
from zhengwu.records.troubles import Trouble, Words, missing


@dataclass(frozen=True, slots=True)
class Device:
    """Where somebody signs in: network address, and what the browser says it is."""

    address: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session. `secret` goes into the cookie and is kept nowhere else."""

    session_id: int
    person_id: int
    secret: str
    until: datetime
    must_change_password: bool


def sign_in(username: str, password: str, *, device: Device, hours: int, at: datetime) -> SignedIn:
    """Opens a session of so many hours. Raises Trouble: throttled (with the wait), unknown (name or password wrong)."""
    username = username.strip()
    throttle.enter(username, device.address, at=at)
    person = Person.objects.filter(username=username, active=True).first()
    if not passwords.matches(password, person) or person is None:
        _note_failure(person, device, at)
        raise _unknown()
    with transaction.atomic():
        throttle.succeed(username, device.address)
        secret = passwords.secret()
        session = Session.objects.create(
            person=person,
            digest=passwords.digest(secret),
            since=at,
            until=at + timedelta(hours=hours),
            address=device.address[:45],
            device=device.name[:200],
        )
        _note("session.opened", person, device, at)
    return SignedIn(session.pk, person.pk, secret, session.until, person.must_change_password)


def sign_out(session_id: int, *, by: Actor, at: datetime) -> None:
    """Ends a session of one's own. Raises Trouble (missing) for anybody else's."""
    with transaction.atomic():
        session = Session.objects.select_related("person").filter(pk=session_id, person_id=_own(by)).first()
        if session is None:
            raise missing(Words("这个会话", "session"), where="session_id")
        session.delete()
        _note("session.ended", session.person, Device(session.address), at)


def change_password(old: str, new: str, *, session_id: int, by: Actor, device: Device, at: datetime) -> None:
    """Changes one's own password and ends one's other sessions.

    Raises Trouble: throttled, unknown (the old one is wrong), invalid (the new one may not be).
    """
    person = Person.objects.get(pk=_own(by))
    throttle.enter(person.username, device.address, at=at)
    if not passwords.matches(old, person):
        _note_failure(person, device, at)
        raise _unknown()
    passwords.check(new, person)
    hashed = make_password(new)
    with transaction.atomic():
        throttle.succeed(person.username, device.address)
        remember(person, at)
        Person.objects.filter(pk=person.pk).update(password=hashed, must_change_password=False)
        Session.objects.filter(person=person).exclude(pk=session_id).delete()
        OldPassword.objects.create(person=person, password=hashed, since=at)
        _note("password.changed", person, device, at)


def remember(person: Person, at: datetime) -> None:
    """Keeps the password that is about to go, unless it is kept already, and drops all but the last few."""
    if not OldPassword.objects.filter(person=person, password=person.password).exists():
        OldPassword.objects.create(person=person, password=person.password, since=at)
    kept = OldPassword.objects.filter(person=person).order_by("-id").values_list("id", flat=True)
    OldPassword.objects.filter(person=person).exclude(pk__in=list(kept[: passwords.REMEMBERED])).delete()


def forget(*, before: datetime) -> int:
    """Deletes sessions that ended by themselves. Returns how many."""
    return Session.objects.filter(until__lt=before).delete()[0]


def _own(by: Actor) -> int:
    if by.kind != "person" or by.id is None:
        raise missing(Words("这个会话", "session"), where="session_id")
    return by.id


def _note_failure(person: Person | None, device: Device, at: datetime) -> None:
    with transaction.atomic():
        _note("session.refused", person, device, at)


def _note(action: str, person: Person | None, device: Device, at: datetime) -> None:
    """Into the chain of the body where the person was appointed first; of no body for somebody unknown."""
    if person is None:
        record(Deed(action, address=device.address), by=PUBLIC, at=at)
        return
    body_id = Appointment.objects.filter(person=person).order_by("id").values_list("body_id", flat=True).first()
    deed = Deed(action, body_id, "person", str(person.pk), address=device.address)
    record(deed, by=Actor("person", person.pk, person.name), at=at)


def _unknown() -> Trouble:
    message = Words("用户名或密码不对。", "The name or the password is wrong.")
    advice = Words("请重新输入；忘记密码请联系系统管理员。", "Type it again; if you forgot it, ask the administrator.")
    return Trouble("unknown", "wrong_password", message, advice, "sign_in")
