"""The base catalogue (基本目录) as the tables in which it is issued, read line by line, and lines written as a table.

A line is named by its sub-item, where there is one, else by its main item; merged cells leave the main item's name
above. Faults name the sheet, the row and the column.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhengwu.statute.catalogue.cells import Unread, columns, labels
from zhengwu.statute.catalogue.codes import code, codes
from zhengwu.statute.catalogue.differing import Difference
from zhengwu.statute.catalogue.itemcodes import catalog_problem, catalogued
from zhengwu.statute.catalogue.model import CatalogueLine, Record
from zhengwu.statute.catalogue.sheets import ALTERED, CATALOG, CellFault, Grid, below, headed, plain

SHEET = "基本目录"
NATION = "00"
NAME, BASIS = 300, 2000  # signs


@dataclass(slots=True)
class LineRow:
    """What a table says in a row, and what is wrong with it; `line` is None where something is."""

    number: int
    code: str = ""
    name: str = ""
    line: CatalogueLine | None = None
    faults: list[CellFault] = field(default_factory=list)


def read(grids: Sequence[Grid]) -> tuple[tuple[LineRow, ...], tuple[CellFault, ...]]:
    """The lines of all sheets that have codes and names, and what is wrong with the file as a whole."""
    named = _named()
    rows: list[LineRow] = []
    for grid in grids:
        found = headed(named, grid)
        if found and any(named.get(head) == "code" for head in found[1]):
            rows += _rows(grid, *found)
    if rows:
        return tuple(rows), ()
    zh = "没有找到基本目录的表头；至少要有“基本编码”和“事项名称”（或者主项、子项名称）。"
    return (), (CellFault("", 0, "", zh, "No head was found: base code and name are needed at least."),)


def _named() -> dict[str, str]:
    return {plain(label): name for name, said in labels("CatalogueLine").items() for label in said}


def _rows(grid: Grid, at: int, heads: list[str]) -> Iterator[LineRow]:
    named, main = _named(), ""
    seen: dict[str, int] = {}
    for number, cells in below(grid, heads, at):
        said = {named[head]: (head, cell) for head, cell in _said_last(cells) if head in named}
        main = said.get("main", ("", ""))[1] or main
        row = _row(grid.name, number, said, main)
        if row.code and row.code in seen:
            zh = f"与第{seen[row.code]}行的编码相同。"
            row.faults.append(CellFault(grid.name, number, "基本编码", zh, f"The code of row {seen[row.code]} again."))
            row.line = None
        seen.setdefault(row.code, number)
        yield row


def _said_last(cells: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is empty first, then from the last column to the first: of two heads that mean the same the first counts."""
    backwards = list(reversed([*cells.items()]))
    return [one for one in backwards if not one[1]] + [one for one in backwards if one[1]]


def _row(sheet: str, number: int, said: Mapping[str, tuple[str, str]], main: str) -> LineRow:
    """A row by its named cells; `main` is the name of the main item, here or in a row above."""
    row, values = LineRow(number), dict[str, Any]()

    def fault(name: str, zh: str, en: str) -> None:
        head = said.get(name, ("", ""))[0] or labels("CatalogueLine")[name][0]
        row.faults.append(CellFault(sheet, number, head, zh, en))

    cells = {name: cell for name, (_, cell) in said.items()}
    cells["name"] = cells.get("name") or cells.get("sub") or main
    row.name, row.code = cells["name"], _code(cells.get("code", ""))
    cells["code"] = row.code
    for one in columns(CatalogueLine):
        try:
            values[one.name] = one.read(cells.get(one.name, ""))
        except Unread as unread:
            fault(one.name, unread.zh, unread.en)
    if "code" in values:
        _judge(values, fault)
    if not row.faults:
        row.line = CatalogueLine(**values)
    return row


def _code(cell: str) -> str:
    """A base code, with the noughts of the nation that a spreadsheet took away in front."""
    digits = cell.removeprefix(ALTERED).replace(" ", "")
    missing = CATALOG - len(digits)
    return digits.zfill(CATALOG) if digits.isdecimal() and 0 < missing <= len(NATION) else digits


def _judge(values: dict[str, Any], fault: Any) -> None:
    problem = catalog_problem(values["code"])
    if problem is not None:
        fault("code", problem.zh, problem.en)
        return
    for name, most in (("name", NAME), ("basis", BASIS)):
        if len(values.get(name, "")) > most:
            fault(name, f"至多{most}字。", f"{most} characters at most.")
    taken = catalogued(values["code"])
    by_code = taken.type if taken else None
    if not values.get("type") and "type" in values:
        values["type"] = by_code or ""
        if not by_code:
            fault("type", "没有写事项类型，编码里的类型也不认识。", "No type is said, nor known by the code.")
    elif by_code and values.get("type") not in (None, by_code):
        zh = f"与编码不一致：编码的类型是“{codes('item_type')[by_code].zh}”。"
        fault("type", zh, f"Not that of the code, which is {codes('item_type')[by_code].en}.")


def written(lines: Sequence[CatalogueLine]) -> Grid:
    """Lines as a table that can be read again."""
    some = columns(CatalogueLine)
    heads = tuple(one.labels[0] for one in some)
    return Grid(SHEET, (heads, *(tuple(one.write(getattr(line, one.name)) for one in some) for line in lines)))


def departures(line: CatalogueLine, record: Record) -> tuple[Difference, ...]:
    """How a service item is not as the line that it carries out: its name, type, level, and laws the line does not say.

    `before` is what the line says, `after` what the item does. A line without levels or basis leaves them open.
    """
    names = (record.name, record.main, record.sub)
    laws = [one.law for one in record.bases if one.law.strip("《》") not in line.basis]
    found = (
        Difference("name", line.name, record.name) if line.name not in names else None,
        Difference("type", said("type", line.type), said("type", record.type)) if line.type != record.type else None,
        Difference("levels", said("levels", line.levels), said("levels", (record.level,)))
        if line.levels and record.level not in line.levels else None,
        Difference("basis", line.basis, "、".join(laws)) if line.basis and laws else None,
    )  # fmt: skip
    return tuple(one for one in found if one is not None)


def said(name: str, value: Any) -> str:
    """What a line says, in words for who compares: types and levels by their names."""
    if name == "type":
        return code("item_type", value).zh
    return "、".join(code("level", one).zh for one in value) if name == "levels" else str(value)
