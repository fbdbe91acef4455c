"""The second factor: the step after the password, setting it up, taking it away.

There is one as soon as a person has an authenticator or a passkey. With the first of them come ten recovery codes, with
the last one they go.
"""

import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import connection, transaction

from zhengwu.records.people import entering, recovery, throttle, tickets, totp
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.devices import Device
from zhengwu.records.people.entering import SignedIn
from zhengwu.records.people.loading import moment_of
from zhengwu.records.people.models import Authenticator, Passkey, Person, RecoveryCode, Session
from zhengwu.records.people.named import actor_named
from zhengwu.records.people.notes import note, note_failure
from zhengwu.records.people.passwords import digest
from zhengwu.records.troubles import Trouble, Words, conflict, invalid

PURPOSE = "second step"
STANDING = """
SELECT (SELECT since FROM people_authenticator WHERE person_id = %s),
    (SELECT count(*) FROM people_passkey WHERE person_id = %s),
    (SELECT count(*) FROM people_recoverycode WHERE person_id = %s AND used_at IS NULL)
"""
LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Halfway:
    """The password was right, and a second factor is wanted: `codes`, `passkeys` tell which the person has."""

    ticket: str
    codes: bool
    passkeys: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Which second factors a person has: since when codes, how many passkeys, how many recovery codes are left."""

    codes_since: datetime | None
    passkeys: int
    recovery_codes: int


def standing(actor: Actor) -> Standing:
    """One's own second factors. One statement."""
    mine = entering.own(actor)
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [mine, mine, mine])
        since, keys, left = cursor.fetchone()
    return Standing(moment_of(since) if since else None, keys, left)


def begin(username: str, password: str, *, device: Device, hours: int, at: datetime) -> SignedIn | Halfway:
    """Signs in by the password, or half-way where there is a second factor. Raises Trouble: throttled, unknown."""
    person = entering.known(username, password, device=device, at=at)
    if person.second_factor:
        return halfway(person, at=at)
    return entering.opened(person, way="password", device=device, hours=hours, at=at)


def halfway(person: Person, *, at: datetime) -> Halfway:
    """The ticket to the second step, good for ten minutes, once, and until the password changes."""
    said: tickets.Said = {"person": person.pk, "password": digest(person.password)}
    codes = Authenticator.objects.filter(person=person).exists()
    keys = Passkey.objects.filter(person=person).exists()
    return Halfway(tickets.issue(PURPOSE, said, until=at + LASTS), codes, keys)


def resumed(ticket: str, *, at: datetime) -> Halfway:
    """Which second factors open the door of which this is the ticket. Raises Trouble (unknown)."""
    return replace(halfway(awaited(ticket, at=at), at=at), ticket=ticket)


def awaited(ticket: str, *, at: datetime) -> Person:
    """Whose second step this is. Raises Trouble (unknown) where the ticket is no longer good."""
    said = tickets.read(ticket, PURPOSE, at=at)
    person = Person.objects.filter(pk=tickets.number(said, "person"), active=True).first() if said else None
    if said is None or person is None or digest(person.password) != said["password"]:
        message = Words("登录已超时。", "This sign-in took too long.")
        raise Trouble("unknown", "step_expired", message, Words("请重新输入密码。", "Type your password again."))
    return person


def finish(ticket: str, code: str, *, device: Device, hours: int, at: datetime) -> SignedIn:
    """Opens the session by a code. Raises Trouble: unknown (ticket or code), throttled, conflict (used already)."""
    person = awaited(ticket, at=at)
    way = accept(person, code, device=device, at=at)
    return arrived(person, ticket, way=way, device=device, hours=hours, at=at)


def arrived(person: Person, ticket: str, *, way: str, device: Device, hours: int, at: datetime) -> SignedIn:
    """The session after the second step; the ticket is used up. Raises Trouble (conflict)."""
    with transaction.atomic():
        tickets.spend(ticket, until=at + LASTS)
        return entering.opened(person, way=way, device=device, hours=hours, at=at)


def accept(person: Person, code: str, *, device: Device, at: datetime) -> str:
    """Takes a code, of the authenticator or for recovery, and tells which it was: code, recovery.

    Raises Trouble: throttled (counted apart from passwords), unknown.
    """
    typed = "".join(unicodedata.normalize("NFKC", code).split())
    throttle.enter(person.username, device.address, what="code", at=at)
    way = "code" if totp.take(person, typed, at=at) else "recovery" if recovery.take(person, typed, at=at) else ""
    if not way:
        note_failure(person, device, at, reason="code")
        message = Words("验证码不对，或者已经用过。", "The code is wrong, or was used before.")
        advice = Words("请输入手机上现在显示的 6 位数字。", "Type the six digits that your telephone shows now.")
        raise Trouble("unknown", "wrong_code", message, advice, "code")
    with transaction.atomic():
        throttle.succeed(person.username, device.address, what="code")
    return way


def enrol(ticket: str, code: str, *, session_id: int, by: Actor, device: Device, at: datetime) -> tuple[str, ...]:
    """Makes an offered secret the person's authenticator; gives recovery codes where it is the first second factor.

    One's other sessions end. Raises Trouble: invalid (the code is wrong), conflict (too late; there is one already).
    """
    said = tickets.read(ticket, totp.PURPOSE, at=at)
    if said is None or said["person"] != entering.own(by):
        raise conflict("offer_expired", "二维码已过期。", "The picture has expired.", where="code", advice=ANEW)
    secret = str(said["secret"])
    step = totp.step_of(secret, "".join(unicodedata.normalize("NFKC", code).split()), after=0, at=at)
    if step is None:
        raise invalid("wrong_code", "验证码不对。", "The code is wrong.", where="code", advice=CLOCK)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=entering.own(by))
        if Authenticator.objects.filter(person=person).exists():
            raise conflict("enrolled_already", "已经启用了验证码。", "Codes are set up already.", where="code")
        Authenticator.objects.create(person=person, secret=secret, since=at, last_step=step)
        note("second_factor.added", person, device, at, reason="code")
        return settle(person, session_id)


def settle(person: Person, session_id: int) -> tuple[str, ...]:
    """After a factor came or went: whether there is a second factor; new recovery codes with the first one.

    Other sessions were opened by less, and end. In the caller's transaction.
    """
    factor = Authenticator.objects.filter(person=person).exists() or Passkey.objects.filter(person=person).exists()
    first = factor and not person.second_factor
    Person.objects.filter(pk=person.pk).update(second_factor=factor)
    if not factor:
        RecoveryCode.objects.filter(person=person).delete()
    if first:
        Session.objects.filter(person=person).exclude(pk=session_id).delete()
    return recovery.make(person) if first else ()


def switch_off(password: str, code: str, *, session_id: int, by: Actor, device: Device, at: datetime) -> None:
    """Takes one's authenticator away, by the password and a code. Raises Trouble: throttled, unknown, conflict."""
    person = entering.prove(password, by=by, device=device, at=at)
    accept(person, code, device=device, at=at)
    with transaction.atomic():
        if not Authenticator.objects.filter(person=person).delete()[0]:
            raise conflict("not_enrolled", "没有启用验证码。", "There are no codes.")
        note("second_factor.removed", person, device, at, reason="code")
        settle(person, session_id)


def new_recovery_codes(password: str, *, by: Actor, device: Device, at: datetime) -> tuple[str, ...]:
    """Ten new codes instead of those of before. Raises Trouble: throttled, unknown, conflict (no second factor)."""
    person = entering.prove(password, by=by, device=device, at=at)
    if not person.second_factor:
        raise conflict("not_enrolled", "还没有设置两步验证。", "There is no second factor yet.")
    with transaction.atomic():
        note("recovery_codes.made", person, device, at)
        return recovery.make(person)


def take_away(person: Person, *, reason: str, by: Actor, at: datetime) -> None:
    """Takes all second factors from a person who is locked out, and ends the sessions. Callers ask for the right."""
    with transaction.atomic():
        for kept in (Authenticator, Passkey, RecoveryCode, Session):
            kept.objects.filter(person=person).delete()
        Person.objects.filter(pk=person.pk).update(second_factor=False)
        note("second_factor.taken_away", person, Device(), at, reason=reason, by=by)


def unlock(username: str, *, reason: str, by: str, at: datetime) -> None:
    """The same for whoever stands at the machine itself, in the name of the user `by`.

    Raises Trouble: missing, conflict (there is none).
    """
    answerable, locked_out = actor_named(by), actor_named(username)
    person = Person.objects.get(pk=locked_out.id or 0)
    if not person.second_factor:
        raise conflict("not_enrolled", "此人没有设置两步验证。", "The person has no second factor.", where=username)
    take_away(person, reason=reason, by=answerable, at=at)


ANEW = Words("请重新打开本页，再扫一次。", "Open the page anew and scan once more.")
CLOCK = Words(
    "请等下一组数字；若仍不对，请核对手机的时间。", "Wait for the next one; if it is wrong too, look at your clock."
)
