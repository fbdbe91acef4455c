"""Reports beside each other: last year's, another version, and what the signed one would say now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse

from zhengwu.records.reports import correcting, queries
from zhengwu.records.reports.correcting import Changed, Told
from zhengwu.records.reports.desk import on_desk
from zhengwu.records.reports.drafting import form_for
from zhengwu.records.reports.queries import VersionFacts
from zhengwu.records.troubles import Words
from zhengwu.statute.report.compare import Comparison, Difference
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import show
from zhengwu.visits import Asked
from zhengwu.workbench.reports.heads import Head, head_of
from zhengwu.workbench.reports.tables import change, label_of, outlying, shown


@dataclass(frozen=True, slots=True)
class Beside:
    """A cell in two reports, as it is shown."""

    label: Words
    before: str
    now: str
    change: str
    outlying: bool
    href: str


@dataclass(frozen=True, slots=True)
class ComparedPage:
    """A report beside the one before it, with the cells in which one of them has a figure."""

    head: Head
    before: int
    status: str
    rows: tuple[Beside, ...]
    outliers: int
    only: bool


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """The versions of a report, and two of them side by side where two are chosen."""

    head: Head
    versions: tuple[VersionFacts, ...]
    older: int
    newer: int
    rows: tuple[Beside, ...]
    equal: int
    texts: tuple[Told, ...]
    shown: bool


@dataclass(frozen=True, slots=True)
class DriftPage:
    """What the signed report would say otherwise now, and the cases that were touched since."""

    head: Head
    version: int
    signed_at: datetime | None
    rows: tuple[Beside, ...]
    texts: tuple[Told, ...]
    cases: tuple[Changed, ...]


@staff
def compared(request: Asked, body_id: int, year: int) -> HttpResponse:
    """This year beside the year before, cell by cell; `?only=outliers` those that leap."""
    head, only = head_of(request.actor, body_id, year), request.GET.get("only") == "outliers"
    desk = on_desk(request.actor, body_id, year)
    form = form_for(year)
    rows = []
    for one in desk.facts.cells:
        was = desk.before.get(one.cell)
        if one.value or was:
            href = f"{head.base}/cells/{'/'.join(one.cell)}"
            leap = outlying(was, one.value)
            label = label_of(form, *one.cell)
            rows.append(Beside(label, shown(was), shown(one.value), change(was, one.value), leap, href))
    outliers = [one for one in rows if one.outlying]
    page = ComparedPage(head, year - 1, desk.before_status, tuple(outliers if only else rows), len(outliers), only)
    return show(request, "workbench/reports/compared.html", page)


@staff
def versions(request: Asked, body_id: int, year: int) -> HttpResponse:
    """The versions; `?older=1&newer=2` puts two side by side. Without, the newest beside the one before it."""
    head = head_of(request.actor, body_id, year)
    found = queries.versions(request.actor, body_id, year)
    numbers = [one.version for one in found]
    older, newer = (_number(request.GET.get(name, "")) for name in ("older", "newer"))
    if not (older and newer) and len(numbers) > 1:
        older, newer = numbers[-2], numbers[-1]
    if not (older and newer) or older == newer:
        page = VersionsPage(head, found, older, newer, (), 0, (), shown=False)
        return show(request, "workbench/reports/versions.html", page)
    older, newer = sorted((older, newer))
    beside = correcting.side_by_side(request.actor, body_id, year, older, newer)
    rows = tuple(_rows(head, beside.cells))
    page = VersionsPage(head, found, older, newer, rows, beside.cells.equal, beside.texts, shown=True)
    return show(request, "workbench/reports/versions.html", page)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _rows(head: Head, found: Comparison) -> Iterable[Beside]:
    return (_beside(head, one) for one in (*found.differences, *found.one_sided))


def _beside(head: Head, one: Difference) -> Beside:
    zh, en = f"{one.row_label} · {one.column_label}", f"{one.row_gloss} · {one.column_gloss}"
    href = f"{head.base}/cells/{one.table}/{one.row}/{one.column}"
    return Beside(Words(zh, en), shown(one.left), shown(one.right), change(one.left, one.right), False, href)


@staff
def drifted(request: Asked, body_id: int, year: int) -> HttpResponse:
    """What was signed beside what would be counted now."""
    head = head_of(request.actor, body_id, year)
    found = correcting.drift(request.actor, body_id, year)
    rows = tuple(_rows(head, found.versions.cells))
    page = DriftPage(head, found.version, found.signed_at, rows, found.versions.texts, found.cases)
    return show(request, "workbench/reports/drift.html", page)
