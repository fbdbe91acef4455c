"""What the published reports of a year say together: the figures that the public sees first, and from how many."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Count, Sum

from zhengwu.records.reports.models import AnnualReport
from zhengwu.records.reports.territory import thawed
from zhengwu.statute.report.model import Report

PUBLISHED = AnnualReport.objects.filter(status="published")


@dataclass(frozen=True, slots=True)
class Told:
    """Sums over `reports` published reports on `year`; `as_of` is when the last of them came out.

    A report that holds those of the bodies below it stands for them: `counted` are those that were added up. A cell
    that states no number adds nothing.
    """

    year: int
    reports: int
    as_of: date
    received: int
    concluded: int
    disclosed: int
    reviews: int
    corrected: int
    counted: tuple["Out", ...]


@dataclass(frozen=True, slots=True)
class Out:
    """A report that is out: whose, on which year, since when."""

    body_id: int
    body: str
    year: int
    published_on: date | None


def newest_year() -> Told | None:
    """The newest year on which there are published reports; None before the first one."""
    stamp = PUBLISHED.values_list("year").annotate(Count("pk"), Sum("pk")).order_by("-year").first()
    return None if stamp is None else _told(*stamp)


@lru_cache(maxsize=4)
def _told(year: int, _count: int, _sum: int) -> Told:
    """The sums. Count and sum of the ids change whenever a report comes out or takes another one's place."""
    rows = list(PUBLISHED.filter(year=year).select_related("body").order_by("body__path"))
    tops, counted, above = [], [], "-"
    for row in rows:
        if not row.body.path.startswith(above):
            tops.append(thawed(row))
            counted.append(Out(row.body_id, row.body.name, year, row.published_on))
            above = row.body.path
    total = {key: sum(_stated(report, *key) for report in tops) for key in CELLS}
    received, concluded, granted, partly, reviews, corrected = total.values()
    as_of = max(row.published_on for row in rows if row.published_on)
    return Told(year, len(rows), as_of, received, concluded, granted + partly, reviews, corrected, tuple(counted))


CELLS = (
    ("requests", "received", "total"),
    ("requests", "concluded", "total"),
    ("requests", "granted", "total"),
    ("requests", "partially_granted", "total"),
    ("remedies", "review", "total"),
    ("remedies", "review", "corrected"),
)


def _stated(report: Report, table: str, row: str, column: str) -> int:
    return int(report.cell(table, row, column).stated or 0)
