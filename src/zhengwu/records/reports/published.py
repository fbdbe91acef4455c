"""What has been published, for everybody: which years, which bodies, and each report as it was frozen."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from zhengwu.records.reports.models import AnnualReport
from zhengwu.records.reports.territory import thawed
from zhengwu.records.reports.versions import REPORT
from zhengwu.records.troubles import missing
from zhengwu.statute.report.model import Report

ROWS = AnnualReport.objects.filter(status="published")
COLUMNS = ("id", "body_id", "body__name", "year", "version", "correction", "published_on")


@dataclass(frozen=True, slots=True)
class Published:
    """A published report in a list. `correction` says why it replaced another version; empty for the first one."""

    id: int
    body_id: int
    name: str
    year: int
    version: int
    correction: str
    on: date


def years() -> tuple[int, ...]:
    """The years on which there are published reports, the newest first. One statement."""
    return tuple(ROWS.order_by("-year").values_list("year", flat=True).distinct())


def bodies() -> tuple[tuple[int, str], ...]:
    """The bodies that have published a report, with their names, in the order of the tree. One statement."""
    rows = ROWS.order_by("body__path").values_list("body_id", "body__name")
    return tuple(rows.distinct())


def of_year(year: int) -> tuple[Published, ...]:
    """The published reports on a year, in the order of the bodies' tree. One statement."""
    rows = ROWS.filter(year=year).order_by("body__path")
    return tuple(Published(*row) for row in rows.values_list(*COLUMNS))


def newest(most: int) -> tuple[Published, ...]:
    """The published reports that came out last, the newest first. One statement."""
    return tuple(Published(*row) for row in ROWS.order_by("-published_on", "-id").values_list(*COLUMNS)[:most])


def of_body(body_id: int) -> tuple[Published, ...]:
    """The published reports of a body, the newest year first. One statement."""
    rows = ROWS.filter(body_id=body_id).order_by("-year")
    return tuple(Published(*row) for row in rows.values_list(*COLUMNS))


def frozen(published: Published) -> Report:
    """The report. A published version never changes, so that it is read once."""
    return _frozen(published.id)


def one(body_id: int, year: int) -> Published:
    """The report of a body on a year. Trouble: missing."""
    found = next((row for row in of_body(body_id) if row.year == year), None)
    if found is None:
        raise missing(REPORT, where="year")
    return found


@lru_cache(maxsize=128)
def _frozen(report_id: int) -> Report:
    return thawed(AnnualReport.objects.defer("findings", "sources").get(pk=report_id))
