"""The figures of a report as the statutory tables, and cells in words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.checking import Checked
from zhengwu.records.reports.drafting import Stated
from zhengwu.records.troubles import Words
from zhengwu.statute.report.formats import Format
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
from zhengwu.ui.parts.statutory import StatutoryTable, statutory

AT_LEAST = 10  # a change smaller than this is no outlier, whatever part of the whole it is


def tables_of(
    form: Format, cells: Iterable[Stated], findings: Sequence[Checked], base: str
) -> tuple[StatutoryTable, ...]:
    """The tables of the form; cells link below `base` where there is one. The findings are listed elsewhere."""
    figures: dict[str, dict[Key, Cell]] = {}
    for stated in cells:
        if stated.value is not None:
            table, row, column = stated.cell
            figures.setdefault(table, {})[row, column] = number_cell(plain(stated.value))
    marked = tuple(_finding(one) for one in findings)

    def drawn(key: str) -> StatutoryTable:
        table = Table(key, form.key, TableStatus.READ, figures.get(key, {}))
        link = (lambda at: f"{base}/cells/{key}/{at[0]}/{at[1]}") if base else None
        return replace(statutory(lay_out(form.table(key), table), marked, link), marks=())

    return tuple(drawn(table.key) for table in form.tables)


def _finding(one: Checked) -> Finding:
    cells = tuple(CellRef(*CellKey(*name.split("."))) for name in one.cells)
    severity, cause = Severity(one.severity), Cause(one.cause)
    return Finding(one.rule, severity, cause, one.basis, one.sentence, one.gloss, cells, one.expected, one.found)


def plain(value: Number) -> Number:
    """A number without the noughts that a database puts behind its point."""
    if isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else value.normalize()


def shown(value: Number | None) -> str:
    """A number as a table of ours shows it; a stroke where there is none."""
    return "—" if value is None else f"{plain(value):,}"


def change(before: Number | None, now: Number | None) -> str:
    """By how much it changed, with its sign; a stroke where that cannot be said."""
    return "—" if before is None or now is None else f"{plain(now - before):+,}" if now != before else "0"


def outlying(before: Number | None, now: Number | None) -> bool:
    """Whether a figure has at least doubled or halved, and by 10 or more: worth a second look, no fault."""
    if before is None or now is None or abs(Decimal(now) - Decimal(before)) < AT_LEAST:
        return False
    small, large = sorted((abs(Decimal(before)), abs(Decimal(now))))
    return large >= 2 * small


def label_of(form: Format, table: str, row: str, column: str) -> Words:
    """A cell in words: its row and its column."""
    found = form.table(table).find(row) if form.has(table) else None
    if not found:
        return Words(row, row)
    head = next((one for one in found[0].columns if one.key == column), None)
    zh, en = (head.label, head.gloss) if head else (column, column)
    return Words(f"{found[1].label} · {zh}", f"{found[1].gloss} · {en}")


def anchor(cell: str | CellKey) -> str:
    """The id of a cell on the page of its report."""
    return "c-" + (cell.replace(".", "-") if isinstance(cell, str) else "-".join(cell))
