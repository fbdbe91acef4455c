"""Rules about single cells: what may stand in them, and how large it may be. One walk through every cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from zhengwu.statute.report.checks.catalogue import RULE
from zhengwu.statute.report.checks.labels import (
    column_name,
    listed,
    listed_in_english,
    number,
    row_name,
    size,
    table_name,
)
from zhengwu.statute.report.checks.subject import NO_FIGURES, Sheet, Subject
from zhengwu.statute.report.formats import Column
from zhengwu.statute.report.model import Cell, Finding, Key, Kind, Number, Severity, TableStatus

_NOT_EMPTY = (Kind.NUMBER, Kind.ZERO, Kind.MISSING)
_ZEROS = re.compile(r"^\s*[+\-－＋]?[0０][\d０-９]")
HARMLESS = 10**6  # a whole number below this, without a unit, breaks no rule about numbers
SHOWN = 3  # columns of one row that are named; the finding lists every cell
_ZEROS_NOTE = "前置零"  # how a reader notes leading zeros
_UNIT_IN_LABEL = re.compile(r"单位[:：]")


@dataclass(frozen=True, slots=True)
class Limit:
    """A size from which on a figure is doubted: for money or for counts, and whether only a whole number is doubted."""

    amount: bool
    value: int
    severity: Severity
    whole: bool
    doubt: str
    gloss: str


_COUNTS = ("数量达到一亿", "a count of a hundred million")
_SUMS = ("金额达到一万亿元，可能以元为单位", "a trillion yuan: perhaps the unit is the yuan")
_ROUND = ("金额达到一百亿元且没有小数，可能以元为单位", "ten billion yuan, no decimals: perhaps the unit is the yuan")
LIMITS = (
    Limit(False, 10**8, Severity.WARNING, False, *_COUNTS),
    Limit(True, 10**8, Severity.WARNING, False, *_SUMS),
    Limit(True, 10**6, Severity.NOTICE, True, *_ROUND),
)


def _limit(value: Number, amount: bool) -> Limit | None:
    """The first limit that the figure reaches."""
    reached = (limit for limit in LIMITS if limit.amount == amount and size(value) >= limit.value)
    return next((limit for limit in reached if value == int(value) or not limit.whole), None)


def check_cells(subject: Subject) -> Iterator[Finding]:
    """Numbers of the wrong kind, size or unit, empty cells, leading zeros and notes."""
    for sheet in subject.sheets:
        if sheet.table.status in NO_FIGURES:
            continue
        empty: list[Key] = []
        zeros: list[Key] = []
        notes: list[Key] = []
        where = sheet.shape.where
        for key, cell in sheet.table.cells.items():
            if (cell.value == 0 and cell.raw == "0" and not cell.note) or key not in where:
                continue
            if cell.kind not in _NOT_EMPTY:
                empty.append(key)
            if cell.value is not None:
                if cell.value and not (type(cell.value) is int and 0 < cell.value < HARMLESS and cell.unit is None):
                    yield from _number(sheet, key, cell, cell.value)
                elif cell.value and where[key][3].amount:
                    yield from _unit(sheet, key, cell, where[key][3])
                if _ZEROS.match(cell.raw):
                    zeros.append(key)
            if cell.note.replace(_ZEROS_NOTE, "").strip():
                notes.append(key)
        if sheet.table.status is not TableStatus.STATED_NONE:
            yield from _empty(sheet, empty)
        yield from _aside(sheet, zeros, "CELL-ZEROS", "数字前有多余的0", "leading zeros")
        yield from _aside(sheet, notes, "CELL-NOTE", "数据格内有说明文字", "a note beside the number")


def _number(sheet: Sheet, key: Key, cell: Cell, value: Number) -> Iterator[Finding]:
    column = sheet.shape.where[key][3]
    whole = value == int(value)
    negative = value < 0 and not column.signed
    if negative or not (whole or column.amount):
        name, gloss = cell_name(sheet, key)
        wrong, wrong_en = (
            ("不应为负数", "must not be negative") if negative else ("应当是整数", "must be a whole number")
        )
        kind = "≥0" if column.amount else "整数" if column.signed else "非负整数"
        told = f"{name}填{number(value)}，{wrong}。"
        yield RULE["T3-NEG"].finding(
            told,
            f"{gloss} is {number(value)}: it {wrong_en}.",
            cells=(sheet.refer(key),),
            expected=kind,
            found=cell.raw,
        )
    limit = _limit(value, column.amount)
    if limit:
        name, gloss = cell_name(sheet, key)
        yield RULE["MAGNITUDE"].finding(
            f"{name}填{number(value)}{column.unit if column.amount else ''}，{limit.doubt}，请核实。",
            f"{gloss} is {number(value)}: {limit.gloss}; please verify.",
            cells=(sheet.refer(key),), expected=f"<{limit.value}", found=cell.raw, severity=limit.severity,
        )  # fmt: skip
    yield from _unit(sheet, key, cell, column)


def _unit(sheet: Sheet, key: Key, cell: Cell, column: Column) -> Iterator[Finding]:
    """Money in another unit than the form's, or without any; a count with a unit of money."""
    money = cell.unit is not None and cell.unit.endswith("元")
    if column.amount and cell.unit is None:
        if not _UNIT_IN_LABEL.search(column.label):
            name, gloss = cell_name(sheet, key)
            yield RULE["UNIT"].finding(
                f"{name}填{cell.raw}，没有写明单位，按{column.unit}计。",
                f"{gloss} is {cell.raw} without a unit: taken as {column.unit}.",
                cells=(sheet.refer(key),), expected=column.unit, found=cell.raw, severity=Severity.NOTICE,
            )  # fmt: skip
    elif (column.amount and cell.unit != column.unit) or (money and not column.amount):
        name, gloss = cell_name(sheet, key)
        yield RULE["UNIT"].finding(
            f"{name}填{cell.raw}，单位是“{cell.unit}”，本栏单位是“{column.unit}”。",
            f"{gloss} is {cell.raw}: the unit is {cell.unit}, the column’s is {column.unit}.",
            cells=(sheet.refer(key),), expected=column.unit, found=cell.unit or "",
        )  # fmt: skip


def _empty(sheet: Sheet, keys: list[Key]) -> Iterator[Finding]:
    """One finding for each block of the table that has empty cells."""
    blocks: dict[int, list[Key]] = {}
    for key in keys:
        blocks.setdefault(sheet.shape.where[key][0], []).append(key)
    title = table_name(sheet.form, sheet.table_form)
    for number_of_block, found in blocks.items():
        block = sheet.table_form.blocks[number_of_block]
        head = f"{title}{block.title}"
        names = _in_rows(sheet, found)
        yield RULE["EMPTY"].finding(
            f"{head}有{len(found)}格没有填数字：{listed(name for name, _ in names)}；没有发生的应当填0。",
            f"{sheet.table_form.gloss}: {len(found)} cells hold no number: "
            f"{listed_in_english(name for _, name in names)}; write 0 for none.",
            cells=(sheet.refer(key) for key in found), expected="0", found=_kinds(sheet, found),
        )  # fmt: skip


def _kinds(sheet: Sheet, keys: list[Key]) -> str:
    return "、".join(dict.fromkeys(sheet.table.cell(*key).raw.strip() or "空白" for key in keys))


def _in_rows(sheet: Sheet, keys: list[Key]) -> list[tuple[str, str]]:
    """The cells named row by row; a row that is empty from end to end is named once."""
    rows: dict[str, list[Key]] = {}
    for key in keys:
        rows.setdefault(key[0], []).append(key)
    names = []
    for found in rows.values():
        _, block, row, _ = sheet.shape.where[found[0]]
        columns = [sheet.shape.where[key][3] for key in found]
        if len(found) == len(block.columns):
            names.append((f"“{row_name(row)}”整行", f"all of {row.gloss}"))
        else:
            told = listed((column_name(column) for column in columns), SHOWN)
            told_en = listed_in_english((column.gloss for column in columns), SHOWN)
            names.append((f"“{row_name(row)}”行（{told}）", f"{row.gloss} ({told_en})"))
    return names


def _aside(sheet: Sheet, keys: list[Key], rule: str, what: str, gloss: str) -> Iterator[Finding]:
    """One notice for all cells of a table with the same small blemish."""
    if keys:
        raws = "、".join(sheet.table.cell(*key).raw.strip() for key in keys[:5])
        names = [cell_name(sheet, key) for key in keys]
        yield RULE[rule].finding(
            f"{listed(name for name, _ in names)}{what}：{raws}。",
            f"{listed_in_english(name for _, name in names)}: {gloss} ({raws}).",
            cells=(sheet.refer(key) for key in keys), expected="只填数字", found=raws,
        )  # fmt: skip


def cell_name(sheet: Sheet, key: Key) -> tuple[str, str]:
    """What a cell is called, in Chinese and in English: 表三“本年新收”行“自然人”列."""
    _, _, row, column = sheet.shape.where[key]
    title = table_name(sheet.form, sheet.table_form)
    return (
        f"{title}“{row_name(row)}”行“{column_name(column)}”列",
        f"{sheet.table_form.gloss}, {row.gloss}, {column.gloss}",
    )


def amount_of(value: Number, unit: str | None) -> Number:
    """An amount in units of 10,000 yuan, whatever unit it was printed with."""
    factor = {"元": Decimal("0.0001"), "亿元": Decimal(10000)}.get(unit or "", Decimal(1))
    return value * factor if factor != 1 else value
