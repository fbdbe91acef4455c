"""Signing in and out, who I am, my password, my sessions."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from ninja import Router

from zhengwu.api.answers import answer, nothing, told
from zhengwu.api.shapes import PathId, Said, Secret
from zhengwu.records.people import queries, sessions
from zhengwu.records.people.actors import PUBLIC, Actor, Held
from zhengwu.records.people.loading import by_session
from zhengwu.records.people.queries import SessionFacts
from zhengwu.visits import Asked, csrf_token, device_of, remember

router = Router()


class SignIn(Said):
    """User name and password; where the person has a second factor, a one-time or recovery code too."""

    username: Secret
    password: Secret
    code: Secret = ""


class NewPassword(Said):
    """The password so far, and the one to be."""

    old: Secret
    new: Secret


@dataclass(frozen=True, slots=True)
class Me:
    """Who I am: person or system, my posts, the scopes of my token, the anti-forgery token of my session."""

    kind: str
    id: int | None
    name: str
    posts: tuple[Held, ...]
    scopes: frozenset[str]
    must_change_password: bool
    csrf: str


@router.post("/session", auth=None, response=told(Me, 201))
def sign_in(request: Asked, said: SignIn) -> HttpResponse:
    """Opens a session: the answer sets its cookie. Too many failures make the caller wait (429, Retry-After).

    Where a second factor is set and no code was sent: 401, `second_factor_required`.
    """
    device, hours = device_of(request), settings.SESSION_HOURS
    opened = sessions.sign_in(said.username, said.password, code=said.code, device=device, hours=hours, at=request.at)
    signed = by_session(opened.secret, at=request.at)
    response = answer(_me(signed.actor if signed else PUBLIC, opened.must_change_password, opened.secret), 201)
    remember(response, opened)
    return response


@router.delete("/session", response=told(None, 204))
def sign_out(request: Asked) -> HttpResponse:
    """Ends this session."""
    sessions.sign_out(request.session_id, by=request.actor, at=request.at)
    response = nothing()
    response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Strict")
    return response


@router.get("/me", response=told(Me))
def me(request: Asked) -> HttpResponse:
    """Who the caller is."""
    secret = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return answer(_me(request.actor, request.must_change_password, secret))


@router.post("/me/password", response=told(None, 204))
def change_password(request: Asked, said: NewPassword) -> HttpResponse:
    """Changes my password and ends my other sessions. A wrong old one is counted, so this is no single transaction."""
    device = device_of(request)
    sessions.change_password(
        said.old, said.new, session_id=request.session_id, by=request.actor, device=device, at=request.at
    )
    return nothing()


@router.get("/sessions", response=told(list[SessionFacts]))
def my_sessions(request: Asked) -> HttpResponse:
    """My open sessions, on all devices."""
    return answer(queries.sessions(request.actor, at=request.at))


@router.delete("/sessions/{session_id}", response=told(None, 204))
def end_session(request: Asked, session_id: PathId) -> HttpResponse:
    """Ends one of my sessions."""
    sessions.sign_out(session_id, by=request.actor, at=request.at)
    return nothing()


def _me(actor: Actor, must_change: bool, secret: str) -> Me:
    csrf = csrf_token(secret) if actor.kind == "person" else ""
    return Me(actor.kind, actor.id, actor.name, actor.appointments, actor.scopes, must_change, csrf)
