"""The figures of a year: how many were published where, cut by column, kind, category or field; each opens its list."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse

from zhengwu.records.documents.actions import Copy
from zhengwu.records.publications import columns, figures
from zhengwu.records.publications.figures import Asked as Wanted
from zhengwu.records.publications.figures import Placed, Table
from zhengwu.records.reports import exports
from zhengwu.records.reports.exports import Sheet
from zhengwu.records.troubles import Words
from zhengwu.statute.disclosure import categories, channels, kinds, pilot_fields
from zhengwu.ui.catalogue import say, words
from zhengwu.ui.doors import staff
from zhengwu.ui.looks import look_of
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Paging, Tab
from zhengwu.visits import Asked
from zhengwu.workbench.catalogue.place import Place, place
from zhengwu.workbench.downloads import sent

CUTS: tuple[figures.Cut, ...] = ("column", "kind", "category", "field")
PAGE = 50
MEDIA = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
NOTHING = "-"  # stands in an address for what belongs to no pilot field


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure, and the address of what lies behind it."""

    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is, its figures by channel, what it comes to."""

    name: Words
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """A year cut one way, with its totals."""

    place: Place
    year: int
    years: tuple[Tab, ...]
    cuts: tuple[Tab, ...]
    cut: str
    heads: tuple[Words, ...]
    rows: tuple[Row, ...]
    totals: tuple[Cell, ...]
    total: Cell
    base: str


@dataclass(frozen=True, slots=True)
class BehindPage:
    """What lies behind a figure."""

    place: Place
    year: int
    count: int
    said: tuple[Words, ...]
    rows: tuple[tuple[Placed, Words, Words], ...]
    paging: Paging
    back: str


@staff
def one(request: Asked, body_id: int) -> HttpResponse:
    """`/desk/catalogue/BODY/figures`: the figures of a year."""
    here = place(request.actor, body_id, "figures")
    year, cut = _asked(request, body_id)
    table = figures.of_year([body_id], year, cut)
    base = f"{here.base}/figures"
    offered = sorted({*figures.years([body_id]), request.on.year}, reverse=True)
    keys = [key for key in channels() if key in table.channels]
    rows = _ordered(table)

    def cell(count: int, **said: str) -> Cell:
        return Cell(count, f"{base}/behind?" + urlencode({"year": year, **said}))

    page = FiguresPage(
        here,
        year,
        tuple(Tab(f"{base}?year={one}&cut={cut}", str(one), one == year) for one in offered),
        tuple(Tab(f"{base}?year={year}&cut={one}", words(f"catalogue.figures.by.{one}"), one == cut) for one in CUTS),
        cut,
        tuple(Words(channels()[key].zh, channels()[key].en) for key in keys),
        tuple(
            Row(
                name,
                tuple(cell(table.cells.get((row, key), 0), channel=key, **{cut: row or NOTHING}) for key in keys),
                cell(table.row_total(row), **{cut: row or NOTHING}),
            )
            for row, name in rows
        ),
        tuple(cell(table.channel_total(key), channel=key) for key in keys),
        cell(table.total),
        base,
    )
    return show(request, "workbench/catalogue/figures.html", page)


def _asked(request: Asked, body_id: int) -> tuple[int, figures.Cut]:
    text, chosen = request.GET.get("year", ""), request.GET.get("cut", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else 0
    cut = next((one for one in CUTS if one == chosen), CUTS[0])
    if not 2000 <= year <= request.on.year:
        year = next(iter(figures.years([body_id])), request.on.year)
    return year, cut


def _names(cut: str) -> dict[str, Words]:
    """The names of the rows, in their order."""
    if cut == "column":
        return {one.column.key: Words(one.column.name, one.column.name_en) for one in columns.tree()}
    if cut == "kind":
        return {key: Words(one.zh, one.en) for key, one in kinds().items()}
    if cut == "category":
        return {key: Words(one.zh, one.en) for key, one in categories().items()}
    fields = {key: Words(one.zh, one.en) for key, one in pilot_fields().items()}
    return {**fields, "": words("catalogue.figures.no_field")}


def _ordered(table: Table) -> list[tuple[str, Words]]:
    names = _names(table.cut)
    there = set(table.rows)
    known = [(key, name) for key, name in names.items() if key in there]
    return [*known, *((key, Words(key, key)) for key in table.rows if key not in names)]


@staff
def behind(request: Asked, body_id: int) -> HttpResponse:
    """`/desk/catalogue/BODY/figures/behind`: exactly the publications that a figure counts."""
    here = place(request.actor, body_id)
    year, _ = _asked(request, body_id)
    query = {name: request.GET.get(name, "")[:40] for name in ("channel", *CUTS)}
    wanted = Wanted(year, **query)
    text = request.GET.get("after", "")
    after = int(text) if text.isdecimal() and text.isascii() and len(text) < 16 else 0
    found, more = figures.behind([body_id], wanted, after=after, limit=PAGE)
    named = _names("kind")
    rows = tuple((one, named.get(one.kind, Words(one.kind, one.kind)), _channel(one.channel)) for one in found)
    page = BehindPage(
        here,
        year,
        figures.behind_count([body_id], wanted),
        tuple(_said(query)),
        rows,
        Paging(str(found[-1].placement_id) if more else "", not after, {"year": str(year), **query}),
        f"{here.base}/figures?year={year}",
    )
    return show(request, "workbench/catalogue/behind.html", page)


def _said(query: dict[str, str]) -> Iterable[Words]:
    for name, value in query.items():
        if value and name == "channel":
            yield _channel(value)
        elif value:
            yield _names(name).get("" if value == NOTHING else value, Words(value, value))


def _channel(key: str) -> Words:
    one = channels().get(key)
    return Words(one.zh, one.en) if one else Words(key, key)


@staff
def export(request: Asked, body_id: int, kind: str) -> HttpResponse:
    """`/desk/catalogue/BODY/figures/export/KIND`: the figures of a year as a file, totals included."""
    here = place(request.actor, body_id)
    year, cut = _asked(request, body_id)
    table, lang = figures.of_year([body_id], year, cut), look_of(request).lang
    keys = [key for key in channels() if key in table.channels]
    total = say(lang, words("catalogue.figures.total"))
    heads = (say(lang, words(f"catalogue.figures.by.{cut}")), *(say(lang, _channel(key)) for key in keys), total)
    rows: list[tuple[exports.Value, ...]] = [
        (say(lang, name), *(table.cells.get((row, key), 0) for key in keys), table.row_total(row))
        for row, name in _ordered(table)
    ]
    rows.append((total, *(table.channel_total(key) for key in keys), table.total))
    name = say(lang, words("catalogue.figures.file", body=here.body.name, year=year))
    sheet = Sheet(name, heads, tuple(rows))
    content = exports.written(sheet, kind, by=request.actor, at=request.at, body_id=body_id)
    return sent(Copy(content, MEDIA[kind], f"{name}.{kind}"))
