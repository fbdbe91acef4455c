"""Tables of items as files: XLSX with a sheet for each list, CSV in one sheet, JSON of records; opened and written."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from zhengwu.records.troubles import Trouble, Words, invalid
from zhengwu.statute.catalogue.sheets import ALTERED, ITEMS, CellFault, Grid, Row, read
from zhengwu.statute.catalogue.tables import Told, grids
from zhengwu.statute.catalogue.written import Unreadable, as_json, record_from

KINDS = ("xlsx", "csv", "json")
MOST_BYTES, MOST_ITEMS = 20 * 1024 * 1024, 20_000
LARGEST = 10**15  # from here on a spreadsheet's numbers have lost digits
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


def opened(content: bytes) -> tuple[tuple[Row, ...], tuple[CellFault, ...]]:
    """The items of a file, whatever of the three kinds it is, and its faults. Raises Trouble (invalid)."""
    text = "" if content[:2] == b"PK" else _text(_small(content))
    found = _json(text) if text.lstrip()[:1] in ("[", "{") else read(sheets(content))
    if len(found[0]) > MOST_ITEMS:
        raise _bad("too_many", f"超过{MOST_ITEMS}个事项。", f"More than {MOST_ITEMS} items.")
    return found


def sheets(content: bytes) -> tuple[Grid, ...]:
    """The sheets of a workbook, or a CSV as the only one. Raises Trouble (invalid)."""
    return tuple(_xlsx(_small(content))) if content[:2] == b"PK" else (_csv(_text(_small(content))),)


def lists(content: bytes) -> tuple[Grid, ...]:
    """The sheets of a file, or a JSON list of objects as the only one. Raises Trouble (invalid)."""
    text = "" if content[:2] == b"PK" else _text(_small(content))
    return (_objects(text),) if text.lstrip()[:1] in ("[", "{") else sheets(content)


def _objects(text: str) -> Grid:
    said = _loaded(text, "JSON 应是一列条目。", "A list of objects is wanted.")
    for number, one in enumerate(said, 1):
        if not isinstance(one, Mapping):
            raise _bad("bad_json", f"JSON 的第{number}项应是一个条目。", f"Number {number} of the JSON is no object.")
    heads = tuple(dict.fromkeys(str(key) for one in said for key in one))
    return Grid("JSON", (heads, *(tuple(_plain(one.get(head)) for head in heads) for one in said)), 0)


def _plain(value: object) -> str:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "、".join(value)
    return _cell(value) if value is None or isinstance(value, str | int | float) else json.dumps(value)


def _small(content: bytes) -> bytes:
    if len(content) > MOST_BYTES:
        raise _bad("too_large", "文件超过20MB。", "The file is larger than 20 MB.")
    return content


def _xlsx(content: bytes) -> Iterator[Grid]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield Grid(name, tuple(tuple(_cell(value) for value in row) for row in rows))
    except (CalamineError, OSError, ValueError):
        raise _bad("bad_file", "不能打开此表格文件。", "The spreadsheet cannot be opened.") from None


def _cell(value: object) -> str:
    match value:
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer():
            return f"{ALTERED if abs(value) >= LARGEST else ''}{int(value)}"
        case datetime() | date():
            return value.isoformat()[:10]
        case None:
            return ""
    return str(value).strip()


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _bad("bad_file", "不能识别此文件；请使用 XLSX、CSV 或 JSON。", "Neither XLSX nor CSV nor JSON.")


def _csv(text: str) -> Grid:
    try:
        csv.field_size_limit(MOST_BYTES)
        rows = [
            tuple(_unguarded(cell) for cell in row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)
        ]
    except csv.Error as error:
        raise _bad("bad_csv", f"CSV 格式有误：{error}", f"The CSV is broken: {error}") from None
    return Grid(ITEMS, tuple(rows))


def _unguarded(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell


def _loaded(text: str, zh: str, en: str) -> list[Any]:
    """A JSON list; these are the words where it is none."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise _bad("bad_json", "JSON 格式有误。", "The JSON is broken.") from None
    if not isinstance(said, list):
        raise _bad("bad_json", zh, en)
    return said


def _json(text: str) -> tuple[tuple[Row, ...], tuple[CellFault, ...]]:
    said = _loaded(text, "JSON 应是一列事项。", "A list of items is wanted.")
    return tuple(_of_json(number, one) for number, one in enumerate(said, 1)), ()


def _of_json(number: int, said: object) -> Row:
    row = Row(number)
    if not isinstance(said, Mapping):
        row.faults.append(CellFault("", number, "", "这里应是一个事项。", "An item is wanted here."))
        return row
    row.code, row.body = str(said.get("code", ""))[:50], str(said.get("body", ""))
    try:
        record = record_from(said.get("record", said))
    except Unreadable as unreadable:
        row.faults += [CellFault("", number, one.path, one.zh, one.en) for one in unreadable.faults]
        return row
    row.said = {name: getattr(record, name) for name in record.__slots__ if name not in ("form", "commitment")}
    promised = record.commitment
    row.said["commitment"] = {name: getattr(promised, name) for name in promised.__slots__}
    row.said |= {"fields": record.form.sections, "rules": record.form.rules}
    return row


def written(kind: str, items: Sequence[Told]) -> bytes:
    """The items as a file of that kind, one of KINDS."""
    if kind == "json":
        said = [{"code": one.code, "body": one.body, "record": as_json(one.record)} for one in items]
        return json.dumps(said, ensure_ascii=False, indent=1).encode()
    return _as_csv(items) if kind == "csv" else _as_xlsx(items)


def _as_csv(items: Sequence[Told]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in grids(items, flat=True)[0].rows:
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
    return ("\ufeff" + out.getvalue()).encode()


def _as_xlsx(items: Sequence[Told]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E8EEF4", "border": 1}
        )
        cell = book.add_format({"num_format": "@", "valign": "top"})
        for grid in grids(items):
            page = book.add_worksheet(grid.name)
            page.set_column(0, len(grid.rows[0]) - 1, 18, cell)
            for at, row in enumerate(grid.rows):
                for place, said in enumerate(row):
                    if said:
                        page.write_string(at, place, said, head if at == 0 else cell)
            page.freeze_panes(1, 1)
    return out.getvalue()


def _bad(code: str, zh: str, en: str) -> Trouble:
    return invalid(code, zh, en, where="file", advice=Words("请核对文件后重试。", "Look at the file, then try again."))
