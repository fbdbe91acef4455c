"""Puts a report together from plain figures: what a count, an entry form or an aggregate hands over."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from zhengwu.statute.report.formats import Format
from zhengwu.statute.report.model import Cell, Key, Kind, Number, Part, Report, Table, TableStatus

Figures = Mapping[str, Mapping[str, Mapping[str, Number | None]]]  # table key -> row key -> column key -> number


def cell_of(value: Number | None, unit: str | None = None) -> Cell:
    """A cell that states `value`; None gives a missing cell, never a zero."""
    if value is None:
        return Cell(unit=unit)
    number = int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value
    return Cell(number, str(number), Kind.ZERO if number == 0 else Kind.NUMBER, unit)


def compose(
    form: Format,
    agency: str | None,
    year: int,
    figures: Figures,
    *,
    texts: Mapping[str, str] | None = None,
    title: str = "",
    preface: str = "",
    published_on: date | None = None,
) -> Report:
    """A report of `form` with these figures and part texts; KeyError names a table, row or column it does not have."""
    parts = {part.key: Part(part.key, part.title, (texts or {}).get(part.key, "")) for part in form.parts}
    tables = {table.key: _table(form, table.key, figures.get(table.key, {})) for table in form.tables}
    for key in figures:
        form.table(key)
    title = title or f"{agency or ''}{year}年政府信息公开工作年度报告"
    return Report(agency, year, form.key, tables, parts, title, preface, published_on)


def _table(form: Format, key: str, rows: Mapping[str, Mapping[str, Number | None]]) -> Table:
    spec = form.table(key)
    cells: dict[Key, Cell] = {}
    for row, columns in rows.items():
        found = spec.find(row)
        if found is None:
            raise KeyError(f"table {key} of form {form.key} has no row {row!r}")
        by_key = {column.key: column for column in found[0].columns}
        for column, value in columns.items():
            if column not in by_key:
                raise KeyError(f"row {row} of table {key} has no column {column!r}")
            unit = by_key[column].unit if by_key[column].amount else None
            cells[row, column] = cell_of(value, unit)
    return Table(key, form.key, status_of(form, key, cells), cells)


def status_of(form: Format, key: str, cells: Mapping[Key, Cell]) -> TableStatus:
    """How complete a table with these cells is: READ, PARTIAL, or MISSING where it holds nothing."""
    placed = {where for where, cell in cells.items() if cell.kind not in (Kind.MISSING, Kind.TEXT)}
    if not placed:
        return TableStatus.MISSING
    expected = form.table(key).expected_keys({row for row, _ in placed})
    return TableStatus.READ if placed.issuperset(expected) else TableStatus.PARTIAL
