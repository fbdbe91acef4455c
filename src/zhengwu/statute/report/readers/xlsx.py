"""Reads XLSX (and the older XLS): each visible sheet is a grid; sheets with words only are lines."""

import datetime
import io
import re

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from zhengwu.statute.report.readers.archive import Archive, broken
from zhengwu.statute.report.readers.document import Document, Draft, Span
from zhengwu.statute.report.readers.errors import Unreadable

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 5_000, 400, 60
_REFERENCE = re.compile(rb'<(?:\w+:)?(?:c|row)\b[^>]*?\br="([A-Z]{0,3})(\d{1,9})"')


def read_xlsx(content: bytes) -> Document:
    """The document in a workbook. Raises Unreadable where it is damaged, encrypted or absurdly large."""
    if content.startswith(b"PK"):
        _measure(Archive(content))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [meta.name for meta in book.sheets_metadata if meta.visible == SheetVisibleEnum.Visible]
        draft = Draft()
        for name in sheets[:MOST_SHEETS]:
            _sheet(book, name, draft)
    except (CalamineError, OSError, ValueError) as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            from zhengwu.statute.report.readers.archive import encrypted

            raise encrypted() from error
        raise broken("电子表格已损坏，无法读取。", "The workbook is damaged and cannot be read.") from error
    return Document("xlsx", tuple(draft.blocks))


def _measure(archive: Archive) -> None:
    """Refuses sheets whose cells lie so far out that laying them out would fill the memory."""
    for name in archive.names:
        if not (name.startswith("xl/worksheets/") and name.endswith(".xml")):
            continue
        for letters, row in _REFERENCE.findall(archive.read(name)):
            if int(row) > 200_000 or _column(letters) > 2_000:
                raise Unreadable(
                    "too_large",
                    "电子表格的单元格范围过大，未予读取。请删除表格以外的空白行列后重试。",
                    "The sheet reaches too far out and was not read. Delete the empty rows and columns around the tables.",
                )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet(book: CalamineWorkbook, name: str, draft: Draft) -> None:
    sheet = book.get_sheet_by_name(name)
    values = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
    rows = [[_text(value) for value in row[:MOST_COLUMNS]] for row in values]
    while rows and not any(rows[-1]):
        rows.pop()
    spans, covered = _merged(sheet.merged_cell_ranges or [], len(rows))
    block: list[list[Span]] = []
    for number, row in enumerate(rows):
        cells = [
            Span(text, *spans.get((number, column), (1, 1)))
            for column, text in enumerate(row)
            if (number, column) not in covered
        ]
        if sum(bool(cell.text) for cell in cells) <= 1 and not any(covered_row == number for covered_row, _ in covered):
            block = _flush(block, draft, name)
            draft.line("".join(cell.text for cell in cells), sheet=name)
        else:
            block.append(cells)
    _flush(block, draft, name)


def _flush(block: list[list[Span]], draft: Draft, name: str) -> list[list[Span]]:
    draft.grid(block, sheet=name)
    return []


def _merged(
    ranges: list[tuple[tuple[int, int], tuple[int, int]]], height: int
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Where merged cells begin and how far they span; and the cells they cover."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in ranges[:20_000]:
        bottom, right = min(bottom, height - 1, top + 400), min(right, left + 100)
        spans[top, left] = (max(bottom - top + 1, 1), max(right - left + 1, 1))
        covered |= {
            (row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
        } - {(top, left)}
    return spans, covered


def _text(value: object) -> str:
    """A cell's value as a person sees it: whole numbers without a decimal point."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value) if value is not None else ""
