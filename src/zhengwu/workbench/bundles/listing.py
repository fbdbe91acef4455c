"""`/desk/bundles`: the applications for bundles; `/desk/bundles/offers`: the bundles, and how many there are."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.bundles import files, matters, offers
from zhengwu.records.bundles.shown import Offered
from zhengwu.records.documents.actions import Copy
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import forbidden
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.figures import Figure
from zhengwu.ui.parts.tables import Column, Filter, Paging, Tab, Table
from zhengwu.visits import Asked
from zhengwu.workbench.downloads import sent

PAGE = 40
OPEN = {"open": True, "closed": False}


@dataclass(frozen=True, slots=True)
class MattersPage:
    """The applications within somebody's reach, the newest first."""

    tabs: tuple[Tab, ...]
    filters: tuple[Filter, ...]
    table: Table
    paging: Paging


@dataclass(frozen=True, slots=True)
class OffersPage:
    """The bundles of the bodies somebody sees, with how many there are."""

    tabs: tuple[Tab, ...]
    tiles: tuple[Figure, ...]
    table: Table
    manages: bool


def tabs(here: str) -> tuple[Tab, ...]:
    """The two pages, and on which of them one is."""
    places = (("/desk/bundles", "matters"), ("/desk/bundles/offers", "bundles"))
    return tuple(Tab(to, words(f"bundles.desk.{key}"), key == here) for to, key in places)


def reader(actor: Actor) -> Actor:
    """The actor, who reads cases somewhere. Raises Trouble (forbidden)."""
    if not actor.reach("case.read"):
        raise forbidden("case.read")
    return actor


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/bundles`."""
    actor, status = reader(request.actor), str(request.GET.get("status", ""))
    typed = str(request.GET.get("after", ""))
    before = int(typed) if typed.isdecimal() and len(typed) < 16 else 0
    found = matters.listed(actor, is_open=OPEN.get(status), before=before, most=PAGE)
    heads = ("number", "name", "holder", "body", "progress", "promised", "status")
    rows = tuple(
        (
            Link(f"/desk/bundles/matters/{one.id}", same(one.number)),
            one.title,
            one.holder_name,
            one.body_name,
            f"{one.decided}/{one.parts}",
            one.promised_on,
            words(f"bundles.desk.{'open' if one.is_open else 'closed'}"),
        )
        for one in found
    )
    columns = tuple(Column(words(f"bundles.desk.{key}"), numeric=key == "progress") for key in heads)
    choices = tuple(Choice(key, words(f"bundles.desk.{key}")) for key in OPEN)
    page = MattersPage(
        tabs("matters"),
        (Filter("status", words("bundles.desk.narrow"), choices, status if status in OPEN else ""),),
        Table(words("bundles.desk.matters"), columns, rows),
        Paging(str(found[-1].id) if len(found) == PAGE else "", not before, {"status": status}),
    )
    return show(request, "workbench/bundles/matters.html", page)


@staff
def offered(request: Asked) -> HttpResponse:
    """`/desk/bundles/offers`."""
    actor = reader(request.actor)
    heads = ("name", "body", "status", "bound", "source", "since")
    rows = tuple(
        (
            Link(f"/desk/bundles/offers/{one.id}", same(one.content.name)),
            one.body_name,
            words(f"bundles.desk.status_of.{one.status}"),
            f"{len(one.bound)}/{len(one.content.nodes)}",
            one.source or "—",
            one.since,
        )
        for one in offers.kept(actor)
    )
    columns = tuple(Column(words(f"bundles.desk.{key}"), numeric=key == "bound") for key in heads)
    told = offers.figures(actor)
    shown = (("explored", told.explored), ("listed", told.listed), ("offered", told.offered), ("matters", told.matters),
             ("cases", told.cases))  # fmt: skip
    unit = words("bundles.desk.unit")
    tiles = tuple(Figure(value, unit, words(f"bundles.desk.{key}"), "") for key, value in shown)
    table = Table(words("bundles.desk.bundles"), columns, rows)
    page = OffersPage(tabs("bundles"), tiles, table, bool(actor.reach("item.manage")))
    return show(request, "workbench/bundles/offers.html", page)


@staff
def export(request: Asked, bundle_id: int, kind: str) -> HttpResponse:
    """`/desk/bundles/offers/BUNDLE/json` or `/toml`: the bundle as it can be brought in elsewhere."""
    one = within(reader(request.actor), bundle_id)
    if kind == "toml":
        return sent(Copy(files.as_toml(one), "application/toml", f"{one.key}.toml"))
    return sent(Copy(files.as_json(one), "application/json", f"{one.key}.json"))


def within(actor: Actor, bundle_id: int) -> Offered:
    """A version of a bundle of a body somebody sees. Raises Trouble (missing)."""
    return offers.seen(bundle_id, by=actor)
