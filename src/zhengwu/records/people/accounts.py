"""Accounts at the identity service by which the staff sign in: linked by their subject, never made by themselves."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from zhengwu.records.people import entering, second
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.devices import Device
from zhengwu.records.people.entering import SignedIn
from zhengwu.records.people.models import Person, ProviderAccount, Session
from zhengwu.records.people.notes import note, note_failure
from zhengwu.records.people.second import Halfway
from zhengwu.records.troubles import Trouble, Words, conflict, missing

ACCOUNT = Words("这个统一身份账号", "account at the identity service")
STRONG = "mfa"  # RFC 8176: more than one factor was asked for there


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """A linked account as it is shown to its owner, and to who manages people."""

    issuer: str
    subject: str
    since: datetime


def mine(actor: Actor, issuer: str) -> AccountFacts | None:
    """One's own account at a service, or None."""
    return of_person(entering.own(actor), issuer)


def of_person(person_id: int, issuer: str) -> AccountFacts | None:
    """The same of somebody; callers ask for the right. One statement."""
    found = ProviderAccount.objects.filter(person_id=person_id, issuer=issuer)
    row = found.values_list(*AccountFacts.__slots__).first()
    return AccountFacts(*row) if row else None


def enter(
    issuer: str, subject: str, methods: frozenset[str], *, device: Device, hours: int, at: datetime
) -> SignedIn | Halfway:
    """Signs in who proved the account; half-way where there is a second factor and the service asked for none.

    Raises Trouble (unknown) for an account that nobody has linked.
    """
    found = ProviderAccount.objects.select_related("person").filter(issuer=issuer, subject=subject).first()
    if found is None or not found.person.active:
        note_failure(found.person if found else None, device, at, reason="provider")
        raise _unlinked()
    if found.person.second_factor and STRONG not in methods:
        return second.halfway(found.person, at=at)
    return entering.opened(found.person, way="provider", device=device, hours=hours, at=at)


def link(issuer: str, subject: str, *, person_id: int, session_id: int, device: Device, at: datetime) -> None:
    """Links the account that a signed-in person has just proved; the session must still be theirs.

    Raises Trouble: missing (no such session), conflict (linked to somebody else; the person has another one).
    """
    with transaction.atomic():
        session = Session.objects.select_related("person").filter(
            pk=session_id, person_id=person_id, until__gt=at, person__active=True
        )
        held = session.first()
        if held is None:
            raise missing(entering.SESSION)
        _linked(held.person, issuer, subject, at)
        note("provider.linked", held.person, device, at, reason=subject[:200])


def unlink(issuer: str, password: str, *, by: Actor, device: Device, at: datetime) -> None:
    """Undoes it, by the password. Raises Trouble: throttled, unknown, missing."""
    person = entering.prove(password, by=by, device=device, at=at)
    with transaction.atomic():
        if not ProviderAccount.objects.filter(person=person, issuer=issuer).delete()[0]:
            raise missing(ACCOUNT)
        note("provider.unlinked", person, device, at)


def link_for(person: Person, issuer: str, subject: str, *, by: Actor, at: datetime) -> None:
    """Links an account by its subject, for an administrator; callers ask for the right. Raises Trouble (conflict)."""
    with transaction.atomic():
        _linked(person, issuer, subject, at)
        note("provider.linked", person, Device(), at, reason=subject[:200], by=by)


def _linked(person: Person, issuer: str, subject: str, at: datetime) -> None:
    same = ProviderAccount.objects.filter(person=person, issuer=issuer, subject=subject)
    if same.exists():
        return
    try:
        with transaction.atomic():
            ProviderAccount.objects.create(person=person, issuer=issuer, subject=subject, since=at)
    except IntegrityError:
        raise conflict(
            "linked_already",
            "这个统一身份账号已经关联了别人，或者您已经关联了另一个账号。",
            "The account is linked to somebody else, or you have linked another one.",
            advice=Words("请先解除原来的关联，或联系系统管理员。", "Undo the other link, or ask the administrator."),
        ) from None


def _unlinked() -> Trouble:
    message = Words(
        "这个统一身份账号没有关联本系统的用户。", "This account at the identity service is linked to nobody here."
    )
    advice = Words(
        "请先用密码登录，在“我的账户”中关联；或请系统管理员关联。",
        "Sign in by your password and link it in “My account”; or ask the administrator to.",
    )
    return Trouble("unknown", "provider_unlinked", message, advice, "provider")
