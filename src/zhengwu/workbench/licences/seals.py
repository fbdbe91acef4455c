"""Electronic seals of the bodies: the list with how many, a new one, one with its picture, and revoking it."""

from dataclasses import dataclass

from django.http import HttpResponse
from markupsafe import Markup

from zhengwu.records.licences import seals
from zhengwu.records.licences.authority import provider
from zhengwu.records.licences.seals import SealFacts
from zhengwu.records.organs import queries as organs
from zhengwu.records.troubles import Words, forbidden
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Column, Fact, Paging, Table
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import Deed, Done, bodies_within, carry_out, number
from zhengwu.workbench.licences.listing import HOME

SEALS = Link("/desk/licences/seals", words("licences.seals.title"))
CRUMBS = (HOME, SEALS)
PAGE = 50


@dataclass(frozen=True, slots=True)
class SealsPage:
    """The seals; how many there are, and how many may sign today."""

    table: Table
    paging: Paging
    count: int
    fit: int
    makes: bool


@dataclass(frozen=True, slots=True)
class SealPage:
    """One seal with its picture."""

    one: SealFacts
    picture: Markup
    facts: tuple[Fact, ...]
    revokes: bool


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/licences/seals`."""
    after = number(str(request.GET.get("after", ""))) or 0
    found = seals.listed(request.actor, after=after, most=PAGE + 1)
    every, fit = seals.counted(request.actor, request.on)
    columns = tuple(Column(words(f"licences.seals.{name}")) for name in ("name", "body", "esid", "until", "standing"))
    rows = tuple(
        (Link(f"{SEALS.href}/{one.id}", one.name), one.body_name, one.esid, one.valid_to, _standing(one, request))
        for one in found[:PAGE]
    )
    following = str(found[PAGE - 1].id) if len(found) > PAGE else ""
    page = SealsPage(
        Table(words("licences.seals.title"), columns, rows),
        Paging(following, not after, {}),
        every,
        fit,
        bool(request.actor.reach(seals.RIGHT)),
    )
    return show(request, "workbench/licences/seals.html", page)


def _standing(one: SealFacts, request: Asked) -> Words:
    if one.revoked_on is not None:
        return words("licences.seals.revoked")
    if not one.holds(request.on):
        return words("licences.seals.past")
    return words("licences.seals.fit" if one.legal else "licences.seals.fit_demo")


@staff
def one(request: Asked, seal_id: int) -> HttpResponse:
    """`/desk/licences/seals/SEAL`."""
    found = seals.one(seal_id, request.actor)
    facts = (
        Fact(words("licences.seals.body"), found.body_name),
        Fact(words("licences.seals.esid"), found.esid),
        Fact(words("licences.seals.since"), found.valid_from),
        Fact(words("licences.seals.until"), found.valid_to),
        Fact(words("licences.seals.standing"), _standing(found, request)),
    )
    may = request.actor.may(seals.RIGHT, found.body_id, organs.body(request.actor, found.body_id).path)
    page = SealPage(found, Markup(found.picture), facts, may and found.revoked_on is None)
    return show(request, "workbench/licences/seal.html", page)


@staff
@once
def add(request: Asked) -> HttpResponse:
    """`/desk/licences/seals/new`: has a seal made."""
    if not request.actor.reach(seals.RIGHT):
        raise forbidden(seals.RIGHT)
    provider()
    title = words("licences.seals.add")
    uses = tuple(Choice(use, same(use)) for use in seals.USES)
    form = Form(
        (
            Field("body", words("licences.seals.body"), "select", choices=bodies_within(request.actor, seals.RIGHT)),
            Field("use", words("licences.seals.use"), "select", choices=uses),
            Field("years", words("licences.seals.years"), "number", most=2, width=3),
        )
    )
    told = Deed(title, words("licences.seals.add_about"), title, CRUMBS, form, initial={"years": str(seals.YEARS)})

    def do(filled: Filled) -> Done:
        body, years = filled.number("body") or 0, filled.number("years") or 0
        made = seals.make(body, filled["use"], years=years, by=request.actor, at=request.at)
        return Done(f"{SEALS.href}/{made.id}", words("licences.seals.made", name=made.name))

    return carry_out(request, told, do)


@staff
@once
def revoke(request: Asked, seal_id: int) -> HttpResponse:
    """`/desk/licences/seals/SEAL/revoke`: revokes it for good."""
    found = seals.one(seal_id, request.actor)
    if not request.actor.may(seals.RIGHT, found.body_id, organs.body(request.actor, found.body_id).path):
        raise forbidden(seals.RIGHT)
    title = words("licences.seals.revoke")
    form = Form((Field("reason", words("licences.desk.reason"), "textarea", most=500, rows=3),))
    facts = (Fact(words("licences.seals.name"), found.name), Fact(words("licences.seals.esid"), found.esid))
    told = Deed(title, words("licences.seals.revoke_about"), title, CRUMBS, form, facts, grave=True)

    def do(filled: Filled) -> Done:
        seals.revoke(seal_id, filled["reason"], by=request.actor, at=request.at)
        return Done(f"{SEALS.href}/{seal_id}", words("licences.seals.revoked_done", name=found.name))

    return carry_out(request, told, do)
