"""Annual reports: who has filed, one report with its sources and findings, the cases behind a cell, its documents."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated
from urllib.parse import quote

from django.http import HttpResponse
from ninja import Path, Query, Router
from pydantic import StringConstraints

from zhengwu.api.answers import After, Limit, Page, answer, cursor, nothing, page_of, place, told
from zhengwu.api.asking import ANYBODY
from zhengwu.api.shapes import LARGEST, PathId, Said
from zhengwu.records.reports import actions, queries
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.checking import Checked
from zhengwu.records.reports.drafting import Stated
from zhengwu.records.reports.drill import Behind, Spot
from zhengwu.records.reports.passages import shown as plain_number
from zhengwu.records.reports.queries import CellFacts, DocumentFacts, Entry, PartFacts, ReportFacts, VersionFacts
from zhengwu.records.reports.territory import Filed
from zhengwu.statute.report.compare import Comparison, Difference
from zhengwu.statute.report.model import Number
from zhengwu.visits import Asked

router = Router()
Year = Annotated[int, Path(ge=2008, le=2060)]
YearAsked = Annotated[int, Query(ge=2008, le=2060)]
Key = Annotated[str, Path(max_length=40)]
Version = Annotated[int | None, Query(ge=1, le=LARGEST)]
VersionNamed = Annotated[int, Query(ge=1, le=LARGEST)]
Figure = Annotated[str, StringConstraints(strict=True, pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$")]
Note = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=500)]
TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "file": "application/octet-stream",
}
_BINARY = {"schema": {"type": "string", "format": "binary"}}
BYTES = {
    "responses": {
        200: {"content": {kind.partition(";")[0]: _BINARY for kind in TYPES.values()}},
        304: {"description": "Not Modified"},
    }
}


class FigureSaid(Said):
    """A figure in the unit of its column, as text; null takes an entry back. `note` says where it comes from."""

    value: Figure | None
    note: Note


@dataclass(frozen=True, slots=True)
class FiledSaid:
    """How far a body is. `status` is empty where nothing was begun; `days_late` counts to its publication, or today."""

    body_id: int
    name: str
    status: str
    version: int
    origin: str
    signed_on: date | None
    published_on: date | None
    due_on: date
    days_late: int


@dataclass(frozen=True, slots=True)
class CellSaid:
    """A cell: its number (text where it has decimals, null where there is none), where from, the note to it.

    `source` is counted, entered, summed, imported, the name of a ledger, or empty.
    """

    table: str
    row: str
    column: str
    value: int | str | None
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class ReportSaid:
    """A report with everything in it. `live`: it is open and shows what holds at this moment."""

    body_id: int
    agency: str
    year: int
    live: bool
    about: VersionFacts | None
    title: str
    preface: str
    cells: tuple[CellSaid, ...]
    parts: tuple[PartFacts, ...]
    findings: tuple[Checked, ...]
    reasons: dict[str, str]
    filed: tuple[FiledSaid, ...]
    documents: tuple[DocumentFacts, ...]
    versions: tuple[VersionFacts, ...]


@dataclass(frozen=True, slots=True)
class MatterSaid:
    """A matter behind a cell; `item` is its number within the case, empty where the body counts whole requests."""

    case_id: int
    number: str
    item: str
    outcome: str
    counted_class: str
    entered_on: date | None
    concluded_on: date | None


@dataclass(frozen=True, slots=True)
class AddendSaid:
    """What a body adds to a cell of the sum."""

    body_id: int
    name: str
    value: int | str | None


@dataclass(frozen=True, slots=True)
class SourceSaid:
    """Where a cell comes from. `listed`: its matters can be listed; `entries`: what was entered for it, in order."""

    cell: CellSaid
    listed: bool
    addends: tuple[AddendSaid, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class DifferenceSaid:
    """A cell on which two reports differ; null where one states no number."""

    table: str
    row: str
    column: str
    label: str
    gloss: str
    left: int | str | None
    right: int | str | None
    change: int | str | None


@dataclass(frozen=True, slots=True)
class ComparisonSaid:
    """Two reports side by side: where they differ, and in how many cells they agree."""

    differences: tuple[DifferenceSaid, ...]
    equal: int
    unknown: int


@dataclass(frozen=True, slots=True)
class TerritorySaid:
    """The sum over a government's territory: `draft` while a body or a cell is missing."""

    draft: bool
    included: tuple[str, ...]
    missing: tuple[str, ...]
    doubtful: tuple[str, ...]
    filed: tuple[FiledSaid, ...]
    cells: tuple[CellSaid, ...]


@router.get("/reports", response=told(page_of(FiledSaid)))
def listed(request: Asked, year: YearAsked, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The bodies within reach, in the order of the tree, with how far each one's report is, and who is late."""
    spot = place(after, str)
    rows = queries.listing(request.actor, year, after=spot[0] if spot else None, limit=limit + 1)
    following = cursor((rows[limit - 1][0],)) if len(rows) > limit else None
    return answer(Page([_filed(one, request.on) for _, one in rows[:limit]], following))


@router.get("/reports/{body_id}/{year}", auth=ANYBODY, response=told(ReportSaid))
def one(request: Asked, body_id: PathId, year: Year, version: Version = None) -> HttpResponse:
    """A report: the newest version that one may see. Staff see the open one as it would be signed now."""
    return answer(_report(queries.shown(request.actor, body_id, year, version=version), request.on))


@router.get("/reports/{body_id}/{year}/cells/{table}/{row}/{column}", response=told(page_of(MatterSaid)))
def cases(
    request: Asked, body_id: PathId, year: Year, table: Key, row: Key, column: Key, after: After = None,
    limit: Limit = 50,
) -> HttpResponse:  # fmt: skip
    """The cases that a cell of the body's own records counts: exactly as many as it says."""
    spot = place(after, str, int, int)
    rows = queries.behind(
        request.actor, body_id, year, CellKey(table, row, column), after=Spot(*spot) if spot else None, limit=limit + 1
    )
    following = cursor(tuple(rows[limit - 1].spot)) if len(rows) > limit else None
    return answer(Page([_matter(one) for one in rows[:limit]], following))


@router.put("/reports/{body_id}/{year}/cells/{table}/{row}/{column}", response=told(None, 204))
def put_figure(
    request: Asked, body_id: PathId, year: Year, table: Key, row: Key, column: Key, said: FigureSaid
) -> HttpResponse:
    """Enters a figure that no ledger has. A counted cell is refused."""
    value = None if said.value is None else Decimal(said.value)
    cell = CellKey(table, row, column)
    actions.put_figure(body_id, year, cell, value, note=said.note, by=request.actor, at=request.at)
    return nothing()


@router.get("/reports/{body_id}/{year}/cells/{table}/{row}/{column}/source", response=told(SourceSaid))
def source(request: Asked, body_id: PathId, year: Year, table: Key, row: Key, column: Key) -> HttpResponse:
    """Where a cell of the open report comes from: counted, entered (with its history), or summed over bodies."""
    return answer(_source(queries.cell_of(request.actor, body_id, year, CellKey(table, row, column))))


@router.get("/reports/{body_id}/{year}/drift", response=told(ComparisonSaid))
def drift(request: Asked, body_id: PathId, year: Year) -> HttpResponse:
    """What the signed report (left) would say otherwise if it were signed now (right)."""
    return answer(_comparison(queries.drift(request.actor, body_id, year)))


@router.get("/reports/{body_id}/{year}/differences", auth=ANYBODY, response=told(ComparisonSaid))
def differences(request: Asked, body_id: PathId, year: Year, older: VersionNamed, newer: VersionNamed) -> HttpResponse:
    """Two versions side by side: `older` on the left, `newer` on the right."""
    return answer(_comparison(queries.difference(request.actor, body_id, year, older, newer)))


@router.get("/reports/{body_id}/{year}/territory", response=told(TerritorySaid))
def territory(request: Asked, body_id: PathId, year: Year) -> HttpResponse:
    """A government's sum over the bodies below: who is in it, who is missing, who is late."""
    found = queries.summed(request.actor, body_id, year)
    report, names = found.aggregate.report, [one.name for one in found.aggregate.included]
    cells = tuple(
        CellSaid(table.key, *key, _number(cell.value), "summed" if cell.value is not None else "", "")
        for table in report.tables.values()
        for key, cell in table.cells.items()
    )
    filed = tuple(_filed(one, request.on) for one in found.filed)
    doubtful = tuple(one.name for one in found.aggregate.doubtful)
    return answer(TerritorySaid(found.aggregate.draft, tuple(names), found.aggregate.missing, doubtful, filed, cells))


@router.get("/reports/{body_id}/{year}/documents/{kind}", auth=ANYBODY, response=told(None), openapi_extra=BYTES)
def document(request: Asked, body_id: PathId, year: Year, kind: Key, version: Version = None) -> HttpResponse:
    """A document as it was issued: html, docx, pdf, xlsx, json; `file` for an imported report's own file."""
    found = queries.document(request.actor, body_id, year, kind, version=version)
    tag = f'"{found.sha256}"'
    headers = {"ETag": tag, "Cache-Control": "public, max-age=300" if found.public else "no-store"}
    if tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        return HttpResponse(status=304, headers=headers)
    response = HttpResponse(found.content, content_type=TYPES.get(kind, TYPES["file"]), headers=headers)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    return response


def _number(value: Number | None) -> int | str | None:
    return value if value is None or isinstance(value, int) else plain_number(value)


def _filed(one: Filed, on: date) -> FiledSaid:
    return FiledSaid(
        one.body_id, one.name, one.status, one.version, one.origin, one.signed_on, one.published_on, one.due_on,
        one.days_late(on),
    )  # fmt: skip


def _cell(one: Stated) -> CellSaid:
    return CellSaid(*one.cell, _number(one.value), one.source, one.note)


def _report(found: ReportFacts, on: date) -> ReportSaid:
    told_as = {name: getattr(found, name) for name in ReportSaid.__slots__}
    told_as |= {"cells": tuple(map(_cell, found.cells)), "filed": tuple(_filed(one, on) for one in found.filed)}
    return ReportSaid(**{**told_as, "reasons": dict(found.reasons)})


def _matter(one: Behind) -> MatterSaid:
    return MatterSaid(
        one.case_id, one.number, one.item, one.outcome, one.counted_class, one.entered_on, one.concluded_on
    )


def _source(found: CellFacts) -> SourceSaid:
    addends = tuple(AddendSaid(one.body_id, one.name, _number(one.value)) for one in found.addends)
    return SourceSaid(_cell(found.stated), found.listed, addends, found.entries)


def _comparison(found: Comparison) -> ComparisonSaid:
    return ComparisonSaid(tuple(map(_difference, (*found.differences, *found.one_sided))), found.equal, found.unknown)


def _difference(one: Difference) -> DifferenceSaid:
    label, gloss = f"{one.row_label}·{one.column_label}", f"{one.row_gloss}, {one.column_gloss}"
    numbers = (_number(one.left), _number(one.right), _number(one.change))
    return DifferenceSaid(one.table, one.row, one.column, label, gloss, *numbers)
