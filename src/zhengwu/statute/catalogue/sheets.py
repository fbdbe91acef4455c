"""Records as the tables in which bureaus exchange them (实施清单), and tables as records: a sheet of items, a sheet for
each list. Rows of lists name the item's code; an empty code means the one above, as merged cells leave it.

What a table does not name stays as it is on file; faults name the sheet, the row and the column.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from zhengwu.statute.catalogue.cells import Column, Unread, columns, labels, listed
from zhengwu.statute.catalogue.model import (
    NO_FORM,
    Basis,
    Commitment,
    Faq,
    FeeLine,
    Limit,
    Material,
    Place,
    Question,
    Record,
    Result,
    Stage,
    Variant,
)  # fmt: skip
from zhengwu.statute.forms.model import Field, Form, Rule, Section

LISTS: Mapping[str, type] = {
    "bases": Basis, "stages": Stage, "materials": Material, "questions": Question, "variants": Variant,
    "fees": FeeLine, "results": Result, "places": Place, "faqs": Faq,
}  # fmt: skip
ITEMS, CODE, BODY = "事项", "事项编码", "实施主体"
UNITS = {"法定办结时限单位": "statutory", "承诺办结时限单位": "promised"}
LOOKED = 12  # rows in which the head is looked for
ENOUGH = 2  # labels that make a head
ALTERED = "≈"  # before what a spreadsheet made a number of, losing digits
CATALOG = 12
FORM_SHEETS = ("fields", "rules")


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its name, and its cells as texts, row by row. `first` is the number of its first row; that of a list
    whose head is no row of its own is 0.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    first: int = 1


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong in a cell; rows are counted as a spreadsheet does, from one. Row 0 is the sheet, or the file."""

    sheet: str
    row: int
    column: str
    zh: str
    en: str


@dataclass(slots=True)
class Row:
    """What a table says of an item: the elements that it names, with their values, and its faults."""

    number: int
    code: str = ""
    body: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.said.get("name", ""))

    def record(self, before: Record | None) -> Record:
        """The record that the table makes of the one on file, or of none."""
        said = {name: value for name, value in self.said.items() if name not in ("commitment", *FORM_SHEETS)}
        first = before or Record(said["name"], said["type"])
        promised = replace(first.commitment, **self.said.get("commitment", {}))
        sections = self.said.get("fields", first.form.sections)
        form = Form(sections, self.said.get("rules", first.form.rules)) if sections else NO_FORM
        return replace(first, **(said | {"commitment": promised, "form": form}))


def plain(text: str) -> str:
    """A head as heads are compared: half-width, without spaces, stars and line breaks."""
    return re.sub(r"[\s*＊]", "", unicodedata.normalize("NFKC", text))


def _named(kind: type) -> dict[str, Column]:
    return {plain(label): one for one in columns(kind) for label in one.labels}


def headed(known: Iterable[str], grid: Grid) -> tuple[int, list[str]] | None:
    """Where the rows begin and the heads, where at least two of them are known."""
    wanted = set(known)
    for at, row in enumerate(grid.rows[:LOOKED]):
        heads = [plain(cell) for cell in row]
        if len(wanted & set(heads)) >= ENOUGH:
            return at + 1, heads
    return None


def below(grid: Grid, heads: list[str], at: int) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the head that say anything, with their numbers; a head that is there twice counts once."""
    for number, row in enumerate(grid.rows[at:], at + grid.first):
        cells: dict[str, str] = {}
        for head, cell in zip(heads, row, strict=False):
            if head and cell.strip() and head not in cells:
                cells[head] = cell.strip()
        if cells:
            yield number, {head: cells.get(head, "") for head in heads if head}


def read(grids: Sequence[Grid]) -> tuple[tuple[Row, ...], tuple[CellFault, ...]]:
    """The items of a file, and what is wrong with the file as a whole."""
    mains = {plain(label) for label in labels("Record")["name"]}
    for place, grid in enumerate(grids):
        found = headed(_main_heads(), grid)
        if found and mains & set(found[1]):
            rows = list(_main(grid, *found))
            others = [one for at, one in enumerate(grids) if at != place]
            faults = [fault for one in others for fault in _further(one, rows)]
            return tuple(rows), tuple(faults)
    zh, en = "没有找到表头；至少要有“事项名称”“事项类型”。", "No head was found: name and type are needed at least."
    return (), (CellFault("", 0, "", zh, en),)


def _main_heads() -> dict[str, Callable[[Row, str], None]]:
    """What the cell under each known head of the first sheet does to a row."""
    does: dict[str, Callable[[Row, str], None]] = {head: _sets(one) for head, one in _named(Record).items()} | {
        head: _promises(one) for head, one in _named(Commitment).items()
    }
    for name, kind in (*LISTS.items(), ("sections", Section), ("rules", Rule)):
        does[plain(f"{_sheet(name)}（JSON）")] = _lists(name, kind)
    does[plain(CODE)] = lambda row, cell: setattr(row, "code", cell)
    for head in (BODY, "实施主体名称"):
        does[plain(head)] = lambda row, cell: setattr(row, "body", cell)
    return does


def _sheet(name: str) -> str:
    return "申请表" if name == "sections" else labels("sheets")[name][0]


def _sets(one: Column) -> Callable[[Row, str], None]:
    def does(row: Row, cell: str) -> None:
        if one.name in row.said and not cell:
            return
        if one.name == "catalog_code" and cell.isdecimal() and len(cell) == CATALOG - 1:
            cell = f"0{cell}"
        row.said[one.name] = one.read(cell)

    return does


def _promises(one: Column) -> Callable[[Row, str], None]:
    return lambda row, cell: row.said.setdefault("commitment", {}).update({one.name: one.read(cell)})


def _lists(name: str, kind: type) -> Callable[[Row, str], None]:
    said = "fields" if name == "sections" else name
    return lambda row, cell: row.said.update({said: listed(kind, cell)})


def _main(grid: Grid, at: int, heads: list[str]) -> Iterator[Row]:
    does, above = _main_heads(), ""
    main = next((head for head in heads if head in {plain(one) for one in labels("Record")["main"]}), "")
    for number, cells in below(grid, heads, at):
        row = Row(number)
        if main:
            cells[main] = above = cells[main] or above
        for head, cell in cells.items():
            if head in does:
                _filled(row, grid.name, number, head, cell, does[head])
        _units(row, grid.name, number, cells)
        for name, label in (("name", "事项名称"), ("type", "事项类型")):
            if name not in row.said and not any(one.column in labels("Record")[name] for one in row.faults):
                row.faults.append(CellFault(grid.name, number, label, "必填。", "It must be there."))
        yield row


def _filled(row: Row, sheet: str, number: int, head: str, cell: str, does: Callable[[Row, str], None]) -> None:
    if cell.startswith(ALTERED):
        zh = f"“{cell[1:]}”被表格软件改成了数字，后几位已丢失；请把这一列设为文本，重新填写。"
        row.faults.append(CellFault(sheet, number, head, zh, "A spreadsheet made a number of it; set it as text."))
        return
    try:
        does(row, cell)
    except Unread as unread:
        row.faults.append(CellFault(sheet, number, head, unread.zh, unread.en))


def _units(row: Row, sheet: str, number: int, cells: Mapping[str, str]) -> None:
    """A column beside a limit says its unit, where the limit itself is a bare number."""
    for head, name in UNITS.items():
        unit, limit = cells.get(head, ""), row.said.get(name)
        if unit and isinstance(limit, Limit) and limit.length:
            column = next(one for one in columns(Limit) if one.name == "unit")
            said = unit if unit.startswith("个") or unit in ("自然日", "小时", "工作日") else unit.lstrip("个")
            _filled(row, sheet, number, head, said, _sets_unit(name, column))


def _sets_unit(name: str, column: Column) -> Callable[[Row, str], None]:
    def does(row: Row, cell: str) -> None:
        row.said[name] = replace(row.said[name], unit=column.read(cell))

    return does


def _further(grid: Grid, rows: list[Row]) -> Iterator[CellFault]:
    """A sheet of a list puts its rows into the items that it names."""
    name = next((key for key, called in labels("sheets").items() if plain(grid.name) in map(plain, called)), None)
    if name is None:
        if any(cell.strip() for row in grid.rows for cell in row):
            zh = f"不认识工作表“{grid.name}”，没有读取。"
            yield CellFault(grid.name, 0, "", zh, f"The sheet {grid.name!r} is not known and was not read.")
        return
    kinds = (Section, Field) if name == "fields" else (Rule if name == "rules" else LISTS[name],)
    found = headed([plain(CODE), *(head for kind in kinds for head in _named(kind))], grid)
    if found is None or plain(CODE) not in found[1]:
        zh = f"工作表“{grid.name}”没有找到表头；至少要有“{CODE}”。"
        yield CellFault(grid.name, 0, CODE, zh, "The head of the sheet was not found.")
        return
    yield from _gathered(grid, name, kinds, rows, found)


def _gathered(
    grid: Grid, name: str, kinds: tuple[type, ...], rows: list[Row], found: tuple[int, list[str]]
) -> Iterator[CellFault]:
    by_code = {row.code: row for row in rows if row.code}
    for named in by_code.values():
        named.said.setdefault(name, ())
    code = ""
    for number, cells in below(grid, found[1], found[0]):
        code = cells.get(plain(CODE)) or code
        row = by_code.get(code)
        if row is None:
            zh = f"“{code}”不是“{ITEMS}”工作表中的{CODE}。"
            yield CellFault(grid.name, number, CODE, zh, f"{code!r} is no item of this file.")
            continue
        made = [_made(kind, cells, row, grid.name, number) for kind in kinds]
        if name == "fields":
            row.said[name] = _with_field(row.said[name], made[0], made[1])
        elif made[0] is not None:
            row.said[name] = (*row.said[name], made[0])


def _made(kind: type, cells: Mapping[str, str], row: Row, sheet: str, number: int) -> Any:
    """One thing of a list; None where its cells are empty or wrong, which the item then says."""
    named = {head: one for head, one in _named(kind).items() if head in cells}
    if not any(cells[head] for head in named):
        return None
    said: dict[str, Any] = {}
    before = len(row.faults)
    for head, one in named.items():
        if cells[head] or one.name not in said:
            _filled(row, sheet, number, head, cells[head], _says(said, one))
    if len(row.faults) > before:
        return None
    try:
        return Section(fields=(), **said) if kind is Section else kind(**said)
    except TypeError:
        lacking = "、".join(one.labels[0] for one in columns(kind) if one.name not in said)
        row.faults.append(
            CellFault(sheet, number, lacking, "缺少必填的列。", "A column that must be there is missing.")
        )
        return None


def _says(said: dict[str, Any], one: Column) -> Callable[[Row, str], None]:
    return lambda row, cell: said.update({one.name: one.read(cell)})


def _with_field(sections: tuple[Section, ...], section: Section | None, one: Field | None) -> tuple[Section, ...]:
    """The pages of a form with one more field, on the last page or on a new one."""
    if section is None or (sections and sections[-1].key == section.key):
        last = sections[-1:]
        return (*sections[:-1], *(replace(page, fields=(*page.fields, *((one,) if one else ()))) for page in last))
    return (*sections, replace(section, fields=(one,) if one else ()))
