"""What every way of signing in has in common: the password proved, the session opened, the person who acts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from zhengwu.records.notices import announcing
from zhengwu.records.people import devices, passwords, throttle
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.devices import Device
from zhengwu.records.people.models import Person, Session
from zhengwu.records.people.notes import note, note_failure
from zhengwu.records.troubles import Trouble, Words, missing

SESSION = Words("这个会话", "session")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session. `secret` goes into the cookie and is kept nowhere else; so does `device_key`, for a year."""

    session_id: int
    person_id: int
    secret: str
    until: datetime
    must_change_password: bool
    device_key: str = ""


def known(username: str, password: str, *, device: Device, at: datetime) -> Person:
    """Whose name and password these are. Raises Trouble: throttled (with the wait), unknown."""
    username = username.strip()
    throttle.enter(username, device.address, at=at)
    person = Person.objects.filter(username=username, active=True).first()
    if not passwords.matches(password, person) or person is None:
        note_failure(person, device, at)
        raise unknown()
    with transaction.atomic():
        throttle.succeed(username, device.address)
    return person


def prove(password: str, *, by: Actor, device: Device, at: datetime) -> Person:
    """The person who acts, once more by the password: before a key to the door is changed.

    Raises Trouble: throttled, unknown (at the field `password`).
    """
    person = Person.objects.get(pk=own(by))
    throttle.enter(person.username, device.address, at=at)
    if not passwords.matches(password, person):
        note_failure(person, device, at)
        message, advice = Words("密码不对。", "The password is wrong."), Words("请重新输入。", "Type it again.")
        raise Trouble("unknown", "wrong_password", message, advice, "password")
    with transaction.atomic():
        throttle.succeed(person.username, device.address)
    return person


def opened(person: Person, *, way: str, device: Device, hours: int, at: datetime) -> SignedIn:
    """A session for a person who has proved who they are, `way` tells how."""
    key = device.key or passwords.secret()
    with transaction.atomic():
        secret = passwords.secret()
        session = Session.objects.create(
            person=person,
            digest=passwords.digest(secret),
            since=at,
            until=at + timedelta(hours=hours),
            address=device.address[:45],
            device=device.name[:200],
            seen_at=at,
            way=way,
            unfamiliar=devices.meet(person, Device(key=key), at),
        )
        note("session.opened", person, device, at, reason=way)
        if session.unfamiliar:
            announcing.signed_in(person.pk, session.pk, at=at)
    return SignedIn(session.pk, person.pk, secret, session.until, person.must_change_password, key)


def own(by: Actor) -> int:
    """The person who acts. Raises Trouble (missing) for systems and the public: they have no sessions."""
    if by.kind != "person" or by.id is None:
        raise missing(SESSION, where="session_id")
    return by.id


def username_of(by: Actor) -> str:
    """The user name of the person who acts. Raises Trouble (missing) for systems and the public."""
    return Person.objects.values_list("username", flat=True).get(pk=own(by))


def unknown() -> Trouble:
    """The name or the password is wrong; which of them is not told."""
    message = Words("用户名或密码不对。", "The name or the password is wrong.")
    advice = Words("请重新输入；忘记密码请联系系统管理员。", "Type it again; if you forgot it, ask the administrator.")
    return Trouble("unknown", "wrong_password", message, advice, "sign_in")
