"""Who comes to a counter, when and from where; and the marks by which a form of ours is told from a forged one.

Every counter reads a request as an `Asked`: the frame makes it one, and each counter's door says who it is.
"""

import hashlib
import hmac
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import PUBLIC, Actor
from zhengwu.records.people.devices import Device
from zhengwu.records.people.entering import SignedIn

SAFE = {"GET", "HEAD", "OPTIONS"}
DEVICE_COOKIE, DEVICE_KEPT = "zhengwu_device", 400 * 86_400


class Asked(HttpRequest):
    """A request, with who sends it, when (`on` is the day at the office) and from where: what `received` puts there."""

    actor: Actor
    at: datetime
    on: date
    address: str
    session_id: int
    must_change_password: bool
    must_enrol: bool


def received(request: HttpRequest, *, at: datetime, address: str) -> None:
    """Makes a request an Asked. Everybody is the public until a cookie or a token says otherwise."""
    told = asked(request)
    told.actor, told.at, told.on, told.address = PUBLIC, at, day_of(at), address
    told.session_id, told.must_change_password, told.must_enrol = 0, False, False


def asked(request: HttpRequest) -> Asked:
    """The frame has made every request an Asked, by `received`; here the types are told."""
    return request  # type: ignore[return-value]


def csrf_token(secret: str) -> str:
    """The anti-forgery token of a secret in a cookie: only who can read an answer of ours knows it."""
    return hmac.new(settings.SECRET_KEY.encode(), b"csrf " + secret.encode(), hashlib.sha256).hexdigest()[:40]


def is_token_of(secret: str, sent: str) -> bool:
    """Whether what was sent is the anti-forgery token of that secret."""
    return hmac.compare_digest(sent.encode(), csrf_token(secret).encode())


def device_of(request: Asked) -> Device:
    """Where somebody signs in: address, what the browser says it is, and the key that it was given before."""
    agent = str(request.META.get("HTTP_USER_AGENT", ""))[:200]
    return Device(request.address, agent, request.COOKIES.get(DEVICE_COOKIE, "")[:64])


def remember(response: HttpResponse, signed: SignedIn) -> None:
    """Gives the browser its session, and the key by which it is known again."""
    safe = settings.SESSION_COOKIE_SECURE
    response.set_cookie(
        settings.SESSION_COOKIE_NAME,
        signed.secret,
        expires=signed.until,
        httponly=True,
        secure=safe,
        samesite="Strict",
    )
    response.set_cookie(
        DEVICE_COOKIE, signed.device_key, max_age=DEVICE_KEPT, httponly=True, secure=safe, samesite="Lax"
    )


def forget(response: HttpResponse) -> None:
    """Takes the session from the browser."""
    response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Strict")
