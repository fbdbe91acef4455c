"""How much of a file is read before it is refused: no annual report comes near any of these figures.

A report has some 400 cells, 300 lines and 20,000 characters. The limits leave room for the site's furniture around it,
and keep the work on a hostile file small.
"""

from zhengwu.statute.report.readers.document import Document, Line, Span
from zhengwu.statute.report.readers.errors import Unreadable

MOST_TEXT = 2_000_000  # characters of all lines and cells together
MOST_LINES = 20_000  # lines of running text
MOST_LONG = 200_000  # characters of one line or cell
MOST_CELLS = 20_000  # cells of one table
MOST_ACROSS = 500  # columns of one table, spans counted
WIDEST_SPAN = 100  # columns that one cell may span; authors write 1000 where they mean "all"


def too_large(what: str = "文件内容", gloss: str = "The file") -> Unreadable:
    """The refusal of a file that holds more than any report does."""
    return Unreadable(
        "too_large",
        f"{what}过大，不像一份年度报告，未予读取。",
        f"{gloss} holds too much for an annual report and was not read.",
    )


def check_rows(rows: list[list[Span]]) -> list[list[Span]]:
    """The rows, each span cut to what a table can hold. Raises Unreadable where the table is absurdly large."""
    if sum(map(len, rows)) > MOST_CELLS or len(rows) > MOST_CELLS:
        raise too_large("表格", "A table")
    for row in rows:
        if len(row) * WIDEST_SPAN > MOST_ACROSS and _width(row) > MOST_ACROSS:
            raise too_large("表格", "A table")
    return rows


def _width(row: list[Span]) -> int:
    return sum(min(span.colspan, WIDEST_SPAN) for span in row)


def check_text(text: str) -> str:
    """The text itself. Raises Unreadable where it is too long, or has a line that is."""
    if len(text) > MOST_TEXT or (len(text) > MOST_LONG and max(map(len, text.splitlines())) > MOST_LONG):
        raise too_large("文字", "The text")
    return text


def check_document(document: Document) -> Document:
    """The document itself. Raises Unreadable where its blocks together are too much to be read as a report."""
    lines, length, longest, cells = 0, 0, 0, 0
    for block in document.blocks:
        if isinstance(block, Line):
            lines += 1
            length += len(block.text)
            longest = max(longest, len(block.text))
        else:
            cells += len(block.cells)
            length += sum(len(cell.text) for cell in block.cells)
        if lines > MOST_LINES or length > MOST_TEXT or longest > MOST_LONG or cells > 3 * MOST_CELLS:
            raise too_large()
    return document
