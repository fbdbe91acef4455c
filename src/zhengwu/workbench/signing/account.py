"""My account: who I am, my posts, the ways in, my open sessions, my password."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse

from zhengwu.records.organs import queries as organs
from zhengwu.records.people import accounts, devices, passkeys, passwords, provider, queries, second, sessions
from zhengwu.records.people.accounts import AccountFacts
from zhengwu.records.people.passkeys import PasskeyFacts
from zhengwu.records.people.queries import SessionFacts
from zhengwu.records.people.second import Standing
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.visits import Asked, device_of
from zhengwu.workbench.signing.arriving import refused, site_of

PASSWORD = Form(
    (
        Field("old", words("signing.account.old"), "password", width=20, complete="current-password"),
        Field("new", words("signing.account.new"), "password", width=20, complete="new-password"),
        Field("again", words("signing.account.again"), "password", width=20, complete="new-password"),
    )
)
ME = "/desk/me"


@dataclass(frozen=True, slots=True)
class Held:
    """A post of mine, and the body where I hold it."""

    post: Words
    body: str


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session as a line: the device in words, how it was opened, and whether it is this one."""

    id: int
    device: Words
    way: Words
    address: str
    since: datetime
    seen_at: datetime
    unfamiliar: bool
    here: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    """My name and posts, the ways in, and my open sessions, this one first."""

    name: str
    posts: tuple[Held, ...]
    standing: Standing
    passkeys: tuple[PasskeyFacts, ...]
    usable: bool
    provider: str
    account: AccountFacts | None
    sessions: tuple[SessionLine, ...]


@dataclass(frozen=True, slots=True)
class PasswordPage:
    """The form, the rules in numbers, and whether it must be filled in before anything else."""

    form: Filled
    must: bool
    shortest: int = passwords.SHORTEST
    remembered: int = passwords.REMEMBERED


@staff
def me(request: Asked) -> HttpResponse:
    """Who I am, how I sign in, and where I am signed in."""
    held = request.actor.appointments
    names = organs.names([one.body_id for one in held])
    posts = tuple(Held(words(f"signing.post.{one.post}"), names.get(one.body_id, "")) for one in held)
    found = [_line(one, request.session_id) for one in queries.sessions(request.actor, at=request.at)]
    service = provider.for_staff()
    page = AccountPage(
        request.actor.name,
        posts,
        second.standing(request.actor),
        tuple(passkeys.mine(request.actor)),
        site_of(request).usable,
        service.name if service else "",
        accounts.mine(request.actor, service.issuer) if service else None,
        tuple(sorted(found, key=lambda one: (not one.here, -one.seen_at.timestamp()))),
    )
    return show(request, "workbench/signing/me.html", page)


@staff
def password(request: Asked) -> HttpResponse:
    """Changes my password and ends my other sessions."""
    must = request.must_change_password
    if request.method != "POST":
        return show(request, "workbench/signing/password.html", PasswordPage(PASSWORD.empty(), must))
    filled = PASSWORD.read(request.POST)
    if filled.sound and filled["new"] != filled["again"]:
        filled = filled.wrong("again", words("signing.account.differ"))
    if not filled.sound:
        return show(request, "workbench/signing/password.html", PasswordPage(filled, must), 422)
    try:
        sessions.change_password(
            filled["old"],
            filled["new"],
            session_id=request.session_id,
            by=request.actor,
            device=device_of(request),
            at=request.at,
        )
    except Trouble as trouble:
        page = PasswordPage(filled.refused(_at_field(trouble)), must)
        return refused(show(request, "workbench/signing/password.html", page), trouble)
    return onward(request, ME, Notice("done", words("signing.account.changed")))


@staff
def end(request: Asked, session_id: int) -> HttpResponse:
    """Ends one of my sessions."""
    if request.method == "POST":
        sessions.sign_out(session_id, by=request.actor, at=request.at)
        return onward(request, ME, Notice("done", words("signing.sessions.ended")))
    return onward(request, ME)


@staff
def end_others(request: Asked) -> HttpResponse:
    """Ends all of my sessions but this one."""
    if request.method == "POST":
        count = sessions.end_others(request.session_id, by=request.actor, at=request.at)
        return onward(request, ME, Notice("done", words("signing.sessions.others_ended", n=count)))
    return onward(request, ME)


def _line(one: SessionFacts, here: int) -> SessionLine:
    way = words(f"signing.way.{one.way}")
    return SessionLine(
        one.id, devices.said(one.device), way, one.address, one.since, one.seen_at, one.unfamiliar, one.id == here
    )


def _at_field(trouble: Trouble) -> Trouble:
    """The same, at the field of this form that it concerns."""
    places = {"wrong_password": "old", "password_length": "new", "password_common": "new"}
    places |= {"password_like_name": "new", "password_used": "new"}
    message = words("signing.account.old_wrong") if trouble.code == "wrong_password" else trouble.message
    return Trouble(
        trouble.kind, trouble.code, message, trouble.advice, places.get(trouble.code, trouble.where), trouble.wait
    )
