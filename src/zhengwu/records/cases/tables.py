"""Files with rows of requests: CSV, XLSX and JSON Lines become rows of text under known column names.

Heads may be Chinese or English. A file is told by its content: XLSX by its signature, JSON Lines by its first brace.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import orjson
from python_calamine import CalamineError, CalamineWorkbook

from zhengwu.records.troubles import Words, invalid

MOST_ROWS = 100_000
MOST_BYTES = 50_000_000
LONGEST_CELL = 100_000
# Column, its Chinese head, and further heads that mean the same.
COLUMNS: dict[str, tuple[str, ...]] = {
    "source_key": ("来源编号", "原编号", "序号"),
    "applicant_name": ("申请人", "申请人姓名", "姓名", "name"),
    "applicant_class": ("申请人类别", "申请人类型", "class"),
    "id_kind": ("证件类型", "证件种类"),
    "id_number": ("证件号码", "证件号"),
    "phone": ("电话", "联系电话", "手机"),
    "address": ("地址", "通信地址", "联系地址"),
    "email": ("电子邮箱", "邮箱", "e-mail"),
    "organisation": ("单位名称", "工作单位"),
    "channel": ("提交方式", "申请方式", "渠道"),
    "items": ("所需信息", "申请内容", "内容描述"),
    "submitted_on": ("提交日期", "申请日期"),
    "received_on": ("收到日期", "登记日期"),
    "decided_on": ("决定日期", "办结日期"),
    "outcome": ("答复类型", "办理结果", "处理结果"),
    "reasons": ("理由",),
    "delivered_on": ("送达日期", "答复日期"),
    "delivery_channel": ("送达方式",),
}


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns that a kind of file may have, each with what it may be called, and those that it must have."""

    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]

    def named(self, name: str) -> str:
        """The column of that name; empty where there is none."""
        found = (column for column, aliases in self.columns.items() if name == column or name in aliases)
        return next(found, "")


REQUESTS = Heads(COLUMNS, ("source_key", "applicant_name", "items"))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands in its file (the head is 1, so the first row is 2), and its cells by column."""

    number: int
    cells: Mapping[str, str]


def rows_of(content: bytes, heads: Heads = REQUESTS) -> list[Row]:
    """The rows of a file. Raises Trouble (invalid): another kind of file, no head, a column lacking, too many rows."""
    if len(content) > MOST_BYTES:
        raise _bad("too_large", "文件超过50MB。", "The file is larger than 50 MB.")
    if content[:2] == b"PK":
        found = _named(_xlsx(content), heads)
    else:
        text = _text(content)
        as_json = text.lstrip()[:1] == "{"
        found = _json(text, heads) if as_json else _named(csv.reader(io.StringIO(text), strict=True), heads)
    rows: list[Row] = []
    try:
        for row in found:
            rows.append(row)
            if len(rows) > MOST_ROWS:
                raise _bad(
                    "too_many_rows", f"超过{MOST_ROWS}行，请分几次导入。", f"More than {MOST_ROWS} rows: split it."
                )
    except csv.Error as error:
        raise _bad("bad_csv", f"CSV 格式有误：{error}", f"The CSV is broken: {error}") from None
    if not rows:
        raise _bad("no_rows", "文件中没有数据行。", "The file has no rows.")
    return rows


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _bad("bad_file", "不能识别此文件；请使用 CSV、XLSX 或 JSON Lines。", "Neither CSV nor XLSX nor JSON Lines.")


def _xlsx(content: bytes) -> Iterator[list[str]]:
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError):
        raise _bad("bad_file", "不能打开此表格文件。", "The spreadsheet cannot be opened.") from None
    for row in rows:
        yield [_cell(value) for value in row]


def _cell(value: object) -> str:
    match value:
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case None:
            return ""
    return str(value)


def _named(lines: Iterator[list[str]], heads: Heads) -> Iterator[Row]:
    """Rows below a head. A column whose name nobody knows is refused: nothing is dropped in silence."""
    head = next(lines, None)
    if head is None:
        raise _bad("no_rows", "文件是空的。", "The file is empty.")
    columns = [_column(cell, heads) for cell in head]
    _complete([column for column in columns if column], heads)
    for number, cells in enumerate(lines, 2):
        if any(cell.strip() for cell in cells):
            pairs = zip(columns, cells, strict=False)
            yield Row(number, {column: cell.strip()[:LONGEST_CELL] for column, cell in pairs if column})


def _json(text: str, heads: Heads) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            said = orjson.loads(line)
        except orjson.JSONDecodeError:
            said = None
        if not isinstance(said, dict):
            raise _bad("bad_json", f"第{number}行不是 JSON 对象。", f"Line {number} is no JSON object.")
        cells = {_column(str(key), heads): _said(value) for key, value in said.items()}
        yield Row(number, {column: cell[:LONGEST_CELL] for column, cell in cells.items() if column})


def _said(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(_cell(one) for one in value)
    return _cell(value).strip()


def _column(head: str, heads: Heads) -> str:
    name = unicodedata.normalize("NFKC", head).strip().lstrip("*").strip().lower()
    if not name:
        return ""
    column = heads.named(name)
    if not column:
        known = "、".join(aliases[0] for aliases in heads.columns.values())
        raise _bad(
            "unknown_column",
            f"不认识的列“{head[:40]}”；可用：{known}。",
            f"Unknown column “{head[:40]}”; known: {', '.join(heads.columns)}.",
        )
    return column


def _complete(columns: Sequence[str], heads: Heads) -> None:
    lacking = [column for column in heads.needed if column not in columns]
    if lacking:
        zh = "、".join(heads.columns[column][0] for column in lacking)
        raise _bad("column_missing", f"缺少列：{zh}。", f"Columns lacking: {', '.join(lacking)}.")
    if len(set(columns)) < len(columns):
        raise _bad("column_twice", "同一列出现了两次。", "A column is there twice.")


def _bad(code: str, zh: str, en: str) -> Exception:
    advice = Words("请核对文件后重试。", "Look at the file, then try again.")
    return invalid(code, zh, en, where="file", advice=advice)
