"""Switching off what one need not be told, and on again: in the pages, or at an address."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.db import transaction

from zhengwu.records.notices.addresses import Owner, masked
from zhengwu.records.notices.models import Address, SwitchedOff
from zhengwu.records.notices.table import APP, Occasion, chosen_by, occasions
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.rights import RIGHTS
from zhengwu.records.troubles import Words, missing

SALT = "zhengwu.notices.stop"


def off_in_pages(person_id: int) -> frozenset[str]:
    """What somebody does not want to be told inside the pages."""
    return frozenset(SwitchedOff.objects.filter(person_id=person_id).values_list("occasion", flat=True))


def concerning(actor: Actor) -> tuple[Occasion, ...]:
    """The occasions on which a member of staff can be told at all: by their posts, their rights, or by who they are."""
    posts = {held.post for held in actor.appointments}
    roles = posts | {"self"} | ({"handler"} if posts & {"handler", "head", "clerk"} else set())
    return tuple(
        one
        for one in chosen_by("staff")
        if any(to in roles or (to in RIGHTS and bool(actor.reach(to))) for to in one.to)
    )


def choose(owner: Owner, among: Iterable[Occasion], wanted: Iterable[tuple[str, str]]) -> None:
    """Sets on which of these occasions somebody wants to be told, as pairs of occasion and channel; the others are off.

    What the law wants stays on. For the staff the pages count as the channel `app`. An address that is not confirmed
    keeps its choices.
    """
    pairs, asked = set(wanted), tuple(among)
    with transaction.atomic():
        addresses = Address.objects.filter(**owner.row(), confirmed_at__isnull=False).values_list("channel", "id")
        places = dict(addresses) | ({APP: None} if owner.person_id is not None else {})
        for channel, address in places.items():
            place = {"address_id": address} if address else {"person_id": owner.person_id}
            SwitchedOff.objects.filter(**place, occasion__in=[one.key for one in asked]).delete()
            SwitchedOff.objects.bulk_create(
                SwitchedOff(**place, occasion=one.key)
                for one in asked
                if channel in one.channels and not one.locked(channel) and (one.key, channel) not in pairs
            )


def stop_token(address_id: int, occasion: str) -> str:
    """What a message carries so that its like can be stopped without signing in."""
    return signing.dumps([address_id, occasion], salt=SALT)


def stopped_by(token: str) -> tuple[str, Words]:
    """The masked address and the occasion that a token stops. Raises Trouble (missing)."""
    row, key = _of(token)
    return masked(row.channel, row.value), occasions()[key].title


def stop(token: str, *, at: datetime) -> None:
    """Switches the occasion off at the address; twice is once. Raises Trouble (missing)."""
    row, key = _of(token)
    with transaction.atomic():
        SwitchedOff.objects.get_or_create(address_id=row.pk, occasion=key)


def _of(token: str) -> tuple[Address, str]:
    nothing = missing(Words("这条消息的退订链接", "link to stop such messages"), where="token")
    try:
        pk, key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise nothing from None
    row = Address.objects.filter(pk=pk).first()
    if row is None or not row.value or key not in occasions() or occasions()[key].locked(row.channel):
        raise nothing
    return row, key


def offered() -> tuple[str, ...]:
    """The ways beside the pages in which this installation can tell somebody something."""
    return tuple(settings.MESSAGES)
