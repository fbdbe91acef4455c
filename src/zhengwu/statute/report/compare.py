"""Two reports side by side: two years of one body, or two bodies. Differences first, what is equal as a count.

Cells are paired by row and column key, so that a report of an older form can stand beside one of a newer form. Where
one side prints a row that stands for several rows of the other (其他处理 against its three kinds), the sum of those is
compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zhengwu.statute.report.checks.cells import amount_of
from zhengwu.statute.report.formats import Column, Row, format_of
from zhengwu.statute.report.model import Cell, Kind, Number, Report, TableStatus


class Subject(StrEnum):
    """What the two reports have in common, and so what a difference means."""

    YEARS = "years"  # one body, two years: a difference is a change
    BODIES = "bodies"  # two bodies: a difference is a contrast
    VERSIONS = "versions"  # one body, one year: a difference is an amendment


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two reports: who, which year, which form, from where."""

    agency: str | None
    year: int | None
    format: str
    source: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell on which the two sides do not agree. A side that states no number has None; `change` is right minus left.

    `share` is the change as a part of the left figure (0.25 = a quarter more); None where that cannot be said.
    """

    table: str
    row: str
    column: str
    row_label: str
    row_gloss: str
    column_label: str
    column_gloss: str
    unit: str
    left: Number | None
    right: Number | None
    change: Number | None = None
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two reports do not have in common, and how much they do.

    `differences` hold two numbers each; in `one_sided` one side states none. `equal` counts cells with the same number,
    `unknown` cells that neither side states, `only_left` and `only_right` cells that the other side's form lacks.
    """

    left: Side
    right: Side
    subject: Subject
    differences: tuple[Difference, ...]
    one_sided: tuple[Difference, ...]
    equal: int
    unknown: int
    only_left: int
    only_right: int


@dataclass(frozen=True, slots=True)
class _Slot:
    """A cell to compare: its keys, how it is called, and the rows whose sum it is where a side prints those instead."""

    table: str
    row: Row
    column: Column
    parts: tuple[str, ...] = ()

    def number(self, report: Report) -> Number | None:
        """What `report` states here; the sum of the parts where it prints those; None where any of it is unstated."""
        whole = _stated(report, self.table, self.row.key, self.column)
        if whole is not None or not self.parts:
            return whole
        numbers = [_stated(report, self.table, part, self.column) for part in self.parts]
        known = [number for number in numbers if number is not None]
        return sum(known) if len(known) == len(numbers) else None


def compare(left: Report, right: Report) -> Comparison:
    """Pairs every cell of the two reports and says where they differ, in the order of the form."""
    slots, only_left, only_right = _slots(left, right)
    differences: list[Difference] = []
    one_sided: list[Difference] = []
    equal = unknown = 0
    for slot in slots:
        a, b = slot.number(left), slot.number(right)
        if a is None and b is None:
            unknown += 1
        elif a is None or b is None:
            one_sided.append(_difference(slot, a, b))
        elif a == b:
            equal += 1
        else:
            differences.append(_difference(slot, a, b))
    sides = tuple(Side(report.agency, report.year, report.format, report.source) for report in (left, right))
    return Comparison(
        sides[0],
        sides[1],
        _subject(left, right),
        tuple(differences),
        tuple(one_sided),
        equal,
        unknown,
        only_left,
        only_right,
    )


def _subject(left: Report, right: Report) -> Subject:
    if not left.agency or left.agency != right.agency:
        return Subject.BODIES
    return Subject.VERSIONS if left.year == right.year else Subject.YEARS


def _stated(report: Report, table: str, row: str, column: Column) -> Number | None:
    """What the cell states, money in the unit of the form whatever unit was printed."""
    cell: Cell = report.cell(table, row, column.key)
    if cell.kind is Kind.MISSING and report.table(table).status is TableStatus.STATED_NONE:
        return 0
    number = cell.stated
    return amount_of(number, cell.unit) if number is not None and column.amount else number


def _difference(slot: _Slot, left: Number | None, right: Number | None) -> Difference:
    change = None if left is None or right is None else right - left
    share = None if change is None or not left else Decimal(change) / abs(Decimal(left))
    row, column = slot.row, slot.column
    return Difference(
        slot.table,
        row.key,
        column.key,
        row.label,
        row.gloss,
        column.label,
        column.gloss,
        column.unit,
        left,
        right,
        change,
        share,
    )


def _cells_of(report: Report) -> dict[tuple[str, str, str], _Slot]:
    """The cells to expect in this report: those of its form, with optional and replacing rows as it printed them."""
    return {(slot.table, slot.row.key, slot.column.key): slot for slot in _expected(report)}


def _expected(report: Report) -> Iterator[_Slot]:
    for table in format_of(report.format).tables:
        cells = report.table(table.key).cells
        printed = {row for (row, _), cell in cells.items() if cell.kind is not Kind.MISSING}
        expected = set(table.expected_keys(printed))
        for block, row in table.lines():
            for column in block.columns:
                if (row.key, column.key) in expected:
                    yield _Slot(table.key, row, column, row.replaces)


def _slots(left: Report, right: Report) -> tuple[list[_Slot], int, int]:
    """The cells that both sides can state, in the order of the left form, and how many each side has alone."""
    a, b = _cells_of(left), _cells_of(right)
    sums = {**_sums(left, right, a, b), **_sums(right, left, b, a)}
    swallowed = {(t, part, c) for (t, _, c), slot in sums.items() for part in slot.parts}
    whole = {key: sums.get(key, slot) for key, slot in (*b.items(), *a.items())}
    shared = [whole[key] for key in (*a, *(key for key in b if key not in a)) if key in sums or (key in a and key in b)]
    only_left, only_right = (
        sum(key not in other and key not in sums and key not in swallowed for key in own)
        for own, other in ((a, b), (b, a))
    )
    return shared, only_left, only_right


def _sums(
    one: Report, other: Report, own: dict[tuple[str, str, str], _Slot], others: dict[tuple[str, str, str], _Slot]
) -> dict[tuple[str, str, str], _Slot]:
    """The cells that side `own` prints whole and side `others` in parts, as one of the two forms says."""
    found: dict[tuple[str, str, str], _Slot] = {}
    replaced = {
        (table.key, row.key): row.replaces
        for report in (one, other)
        for table in format_of(report.format).tables
        for _, row in table.lines()
        if row.replaces
    }
    for key, slot in own.items():
        parts = replaced.get(key[:2], ())
        if parts and key not in others and all((key[0], part, key[2]) in others for part in parts):
            found[key] = _Slot(slot.table, slot.row, slot.column, parts)
    return found
