"""Reads the tables of a report from grids and lines, one row after the other, into attempts that `settle` weighs.

The state is small: the head in force, the words seen since the last figures, and the part and block whose title was
seen. An attempt is one printed row with its cells placed, or with the reason why not.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from zhengwu.statute.report.model import Cell, Kind, Place
from zhengwu.statute.report.readers.document import Grid, GridCell
from zhengwu.statute.report.readers.heads import Head, HeadCell, Slot, find_head
from zhengwu.statute.report.readers.lexicon import Lexicon, Sense, sole_columns
from zhengwu.statute.report.readers.numbers import is_value
from zhengwu.statute.report.readers.rows import LATER, Figure, Placing, place_blanks, place_full
from zhengwu.statute.report.readers.split import SplitRow, is_turned, keeps_blanks, split_row

Columns = tuple[str, ...]  # the column keys of a head, in printed order

SURE_LABEL = 6  # a label of so many characters that fits one row exactly needs no head to be believed
MOST_WAITING = 60  # words remembered for a head before they are forgotten as narrative


@dataclass(slots=True)
class Attempt:
    """One printed row of a table: the row's key (None: label not known), and the cells by slot, or the reason."""

    table: str
    row: str | None
    label: str
    figures: tuple[Cell, ...]  # as printed, from left to right
    cells: dict[str, Cell]  # by column key, or "row/column" under a head that names rows as well
    reason: str
    place: Place
    head: Head | None = None


@dataclass(slots=True)
class _Deferred:
    """A row with blanks: it is placed when all full rows of its grid were seen."""

    attempt: Attempt
    head: Head
    figures: tuple[Figure, ...]


@dataclass(slots=True)
class _Pass:
    """What is known about the grid in hand; what full rows have shown is kept by the columns of their head."""

    grid: Grid
    kept: bool  # whether blank cells keep their place
    starts: dict[Columns, dict[int, set[int]]] = field(default_factory=dict)  # cells in a full row → figures begin at
    deceived: set[Columns] = field(default_factory=set)  # heads whose grid columns contradicted a full row
    deferred: list[_Deferred] = field(default_factory=list)
    extra: frozenset[int] = frozenset()  # grid columns under words of no form, from any head in this grid
    trailing: bool = False  # whether any head in this grid holds words of no form

    def place(self, head: Head, figures: tuple[Figure, ...], height: int = 1) -> Placing:
        """Places a full row, and remembers how; `LATER` for a row with blanks."""
        placing = place_full(head, figures, aligned=self.grid.aligned, label_height=height)
        if placing.agrees is False:
            self.deceived.add(head.columns)
        if placing.start is not None:
            self.starts.setdefault(head.columns, {}).setdefault(len(figures), set()).add(placing.start)
        return placing

    def place_deferred(self) -> None:
        """Places the rows with blanks, by what the full rows have shown."""
        for late in self.deferred:
            placing = place_blanks(
                late.head,
                late.figures,
                aligned=self.grid.aligned,
                deceived=late.head.columns in self.deceived,
                kept=self.kept,
                starts=self.starts.get(late.head.columns, {}),
            )
            late.attempt.reason = placing.reason
            late.attempt.cells = {} if placing.reason else _by_slot(late.head, placing.cells)


@dataclass(slots=True)
class TableReader:
    """Walks through a document in reading order: call `part`, `title`, `grid`, `take` and `add` as things come."""

    lexicon: Lexicon
    part_of: Callable[[str], str | None]  # the part whose heading a text is
    attempts: list[Attempt] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    head: Head | None = None
    part: str | None = None  # the part whose heading was seen last
    loose: str | None = None  # the table whose block title was seen, as long as no head followed
    waiting: list[HeadCell] = field(default_factory=list)
    older: int = 0  # how many of these words waited before the grid in hand
    dangling: str = ""  # a label without figures at the foot of a page

    def enter(self, part: str) -> None:
        """The heading of a part: whatever head was in force is over."""
        self.head, self.loose, self.part, self.dangling = None, None, part, ""
        self.waiting.clear()

    def title(self, sense: Sense) -> None:
        """The title of a block: a new head follows."""
        self.head, self.loose, self.dangling = None, self.lexicon.titles.get(sense.core), ""
        self.waiting.clear()

    def take(self, head: Head) -> None:
        """A head was found: it is in force from here."""
        self.head, self.loose = head, None
        self.heads.append(head)

    @property
    def context(self) -> str:
        """The table that the next row most likely belongs to; empty where nothing was seen."""
        return self.head.table if self.head else self.loose or self.part or ""

    def row_of(self, sense: Sense, label: str) -> tuple[str, str | None]:
        """The table and row that a label means here; row None where it means none."""
        table = self.context
        for meaning in (sense, self.lexicon.sense(self.dangling + label)) if self.dangling else (sense,):
            rows = [row for name, row in meaning.rows if name == table]
            if len(rows) == 1 and (meaning is sense or meaning.likeness == 100.0):
                self.dangling = ""
                return table, rows[0]
        if len(sense.rows) == 1 and sense.likeness == 100.0 and len(sense.core) >= SURE_LABEL:
            other, row = next(iter(sense.rows))
            if sole_columns(self.lexicon, other):
                return other, row
        return table, None

    def add(self, row: str | None, label: str, figures: Sequence[Cell], placing: Placing, where: Place) -> Attempt:
        """Records a row under the head in force."""
        head = self.head
        assert head is not None
        cells = {} if placing.reason else _by_slot(head, placing.cells)
        attempt = Attempt(head.table, row, label, tuple(figures), cells, placing.reason, where, head)
        self.attempts.append(attempt)
        return attempt

    def headless(
        self, table: str, row: str, label: str, figures: Sequence[Cell], where: Place, reason: str = "no_head"
    ) -> None:
        """Records a row of the form whose head was lost: its figures may still be counted when all is read."""
        printed = list(figures)
        while printed and printed[-1].kind is Kind.BLANK:
            printed.pop()
        self.attempts.append(Attempt(table, row, label, tuple(printed), {}, reason, where))

    def bare(self, figures: Sequence[Cell], where: Place) -> bool:
        """Figures without label and head, in the part of a table printed across: its line, if the count is exact."""
        for form in self.lexicon.forms:
            for table in form.tables:
                if table.layout != "across" or table.part != self.part or self.head is not None:
                    continue
                if len(figures) == len(table.keys) and all(is_value(cell) for cell in figures):
                    self.take(Head(table.key, tuple(Slot(column, row) for row, column in table.keys)))
                    self.add(None, "", figures, Placing(tuple(figures)), where)
                    return True
                if sum(is_value(cell) for cell in figures) >= len(table.blocks[0].columns):
                    self.attempts.append(Attempt(table.key, None, "", tuple(figures), {}, "no_head", where))
                    return True
        return False

    # Grids -----------------------------------------------------------------------------------------------------

    def grid(self, grid: Grid) -> Iterator[tuple[list[GridCell], bool]]:
        """Reads a grid row by row; yields each row's cells, and whether the row belongs to a table of the form."""
        turned = is_turned(self.lexicon, grid)
        if self.head:
            self.head = self.head.unplaced()
        now = _Pass(grid.transposed() if turned else grid, grid.keeps_blanks or keeps_blanks(grid))
        for number, cells in now.grid.rows():
            used = self._row(now, number, cells)
            yield cells, used or turned
        now.place_deferred()

    def _row(self, now: _Pass, number: int, cells: list[GridCell]) -> bool:
        """Reads one row of a grid; whether it belongs to a table of the form."""
        spot = now.grid.place
        where = Place(spot.table, number + 1, None, spot.page, spot.line, spot.sheet)
        row = split_row(self.lexicon, cells, where)
        if row.bare and not self._left_blank(row, cells):
            return self._words(number, cells)
        self._take_waiting(now)
        table, key = self.row_of(row.sense, row.label)
        if not row.labels:
            return self._unlabelled(now, row, where)
        if key is not None and (self.head is None or self.head.table != table):
            self.headless(table, key, row.label, [figure.cell for figure in row.figures], where)
            return True
        if self.head is not None and (key is not None or _plausible(row)):
            self._labelled(now, key, row, where)
            return True
        return False

    def _labelled(self, now: _Pass, key: str | None, row: SplitRow, where: Place) -> None:
        head = self.head
        assert head is not None
        placing = now.place(head, row.figures, row.height)
        attempt = self.add(key, row.label, [figure.cell for figure in row.figures], placing, where)
        if placing is LATER:
            now.deferred.append(_Deferred(attempt, head, row.figures))

    def _unlabelled(self, now: _Pass, row: SplitRow, where: Place) -> bool:
        """A row of figures without a label: the line of a table printed across, if its head is in force."""
        cells, head = [figure.cell for figure in row.figures], self.head
        if head is None:
            return self.bare(cells, where)
        if not head.across and head.slots:
            return False
        printed = sum(not figure.blank for figure in row.figures)
        full = len(cells) >= len(head.slots)
        words = any(cell.kind is Kind.TEXT for cell in cells) and not (full and now.grid.aligned)
        if words or (not full and printed * 3 < len(head.slots)):
            return False
        placing = now.place(head, row.figures)
        attempt = self.add(None, "", cells, placing, where)
        if placing is LATER:
            now.deferred.append(_Deferred(attempt, head, row.figures))
        return True

    def _words(self, number: int, cells: list[GridCell]) -> bool:
        """A row without figures: its words wait until figures come. Whether it holds words of a form."""
        known = False
        printed = [cell for cell in cells if cell.text.strip()]
        if len(printed) == 1 and (part := self.part_of(printed[0].text)):
            self.enter(part)
            return False
        for cell in printed:
            sense = self.lexicon.sense(cell.text)
            if sense.title:
                self.title(sense)
            known = known or sense.known
            self.waiting.append(HeadCell(cell.text, sense, number, cell.column, cell.colspan))
        del self.waiting[:-MOST_WAITING]
        return known

    def _take_waiting(self, now: _Pass) -> None:
        """Figures come: the words that waited may be a head, and the last of them a label cut by a page break."""
        waiting, self.waiting = self.waiting, []
        for words in (waiting[self.older :], waiting):  # the head may stand at the foot of the page before
            if any(cell.sense.columns or cell.sense.rows for cell in words):
                head = find_head(self.lexicon, words, now.grid.aligned)
                if head:
                    now.extra |= head.extra
                    now.trailing = now.trailing or head.trailing
                    self.take(replace(head, extra=now.extra, trailing=now.trailing))
                    break
        self.older = 0
        if waiting and not waiting[-1].sense.head:
            self.dangling = waiting[-1].text

    def _left_blank(self, row: SplitRow, cells: list[GridCell]) -> bool:
        """Whether a row without figures is a row of the form whose cells were left blank, and no head."""
        if len(row.figures) < 2 or not all(figure.blank for figure in row.figures):
            return False
        if not row.labels:
            return self._line_left_blank(len(row.figures))
        words = [self.lexicon.sense(cell.text) for cell in cells if cell.text.strip()]
        if not row.sense.rows or row.sense.likeness < 100.0 or any(word.columns for word in words[:-1]):
            return False
        tables = {table for table, _ in row.sense.rows if sole_columns(self.lexicon, table) or table == self.loose}
        if self.head:
            return self.head.table in {table for table, _ in row.sense.rows} and not self.head.across
        waiting = sum(table in tables for cell in self.waiting for table, _ in cell.sense.columns)
        return waiting >= (1 if self.loose in tables else 2)

    def _line_left_blank(self, width: int) -> bool:
        """Whether a blank row of so many cells is the line of a table printed across, right below its head."""
        for form in self.lexicon.forms:
            for table in form.tables:
                words = sum(name == table.key for cell in self.waiting for name, _ in cell.sense.columns)
                if table.layout == "across" and words >= len(table.keys) <= width:
                    return True
        return False


def _by_slot(head: Head, cells: Sequence[Cell]) -> dict[str, Cell]:
    """Slot → cell: by column, or by "row/column" under a head that names rows; with the unit that the head prints."""
    keyed = {}
    for slot, cell in zip(head.slots, cells, strict=True):
        unit = head.units.get(slot.column)
        keyed[f"{slot.row}/{slot.column}" if slot.row else slot.column] = cell.counted_in(unit) if unit else cell
    return keyed


def _plausible(row: SplitRow) -> bool:
    """Whether a row with an unknown label may be a row of the table in force: it has a label and figures."""
    return bool(row.sense.core) and not row.sense.head and any(is_value(figure.cell) for figure in row.figures)
