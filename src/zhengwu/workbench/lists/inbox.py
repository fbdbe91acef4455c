"""The inbox: what waits for me, for my unit, for others, for approval; the most urgent first, page by page."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from zhengwu.records.batches import queries as batches
from zhengwu.records.batches.queries import Left
from zhengwu.records.cases import queries
from zhengwu.records.cases.queries import Line, Place
from zhengwu.records.cases.sheet import unit_names
from zhengwu.records.filters import queries as filters
from zhengwu.records.filters.queries import Saved
from zhengwu.records.organs import queries as organs
from zhengwu.records.people import colleagues
from zhengwu.records.people.actors import Actor
from zhengwu.records.staffing import substitutes
from zhengwu.records.staffing.substitutes import StandingIn
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Filter, Paging, Tab
from zhengwu.visits import Asked
from zhengwu.workbench.lists import narrowing
from zhengwu.workbench.lists.narrowing import CHANNELS, DAYS, LONGEST, NOBODY, Chip, Narrowing, is_day
from zhengwu.workbench.lists.rows import Row, rows_of
from zhengwu.workbench.naming import choices, procedure_choices, stage_choices, step_name

PAGE = 40
MOST = 1_000  # a count beyond it is told as "more than"
LOOKED = 2_000  # cases of a page that are asked for what no index leads to
MANY_BODIES = 300  # more are no list to choose from
WORK = ("case.register", "case.handle", "case.review", "case.decide")


@dataclass(frozen=True, slots=True)
class Head:
    """A head that sorts: its word, where it leads, and how the list is sorted by it now."""

    href: str
    order: str


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Tabs and saved filters beside the list, what it is narrowed to, its rows, and how it goes on.

    `whole` is the list's address without its page; `days` are the days it is narrowed to, by name; `sorted_part` says
    that only the most urgent thousand are sorted. `works`, `exports`: what else may be done with the rows.
    `standing_in`: in whose stead the reader works today. `batches`: those of the reader that were left.
    """

    tab: str
    tabs: tuple[Tab, ...]
    saved: tuple[Tab, ...]
    filters: tuple[Filter, ...]
    days: dict[str, str]
    kept: dict[str, str]
    chips: tuple[Chip, ...]
    text: str
    more: str
    rows: tuple[Row, ...]
    heads: dict[str, Head]
    paging: Paging
    whole: str
    many_bodies: bool
    sorted_part: bool
    works: bool
    exports: bool
    standing_in: tuple[StandingIn, ...]
    batches: tuple[tuple[Left, Words], ...]


@staff
def inbox(request: Asked) -> HttpResponse:
    """`/desk/`: the list of one tab, as far as it is narrowed."""
    actor = request.actor
    if not actor.reach("case.read"):
        return onward(request, "/desk/administration" if actor.reach("people.read") else "/desk/me")
    saved = filters.saved(actor)
    begin = next((one for one in saved if one.own and one.is_default), None)
    if begin and not request.GET:
        return onward(request, f"/desk/?{begin.query}")
    one = narrowing.with_tab(narrowing.asked(request.GET), actor)
    wanted, after = narrowing.wanted(one, actor, request.on), _place(request.GET.get("after", ""), one.sort)
    found = queries.inbox(actor, wanted, after=after, limit=PAGE + 1, order=one.sort or "due", looked=LOOKED)
    beyond = (
        queries.looked_to(actor, wanted, after=after, looked=LOOKED) if len(found) <= PAGE and not one.sort else None
    )
    return show(request, "workbench/lists/inbox.html", _page(request, one, saved, found, beyond))


def _page(request: Asked, one: Narrowing, saved: list[Saved], found: list[Line], beyond: Place | None) -> InboxPage:
    actor, opened = request.actor, request.GET.get("more") == "1"
    following = queries.place_of(found[PAGE - 1], one.sort or "due") if len(found) > PAGE else beyond
    tabs, kept, listed = _counted(actor, one, saved, request.on)
    many = bool(actor.reach("case.read").paths) or len({held.body_id for held in actor.appointments}) > 1
    works = any(actor.reach(right) for right in WORK)
    return InboxPage(
        tab=one.tab,
        tabs=tabs,
        saved=kept,
        filters=_filters(actor, one, request.on, opened, many),
        days={name: getattr(one, name) for name in DAYS} if opened else {},
        kept=_kept(one, opened, many),
        chips=narrowing.chips(one, _names(actor, one)),
        text=one.q,
        more="" if opened else one.address(more="1"),
        rows=rows_of(found[:PAGE], request.on, together=not one.wording),
        heads={name: _head(one, name) for name in ("due", "received", "number")},
        paging=Paging(_mark(following), not request.GET.get("after"), one.query()),
        whole=one.address().removeprefix("/desk/?"),
        many_bodies=many,
        sorted_part=listed > queries.SORTED,
        works=works,
        exports=bool(actor.reach("case.export")),
        standing_in=_standing_in(actor, request.on),
        batches=tuple((left, step_name(left.procedure, left.step)) for left in batches.left(actor)) if works else (),
    )


def _standing_in(actor: Actor, on: date) -> tuple[StandingIn, ...]:
    """In whose stead the actor works today; asked only where a post is held so."""
    held_so = any(held.instead for held in actor.appointments)
    return substitutes.standing_in(actor.id or 0, on) if held_so else ()


def _counted(
    actor: Actor, one: Narrowing, saved: list[Saved], on: date
) -> tuple[tuple[Tab, ...], tuple[Tab, ...], int]:
    """Tabs and saved filters with their counts, and how long the list is where it is sorted; one statement."""
    shown = narrowing.tabs_of(actor)
    counted = [name for name in shown if name != "all"]
    read = [narrowing.with_tab(narrowing.of_query(each.query), actor) for each in saved]
    sure = [each for each in read if each.countable]
    asked = [narrowing.tab_of(name, actor, on) for name in counted]
    asked += [narrowing.wanted(each, actor, on) for each in sure]
    asked += [narrowing.wanted(one, actor, on)] if one.sort and one.countable else []
    counts = queries.counts(actor, asked, most=MOST)
    by_tab = dict(zip(counted, counts, strict=False))
    of_saved = {id(each): count for each, count in zip(sure, counts[len(counted) :], strict=False)}
    kept_here = one in read
    tabs = tuple(
        Tab(f"/desk/?tab={name}", words(f"inbox.tabs.{name}"), name == one.tab and not kept_here, by_tab.get(name))
        for name in shown
        if name != "promise" or by_tab.get(name) or one.tab == name
    )
    kept = tuple(
        Tab(f"/desk/?{each.query}", same(each.name), narrow == one, of_saved.get(id(narrow)))
        for each, narrow in zip(saved, read, strict=True)
    )
    return tabs, kept, (counts[-1] if one.countable else MOST + 1) if one.sort else 0


def _filters(actor: Actor, one: Narrowing, on: date, opened: bool, many: bool) -> tuple[Filter, ...]:
    """What may be chosen: procedure and stage; with `opened` all the rest."""
    found = [
        Filter("procedure", words("inbox.filter.procedure"), procedure_choices(), one.procedure),
        Filter("state", words("inbox.filter.state"), stage_choices(one.procedure), one.state),
    ]
    if not opened:
        return tuple(found)
    found += [
        Filter("outcome", words("inbox.filter.outcome"), narrowing.outcome_choices(one.procedure), one.outcome),
        Filter("channel", words("inbox.filter.channel"), choices("channel", CHANNELS), one.channel),
    ]
    bodies = organs.bodies(actor, limit=MANY_BODIES + 1) if many else []
    if 0 < len(bodies) <= MANY_BODIES:
        named = tuple(Choice(str(each.id), same(each.short_name or each.name)) for each in bodies)
        found.append(Filter("body", words("inbox.filter.body"), named, one.body))
    body = int(one.body) if one.body else 0 if many else next((held.body_id for held in actor.appointments), 0)
    if body:
        units = (Choice(str(each.id), same(each.name)) for each in organs.units(actor, body))
        found.append(Filter("unit", words("inbox.filter.unit"), tuple(units), one.unit))
        held = {each.id: each.name for each in colleagues.of_body(actor, body, ("handler", "reviewer", "head"), on)}
        people = (Choice(NOBODY, words("inbox.nobody")), *(Choice(str(pk), same(name)) for pk, name in held.items()))
        found.append(Filter("handler", words("inbox.filter.handler"), people, one.handler))
    return tuple(found)


def _kept(one: Narrowing, opened: bool, many: bool) -> dict[str, str]:
    """What is set and has no field in the form: it goes along hidden."""
    fielded = {"q", "procedure", "state"}
    if opened:
        fielded |= {"outcome", "channel", *DAYS, *(("body",) if many else ())}
        fielded |= {"unit", "handler"} if one.body or not many else set()
    kept = {name: value for name, value in one.query().items() if name not in fielded}
    return kept | ({"more": "1"} if opened else {})


def _names(actor: Actor, one: Narrowing) -> dict[str, str]:
    """The names of the body, unit and handler that are chosen."""
    found = {}
    if one.body:
        found["body"] = organs.names({int(one.body)}).get(int(one.body), one.body)
    if one.unit:
        found["unit"] = unit_names({one.unit}).get(one.unit, one.unit)
    if one.handler.isdecimal():
        found["handler"] = colleagues.names({int(one.handler)}).get(int(one.handler), one.handler)
    return found


def _head(one: Narrowing, name: str) -> Head:
    """The head of a column: pressed again, it sorts the other way; by last days there is one way only."""
    if name == "due":
        return Head(one.address(sort=""), "none" if one.sort else "ascending")
    order = {name: "ascending", f"-{name}": "descending"}.get(one.sort, "none")
    return Head(one.address(sort=name if order == "descending" else f"-{name}"), order)


def _place(text: str, order: str) -> Place | None:
    value, _, number = text.rpartition("_")
    if not number.isdecimal() or len(number) > 18 or (order.lstrip("-") != "number" and not is_day(value)):
        return None
    return value[:LONGEST], int(number)


def _mark(place: Place | None) -> str:
    return f"{place[0]}_{place[1]}" if place else ""
