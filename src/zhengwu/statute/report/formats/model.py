"""What a statutory form is: parts, tables, blocks, rows, columns, and the equations that tie its cells together."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from zhengwu.statute.report.model import Key


class FormatError(ValueError):
    """A form's file contradicts itself; the message says where and what."""


@dataclass(frozen=True)
class PartForm:
    """One of the six parts. `words` are alternatives; a heading fits one when it holds every word of it, in order."""

    key: str
    title: str
    gloss: str
    words: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Column:
    """A column: `under` are the heads printed above it, `unit` what a figure in it counts."""

    key: str
    label: str
    gloss: str
    unit: str
    under: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    amount: bool = False  # may have decimals; the unit is money
    signed: bool = False  # may be negative


@dataclass(frozen=True)
class Row:
    """A row: `under` are the labels printed before it. A row with `replaces` stands for several rows of the form."""

    key: str
    label: str
    gloss: str
    under: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    optional: bool = False  # not part of the form, but printed by some bodies
    replaces: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True)
class Block:
    """Rows that share one head. `title` is printed above them, `stub` heads their labels."""

    title: str
    basis: str
    stub: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @cached_property
    def column_keys(self) -> tuple[str, ...]:
        """The keys of its columns, in the form's order."""
        return tuple(column.key for column in self.columns)

    def row(self, key: str) -> Row | None:
        """The row `key` of this block, or None."""
        return next((row for row in self.rows if row.key == key), None)


@dataclass(frozen=True)
class TableForm:
    """A table. Layout `rows` prints a line a row; `across` prints the rows side by side over one line of values."""

    key: str
    part: str
    title: str
    gloss: str
    layout: str
    basis: str
    blocks: tuple[Block, ...]
    corner: str = ""  # what is printed in the upper left corner
    heading: str = ""  # what is printed above all columns

    def lines(self) -> Iterator[tuple[Block, Row]]:
        """Every row with its block, in the order of the form, optional rows included."""
        for block in self.blocks:
            for row in block.rows:
                yield block, row

    def find(self, row: str) -> tuple[Block, Row] | None:
        """The row `row` and its block, or None."""
        return self._index.get(row)

    @cached_property
    def _index(self) -> dict[str, tuple[Block, Row]]:
        return {row.key: (block, row) for block, row in self.lines()}

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """Every cell of the form as (row key, column key), without optional rows."""
        return tuple(
            (row.key, column.key) for block, row in self.lines() if not row.optional for column in block.columns
        )

    @cached_property
    def all_keys(self) -> tuple[Key, ...]:
        """Every cell as (row key, column key), optional rows included."""
        return tuple((row.key, column.key) for block, row in self.lines() for column in block.columns)

    def expected_keys(self, printed: frozenset[str] | set[str]) -> tuple[Key, ...]:
        """The cells to expect where the rows `printed` were seen: optional rows only if seen, replaced rows not."""
        if self._optional.isdisjoint(printed):
            return self.keys
        replaced = {key for _, row in self.lines() if row.key in printed for key in row.replaces} - set(printed)
        absent = self._optional - set(printed)
        return tuple(key for key in self.all_keys if key[0] not in replaced and key[0] not in absent)

    @cached_property
    def _optional(self) -> frozenset[str]:
        return frozenset(row.key for _, row in self.lines() if row.optional)


@dataclass(frozen=True)
class Term:
    """One quantity of an equation: a row or column key; `minus` subtracts it, `last_year` takes last year's report."""

    key: str
    minus: bool = False
    last_year: bool = False


@dataclass(frozen=True)
class Equation:
    """left (= or <=) right, within one table.

    Where `of` is "rows" the terms are row keys and the equation holds in each column of `within` (all, if empty);
    where it is "columns" the terms are column keys and it holds in each row of `within`.
    """

    id: str
    table: str
    of: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    severity: str
    basis: str
    sentence: str
    gloss: str
    relation: str = "="
    within: tuple[str, ...] = ()

    @property
    def needs_last_year(self) -> bool:
        """True where a term stands in last year's report."""
        return any(term.last_year for term in self.left + self.right)


@dataclass(frozen=True, eq=False)
class Format:
    """A statutory form: the document that prescribes it, the first and the last year reported on (None: in force)."""

    key: str
    title: str
    gloss: str
    document: str
    since: int
    until: int | None
    parts: tuple[PartForm, ...]
    tables: tuple[TableForm, ...]
    equations: tuple[Equation, ...]

    @cached_property
    def _tables(self) -> dict[str, TableForm]:
        return {table.key: table for table in self.tables}

    def table(self, key: str) -> TableForm:
        """The table `key`; KeyError where the form has none."""
        if key not in self._tables:
            raise KeyError(f"form {self.key} has no table {key}")
        return self._tables[key]

    def has(self, key: str) -> bool:
        """Whether the form has a table `key`."""
        return key in self._tables

    def in_force(self, year: int) -> bool:
        """Whether the form is the one for reports on `year`."""
        return self.since <= year and (self.until is None or year <= self.until)
