"""Who has filed the report of a year, who has not, and who is late."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from zhengwu.records.reports import queries
from zhengwu.records.reports.territory import Filed
from zhengwu.statute.report.formats import format_for_year
from zhengwu.ui.catalogue import same
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Paging, Tab
from zhengwu.visits import Asked

PAGE = 100
YEARS = 4
PUBLISHED = ("published", "superseded")


@dataclass(frozen=True, slots=True)
class Row:
    """A body's report: how far it is, and by how many days it is late."""

    filed: Filed
    late: int
    missing: bool


@dataclass(frozen=True, slots=True)
class FiledPage:
    """The bodies within reach, with how many have published."""

    year: int
    years: tuple[Tab, ...]
    rows: tuple[Row, ...]
    published: int
    late: int
    paging: Paging


@staff
def listing(request: Asked) -> HttpResponse:
    """The list of one year."""
    year = _year(request.GET.get("year", ""), request.on)
    after = request.GET.get("after", "")[:200]
    found = queries.listing(request.actor, year, after=after or None, limit=PAGE + 1)
    rows = tuple(_row(one, request.on) for _, one in found[:PAGE])
    following = found[PAGE - 1][0] if len(found) > PAGE else ""
    last = request.on.year
    offered = [one for one in range(last, last - YEARS, -1) if format_for_year(one)]
    page = FiledPage(
        year,
        tuple(Tab(f"?year={one}", same(one), one == year) for one in offered),
        rows,
        sum(one.filed.published_on is not None for one in rows),
        sum(one.late > 0 for one in rows),
        Paging(following, not after, {"year": str(year)}),
    )
    return show(request, "workbench/reports/listing.html", page)


def _row(one: Filed, on: date) -> Row:
    return Row(one, one.days_late(on), one.published_on is None)


def _year(text: str, on: date) -> int:
    """The year asked for; the one whose report is due otherwise: last year's until April, then this year's."""
    asked = int(text) if text.isdecimal() and len(text) == 4 else 0
    if format_for_year(asked):
        return asked
    return on.year - 1
