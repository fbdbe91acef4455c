"""Finds out what the columns of a printed table mean, from its head: which block of which form, in which order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from zhengwu.statute.report.formats import Block, Format, TableForm
from zhengwu.statute.report.readers.lexicon import Lexicon, Sense
from zhengwu.statute.report.readers.words import core, normal

_UNIT = re.compile(r"(?:单位[:：]?|[(:：/])(亿元|万元|元)")
LEAST_ORDERED = 3  # columns beyond which the order of a spoilt head is looked at
MOST_SEEN = 2_000  # heads remembered: the same ones come again in every report
CONCAT_LIKE = 88.0  # how like the form's head a head printed in fragments must be


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a head: its text and meaning, and where it lies in its grid (counted from 0)."""

    text: str
    sense: Sense
    row: int
    column: int
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """A column of figures: its key; the row it belongs to, if the head says so; its column in the grid, if known."""

    column: str
    row: str | None = None
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The head in force: the table, the slots in printed order, the units it prints. No slots: it could not be read."""

    table: str
    slots: tuple[Slot, ...]
    units: dict[str, str] = field(default_factory=dict)
    extra: frozenset[int] = frozenset()  # grid columns headed by words of no form, such as 备注
    trailing: bool = False  # whether words of no form follow the columns in a head without grid columns
    columns: tuple[str, ...] = field(init=False)  # the keys of its slots, in printed order
    at: list[int | None] = field(init=False)  # and their grid columns
    again: dict[int, str] = field(default_factory=dict)  # grid columns whose head repeats that of a merged cell

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(slot.column for slot in self.slots))
        object.__setattr__(self, "at", [slot.at for slot in self.slots])

    @property
    def across(self) -> bool:
        """Whether the head names rows as well, so that a line of figures needs no label."""
        return bool(self.slots) and self.slots[0].row is not None

    def unplaced(self) -> "Head":
        """The same head without grid columns: for a further grid, whose columns may lie elsewhere."""
        return Head(self.table, tuple(Slot(slot.column, slot.row) for slot in self.slots), self.units)


def find_head(lexicon: Lexicon, cells: Sequence[HeadCell], aligned: bool) -> Head | None:
    """The head that these cells make, or None where they make none. Cells are in reading order."""
    key = (aligned, tuple([(cell.text, cell.row - cells[0].row, cell.column, cell.colspan) for cell in cells]))
    if key not in lexicon.heads_seen:
        if len(lexicon.heads_seen) >= MOST_SEEN:
            lexicon.heads_seen.clear()
        head = _best(lexicon, cells, aligned)
        if aligned and not (head and head.slots):
            head = _best(lexicon, _once(cells), aligned) or head
        lexicon.heads_seen[key] = head or _disordered(lexicon, cells)
    found = lexicon.heads_seen[key]
    return found if isinstance(found, Head) else None


def _best(lexicon: Lexicon, cells: Sequence[HeadCell], aligned: bool) -> Head | None:
    best: Head | None = None
    best_score = 0.0
    tables = {name for cell in cells for name, _ in cell.sense.columns | cell.sense.rows}
    for form in lexicon.forms:
        for table in form.tables:
            for block in table.blocks if table.key in tables or not tables else ():
                head, score = _try(table, block, cells, aligned)
                if head and score > best_score:
                    best, best_score = head, score
    return best


def _once(cells: Sequence[HeadCell]) -> list[HeadCell]:
    """The cells without those that repeat the cell above them: a tall cell printed again in each line it covers."""
    kept: list[HeadCell] = []
    for cell in cells:
        above = [other for other in kept if other.column == cell.column]
        if not (above and above[-1].text == cell.text and above[-1].row < cell.row):
            kept.append(cell)
    return kept


def _disordered(lexicon: Lexicon, cells: Sequence[HeadCell]) -> Head | None:
    """A head too spoilt to be read, whose words nevertheless show another order than the form's: a head to refuse."""
    words = "".join(core(cell.text) for cell in cells)
    for form in lexicon.forms:
        for table in form.tables:
            for block in table.blocks:
                at = {column.key: words.find(core(column.label)) for column in block.columns}
                printed = sorted((key for key, place in at.items() if place >= 0), key=lambda key: at[key])
                orders = [[key for key in order if key in printed] for order in _reading_orders(block)]
                if len(block.columns) > LEAST_ORDERED and len(printed) > 1 and printed not in orders:
                    return Head(table.key, ())
    return None


def _try(table: TableForm, block: Block, cells: Sequence[HeadCell], aligned: bool) -> tuple[Head | None, float]:
    if table.layout == "across":
        return _across(table, block, cells, aligned)
    found = _match(table, block, cells)
    wanted = len(block.columns)
    if len(found) == wanted and not _hides_column(block, cells, found):
        score = sum(cell.sense.likeness for cell in found.values()) / 100 + 1 / (1 + len(cells))
        return _in_order(table, block, cells, found, aligned), score
    if len(found) >= 4 and len(found) > wanted / 2:  # a wide head with a few words spoilt
        return _spoilt(table, block, found, aligned), len(found) * 0.9
    return _fragments(table, block, cells)


def _hides_column(block: Block, cells: Sequence[HeadCell], found: dict[str, HeadCell]) -> bool:
    """Whether between the stub and the first column stand words of no form: a column of a wider block, misprinted."""
    if not block.stub:
        return False
    first = min(found.values(), key=lambda cell: (cell.row, cell.column))
    before = [cell for cell in cells if (cell.row, cell.column) < (first.row, first.column)]
    stubs = [number for number, cell in enumerate(before) if core(cell.text) == core(block.stub)]
    after = before[stubs[-1] + 1 :] if stubs else [cell for cell in before if cell.row == first.row][1:]
    return any(core(cell.text) and not cell.sense.known for cell in after)


def _match(table: TableForm, block: Block, cells: Sequence[HeadCell]) -> dict[str, HeadCell]:
    """Column key → cell: exact labels first, then cut or misprinted ones in the order of the form."""
    order = block.column_keys
    found: dict[str, HeadCell] = {}
    used: set[int] = set()
    for exact in (True, False):
        for number, cell in enumerate(cells):
            if number in used or (cell.sense.likeness == 100.0) is not exact:
                continue
            meant = {column for name, column in cell.sense.columns if name == table.key}
            free = [key for key in order if key in meant and key not in found]
            if free:
                found[free[0]] = cell
                used.add(number)
    return found


def _in_order(
    table: TableForm, block: Block, cells: Sequence[HeadCell], found: dict[str, HeadCell], aligned: bool
) -> Head:
    """The head with its columns as printed: by grid column where the grid is aligned, else in its words' order."""
    units = _units(block, found)
    at = {key: cell.column for key, cell in found.items()}
    if aligned and len(set(at.values())) == len(at):
        slots = tuple(Slot(key, None, at[key]) for key in sorted(at, key=lambda key: at[key]))
        twins = ((cell, key) for key, first in found.items() for cell in cells if cell.text == first.text)
        again = {cell.column: key for cell, key in twins if cell is not found[key]}
        known = {cell.column for cell in cells if cell.sense.known}
        extra = frozenset(cell.column for cell in cells if cell.text.strip()) - known
        return Head(table.key, slots, units, extra, again=again)
    printed = sorted(found, key=lambda key: (found[key].row, found[key].column))
    strange = [cell for cell in cells if cell.column and core(cell.text) and not cell.sense.known]
    trailing = bool(strange)
    if printed in _reading_orders(block):  # also where the lines of a head were joined into one
        return Head(table.key, tuple(Slot(column.key) for column in block.columns), units, trailing=trailing)
    if len({cell.row for cell in found.values()}) == 1:
        return Head(table.key, tuple(Slot(key) for key in printed), units, trailing=trailing)
    return Head(table.key, ())


def _reading_orders(block: Block) -> tuple[list[str], ...]:
    """The orders in which a sound head's words come when its lines are read one after the other."""
    flat = [column.key for column in block.columns]
    tall = [column.key for column in block.columns if not column.under]
    return flat, tall + [key for key in flat if key not in tall]


def _spoilt(table: TableForm, block: Block, found: dict[str, HeadCell], aligned: bool) -> Head:
    """A head of which some words could not be read: the form's order, unless what was read contradicts it."""
    columns = {cell.column for cell in found.values()}
    orders = _reading_orders(block)
    printed = sorted(found, key=lambda key: (found[key].row, found[key].column))
    if aligned and len(columns) == len(found):
        printed, orders = sorted(found, key=lambda key: found[key].column), orders[:1]
    if not any([key for key in order if key in found] == printed for order in orders):
        return Head(table.key, ())
    return Head(table.key, tuple(Slot(column.key) for column in block.columns), _units(block, found))


def _fragments(table: TableForm, block: Block, cells: Sequence[HeadCell]) -> tuple[Head | None, float]:
    """A head whose labels were broken over several lines: the words in a row must be the form's."""
    printed = "".join(core(cell.text) for cell in cells if core(cell.text) != core(block.stub))
    wanted = "".join(core(column.label) for column in block.columns)
    stub = core(block.stub)
    if stub and printed.startswith(stub):
        printed = printed[len(stub) :]
    likeness = 100.0 if printed == wanted else (fuzz.ratio(printed, wanted) if len(cells) > len(block.columns) else 0.0)
    if likeness < CONCAT_LIKE or (likeness < 100.0 and len(wanted) < 8):
        return None, 0.0
    units = {column.key: unit for column in block.columns if (unit := _printed_unit("".join(c.text for c in cells)))}
    return Head(table.key, tuple(Slot(column.key) for column in block.columns), units), len(block.columns) * 0.9


def _units(block: Block, found: dict[str, HeadCell]) -> dict[str, str]:
    """Column key → the unit printed in its head, for columns of money."""
    money = {column.key for column in block.columns if column.amount}
    return {key: unit for key, cell in found.items() if key in money and (unit := _printed_unit(cell.text))}


def _printed_unit(text: str) -> str:
    """The unit of money that a head prints: 本年收费金额（单位：万元）, 采购总金额（万元）."""
    found = _UNIT.search(normal(text))
    return found.group(1) if found else ""


def _across(table: TableForm, block: Block, cells: Sequence[HeadCell], aligned: bool) -> tuple[Head | None, float]:
    """The head of a table whose rows are printed side by side: every leaf under its group."""
    order = [column.key for column in block.columns]
    leaves = [cell for cell in cells if _keys(table, cell.sense.columns)]
    groups = [cell for cell in cells if _keys(table, cell.sense.rows)]
    if len(leaves) < len(order):
        return None, 0.0
    score = float(len(leaves))
    at: dict[int, int | None] = {}
    if aligned and len({cell.column for cell in leaves}) == len(leaves):
        leaves = sorted(leaves, key=lambda cell: cell.column)
        at = {number: cell.column for number, cell in enumerate(leaves)}
    lines = {cell.row for cell in leaves}
    spoilt = [cell for cell in cells if cell.row in lines and not cell.sense.known and core(cell.text)]
    if aligned and (slots := _under_groups(table, leaves, groups)) and len(slots) % len(order) == 0:
        known = {cell.column for cell in cells if cell.sense.known}
        return Head(table.key, slots, extra=frozenset(c.column for c in cells if core(c.text)) - known), score
    first = min((cell.row, cell.column) for cell in leaves)
    spoilt = [cell for cell in spoilt if (cell.row, cell.column) > first]
    keys = [next(key for key in order if key in _keys(table, cell.sense.columns)) for cell in leaves]
    runs = [keys[start : start + len(order)] for start in range(0, len(keys), len(order))]
    rows = [row.key for row in block.rows]
    named = list(dict.fromkeys(row for cell in groups for row in rows if row in _keys(table, cell.sense.rows)))
    if spoilt or any(run != order for run in runs):
        return Head(table.key, ()), score / 2
    if len(runs) == 1 and not named:
        return Head(table.key, tuple(Slot(key, None, at.get(n)) for n, key in enumerate(order))), score
    if len(runs) == len(rows) and [row for row in rows if row in named] == named:
        named = rows
    if len(runs) != len(named):
        return Head(table.key, ()), score / 2
    pairs = [(key, row) for row, run in zip(named, runs, strict=True) for key in run]
    return Head(table.key, tuple(Slot(key, row, at.get(n)) for n, (key, row) in enumerate(pairs))), score


def _keys(table: TableForm, meanings: frozenset[tuple[str, str]]) -> set[str]:
    """The keys that the meanings hold for this table."""
    return {key for name, key in meanings if name == table.key}


def _under_groups(table: TableForm, leaves: list[HeadCell], groups: list[HeadCell]) -> tuple[Slot, ...]:
    """Slots with their grid columns, where every leaf lies under exactly one group; else nothing."""
    slots = []
    for leaf in sorted(leaves, key=lambda cell: cell.column):
        over = [g for g in groups if g.row < leaf.row and g.column <= leaf.column < g.column + g.colspan]
        meant = _keys(table, leaf.sense.columns)
        rows = {key for group in over for key in _keys(table, group.sense.rows)}
        if len(rows) != 1 or len(meant) != 1:
            return ()
        slots.append(Slot(meant.pop(), rows.pop(), leaf.column))
    distinct = {(slot.row, slot.column) for slot in slots}
    return tuple(slots) if len(distinct) == len(slots) == len({slot.at for slot in slots}) else ()


def block_columns(form: Format, table: str, row: str) -> tuple[str, ...]:
    """The column keys of the block that `row` stands in, in the form's order; empty where the form lacks it."""
    found = form.table(table).find(row) if form.has(table) else None
    return found[0].column_keys if found else ()
