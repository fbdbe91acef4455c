"""Beside each other: two readings or versions of a report, one cell in every report, the sums of a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.http import HttpResponse

from zhengwu.records.library import across as records
from zhengwu.records.library import listing, papers
from zhengwu.records.library.across import LEAST, PAGE, Sum, Value
from zhengwu.records.library.judging import label
from zhengwu.records.library.papers import PaperFacts
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.report.compare import Comparison, Difference
from zhengwu.ui.catalogue import same
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Paging, Tab
from zhengwu.visits import Asked
from zhengwu.workbench.library.places import BASE, Place, named, number, place_of, year_of
from zhengwu.workbench.reports.tables import change, shown

FIRST = "requests.received.total"


@dataclass(frozen=True, slots=True)
class Beside:
    """A cell on which two do not agree."""

    label: Words
    href: str
    before: str
    now: str
    change: str


@dataclass(frozen=True, slots=True)
class ComparedPage:
    """The differences of a paper from another reading, or from another version."""

    facts: PaperFacts
    name: Words
    readings: bool
    rows: tuple[Beside, ...]
    equal: int
    other: int


@dataclass(frozen=True, slots=True)
class Row:
    """What a body says in a cell."""

    one: Value
    before: str
    now: str
    change: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A cell that may be chosen."""

    value: str
    label: Words
    here: bool


@dataclass(frozen=True, slots=True)
class AcrossPage:
    """One cell in every report of a year. `ranked`: there are enough of them for that."""

    place: Place
    year: int
    years: tuple[Tab, ...]
    cell: str
    label: Words
    total: Sum
    sum: str
    choices: tuple[Offered, ...]
    rows: tuple[Row, ...]
    ranked: bool
    least: int
    paging: Paging


@dataclass(frozen=True, slots=True)
class Summed:
    """A line of the sums: the figure, how many reports state it."""

    one: Sum
    total: str


@dataclass(frozen=True, slots=True)
class TotalsPage:
    """The sums of a year."""

    place: Place
    year: int
    years: tuple[Tab, ...]
    reports: int
    rows: tuple[Summed, ...]


@staff
def compared(request: Asked, paper_id: int) -> HttpResponse:
    """`/desk/library/papers/ID/compared?reading=` or `?version=`: what changed to this one."""
    reading, version = number(request.GET.get("reading", "")), number(request.GET.get("version", ""))
    other = reading if reading is not None else version
    if other is None:
        raise missing(Words("要比较的另一份", "other one"), where="version")
    facts, found = papers.compared(request.actor, paper_id, other, readings=reading is not None)
    page = ComparedPage(facts, named(facts), reading is not None, _beside(facts, found), found.equal, other)
    return show(request, "workbench/library/compared.html", page)


def _beside(facts: PaperFacts, found: Comparison) -> tuple[Beside, ...]:
    def told(one: Difference) -> Beside:
        href = f"{BASE}/papers/{facts.id}/cells/{one.table}/{one.row}/{one.column}"
        said = Words(f"{one.row_label} · {one.column_label}", f"{one.row_gloss} · {one.column_gloss}")
        return Beside(said, href, shown(one.left), shown(one.right), change(one.left, one.right))

    return tuple(told(one) for one in (*found.differences, *found.one_sided))


def _years(place: Place, known: Sequence[int], here: int, **more: str) -> tuple[Tab, ...]:
    query = "".join(f"&{name}={value}" for name, value in place.kept(**more).items())
    return tuple(Tab(f"?year={year}{query}", same(str(year)), year == here) for year in known)


def _year(request: Asked, place: Place) -> tuple[int, list[int]]:
    """The year asked for, or the newest of which the library has a report; and all of which it has one."""
    asked = year_of(request.GET.get("year", ""))
    known = [year for year, _ in listing.counts(place.holder_id).years]
    return asked or next(iter(known), request.on.year - 1), known


@staff
def across(request: Asked) -> HttpResponse:
    """`/desk/library/across`."""
    place = place_of(request)
    year, known = _year(request, place)
    form = records.form_of(year)
    asked = request.GET.get("cell", "")[:80]
    cell = asked if asked in records.cells(form) else FIRST
    after = request.GET.get("after", "")
    start = int(after) if after.isdecimal() and len(after) < 7 else 0
    total = records.summed(place.holder_id, year, cell)[0]
    found = records.one_cell(place.holder_id, year, total, start=start, limit=PAGE + 1)
    following = str(start + PAGE) if len(found) > PAGE else ""
    rows = tuple(Row(one, shown(one.before), shown(one.value), change(one.before, one.value)) for one in found[:PAGE])
    page = AcrossPage(
        place, year, _years(place, known, year, cell=cell), cell, label(cell, form.key), total,
        shown(total.total) if total.stated else "—", _choices(form.key, cell), rows,
        total.stated >= LEAST, LEAST, Paging(following, start == 0, place.kept(year=str(year), cell=cell)),
    )  # fmt: skip
    return show(request, "workbench/library/across.html", page)


def _choices(form: str, here: str) -> tuple[Offered, ...]:
    return tuple(Offered(cell, said, cell == here) for cell, said in _offered(form))


@cache
def _offered(form: str) -> tuple[tuple[str, Words], ...]:
    from zhengwu.statute.report.formats import format_of

    return tuple((cell, label(cell, form)) for cell in records.cells(format_of(form)))


@staff
def totals(request: Asked) -> HttpResponse:
    """`/desk/library/totals`."""
    place = place_of(request)
    year, known = _year(request, place)
    found = records.summed(place.holder_id, year)
    reports = max((one.stated + one.missing for one in found), default=0)
    rows = tuple(Summed(one, shown(one.total) if one.stated else "—") for one in found)
    return show(
        request, "workbench/library/totals.html", TotalsPage(place, year, _years(place, known, year), reports, rows)
    )
