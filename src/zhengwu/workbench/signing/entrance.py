"""The entrance: user name and password, as slow as the throttle wants it for who guesses; the other ways beside it."""

import json
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpResponse

from zhengwu.records.people import provider, second, sessions
from zhengwu.records.people.loading import by_session
from zhengwu.records.people.rights import POSTS
from zhengwu.records.people.second import Halfway
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui import faults
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public, staff
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.looks import local
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.visits import Asked, device_of, forget
from zhengwu.workbench.signing.arriving import (
    ENTRANCE,
    HOME,
    NEXT,
    PASSWORD,
    SECOND,
    after,
    arrived,
    carrying,
    next_of,
    refused,
    site_of,
)

FORM = Form(
    (
        Field("username", words("signing.username"), width=20, complete="username"),
        PASSWORD,
        NEXT,
    )
)


@dataclass(frozen=True, slots=True)
class Login:
    """Who may sign in to a demonstration."""

    username: str
    post: Words
    name: str


@dataclass(frozen=True, slots=True)
class Office:
    """A body of the demonstration, and who may sign in there."""

    name: str
    logins: tuple[Login, ...]


@dataclass(frozen=True, slots=True)
class EntrancePage:
    """The form; whether passkeys work at this address; the identity service's name, empty where there is none.

    In a demonstration also who may sign in, and the one password.
    """

    form: Filled
    passkeys: bool
    provider: str
    offices: tuple[Office, ...]
    password: str

    @property
    def next(self) -> str:
        """Where the visitor wants to go afterwards."""
        return self.form["next"]


@public
def sign_in(request: Asked) -> HttpResponse:
    """Shows the form, or opens a session and goes where the visitor wanted to go; to the second step if one is set."""
    if request.method != "POST":
        if by_session(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""), at=request.at):
            return onward(request, local(next_of(request) or HOME))
        return shown(request, FORM.empty(next=next_of(request)))
    filled = FORM.read(request.POST)
    if not filled.sound:
        return shown(request, filled, 422)
    return _entered(request, filled, filled["username"], filled["password"])


@dataclass(frozen=True, slots=True)
class LeftPage:
    """Signed out here; the service's name, and where one signs out there."""

    service: str
    to: str


@public
def as_one_of_the_demonstration(request: Asked) -> HttpResponse:
    """Signs in as somebody of the demonstration by one tap. In any other mode there is no such page."""
    if settings.MODE != "demo":
        return faults.page(request, 404)
    if request.method != "POST":
        return onward(request, ENTRANCE)
    filled = FORM.read(request.POST)
    offices, password = demonstration()
    if filled["username"] not in {one.username for office in offices for one in office.logins}:
        return faults.page(request, 404)
    return _entered(request, FORM.empty(username=filled["username"], next=filled["next"]), filled["username"], password)


@staff
def sign_out(request: Asked) -> HttpResponse:
    """Ends this session; who came by the identity service is offered to sign out there too."""
    if request.method != "POST":
        return onward(request, HOME)
    way = sessions.sign_out(request.session_id, by=request.actor, at=request.at)
    service = provider.for_staff() if way == "provider" else None
    there = provider.leaving(service, at=request.at) if service else ""
    if service and there:
        response = show(request, "workbench/signing/left.html", LeftPage(service.name, there))
        forget(response)
        return response
    response = onward(request, ENTRANCE, Notice("done", words("signing.signed_out")))
    forget(response)
    return response


def shown(request: Asked, filled: Filled, status: int = 200) -> HttpResponse:
    """The entrance with this form."""
    offices, password = demonstration() if settings.MODE == "demo" else ((), "")
    service = provider.for_staff()
    page = EntrancePage(filled, site_of(request).usable, service.name if service else "", offices, password)
    return show(request, "workbench/signing/entrance.html", page, status)


def _entered(request: Asked, filled: Filled, username: str, password: str) -> HttpResponse:
    hours = settings.SESSION_HOURS
    try:
        found = second.begin(username, password, device=device_of(request), hours=hours, at=request.at)
    except Trouble as trouble:
        return refused(shown(request, filled.refused(trouble)), trouble)
    if isinstance(found, Halfway):
        return carrying(onward(request, after(SECOND, filled["next"])), found)
    return arrived(request, found, filled["next"])


@cache
def demonstration() -> tuple[tuple[Office, ...], str]:
    """Who may sign in, as the demonstration wrote it down, and the password; nobody where there is no such file."""
    path = settings.HOME / "demonstration.json"
    if not path.exists():
        return (), ""
    kept = json.loads(path.read_text("utf-8"))
    offices: dict[str, list[Login]] = {}
    for one in kept["logins"]:
        offices.setdefault(one["body"], []).append(Login(one["username"], _post(one["post"]), one["name"]))
    return tuple(Office(name, tuple(logins)) for name, logins in offices.items()), str(kept["password"])


def _post(name: str) -> Words:
    """A post in both languages, by what it is called in Chinese."""
    key = next((key for key, called in POSTS.items() if called == name), "")
    return words(f"signing.post.{key}") if key else Words(name, name)
