"""A report from elsewhere coming in: handed in, read, looked at beside what is on file, and only then agreed to.

Between handing in and agreeing the file is kept for whoever sent it, for a day; nothing of the report is touched.
Agreed to, it becomes the report published elsewhere (`keep`), or its figures are entered by hand (`enter`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from zhengwu.records.people.actors import Actor
from zhengwu.records.reports.actions import put_figure
from zhengwu.records.reports.addresses import CellKey, counted_cells
from zhengwu.records.reports.checking import Checked, kept
from zhengwu.records.reports.drafting import form_for
from zhengwu.records.reports.issuing import import_report, made_here, read_report
from zhengwu.records.reports.ledgers import column_of, entered, of_ledgers
from zhengwu.records.reports.models import OPEN, Incoming
from zhengwu.records.reports.standing import standing
from zhengwu.records.reports.territory import thawed
from zhengwu.records.reports.versions import allowed, newest
from zhengwu.records.troubles import Words, conflict, missing
from zhengwu.statute.report.checks import check
from zhengwu.statute.report.checks.cells import amount_of
from zhengwu.statute.report.formats import Column, format_of
from zhengwu.statute.report.model import Cell, Kind, Number, Report
from zhengwu.statute.report.readers.reasons import REASONS

KEPT = timedelta(days=1)
FILE = Words("这个文件", "file")


@dataclass(frozen=True, slots=True)
class Read:
    """A cell as it was read: what was printed, the number, how sure, and what is on file for it now.

    `sure` is number, none (words say there was nothing), empty, unreadable or missing. `enterable`: no ledger has it.
    """

    cell: CellKey
    raw: str
    value: Number | None
    sure: str
    on_file: Number | None
    enterable: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """A file that was handed in and what was read in it, before anything is agreed to.

    `keepable`: it can become the report of the year; not where one made here is signed. `enterable`: its figures can
    be entered; not where the year's report is signed.
    """

    id: int
    name: str
    report: Report
    cells: tuple[Read, ...]
    findings: tuple[Checked, ...]
    unread: tuple[Words, ...]
    keepable: bool
    enterable: bool


def hand_in(body_id: int, year: int, content: bytes, name: str, *, by: Actor, at: datetime) -> int:
    """Takes a file in to be looked at; replaces what the same person handed in for that year. Returns its id.

    Raises Trouble: forbidden, missing, invalid (unreadable, no report, another year).
    """
    body = allowed(body_id, by, "report.compile")
    form_for(year)
    read_report(content, name, year)
    with transaction.atomic():
        Incoming.objects.filter(body=body, year=year, person=by.id or 0).delete()
        row = Incoming(body=body, year=year, person=by.id or 0, name=name[:200], content=content, at=at)
        row.save(force_insert=True)
    return row.pk


def look(body_id: int, year: int, file_id: int, *, by: Actor, at: datetime) -> Preview:
    """What was read in a file, beside what is on file. Raises Trouble: forbidden, missing (also what is too old)."""
    row = _row(body_id, year, file_id, by, at)
    report = read_report(bytes(row.content), row.name, year)
    latest = newest(row.body_id, year)
    frozen = latest is not None and latest.status not in OPEN
    if latest is not None and frozen:
        held = {
            CellKey(t.key, *key): cell.stated for t in thawed(latest).tables.values() for key, cell in t.cells.items()
        }
    else:
        held = {one.cell: one.value for one in standing(row.body, year).draft.cells}
    findings = kept(check(replace(report, year=year), reasons=REASONS))
    unread = tuple(_unread(one.table, one.row, one.raw, one.reason) for one in report.unread)
    keepable = not made_here(row.body_id, year)
    return Preview(
        row.pk, row.name, report, tuple(_cells(row.body_id, year, report, held)), findings, unread, keepable, not frozen
    )


def _row(body_id: int, year: int, file_id: int, by: Actor, at: datetime) -> Incoming:
    body = allowed(body_id, by, "report.compile")
    found = Incoming.objects.filter(pk=file_id, body=body, year=year, person=by.id or 0, at__gt=at - KEPT)
    row = found.select_related("body").first()
    if row is None:
        raise missing(FILE, where="file")
    return row


def _cells(body_id: int, year: int, report: Report, held: Mapping[CellKey, Number | None]) -> list[Read]:
    """Every cell of the form that the file follows."""
    form, own = format_of(report.format), form_for(year)
    taken = counted_cells(own) | of_ledgers(body_id, year, own).keys()
    found = []
    for table in form.tables:
        for key in table.keys:
            cell, at = report.cell(table.key, *key), CellKey(table.key, *key)
            column = column_of(own, at)
            free = at not in taken and column is not None
            found.append(Read(at, cell.raw, _number(cell, column), _sure(cell), held.get(at), free))
    return found


def _number(cell: Cell, column: Column | None) -> Number | None:
    """The number in the unit of the form, whatever unit was printed."""
    value = cell.stated
    return amount_of(value, cell.unit) if value is not None and column is not None and column.amount else value


def _sure(cell: Cell) -> str:
    if cell.stated is not None:
        return "none" if cell.kind is Kind.STATED_NONE else "number"
    return "empty" if cell.empty else "missing" if cell.kind is Kind.MISSING else "unreadable"


def _unread(table: str, row: str | None, raw: Sequence[str], reason: str) -> Words:
    zh, en = REASONS.get(reason, (reason, reason))
    seen = " ".join(raw)[:80]
    return Words(f"{zh}：{seen}", f"{en}: {seen}")


def keep(body_id: int, year: int, file_id: int, *, by: Actor, at: datetime) -> int:
    """Agrees: the file is the body's report on that year, published elsewhere. Returns its version.

    Raises Trouble: forbidden, missing, invalid, conflict (one made here is signed).
    """
    row = _row(body_id, year, file_id, by, at)
    version = import_report(body_id, year, bytes(row.content), row.name, by=by, at=at)
    row.delete()
    return version


def enter(body_id: int, year: int, file_id: int, *, by: Actor, at: datetime) -> int:
    """Agrees to the figures alone: those of cells that no ledger has are entered, with the file as their source.

    A cell of which nothing certain was read, or that says the same already, is left as it is. Returns how many were
    entered. Raises Trouble: forbidden, missing, conflict (signed already, nothing to enter).
    """
    found = look(body_id, year, file_id, by=by, at=at)
    own = form_for(year)
    known = entered(body_id, year, own)
    wanted = [
        one for one in found.cells
        if one.enterable and one.sure == "number" and one.value is not None
        and (one.cell not in known or known[one.cell][0] != one.value)
    ]  # fmt: skip
    if not wanted:
        raise conflict("nothing_to_enter", "没有可以填入的数据。", "There is no figure to be entered.")
    with transaction.atomic():
        for one in wanted:
            if one.value is not None:
                value = Decimal(one.value)
                put_figure(body_id, year, one.cell, value, note=f"取自文件：{found.name}"[:500], by=by, at=at)
        Incoming.objects.filter(pk=file_id).delete()
    return len(wanted)


def drop(body_id: int, year: int, file_id: int, *, by: Actor, at: datetime) -> None:
    """Gives it up: the file is forgotten, nothing was changed."""
    _row(body_id, year, file_id, by, at).delete()


def forget(*, at: datetime) -> int:
    """Forgets the files that nobody agreed to for a day. Returns how many."""
    return Incoming.objects.filter(at__lte=at - KEPT).delete()[0]
