"""How many were published where: by column, kind, category, field or body, and channel, with totals; as data."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from io import StringIO

import orjson
from django.http import HttpResponse

from zhengwu.portal.publications import names
from zhengwu.records.organs import queries as organs
from zhengwu.records.publications import figures, offering
from zhengwu.records.publications.columns import columns
from zhengwu.records.publications.figures import CUTS, Cut
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.disclosure import channels
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Choice
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.figures import Provenance
from zhengwu.ui.parts.tables import Column, Filter, Table
from zhengwu.visits import Asked

FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@dataclass(frozen=True, slots=True)
class CountsPage:
    """The figures of a year: what may be chosen, the table, and where it can be had as data."""

    filters: tuple[Filter, ...]
    table: Table
    provenance: Provenance


@public
def counts(request: Asked) -> HttpResponse:
    """`/data/counts?year=&by=`."""
    bodies = organs.open_bodies()
    years = figures.years(bodies)
    given, by = str(request.GET.get("year", "")), _cut(str(request.GET.get("by", "")))
    year = int(given[:4]) if given.isdecimal() else 0
    if year not in years:
        year = years[0] if years else request.on.year
    found = figures.of_year(bodies, year, by)
    filters = (
        Filter(
            "year", words("publications.filters.year"), tuple(Choice(str(one), same(one)) for one in years), str(year)
        ),
        Filter("by", words("publications.by"), tuple(Choice(cut, _head(cut)) for cut in CUTS), by),
    )
    links = tuple(Link(f"/data/counts.{form}", same(form.upper())) for form in FORMS)
    source = Provenance(found.total, words("publications.placements"), request.on, links)
    return show(request, "portal/publications/counts.html", CountsPage(filters, _table(found, bodies), source))


def _cut(asked: str) -> Cut:
    return next((cut for cut in CUTS if cut == asked), "column")


def _head(cut: Cut) -> Words:
    return words(f"publications.filters.{'body' if cut == 'body_id' else cut}")


def _table(found: figures.Table, bodies: tuple[int, ...]) -> Table:
    """The most first; what a row and a column come to at their ends."""
    shown = [channel for channel in channels() if channel in found.channels]
    named = _named(found.cut, found.rows, bodies)
    heads = (
        Column(_head(found.cut)),
        *(Column(names.channel_name(channel), numeric=True) for channel in shown),
        Column(words("publications.sum"), numeric=True),
    )
    rows: list[tuple[object, ...]] = [
        (named[row], *(found.cells.get((row, channel), 0) for channel in shown), found.row_total(row))
        for row in sorted(found.rows, key=lambda row: -found.row_total(row))
    ]
    if rows:
        rows.append((words("publications.sum"), *map(found.channel_total, shown), found.total))
    return Table(words("publications.counts_of", year=found.year), heads, tuple(rows))


def _named(cut: Cut, keys: Iterable[str], bodies: tuple[int, ...]) -> dict[str, Words]:
    """What the rows are called."""
    if cut == "body_id":
        called = organs.names(bodies)
        return {key: same(called.get(int(key), key)) for key in keys}
    known = columns() if cut == "column" else {}
    ways: dict[str, Callable[[str], Words]] = {
        "column": lambda key: names.column_name(key, known),
        "kind": names.kind_name,
        "category": names.category_name,
        "field": names.field_name,
    }
    return {key: ways[cut](key) if key else words("publications.none") for key in keys}


@public
def counted(request: Asked, form: str) -> HttpResponse:
    """`/data/counts.csv` and `.json`: every year, body, channel, kind, column, category and field with its number."""
    if form not in FORMS:
        raise missing(Words("这份数据", "data set"), where="form")
    rows = [asdict(one) for one in offering.counts()]
    headers = {"Content-Disposition": f'attachment; filename="counts.{form}"', "Cache-Control": "no-cache"}
    if form == "json":
        return HttpResponse(orjson.dumps(rows), content_type=FORMS[form], headers=headers)
    out = StringIO("\ufeff")
    out.seek(1)
    written = csv.DictWriter(out, [one.name for one in fields(offering.Count)], lineterminator="\r\n")
    written.writeheader()
    written.writerows(rows)
    return HttpResponse(out.getvalue(), content_type=FORMS[form], headers=headers)
