"""What is being checked: the report, the forms that its tables follow, and what is known besides."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from zhengwu.statute.report.formats import Block, Column, Format, Row, TableForm, format_of
from zhengwu.statute.report.model import Cell, CellRef, Finding, Key, Kind, Report, Table, TableStatus

NO_FIGURES = (TableStatus.MISSING, TableStatus.UNREAD)


@dataclass(frozen=True)
class Sheet:
    """A table of the report beside the form that it follows. `shape` is worked out once for each form."""

    form: Format
    table_form: TableForm
    table: Table
    shape: "Shape"

    @property
    def key(self) -> str:
        """The key of the table."""
        return self.table.key

    def expected(self) -> tuple[Key, ...]:
        """The cells that should be there, given the optional rows that are printed."""
        return self.shape.expected(self.printed())

    def printed(self) -> frozenset[str]:
        """The optional rows of the form that this table prints, and the rows that one of them could have replaced."""
        seen = {row for row, columns in self.shape.optional if self._shows(row, columns)}
        for row in tuple(seen):
            seen.update(key for key, columns in self.shape.replaced.get(row, ()) if self._shows(key, columns))
        return frozenset(seen)

    def _shows(self, row: str, columns: tuple[str, ...]) -> bool:
        cells = self.table.cells
        return any((row, column) in cells and cells[row, column].kind is not Kind.MISSING for column in columns)

    def refer(self, key: Key) -> CellRef:
        """A reference to the cell at `key`, with what is printed there and where."""
        cell = self.table.cell(*key)
        return CellRef(self.table.key, key[0], key[1], cell.raw, cell.place)


@dataclass(frozen=True)
class Shape:
    """What is worked out once for a table of a form: where each cell belongs, which rows are optional or replaced.

    Rows come with the keys of their columns. `known` keeps the expected cells for each set of optional rows seen.
    """

    table_form: TableForm
    where: Mapping[Key, tuple[int, Block, Row, Column]]
    optional: tuple[tuple[str, tuple[str, ...]], ...]
    replaced: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
    known: dict[frozenset[str], tuple[Key, ...]]

    def expected(self, printed: frozenset[str]) -> tuple[Key, ...]:
        """The cells to expect where the optional rows `printed` were seen."""
        if printed not in self.known:
            always = {row.key for _, row in self.table_form.lines() if not row.optional}
            gone = {key for _, row in self.table_form.lines() if row.key in printed for key in row.replaces}
            self.known[printed] = self.table_form.expected_keys((always - gone) | printed)
        return self.known[printed]


@dataclass(frozen=True)
class Subject:
    """A report under check. `last` is last year's report, `local_due_on` the date that a local rule sets."""

    report: Report
    form: Format
    sheets: tuple[Sheet, ...]
    last: "Subject | None" = None
    local_due_on: date | None = None
    reasons: Mapping[str, tuple[str, str]] | None = None

    def sheet(self, key: str) -> Sheet | None:
        """The table `key` with its form, None where the form has no such table."""
        return next((sheet for sheet in self.sheets if sheet.key == key), None)


Evaluator = Callable[[Subject], Iterator[Finding]]

# Forms are compared by identity: to hash one would mean to walk through all of it, for every report.
_shapes: dict[int, tuple[Format, dict[str, Shape]]] = {}


def _shapes_of(form: Format) -> dict[str, Shape]:
    found = _shapes.get(id(form))
    if found is None or found[0] is not form:
        found = _shapes[id(form)] = (form, {table.key: _shape(table) for table in form.tables})
    return found[1]


def _shape(table: TableForm) -> Shape:
    where = {
        (row.key, column.key): (number, block, row, column)
        for number, block in enumerate(table.blocks)
        for row in block.rows
        for column in block.columns
    }
    rows = {row.key: tuple(column.key for column in block.columns) for block, row in table.lines()}
    optional = tuple((row.key, rows[row.key]) for _, row in table.lines() if row.optional)
    replaced = {row.key: tuple((key, rows[key]) for key in row.replaces) for _, row in table.lines() if row.replaces}
    return Shape(table, where, optional, replaced, {})


def subject_of(
    report: Report,
    last_year: Report | None = None,
    local_due_on: date | None = None,
    reasons: Mapping[str, tuple[str, str]] | None = None,
) -> Subject:
    """The report with its forms; KeyError where the report names a form that nobody knows."""
    form = format_of(report.format)
    sheets = tuple(_sheets(report, form))
    last = subject_of(last_year) if last_year is not None else None
    return Subject(report, form, sheets, last, local_due_on, reasons)


def _sheets(report: Report, form: Format) -> Iterator[Sheet]:
    for key in dict.fromkeys((*(table.key for table in form.tables), *report.tables)):
        table = report.table(key)
        own = form if table.format == form.key else format_of(table.format)
        if own.has(key):
            shape = _shapes_of(own)[key]
            yield Sheet(own, shape.table_form, table, shape)


def stated(cell: Cell, table: Table) -> bool:
    """Whether the cell states a number, be it in words, be it by a sentence in the table's place."""
    return cell.value is not None or cell.kind is Kind.STATED_NONE or table.status is TableStatus.STATED_NONE
