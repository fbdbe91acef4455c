"""What is done to accounts: taken in, given a new password, signed out, without second factor, linked, let go, back."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.people import actions, provider
from zhengwu.records.people.queries import PersonFacts
from zhengwu.records.staffing import directory, handover, linking, readmitting
from zhengwu.records.staffing.asking import needed
from zhengwu.records.troubles import Trouble, forbidden
from zhengwu.ui import faults
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Fact
from zhengwu.ui.repeats import once, once_secret
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import HOME, PEOPLE, Deed, Done, carry_out, shown
from zhengwu.workbench.administration.people import RIGHT, address, place
from zhengwu.workbench.administration.posts import SINCE, UNTIL, post_of, what, where

SUBJECT = Field("subject", words("people_pages.provider.subject"), hint=words("people_pages.provider.hint"), most=255)
REASON = Field("reason", words("people_pages.field.reason"), hint=words("people_pages.factor.reason_hint"))


@dataclass(frozen=True, slots=True)
class SecretPage:
    """A password that is shown once: whose, and under which user name."""

    person_id: int
    name: str
    username: str
    password: str
    crumbs: tuple[Link, ...]


@staff
@once_secret
def new(request: Asked) -> HttpResponse:
    """Takes a person in with a first post; the answer shows the password for the first sign-in, once."""
    needed(request.actor, RIGHT)
    fields = (
        Field("name", words("people_pages.field.name"), most=60, width=12, complete="off"),
        Field("username", words("people_pages.field.username"), hint=words("people_pages.hint.username"), most=60,
              width=12, complete="off"),
        where(request.actor),
        what(),
        SINCE,
        UNTIL,
    )  # fmt: skip
    deed = Deed(
        words("people_pages.new.title"), words("people_pages.new.about"), words("people_pages.new.submit"),
        (HOME, PEOPLE), Form(fields),
        initial={"where": request.GET.get("body", ""), "post": request.GET.get("post", ""),
                 "since": request.on.isoformat()},
    )  # fmt: skip
    if request.method != "POST":
        return shown(request, deed, deed.form.empty(**deed.initial))
    filled = deed.form.read(request.POST)
    if not filled.sound:
        return shown(request, deed, filled, 422)
    try:
        made = actions.enroll(
            username=filled["username"], name=filled["name"], post=post_of(filled),
            by=request.actor, at=request.at,
        )  # fmt: skip
    except Trouble as trouble:
        return shown(request, deed, filled.refused(trouble), STATUS[trouble.kind])
    return _told(request, made.person_id, filled["name"], filled["username"], made.password)


@staff
@once_secret
def password(request: Asked, person_id: int) -> HttpResponse:
    """Gives a person a password for one sign-in; the answer shows it, once."""
    person = _managed(request, person_id)
    key = "people_pages.password."
    deed = Deed(words(key + "title"), words(key + "about", name=person.name), words(key + "submit"),
                place(person_id, person.name))  # fmt: skip
    if request.method != "POST":
        return shown(request, deed, deed.form.empty())
    try:
        given = actions.reset_password(person_id, by=request.actor, at=request.at)
    except Trouble as trouble:
        return shown(request, deed, deed.form.empty().refused(trouble), STATUS[trouble.kind])
    return _told(request, person_id, person.name, person.username, given)


@staff
@once
def sessions(request: Asked, person_id: int) -> HttpResponse:
    """Ends all sessions of a person."""
    person = _managed(request, person_id)
    key, account = "people_pages.sessions.", directory.account(request.actor, person_id, request.at)
    touched = (Fact(words("people_pages.field.sessions"), account.sessions),)
    deed = Deed(words(key + "title"), words(key + "about", name=person.name), words(key + "title"),
                place(person_id, person.name), touched=touched)  # fmt: skip

    def act(_filled: Filled) -> Done:
        n = readmitting.end_sessions(person_id, by=request.actor, at=request.at)
        return Done(address(person_id), words(key + "done", n=n))

    return carry_out(request, deed, act)


@staff
@once
def factor(request: Asked, person_id: int) -> HttpResponse:
    """Takes the second factor from a person who has lost it."""
    person = _managed(request, person_id)
    key = "people_pages.factor."
    deed = Deed(words(key + "title"), words(key + "about", name=person.name), words(key + "title"),
                place(person_id, person.name), Form((REASON,)), grave=True)  # fmt: skip

    def act(filled: Filled) -> Done:
        actions.take_second_factor(person_id, reason=filled["reason"], by=request.actor, at=request.at)
        return Done(address(person_id), words(key + "done", name=person.name))

    return carry_out(request, deed, act)


@staff
@once
def retire(request: Asked, person_id: int) -> HttpResponse:
    """Lets a person go: no sign-in, no post after today."""
    person = _managed(request, person_id)
    key, on = "people_pages.retire.", request.on
    posts = [one for one in directory.posts_of(request.actor, person_id)
             if one.person_id == person_id and not one.over(on)]  # fmt: skip
    cases = handover.held_by(person_id)
    touched = (
        Fact(words("people_pages.touched.posts"), len(posts)),
        Fact(words("people_pages.touched.cases"), cases),
        Fact(words("people_pages.field.sessions"), directory.account(request.actor, person_id, request.at).sessions),
    )
    deed = Deed(words(key + "title"), words(key + "about", name=person.name), words(key + "submit"),
                place(person_id, person.name), touched=touched, grave=True,
                cautions=(words("people_pages.cases_left", n=cases),) if cases else ())  # fmt: skip

    def act(_filled: Filled) -> Done:
        actions.retire(person_id, by=request.actor, at=request.at)
        return Done(address(person_id), words(key + "done", name=person.name))

    return carry_out(request, deed, act)


@staff
@once
def readmit(request: Asked, person_id: int) -> HttpResponse:
    """Lets a person in again who had left."""
    person = _managed(request, person_id)
    key = "people_pages.readmit."
    deed = Deed(words(key + "title"), words(key + "about", name=person.name), words(key + "title"),
                place(person_id, person.name))  # fmt: skip

    def act(_filled: Filled) -> Done:
        readmitting.readmit(person_id, by=request.actor, at=request.at)
        return Done(address(person_id), words(key + "done", name=person.name))

    return carry_out(request, deed, act)


@staff
@once
def provider_account(request: Asked, person_id: int) -> HttpResponse:
    """Links a person's account at the identity service, or undoes the link."""
    service = provider.for_staff()
    if service is None:
        return faults.page(request, 404)
    person = _managed(request, person_id)
    held = linking.linked(request.actor, person_id, service.issuer)
    key, facts = "people_pages.provider.", {"name": person.name, "service": service.name}
    at, crumbs = address(person_id), place(person_id, person.name)
    if held is None:
        deed = Deed(
            words(key + "title"), words(key + "about", **facts), words(key + "submit"), crumbs, Form((SUBJECT,))
        )
    else:
        touched = (Fact(words(key + "subject"), held.subject), Fact(words(key + "since"), held.since))
        title, about = words(key + "unlink"), words(key + "unlink_about", **facts)
        deed = Deed(title, about, title, crumbs, touched=touched, grave=True)

    def act(filled: Filled) -> Done:
        if held is None:
            linking.link(person_id, service.issuer, filled["subject"], by=request.actor, at=request.at)
            return Done(at, words(key + "done", **facts))
        linking.unlink(person_id, service.issuer, by=request.actor, at=request.at)
        return Done(at, words(key + "undone", **facts))

    return carry_out(request, deed, act)


def _managed(request: Asked, person_id: int) -> PersonFacts:
    """A person whom one sees, for who manages people, never oneself; how far is asked of the records."""
    person = directory.person(request.actor, person_id)
    needed(request.actor, RIGHT)
    if person.id == request.actor.id:
        raise forbidden(RIGHT, "不能对自己的账号这样做。", "Nobody does this to themselves.")
    return person


def _told(request: Asked, person_id: int, name: str, username: str, given: str) -> HttpResponse:
    page = SecretPage(person_id, name, username, given, place(person_id, name))
    return show(request, "workbench/administration/secret.html", page)
