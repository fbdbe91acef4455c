"""The bodies: the tree with its search, and the page of one with its units, its people and what may be done to it."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.organs import queries as organs
from zhengwu.records.organs.queries import BODY, BodyFacts, Former, UnitFacts
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.rights import POSTS
from zhengwu.records.staffing import directory
from zhengwu.records.staffing.directory import BodyLine, HeldPost
from zhengwu.records.troubles import Words, missing
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.steps import Offer, Refusal, Steps
from zhengwu.ui.parts.tables import Fact, Paging
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import BODIES, HOME
from zhengwu.workbench.administration.rights import called
from zhengwu.workbench.naming import chosen

RIGHT = "organs.manage"
PAGE = 100
EXPECTED = ("clerk", "handler", "head", "leader")  # posts without which no request can be taken, handled, decided


@dataclass(frozen=True, slots=True)
class BodiesPage:
    """The tree, or what was found in it. `depths` are the steps of each line below the first one's level."""

    lines: tuple[BodyLine, ...]
    depths: tuple[int, ...]
    q: str
    closed: bool
    lacking: bool
    paging: Paging
    may_add: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """A post of a body with who holds it; nobody where it lies empty."""

    post: str
    name: Words
    holders: tuple[HeldPost, ...]


@dataclass(frozen=True, slots=True)
class BodyPage:
    """One body. `entry` is what its guide tells the public; `below` are the bodies that stand directly below it."""

    body: BodyFacts
    facts: tuple[Fact, ...]
    entry: tuple[Fact, ...]
    former: tuple[Former, ...]
    units: tuple[UnitFacts, ...]
    holdings: tuple[Holding, ...]
    below: tuple[BodyFacts, ...]
    steps: Steps | None


@staff
def listing(request: Asked) -> HttpResponse:
    """The tree of the bodies that one looks after, or those that hold a text."""
    asked = request.GET
    q, closed, lacking = asked.get("q", "").strip()[:100], asked.get("closed") == "1", asked.get("lack") == "leader"
    after = asked.get("after", "")[:200]
    found = directory.bodies(
        request.actor, on=request.on, text=q, closed=closed, lacking=lacking, after=after, limit=PAGE + 1
    )
    lines = tuple(found[:PAGE])
    top = min((one.path.count(".") for one in lines), default=1)
    depths = tuple(0 if q or lacking else min(one.path.count(".") - top, 6) for one in lines)
    query = {"q": q, "closed": "1" if closed else "", "lack": "leader" if lacking else ""}
    paging = Paging(lines[-1].path if len(found) > PAGE else "", not after, query)
    page = BodiesPage(lines, depths, q, closed, lacking, paging, bool(request.actor.reach(RIGHT)))
    return show(request, "workbench/administration/bodies.html", page)


@staff
def one(request: Asked, body_id: int) -> HttpResponse:
    """One body."""
    actor = request.actor
    body = seen(actor, body_id)
    held = directory.posts_in(actor, body_id, request.on)
    others = {pk for pk in (body.parent_id, body.successor_id) if pk}
    names = organs.names(others) if others else {}
    manages = actor.may(RIGHT, body_id, body.path)
    page = BodyPage(
        body,
        _facts(body, names),
        tuple(Fact(words(f"bodies.field.{key}"), getattr(body, key)) for key in ("address", "phone", "hours")),
        tuple(organs.former_names(body_id)),
        tuple(organs.units(actor, body_id)),
        _holdings(held),
        tuple(organs.bodies(actor, parent_id=body_id, limit=PAGE)),
        _steps(body, held, request) if manages else None,
    )
    return show(request, "workbench/administration/body.html", page)


def seen(actor: Actor, body_id: int) -> BodyFacts:
    """A body within `people.read`. Raises Trouble (missing)."""
    body = organs.body(actor, body_id)
    if not actor.may("people.read", body_id, body.path):
        raise missing(BODY, where="body_id")
    return body


def place(body: BodyFacts) -> tuple[Link, ...]:
    """The way to the page of a body."""
    return (HOME, BODIES, Link(address(body.id), body.name))


def address(body_id: int) -> str:
    """Where the page of a body is."""
    return f"/desk/administration/bodies/{body_id}"


def _facts(body: BodyFacts, names: dict[int, str]) -> tuple[Fact, ...]:
    def to(pk: int | None) -> Link | None:
        return Link(address(pk), names[pk]) if pk in names and pk is not None else None

    told = [
        Fact(words("bodies.field.short_name"), body.short_name),
        Fact(words("bodies.field.kind"), chosen("organ", body.kind)),
        Fact(words("bodies.field.above"), to(body.parent_id)),
        Fact(words("bodies.field.number_prefix"), body.number_prefix),
        Fact(words("bodies.field.code"), body.code),
        Fact(words("bodies.field.region"), body.region),
        Fact(words("bodies.field.counting"), chosen("counting", body.counting)),
        Fact(words("bodies.field.local_due_on"), body.local_due_on),
        Fact(words("bodies.field.established_on"), body.established_on),
    ]
    if body.closed_on is not None:
        told += [
            Fact(words("bodies.field.closed_on"), body.closed_on),
            Fact(words("bodies.field.successor"), to(body.successor_id)),
        ]
    return tuple(told)


def _holdings(held: list[HeldPost]) -> tuple[Holding, ...]:
    """Every post that is held, and those that a body cannot do without."""
    by_post: dict[str, list[HeldPost]] = {}
    for one in held:
        by_post.setdefault(one.post, []).append(one)
    return tuple(
        Holding(post, called(post), tuple(by_post.get(post, ())))
        for post in POSTS
        if post in by_post or post in EXPECTED
    )


def _steps(body: BodyFacts, held: list[HeldPost], request: Asked) -> Steps:
    """What may be done to a body, and what not, with the reason."""
    at = address(body.id)
    if body.closed_on is not None:
        if body.closed_on == request.on:
            return Steps((Offer(f"{at}/reopen", words("bodies.reopen.title")),), ())
        return Steps((), (Refusal(words("bodies.reopen.title"), words("bodies.reopen.too_late")),))
    offers = [Offer(f"{at}/units/new", words("bodies.unit_new.title"))]
    if request.actor.may("people.manage", body.id, body.path):
        offers.insert(0, Offer(f"/desk/administration/people/new?body={body.id}", words("bodies.appoint")))
        offers.append(Offer(f"{at}/passwords", words("bodies.passwords")))
    offers += [
        Offer(f"{at}/edit", words("bodies.edit.title")),
        Offer(f"{at}/rename", words("bodies.rename.title")),
        Offer(f"{at}/move", words("bodies.move.title")),
    ]
    against = _against_closing(held)
    if against is None:
        return Steps((*offers, Offer(f"{at}/close", words("bodies.close.title"), grave=True)), ())
    return Steps(tuple(offers), (Refusal(words("bodies.close.title"), against),))


def _against_closing(held: list[HeldPost]) -> Words | None:
    people = len({one.person_id for one in held})
    return words("bodies.close.posts_held", n=people) if people else None
