"""My account: who I am, my posts, my open sessions, my password."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.organs import queries as organs
from zhengwu.records.people import queries, sessions
from zhengwu.records.people.queries import SessionFacts
from zhengwu.records.people.rights import POSTS
from zhengwu.records.people.sessions import Device
from zhengwu.records.troubles import Trouble
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.visits import Asked

PASSWORD = Form(
    (
        Field("old", words("workbench.account.old"), "password", width=20, complete="current-password"),
        Field(
            "new",
            words("workbench.account.new"),
            "password",
            words("workbench.account.new_hint"),
            width=20,
            complete="new-password",
        ),
        Field("again", words("workbench.account.again"), "password", width=20, complete="new-password"),
    )
)


@dataclass(frozen=True, slots=True)
class Held:
    """A post of mine, and the body where I hold it."""

    post: str
    body: str


@dataclass(frozen=True, slots=True)
class AccountPage:
    """My name, my posts, and my open sessions, of which one is this one."""

    name: str
    posts: tuple[Held, ...]
    sessions: tuple[SessionFacts, ...]
    here: int


@dataclass(frozen=True, slots=True)
class PasswordPage:
    """The form, and whether it must be filled in before anything else."""

    form: Filled
    must: bool


@staff
def me(request: Asked) -> HttpResponse:
    """Who I am and where I am signed in."""
    held = request.actor.appointments
    names = organs.names([one.body_id for one in held])
    posts = tuple(Held(POSTS.get(one.post, one.post), names.get(one.body_id, "")) for one in held)
    found = tuple(queries.sessions(request.actor, at=request.at))
    return show(request, "workbench/me.html", AccountPage(request.actor.name, posts, found, request.session_id))


@staff
def password(request: Asked) -> HttpResponse:
    """Changes my password and ends my other sessions."""
    must = request.must_change_password
    if request.method != "POST":
        return show(request, "workbench/password.html", PasswordPage(PASSWORD.empty(), must))
    filled = PASSWORD.read(request.POST)
    if filled.sound and filled["new"] != filled["again"]:
        filled = filled.wrong("again", words("workbench.account.differ"))
    if not filled.sound:
        return show(request, "workbench/password.html", PasswordPage(filled, must), 422)
    try:
        sessions.change_password(
            filled["old"],
            filled["new"],
            session_id=request.session_id,
            by=request.actor,
            device=Device(request.address),
            at=request.at,
        )
    except Trouble as trouble:
        status = STATUS[trouble.kind]
        return show(request, "workbench/password.html", PasswordPage(filled.refused(trouble), must), status)
    return onward(request, "/desk/me", Notice("done", words("workbench.account.changed")))


@staff
def end(request: Asked, session_id: int) -> HttpResponse:
    """Ends one of my sessions."""
    if request.method == "POST":
        sessions.sign_out(session_id, by=request.actor, at=request.at)
        return onward(request, "/desk/me", Notice("done", words("workbench.account.ended")))
    return onward(request, "/desk/me")
