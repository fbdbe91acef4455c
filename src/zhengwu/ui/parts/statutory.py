"""A statutory table as the official form prints it: merged heads and all, cells that lead to their records, marks.

The grid is that of `statute.report.renderers.layout.lay_out`; here it gets links, marks and the ids that tell a screen
reader which heads a figure stands under.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zhengwu.records.troubles import Words
from zhengwu.statute.report.model import Finding, Key, Kind, Severity
from zhengwu.statute.report.renderers.layout import Grid, GridCell, Role, belongs

SCOPES = {Role.TITLE: "rowgroup", Role.HEAD: "col", Role.LABEL: "row"}
GRAVEST = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell. A head has a `scope` and an id; a figure has the ids of its `heads`, perhaps a link, and marks.

    `marks` are the numbers of the findings about it, `grave` the gravest severity among them.
    """

    text: str
    gloss: str = ""
    scope: str = ""
    id: str = ""
    rowspan: int = 1
    colspan: int = 1
    heads: str = ""
    href: str = ""
    words: bool = False
    missing: bool = False
    marks: tuple[int, ...] = ()
    grave: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding above the table: its number, how grave it is, what it says, and the first cell it is about."""

    number: int
    grave: str
    said: Words
    basis: str
    cell: str


@dataclass(frozen=True, slots=True)
class StatutoryTable:
    """The table; where `sentence` is set it stands in the table's place. The first `head_rows` rows are heads."""

    key: str
    title: Words
    head_rows: int
    rows: tuple[tuple[Cell, ...], ...]
    marks: tuple[Mark, ...]
    sentence: str = ""


def statutory(grid: Grid, findings: Sequence[Finding] = (), link: Callable[[Key], str] | None = None) -> StatutoryTable:
    """The table of a grid. `link` gives the address of the records behind a cell, empty where there are none to see.

    Findings are numbered as they come; those about no cell of this table are left out.
    """
    about = [
        (number, one, [(ref.row, ref.column) for ref in one.cells if ref.table == grid.key])
        for number, one in enumerate(findings, 1)
    ]
    marks = tuple(
        Mark(number, one.severity.value, Words(one.sentence, one.gloss), one.basis, _id(grid, cells[0]))
        for number, one, cells in about
        if cells
    )
    at: dict[Key, list[tuple[int, Severity]]] = {}
    for number, one, cells in about:
        for key in cells:
            at.setdefault(key, []).append((number, one.severity))
    heads = [cell for cell in grid.cells() if cell.role is not Role.VALUE]
    names = {(cell.row, cell.column): f"h-{grid.key}-{number}" for number, cell in enumerate(heads)}
    rows = tuple(
        tuple(
            _figure(grid, cell, heads, names, at, link) if cell.role is Role.VALUE else _head(cell, names)
            for cell in row
        )
        for row in grid.rows
    )
    return StatutoryTable(
        grid.key, Words(grid.title, grid.gloss or grid.title), grid.head_rows, rows, marks, grid.sentence
    )


def _head(cell: GridCell, names: dict[tuple[int, int], str]) -> Cell:
    scope = SCOPES[cell.role] if cell.leaf or cell.role is Role.TITLE else SCOPES[cell.role] + "group"
    name = names[cell.row, cell.column]
    return Cell(cell.text, cell.gloss, scope, name, cell.rowspan, cell.colspan)


def _figure(
    grid: Grid,
    cell: GridCell,
    heads: list[GridCell],
    names: dict[tuple[int, int], str],
    at: dict[Key, list[tuple[int, Severity]]],
    link: Callable[[Key], str] | None,
) -> Cell:
    key = cell.key or ("", "")
    found = at.get(key, [])
    gravest = min((severity for _, severity in found), key=GRAVEST.index).value if found else ""
    return Cell(
        cell.text,
        id=_id(grid, key),
        rowspan=cell.rowspan,
        colspan=cell.colspan,
        heads=" ".join(names[head.row, head.column] for head in heads if belongs(head, cell)),
        href=link(key) if link and cell.key else "",
        words=cell.cell.value is None or bool(cell.cell.note),
        missing=cell.cell.kind is Kind.MISSING,
        marks=tuple(number for number, _ in found),
        grave=gravest,
    )


def _id(grid: Grid, key: Key) -> str:
    return f"c-{grid.key}-{key[0]}-{key[1]}"
