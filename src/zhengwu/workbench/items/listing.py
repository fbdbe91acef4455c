"""The items of a reach as a list: narrowed, page by page, as a file and on paper; powers by level."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import orjson
from django.http import HttpResponse

from zhengwu.records.documents.actions import Copy
from zhengwu.records.items import desk
from zhengwu.records.items.actions import MANAGE
from zhengwu.records.items.desk import Filtered, Line
from zhengwu.records.people.actors import Actor
from zhengwu.records.publications.exporting import as_csv, as_workbook
from zhengwu.records.staffing import directory
from zhengwu.records.troubles import Words, forbidden, missing
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Filter, Paging, Tab
from zhengwu.visits import Asked
from zhengwu.workbench.downloads import sent
from zhengwu.workbench.items.telling import named
from zhengwu.workbench.items.writing import code_choices

PAGE, MANY_BODIES, TEXT = 40, 300, 60
KIND = Words("这种格式", "format")
MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
COLUMNS = (
    "code", "name", "type", "action", "body", "level", "case_type", "statutory_days", "promised_days", "visits",
    "depth", "status", "since", "faults",
)  # fmt: skip
FIGURES = tuple(COLUMNS.index(key) for key in ("statutory_days", "promised_days", "visits", "depth", "faults"))
TABS = (
    ("/desk/items", "list"), ("/desk/items/base", "base"), ("/desk/powers", "powers"),
    ("/desk/simplified", "simplified"), ("/desk/indicators", "indicators"), ("/desk/drives", "drives"),
    ("/desk/seals", "seals"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """An item in the list."""

    line: Line
    type: Words
    action: Words
    case_type: Words
    status: Words
    level: Words


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list with what it is narrowed to. `begun`: there are items at all."""

    tabs: tuple[Tab, ...]
    filters: tuple[Filter, ...]
    text: str
    faulty: bool
    rows: tuple[Row, ...]
    paging: Paging
    query: str
    manages: bool
    narrowed: bool
    on: date


@dataclass(frozen=True, slots=True)
class PrintPage:
    """A list on paper, with as much of it as is printed at a time."""

    rows: tuple[Row, ...]
    on: date
    cut: bool


def tabs(here: str) -> tuple[Tab, ...]:
    """The pages about items, and on which of them one is."""
    return tuple(Tab(to, words(f"items.tab.{key}"), key == here) for to, key in TABS)


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/items`."""
    actor, wanted = reader(request.actor), asked(request)
    after = str(request.GET.get("after", ""))[:18]
    found = desk.listed(actor, wanted, request.on, after=after, most=PAGE)
    query = _query(wanted)
    total = desk.count(actor, wanted, request.on)
    counted = words("items.total", n=f"{min(total, desk.COUNTED)}{'+' if total > desk.COUNTED else ''}")
    page = ListPage(
        tabs("list"),
        _filters(actor, wanted),
        wanted.text,
        wanted.faulty,
        tuple(row_of(one) for one in found.rows),
        Paging(found.after, not after, query, counted),
        urlencode(query),
        bool(actor.reach(MANAGE)),
        bool(query),
        request.on,
    )
    return show(request, "workbench/items/list.html", page)


@staff
def printed(request: Asked) -> HttpResponse:
    """`/desk/items/print`: the list as it is narrowed, on paper."""
    actor, wanted = reader(request.actor), asked(request)
    found = desk.listed(actor, wanted, request.on, most=2_000)
    page = PrintPage(tuple(row_of(one) for one in found.rows), request.on, bool(found.after))
    return show(request, "workbench/items/print.html", page)


@staff
def export(request: Asked, kind: str) -> HttpResponse:
    """`/desk/items/export/KIND`: the list as it is narrowed, as a file."""
    actor = reader(request.actor)
    if kind not in MEDIA:
        raise missing(KIND, where="kind")
    lines = [_cells(one) for one in desk.every(actor, asked(request), request.on)]
    heads = [words(f"items.column.{key}").zh for key in COLUMNS]
    content = written(kind, words("items.title").zh, heads, lines, FIGURES)
    return sent(Copy(content, MEDIA[kind], f"事项清单-{request.on}.{kind}"))


def written(
    kind: str, title: str, heads: list[str], lines: list[tuple[str, ...]], figures: Sequence[int] = ()
) -> bytes:
    """Rows as a workbook, as CSV, or as JSON with the heads as names; `figures` are the columns of numbers."""
    if kind == "xlsx":
        return as_workbook(title, heads, iter(lines), figures)
    if kind == "csv":
        return "".join(as_csv(heads, iter(lines))).encode()
    return orjson.dumps([dict(zip(heads, cells, strict=True)) for cells in lines], option=orjson.OPT_INDENT_2)


def _cells(line: Line) -> tuple[str, ...]:
    one, row = line.item, row_of(line)
    said = (
        one.code, one.name, row.type.zh, row.action.zh, one.body_name, row.level.zh, row.case_type.zh,
        one.statutory_days, one.promised_days, one.visits, one.depth, row.status.zh, one.since, one.faults,
    )  # fmt: skip
    return tuple("" if value is None else str(value) for value in said)


def reader(actor: Actor) -> Actor:
    """The actor, who reads items here. Raises Trouble (forbidden)."""
    if not desk.reach(actor):
        raise forbidden("case.read")
    return actor


def row_of(line: Line) -> Row:
    """An item with its words."""
    one = line.item
    status = words("items.status.never") if not one.version else named("item_status", one.status)
    return Row(
        line, named("item_type", one.type), named("action", one.action), named("case_type", one.case_type), status,
        named("level", one.level),
    )  # fmt: skip


def asked(request: Asked) -> Filtered:
    """What the address asks for; whatever makes no sense in it is left out."""
    said = {name: str(request.GET.get(name, ""))[:40] for name in ("type", "state", "theme", "level", "case_type")}
    for name, known in (("type", "item_type"), ("theme", "theme"), ("level", "level"), ("case_type", "case_type")):
        if said[name] not in {one.value for one in code_choices(known)}:
            said[name] = ""
    said["state"] = said["state"] if said["state"] in desk.STATES else ""
    body = str(request.GET.get("body", ""))
    text = str(request.GET.get("q", "")).strip()[:TEXT].replace("\0", "")
    faulty = request.GET.get("faulty") == "1"
    return Filtered(text, int(body) if body.isdecimal() and len(body) < 16 else 0, **said, faulty=faulty)


def _query(wanted: Filtered) -> dict[str, str]:
    said = {
        "q": wanted.text, "body": str(wanted.body_id or ""), "type": wanted.type, "state": wanted.state,
        "theme": wanted.theme, "level": wanted.level, "case_type": wanted.case_type,
        "faulty": "1" if wanted.faulty else "",
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def _filters(actor: Actor, wanted: Filtered) -> tuple[Filter, ...]:
    states = tuple(Choice(key, words(f"items.status.{key}")) for key in desk.STATES)
    found = [
        Filter("type", words("items.column.type"), code_choices("item_type"), wanted.type),
        Filter("state", words("items.column.status"), states, wanted.state),
        Filter("theme", words("items.column.theme"), code_choices("theme"), wanted.theme),
        Filter("case_type", words("items.column.case_type"), code_choices("case_type"), wanted.case_type),
        Filter("level", words("items.column.level"), code_choices("level"), wanted.level),
    ]
    bodies = bodies_of(actor)
    if 1 < len(bodies) <= MANY_BODIES:
        found.insert(0, Filter("body", words("items.column.body"), bodies, str(wanted.body_id or "")))
    return tuple(found)


def bodies_of(actor: Actor, right: str = "") -> tuple[Choice, ...]:
    """The open bodies whose items the actor reads, or over which there is that right."""
    several = [directory.choosable(actor, one) for one in ((right,) if right else desk.READS)]
    found = {pk: (path, name) for one in several for pk, path, name in one}
    ordered = sorted(found.items(), key=lambda each: each[1][0])
    return tuple(Choice(str(pk), same(name)) for pk, (_, name) in ordered)
