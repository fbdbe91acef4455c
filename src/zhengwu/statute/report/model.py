"""What a report is once it has been read, and what can be said about it.

Every figure is a `Cell`, and a cell tells the truth about itself: what was printed, what kind of thing that is, and
where it stood. Missing is the default. A zero is only ever a zero that somebody printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

Number = int | Decimal


class Kind(StrEnum):
    """What stands in a cell. Only `NUMBER` and `ZERO` carry a value."""

    NUMBER = "number"
    ZERO = "zero"
    BLANK = "blank"  # an empty cell whose place is certain
    DASH = "dash"  # a stroke or slash: -, —, /
    TEXT = "text"  # something that is no number
    MISSING = "missing"  # nothing that could be placed here
    STATED_NONE = "stated_none"  # words that say there was nothing


class TableStatus(StrEnum):
    """How far a table could be read."""

    READ = "read"  # every cell of the form was found
    PARTIAL = "partial"  # some cells were found, others not
    UNREAD = "unread"  # the table is there, but no cell could be placed
    STATED_NONE = "stated_none"  # a sentence stands in its place: there was nothing
    MISSING = "missing"  # neither table nor sentence


class Place(NamedTuple):
    """Where something stands in the source. All counts start at 1; None means that the source has no such count."""

    table: int | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None
    line: int | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a table: its value (None unless a number was printed), the raw text, kind, unit, note and place."""

    value: Number | None = None
    raw: str = ""
    kind: Kind = Kind.MISSING
    unit: str | None = None
    note: str = ""
    place: Place | None = None

    def at(self, place: Place | None) -> "Cell":
        """The same cell at `place`."""
        return Cell(self.value, self.raw, self.kind, self.unit, self.note, place)

    def counted_in(self, unit: str) -> "Cell":
        """The same cell, counting in `unit` if no unit was printed in it."""
        return self if self.unit else Cell(self.value, self.raw, self.kind, unit, self.note, self.place)

    @property
    def stated(self) -> Number | None:
        """The number that the cell states: its value, 0 where words say there was none, None otherwise."""
        return 0 if self.kind is Kind.STATED_NONE else self.value

    @property
    def empty(self) -> bool:
        """True where the place is certain but no number was written: blank or a stroke."""
        return self.kind in (Kind.BLANK, Kind.DASH)


MISSING = Cell()

Key = tuple[str, str]  # (row key, column key)


def number_cell(value: Number, unit: str | None = None) -> Cell:
    """A cell that states `value`, as a report writes it: what a count or an entry form puts into a report."""
    return Cell(value, f"{value}", Kind.ZERO if value == 0 else Kind.NUMBER, unit)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report: `format` is the key of the form it follows, `cells` maps (row key, column key) to a cell."""

    key: str
    format: str
    status: TableStatus = TableStatus.MISSING
    cells: Mapping[Key, Cell] = field(default_factory=dict)
    sentence: str = ""  # the words that stand in the table's place, where status is STATED_NONE

    def cell(self, row: str, column: str) -> Cell:
        """The cell at (row, column); `MISSING` where nothing was read."""
        return self.cells.get((row, column), MISSING)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the six parts: its key, the heading as printed, the text without the tables, and the heading's place."""

    key: str
    heading: str
    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that was seen and not placed: the table (and row) it belongs to, the raw texts, and why."""

    table: str
    row: str | None
    raw: tuple[str, ...]
    reason: str  # a key of readers.reasons.REASONS
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report, read or counted. `year` is the year reported on, `format` the form that its tables follow."""

    agency: str | None
    year: int | None
    format: str
    tables: Mapping[str, Table] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)
    title: str = ""
    preface: str = ""  # what stands between the title and part one
    published_on: date | None = None
    unread: tuple[Unread, ...] = ()
    source: str = ""  # the file name or address it was read from
    source_kind: str = ""  # html, docx, pdf, xlsx, text, json

    def table(self, key: str) -> Table:
        """The table `key`; an empty one with status MISSING where the report has none."""
        return self.tables.get(key) or Table(key, self.format)

    def cell(self, table: str, row: str, column: str) -> Cell:
        """The cell at (table, row, column); `MISSING` where nothing was read."""
        return self.table(table).cell(row, column)


class Severity(StrEnum):
    """How grave a finding is, gravest first."""

    ERROR = "error"  # the report contradicts the law or itself
    WARNING = "warning"  # very likely wrong, or against a convention of filling in
    NOTICE = "notice"  # worth a look


class Cause(StrEnum):
    """Who has to act: the body that wrote the report, or the person who reads a file that could not be read."""

    REPORT = "report"  # the report is wrong
    UNREAD = "unread"  # this could not be read, so it could not be checked
    UNSURE = "unsure"  # it was read, but the words allow more than one meaning


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell that a finding is about, with the place in the source where it stands."""

    table: str
    row: str
    column: str
    raw: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has to say. `rule` is its stable id; `expected` and `found` are shown side by side.

    `sentence` says it in the words of the trade (Chinese); `gloss` says the same in English.
    """

    rule: str
    severity: Severity
    cause: Cause
    basis: str
    sentence: str
    gloss: str
    cells: tuple[CellRef, ...] = ()
    expected: str = ""
    found: str = ""
    place: Place | None = None
