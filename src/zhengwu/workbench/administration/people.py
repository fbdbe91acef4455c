"""The people: the list with its filters, and the page of one with posts, substitutes, account and what may be done."""

from dataclasses import dataclass, replace

from django.http import HttpResponse

from zhengwu.records.people import provider
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.queries import PersonFacts
from zhengwu.records.people.rights import POSTS
from zhengwu.records.staffing import directory
from zhengwu.records.staffing.directory import Account, HeldPost, PersonLine, Wanted
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.steps import Offer, Refusal, Steps
from zhengwu.ui.parts.tables import Filter, Paging
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import HOME, PEOPLE, bodies_within, number
from zhengwu.workbench.administration.rights import called

RIGHT = "people.manage"
PAGE = 50
STATES = ("active", "idle", "unused", "left")
MOST_BODIES = 300  # bodies that a filter lists; with more, the text and the page of the body find people
HAND_OVER = ("case.handle", "case.register")  # rights of which one is needed to hand cases over


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The list: what was asked for, and who was found."""

    lines: tuple[PersonLine, ...]
    q: str
    filters: tuple[Filter, ...]
    paging: Paging
    narrowed: bool
    may_add: bool


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post of a person: whether it is held today, is to come or is over; whether the reader may end or lend it."""

    held: HeldPost
    name: Words
    when: str
    may: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person. `posts` are those of today and to come, `past` those that are over, `lent` those that others hold
    in this person's stead."""

    person: PersonFacts
    account: Account
    posts: tuple[PostRow, ...]
    past: tuple[PostRow, ...]
    lent: tuple[HeldPost, ...]
    steps: Steps | None
    may_hand_over: bool
    oneself: bool


@staff
def listing(request: Asked) -> HttpResponse:
    """The people whom one may see, narrowed by a text, a body, a post, a state."""
    actor, asked = request.actor, request.GET
    state = asked.get("state", "")
    wanted = Wanted(
        asked.get("q", "").strip()[:60], number(asked.get("body", "")), asked.get("post", ""),
        state if state in STATES else "active",
    )  # fmt: skip
    wanted = wanted if wanted.post in POSTS else replace(wanted, post="")
    after = number(asked.get("after", "")) or 0
    found = directory.people_of(actor, wanted, on=request.on, after=after, limit=PAGE + 1)
    query = {"q": wanted.text, "body": str(wanted.body_id or ""), "post": wanted.post, "state": state}
    page = PeoplePage(
        tuple(found[:PAGE]),
        wanted.text,
        _filters(actor, wanted, state),
        Paging(str(found[PAGE - 1].id) if len(found) > PAGE else "", not after, query),
        bool(wanted.text or wanted.body_id or wanted.post or wanted.state != "active"),
        bool(actor.reach(RIGHT)),
    )
    return show(request, "workbench/administration/people.html", page)


def _filters(actor: Actor, wanted: Wanted, state: str) -> tuple[Filter, ...]:
    bodies = bodies_within(actor, "people.read")
    posts = tuple(Choice(key, called(key)) for key in POSTS)
    states = tuple(Choice(key, words(f"people_pages.state.{key}")) for key in STATES[1:])
    found = [Filter("post", words("people_pages.field.post"), posts, wanted.post)]
    if 1 < len(bodies) <= MOST_BODIES:
        found.insert(0, Filter("body", words("people_pages.field.body"), bodies, str(wanted.body_id or "")))
    return (*found, Filter("state", words("people_pages.field.state"), states, state))


@staff
def one(request: Asked, person_id: int) -> HttpResponse:
    """One person."""
    actor, on = request.actor, request.on
    person = directory.person(actor, person_id)
    found = directory.posts_of(actor, person_id)
    mine = [one for one in found if one.person_id == person_id]
    lent = tuple(one for one in found if one.instead_of == person_id and not one.over(on))
    account = directory.account(actor, person_id, request.at)
    oneself = actor.id == person_id
    rows = [_row(actor, one, request, oneself=oneself) for one in mine]
    page = PersonPage(
        person,
        account,
        tuple(row for row in rows if row.when != "over"),
        tuple(row for row in reversed(rows) if row.when == "over"),
        lent,
        _steps(actor, person, account, mine) if actor.reach(RIGHT) else None,
        bool(account.cases) and any(actor.reach(right) for right in HAND_OVER),
        oneself,
    )
    return show(request, "workbench/administration/person.html", page)


def _row(actor: Actor, held: HeldPost, request: Asked, *, oneself: bool) -> PostRow:
    on = request.on
    when = "over" if held.over(on) else "now" if held.on(on) else "coming"
    may = not oneself and when != "over" and actor.may(RIGHT, held.body_id, held.path)
    return PostRow(held, called(held.post), when, may)


def _steps(actor: Actor, person: PersonFacts, account: Account, mine: list[HeldPost]) -> Steps:
    """What may be done to an account, and what not, with the reason."""
    if person.id == actor.id:
        return Steps(
            (), tuple(Refusal(words(f"people_pages.{key}.title"), _oneself(mine)) for key in ("end", "retire"))
        )
    at = address(person.id)
    if not person.active:
        again = Offer(f"{at}/readmit", words("people_pages.readmit.title"))
        return Steps((again,), (Refusal(words("people_pages.appoint.title"), words("people_pages.appoint.left")),))
    appoint = Offer(f"{at}/appoint", words("people_pages.appoint.title"))
    if account.beyond:
        beyond = words("people_pages.beyond")
        kept = ("password", "sessions", "factor", "retire")
        return Steps((appoint,), tuple(Refusal(words(f"people_pages.{key}.title"), beyond) for key in kept))
    offers: tuple[Offer, ...] = (appoint, Offer(f"{at}/password", words("people_pages.password.title")))
    if provider.for_staff():
        offers = (*offers, Offer(f"{at}/provider", words("people_pages.provider.offer")))
    refusals: tuple[Refusal, ...] = ()
    for key, there in (("sessions", account.sessions), ("factor", account.second_factor)):
        title = words(f"people_pages.{key}.title")
        if there:
            offers = (*offers, Offer(f"{at}/{key}", title))
        else:
            refusals = (*refusals, Refusal(title, words(f"people_pages.{key}.none")))
    return Steps((*offers, Offer(f"{at}/retire", words("people_pages.retire.title"), grave=True)), refusals)


def _oneself(mine: list[HeldPost]) -> Words:
    return words("people_pages.oneself_administrator" if any(one.post == "administrator" for one in mine)
                 else "people_pages.oneself")  # fmt: skip


def place(person_id: int, name: str) -> tuple[Link, ...]:
    """The way to the page of a person."""
    return (HOME, PEOPLE, Link(address(person_id), name))


def address(person_id: int) -> str:
    """Where the page of a person is."""
    return f"/desk/administration/people/{person_id}"
