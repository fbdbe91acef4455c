"""One report as the official form: it fills itself; each cell leads to its cases, each finding to its cell."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from zhengwu.records.documents.actions import Copy
from zhengwu.records.organs import queries as organs
from zhengwu.records.organs.queries import BodyFacts
from zhengwu.records.people.actors import Actor
from zhengwu.records.reports import queries
from zhengwu.records.reports.checking import Checked
from zhengwu.records.reports.queries import ReportFacts
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.report.formats import Format, format_for_year
from zhengwu.statute.report.model import (
    Cause,
    Cell,
    CellRef,
    Finding,
    Key,
    Number,
    Severity,
    Table,
    TableStatus,
    number_cell,
)
from zhengwu.statute.report.renderers.layout import lay_out
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import show
from zhengwu.ui.parts.statutory import StatutoryTable, statutory
from zhengwu.visits import Asked
from zhengwu.workbench.downloads import sent

OPEN = ("draft", "checked")
KINDS = ("html", "docx", "pdf", "xlsx", "json", "file")
TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that may be done with a report, or why it may not be done now."""

    key: str
    refused: Words | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A cell beside the same cell of the year before."""

    label: Words
    before: str
    now: str
    change: str
    href: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report with everything in it. `status` is empty where nobody has begun."""

    body: BodyFacts
    year: int
    status: str
    facts: ReportFacts
    tables: tuple[StatutoryTable, ...]
    findings: tuple[Checked, ...]
    blocking: int
    deeds: tuple[Deed, ...]
    may_write: bool
    base: str


@staff
def one(request: Asked, body_id: int, year: int) -> HttpResponse:
    """The report."""
    version = request.GET.get("version", "")
    number = int(version) if version.isdecimal() and len(version) < 6 else None
    return show(request, "workbench/reports/report.html", page_of(request.actor, body_id, year, request.on, number))


def page_of(actor: Actor, body_id: int, year: int, on: date, version: int | None = None) -> ReportPage:
    """The report as the actor may see it. Raises Trouble: missing, invalid (no form for that year)."""
    facts = queries.shown(actor, body_id, year, version=version)
    body = organs.body(actor, body_id)
    base = f"/desk/reports/{body_id}/{year}"
    staffed = actor.may("report.read", body.id, body.path)
    form = format_for_year(year)
    tables = tuple(tables_of(facts, form, base if facts.live and staffed else "")) if form else ()
    status = facts.about.status if facts.about else ""
    blocking = sum(one.blocks for one in facts.findings)
    return ReportPage(
        body,
        year,
        status,
        facts,
        tables,
        facts.findings,
        blocking,
        deeds(actor, body, facts, status, on),
        facts.live and actor.may("report.compile", body.id, body.path),
        base,
    )


def tables_of(facts: ReportFacts, form: Format, base: str) -> list[StatutoryTable]:
    """The tables of the form with the figures, links and findings of a report."""
    cells: dict[str, dict[Key, Cell]] = {}
    for stated in facts.cells:
        if stated.value is not None:
            table, row, column = stated.cell
            cells.setdefault(table, {})[row, column] = number_cell(plain(stated.value))
    findings = tuple(_finding(one) for one in facts.findings)

    def drawn(key: str) -> StatutoryTable:
        table = Table(key, form.key, TableStatus.READ, cells.get(key, {}))
        link = (lambda at: f"{base}/cells/{key}/{at[0]}/{at[1]}") if base else None
        return statutory(lay_out(form.table(key), table), findings, link)

    return [drawn(table.key) for table in form.tables]


def _finding(one: Checked) -> Finding:
    cells = tuple(CellRef(table, row, column) for table, row, column in (name.split(".") for name in one.cells))
    severity, cause = Severity(one.severity), Cause(one.cause)
    return Finding(one.rule, severity, cause, one.basis, one.sentence, one.gloss, cells, one.expected, one.found)


def deeds(actor: Actor, body: BodyFacts, facts: ReportFacts, status: str, on: date) -> tuple[Deed, ...]:
    """What comes next, the first of those the actor has the right to; each with why not now, if so."""

    def may(right: str) -> bool:
        return actor.may(right, body.id, body.path)

    found = []
    if facts.live and (may("report.compile") or may("report.sign")):
        found.append(Deed("check", None))
    if facts.live and may("report.sign"):
        found.append(Deed("sign", _not_signed(facts.year, status, on)))
    if status == "signed" and may("report.publish"):
        imported = facts.about is not None and facts.about.origin != "counted"
        found.append(Deed("publish", words("reporting.refused.imported") if imported else None))
    if status in ("signed", "published") and facts.about == facts.versions[-1] and may("report.compile"):
        found.append(Deed("correct", None))
    return tuple(sorted(found, key=lambda one: (one.refused is not None, one.key == "check" and status == "checked")))


def _not_signed(year: int, status: str, on: date) -> Words | None:
    if on <= date(year, 12, 31):
        return words("reporting.refused.year", year=year)
    return None if status == "checked" else words("reporting.refused.unchecked")


@staff
def compared(request: Asked, body_id: int, year: int) -> HttpResponse:
    """This year beside the year before, cell by cell."""
    now = page_of(request.actor, body_id, year, request.on)
    try:
        before = queries.shown(request.actor, body_id, year - 1)
    except Trouble as trouble:
        before = None
        if trouble.kind not in ("missing", "invalid"):
            raise
    form = format_for_year(year)
    rows = _beside(now, before, form) if form else ()
    return show(request, "workbench/reports/compared.html", ComparedPage(now, year - 1, before is not None, rows))


@dataclass(frozen=True, slots=True)
class ComparedPage:
    """A report beside the one before it, with the cells in which one of them has a figure."""

    report: ReportPage
    before: int
    there: bool
    rows: tuple[Compared, ...]


def _beside(now: ReportPage, before: ReportFacts | None, form: Format) -> tuple[Compared, ...]:
    old = {stated.cell: stated.value for stated in before.cells} if before else {}
    found = []
    for stated in now.facts.cells:
        was = old.get(stated.cell)
        if not (stated.value or was):
            continue
        change = f"{plain(stated.value - was):+,}" if stated.value is not None and was is not None else "—"
        href = f"{now.base}/cells/{'/'.join(stated.cell)}"
        found.append(Compared(label_of(form, *stated.cell), _shown(was), _shown(stated.value), change, href))
    return tuple(found)


def _shown(value: Number | None) -> str:
    return "—" if value is None else f"{plain(value):,}"


def plain(value: Number) -> Number:
    """A number without the noughts that a database puts behind its point."""
    if isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else value.normalize()


def label_of(form: Format, table: str, row: str, column: str) -> Words:
    """A cell in words: its row and its column."""
    found = form.table(table).find(row)
    if not found:
        return Words(row, row)
    head = next((one for one in found[0].columns if one.key == column), None)
    zh, en = (head.label, head.gloss) if head else (column, column)
    return Words(f"{found[1].label} · {zh}", f"{found[1].gloss} · {en}")


@staff
def document(request: Asked, body_id: int, year: int, kind: str) -> HttpResponse:
    """A document of the report as it was issued."""
    version = request.GET.get("version", "")
    number = int(version) if version.isdecimal() and len(version) < 6 else None
    found = queries.document(request.actor, body_id, year, kind, version=number)
    return sent(Copy(found.content, TYPES.get(kind, "application/octet-stream"), found.name))
