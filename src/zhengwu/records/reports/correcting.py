"""Versions side by side: what changed in cells and texts, what drifted after the signature, a correction undone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from django.db import connection, transaction

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.reports.addresses import CellKey, counted_cells
from zhengwu.records.reports.drafting import form_for
from zhengwu.records.reports.models import OPEN, AnnualReport, Figure, Passage
from zhengwu.records.reports.queries import staffed, visible
from zhengwu.records.reports.standing import standing
from zhengwu.records.reports.territory import thawed
from zhengwu.records.reports.versions import REPORT, allowed, locked, newest
from zhengwu.records.troubles import conflict, missing
from zhengwu.statute.report.compare import Comparison, compare
from zhengwu.statute.report.model import Part, Report

Way = Literal["same", "gone", "new"]
LONG = 6000  # signs of a paragraph beyond which it is shown as a whole, not sign by sign
LOOKED = 5_000  # of the newest events: as far back as changed cases are looked for
MOST = 50
LATEST = """
SELECT c.id, c.number, c.procedure, MAX(e.at), MAX(e.id)
FROM (SELECT id, case_id, at FROM cases_event ORDER BY id DESC LIMIT %s) e JOIN cases_case c ON c.id = e.case_id
WHERE e.at > %s AND c.body_id = %s AND c.entered_year <= %s AND c.concluded_year >= %s
GROUP BY c.id, c.number, c.procedure ORDER BY MAX(e.id) DESC LIMIT %s
"""


class Run(NamedTuple):
    """A stretch of a text that is the same in both, or only in the older or the newer one."""

    way: Way
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """A part, or the lines before part one, of which the two versions say something else."""

    key: str
    heading: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """Two versions side by side: their cells, and their texts."""

    cells: Comparison
    texts: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A case of the year that has an entry of after the signature, and when the last one was made."""

    case_id: int
    number: str
    procedure: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Drift:
    """The signed version beside what it would say now, and the cases that were touched since it was signed."""

    version: int
    signed_at: datetime | None
    versions: Versions
    cases: tuple[Changed, ...]


def side_by_side(actor: Actor, body_id: int, year: int, older: int, newer: int) -> Versions:
    """Two versions; one that is open as it is now. Raises Trouble (missing)."""
    rows = visible(actor).filter(body_id=body_id, year=year, version__in=(older, newer)).select_related("body")
    found = {row.version: row for row in rows}
    if not {older, newer} <= found.keys():
        raise missing(REPORT, where="version")
    return _versions(_report(found[older]), _report(found[newer]))


def _report(row: AnnualReport) -> Report:
    if row.status in OPEN:
        return standing(row.body, row.year, correction=row.correction).draft.report
    return thawed(row)


def _versions(left: Report, right: Report) -> Versions:
    parts = [Part("preface", "", ""), *left.parts.values()]
    told = []
    for part in parts:
        old, new = _text(left, part.key), _text(right, part.key)
        if old != new:
            told.append(Told(part.key, part.heading, tuple(runs(old, new))))
    return Versions(compare(left, right), tuple(told))


def _text(report: Report, key: str) -> str:
    if key == "preface":
        return report.preface
    part = report.parts.get(key)
    return part.text if part else ""


def runs(old: str, new: str) -> Iterator[Run]:
    """Two texts as one, sign by sign; a long one as a whole."""
    if max(len(old), len(new)) > LONG:
        yield from (Run("gone", old), Run("new", new))
        return
    for way, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if way == "equal":
            yield Run("same", old[a:b])
            continue
        if b > a:
            yield Run("gone", old[a:b])
        if d > c:
            yield Run("new", new[c:d])


def drift(actor: Actor, body_id: int, year: int) -> Drift:
    """What the signed report would say otherwise if it were signed now, and the cases behind that.

    Cases are looked for among the newest 5,000 events of the house. Raises Trouble: missing, conflict (nothing signed).
    """
    body = staffed(actor, body_id)
    rows = AnnualReport.objects.filter(body=body, year=year, status__in=("signed", "published"), origin="counted")
    row = rows.defer("snapshot").order_by("-version").first()
    if row is None or row.signed_at is None:
        raise conflict("nothing_signed", "还没有已签发的报告。", "Nothing is signed yet.")
    signed = thawed(row)
    now = standing(body, year, correction=row.correction).draft.report
    found = _versions(signed, now)
    differing = {CellKey(one.table, one.row, one.column) for one in (*found.cells.differences, *found.cells.one_sided)}
    cases = tuple(_changed(body, year, row.signed_at)) if differing & counted_cells(form_for(year)) else ()
    return Drift(row.version, row.signed_at, found, cases)


def _changed(body: Body, year: int, since: datetime) -> Iterator[Changed]:
    moment = connection.ops.adapt_datetimefield_value(since)
    with connection.cursor() as cursor:
        cursor.execute(LATEST, [LOOKED, moment, body.pk, year, year, MOST])
        rows = cursor.fetchall()
    for case_id, number, procedure, at, _ in rows:
        yield Changed(case_id, number, procedure, at if isinstance(at, datetime) else _moment(at))


def _moment(text: str) -> datetime:
    """A moment as SQLite hands it over where it is the greatest of a group."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def withdraw(body_id: int, year: int, *, by: Actor, at: datetime) -> int:
    """Gives up a correction that is not signed: what was entered and written for it is taken back, entry by entry.

    Returns the version that holds again. Raises Trouble: forbidden, missing, conflict (no correction is open).
    """
    body = allowed(body_id, by, "report.compile")
    with transaction.atomic():
        latest = newest(body.pk, year)
        row = locked(latest.pk) if latest else None
        if row is None or row.status not in OPEN or row.version == 1:
            raise conflict("no_correction", "没有可以撤回的更正。", "No correction is open that could be withdrawn.")
        _take_back(body, year, row.made_at, by, at)
        record(Deed("report.withdrawn", body.pk, "report", str(row.pk), row.correction), by=by, at=at)
        row.delete()  # an open version holds no figures of its own
        return row.version - 1


def _take_back(body: Body, year: int, since: datetime, by: Actor, at: datetime) -> None:
    """Enters anew what held before the correction began; the entries made for it stay on file."""
    note = "更正撤回，恢复原数"
    rows = Figure.objects.filter(body=body, year=year).order_by("id")
    for cell in rows.filter(at__gte=since).values_list("table", "row", "column").distinct():
        table, line, column = cell
        same = rows.filter(table=table, row=line, column=column)
        before = same.filter(at__lt=since).last()
        Figure.objects.create(
            body=body, year=year, table=table, row=line, column=column, value=before.value if before else None,
            note=before.note if before else note, by=by.name[:60], at=at,
        )  # fmt: skip
    texts = Passage.objects.filter(body=body, year=year).order_by("id")
    for part in set(texts.filter(at__gte=since).values_list("part", flat=True)):
        earlier = texts.filter(part=part, at__lt=since).last()
        text = earlier.text if earlier else ""
        Passage.objects.create(body=body, year=year, part=part, text=text, by=by.name[:60], at=at)
