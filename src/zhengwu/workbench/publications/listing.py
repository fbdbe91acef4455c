"""The register as the staff see it: lists as tabs, narrowed, searched, page by page; and the same as a file."""

from dataclasses import dataclass, replace
from datetime import date
from typing import cast
from urllib.parse import urlencode

from django.http import HttpResponse, StreamingHttpResponse

from zhengwu.records.organs import queries as organs
from zhengwu.records.people.actors import Actor
from zhengwu.records.publications import exporting, lines, register
from zhengwu.records.publications.columns import Shown, columns
from zhengwu.records.publications.register import MOST, TABS, Line, Wanted
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.calendar import national
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.dates import left_until
from zhengwu.ui.parts.lights import Light
from zhengwu.ui.parts.tables import Filter, Paging, Tab
from zhengwu.visits import Asked
from zhengwu.workbench.naming import stage
from zhengwu.workbench.publications import naming

SOON = 3  # working days
TEXT = 60
KEYS = ("kind", "column", "category", "field")
IDS = ("body", "unit", "entry")
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
KIND = Words("这种格式", "format")
MANY_BODIES = 300


@dataclass(frozen=True, slots=True)
class Row:
    """A publication in the list, with its light and where it stands."""

    line: Line
    kind: Words
    column: Words
    stands: Words
    light: Light | None
    href: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list of one tab. `query` is what it is narrowed to; `drafts` says that its reader may begin one."""

    tab: str
    tabs: tuple[Tab, ...]
    filters: tuple[Filter, ...]
    kept: dict[str, str]
    text: str
    narrowed: bool
    rows: tuple[Row, ...]
    paging: Paging
    again: int
    query: str
    drafts: bool
    exports: bool
    today: date


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/publications`."""
    actor, sent = request.actor, request.GET
    many = _many(actor)
    wanted = asked(request, many)
    found = register.leaf(actor, wanted, request.on, after=str(sent.get("after", ""))[:60])
    counts = register.counts(actor, request.on, wanted.body_id)
    query = _query(wanted)
    known = columns()
    total = _total(found.total, found.is_exact) if wanted.tab == "public" else ""
    page = ListPage(
        tab=wanted.tab,
        tabs=_tabs(wanted, counts),
        filters=_filters(request, wanted, many, opened=sent.get("more") == "1"),
        kept={"tab": wanted.tab, **({"more": "1"} if sent.get("more") == "1" else {})},
        text=wanted.text,
        narrowed=bool(set(query) - {"tab"}),
        rows=tuple(row_of(one, request.on, known) for one in found.lines),
        paging=Paging(found.next, not sent.get("after"), query, total),
        again=counts["again"],
        query=urlencode(query),
        drafts=bool(drafting_bodies(actor)),
        exports=bool(actor.reach("case.export")),
        today=request.on,
    )
    return show(request, "workbench/publications/list.html", page)


@staff
def export(request: Asked, kind: str) -> HttpResponse:
    """The list of the address as a file; a form sends it."""
    if kind not in KINDS:
        raise missing(KIND, where="kind")
    wanted = asked(request, _many(request.actor))
    if request.method != "POST":
        return onward(request, f"/desk/publications?{urlencode(_query(wanted))}")
    headers = {"Content-Disposition": f'attachment; filename="publications-{request.on}.{kind}"'}
    if kind == "xlsx":
        content = exporting.workbook(wanted, request.on, by=request.actor, at=request.at)
        return HttpResponse(content, content_type=KINDS[kind], headers=headers)
    told = exporting.listed(wanted, request.on, by=request.actor, at=request.at)
    return cast("HttpResponse", StreamingHttpResponse(told, content_type=KINDS[kind], headers=headers))


def asked(request: Asked, many: bool) -> Wanted:
    """What an address asks for; whatever makes no sense in it is left out."""
    sent = request.GET
    tab = str(sent.get("tab", ""))
    typed = {name: str(sent.get(name, ""))[:40] for name in KEYS}
    ids = {name: int(value) for name in IDS if (value := str(sent.get(name, ""))).isdecimal() and len(value) < 16}
    own = next((held.body_id for held in request.actor.appointments), 0)
    return Wanted(
        tab if tab in TABS else first_tab(request.actor),
        str(sent.get("q", "")).strip()[:TEXT].replace("\0", ""),
        **typed,
        body_id=ids.get("body", 0) if many else own,
        unit_id=ids.get("unit", 0),
        entry_id=ids.get("entry", 0),
    )


def first_tab(actor: Actor) -> str:
    """The list that a post begins with."""
    posts = {held.post for held in actor.appointments}
    if posts & {"clerk", "handler"}:
        return "preparing"
    return "reviewing" if posts & {"reviewer", "head", "leader"} else "public"


def _many(actor: Actor) -> bool:
    return bool(actor.reach("case.read").paths) or len({held.body_id for held in actor.appointments}) > 1


def drafting_bodies(actor: Actor) -> tuple[int, ...]:
    """The bodies for which somebody may begin a draft."""
    desk = ("clerk", "handler", "head")
    return tuple(dict.fromkeys(held.body_id for held in actor.appointments if held.post in desk))


def _query(wanted: Wanted) -> dict[str, str]:
    named = {
        "tab": wanted.tab, "q": wanted.text, "kind": wanted.kind, "column": wanted.column, "category": wanted.category,
        "field": wanted.field, "unit": str(wanted.unit_id or ""), "entry": str(wanted.entry_id or ""),
    }  # fmt: skip
    return {name: value for name, value in named.items() if value}


def _total(total: int | None, is_exact: bool) -> Words | str:
    if total is None:
        return ""
    return words("publishing.total" if is_exact else "publishing.total_more", n=f"{total:,}")


def _tabs(wanted: Wanted, counts: dict[str, int]) -> tuple[Tab, ...]:
    query = _query(replace(wanted, tab="", unit_id=0))
    return tuple(
        Tab(f"/desk/publications?{urlencode(query | {'tab': name})}", words(f"publishing.tab.{name}"),
            name == wanted.tab, counts[name] if name == "public" else min(counts[name], MOST))
        for name in TABS
    )  # fmt: skip


def _filters(request: Asked, wanted: Wanted, many: bool, *, opened: bool) -> tuple[Filter, ...]:
    found = [
        Filter("kind", words("publishing.kind"), naming.kind_choices(), wanted.kind),
        Filter("column", words("publishing.column"), naming.column_choices(), wanted.column),
    ]
    if many:
        bodies = organs.bodies(request.actor, limit=MANY_BODIES)
        named = tuple(Choice(str(one.id), same(one.short_name or one.name)) for one in bodies)
        found.append(Filter("body", words("publishing.body"), named, str(wanted.body_id or "")))
    if not (opened or wanted.category or wanted.field or wanted.unit_id or wanted.entry_id):
        return tuple(found)
    found += [
        Filter("category", words("publishing.category"), naming.category_choices(), wanted.category),
        Filter("field", words("publishing.field"), naming.field_choices(), wanted.field),
    ]
    if wanted.body_id and wanted.tab != "public":
        units = (Choice(str(one.id), same(one.name)) for one in organs.units(request.actor, wanted.body_id))
        found.append(Filter("unit", words("publishing.unit"), tuple(units), str(wanted.unit_id or "")))
        entries = lines.choices(wanted.body_id, request.on)
        named = tuple(Choice(str(pk), same(f"{number} {title}"[:60])) for pk, number, title, _, _ in entries)
        found.append(Filter("entry", words("publishing.entry"), named, str(wanted.entry_id or "")))
    return tuple(found)


def row_of(one: Line, on: date, known: dict[str, Shown]) -> Row:
    """A line as it is shown."""
    at_work = one.state in register.WORK
    stands = stage("proactive_disclosure", one.state) if one.state else words(f"publishing.status.{one.status}")
    return Row(
        one,
        naming.kind_name(one.kind),
        naming.column_name(one.column, known),
        stands,
        _light(one.due_on, on) if at_work and one.due_on else None,
        f"/desk/cases/{one.case_id}" if one.case_id and at_work else f"/desk/publications/{one.id}",
    )


def _light(due_on: date, on: date) -> Light:
    left = left_until(national(), on, due_on)
    return Light("late" if due_on < on else "soon" if left <= SOON else "calm", left)
