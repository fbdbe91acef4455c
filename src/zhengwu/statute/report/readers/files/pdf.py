"""Reads PDF: ruled tables become grids, everything else becomes lines of words in reading order.

Lines drawn on the page decide what a cell is. Where nothing is ruled, words on one height make a line, and the text
reader's rule holds: a row is placed only when it holds exactly as many values as columns.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.table import Table

from zhengwu.statute.report.readers.document import Document, Draft, Span
from zhengwu.statute.report.readers.errors import Unreadable
from zhengwu.statute.report.readers.files.archive import broken, encrypted
from zhengwu.statute.report.readers.files.letters import lines_of, paragraphs, without_doubles
from zhengwu.statute.report.readers.files.limits import check_rows
from zhengwu.statute.report.readers.files.pdfpages import MOST_PAGES, Letter, Sheet, is_white, sheets

MOST_RULES = 3_000  # lines and boxes on one page; more is a drawing, not a table
_SNAP = 2.5  # points within which two rules are one


def read_pdf(content: bytes) -> Document:
    """The document in a PDF. Raises Unreadable where it is damaged, encrypted, or holds pictures of pages only."""
    try:
        return _read(sheets(content))
    except (Unreadable, MemoryError):
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise encrypted() from error
    except Exception as error:  # the PDF library raises whatever a broken file makes it stumble over
        raise _damaged() from error


def _damaged() -> Unreadable:
    return broken("PDF 文件已损坏或不完整，无法读取。", "The PDF is damaged or truncated and cannot be read.")


def _read(pages: Iterator[Sheet]) -> Document:
    draft = Draft()
    count, scanned, letters, garbled = 0, 0, 0, 0
    for sheet in pages:
        count += 1
        letters += len(sheet.letters)
        garbled += sheet.garbled
        scanned += len(sheet.letters) < 8 and sheet.pictures > 0
        _page(sheet, draft)
    if not count:
        raise _damaged()
    if scanned == count:
        raise Unreadable(
            "scanned",
            "PDF 是扫描图片，没有文字，无法读取。请取得有文字的版本，或者先做文字识别。",
            "The PDF consists of scanned pictures without text. Get a version with text, or run text recognition.",
        )
    if garbled * 5 > letters:
        raise Unreadable(
            "garbled",
            "PDF 中的文字没有编码信息，无法还原成汉字和数字。请取得原始文档，或者先做文字识别。",
            "The PDF does not say what its letters mean. Get the original document, or run text recognition.",
        )
    if not draft.blocks:
        raise Unreadable("empty", "PDF 中没有可读的文字。", "The PDF holds no readable text.")
    remarks = (("scanned",) if scanned else ()) + (("too_many_pages",) if count >= MOST_PAGES else ())
    return Document("pdf", tuple(draft.blocks), remarks=remarks, pages=count)


def _page(sheet: Sheet, draft: Draft) -> None:
    page = sheet.page
    rules = len(page.rects) + len(page.lines) + len(page.curves)
    letters = without_doubles(_seen(sheet))
    tables = _tables(page.filter(_is_rule)) if 2 < rules <= MOST_RULES else []
    pieces: list[tuple[float, str | list[list[Span]]]] = [
        (table.bbox[1], check_rows(list(_grid(table, letters)))) for table in tables
    ]
    frames = [table.bbox for table in tables]
    outside = [letter for letter in letters if not _in_any(letter, frames)] if tables else letters
    pieces += list(paragraphs(outside, sheet))
    for _, piece in sorted(pieces, key=lambda pair: pair[0]):
        if isinstance(piece, str):
            draft.line(piece, page=sheet.number)
        else:
            draft.grid(piece, page=sheet.number)


def _seen(sheet: Sheet) -> list[Letter]:
    """The letters that a person sees, or that lie invisibly over the picture of the page, as recognised text does."""
    dark = [box for box in sheet.page.rects if box.get("fill") and not is_white(box.get("non_stroking_color"))]
    dark = [box for box in dark if box["width"] > 6 and box["height"] > 6]
    return [
        letter
        for letter in sheet.letters
        if (not letter.unseen or sheet.pictures) and (not letter.white or letter.unseen or _over(letter, dark))
    ]


def _over(letter: Letter, boxes: list[dict[str, Any]]) -> bool:
    across, down = (letter.x0 + letter.x1) / 2, (letter.top + letter.bottom) / 2
    return any(box["x0"] <= across <= box["x1"] and box["top"] <= down <= box["bottom"] for box in boxes)


def _tables(page: Page) -> list[Table]:
    tables = [table for table in page.find_tables() if len(table.cells) > 2]
    return [table for table in tables if not _within(table, tables)]


def _is_rule(item: dict[str, Any]) -> bool:
    """Leaves out white and coloured boxes behind the text, which are no rules."""
    if item["object_type"] == "rect" and item.get("fill") and not item.get("stroke"):
        thin = item["width"] < 3 or item["height"] < 3
        return thin and not is_white(item.get("non_stroking_color"))
    return True


def _within(table: Table, tables: list[Table]) -> bool:
    x0, top, x1, bottom = table.bbox
    return any(
        other is not table
        and other.bbox[0] - 1 <= x0
        and other.bbox[1] - 1 <= top
        and x1 <= other.bbox[2] + 1
        and bottom <= other.bbox[3] + 1
        and len(other.cells) >= len(table.cells)
        for other in tables
    )


def _in_any(letter: Letter, frames: list[tuple[float, float, float, float]]) -> bool:
    across, down = (letter.x0 + letter.x1) / 2, (letter.top + letter.bottom) / 2
    return any(x0 <= across <= x1 and top <= down <= bottom for x0, top, x1, bottom in frames)


def _grid(table: Table, letters: list[Letter]) -> Iterator[list[Span]]:
    """The table's rows of spans. Cells are boxes between rules; what they span is counted in the table's edges."""
    boxes = [box for box in table.cells if box]
    columns = _edges([x for box in boxes for x in (box[0], box[2])])
    rows = _edges([y for box in boxes for y in (box[1], box[3])])
    texts = _texts(boxes, letters)
    laid: dict[int, list[tuple[int, Span]]] = {number: [] for number in range(len(rows) - 1)}
    for box, text in zip(boxes, texts, strict=True):
        left, right = _nearest(columns, box[0]), _nearest(columns, box[2])
        top, bottom = _nearest(rows, box[1]), _nearest(rows, box[3])
        if right > left and bottom > top and top in laid:
            laid[top].append((left, Span(text, bottom - top, right - left)))
    taken: dict[int, int] = {}
    for number, line in laid.items():
        yield _filled(number, sorted(line, key=lambda pair: pair[0]), taken, len(columns) - 1)


def _filled(number: int, line: list[tuple[int, Span]], taken: dict[int, int], width: int) -> list[Span]:
    """The row with empty cells where the table has no box, so that columns keep their number."""
    spans: list[Span] = []
    by_column = dict(line)
    column = 0
    while column < width:
        if taken.get(column, 0) > number:
            column += 1
            continue
        span = by_column.get(column) or Span("")
        spans.append(span)
        for covered in range(column, column + span.colspan):
            taken[covered] = number + span.rowspan
        column += span.colspan
    return spans


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SNAP:
            edges.append(value)
    return edges


def _nearest(edges: list[float], value: float) -> int:
    at = bisect_left(edges, value)
    return at if at < len(edges) and (at == 0 or edges[at] - value <= value - edges[at - 1]) else at - 1


def _texts(boxes: list[Any], letters: list[Letter]) -> list[str]:
    """Each box's text: the letters whose middle lies in it, line by line."""
    inside: list[list[Letter]] = [[] for _ in boxes]
    if not boxes:
        return []
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    above, below = min(box[1] for box in boxes), max(box[3] for box in boxes)
    for letter in letters:
        across, down = (letter.x0 + letter.x1) / 2, (letter.top + letter.bottom) / 2
        if not (left <= across <= right and above <= down <= below):
            continue
        for number, (x0, top, x1, bottom) in enumerate(boxes):
            if x0 <= across <= x1 and top <= down <= bottom:
                inside[number].append(letter)
                break
    return ["\n".join(text for _, _, _, text in lines_of(found)) for found in inside]
