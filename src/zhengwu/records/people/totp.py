"""One-time codes (TOTP, RFC 6238): six digits that a telephone makes anew every thirty seconds from a shared secret."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp

from zhengwu.records.people import tickets
from zhengwu.records.people.models import Authenticator, Person

STEP = 30  # seconds
DRIFT = (0, -1, 1)  # clocks differ: the step of now, the one before, the one after
PURPOSE = "new authenticator"
OFFERED = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret that becomes an authenticator once a code of it was typed; it is kept in `ticket` only.

    `uri` is what the QR code holds.
    """

    secret: str
    uri: str
    ticket: str


def offer(person_id: int, username: str, site: str, *, at: datetime, ticket: str = "") -> Offer:
    """A new secret; or the one of a ticket that is still good, so that a wrong code does not change the picture."""
    kept = tickets.read(ticket, PURPOSE, at=at)
    if kept is None or kept["person"] != person_id:
        kept = {"person": person_id, "secret": pyotp.random_base32()}
        ticket = tickets.issue(PURPOSE, kept, until=at + OFFERED)
    secret = str(kept["secret"])
    uri = pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=site)
    return Offer(secret, uri, ticket)


def step_of(secret: str, code: str, *, after: int, at: datetime) -> int | None:
    """The time step of which this is the code; None for a wrong one, and for one not later than the step `after`."""
    now, clock = int(at.timestamp()) // STEP, pyotp.TOTP(secret)
    for step in (now + drift for drift in DRIFT):
        if step > after and hmac.compare_digest(clock.generate_otp(step), code):
            return step
    return None


def take(person: Person, code: str, *, at: datetime) -> bool:
    """Whether this is a code of the person's authenticator that was not taken yet; it is taken then."""
    found = Authenticator.objects.filter(person=person).first()
    if found is None:
        return False
    step = step_of(found.secret, code, after=found.last_step, at=at)
    if step is None:
        return False
    return Authenticator.objects.filter(pk=found.pk, last_step__lt=step).update(last_step=step) == 1
