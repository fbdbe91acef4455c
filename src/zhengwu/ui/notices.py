"""What is said once, on the page after a step: carried by a signed cookie and gone when it was shown."""

from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from zhengwu.records.troubles import Words

COOKIE = "zhengwu_said"
MOST = 3_000  # signs of the cookie; browsers drop one of 4 KB
SALT = "zhengwu.ui.notices"


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence: `kind` is done, note or warning."""

    kind: Literal["done", "note", "warning"]
    said: Words


def put(response: HttpResponse, notices: tuple[Notice, ...]) -> None:
    """Lets the next page say them."""
    packed = signing.dumps([(one.kind, one.said.zh, one.said.en) for one in notices], salt=SALT)
    if len(packed) <= MOST:
        response.set_cookie(COOKIE, packed, max_age=300, httponly=True, samesite="Lax", secure=settings.HTTPS)


def taken(request: HttpRequest) -> tuple[Notice, ...]:
    """What this page is to say."""
    packed = request.COOKIES.get(COOKIE)
    if not packed:
        return ()
    try:
        found = signing.loads(packed, salt=SALT, max_age=300)
    except signing.BadSignature:
        return ()
    return tuple(Notice(kind, Words(zh, en)) for kind, zh, en in found)


def drop(response: HttpResponse) -> None:
    """They were shown."""
    response.delete_cookie(COOKIE, samesite="Lax")
