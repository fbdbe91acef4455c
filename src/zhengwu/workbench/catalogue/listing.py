"""Whose lists one sees, and one list with how each line stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from markupsafe import Markup

from zhengwu.records.publications import columns, coverage, lines
from zhengwu.records.publications.coverage import Totals
from zhengwu.records.publications.entries import RIGHT
from zhengwu.records.publications.lines import BY_STATE, Line, Narrowed
from zhengwu.records.staffing import directory
from zhengwu.records.troubles import Words
from zhengwu.statute.disclosure import categories, pilot_fields
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Filter, Paging, Tab
from zhengwu.visits import Asked
from zhengwu.workbench.catalogue.place import Place, cadence_name, lit, place

PAGE, BODIES = 30, 60
NARROWED = ("", "overdue", "soon", "met", "open", "ended")


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body with how its list stands."""

    id: int
    name: str
    depth: int
    totals: Totals


@dataclass(frozen=True, slots=True)
class HomePage:
    """The bodies whose lists one sees; whether one looks after the columns."""

    rows: tuple[BodyRow, ...]
    paging: Paging
    columns: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line in the list."""

    line: Line
    category: Words
    cadence: Words
    days: int

    def lit(self, lang: str) -> Markup:
        """Its light."""
        return lit(lang, self.line.state, self.days)


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list: how it stands, what it is narrowed to, a page of its lines. `begun`: it has lines at all."""

    place: Place
    totals: Totals
    states: tuple[Tab, ...]
    filters: tuple[Filter, ...]
    rows: tuple[Row, ...]
    paging: Paging
    begun: bool
    columns: bool
    to: str


@dataclass(frozen=True, slots=True)
class PrintPage:
    """The whole list as it is printed."""

    place: Place
    rows: tuple[Row, ...]
    on: date


@staff
def home(request: Asked) -> HttpResponse:
    """`/desk/catalogue`: the bodies in reach with how their lists stand; the one list where there is only one."""
    seen = directory.choosable(request.actor, lines.READS) or directory.choosable(request.actor, RIGHT)
    own = [pk for pk, _, _ in seen] or [held.body_id for held in request.actor.appointments]
    if len(own) == 1:
        return _list(request, own[0])
    after = request.GET.get("after", "")[:200]
    page = [one for one in seen if one[1] > after]
    found = page[:BODIES]
    totals = coverage.totals([pk for pk, _, _ in found], request.on)
    top = min((path.count(".") for _, path, _ in seen), default=1)
    rows = tuple(BodyRow(pk, name, min(path.count(".") - top, 6), totals[pk]) for pk, path, name in found)
    paging = Paging(found[-1][1] if len(page) > BODIES else "", not after, {})
    return show(request, "workbench/catalogue/home.html", HomePage(rows, paging, columns.looks_after(request.actor)))


@staff
def one(request: Asked, body_id: int) -> HttpResponse:
    """`/desk/catalogue/BODY`: one list."""
    return _list(request, body_id)


def _list(request: Asked, body_id: int) -> HttpResponse:
    here, asked = place(request.actor, body_id, ""), request.GET
    state = asked.get("state", "") if asked.get("state") in (*BY_STATE, "ended") else ""
    category = asked.get("category", "") if asked.get("category") in categories() else ""
    field = asked.get("field", "") if asked.get("field") in pilot_fields() else ""
    units = lines.units_of(body_id)
    unit = asked.get("unit", "") if asked.get("unit", "") in units else ""
    narrowed = Narrowed(state, category, field, int(unit) if unit else None)
    found = lines.listed(body_id, request.on, narrowed, after=_after(asked.get("after", "")), limit=PAGE + 1)
    totals = coverage.totals([body_id], request.on)[body_id]
    last = found[PAGE - 1] if len(found) > PAGE else None
    query = {"state": state, "category": category, "field": field, "unit": unit}
    page = ListPage(
        here,
        totals,
        _states(here.base, state, totals),
        _filters(query, units),
        tuple(row_of(line, request.on) for line in found[:PAGE]),
        Paging(f"{last.position}~{last.id}" if last else "", "after" not in asked, query),
        bool(totals.lines) or state == "ended",
        columns.looks_after(request.actor) if here.manages else False,
        here.base,
    )
    return show(request, "workbench/catalogue/list.html", page)


def _after(text: str) -> tuple[int, int]:
    position, _, pk = text.partition("~")
    return (int(position), int(pk)) if (position + pk).isdecimal() and pk and len(text) < 20 else (0, 0)


def _states(base: str, state: str, totals: Totals) -> tuple[Tab, ...]:
    counts: Mapping[str, int | None] = {
        "": totals.lines, "overdue": totals.overdue, "soon": totals.soon, "met": totals.met, "open": totals.open,
    }  # fmt: skip
    return tuple(
        Tab(
            f"{base}?state={key}" if key else base,
            words(f"catalogue.only.{key or 'all'}"),
            key == state,
            counts.get(key),
        )
        for key in NARROWED
    )


def _filters(query: dict[str, str], units: dict[str, str]) -> tuple[Filter, ...]:
    named = tuple(Choice(key, Words(one.zh, one.en)) for key, one in categories().items())
    fields = tuple(Choice(key, Words(one.zh, one.en)) for key, one in pilot_fields().items())
    sections = tuple(Choice(key, same(name)) for key, name in units.items())
    found = (
        Filter("category", words("catalogue.field.category"), named, query["category"]),
        Filter("field", words("catalogue.field.field"), fields, query["field"]),
        Filter("unit", words("catalogue.field.unit_id"), sections, query["unit"]),
    )
    return tuple(one for one in found if one.choices)


def row_of(line: Line, on: date) -> Row:
    """A line with its words and the days that it is over."""
    category = categories()[line.category]
    days = (on - line.owed_on).days if line.owed_on and line.owed_on < on else 0
    return Row(line, Words(category.zh, category.en), cadence_name(line.cadence, line.within), days)


@staff
def printed(request: Asked, body_id: int) -> HttpResponse:
    """`/desk/catalogue/BODY/print`: the whole list on paper."""
    found = lines.all_of(body_id, request.on)
    page = PrintPage(place(request.actor, body_id), tuple(row_of(line, request.on) for line in found), request.on)
    return show(request, "workbench/catalogue/print.html", page)
