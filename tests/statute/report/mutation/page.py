"""A report as somebody printed it: headings, paragraphs and tables of boxes. Each box of figures knows what it says."""

import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from tests.statute.report.mutation.figures import Figures
from zhengwu.statute.report.formats import Block, Format, TableForm
from zhengwu.statute.report.model import Number

Key = tuple[str, str, str]  # table, row, column
NONE_WORD = "none"  # the truth of a box that says in words that there was nothing
Truth = Number | str | None  # None: nothing that could be read as a figure


@dataclass(slots=True)
class Box:
    """A printed cell: its text, its spans, and, if it belongs to a cell of the form, which one and what it says."""

    text: str
    rows: int = 1
    cols: int = 1
    key: Key | None = None
    truth: Truth = None


@dataclass(slots=True)
class Para:
    """A paragraph; `kind` is title, h (a part's heading), caption or p."""

    text: str
    kind: str = "p"


@dataclass(slots=True)
class Printed:
    """A printed table: the boxes that begin in each line. `name` is the form's table, empty for any other table."""

    name: str
    lines: list[list[Box]]

    def boxes(self) -> Iterator[Box]:
        """All boxes in reading order."""
        for line in self.lines:
            yield from line

    @property
    def width(self) -> int:
        """How many columns the grid has."""
        return max(map(len, self.spread()), default=0)

    def spread(self) -> list[list[tuple[Box, bool, bool]]]:
        """The full grid: at each place the box, whether it begins in this row, and whether in this column.

        Lines that end early stay short.
        """
        grid: list[dict[int, tuple[Box, bool, bool]]] = [{} for _ in self.lines]
        for number, line in enumerate(self.lines):
            column = 0
            for box in line:
                while column in grid[number]:
                    column += 1
                for row in range(number, min(number + box.rows, len(grid))):
                    for across in range(column, column + box.cols):
                        grid[row][across] = (box, row == number, across == column)
                column += box.cols
        empty = (Box(""), True, True)
        return [[row.get(column, empty) for column in range(max(row, default=-1) + 1)] for row in grid]


@dataclass(slots=True)
class Page:
    """A whole report. `doubtful` cells may be left unread; of `rivals`, further truths, any one may be read."""

    form: Format
    year: int
    agency: str
    items: list[Para | Printed]
    doubtful: set[Key] = field(default_factory=set)
    tolerated: dict[Key, Truth] = field(default_factory=dict)  # what may be read where spans are lost
    said: dict[Key, Truth] = field(default_factory=dict)  # what words say instead of a table
    rivals: list[dict[Key, Truth]] = field(default_factory=list)
    twin: "Page | None" = None  # another report printed beside this one

    def tables(self, *names: str) -> list[Printed]:
        """The tables of the form, or those of these names."""
        found = [item for item in self.items if isinstance(item, Printed)]
        return [table for table in found if (table.name in names if names else table.name)]

    def boxes(self, *names: str) -> list[Box]:
        """The boxes that belong to a cell of the form."""
        return [box for table in self.tables(*names) for box in table.boxes() if box.key]

    def labels(self, *names: str) -> list[Box]:
        """The boxes of the form's tables that are labels."""
        return [box for table in self.tables(*names) for box in table.boxes() if not box.key and box.text]

    def truth(self) -> dict[Key, Truth]:
        """What a careful reader reads: nothing where one cell is printed twice with different figures."""
        found: dict[Key, Truth] = {}
        clashing: set[Key] = set()
        for box in self.boxes():
            if box.key is None:
                continue
            if box.key in found and found[box.key] != box.truth:
                clashing.add(box.key)
            found[box.key] = box.truth
        return self.said | {key: None if key in clashing else value for key, value in found.items()}

    def copy(self) -> "Page":
        """A page that may be damaged without harm to this one."""
        form, self.form = self.form, None  # type: ignore[assignment]
        twin = copy.deepcopy(self)
        self.form = twin.form = form
        return twin


def printed(value: Number) -> str:
    """A number as reports print it."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def build(form: Format, figures: Figures, year: int, agency: str = "临江县营商环境建设局") -> Page:
    """The sound page of a report in the official layout: one table a part."""
    items: list[Para | Printed] = [
        Para(f"{agency}{year}年政府信息公开工作年度报告", "title"),
        Para(f"本报告由{agency}编制，所列数据统计期限为{year}年1月1日至12月31日。"),
    ]
    for part in form.parts:
        items.append(Para(part.title, "h"))
        tables = [table for table in form.tables if table.part == part.key]
        items += [_table(table, figures[table.key]) for table in tables]
        if not tables:
            items += [Para(text) for text in TEXTS[part.key]]
    return Page(form, year, agency, items)


TEXTS = {
    "overview": [
        "（一）主动公开。一年来，我们把群众常问的办事事项整理成册，放到大厅和网站上，随时更新。",
        "（二）依申请公开。收到的申请逐件登记，逐件答复，没有一件超过期限。",
        "（三）监督保障。每个季度抽查一次，发现的错漏当月改完。",
    ],
    "problems": ["一是有的解读写得太长，读者读不到最后。今后先写结论，再写理由。"],
    "other_matters": ["本年度没有向申请人收取信息处理费。"],
}


def _table(table: TableForm, figures: dict[str, dict[str, Number]]) -> Printed:
    if table.layout == "across":
        return Printed(table.key, _across(table.blocks[0], table.key, figures))
    if table.corner:
        return Printed(table.key, [*wide_head(table, table.blocks[0]), *_grouped(table, figures)])
    lines = [line for block in table.blocks for line in block_lines(table, block, figures)]
    return Printed(table.key, lines)


def value(table: str, row: str, column: str, number: Number) -> Box:
    """The box of one figure."""
    return Box(printed(number), key=(table, row, column), truth=number)


def block_lines(table: TableForm, block: Block, figures: dict[str, dict[str, Number]]) -> list[list[Box]]:
    """The lines of a block of part two, in a grid as wide as its widest block."""
    width = max(len(b.columns) for b in table.blocks)
    spare = width - len(block.columns)
    lines = [[Box(block.title, cols=width + 1)], [Box(block.stub), *(Box(column.label) for column in block.columns)]]
    for row in block.rows:
        if row.key in figures:
            cells = [value(table.key, row.key, column.key, figures[row.key][column.key]) for column in block.columns]
            lines.append([Box(row.label), *cells])
    for line in lines[1:]:
        line[-1].cols += spare
    return lines


def wide_head(table: TableForm, block: Block) -> list[list[Box]]:
    """The head of part three: three lines, labels three columns wide."""
    under = [column for column in block.columns if column.under]
    corner = [Box(table.corner, 3, 3), Box(table.heading, cols=len(block.columns))]
    second: list[Box] = []
    for column in block.columns:
        if not column.under:
            second.append(Box(column.label, rows=2))
        elif column is under[0]:
            second.append(Box(column.under[0], cols=len(under)))
    return [corner, second, [Box(column.label) for column in under]]


def _grouped(table: TableForm, figures: dict[str, dict[str, Number]]) -> list[list[Box]]:
    """The lines of part three: group labels span their rows, row labels fill what is left of three columns."""
    block = table.blocks[0]
    rows = [row for row in block.rows if row.key in figures]
    lines: list[list[Box]] = []
    open_groups: list[Box] = []
    texts: tuple[str, ...] = ()
    for row in rows:
        fresh: list[Box] = []
        for depth, text in enumerate(row.under):
            if texts[: depth + 1] == row.under[: depth + 1]:
                open_groups[depth].rows += 1
            else:
                open_groups[depth:] = [Box(text)]
                fresh.append(open_groups[depth])
        texts, open_groups = row.under, open_groups[: len(row.under)]
        fresh.append(Box(row.label, cols=3 - len(row.under)))
        cells = [value(table.key, row.key, c.key, figures[row.key][c.key]) for c in block.columns]
        lines.append([*fresh, *cells])
    return lines


def _across(block: Block, table: str, figures: dict[str, dict[str, Number]]) -> list[list[Box]]:
    """The lines of part four: groups, sub-groups, leaves, and one line of figures."""
    first: list[Box] = []
    second: list[Box] = []
    third: list[Box] = []
    for row in block.rows:
        if not row.under:
            first.append(Box(row.label, cols=len(block.columns)))
            second += [Box(column.label, rows=2) for column in block.columns]
        else:
            if first and first[-1].text == row.under[0]:
                first[-1].cols += len(block.columns)
            else:
                first.append(Box(row.under[0], cols=len(block.columns)))
            second.append(Box(row.label, cols=len(block.columns)))
            third += [Box(column.label) for column in block.columns]
    figure_line = [value(table, row.key, c.key, figures[row.key][c.key]) for row in block.rows for c in block.columns]
    return [first, second, third, figure_line]


def rng_for(*names: object) -> random.Random:
    """A source of chance that is the same for the same names."""
    return random.Random("/".join(map(str, names)))  # noqa: S311 - figures, not secrets
