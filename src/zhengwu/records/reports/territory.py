"""The report of a government: its own office and the bodies below it, added up cell by cell.

A government below adds up its own bodies, so its report counts and those below it do not count again. Everybody else's
report counts for itself, however deep in the tree. Only signed or published reports are added.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.count import FeeTotals, fees
from zhengwu.records.reports.models import AnnualReport
from zhengwu.statute.report.aggregate import Aggregate, aggregate
from zhengwu.statute.report.checks.dates import DEPARTMENT, GOVERNMENT
from zhengwu.statute.report.formats import Format
from zhengwu.statute.report.model import Number, Report
from zhengwu.statute.report.readers.saved import read_saved

GOVERNMENT_KIND = "government"
REMEMBERED = 512  # frozen reports
_thawed: dict[tuple[int, str, datetime | None, date | None], Report] = {}


@dataclass(frozen=True, slots=True)
class Filed:
    """How far a body's report on a year has come. `status` is empty where there is none; `due_on` binds the body."""

    body_id: int
    name: str
    status: str
    version: int
    origin: str
    signed_on: date | None
    published_on: date | None
    due_on: date
    errors: int = 0

    def days_late(self, on: date) -> int:
        """By how many days it was published late, or is late by now; 0 in time."""
        return max(((self.published_on or on) - self.due_on).days, 0)


@dataclass(frozen=True, slots=True)
class Addend:
    """What one body adds to a cell of the sum; None where it states no number."""

    body_id: int
    name: str
    value: Number | None


@dataclass(frozen=True, slots=True)
class Territory:
    """The sum, the bodies it should have, and the report of each that it has."""

    aggregate: Aggregate
    filed: tuple[Filed, ...]
    reports: tuple[tuple[int, Report], ...]


def due_on(body: Body, year: int) -> date:
    """The last day to publish: the local one where it is earlier than the statutory one (条例第四十九条)."""
    statutory = (GOVERNMENT if body.kind == GOVERNMENT_KIND else DEPARTMENT).after(year)
    if not body.local_due_on:
        return statutory
    month, day = map(int, body.local_due_on.split("-"))
    local = date(year + 1, 3, 1) - timedelta(days=1) if (month, day) == (2, 29) else date(year + 1, month, day)
    return min(local, statutory)


def below(body: Body) -> list[Body]:
    """The bodies whose reports a government adds up, in the order of the tree."""
    if body.kind != GOVERNMENT_KIND:
        return []
    rows = Body.objects.filter(path__startswith=body.path, closed_on=None).exclude(pk=body.pk).order_by("path")
    found: list[Body] = []
    summed_already: tuple[str, ...] = ()
    for row in rows:
        if summed_already and row.path.startswith(summed_already):
            continue
        found.append(row)
        if row.kind == GOVERNMENT_KIND:
            summed_already = (*summed_already, row.path)
    return found


def filed(bodies: Iterable[Body], year: int) -> list[Filed]:
    """How far each body is: the latest frozen version, or else the open one. One statement."""
    asked = list(bodies)
    ids = [body.pk for body in asked]
    latest: dict[int, AnnualReport] = {}
    for row in AnnualReport.objects.filter(body_id__in=ids, year=year).defer("snapshot").order_by("version"):
        before = latest.get(row.body_id)
        if row.signed_at is not None or before is None or before.signed_at is None:
            latest[row.body_id] = row
    return [_filed(body, year, latest.get(body.pk)) for body in asked]


def _filed(body: Body, year: int, row: AnnualReport | None) -> Filed:
    due = due_on(body, year)
    if row is None:
        return Filed(body.pk, body.name, "", 0, "", None, None, due)
    signed_on = day_of(row.signed_at) if row.signed_at else None
    return Filed(body.pk, body.name, row.status, row.version, row.origin, signed_on, row.published_on, due, row.errors)


def signed(body_ids: Sequence[int], year: int) -> dict[int, Report]:
    """The signed report of each of these bodies, the latest version; bodies without one are left out."""
    rows = AnnualReport.objects.filter(body_id__in=body_ids, year=year, status__in=("signed", "published"))
    return {row.body_id: thawed(row) for row in rows.defer("snapshot", "findings", "sources").order_by("version")}


def thawed(row: AnnualReport) -> Report:
    """The report as it was frozen; the last few hundred are remembered, since they do not change."""
    key = (row.pk, row.status, row.signed_at, row.published_on)
    found = _thawed.get(key)
    if found is None:
        content = row.snapshot or AnnualReport.objects.values_list("snapshot", flat=True).get(pk=row.pk)
        found = _thawed[key] = read_saved(bytes(content or b""))
        while len(_thawed) > REMEMBERED:
            del _thawed[next(iter(_thawed))]
    return found


def forget() -> None:
    """Forgets what was thawed."""
    _thawed.clear()


def summed(body: Body, year: int, form: Format, own: Report) -> Territory | None:
    """The sum over a government's own records and the reports of the bodies below; None where there are none below."""
    bodies = below(body)
    if not bodies:
        return None
    found = signed([one.pk for one in bodies], year)
    # A body renamed since it signed is the same body: its report counts under the name of today.
    reports = [(body.pk, own)]
    reports += [(one.pk, replace(found[one.pk], agency=one.name)) for one in bodies if one.pk in found]
    expected = [body.name, *(one.name for one in bodies)]
    total = aggregate(form, body.name, year, [report for _, report in reports], expected=expected)
    return Territory(total, tuple(filed(bodies, year)), tuple(reports))


def addends(whole: Territory, cell: CellKey) -> list[Addend]:
    """What each body adds to a cell."""
    return [Addend(body_id, report.agency or "", report.cell(*cell).stated) for body_id, report in whole.reports]


def all_fees(whole: Territory, year: int) -> FeeTotals:
    """The fee ledgers of all bodies in the sum, together."""
    each = [fees(body_id, year) for body_id, _ in whole.reports]
    return FeeTotals(
        sum(one.notices for one in each),
        sum((one.notices_sum for one in each), Decimal(0)),
        sum(one.payments for one in each),
        sum((one.payments_sum for one in each), Decimal(0)),
    )
