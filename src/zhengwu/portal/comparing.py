"""Two or three published reports side by side: years of a body, or bodies in a year. What differs first."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from django.http import HttpResponse

from zhengwu.records.reports import published
from zhengwu.records.reports.published import Published
from zhengwu.records.troubles import Words
from zhengwu.statute.report.compare import Comparison, Difference, compare
from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.model import Number
from zhengwu.statute.report.renderers.layout import number_text
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Choice
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Column, Filter, Table
from zhengwu.visits import Asked

PLACES = ("a", "b", "c")
OFFERED = 300
Spot = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What may be chosen, what was, where the reports differ, and in how many cells they agree."""

    filters: tuple[Filter, ...]
    chosen: tuple[Published, ...]
    table: Table | None
    equal: int
    unknown: int


@public
def comparison(request: Asked) -> HttpResponse:
    """`/reports/compare?a=2-2025&b=2-2024&c=3-2025`: the reports by body and year."""
    offered = published.newest(OFFERED)
    by_key = {f"{row.body_id}-{row.year}": row for row in offered}
    asked = {place: str(request.GET.get(place, "")) for place in PLACES}
    choices = tuple(
        Choice(key, words("reports.of", agency=row.name, year=row.year))
        for key, row in sorted(by_key.items(), key=_place)
    )
    filters = tuple(
        Filter(place, words(f"reports.compare.places.{place}"), choices, key) for place, key in asked.items()
    )
    chosen = tuple(dict.fromkeys(by_key[key] for key in asked.values() if key in by_key))
    if len(chosen) < 2:
        return show(request, "portal/compare.html", ComparePage(filters, chosen, None, 0, 0))
    table, first = _compared(chosen)
    page = ComparePage(filters, chosen, table, first.equal, first.unknown)
    return show(request, "portal/compare.html", page)


def _place(one: tuple[str, Published]) -> tuple[str, int]:
    return one[1].name, -one[1].year


@lru_cache(maxsize=64)
def _compared(chosen: tuple[Published, ...]) -> tuple[Table, Comparison]:
    """The table, and how the first two agree. Published versions never change."""
    reports = [published.frozen(row) for row in chosen]
    found = tuple(compare(left, right) for left, right in combinations(reports, 2))
    return _table(chosen, found), found[0]


def _table(chosen: tuple[Published, ...], found: tuple[Comparison, ...]) -> Table:
    """A line a cell that differs anywhere: its number in each report, and the change from the first to the last."""
    lines: dict[Spot, tuple[Difference, dict[int, Number | None]]] = {}
    for (left, right), pair in zip(combinations(range(len(chosen)), 2), found, strict=True):
        for one in (*pair.differences, *pair.one_sided):
            _, numbers = lines.setdefault((one.table, one.row, one.column), (one, {}))
            numbers.update({left: one.left, right: one.right})
    heads = [_head(row, chosen) for row in chosen]
    columns = (
        Column(words("reports.columns.cell")),
        *(Column(head, numeric=True) for head in heads),
        Column(words("reports.columns.change"), numeric=True),
    )
    places = _places(tuple(published.frozen(row).format for row in chosen))
    ordered = sorted(lines.items(), key=lambda line: places.get(line[0], len(places)))
    rows = tuple(_line(one, numbers, len(chosen)) for _, (one, numbers) in ordered)
    return Table(words("reports.compare.differences", n=len(rows)), columns, rows)


@lru_cache(maxsize=16)
def _places(formats: tuple[str, ...]) -> dict[Spot, int]:
    """Where each cell stands in the forms of the reports, the first one's order first."""
    spots: dict[Spot, int] = {}
    for key in dict.fromkeys(formats):
        for table in format_of(key).tables:
            for row, column in table.all_keys:
                spots.setdefault((table.key, row, column), len(spots))
    return spots


def _head(row: Published, chosen: tuple[Published, ...]) -> Words:
    """The year where all are of one body, else the body, with the year where that is not one."""
    if len({one.body_id for one in chosen}) == 1:
        return same(row.year)
    return same(row.name) if len({one.year for one in chosen}) == 1 else same(f"{row.name} {row.year}")


def _line(one: Difference, numbers: dict[int, Number | None], count: int) -> tuple[object, ...]:
    label = Words(f"{one.row_label}·{one.column_label}", f"{one.row_gloss}, {one.column_gloss}")
    values = [numbers.get(at) for at in range(count)]
    first, last = values[0], values[-1]
    change = None if first is None or last is None else last - first
    told = None if change is None else f"{'+' if change > 0 else ''}{number_text(change)}"
    return (label, *(None if value is None else number_text(value) for value in values), told)
