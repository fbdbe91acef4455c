"""The worklists of applications: mine, my unit's, to accept, to decide, to deliver; beside them reviews and promises.

The lists of cases are those of the inbox, of the procedures of approval only, and can be narrowed to one item.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpResponse

from zhengwu.records.cases import queries
from zhengwu.records.cases.queries import Place
from zhengwu.records.cases.wanted import Wanted
from zhengwu.records.items import queries as items
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Trouble, forbidden, missing
from zhengwu.statute.catalogue import codes
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Paging, Tab
from zhengwu.visits import Asked
from zhengwu.workbench.lists.exporting import KIND, KINDS, file_of
from zhengwu.workbench.lists.narrowing import is_day
from zhengwu.workbench.lists.rows import Row, rows_of

PAGE = 50
EXPORTS = "case.export"
MOST = 1_000
LISTS = ("mine", "unit", "accept", "decide", "deliver", "open")
BESIDE = ("reviews", "deferred", "verify", "faith")
WORK = ("case.register", "case.handle", "case.review", "case.decide")
PROCEDURES = tuple(
    sorted({str(one.says["procedure"]) for one in codes("item_type").values() if one.says.get("procedure")})
)
STATES = {"accept": "submitted", "decide": "in_review", "deliver": "decided"}


@dataclass(frozen=True, slots=True)
class WorklistPage:
    """One worklist. `item` is the name of the item that it is narrowed to; `works`: its reader may take steps."""

    tab: str
    tabs: tuple[Tab, ...]
    beside: tuple[Tab, ...]
    item: str
    item_id: str
    rows: tuple[Row, ...]
    paging: Paging
    works: bool
    many_bodies: bool
    exports: bool


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/approvals`."""
    actor = reader(request.actor)
    tab = str(request.GET.get("tab", ""))
    tab = tab if tab in LISTS else first_of(actor)
    typed = str(request.GET.get("item", ""))
    item_id = int(typed) if typed.isdecimal() and len(typed) < 16 else None
    wanted = wanted_of(tab, actor, item_id)
    found = queries.inbox(actor, wanted, after=_place(str(request.GET.get("after", ""))), limit=PAGE + 1)
    following = queries.place_of(found[PAGE - 1], "due") if len(found) > PAGE else None
    query = {"tab": tab, "item": typed if item_id else ""}
    page = WorklistPage(
        tab,
        _tabs(actor, tab, item_id),
        beside_of(""),
        _item(item_id),
        typed if item_id else "",
        rows_of(found[:PAGE], request.on, together=False),
        Paging(f"{following[0]}_{following[1]}" if following else "", "after" not in request.GET, query),
        any(actor.reach(right) for right in WORK),
        bool(actor.reach("case.read").paths) or len({held.body_id for held in actor.appointments}) > 1,
        bool(actor.reach(EXPORTS)),
    )
    return show(request, "workbench/approvals/list.html", page)


@staff
def export(request: Asked, kind: str) -> HttpResponse:
    """`/desk/approvals/export/KIND`: a worklist as a file; a form sends it."""
    if kind not in KINDS:
        raise missing(KIND, where="kind")
    actor = reader(request.actor)
    tab, typed = str(request.GET.get("tab", "")), str(request.GET.get("item", ""))
    tab = tab if tab in LISTS else first_of(actor)
    item_id = int(typed) if typed.isdecimal() and len(typed) < 16 else None
    if request.method != "POST":
        return onward(request, f"/desk/approvals?tab={tab}{f'&item={item_id}' if item_id else ''}")
    return file_of(wanted_of(tab, actor, item_id), f"approvals-{tab}", kind, request)


def reader(actor: Actor) -> Actor:
    """The actor, who reads cases. Raises Trouble (forbidden)."""
    if not actor.reach("case.read"):
        raise forbidden("case.read")
    return actor


def first_of(actor: Actor) -> str:
    """The list that a post begins with."""
    posts = {held.post for held in actor.appointments}
    if "handler" in posts:
        return "mine"
    if "clerk" in posts:
        return "accept"
    return "decide" if posts & {"head", "leader", "reviewer"} else "open"


def wanted_of(tab: str, actor: Actor, item_id: int | None) -> Wanted:
    """Which cases a list shows."""
    base = Wanted(procedures=PROCEDURES, is_open=True, item_id=item_id)
    if tab == "mine":
        return replace(base, handler_id=actor.id or 0)
    if tab == "unit":
        return replace(base, unit_ids=tuple(held.unit_id for held in actor.appointments if held.unit_id) or (0,))
    return replace(base, state=STATES.get(tab, ""))


def _tabs(actor: Actor, here: str, item_id: int | None) -> tuple[Tab, ...]:
    """The lists with their counts, by one statement."""
    has_unit = any(held.unit_id for held in actor.appointments)
    shown = [tab for tab in LISTS if tab != "unit" or has_unit]
    counts = queries.counts(actor, [wanted_of(tab, actor, item_id) for tab in shown], most=MOST)
    of_item = f"&item={item_id}" if item_id else ""
    return tuple(
        Tab(f"/desk/approvals?tab={tab}{of_item}", words(f"approvals.tab.{tab}"), tab == here, count)
        for tab, count in zip(shown, counts, strict=True)
    )


def beside_of(here: str) -> tuple[Tab, ...]:
    """The lists that are of no cases: reviews, promises, bad faith."""
    return tuple(Tab(f"/desk/approvals/{key}", words(f"approvals.tab.{key}"), key == here) for key in BESIDE)


def _item(item_id: int | None) -> str:
    if item_id is None:
        return ""
    try:
        return items.facts(item_id).name
    except Trouble:
        return ""


def _place(text: str) -> Place | None:
    value, _, number = text.rpartition("_")
    return (value, int(number)) if number.isdecimal() and len(number) < 19 and is_day(value) else None


def day_place(text: str) -> tuple[str, int] | None:
    """Where a page ended that is sorted by days."""
    found = _place(text)
    return None if found is None else (str(found[0]), found[1])


def marked(day: date | None, pk: int) -> str:
    """The mark of such a place in an address."""
    return f"{day or '9999-12-31'}_{pk}"
