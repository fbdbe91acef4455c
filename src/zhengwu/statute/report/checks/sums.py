"""Works out an equation of a form where it stands: which cells it takes, and what holds when some of them are empty.

A number counts as itself, and words that say there was none count as 0. An empty cell whose place is certain is some
number that nobody wrote: 0 or more (any number, in a column that may be negative). A cell that was not read makes the
equation impossible to check, which is neither a pass nor a fault of the report.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from zhengwu.statute.report.checks.subject import Sheet
from zhengwu.statute.report.formats import Equation, Format, TableForm, Term
from zhengwu.statute.report.model import Cell, Key, Kind, Number, Table, TableStatus

NONE_WORDS = re.compile(r"[\s（(]*(?:无|没有|暂无|未发生|零|〇)[\s。）)]*")


@dataclass(frozen=True, slots=True)
class Place:
    """One quantity of a line: the cell, its sign on its own side, whether last year's report holds it, and its kind.

    `total` says that an equation of the form defines the cell as a sum; `free` that it may be negative.
    """

    key: Key
    sign: int
    last_year: bool = False
    total: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An equation in one row or column of its table. `weights`: this year's cells, as left minus right, for speed."""

    equation: Equation
    at: str
    left: tuple[Place, ...]
    right: tuple[Place, ...]
    weights: tuple[tuple[Key, int], ...]
    of_last_year: bool


class Verdict(Enum):
    """What came of an equation."""

    HOLDS = auto()
    FAILS = auto()  # for every value that the empty cells could have
    FAILS_IF_ZERO = auto()  # it could hold, but not if the empty cells mean 0
    OPEN = auto()  # an empty total or a text leaves it open; the empty cell is a finding of its own
    UNREAD = auto()  # a cell was not read


@dataclass(frozen=True, slots=True)
class Sum:
    """A worked-out equation: the known sums of both sides, and the cells that were empty or not read."""

    verdict: Verdict
    left: Number = 0
    right: Number = 0
    empty: tuple[Place, ...] = ()
    unread: tuple[Place, ...] = ()
    in_words: bool = False


_plans: dict[int, tuple[Format, dict[tuple[str, frozenset[str]], tuple[Line, ...]]]] = {}


def lines_of(sheet: Sheet) -> tuple[Line, ...]:
    """Every line of every equation that its form ties to this table, with the rows that are really printed."""
    found = _plans.get(id(sheet.form))
    if found is None or found[0] is not sheet.form:
        found = _plans[id(sheet.form)] = (sheet.form, {})
    printed = sheet.printed()
    key = (sheet.key, printed)
    if key not in found[1]:
        equations = [equation for equation in sheet.form.equations if equation.table == sheet.key]
        found[1][key] = tuple(line for equation in equations for line in _lines(equation, sheet, printed))
    return found[1][key]


def _lines(equation: Equation, sheet: Sheet, printed: frozenset[str]) -> Iterator[Line]:
    terms = _as_printed(equation, sheet.table_form, printed)
    known, expected = sheet.shape.where, sheet.expected()
    ends = dict.fromkeys(key[1] if equation.of == "rows" else key[0] for key in expected)
    totals = _totals(sheet)
    for at in ends:
        if equation.within and at not in equation.within:
            continue
        keys = [(term.key, at) if equation.of == "rows" else (at, term.key) for term in terms[0] + terms[1]]
        if not all(key in known for key in keys):
            continue
        places = tuple(
            Place(key, -1 if term.minus else 1, term.last_year, _is_total(key, totals), known[key][3].signed)
            for key, term in zip(keys, terms[0] + terms[1], strict=True)
        )
        left, right = places[: len(terms[0])], places[len(terms[0]) :]
        weights = tuple((p.key, p.sign) for p in left if not p.last_year)
        weights += tuple((p.key, -p.sign) for p in right if not p.last_year)
        yield Line(equation, at, left, right, weights, equation.needs_last_year)


def _as_printed(equation: Equation, table: TableForm, printed: frozenset[str]) -> tuple[tuple[Term, ...], ...]:
    """The terms of both sides, with the row that a body printed in place of several rows of the form."""
    stands_for = {
        key: row.key
        for _, row in table.lines()
        if row.key in printed and not printed.intersection(row.replaces)
        for key in row.replaces
    }
    if not stands_for or equation.of != "rows":
        return equation.left, equation.right
    return tuple(
        tuple(dict.fromkeys(Term(stands_for.get(t.key, t.key), t.minus, t.last_year) for t in side))
        for side in (equation.left, equation.right)
    )


def _totals(sheet: Sheet) -> tuple[set[str], set[str]]:
    """The rows and the columns that an equation of the form defines as a sum of others."""
    found: tuple[set[str], set[str]] = (set(), set())
    for equation in sheet.form.equations:
        sums_up = len(equation.left) == 1 and equation.relation == "=" and not equation.needs_last_year
        if equation.table == sheet.key and sums_up and len(equation.right) > 1:
            found[equation.of == "columns"].add(equation.left[0].key)
    return found


def _is_total(key: Key, totals: tuple[set[str], set[str]]) -> bool:
    return key[0] in totals[0] or key[1] in totals[1]


def balanced(line: Line, cells: Mapping[Key, Cell]) -> bool:
    """The quick way: True where every cell is a number and the equation holds."""
    difference: Number = 0
    for key, weight in line.weights:
        cell = cells.get(key)
        if cell is None or cell.value is None:
            return False
        difference += cell.value if weight == 1 else -cell.value
    return difference == 0 if line.equation.relation == "=" else difference <= 0


def work_out(line: Line, this_year: Table, last_year: Table | None = None) -> Sum:
    """The slow way: what the equation comes to, with every empty, unread or worded cell taken for what it is."""
    sides: list[Number] = [0, 0]
    rises = falls = left_open = in_words = False
    empty, unread = [], []
    for side, places in enumerate((line.left, line.right)):
        for place in places:
            table = this_year if not place.last_year else last_year
            cell = table.cell(*place.key) if table else Cell()
            value = _value(cell, table)
            if value is not None:
                sides[side] += place.sign * value
                in_words |= cell.value is None
            elif cell.kind is Kind.MISSING:
                unread.append(place)
            else:
                empty.append(place)
                upward = (place.sign == 1) == (side == 0)
                rises |= upward or place.free
                falls |= not upward or place.free
                left_open |= place.total or _is_text(cell)
    verdict = (
        Verdict.UNREAD if unread else _verdict(line.equation.relation, sides[0] - sides[1], rises, falls, left_open)
    )
    return Sum(verdict, sides[0], sides[1], tuple(empty), tuple(unread), in_words)


def _verdict(relation: str, difference: Number, rises: bool, falls: bool, left_open: bool) -> Verdict:
    """`rises` and `falls`: whether an empty cell could make left minus right greater or smaller."""
    if difference == 0 or (relation == "<=" and difference < 0):
        return Verdict.HOLDS
    if (difference > 0 and not falls) or (difference < 0 and not rises):
        return Verdict.FAILS
    return Verdict.OPEN if left_open else Verdict.FAILS_IF_ZERO


def _value(cell: Cell, table: Table | None) -> Number | None:
    if cell.kind is Kind.MISSING and table is not None and table.status is TableStatus.STATED_NONE:
        return 0
    return cell.stated


def _is_text(cell: Cell) -> bool:
    return cell.kind is Kind.TEXT and not NONE_WORDS.fullmatch(cell.raw)
