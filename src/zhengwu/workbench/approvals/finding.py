"""The first screen of the counter: the item by its code or its name; what was begun and left."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse

from zhengwu.records.bundles import offers
from zhengwu.records.bundles.shown import Offered
from zhengwu.records.items import desk
from zhengwu.records.items.desk import Filtered
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words, forbidden
from zhengwu.records.unfinished import actions as unfinished
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Progress
from zhengwu.visits import Asked
from zhengwu.workbench.items.telling import named

PLACE = "intake/"
REGISTERS = "case.register"
MOST = 20
TEXT = 60
SCREENS = ("find", "who", "bring", "receipt")


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that can be applied for here."""

    id: int
    name: str
    code: str
    body: str
    case_type: Words
    kind: Words


@dataclass(frozen=True, slots=True)
class Begun:
    """An intake that was begun and left: whose, of which item, when."""

    href: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FindPage:
    """The search, what it found, and what was left. `more`: there are more than are shown. `bundles` are those with
    the words, and without words all that are taken in here.
    """

    progress: Progress
    text: str
    hits: tuple[Hit, ...]
    bundles: tuple[Offered, ...]
    more: bool
    begun: tuple[Begun, ...]


def progress(here: str) -> Progress:
    """Where one is among the four screens."""
    return Progress(tuple(words(f"approvals.screen.{one}") for one in SCREENS), SCREENS.index(here))


def clerk(actor: Actor) -> Actor:
    """The actor, who takes applications in. Raises Trouble (forbidden)."""
    if not actor.reach(REGISTERS):
        raise forbidden(REGISTERS)
    return actor


@staff
def find(request: Asked) -> HttpResponse:
    """`/desk/intake`: a code, or words of the name; the only item that is found is opened at once."""
    actor = clerk(request.actor)
    text = str(request.GET.get("q", "")).strip()[:TEXT].replace("\0", "")
    hits, more = _hits(request, text) if text else ((), False)
    bundles = _bundles(actor, text, request.on)
    if len(hits) + len(bundles) == 1 and text:
        return onward(request, f"/desk/intake/{hits[0].id}" if hits else f"/desk/intake/bundles/{bundles[0].id}")
    begun = tuple(
        Begun(f"/desk/{one.place}", one.values.get("name") or one.values.get("item", ""), one.at)
        for one in unfinished.of_place(actor, PLACE, at=request.at)
    )
    return show(request, "workbench/approvals/find.html", FindPage(progress("find"), text, hits, bundles, more, begun))


def _bundles(actor: Actor, text: str, on: date) -> tuple[Offered, ...]:
    reach = actor.reach(REGISTERS)
    known = (one for one in offers.offered(on) if reach.everything or one.body_id in reach.bodies)
    return tuple(one for one in known if text in one.content.name)[:MOST]


def _hits(request: Asked, text: str) -> tuple[tuple[Hit, ...], bool]:
    reach = request.actor.reach(REGISTERS)
    found = desk.listed(request.actor, Filtered(text, state="in_use"), request.on, most=MOST + 5)
    hits = tuple(
        Hit(
            item.id,
            item.name,
            item.code,
            item.body_name,
            named("case_type", item.case_type),
            named("action", item.action),
        )
        for item in (line.item for line in found.rows)
        if item.body_id in reach.bodies or reach.everything
    )
    return hits[:MOST], len(hits) > MOST or bool(found.after)
