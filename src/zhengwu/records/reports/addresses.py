"""In which cell of a form a matter on file is counted: worked out once a form from the procedures, as one table.

A matter is told apart by its procedure, its phase in the year, its outcome and its class. The count looks cells up in
the table, the way back from a cell reads the same table the other way round, so that the two cannot disagree.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from zhengwu.statute.procedures import Case, Procedure, procedures
from zhengwu.statute.report.aggregate import Totals, total_parts
from zhengwu.statute.report.formats import Format, TableForm

# entered: came in this year. before: came in earlier and was open when the year began. concluded: decided this year.
# open: not decided when the year ended. A matter is in one of the first two, and in one of the last two.
Phase = Literal["entered", "before", "concluded", "open"]
FLOWS: Mapping[str, Phase] = {"received": "entered", "carried_in": "before", "carried_out": "open"}


class CellKey(NamedTuple):
    """A cell of a form."""

    table: str
    row: str
    column: str


class Address(NamedTuple):
    """What decides where a matter is counted. `outcome` is empty in every phase but `concluded`."""

    procedure: str
    phase: Phase
    outcome: str
    counted_class: str


@cache
def addresses(form: Format) -> Mapping[Address, CellKey]:
    """The cell of every address that the form has."""
    return dict(entry for one in counted(form) for entry in _of(one, form))


@cache
def counted(form: Format) -> tuple[Procedure, ...]:
    """The procedures whose matters a report of this form counts."""
    return tuple(one for one in procedures() if one.table and form.has(one.table))


@cache
def counted_cells(form: Format) -> frozenset[CellKey]:
    """Every cell of the tables that are counted, totals included; nobody enters these by hand."""
    tables = dict.fromkeys(one.table for one in counted(form))
    return frozenset(CellKey(table, *key) for table in tables for key in form.table(table).keys)


@cache
def totals(form: Format, table: str) -> Totals:
    """Which rows and columns of a table are totals, and of what."""
    return total_parts(form, table)


def leaves(form: Format, cell: CellKey) -> tuple[CellKey, ...]:
    """The cells that this one adds up, in the order of the form; itself where it is no total."""
    parts = totals(form, cell.table)
    rows = parts.rows.get(cell.row, (cell.row,))
    columns = parts.columns.get(cell.column, (cell.column,))
    return tuple(CellKey(cell.table, row, column) for row in rows for column in columns)


def _of(one: Procedure, form: Format) -> Iterator[tuple[Address, CellKey]]:
    table = form.table(one.table)
    for counted_class in _classes(form, table):
        for row, phase in FLOWS.items():
            if table.find(row):
                yield Address(one.key, phase, "", counted_class), CellKey(table.key, row, counted_class)
        for outcome in one.outcomes:
            place = outcome.places.get(form.key)
            if place is not None:
                cell = CellKey(place.table, place.row, place.column or counted_class)
                if counted_class in (cell.row, cell.column):  # a suit that came directly has no result of another way
                    yield Address(one.key, "concluded", outcome.key, counted_class), cell
        pending = one.pending(Case(one.key, one.initial, facts={"way": counted_class})) if one.pending else None
        if pending is not None and pending.row == counted_class:
            yield Address(one.key, "open", "", counted_class), CellKey(*pending)


def _classes(form: Format, table: TableForm) -> tuple[str, ...]:
    """The classes of a table's matters: its columns where applicants head them, its rows where ways of appeal do."""
    if table.layout == "across":
        return tuple(row.key for _, row in table.lines())
    sums = totals(form, table.key).columns
    return tuple(column.key for column in table.blocks[0].columns if column.key not in sums)
