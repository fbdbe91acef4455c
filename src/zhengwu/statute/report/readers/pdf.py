"""Reads PDF: ruled tables become grids, everything else becomes lines of words in reading order.

Lines drawn on the page decide what a cell is. Where nothing is ruled, words on one height make a line, and the text
reader's rule holds: a row is placed only when it holds exactly as many values as columns.
"""

import io
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.table import Table
from pdfplumber.utils.exceptions import PdfminerException

from zhengwu.statute.report.readers.archive import broken, encrypted
from zhengwu.statute.report.readers.document import Document, Draft, Span
from zhengwu.statute.report.readers.errors import Unreadable

MOST_PAGES = 120
MOST_CHARACTERS = 400_000
MOST_STROKES = 20_000  # lines and boxes on one page; a drawing, not a table
_PAGE_NUMBER = re.compile(r"^[\s\-–—－·~第\[【(（]*\d{1,3}[\s\-–—－·~页\]】)）]*(?:[/／共]\s*\d{1,3}\s*页?)?$")
_SNAP = 2.5  # points within which two rules are one

Character = dict[str, Any]


def read_pdf(content: bytes) -> Document:
    """The document in a PDF. Raises Unreadable where it is damaged, encrypted, or holds pictures of pages only."""
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            return _read(pdf.pages)
    except Unreadable:
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise encrypted() from error
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            raise encrypted() from error
        raise _damaged() from error
    except (MemoryError, TimeoutError):
        raise
    except Exception as error:  # the PDF library raises whatever a broken file makes it stumble over
        raise _damaged() from error


def _damaged() -> Unreadable:
    return broken("PDF 文件已损坏或不完整，无法读取。", "The PDF is damaged or truncated and cannot be read.")


def _read(pages: list[Page]) -> Document:
    draft = Draft()
    characters, scanned = 0, 0
    for page in pages[:MOST_PAGES]:
        found = len(page.chars)
        characters += found
        if characters > MOST_CHARACTERS or len(page.rects) + len(page.lines) + len(page.curves) > MOST_STROKES:
            raise Unreadable("too_large", "PDF 内容过多，不是年度报告。", "The PDF holds too much: it is no annual report.")
        if found < 8 and page.images:
            scanned += 1
        _page(page, draft)
        page.close()
    if scanned and scanned >= len(pages[:MOST_PAGES]):
        raise Unreadable(
            "scanned",
            "PDF 是扫描图片，没有文字，无法读取。请取得有文字的版本，或者先做文字识别。",
            "The PDF consists of scanned pictures without text. Get a version with text, or run text recognition first.",
        )
    remarks = (("scanned",) if scanned else ()) + (("too_many_pages",) if len(pages) > MOST_PAGES else ())
    return Document("pdf", tuple(draft.blocks), remarks=remarks, pages=len(pages))


def _page(page: Page, draft: Draft) -> None:
    kept = page.filter(_visible).dedupe_chars(tolerance=0.6)
    tables = [table for table in kept.find_tables() if len(table.cells) > 2]
    tables = [table for table in tables if not _within(table, tables)]
    outside = kept.filter(lambda item: not _in_any(item, tables)) if tables else kept
    pieces: list[tuple[float, str | list[list[Span]]]] = [
        (table.bbox[1], list(_grid(table, kept.chars))) for table in tables
    ]
    pieces += [(top, text) for top, text in _paragraphs(outside)]
    for _, piece in sorted(pieces, key=lambda pair: pair[0]):
        if isinstance(piece, str):
            draft.line(piece, page=page.page_number)
        else:
            draft.grid(piece, page=page.page_number)


def _visible(item: dict[str, Any]) -> bool:
    """Leaves out turned text (watermarks) and white boxes behind the text, which are no rules."""
    if item["object_type"] == "char":
        return bool(item.get("upright", True))
    if item["object_type"] == "rect" and item.get("fill") and not item.get("stroke"):
        thin = item["width"] < 3 or item["height"] < 3
        return thin and not _white(item.get("non_stroking_color"))
    return True


def _white(colour: Any) -> bool:
    try:
        parts = [float(part) for part in (colour if isinstance(colour, tuple | list) else (colour,))]
    except (TypeError, ValueError):
        return False
    return bool(parts) and (all(part > 0.99 for part in parts) if len(parts) != 4 else not any(parts))


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


def _in_any(item: dict[str, Any], tables: list[Table]) -> bool:
    if item["object_type"] != "char":
        return False
    across, down = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return any(t.bbox[0] <= across <= t.bbox[2] and t.bbox[1] <= down <= t.bbox[3] for t in tables)


def _grid(table: Table, characters: list[Character]) -> Iterator[list[Span]]:
    """The table's rows of spans. Cells are boxes between rules; what they span is counted in the table's edges."""
    boxes = [box for box in table.cells if box]
    columns = _edges([x for box in boxes for x in (box[0], box[2])])
    rows = _edges([y for box in boxes for y in (box[1], box[3])])
    texts = _texts(boxes, characters)
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


def _texts(boxes: list[Any], characters: list[Character]) -> list[str]:
    """Each box's text: the characters whose middle lies in it, line by line."""
    inside: list[list[Character]] = [[] for _ in boxes]
    for character in characters:
        across, down = (character["x0"] + character["x1"]) / 2, (character["top"] + character["bottom"]) / 2
        for number, (x0, top, x1, bottom) in enumerate(boxes):
            if x0 <= across <= x1 and top <= down <= bottom:
                inside[number].append(character)
                break
    return ["\n".join(text for _, _, _, text in _lines(found)) for found in inside]


def _lines(characters: list[Character]) -> list[tuple[float, float, float, str]]:
    """Lines of text from characters: (top, left, right, text). Small raised figures are set in ⟦⟧ as foot marks."""
    if not characters:
        return []
    biggest = max(float(character["size"]) for character in characters)
    rows: list[list[Character]] = []
    for character in sorted(characters, key=lambda c: ((c["top"] + c["bottom"]) / 2, c["x0"])):
        middle = (character["top"] + character["bottom"]) / 2
        if rows and abs(middle - (rows[-1][0]["top"] + rows[-1][0]["bottom"]) / 2) < max(biggest * 0.45, 2):
            rows[-1].append(character)
        else:
            rows.append([character])
    return [_line(sorted(row, key=lambda c: c["x0"])) for row in rows]


def _line(row: list[Character]) -> tuple[float, float, float, str]:
    size = max(float(character["size"]) for character in row)
    pieces: list[str] = []
    before: Character | None = None
    for character in row:
        text = str(character["text"])
        if text.isspace():
            pieces.append(" ")
            before = None
            continue
        if before is not None and character["x0"] - before["x1"] > size * 0.33:
            pieces.append(" ")
        raised = float(character["size"]) < size * 0.72 and text.isdigit()
        pieces.append(f"⟦{text}⟧" if raised else text)
        before = character
    return row[0]["top"], row[0]["x0"], row[-1]["x1"], re.sub(" +", " ", "".join(pieces)).strip()


def _paragraphs(page: Page) -> Iterator[tuple[float, str]]:
    """The running text: (top, paragraph). Lines that fill the column are joined to the one that follows."""
    lines = [line for line in _lines(page.chars) if line[3]]
    lines = [line for line in lines if not (_PAGE_NUMBER.match(line[3]) and _in_margin(line[0], page))]
    if not lines:
        return
    left, right = min(line[1] for line in lines), max(line[2] for line in lines)
    size = max(float(character["size"]) for character in page.chars)
    top, joined, open_end = 0.0, "", False
    for line_top, x0, x1, text in lines:
        if open_end and x0 < left + size * 1.2:
            joined += text
        else:
            if joined:
                yield top, joined
            top, joined = line_top, text
        open_end = x1 > right - size * 1.6 and not re.search(r"\d$", text)
    yield top, joined


def _in_margin(top: float, page: Page) -> bool:
    return bool(top > page.height * 0.88 or top < page.height * 0.08)
