"""The cases that a browser has opened with number and secret: a signed cookie, for an hour, five at most.

It holds ids, never a secret. Whoever leaves the page by its button takes the case off the ring.
"""

from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui.catalogue import words

COOKIE = "zhengwu_opened"
SALT = "zhengwu.portal.keyring"
HOUR = 3_600
MOST = 5
Side = Literal["applicant", "party", "matter"]


@dataclass(frozen=True, slots=True)
class Key:
    """What opens a case: as whom, which case, and for a party the name that the case knows it by.

    With the side "matter" it opens an application for a bundle, whose id stands in the place of the case's.
    """

    side: Side
    case_id: int
    party: str = ""


def put(request: HttpRequest, response: HttpResponse, number: str, key: Key) -> None:
    """Puts a key on the ring, the oldest one off where there are too many."""
    ring = _ring(request)
    ring.pop(f"{key.side} {number}", None)
    ring[f"{key.side} {number}"] = (key.case_id, key.party)
    _write(response, dict(list(ring.items())[-MOST:]))


def take_off(request: HttpRequest, response: HttpResponse, side: Side, number: str) -> None:
    """Takes a key off the ring."""
    ring = _ring(request)
    ring.pop(f"{side} {number}", None)
    _write(response, ring)


def opened(request: HttpRequest, side: Side) -> dict[str, int]:
    """The cases that this browser has opened as that side, by their numbers."""
    return {
        name.removeprefix(f"{side} "): key[0] for name, key in _ring(request).items() if name.startswith(f"{side} ")
    }


def forget(response: HttpResponse) -> None:
    """Takes the whole ring from the browser."""
    response.delete_cookie(COOKIE, samesite="Lax")


def key_of(request: HttpRequest, side: Side, number: str) -> Key:
    """The key of that number. Raises Trouble (unknown) where this browser has none, or none any more."""
    found = _ring(request).get(f"{side} {number}")
    if found is None:
        message = words("tracking.closed")
        raise Trouble("unknown", "not_opened", message, Words("", ""), "number")
    return Key(side, found[0], found[1])


def _ring(request: HttpRequest) -> dict[str, tuple[int, str]]:
    try:
        return dict(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=HOUR))
    except signing.BadSignature:
        return {}


def _write(response: HttpResponse, ring: dict[str, tuple[int, str]]) -> None:
    packed = signing.dumps(ring, salt=SALT, compress=True)
    response.set_cookie(COOKIE, packed, max_age=HOUR, httponly=True, samesite="Lax", secure=settings.HTTPS)
