"""Lays a table out as the official form prints it: which text stands where, and how many rows and columns it spans.

One pure function, `lay_out`, turns a form's table and a report's figures into a `Grid`. It knows no form: blocks, heads
and labels come from the format's data alone, so that a new form needs no change here. Every renderer draws this grid.

Rows are printed as `TableForm.expected_keys` says: optional rows only where the report has them, replaced rows not.
A missing cell is printed as an empty one, never as 0.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zhengwu.statute.report.formats import Block, Column, Row, TableForm
from zhengwu.statute.report.model import MISSING, Cell, Key, Kind, Number, Table, TableStatus

NARROW, WIDE, PLAIN = 1.0, 3.0, 1.0  # shares of the page's width: an outer label, the innermost label, a value
GROUP = 10  # rows under one label that are kept together on a page
NO_SENTENCE = "无。"  # what is printed where a report states that there was nothing and its words are not known

UNREAD_SENTENCE = "（原件中的此表未能读取。）"  # an empty form would look as if the report had left it blank


class Role(StrEnum):
    """What a printed cell is for."""

    TITLE = "title"  # the line above a block
    HEAD = "head"  # heads one or more columns
    LABEL = "label"  # names one or more rows
    VALUE = "value"  # holds a figure


@dataclass(frozen=True, slots=True)
class GridCell:
    """A printed cell: its text, role, upper left place (counts start at 0), the places it spans, and its block.

    A head or label that has further ones below or behind it is no `leaf`.
    A value cell also knows its key, its column in the form and the report's cell.
    """

    text: str
    role: Role
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    block: int = 0
    gloss: str = ""
    leaf: bool = True
    key: Key | None = None
    spec: Column | None = None
    cell: Cell = MISSING


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready for print. Where `sentence` is set, it stands in the table's place and there are no rows.

    `labels` counts the columns that hold labels; `head_rows` the rows to repeat on each page; `shares` gives each
    column's share of the width.
    """

    key: str
    title: str
    gloss: str
    rows: tuple[tuple[GridCell, ...], ...]
    width: int
    labels: int
    head_rows: int
    shares: tuple[float, ...]
    sentence: str = ""

    def cells(self) -> Iterator[GridCell]:
        """Every printed cell, row by row."""
        for row in self.rows:
            yield from row

    @property
    def kept(self) -> frozenset[int]:
        """The rows that no page break should part from the next one: heads, and the rows of a small group."""
        kept: set[int] = set()
        for cell in self.cells():
            last = cell.row + cell.rowspan - 1
            if cell.role in (Role.TITLE, Role.HEAD):
                kept.update(range(cell.row, last + 1))
            elif cell.rowspan <= GROUP:
                kept.update(range(cell.row, last))
        return frozenset(kept)

    def lines(self) -> Iterator[tuple[GridCell, ...]]:
        """Each row with every cell that touches it, also those that began further up, from left to right."""
        touching: list[list[GridCell]] = [[] for _ in self.rows]
        for cell in self.cells():
            for row in range(cell.row, cell.row + cell.rowspan):
                touching[row].append(cell)
        for line in touching:
            yield tuple(sorted(line, key=lambda cell: cell.column))


@dataclass(frozen=True, slots=True)
class _Band:
    """A label that covers `size` neighbouring leaves from `start` on, at `level` (0 is outermost)."""

    text: str
    level: int
    start: int
    size: int
    leaf: bool


def lay_out(form: TableForm, table: Table) -> Grid:
    """The grid of `table` as `form` prints it; a sentence where one replaces it, or where no cell could be read."""
    if table.status in (TableStatus.STATED_NONE, TableStatus.UNREAD):
        unread = table.status is TableStatus.UNREAD
        sentence = UNREAD_SENTENCE if unread else printable(table.sentence).strip() or NO_SENTENCE
        return Grid(form.key, form.title, form.gloss, (), 0, 0, 0, (), sentence)
    blocks = _printed(form, table)
    across = form.layout == "across"
    labels = 0 if across else max((len(row.under) + 1 for _, rows in blocks for row in rows), default=1)
    values = max((len(b.columns) * (len(rows) if across else 1) for b, rows in blocks), default=0)
    sheet = _Sheet(form, table, labels, values)
    for index, (block, rows) in enumerate(blocks):
        (sheet.across if across else sheet.down)(index, block, rows)
    repeat = sheet.top if len(blocks) == 1 else 0
    shares = ((*([NARROW] * (labels - 1)), WIDE) if labels > 1 else (WIDE / 2,) * labels) + (PLAIN,) * values
    rows_made = tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in sheet.rows)
    return Grid(form.key, form.title, form.gloss, rows_made, labels + values, labels, repeat, shares)


def printed_keys(form: TableForm, table: Table) -> tuple[Key, ...]:
    """The cells that are printed for this table, in the order of the form."""
    return form.expected_keys({row for (row, _), cell in table.cells.items() if cell.kind is not Kind.MISSING})


def cell_text(cell: Cell, column: Column) -> str:
    """What is printed for a cell: its number with a unit that the head does not say, or else its raw text; its note.

    Numbers are exact and without thousands separators. A missing cell gives an empty text.
    """
    if cell.value is None:
        text = "" if cell.kind is Kind.MISSING else printable(cell.raw).strip()
    else:
        text = number_text(cell.value)
        # 元 stands inside 万元: only the very unit that the head says may be left out.
        if cell.unit and not (cell.unit == column.unit and column.unit in column.label):
            text += printable(cell.unit)
    note = printable(cell.note).strip()
    return f"{text}（{note}）" if note and note not in text else text


def belongs(head: GridCell, value: GridCell) -> bool:
    """Whether the value stands under this title or head, or behind this label."""
    if head.block != value.block:
        return False
    if head.role is Role.LABEL:
        return head.row <= value.row < head.row + head.rowspan
    return head.column < value.column + value.colspan and value.column < head.column + head.colspan


def number_text(number: Number) -> str:
    """A number in plain digits: no exponent, no separators, nothing rounded."""
    return format(number, "f") if isinstance(number, Decimal) else str(number)


_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without the characters that no document may hold: controls, halves of pairs, non-characters."""
    return _UNPRINTABLE.sub("", text)


def _printed(form: TableForm, table: Table) -> list[tuple[Block, list[Row]]]:
    """The blocks with the rows to print."""
    keep = {row for row, _ in printed_keys(form, table)}
    blocks = [(block, [row for row in block.rows if row.key in keep]) for block in form.blocks]
    return [(block, rows) for block, rows in blocks if rows]


def _bands(paths: Sequence[tuple[str, ...]]) -> Iterator[_Band]:
    """The labels over these leaves, neighbours with the same beginning merged."""
    for index, path in enumerate(paths):
        for level, text in enumerate(path):
            leaf = level == len(path) - 1
            begin = path[: level + 1]
            if not leaf and index and _inside(paths[index - 1], begin):
                continue
            size = 1
            while not leaf and index + size < len(paths) and _inside(paths[index + size], begin):
                size += 1
            yield _Band(text, level, index, size, leaf)


def _inside(path: tuple[str, ...], begin: tuple[str, ...]) -> bool:
    return len(path) > len(begin) and path[: len(begin)] == begin


def _edges(width: int, count: int) -> list[int]:
    """Where `count` columns begin when they share `width` places; the last ones take what cannot be shared."""
    small, more = divmod(width, count)
    sizes = [small + (1 if index >= count - more else 0) for index in range(count)]
    return [sum(sizes[:index]) for index in range(count + 1)]


class _Sheet:
    """The rows made so far; blocks are put below one another."""

    def __init__(self, form: TableForm, table: Table, labels: int, values: int) -> None:
        self.form = form
        self.table = table
        self.labels = labels
        self.values = values
        self.rows: list[list[GridCell]] = []
        self.top = 0  # the row in which the figures of the last block begin

    def down(self, index: int, block: Block, rows: list[Row]) -> None:
        """A block that prints a line a row."""
        edges = [self.labels + edge for edge in _edges(self.values, len(block.columns))]
        self._title(index, block)
        top = len(self.rows)
        self._heads(index, [(*c.under, c.label) for c in block.columns], [c.gloss for c in block.columns], edges)
        corner = block.stub or self.form.corner
        self._put(GridCell(corner, Role.HEAD, top, 0, self.top - top, self.labels, index, leaf=self.labels == 1))
        top = self.top
        self._extend(len(rows))
        for band in _bands([(*row.under, row.label) for row in rows]):
            span = self.labels - band.level if band.leaf else 1
            gloss = rows[band.start].gloss if band.leaf else ""
            self._put(
                GridCell(band.text, Role.LABEL, top + band.start, band.level, band.size, span, index, gloss, band.leaf)
            )
        for offset, row in enumerate(rows):
            for place, column in enumerate(block.columns):
                self._value(index, row, column, top + offset, edges[place], edges[place + 1])

    def across(self, index: int, block: Block, rows: list[Row]) -> None:
        """A block that prints its rows side by side over one line of values."""
        leaves = [(row, column) for row in rows for column in block.columns]
        edges = _edges(self.values, len(leaves))
        self._title(index, block)
        paths = [(*row.under, row.label, *column.under, column.label) for row, column in leaves]
        self._heads(index, paths, [column.gloss for _, column in leaves], edges)
        self._extend(1)
        for place, (row, column) in enumerate(leaves):
            self._value(index, row, column, len(self.rows) - 1, edges[place], edges[place + 1])

    def _title(self, index: int, block: Block) -> None:
        if block.title:
            self._extend(1)
            self._put(GridCell(block.title, Role.TITLE, len(self.rows) - 1, 0, 1, self.labels + self.values, index))

    def _heads(self, index: int, paths: list[tuple[str, ...]], glosses: list[str], edges: list[int]) -> None:
        first = len(self.rows)
        above = 1 if self.form.heading else 0
        heads = above + max(len(path) for path in paths)
        self._extend(heads)
        self.top = first + heads
        if above:
            self._put(GridCell(self.form.heading, Role.HEAD, first, edges[0], 1, self.values, index, leaf=False))
        for band in _bands(paths):
            left, right = edges[band.start], edges[band.start + band.size]
            row = first + above + band.level
            span = heads - above - band.level if band.leaf else 1
            gloss = glosses[band.start] if band.leaf else ""
            self._put(GridCell(band.text, Role.HEAD, row, left, span, right - left, index, gloss, band.leaf))

    def _value(self, index: int, row: Row, column: Column, line: int, left: int, right: int) -> None:
        cell = self.table.cell(row.key, column.key)
        text = cell_text(cell, column)
        key = (row.key, column.key)
        self._put(GridCell(text, Role.VALUE, line, left, 1, right - left, index, key=key, spec=column, cell=cell))

    def _extend(self, count: int) -> None:
        self.rows.extend([] for _ in range(count))

    def _put(self, cell: GridCell) -> None:
        self.rows[cell.row].append(cell)
