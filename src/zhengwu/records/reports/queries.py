"""What is asked of annual reports: who has filed, one report with everything in it, the cases behind a cell, documents.

What is published anybody may see. Everything else is for those with `report.read` over the body.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import QuerySet

from zhengwu.records import rows as plain_rows
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within
from zhengwu.records.reports import drill as drilling
from zhengwu.records.reports import ledgers, territory
from zhengwu.records.reports.addresses import CellKey, counted_cells
from zhengwu.records.reports.checking import Checked, stored
from zhengwu.records.reports.drafting import Stated, body_of, draft, form_for
from zhengwu.records.reports.drill import Behind, Spot
from zhengwu.records.reports.ledgers import Record
from zhengwu.records.reports.models import OPEN, AnnualReport, Emitted, Figure
from zhengwu.records.reports.standing import Standing, standing
from zhengwu.records.reports.territory import Addend, Filed, Territory, thawed
from zhengwu.records.reports.versions import REPORT, newest
from zhengwu.records.troubles import Words, conflict, missing
from zhengwu.statute.report.compare import Comparison, compare
from zhengwu.statute.report.model import Report

RIGHT = "report.read"
LIGHT = """
SELECT {} FROM reports_annualreport t WHERE t.body_id = %s AND t.year IN ({}){} ORDER BY t.year, t.version
"""
ISSUED = "SELECT stage, kind, sha256 FROM reports_emitted WHERE report_id = %s{} ORDER BY id"


def visible(actor: Actor) -> QuerySet[AnnualReport]:
    """The versions that an actor may see: the published ones, and all of the bodies within reach."""
    published = AnnualReport.objects.filter(status="published")
    return published | AnnualReport.objects.filter(within(actor.reach(RIGHT), unit=None))


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """One version as it stands in a list."""

    version: int
    status: str
    origin: str
    format: str
    correction: str
    made_by: str
    made_at: datetime
    signed_by: str
    signed_at: datetime | None
    published_on: date | None
    source_name: str
    source_sha256: str


@dataclass(frozen=True, slots=True)
class PartFacts:
    """A part: its heading, its text with the figures in, the text as it is edited, and whether a person wrote it."""

    key: str
    heading: str
    text: str
    template: str
    own_words: bool


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document that was issued."""

    stage: str
    kind: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A report with everything in it. `live` is True while it is open: it then shows what holds at this moment."""

    body_id: int
    agency: str
    year: int
    live: bool
    about: VersionFacts | None
    title: str
    preface: str
    cells: tuple[Stated, ...]
    parts: tuple[PartFacts, ...]
    findings: tuple[Checked, ...]
    reasons: Mapping[str, str]
    filed: tuple[Filed, ...]
    documents: tuple[DocumentFacts, ...]
    versions: tuple[VersionFacts, ...]


def listing(actor: Actor, year: int, *, after: str | None = None, limit: int = 50) -> list[tuple[str, Filed]]:
    """How far each body within reach is with its report on a year, in the order of the tree; the path is the place."""
    form_for(year)
    bodies = Body.objects.filter(within(actor.reach(RIGHT), body="", unit=None), closed_on=None).order_by("path")
    page = list(bodies.filter(path__gt=after or "")[:limit])
    return list(zip([body.path for body in page], territory.filed(page, year), strict=True))


def shown(actor: Actor, body_id: int, year: int, *, version: int | None = None) -> ReportFacts:
    """A report: the version asked for, the newest one that the actor may see, or what it would be if none was begun.

    Raises Trouble: missing, invalid (no form for that year).
    """
    return one_of(actor, body_of(body_id), year, version=version)[0]


def one_of(actor: Actor, body: Body, year: int, *, version: int | None = None) -> tuple[ReportFacts, Standing | None]:
    """As `shown`, with what it stands on where it is live."""
    return chosen(actor, body, year, light(actor, body, year), version=version)


def light(actor: Actor, body: Body, *years: int) -> list[AnnualReport]:
    """The versions of these years that the actor may see, in order, without their snapshots. One short statement."""
    columns = plain_rows.names(AnnualReport, "t").replace('t."snapshot"', "NULL")
    published = "" if actor.may(RIGHT, body.pk, body.path) else " AND t.status = 'published'"
    places = ", ".join(["%s"] * len(years))
    with connection.cursor() as cursor:
        cursor.execute(LIGHT.format(columns, places, published), [body.pk, *years])
        return [plain_rows.read(AnnualReport, row) for row in cursor.fetchall()]


def chosen(
    actor: Actor, body: Body, year: int, rows: Sequence[AnnualReport], *, version: int | None = None
) -> tuple[ReportFacts, Standing | None]:
    """As `one_of`, where the versions of that year are at hand."""
    form_for(year)
    row = rows[-1] if version is None and rows else next((one for one in rows if one.version == version), None)
    staff = actor.may(RIGHT, body.pk, body.path)
    if row is None and not (staff and version is None):
        raise missing(REPORT, where="version" if version else "year")
    told = tuple(_version(one) for one in rows)
    if row is None or row.status in OPEN:
        held = standing(body, year, correction=row.correction if row else "")
        return _live(body, held, row, told), held
    return _frozen(body, row, told, staff), None


def _live(body: Body, held: Standing, row: AnnualReport | None, told: tuple[VersionFacts, ...]) -> ReportFacts:
    made, findings = held.draft, held.findings
    year, report = made.report.year or 0, made.report
    if row is not None and row.status == "checked" and row.digest == held.digest:
        findings = stored(row.findings)
    parts = tuple(
        PartFacts(key, part.heading, part.text, made.texts.get(key, ""), key in made.own_words)
        for key, part in report.parts.items()
    )
    about, filed = (_version(row) if row else None), made.territory.filed if made.territory else ()
    return ReportFacts(
        body.pk, body.name, year, True, about, report.title, report.preface, made.cells, parts, findings, {}, filed,
        (), told,
    )  # fmt: skip


def _frozen(body: Body, row: AnnualReport, told: tuple[VersionFacts, ...], staff: bool) -> ReportFacts:
    report = thawed(row)
    parts = tuple(PartFacts(key, part.heading, part.text, "", True) for key, part in report.parts.items())
    cells = tuple(_stated(report, row.sources if staff else {}, row.origin))
    findings = stored(row.findings) if staff else ()
    with connection.cursor() as cursor:
        cursor.execute(ISSUED.format("" if staff else " AND stage = 'published'"), [row.pk])
        issued = tuple(DocumentFacts(*one) for one in cursor.fetchall())
    return ReportFacts(
        body.pk, report.agency or body.name, row.year, False, _version(row), report.title, report.preface, cells, parts,
        findings, row.reasons if staff else {}, (), issued, told,
    )  # fmt: skip


def _stated(report: Report, sources: Mapping[str, list[str]], origin: str) -> list[Stated]:
    cells = [(CellKey(table.key, *key), cell) for table in report.tables.values() for key, cell in table.cells.items()]
    return [Stated(key, cell.value, *sources.get(".".join(key), (origin, cell.note))) for key, cell in cells]


def _version(row: AnnualReport) -> VersionFacts:
    return VersionFacts(*(getattr(row, name) for name in VersionFacts.__slots__))


def versions(actor: Actor, body_id: int, year: int) -> tuple[VersionFacts, ...]:
    """The versions that the actor may see, the oldest first. One statement."""
    rows = visible(actor).filter(body_id=body_id, year=year).order_by("version")
    return tuple(VersionFacts(*row) for row in rows.values_list(*VersionFacts.__slots__))


def staffed(actor: Actor, body_id: int) -> Body:
    """The body, for somebody who may read what is not published. Raises Trouble (missing)."""
    body = body_of(body_id)
    if not actor.may(RIGHT, body.pk, body.path):
        raise missing(REPORT, where="body_id")
    return body


def behind(
    actor: Actor, body_id: int, year: int, cell: CellKey, *, after: Spot | None = None, limit: int = 50
) -> list[Behind]:
    """A page of the matters that a cell of the body's own records counts. Raises Trouble (missing)."""
    body = staffed(actor, body_id)
    return drilling.drill(body.pk, year, form_for(year), cell, after=after, limit=limit)


def recorded(
    actor: Actor, body_id: int, year: int, cell: CellKey, name: str, *, after: int = 0, limit: int = 50
) -> list[Record]:
    """A page of what another ledger counted in a cell of the body's own report. Raises Trouble (missing)."""
    body = staffed(actor, body_id)
    return ledgers.behind(name, body.pk, year, form_for(year), cell, after=after, limit=limit)


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure as it was entered for a cell, one of a history."""

    value: str | None
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CellFacts:
    """One cell: its number and source, whether its matters can be listed, what each body adds, what was entered."""

    stated: Stated
    listed: bool
    addends: tuple[Addend, ...]
    entries: tuple[Entry, ...]


def cell_of(actor: Actor, body_id: int, year: int, cell: CellKey) -> CellFacts:
    """Where a cell of the live report comes from. Raises Trouble (missing)."""
    body, form = staffed(actor, body_id), form_for(year)
    made = standing(body, year).draft
    stated = next((one for one in made.cells if one.cell == cell), None)
    if stated is None:
        raise missing(Words("这一格", "cell"), where="cell")
    rows = Figure.objects.filter(body_id=body.pk, year=year, table=cell.table, row=cell.row, column=cell.column)
    entries = tuple(
        Entry(None if value is None else f"{value:f}", note, by, at)
        for value, note, by, at in rows.order_by("id").values_list("value", "note", "by", "at")
    )
    added = tuple(territory.addends(made.territory, cell)) if made.territory else ()
    return CellFacts(stated, cell in counted_cells(form), added, entries)


def summed(actor: Actor, body_id: int, year: int) -> Territory:
    """The sum of a government's territory, with who is in it. Raises Trouble: missing, conflict (no bodies below)."""
    body = staffed(actor, body_id)
    made = standing(body, year).draft
    if made.territory is None:
        raise conflict("nothing_below", "该机关没有需要汇总的下级机关。", "No body below reports to this one.")
    return made.territory


def drift(actor: Actor, body_id: int, year: int) -> Comparison:
    """What the signed report would say otherwise if it were signed now. Raises Trouble: missing, conflict."""
    body = staffed(actor, body_id)
    row = _signed_row(body.pk, year)
    return compare(thawed(row), standing(body, year).draft.report)


def difference(actor: Actor, body_id: int, year: int, older: int, newer: int) -> Comparison:
    """Two versions side by side; one that is open as it is now. Raises Trouble (missing)."""
    rows = {row.version: row for row in visible(actor).filter(body_id=body_id, year=year, version__in=(older, newer))}
    if not {older, newer} <= rows.keys():
        raise missing(REPORT, where="version")
    left, right = (_report_of(rows[version]) for version in (older, newer))
    return compare(left, right)


def _report_of(row: AnnualReport) -> Report:
    return draft(row.body_id, row.year, correction=row.correction).report if row.status in OPEN else thawed(row)


def _signed_row(body_id: int, year: int) -> AnnualReport:
    rows = AnnualReport.objects.filter(body_id=body_id, year=year, status__in=("signed", "published"))
    row = rows.defer("snapshot").order_by("-version").first()
    if row is None or newest(body_id, year) is None:
        raise conflict("nothing_signed", "还没有已签发的报告。", "Nothing is signed yet.")
    return row


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was issued. `public` says that anybody may keep a copy."""

    content: bytes
    kind: str
    sha256: str
    name: str
    public: bool


def document(actor: Actor, body_id: int, year: int, kind: str, *, version: int | None = None) -> Document:
    """A document of a report: of the published version, or of the one asked for. Raises Trouble (missing)."""
    rows = visible(actor).filter(body_id=body_id, year=year).exclude(status__in=OPEN).defer("snapshot")
    chosen = rows.filter(version=version) if version is not None else rows
    row = chosen.order_by("-version").first()
    found = Emitted.objects.filter(report=row, kind=kind).order_by("-id").first() if row else None
    if row is None or found is None:
        raise missing(Words("这个文件", "document"), where="kind")
    body = body_of(body_id)
    name = row.source_name if found.stage == "source" else f"{body.name}{year}年政府信息公开工作年度报告.{kind}"
    return Document(bytes(found.content), kind, found.sha256, name, found.stage == "published")
