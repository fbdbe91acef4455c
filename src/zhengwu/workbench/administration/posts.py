"""Posts: given, ended, and held by somebody else during a leave; and who stands in for whom."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from zhengwu.records.people import actions, colleagues
from zhengwu.records.people.actions import Post
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.rights import POSTS
from zhengwu.records.staffing import directory, handover, substitutes
from zhengwu.records.staffing.asking import needed
from zhengwu.records.staffing.directory import HeldPost, Wanted
from zhengwu.records.staffing.substitutes import Concern
from zhengwu.records.troubles import Words, forbidden
from zhengwu.statute.calendar import dated
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Fact
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import Deed, Done, allow, carry_out, cautioned, shown
from zhengwu.workbench.administration.people import RIGHT, address, place
from zhengwu.workbench.administration.rights import called

SINCE = Field("since", words("people_pages.field.since"), "date", width=8)
UNTIL = Field("until", words("people_pages.field.until"), "date", words("people_pages.hint.until"), False, width=8)
LAST_DAY = Form(
    (Field("last_day", words("people_pages.end.last_day"), "date", words("people_pages.end.hint"), width=8),)
)
CANDIDATES = 500  # people that a form offers as substitutes
LATELY = 30  # days for which a substitute who ended is still shown


@dataclass(frozen=True, slots=True)
class SubstitutesPage:
    """Who stands in for whom: today, from a day to come, and lately."""

    now: tuple[HeldPost, ...]
    coming: tuple[HeldPost, ...]
    over: tuple[HeldPost, ...]


@staff
@once
def appoint(request: Asked, person_id: int) -> HttpResponse:
    """Gives a person a post."""
    person = directory.person(request.actor, person_id)
    needed(request.actor, RIGHT)
    form = Form((where(request.actor), what(), SINCE, UNTIL))
    held = [one.body_id for one in directory.posts_of(request.actor, person_id) if one.person_id == person_id]
    deed = Deed(
        words("people_pages.appoint.title"), words("people_pages.appoint.about", name=person.name),
        words("people_pages.appoint.submit"), place(person_id, person.name), form,
        initial={"where": str(held[-1]) if held else "", "since": request.on.isoformat()},
    )  # fmt: skip

    def act(filled: Filled) -> Done:
        given = post_of(filled)
        actions.appoint(person_id, given, by=request.actor, at=request.at)
        return Done(address(person_id), words("people_pages.appoint.done", name=person.name, post=POSTS[given.post]))

    return carry_out(request, deed, act)


def where(actor: Actor) -> Field:
    """The field for a body, or a unit of one, within reach."""
    found = directory.places(actor, RIGHT)
    choices = tuple(
        Choice(f"{body_id}:{unit_id}" if unit_id else str(body_id), same(f"{body} · {unit}" if unit else body))
        for body_id, unit_id, body, unit in found
    )
    return Field(
        "where", words("people_pages.field.where"), "select", words("people_pages.hint.where"), choices=choices
    )


def what() -> Field:
    """The field for a post."""
    posts = tuple(Choice(key, called(key)) for key in POSTS)
    return Field("post", words("people_pages.field.post"), "select", words("people_pages.hint.post"), choices=posts)


def post_of(filled: Filled) -> Post:
    """The post of a form with the fields `where`, `what`, SINCE and UNTIL."""
    body_id, _, unit_id = filled["where"].partition(":")
    since = filled.day("since") or date.min
    return Post(filled["post"], int(body_id), since, filled.day("until"), int(unit_id) if unit_id else None)


@staff
@once
def end(request: Asked, appointment_id: int) -> HttpResponse:
    """Ends an appointment after its last day; told what is still with the person."""
    held = _managed(request, appointment_id)
    name, cases = POSTS.get(held.post, held.post), handover.held_by(held.person_id)
    stand_ins = [one for one in directory.posts_of(request.actor, held.person_id) if one.instead_of_post == held.id]
    touched = (
        Fact(words("people_pages.touched.cases"), cases),
        Fact(words("people_pages.touched.substitutes"), sum(not one.over(request.on) for one in stand_ins)),
    )
    left = cases and held.post in ("handler", "head")
    deed = Deed(
        words("people_pages.end.title"),
        words("people_pages.end.about", name=held.person, body=held.body, post=name), words("people_pages.end.submit"),
        place(held.person_id, held.person), LAST_DAY, touched,
        (words("people_pages.cases_left", n=cases),) if left else (), True, {"last_day": request.on.isoformat()},
    )  # fmt: skip

    def act(filled: Filled) -> Done:
        actions.dismiss(appointment_id, last_day=filled.day("last_day") or request.on, by=request.actor, at=request.at)
        return Done(address(held.person_id), words("people_pages.end.done", name=held.person, post=name))

    return carry_out(request, deed, act)


@staff
@once
def substitute(request: Asked, appointment_id: int) -> HttpResponse:
    """Lets somebody else hold a post during a leave; what speaks against it is said before it is done."""
    held = _managed(request, appointment_id)
    deed = _substituting(request, held)
    if request.method != "POST":
        return shown(request, deed, deed.form.empty(**deed.initial))
    filled = deed.form.read(request.POST)
    if not filled.sound:
        return shown(request, deed, filled, 422)
    found = _concerns(request, held, filled)
    refused = [one for one in found if one.kind == "refused"]
    for one in refused:
        filled = filled.wrong("until" if one.code == "backwards" else "person", _said(one))
    if refused:
        return shown(request, deed, filled, STATUS["conflict"])
    notes = [_said(one) for one in found]
    if notes and filled["sure"] != "yes":
        filled = Filled(filled.fields, {**filled.values, "sure": ("yes",)})
        return shown(request, cautioned(deed, *notes, words("people_pages.substitute.sure")), filled)

    def act(filled: Filled) -> Done:
        until = filled.day("until") or request.on
        actions.substitute(
            appointment_id, person_id=int(filled["person"]), since=filled.day("since") or request.on, until=until,
            by=request.actor, at=request.at,
        )  # fmt: skip
        return Done(address(held.person_id), _arranged(held.person, until))

    return carry_out(request, deed, act)


def _substituting(request: Asked, held: HeldPost) -> Deed:
    key, wanted = "people_pages.substitute.", Wanted(body_id=held.body_id)
    near = directory.people_of(request.actor, wanted, on=request.on, limit=CANDIDATES)
    people = tuple(
        Choice(
            str(one.id), same(f"{one.name}（{'、'.join(dict.fromkeys(POSTS.get(p.post, p.post) for p in one.posts))}）")
        )
        for one in near
        if one.id not in (held.person_id, request.actor.id)
    )
    form = Form(
        (
            Field("person", words(key + "person"), "select", words(key + "person_hint"), choices=people),
            Field("since", words(key + "since"), "date", width=8),
            Field("until", words(key + "until"), "date", words(key + "hint"), width=8),
            Field("sure", same(""), "hidden", required=False),
        )
    )  # fmt: skip
    about = words(
        "people_pages.substitute.about", name=held.person, body=held.body, post=POSTS.get(held.post, held.post)
    )
    return Deed(
        words(key + "title"), about, words(key + "submit"),
        place(held.person_id, held.person), form, initial={"since": request.on.isoformat()},
    )  # fmt: skip


def _concerns(request: Asked, held: HeldPost, filled: Filled) -> tuple[Concern, ...]:
    person_id = int(filled["person"])
    posts = directory.posts_of(request.actor, held.person_id) + directory.posts_of(request.actor, person_id)
    name = colleagues.names([person_id]).get(person_id, "")
    since, until = filled.day("since") or request.on, filled.day("until") or request.on
    return substitutes.concerns(held, posts, person_id, name, since, until)


def _arranged(name: str, until: date) -> Words:
    zh, en = dated(until)
    key = "people_pages.substitute.done"
    return Words(words(key, name=name, until=zh).zh, words(key, name=name, until=en).en)


def _said(one: Concern) -> Words:
    return words(f"people_pages.concern.{one.code}", n=one.n, who=one.who)


@staff
def listing(request: Asked) -> HttpResponse:
    """Who stands in for whom."""
    on = request.on
    found = directory.substitutions(request.actor, since=date.fromordinal(on.toordinal() - LATELY))
    page = SubstitutesPage(
        tuple(one for one in found if one.on(on)),
        tuple(one for one in found if one.since > on),
        tuple(one for one in found if one.over(on)),
    )
    return show(request, "workbench/administration/substitutes.html", page)


def _managed(request: Asked, appointment_id: int) -> HeldPost:
    held = directory.post(request.actor, appointment_id)
    allow(request.actor, RIGHT, held.body_id, held.path)
    if held.person_id == request.actor.id:
        raise forbidden(RIGHT, "不能给自己免职或安排代理。", "Nobody arranges this for themselves.")
    return held
