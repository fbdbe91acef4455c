"""Reads XLSX (and the older XLS): each visible sheet is a grid; rows with one text only are lines.

Hidden sheets, rows and columns are left out: what cannot be seen was not published.
"""

import datetime
import io
from collections.abc import Iterator

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from zhengwu.statute.report.readers.document import Document, Draft, Span
from zhengwu.statute.report.readers.errors import Unreadable
from zhengwu.statute.report.readers.files.archive import Archive, broken, encrypted
from zhengwu.statute.report.readers.files.biff import measure_old
from zhengwu.statute.report.readers.files.limits import check_rows
from zhengwu.statute.report.readers.files.sheets import Sheet, far_out, repacked

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 5_000, 400, 60
MOST_MERGED = 50_000  # cells under merged ranges of one sheet
_UNTOUCHED = Sheet()


def read_xlsx(content: bytes) -> Document:
    """The document in a workbook. Raises Unreadable where it is damaged, encrypted, empty or absurdly large."""
    known: dict[str, Sheet] = {}
    if content.startswith(b"PK"):
        archive = Archive(content)
        if "xl/workbook.bin" in archive.names:
            raise Unreadable(
                "xlsb",
                "暂不能读取 XLSB 文件，请另存为 XLSX。",
                "XLSB files cannot be read: save the workbook as XLSX.",
            )
        content, known = repacked(archive)
    else:
        measure_old(content)
    draft = Draft()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name, sheet in _visible(book, known):
            _sheet(book.get_sheet_by_name(name), sheet, draft)
    except (Unreadable, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the library's own faults do not descend from Exception
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise encrypted() from error
        raise broken("电子表格已损坏，无法读取。", "The workbook is damaged and cannot be read.") from error
    if not draft.blocks:
        raise Unreadable("empty", "电子表格是空的。", "The workbook is empty.")
    return Document("xlsx", tuple(draft.blocks))


def _visible(book: CalamineWorkbook, known: dict[str, Sheet]) -> Iterator[tuple[str, Sheet]]:
    """The names of the sheets that can be seen, and what is hidden in them."""
    every = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    for meta in every[:MOST_SHEETS]:
        if meta.visible == SheetVisibleEnum.Visible:
            yield meta.name, known.get(meta.name, _UNTOUCHED)


def _sheet(sheet: CalamineSheet, known: Sheet, draft: Draft) -> None:
    values = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
    if len(values) > MOST_ROWS or any(any(map(_said, row[MOST_COLUMNS:])) for row in values):
        raise far_out()
    rows = [[_text(value) for value in row[:MOST_COLUMNS]] for row in values]
    for (row, column), formula in known.formulas.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = formula.lstrip("0")
    while rows and not any(rows[-1]):
        rows.pop()
    spans, covered = _merged(sheet.merged_cell_ranges or [], len(rows))
    _blocks(sheet.name, rows, known, spans, covered, draft)


def _blocks(
    name: str,
    rows: list[list[str]],
    known: Sheet,
    spans: dict[tuple[int, int], tuple[int, int]],
    covered: set[tuple[int, int]],
    draft: Draft,
) -> None:
    """The sheet as one grid of what can be seen: a table goes on below a row with a single text."""
    columns = [column for column in range(max(map(len, rows), default=0)) if known.shows_column(column)]
    block: list[list[Span]] = []
    for number, row in enumerate(rows):
        if number in known.hidden_rows:
            continue
        cells = [
            Span(row[column], *_seen(spans.get((number, column)), number, column, known))
            for column in columns
            if column < len(row) and (number, column) not in covered
        ]
        block.append(cells)
    draft.grid(check_rows(block), sheet=name)


def _seen(span: tuple[int, int] | None, row: int, column: int, known: Sheet) -> tuple[int, int]:
    """How many rows and columns of a merged cell can be seen."""
    if span is None:
        return 1, 1
    down = sum(number not in known.hidden_rows for number in range(row, row + span[0]))
    across = sum(known.shows_column(number) for number in range(column, column + span[1]))
    return max(down, 1), max(across, 1)


def _merged(
    ranges: list[tuple[tuple[int, int], tuple[int, int]]], height: int
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Where merged cells begin and how far they span; and the cells they cover."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    left_over = MOST_MERGED
    for (top, left), (bottom, right) in ranges:
        bottom, right = min(bottom, height - 1), min(right, MOST_COLUMNS)
        if bottom < top or right < left:
            continue
        left_over -= (bottom - top + 1) * (right - left + 1)
        if left_over < 0:
            raise far_out()
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        covered.discard((top, left))
    return spans, covered


def _said(value: object) -> bool:
    return value not in ("", None)


def _text(value: object) -> str:
    """A cell's value as a person sees it: whole numbers without a decimal point, others to fifteen digits."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else format(value, ".15g")
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value) if value is not None else ""
