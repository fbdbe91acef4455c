"""What the published reports of a year say together: the figures that the public sees first, and from how many."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Max

from zhengwu.records.reports.models import AnnualReport
from zhengwu.records.reports.territory import thawed
from zhengwu.statute.report.model import Report

PUBLISHED = AnnualReport.objects.filter(status="published")


@dataclass(frozen=True, slots=True)
class Told:
    """Sums over `reports` published reports on `year`; `as_of` is when the last of them came out.

    A report that holds those of the bodies below it stands for them. A cell that states no number adds nothing.
    """

    year: int
    reports: int
    as_of: date
    received: int
    concluded: int
    disclosed: int
    reviews: int
    corrected: int


def newest_year() -> Told | None:
    """The newest year on which there are published reports; None before the first one."""
    stamp = PUBLISHED.aggregate(newest=Max("year"), last=Max("pk"))
    return None if stamp["newest"] is None else _told(stamp["newest"], stamp["last"])


@lru_cache(maxsize=4)
def _told(year: int, _last: int) -> Told:
    """The sums; another published version has another id, so that nothing old is remembered."""
    rows = list(PUBLISHED.filter(year=year).select_related("body").order_by("body__path"))
    tops, above = [], "-"
    for row in rows:
        if not row.body.path.startswith(above):
            tops.append(thawed(row))
            above = row.body.path
    total = {key: sum(_stated(report, *key) for report in tops) for key in CELLS}
    received, concluded, granted, partly, reviews, corrected = total.values()
    as_of = max(row.published_on for row in rows if row.published_on)
    return Told(year, len(rows), as_of, received, concluded, granted + partly, reviews, corrected)


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
