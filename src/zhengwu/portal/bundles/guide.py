"""`/bundles` and `/bundles/KEY`: which bundles there are, and what one comes to in somebody's situation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse

from zhengwu.portal.bundles.papers import listed, papers_of
from zhengwu.portal.bundles.place import Place, place_of
from zhengwu.portal.services.guiding import Need as Shown
from zhengwu.portal.services.names import length
from zhengwu.records.bundles import offers
from zhengwu.records.bundles.planning import Need, Plan, Planned, planned
from zhengwu.records.bundles.shown import Offered
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.catalogue.model import Question
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.visits import Asked

PREFIX = "q-"


@dataclass(frozen=True, slots=True)
class ListPage:
    """All bundles on offer here."""

    place: Place
    crumbs: tuple[Link, ...]
    offered: tuple[Offered, ...]

    @property
    def frame(self) -> str:
        """The template that it extends."""
        return self.place.frame


@dataclass(frozen=True, slots=True)
class Put:
    """A question that is put, under the name of its field, and its answer; empty where there is none yet."""

    name: str
    question: Question
    answer: str


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the plan on the page: how long it takes, and whether it lies on the longest path."""

    part: Planned
    length: Words | None
    longest: bool


@dataclass(frozen=True, slots=True)
class Brought:
    """A material of the plan with its blank form and its sample, which lie at the guide of an item (`home`)."""

    need: Need
    papers: Shown
    home: str


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A bundle in one situation. `others` are the same of other bodies; `until` the last day, if applied for today.

    `here`: all of it can be applied for where one is.
    """

    place: Place
    crumbs: tuple[Link, ...]
    plan: Plan
    put: tuple[Put, ...]
    layers: tuple[tuple[Step, ...], ...]
    bring: tuple[Brought, ...]
    arising: tuple[Need, ...]
    until: date
    here: bool
    query: str
    others: tuple[Offered, ...]

    @property
    def frame(self) -> str:
        """The template that it extends."""
        return self.place.frame

    @property
    def path(self) -> tuple[Step, ...]:
        """The steps that decide how long it takes, one after another."""
        return tuple(one for layer in self.layers for one in layer if one.longest)


@public
def listing(request: Asked, kiosk: bool = False) -> HttpResponse:
    """`/bundles`; at a kiosk those whose items can all be applied for there."""
    crumbs = (Link("/services", words("services.title")),)
    known = offers.offered(request.on)
    if kiosk:
        known = tuple(one for one in known if at_kiosk(planned(one, {}, request.on)))
    return show(request, "portal/bundles/listing.html", ListPage(place_of("", kiosk=kiosk), crumbs, known))


@public
def guide(request: Asked, key: str, kiosk: bool = False) -> HttpResponse:
    """`/bundles/KEY`, with the answers of a situation; `body` where several bodies offer it."""
    offered, others = found(request, key)
    answers = {name.removeprefix(PREFIX): str(value)[:80] for name, value in request.GET.items()}
    plan = planned(offered, answers, request.on)
    page = page_of(plan, others, request.on, place_of(key, kiosk=kiosk))
    return show(request, "portal/bundles/guide.html", page)


def at_kiosk(plan: Plan) -> bool:
    """Whether every part of a plan can be applied for at a kiosk."""
    return bool(plan.parts) and all(one.held.record.kiosk for one in plan.parts)


def found(request: Asked, key: str) -> tuple[Offered, tuple[Offered, ...]]:
    """The bundle on offer under a key, and the same of other bodies. Raises Trouble (missing)."""
    there = offers.of_key(key, request.on)
    wanted = str(request.GET.get("body") or request.POST.get("body") or "")
    chosen = next((one for one in there if str(one.body_id) == wanted), there[0] if there else None)
    if chosen is None:
        raise missing(offers.BUNDLE, where="key")
    return chosen, tuple(one for one in there if one.id != chosen.id)


def page_of(plan: Plan, others: tuple[Offered, ...], on: date, place: Place) -> GuidePage:
    """What the page of a plan shows."""
    steps = [Step(one, length(one.asked.promised), one.node.key in plan.path) for one in plan.parts]
    most = max((one.part.layer for one in steps), default=-1)
    put = put_of(plan)
    query = {one.name: one.answer for one in put if one.answer} | ({"body": plan.offered.body_id} if others else {})
    there = {} if place.kiosk else papers_of(plan)
    online = all("online" in one.held.record.channels for one in plan.parts)
    return GuidePage(
        place=place,
        crumbs=(Link("/services", words("services.title")), Link("/bundles", words("bundles.title"))),
        plan=plan,
        put=put,
        layers=tuple(tuple(one for one in steps if one.part.layer == at) for at in range(most + 1)),
        bring=tuple(Brought(one, *listed(plan, one, there)) for one in plan.needs if not one.arises),
        arising=tuple(one for one in plan.needs if one.arises),
        until=calendar_of(plan.offered.body_id).add_working_days(on, plan.days),
        here=at_kiosk(plan) if place.kiosk else online,
        query=urlencode(query),
        others=others,
    )


def put_of(plan: Plan) -> tuple[Put, ...]:
    """The questions of the bundle and of its items, as they are put, with the answers given."""
    given: Mapping[str, str] = {one.key: one.answer for one in plan.posed}
    own = {one.key for one in plan.open}
    return (
        *(Put(f"{PREFIX}{one.key}", one, "" if one.key in own else plan.answers.get(one.key, "")) for one in plan.put),
        *(Put(f"{PREFIX}{one.key}", one.question, given[one.key]) for one in plan.posed),
    )
