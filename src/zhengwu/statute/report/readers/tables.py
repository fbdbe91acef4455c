"""Reads the tables of a report from grids and lines, one row after the other, into attempts that `settle` weighs.

The state is small: the head in force, the words seen since the last figures, and rows that wait for the end of their
grid. An attempt is one printed row with its cells placed, or with the reason why not.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from zhengwu.statute.report.model import Cell, Kind, Place
from zhengwu.statute.report.readers.document import Grid, GridCell
from zhengwu.statute.report.readers.heads import Head, HeadCell, Slot, find_head
from zhengwu.statute.report.readers.lexicon import Lexicon, Sense, sole_columns
from zhengwu.statute.report.readers.numbers import is_value, read_value
from zhengwu.statute.report.readers.rows import Figure, Placing, place

SURE_LABEL = 6  # a label of so many characters that fits one row exactly needs no head to be believed
MOST_WAITING = 60  # head cells remembered before they are forgotten as narrative


@dataclass(slots=True)
class Attempt:
    """One printed row of a table: the row's key (None: label not known), and the cells by column, or the reason."""

    table: str
    row: str | None
    label: str
    cells: dict[str, Cell]
    raw: tuple[str, ...]
    reason: str
    place: Place
    figures: tuple[Cell, ...] = ()
    columns: tuple[str, ...] = ()  # the head's columns, in printed order
    head: Head | None = None
    segment: int = 0  # counts restarts: a part heading or a new head over the same table


@dataclass(slots=True)
class Reading:
    """What the walk over a document found, in reading order."""

    attempts: list[Attempt] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)


@dataclass(slots=True)
class TableReader:
    """Walks through grids and text rows; call `grid` and `row` in reading order, then take `reading`."""

    lexicon: Lexicon
    reading: Reading = field(default_factory=Reading)
    head: Head | None = None
    waiting: list[HeadCell] = field(default_factory=list)
    loose: str | None = None  # the table whose title was seen since, while no head was found
    dangling: str = ""  # a label without figures at the end of a grid
    segment: int = 0
    part: str | None = None  # the part whose heading was seen last
    kept: bool = True  # whether the grid in hand keeps blank cells in their place

    def reset(self, part: str | None = None) -> None:
        """A part heading: whatever head was in force is over."""
        self.part = part
        self.head = None
        self.waiting = []
        self.loose = None
        self.dangling = ""
        self.segment += 1

    def title(self, sense: Sense) -> None:
        """A block title: a new head follows."""
        self.head, self.waiting, self.dangling = None, [], ""
        self.loose = _table_of_title(self.lexicon, sense.core)

    def take(self, head: Head) -> None:
        """A head was found: it is in force from here."""
        self.head, self.loose = head, None
        self.reading.heads.append(head)

    def add(
        self, head: Head, row: str | None, label: str, figures: tuple[Cell, ...], placing: Placing, where: Place
    ) -> Attempt:
        """Records one printed row."""
        cells = {} if placing.reason else _by_key(head, placing.cells)
        raw = tuple(cell.raw for cell in figures)
        reason = placing.reason
        attempt = Attempt(head.table, row, label, cells, raw, reason, where, figures, head.columns, head, self.segment)
        self.reading.attempts.append(attempt)
        return attempt

    # Grids -----------------------------------------------------------------------------------------------------

    def grid(self, grid: Grid) -> set[int]:
        """Reads a grid; returns the numbers of the rows that belong to a table of the form."""
        turned = _turned(self.lexicon, grid)
        if turned:
            grid = grid.transposed()
        if self.head:
            self.head = self.head.unplaced()
        self.kept = grid.aligned or _keeps_blanks(grid)
        used: set[int] = set()
        deferred: list[tuple[Attempt, list[Figure], Head, bool]] = []
        starts: Counter[tuple[int, int]] = Counter()
        for number, cells in grid.rows():
            if self._grid_row(grid, number, cells, starts, deferred):
                used.add(number)
        self._settle_deferred(grid, starts, deferred)
        return set() if turned and not used else ({cell.row for cell in grid.cells} if turned else used)

    def _grid_row(
        self,
        grid: Grid,
        number: int,
        cells: list[GridCell],
        starts: Counter[tuple[int, int]],
        deferred: list[tuple[Attempt, list[Figure], Head, bool]],
    ) -> bool:
        split = self._split(cells)
        labels, figures, height = split.labels, split.figures, split.height
        printed = [figure for figure in figures if not figure.blank]
        if not printed and not self._blank_row(split, cells):
            return self._head_row(number, cells)
        self._take_head(grid.aligned)
        spot = grid.place
        where = Place(spot.table, number + 1, None, spot.page, spot.line, spot.sheet)
        located = [_located(figure, where) for figure in figures]
        table, row = self.row_of(split.sense, labels[-1] if labels else "")
        attempt: Attempt | None = None
        if not labels:
            attempt = self._across(located, where, grid.aligned)
        elif row is not None and (self.head is None or self.head.table != table):
            attempt = self.headless(table, row, labels[-1], [figure.cell for figure in located], where)
        elif self.head is not None and (row is not None or _plausible(split.sense, located)):
            attempt = self._labelled(row, labels, located, where, grid.aligned, height, starts, deferred)
        return attempt is not None

    def _labelled(
        self,
        row: str | None,
        labels: list[str],
        figures: list[Figure],
        where: Place,
        aligned: bool,
        height: int,
        starts: Counter[tuple[int, int]],
        deferred: list[tuple[Attempt, list[Figure], Head, bool]],
    ) -> Attempt:
        head = self.head
        assert head is not None
        placing = place(head, figures, aligned=aligned, kept=self.kept, label_height=height)
        label = labels[-1] if labels else ""
        attempt = self.add(head, row, label, tuple(figure.cell for figure in figures), placing, where)
        if placing.start is not None and not placing.reason:
            starts[len(figures), placing.start] += 1
        elif placing.reason == "too_few" and len(figures) > len(head.slots):
            deferred.append((attempt, figures, head, aligned))
        return attempt

    def _settle_deferred(
        self,
        grid: Grid,
        starts: Counter[tuple[int, int]],
        deferred: list[tuple[Attempt, list[Figure], Head, bool]],
    ) -> None:
        """Rows with blanks at both ends begin where all other rows of as many cells begin."""
        for attempt, figures, head, aligned in deferred:
            known = [start for (length, start) in starts if length == len(figures)]
            if len(known) == 1:
                placing = place(head, figures, aligned=aligned, kept=self.kept, convention=known[0])
                if not placing.reason:
                    attempt.cells, attempt.reason = _by_key(head, placing.cells), ""

    def _across(self, figures: list[Figure], where: Place, aligned: bool) -> Attempt | None:
        """A line of figures without a label, under a head that names the rows as well."""
        head = self.head
        if head is None or not head.across:
            return self.bare([figure.cell for figure in figures], where)
        if sum(not figure.blank for figure in figures) < len(head.slots) / 3:
            return None
        if any(figure.cell.kind is Kind.TEXT for figure in figures) and len(figures) < len(head.slots):
            return None
        placing = place(head, figures, aligned=aligned, kept=self.kept)
        return self.add(head, None, "", tuple(figure.cell for figure in figures), placing, where)

    def bare(self, figures: Sequence[Cell], where: Place) -> Attempt | None:
        """Figures without label and head in the part of a table printed across: its line, if the count is exact."""
        for form in self.lexicon.forms:
            for table in form.tables:
                across = table.layout == "across" and table.part == self.part and self.head is None
                if across and len(figures) == len(table.keys) and all(is_value(cell) for cell in figures):
                    slots = tuple(Slot(column, row) for row, column in table.keys)
                    placing = Placing(tuple(figures))
                    return self.add(Head(table.key, slots), None, "", tuple(figures), placing, where)
        return None

    def headless(self, table: str, row: str, label: str, figures: Sequence[Cell], where: Place) -> Attempt:
        """A row of the form whose head was lost: its figures may still be counted when all is read."""
        printed = list(figures)
        while printed and printed[-1].kind is Kind.BLANK:
            printed.pop()
        raw = tuple(cell.raw for cell in figures)
        attempt = Attempt(table, row, label, {}, raw, "no_head", where, tuple(printed), segment=self.segment)
        self.reading.attempts.append(attempt)
        return attempt

    # Heads -----------------------------------------------------------------------------------------------------

    def _head_row(self, number: int, cells: list[GridCell]) -> bool:
        """A row without figures: its words wait until figures come. Whether it holds words of a form."""
        known = False
        for cell in cells:
            if not cell.text.strip():
                continue
            sense = self.lexicon.sense(cell.text)
            if sense.title:
                self.title(sense)
            known = known or sense.known
            self.waiting.append(HeadCell(cell.text, sense, number, cell.column, cell.colspan))
        del self.waiting[:-MOST_WAITING]
        return known

    def _take_head(self, aligned: bool) -> None:
        """Figures come: the words that waited may be a head."""
        if not self.waiting:
            return
        waiting, self.waiting = self.waiting, []
        if any(cell.sense.columns for cell in waiting) or any(cell.sense.rows for cell in waiting):
            head = find_head(self.lexicon, waiting, aligned)
            if head:
                self.take(head)

    def _blank_row(self, split: "_Split", cells: list[GridCell]) -> bool:
        """Whether a row without figures is a row of the form whose cells were left blank, and not a head."""
        columns = sum(bool(self.lexicon.sense(cell.text).columns) for cell in cells)
        return bool(split.sense.rows) and len(split.figures) > 1 and columns < 2 and self._head_over(split.sense)

    def _head_over(self, sense: Sense) -> bool:
        """Whether the head in force, or the one that waits, is the head of a table that has such a row."""
        tables = {table for table, _ in sense.rows}
        if self.head and self.head.table in tables:
            return not (self.head.across and not sense.rows)
        waiting = sum(1 for cell in self.waiting for table, _ in cell.sense.columns if table in tables)
        return waiting >= 2 or (self.loose in tables and waiting > 0)

    # Labels ----------------------------------------------------------------------------------------------------

    def row_of(self, sense: Sense, label: str) -> tuple[str, str | None]:
        """The table and row that a label means here; row None where it means none."""
        table = self.head.table if self.head else self.loose or self.part or ""
        for meaning in (sense, self.lexicon.sense(self.dangling + label) if self.dangling else sense):
            rows = {row for name, row in meaning.rows if name == table}
            if len(rows) == 1:
                self.dangling = ""
                return table, rows.pop()
        if len(sense.rows) == 1 and sense.likeness == 100.0 and len(sense.core) >= SURE_LABEL:
            other, row = next(iter(sense.rows))
            if sole_columns(self.lexicon, other):
                return other, row
        return table, None

    def _split(self, cells: list[GridCell]) -> "_Split":
        """A row's labels and the figures after them."""
        read = [read_value(cell.text) for cell in cells]
        last = -1
        for number, cell in enumerate(read):
            if cell.kind is Kind.TEXT and (sense := self.lexicon.sense(cells[number].text)).known:
                if last >= 0 and any(is_value(read[n]) for n in range(last + 1, number)):
                    break  # a second label after figures: two tables side by side
                last = number
            elif cell.kind is Kind.TEXT and not any(is_value(r) for r in read[:number]):
                last = number if last < 0 or not self.lexicon.sense(cells[last].text).rows else last
        if last < 0:
            return _Split([], Sense(""), [_figure(c, v) for c, v in zip(cells, read, strict=True)], 1)
        labels = [c.text for c, v in zip(cells[: last + 1], read, strict=False) if v.kind is Kind.TEXT]
        figures = [_figure(c, v) for c, v in zip(cells[last + 1 :], read[last + 1 :], strict=True)]
        sense = self.lexicon.sense(cells[last].text)
        return _Split(labels, sense, figures, cells[last].rowspan)


@dataclass(frozen=True, slots=True)
class _Split:
    labels: list[str]
    sense: Sense
    figures: list[Figure]
    height: int


def _figure(cell: GridCell, value: Cell) -> Figure:
    return Figure(value, cell.column, cell.colspan, cell.rowspan)


def _located(figure: Figure, where: Place) -> Figure:
    """The figure with its place written into its cell."""
    spot = Place(where.table, where.row, figure.column + 1, where.page, where.line, where.sheet)
    return Figure(figure.cell.at(spot), figure.column, figure.colspan, figure.rowspan)


def _by_key(head: Head, cells: Sequence[Cell]) -> dict[str, Cell]:
    """Slot → cell, keyed by column (or by "row/column" under a head that names rows), with the head's unit."""
    keyed = {}
    for slot, cell in zip(head.slots, cells, strict=True):
        unit = head.units.get(slot.column)
        key = f"{slot.row}/{slot.column}" if slot.row else slot.column
        keyed[key] = cell.counted_in(unit) if unit else cell
    return keyed


def _plausible(sense: Sense, figures: Sequence[Figure]) -> bool:
    """Whether a row with an unknown label may be a row of the table in force: it has a label and figures."""
    return bool(sense.core) and not sense.head and any(is_value(figure.cell) for figure in figures)


def _table_of_title(lexicon: Lexicon, title: str) -> str | None:
    return lexicon.titles.get(title)


def _keeps_blanks(grid: Grid) -> bool:
    """Whether somewhere in a text grid a blank cell stands between figures, so that blanks were not dropped."""
    for _, cells in grid.rows():
        read = [read_value(cell.text) for cell in cells]
        printed = [number for number, value in enumerate(read) if is_value(value)]
        if printed and any(read[number].kind is Kind.BLANK for number in range(printed[0], printed[-1])):
            return True
        labels = [number for number, value in enumerate(read) if value.kind is Kind.TEXT]
        if printed and labels and printed[0] - labels[-1] > 1 and labels[-1] < printed[0]:
            return True
    return False


def _turned(lexicon: Lexicon, grid: Grid) -> bool:
    """Whether the table was printed with rows and columns exchanged: column words down the side, row words on top."""
    if not grid.aligned:
        return False
    first = [cell for cell in grid.cells if cell.column == 0]
    if len(first) < 4 or len(first) > 40:
        return False
    side = {m for cell in first if not is_value(read_value(cell.text)) for m in lexicon.sense(cell.text).columns}
    rows = {m for cell in first for m in lexicon.sense(cell.text).rows}
    top = {m for cell in grid.cells if cell.row == 0 and cell.column for m in lexicon.sense(cell.text).rows}
    return len(side) >= 4 and len(top) >= 2 and len(side) > len(rows)
