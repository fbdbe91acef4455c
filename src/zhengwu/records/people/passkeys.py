"""Passkeys (WebAuthn): a key pair in a person's device or on a stick, which signs a challenge of ours.

A challenge is random, says when it was given, and is bound by a keyed hash to the secret of one browser and to one
purpose; so nothing need be kept until it comes back, and then it is good once. As the first factor the device must have
looked at who holds it (user verification); after a password its presence is enough.
"""

import hashlib
import hmac
import ipaddress
import json
import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import webauthn
from django.conf import settings
from django.db import transaction
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from zhengwu.records.people import entering, second, throttle, tickets
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.devices import Device
from zhengwu.records.people.entering import SignedIn
from zhengwu.records.people.models import Passkey, Person
from zhengwu.records.people.notes import note, note_failure
from zhengwu.records.troubles import Trouble, Words, conflict, invalid, missing

LOG = logging.getLogger("zhengwu.passkeys")
PASSKEY = Words("这个通行密钥", "passkey")
LASTS = timedelta(minutes=5)
RANDOM, MOMENT, MARK = 16, 6, 32  # bytes of a challenge
LONGEST = 20_000  # signs of what a browser sends
MOST = 20  # passkeys of a person
NEW, ALONE, AFTER = "new", "alone", "after password"  # what a challenge is for


@dataclass(frozen=True, slots=True)
class Site:
    """The site as the browser sees it: `host` is what passkeys are bound to, `origin` has scheme and port too."""

    host: str
    origin: str

    @property
    def usable(self) -> bool:
        """Whether browsers make passkeys for it: not for a bare address, nor without TLS but on this machine."""
        try:
            ipaddress.ip_address(self.host.strip("[]"))
        except ValueError:
            return self.origin.startswith("https://") or self.host == "localhost"
        return False


@dataclass(frozen=True, slots=True)
class PasskeyFacts:
    """A passkey as it is shown to its owner."""

    id: int
    name: str
    host: str
    since: datetime
    used_at: datetime | None


def mine(actor: Actor) -> list[PasskeyFacts]:
    """One's own passkeys, the oldest first."""
    found = Passkey.objects.filter(person_id=entering.own(actor)).order_by("id")
    return [PasskeyFacts(*row) for row in found.values_list(*PasskeyFacts.__slots__)]


def options_to_make(site: Site, secret: str, *, by: Actor, at: datetime) -> str:
    """What the browser needs to make a passkey, as JSON; those that the person has here are left out."""
    person = Person.objects.get(pk=entering.own(by))
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="政务",
        user_id=hmac.digest(settings.SECRET_KEY.encode(), f"passkeys of {person.pk}".encode(), "sha256"),
        user_name=person.username,
        user_display_name=person.name,
        challenge=_challenge(secret, NEW, at),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED
        ),
        exclude_credentials=_descriptors(Passkey.objects.filter(person=person, host=site.host)),
    )
    return webauthn.options_to_json(options)


def options_to_enter(site: Site, secret: str, *, ticket: str | None = None, at: datetime) -> str:
    """What the browser needs to sign, as JSON: any passkey of this site, or those of who is half-way in.

    Raises Trouble (unknown) where the ticket to the second step is no longer good.
    """
    mine: list[PublicKeyCredentialDescriptor] = []
    wanted, challenge = UserVerificationRequirement.REQUIRED, _challenge(secret, ALONE, at)
    if ticket is not None:
        mine = _descriptors(Passkey.objects.filter(person=second.awaited(ticket, at=at), host=site.host))
        wanted, challenge = UserVerificationRequirement.DISCOURAGED, _challenge(ticket, AFTER, at)
    options = webauthn.generate_authentication_options(
        rp_id=site.host, challenge=challenge, allow_credentials=mine, user_verification=wanted
    )
    return webauthn.options_to_json(options)


@dataclass(frozen=True, slots=True)
class Made:
    """A new passkey, as the browser tells of it, its name, and the secret to which its challenge was bound."""

    credential: str
    name: str
    secret: str


def add(
    made: Made, password: str, site: Site, *, session_id: int, by: Actor, device: Device, at: datetime
) -> tuple[str, ...]:
    """Keeps a new passkey; gives recovery codes where it is the first second factor.

    Raises Trouble: throttled and unknown (the password), invalid (name, passkey), conflict (known already, too many).
    """
    name = _named(made.name)
    person = entering.prove(password, by=by, device=device, at=at)
    try:
        challenge = _taken(made.credential, made.secret, NEW, at)
        found = webauthn.verify_registration_response(
            credential=made.credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
        sent = webauthn.helpers.parse_registration_credential_json(made.credential)
    except (WebAuthnException, ValueError) as error:
        raise _unsound(error) from None
    row = Passkey(
        person=person,
        name=name,
        host=site.host,
        credential=bytes_to_base64url(found.credential_id),
        digest=_digest(found.credential_id),
        public_key=found.credential_public_key,
        sign_count=found.sign_count,
        transports=[one.value for one in sent.response.transports or []],
        since=at,
    )
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        known = Passkey.objects.filter(digest=row.digest).exists()
        if known or Passkey.objects.filter(person=person).count() >= MOST:
            raise conflict("known_already", "通行密钥已登记过，或数量已满。", "It is known, or there are too many.")
        row.save()
        note("second_factor.added", person, device, at, reason=f"passkey {row.pk} {name}")
        return second.settle(locked, session_id)


def rename(passkey_id: int, name: str, *, by: Actor) -> None:
    """Another name for one's own passkey. Raises Trouble: missing, invalid."""
    found = Passkey.objects.filter(pk=passkey_id, person_id=entering.own(by))
    if not found.update(name=_named(name)):
        raise missing(PASSKEY, where="passkey_id")


def remove(passkey_id: int, password: str, *, session_id: int, by: Actor, device: Device, at: datetime) -> None:
    """Forgets one's own passkey. Raises Trouble: throttled, unknown (the password), missing."""
    person = entering.prove(password, by=by, device=device, at=at)
    with transaction.atomic():
        row = Passkey.objects.filter(pk=passkey_id, person=person).first()
        if row is None:
            raise missing(PASSKEY, where="passkey_id")
        row.delete()
        note("second_factor.removed", person, device, at, reason=f"passkey {passkey_id} {row.name}")
        second.settle(person, session_id)


def enter(credential: str, site: Site, secret: str, *, device: Device, hours: int, at: datetime) -> SignedIn:
    """Signs in by a passkey alone. Raises Trouble: throttled, unknown."""
    throttle.enter("", device.address, at=at)
    row = _signed(credential, site, secret, None, device=device, at=at)
    with transaction.atomic():
        throttle.succeed("", device.address)
    return entering.opened(row.person, way="passkey", device=device, hours=hours, at=at)


def finish(credential: str, site: Site, ticket: str, *, device: Device, hours: int, at: datetime) -> SignedIn:
    """The second step by a passkey. Raises Trouble: throttled, unknown, conflict (used already)."""
    person = second.awaited(ticket, at=at)
    throttle.enter("", device.address, at=at)
    _signed(credential, site, ticket, person, device=device, at=at)
    with transaction.atomic():
        throttle.succeed("", device.address)
    return second.arrived(person, ticket, way="key", device=device, hours=hours, at=at)


def _signed(
    credential: str, site: Site, secret: str, person: Person | None, *, device: Device, at: datetime
) -> Passkey:
    """The passkey that signed, its counter moved on. Alone (`person` is None) the device must know who holds it."""
    row = None
    try:
        challenge = _taken(credential, secret, AFTER if person else ALONE, at)
        raw = webauthn.helpers.parse_authentication_credential_json(credential).raw_id
        known = Passkey.objects.select_related("person").filter(digest=_digest(raw), person__active=True)
        row = (known.filter(person=person) if person else known).first()
        if row is None:
            raise ValueError("nobody's passkey")
        found = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=bytes(row.public_key),
            credential_current_sign_count=row.sign_count,
            require_user_verification=person is None,
        )
    except (WebAuthnException, ValueError, Trouble) as error:
        note_failure(row.person if row else person, device, at, reason="passkey")
        raise _refused(error) from None
    same = Passkey.objects.filter(pk=row.pk, sign_count=row.sign_count)
    if not same.update(sign_count=found.new_sign_count, used_at=at):
        raise _refused(ValueError("used twice at once"))
    return row


def _challenge(secret: str, purpose: str, at: datetime) -> bytes:
    said = secrets.token_bytes(RANDOM) + int(at.timestamp()).to_bytes(MOMENT)
    return said + _mark(said, secret, purpose)


def _taken(credential: str, secret: str, purpose: str, at: datetime) -> bytes:
    """The challenge that the browser signed, used up. Raises ValueError where it is none of ours, else Trouble."""
    if len(credential) > LONGEST:
        raise ValueError("too long")
    found = _challenge_in(credential)
    said, mark = found[: RANDOM + MOMENT], found[RANDOM + MOMENT :]
    if not secret or not hmac.compare_digest(mark, _mark(said, secret, purpose)):
        raise ValueError("a challenge for somebody or something else")
    given = datetime.fromtimestamp(int.from_bytes(said[RANDOM:]), UTC)
    if not given <= at + timedelta(seconds=1) or at - given > LASTS:
        raise ValueError("an old challenge")
    tickets.spend(found.hex(), until=given + LASTS)
    return found


def _challenge_in(credential: str) -> bytes:
    """What the browser signed, by its own account: the library compares it with the signature afterwards."""
    sent = json.loads(credential)
    response = sent.get("response") if isinstance(sent, dict) else None
    told = response.get("clientDataJSON") if isinstance(response, dict) else None
    if not isinstance(told, str):
        raise ValueError("no client data")
    return parse_client_data_json(base64url_to_bytes(told)).challenge


def _mark(said: bytes, secret: str, purpose: str) -> bytes:
    bound = b"passkey\0" + purpose.encode() + b"\0" + secret.encode() + b"\0" + said
    return hmac.digest(settings.SECRET_KEY.encode(), bound, "sha256")[:MARK]


def _digest(credential_id: bytes) -> str:
    return hashlib.sha256(credential_id).hexdigest()


def _descriptors(rows: Iterable[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    known = {one.value for one in AuthenticatorTransport}
    return [
        PublicKeyCredentialDescriptor(
            id=base64url_to_bytes(row.credential),
            transports=[AuthenticatorTransport(one) for one in row.transports if one in known],
        )
        for row in rows
    ]


def _named(name: str) -> str:
    name = name.strip()
    if not name or len(name) > 60 or not name.isprintable():
        raise invalid("invalid_value", "名称为 1 至 60 个字符。", "1 to 60 characters.", where="name")
    return name


def _unsound(error: Exception) -> Trouble:
    LOG.info("a passkey was not taken: %s", error)
    return invalid(
        "passkey_unsound", "浏览器给出的通行密钥无法使用。", "The passkey that the browser sent cannot be used.",
        where="credential", advice=Words("请再试一次。", "Try once more."),
    )  # fmt: skip


def _refused(error: Exception) -> Trouble:
    LOG.info("a passkey was refused: %s", error)
    message = Words("这个通行密钥不能用来登录。", "This passkey does not open the door.")
    advice = Words("请再试一次，或者改用密码。", "Try once more, or use your password.")
    return Trouble("unknown", "wrong_passkey", message, advice, "credential")
