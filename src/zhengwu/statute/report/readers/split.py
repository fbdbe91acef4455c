"""Splits a printed row into its labels and the figures behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhengwu.statute.report.model import Cell, Kind, Place
from zhengwu.statute.report.readers.document import Grid, GridCell
from zhengwu.statute.report.readers.lexicon import Lexicon, Sense
from zhengwu.statute.report.readers.numbers import is_value, read_value
from zhengwu.statute.report.readers.rows import Figure


@dataclass(frozen=True, slots=True)
class SplitRow:
    """A row of a grid: its labels, what the last of them means and how high it is, and the cells to its right."""

    labels: tuple[str, ...]
    sense: Sense
    height: int
    figures: tuple[Figure, ...]

    @property
    def label(self) -> str:
        """The label next to the figures; empty where the row has none."""
        return self.labels[-1] if self.labels else ""

    @property
    def bare(self) -> bool:
        """Whether no figure is printed in the row, though perhaps words."""
        return not any(is_value(figure.cell) for figure in self.figures)


def split_row(lexicon: Lexicon, cells: Sequence[GridCell], where: Place) -> SplitRow:
    """The row made of these cells; `where` is the place of the row, to which each figure's column is added."""
    values = [read_value(cell.text) for cell in cells]
    last = _last_label(lexicon, cells, values)
    behind = zip(cells[last + 1 :], values[last + 1 :], strict=True)
    figures = tuple(_figure(cell, value, where) for cell, value in behind)
    if last < 0:
        return SplitRow((), Sense(""), 1, figures)
    labels = tuple(cells[number].text for number in range(last + 1) if values[number].kind is Kind.TEXT)
    return SplitRow(labels, lexicon.sense(cells[last].text), cells[last].rowspan, figures)


def _last_label(lexicon: Lexicon, cells: Sequence[GridCell], values: Sequence[Cell]) -> int:
    """The number of the cell that is the row's label, -1 for none.

    Figures before the first label (序号) do not count; a known label behind figures begins a second table and is left
    among the figures, where it spoils the row.
    """
    last, known = -1, False
    for number, value in enumerate(values):
        if value.kind is not Kind.TEXT:
            continue
        sense = lexicon.sense(cells[number].text)
        figures_before = sum(is_value(values[n]) for n in range(last + 1, number))
        if figures_before > (0 if last >= 0 or not sense.known else 1):
            break
        if sense.known or not known:
            last, known = number, bool(sense.rows) and not sense.head
    return last


def _figure(cell: GridCell, value: Cell, where: Place) -> Figure:
    place = Place(where.table, where.row, cell.column + 1, where.page, where.line, where.sheet)
    located = Cell(value.value, value.raw, value.kind, value.unit, value.note, place)
    return Figure(located, cell.column, cell.colspan, cell.rowspan)


def keeps_blanks(grid: Grid) -> bool:
    """Whether somewhere a blank cell stands between two figures, so that blanks were not dropped from this text."""
    for _, cells in grid.rows():
        values = [read_value(cell.text) for cell in cells]
        printed = [number for number, value in enumerate(values) if is_value(value)]
        if printed and any(values[number].kind is Kind.BLANK for number in range(printed[0], printed[-1])):
            return True
    return False


def is_turned(lexicon: Lexicon, grid: Grid) -> bool:
    """Whether a table was printed with rows and columns exchanged: column words down the side, row words on top."""
    if not grid.aligned:
        return False
    first = [cell for cell in grid.cells if cell.column == 0]
    if not 4 <= len(first) <= 40:
        return False
    side = {m for cell in first if not is_value(read_value(cell.text)) for m in lexicon.sense(cell.text).columns}
    rows = {m for cell in first for m in lexicon.sense(cell.text).rows}
    top = {m for cell in grid.cells if cell.row == 0 and cell.column for m in lexicon.sense(cell.text).rows}
    return len(side) >= 4 and len(top) >= 2 and len(side) > len(rows)
