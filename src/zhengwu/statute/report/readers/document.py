"""What every reader makes of its file: lines of text and grids of cells, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from zhengwu.statute.report.model import Place

MOST_CELLS = 200_000  # of one grid, spans counted; more is no report


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph of running text, as printed."""

    text: str
    place: Place


class GridCell(NamedTuple):
    """A physical cell: where its upper left corner lies (counted from 0), how far it spans, and its text."""

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as printed.

    `aligned` says that a cell's column means something: not so in text, where spans are lost. `keeps_blanks` says that
    blank cells stand where they belong: not so in text, where they may have been dropped.
    """

    cells: tuple[GridCell, ...]
    place: Place
    aligned: bool = True
    keeps_blanks: bool = True

    def rows(self) -> Iterator[tuple[int, list[GridCell]]]:
        """Each row's number and the physical cells that begin in it, from left to right."""
        by_row: dict[int, list[GridCell]] = {}
        for cell in self.cells:
            by_row.setdefault(cell.row, []).append(cell)
        for row in sorted(by_row):
            yield row, sorted(by_row[row], key=lambda cell: cell.column)

    def transposed(self) -> "Grid":
        """The grid with rows and columns exchanged."""
        turned = (GridCell(c.column, c.row, c.text, c.colspan, c.rowspan) for c in self.cells)
        return replace(self, cells=tuple(turned))


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content: blocks in reading order, its own title, and what the reader has to say about the file."""

    kind: str
    blocks: tuple[Line | Grid, ...]
    title: str = ""
    remarks: tuple[str, ...] = ()  # keys of reasons.REASONS
    pages: int = 0


@dataclass(slots=True)
class Span:
    """One cell on its way into a grid: text and how far it spans."""

    text: str
    rowspan: int = 1
    colspan: int = 1


def lay_out(rows: list[list[Span]], place: Place, aligned: bool = True, keeps_blanks: bool = True) -> Grid:
    """A grid from rows of spanning cells, each put at the first free place of its row, as browsers do."""
    cells: list[GridCell] = []
    taken: dict[int, int] = {}  # column -> first row in which it is free again
    for number, row in enumerate(rows):
        column = 0
        for span in row:
            while taken and taken.get(column, 0) > number:
                column += 1
            if span.colspan == 1 and span.rowspan == 1:
                cells.append(GridCell(number, column, span.text))
                column += 1
                continue
            width, height = min(max(span.colspan, 1), 100), min(max(span.rowspan, 1), len(rows) - number)
            cells.append(GridCell(number, column, span.text, height, width))
            for covered in range(column, column + width):
                taken[covered] = number + height
            column += width
        if len(cells) > MOST_CELLS:
            break
    return Grid(tuple(cells), place, aligned, keeps_blanks)


@dataclass(slots=True)
class Draft:
    """Collects blocks while a file is walked through; counts its grids and lines."""

    blocks: list[Line | Grid] = field(default_factory=list)
    grids: int = 0
    lines: int = 0

    def line(self, text: str, page: int | None = None, sheet: str | None = None) -> None:
        """Adds each non-empty line of `text`."""
        for piece in text.split("\n"):
            self.lines += 1
            if piece.strip():
                self.blocks.append(Line(piece.strip("\r"), Place(line=self.lines, page=page, sheet=sheet)))

    def grid(self, rows: list[list[Span]], page: int | None = None, sheet: str | None = None) -> None:
        """Adds a grid of a file that keeps its tables, unless it is empty."""
        if any(span.text.strip() for row in rows for span in row):
            self.grids += 1
            self.blocks.append(lay_out(rows, Place(table=self.grids, page=page, sheet=sheet)))

    def text_grid(self, rows: list[list[Span]], line: int, aligned: bool) -> None:
        """Adds a grid made of lines of text, which begins in line `line`."""
        if any(span.text.strip() for row in rows for span in row):
            self.grids += 1
            self.blocks.append(lay_out(rows, Place(table=self.grids, line=line), aligned, keeps_blanks=False))
