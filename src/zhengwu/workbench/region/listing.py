"""The region at a glance: a line a body, as many columns as one wants, the sum, and files of it all."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from django.http import HttpResponse, StreamingHttpResponse
from markupsafe import Markup

from zhengwu.records.region import exports, lines
from zhengwu.records.region.counting import Numbers
from zhengwu.records.region.duties import Duties
from zhengwu.records.region.lines import REPORT, RIGHT, Line, Listed, Placed
from zhengwu.records.region.measures import SAMPLES
from zhengwu.records.troubles import Words, forbidden
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.environment import environment
from zhengwu.ui.forms import Choice
from zhengwu.ui.looks import look_of
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Filter, Tab
from zhengwu.visits import Asked
from zhengwu.workbench.region import cells
from zhengwu.workbench.region.asking import BODY_KINDS, COLUMNS, Asking, Column, asked_bodies, asking, tabs_of
from zhengwu.workbench.region.cells import Cell
from zhengwu.workbench.reports.filed import State, state_of

PAGE = 50
NAMED = 40  # bodies of which nothing is on file that are named
REMEMBERED = 64  # tables laid out
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
_laid: "OrderedDict[tuple[object, ...], tuple[Listed, Markup, Markup]]" = OrderedDict()


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its name, the address that sorts by it, and how the list is sorted by it."""

    name: Words
    href: str
    order: str


@dataclass(frozen=True, slots=True)
class Group:
    """The head over some columns."""

    name: Words
    wide: int


@dataclass(frozen=True, slots=True)
class Row:
    """A body: its figures, and how far its report is where that is a column."""

    line: Line
    rank: int
    figures: tuple[Cell, ...]
    state: State | None


@dataclass(frozen=True, slots=True)
class TablePage:
    """The table. `ranked`: its first column is the rank. `flat`: not in the order of the tree."""

    year: int
    groups: tuple[Group, ...]
    heads: tuple[Head, ...]
    name: Head
    ranked: bool
    flat: bool
    bodies: int
    sum: tuple[Cell, ...]
    sum_state: str
    rows: tuple[Row, ...]
    suffix: str
    ticked: frozenset[int]


@dataclass(frozen=True, slots=True)
class Ticked:
    """A column that may be chosen."""

    key: str
    name: Words
    here: bool


@dataclass(frozen=True, slots=True)
class FormPage:
    """What leads to another list: filters, the smallest sample, columns."""

    asking: Asking
    filters: tuple[Filter, ...]
    samples: tuple[tuple[int, bool], ...]
    choices: tuple[tuple[Words, tuple[Ticked, ...]], ...]


@dataclass(frozen=True, slots=True)
class RegionPage:
    """The list with what leads to another one of it; form and table are ready."""

    asking: Asking
    days: tuple[Tab, ...]
    first: str
    before_first: str
    before_last: str
    bodies: int
    ranking: str
    unranked: int
    silent: tuple[str, ...]
    unnamed: int
    form: Markup
    table: Markup
    some: bool
    narrowed: bool
    next: str
    start: bool


@staff
def listing(request: Asked) -> HttpResponse:
    """The bodies below mine, side by side."""
    if not request.actor.reach(RIGHT):
        raise forbidden(RIGHT)
    one = asking(request.GET, request.on)
    found = lines.listed(request.actor, one.on, one.today, one.sought)
    start = _start(found.rows, request.GET.get("after", ""))
    rows = found.rows[start : start + PAGE]
    more = f"{rows[-1].line.body_id}" if len(found.rows) > start + PAGE else ""
    key, before, sort = one.sought.sort.lstrip("-"), found.period.before(), COLUMNS.get(one.sought.sort.lstrip("-"))
    shared = sort is not None and sort.measure is not None and bool(sort.measure.whole) and not sort.changed
    form, table = _ready(look_of(request).lang, one, found, start, frozenset(asked_bodies(request.GET)))
    page = RegionPage(
        asking=one,
        days=tabs_of(one),
        first=f"{found.period.first}",
        before_first=f"{before.first}",
        before_last=f"{before.through}",
        bodies=found.total.bodies,
        ranking=key if shared else "",
        unranked=sum(not placed.rank for placed in found.rows),
        silent=found.total.silent[:NAMED],
        unnamed=max(len(found.total.silent) - NAMED, 0),
        form=form,
        table=table,
        some=bool(found.rows),
        narrowed=bool(one.sought.kind or one.sought.parent or one.sought.late),
        next=one.address(after=more) if more else "",
        start=start == 0,
    )
    return show(request, "workbench/region/listing.html", page)


def _start(rows: tuple[Placed, ...], after: str) -> int:
    """Where a page begins: behind the body that the last one ended with."""
    return next((at for at, placed in enumerate(rows, 1) if f"{placed.line.body_id}" == after), 0)


def _filters(found: Listed, one: Asking) -> tuple[Filter, ...]:
    above = {line.parent_id for line in found.every}
    parents = tuple(Choice(f"{line.body_id}", same(line.short_name)) for line in found.every if line.body_id in above)
    kinds = tuple(Choice(kind, words(f"region.kind.{kind}")) for kind in BODY_KINDS)
    return (
        Filter("kind", words("region.filter.kind"), kinds, one.sought.kind),
        Filter("parent", words("region.filter.parent"), parents, f"{one.sought.parent or ''}"),
        Filter("late", words("region.filter.late"), (Choice("1", words("region.filter.only_late")),),
               "1" if one.sought.late else ""),
    )  # fmt: skip


def _choices(one: Asking) -> Iterator[tuple[Words, tuple[Ticked, ...]]]:
    here = {column.key for column in one.columns}
    for group, found in groupby(COLUMNS.values(), key=lambda column: column.group):
        yield words(f"region.group.{group}"), tuple(Ticked(each.key, _whole(each), each.key in here) for each in found)


def _whole(column: Column) -> Words:
    """What a column is called by itself."""
    if not column.changed or column.measure is None:
        return column.name
    name = words(f"region.measure.{column.measure.key}")
    return Words(f"{name.zh}：{column.name.zh}", f"{name.en}: {column.name.en}")


def _ready(lang: str, one: Asking, found: Listed, start: int, ticked: frozenset[int]) -> tuple[Markup, Markup]:
    """Form and table: they depend on the list, what is asked for, the page and the language, nothing else."""
    key = (lang, one, start, ticked)
    laid = _laid.get(key)
    if laid is None or laid[0] is not found:
        samples = tuple((size, size == one.sought.least) for size in SAMPLES)
        form = FormPage(one, _filters(found, one), samples, tuple(_choices(one)))
        laid = _laid[key] = (
            found, _rendered(lang, "form", form), _rendered(lang, "table", _laid_out(one, found, start, ticked)),
        )  # fmt: skip
        while len(_laid) > REMEMBERED:
            _laid.popitem(last=False)
    return laid[1:]


def _rendered(lang: str, name: str, page: object) -> Markup:
    template = environment(lang).get_template(f"workbench/region/{name}.html")
    return Markup(template.render(page=page))


def _laid_out(one: Asking, found: Listed, start: int, ticked: frozenset[int]) -> TablePage:
    rows, total = found.rows[start : start + PAGE], found.total
    groups = tuple(
        Group(words(f"region.group.{group}"), len(list(columns)))
        for group, columns in groupby(one.columns, key=lambda column: column.group)
    )
    sum_cells = tuple(_figures(one, total.now, total.before, total.duties, ""))
    return TablePage(
        year=found.year,
        groups=groups,
        heads=tuple(Head(each.name, one.sorted_by(each.key), one.order(each.key)) for each in one.columns),
        name=Head(words("region.body"), one.address(sort="name" if one.sought.sort != "name" else "-name"),
                  one.order("name")),
        ranked=any(placed.rank for placed in found.rows),
        flat=bool(one.sought.sort),
        bodies=total.bodies,
        sum=sum_cells,
        sum_state=f"{total.published}/{total.bodies}" if any(each.key == REPORT for each in one.columns) else "",
        rows=tuple(_row(one, found.year, placed) for placed in rows),
        suffix=one.suffix,
        ticked=ticked,
    )  # fmt: skip


def _row(one: Asking, year: int, placed: Placed) -> Row:
    line = placed.line
    figures = tuple(_figures(one, line.now, line.before, line.duties, f"/desk/region/{line.body_id}"))
    shown = any(each.key == REPORT for each in one.columns)
    return Row(line, placed.rank, figures, state_of(line.report, year, one.today) if shown else None)


def _figures(one: Asking, now: Numbers, before: Numbers, duties: Duties | None, base: str) -> Iterator[Cell]:
    """The cells of a line; of the sum (no `base`) each leads to the bodies that it is made of, the largest first."""
    for column in one.columns:
        if column.measure is None:
            continue
        if column.changed:
            yield cells.change(column.measure, now, before)
        else:
            found = cells.cell(column.measure, now, duties, base, one.suffix)
            known = found.text is not cells.NOTHING
            yield found if base or not known else Cell(found.text, found.under, one.address(sort=f"-{column.key}"))


@staff
def export(request: Asked, kind: str) -> HttpResponse:
    """All lines of the list as it is narrowed, with every measure."""
    one = asking(request.GET, request.on)
    found = lines.listed(request.actor, one.on, one.today, one.sought)
    measures = [(each.measure, each.name.zh) for each in COLUMNS.values() if each.measure and not each.changed]
    made = exports.sheet(found, measures, one.sought.least, one.today)
    content = exports.written(made, kind, by=request.actor, at=request.at)
    headers = {"Content-Disposition": f'attachment; filename="region-{one.on}.{kind}"'}
    streamed = StreamingHttpResponse(content, content_type=TYPES[kind], headers=headers)
    return cast("HttpResponse", streamed)  # the frame passes on whatever it is
