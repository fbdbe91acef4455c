"""Signing in and out: user name and password, as slow as the throttle wants it for who guesses."""

import json
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpResponse

from zhengwu.records.people import sessions
from zhengwu.records.people.loading import by_session
from zhengwu.records.people.sessions import Device
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public, staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.looks import local
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.visits import Asked, forget, remember

FORM = Form(
    (
        Field("username", words("workbench.signing.username"), width=20, complete="username"),
        Field("password", words("workbench.signing.password"), "password", width=20, complete="current-password"),
        Field("next", Words("", ""), "hidden", required=False, most=2_000),
    )
)
HOME = "/desk/"


@dataclass(frozen=True, slots=True)
class Login:
    """Who may sign in to a demonstration."""

    username: str
    post: str
    name: str
    body: str


@dataclass(frozen=True, slots=True)
class SignInPage:
    """The form; in a demonstration also who may sign in, and the one password."""

    form: Filled
    logins: tuple[Login, ...]
    password: str


@public
def sign_in(request: Asked) -> HttpResponse:
    """Shows the form, or opens a session and goes where the visitor wanted to go."""
    if request.method != "POST":
        if by_session(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""), at=request.at):
            return onward(request, local(request.GET.get("next", HOME)))
        return _shown(request, FORM.empty(next=request.GET.get("next", HOME)[:2_000]), 200)
    filled = FORM.read(request.POST)
    if not filled.sound:
        return _shown(request, filled, 422)
    device = Device(request.address, request.META.get("HTTP_USER_AGENT", "")[:200])
    try:
        opened = sessions.sign_in(
            filled["username"], filled["password"], device=device, hours=settings.SESSION_HOURS, at=request.at
        )
    except Trouble as trouble:
        response = _shown(request, filled.refused(trouble), STATUS[trouble.kind])
        if trouble.wait:
            response.headers["Retry-After"] = str(trouble.wait)
        return response
    response = onward(request, local(filled["next"] or HOME))
    remember(response, opened.secret, opened.until)
    return response


@staff
def sign_out(request: Asked) -> HttpResponse:
    """Ends this session."""
    if request.method != "POST":
        return onward(request, HOME)
    sessions.sign_out(request.session_id, by=request.actor, at=request.at)
    response = onward(request, "/desk/sign-in", Notice("done", words("workbench.signing.signed_out")))
    forget(response)
    return response


def _shown(request: Asked, filled: Filled, status: int) -> HttpResponse:
    logins, password = _demonstration() if settings.MODE == "demo" else ((), "")
    return show(request, "workbench/sign-in.html", SignInPage(filled, logins, password), status)


@cache
def _demonstration() -> tuple[tuple[Login, ...], str]:
    """Who may sign in, as the demonstration wrote it down; nobody where there is no such file."""
    path = settings.HOME / "demonstration.json"
    if not path.exists():
        return (), ""
    kept = json.loads(path.read_text("utf-8"))
    return tuple(Login(**{name: one[name] for name in Login.__slots__}) for one in kept["logins"]), kept["password"]
