"""Prints a page as running text, in the ways in which text is copied and exported: pipes, tabs, spaces, lines.

Spans are always lost. What else is lost is said by each layout's name in `layouts.LAYOUTS`.
"""

import unicodedata
from collections.abc import Callable, Iterator

from tests.statute.report.mutation.page import Box, Page, Para, Printed

Cells = list[str]


def pages(page: Page, table: Callable[[Printed], Iterator[str]], gap: str = "\n") -> bytes:
    """All items of a page, each table printed by `table`."""
    lines: list[str] = []
    for item in page.items:
        lines += [item.text] if isinstance(item, Para) else table(item)
    return gap.join(lines).encode()


def flat(text: str) -> str:
    """A box's text on one line."""
    return text.replace("\n", "").replace("⟦", "[").replace("⟧", "]")


def _own(table: Printed) -> Iterator[list[Box]]:
    """The boxes that begin in each line; empty boxes where a label goes on from above."""
    for row in table.spread():
        yield [box if begins else Box("") for box, begins, across in row if across]


def pipe_trailing(page: Page) -> bytes:
    """A pipe after every cell; a label that goes on from above leaves an empty cell."""
    return pages(page, lambda table: (" | ".join(flat(box.text) for box in row) + " |" for row in _own(table)))


def pipe_plain(page: Page) -> bytes:
    """Pipes between the cells that begin in a line: no padding for labels that go on from above."""
    return pages(page, lambda table: (" | ".join(flat(box.text) for box in line) for line in table.lines))


def pipe_padded(page: Page) -> bytes:
    """Pipes with empty cells at the end for what labels span; blank cells at the end run together."""

    def rows(table: Printed) -> Iterator[str]:
        for line in table.lines:
            spare = sum(box.cols - 1 for box in line)
            yield " | ".join(flat(box.text) for box in line) + " |" + "|" * spare

    return pages(page, rows)


def pipe_dropped(page: Page) -> bytes:
    """Pipes between printed cells only: blank cells are dropped and what follows moves to the left."""
    return pages(
        page, lambda t: (" | ".join(flat(box.text) for box in line if flat(box.text).strip()) for line in t.lines)
    )


def markdown(page: Page) -> bytes:
    """A Markdown table of the full grid, spans left as empty cells."""

    def rows(table: Printed) -> Iterator[str]:
        for number, row in enumerate(table.spread()):
            cells = [flat(box.text) if begins and across else "" for box, begins, across in row]
            yield "| " + " | ".join(cells) + " |"
            if number == 0:
                yield "|" + "---|" * len(cells)

    return _markdown(page, rows)


def markdown_filled(page: Page) -> bytes:
    """A Markdown table in which a spanning cell's text is repeated at each place it covers, as converters do."""

    def rows(table: Printed) -> Iterator[str]:
        for number, row in enumerate(table.spread()):
            yield "| " + " | ".join(flat(box.text) for box, _, _ in row) + " |"
            if number == 0:
                yield "|" + " --- |" * len(row)

    return _markdown(page, rows)


def _markdown(page: Page, rows: Callable[[Printed], Iterator[str]]) -> bytes:
    pieces: list[str] = []
    for item in page.items:
        if isinstance(item, Printed):
            pieces.append("\n".join(rows(item)))
        else:
            pieces.append({"title": "# ", "h": "## "}.get(item.kind, "") + item.text)
    return "\n\n".join(pieces).encode()


def tabs(page: Page) -> bytes:
    """Tab-separated, the full grid: what a spreadsheet puts on the clipboard."""

    def rows(table: Printed) -> Iterator[str]:
        for row in table.spread():
            yield "\t".join(flat(box.text) if begins and across else "" for box, begins, across in row)

    return pages(page, rows)


def tabs_own(page: Page) -> bytes:
    """Tabs between the cells that begin in a line: what a browser puts on the clipboard."""
    return pages(page, lambda table: ("\t".join(flat(box.text) for box in line) for line in table.lines))


def lines(page: Page) -> bytes:
    """One cell a line; blank cells leave no trace."""
    return pages(page, lambda table: (flat(box.text) for box in table.boxes() if flat(box.text).strip()))


def lines_gapped(page: Page) -> bytes:
    """One cell a line with empty lines between them; a blank cell is just one more empty line."""
    return pages(page, lambda table: (flat(box.text) for box in table.boxes()), gap="\n\n")


def lines_then_pipe(page: Page) -> bytes:
    """One cell a line, each followed by a line that holds a pipe; the last cell of a row by none."""

    def rows(table: Printed) -> Iterator[str]:
        for row in _own(table):
            for number, box in enumerate(row):
                if number:
                    yield "|"
                if flat(box.text).strip():
                    yield flat(box.text)

    return pages(page, rows)


def lines_with_pipe(page: Page) -> bytes:
    """One cell a line with a pipe at its end; a blank cell is a line with the pipe alone; padding for spans."""

    def rows(table: Printed) -> Iterator[str]:
        for line in table.lines:
            spare = sum(box.cols - 1 for box in line)
            for box in line:
                yield f"{flat(box.text)} |".strip()
            if spare:
                yield "|" * spare

    return pages(page, rows)


def spaces(page: Page) -> bytes:
    """Cells of a line joined with single spaces, as text copied from a PDF."""
    return pages(page, lambda table: (" ".join(_words(line)) for line in table.lines))


def _words(line: list[Box]) -> list[str]:
    return [flat(box.text) for box in line if flat(box.text).strip()]


def layout(page: Page) -> bytes:
    """Cells at fixed places of the line, filled with spaces, as `pdftotext -layout` prints a table."""

    def rows(table: Printed) -> Iterator[str]:
        grid = table.spread()
        widths = [4] * max(map(len, grid))
        for row in grid:
            for column, (box, begins, across) in enumerate(row):
                if begins and across and box.cols == 1:
                    widths[column] = max(widths[column], _width(flat(box.text)) + 2)
        for row in grid:
            line = ""
            for column, (box, begins, across) in enumerate(row):
                line += " " * (sum(widths[:column]) - _width(line))
                line += flat(box.text) if begins and across else ""
                line += "  " if flat(box.text) and begins and across else ""
            yield line.rstrip()

    return pages(page, rows)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def columns(page: Page) -> bytes:
    """Column after column, as some PDF files give their text."""

    def cells(table: Printed) -> Iterator[str]:
        grid = table.spread()
        for column in range(table.width):
            for row in grid:
                box, begins, across = row[column] if column < len(row) else (Box(""), True, True)
                if begins and across and flat(box.text).strip():
                    yield flat(box.text)

    return pages(page, cells)


def labels_first(page: Page) -> bytes:
    """All labels of a table first, then all its figures: labels far from their numbers."""

    def cells(table: Printed) -> Iterator[str]:
        yield from (flat(box.text) for box in table.boxes() if not box.key and flat(box.text).strip())
        for line in table.lines:
            figures = [flat(box.text) for box in line if box.key]
            if figures:
                yield " ".join(figures)

    return pages(page, cells)


def lines_deduplicated(page: Page) -> bytes:
    """One cell a line, and every line that was printed before taken out."""
    text = lines(page).decode().split("\n")
    return "\n".join(dict.fromkeys(text)).encode()


def form_feeds(page: Page) -> bytes:
    """As `layout`, with page breaks and page numbers every thirty lines, tables included."""
    out: list[str] = []
    for number, line in enumerate(layout(page).decode().split("\n"), 1):
        out.append(line)
        if number % 30 == 0:
            out += [f"{' ' * 40}— {number // 30} —", "\f"]
    return "\n".join(out).encode()


def pipe_gb18030(page: Page) -> bytes:
    """As `pipe_trailing`, in GB18030 and with Windows line ends."""
    return pipe_trailing(page).decode().replace("\n", "\r\n").encode("gb18030")


def tabs_utf16(page: Page) -> bytes:
    """As `tabs_own`, in UTF-16 with its mark, as spreadsheets export text."""
    return tabs_own(page).decode().encode("utf-16")


def boxed(page: Page) -> bytes:
    """Tables drawn with box characters, a rule under each line."""

    def rows(table: Printed) -> Iterator[str]:
        for row in table.spread():
            cells = [flat(box.text) if begins and across else "" for box, begins, across in row]
            yield "├" + "┼".join("──" for _ in cells) + "┤"
            yield "│" + "│".join(cells) + "│"

    return pages(page, rows)


def wrapped(page: Page) -> bytes:
    """Labels broken over lines of eight signs, the figures on the line in the middle, as PDF text comes."""

    def rows(table: Printed) -> Iterator[str]:
        for line in table.lines:
            label = "".join(flat(box.text) for box in line if not box.key)
            figures = " ".join(flat(box.text) for box in line if box.key and flat(box.text).strip())
            pieces = [label[at : at + 8] for at in range(0, len(label), 8)] or [""]
            pieces[len(pieces) // 2] += f" {figures}"
            yield from (piece.strip() for piece in pieces)

    return pages(page, rows)
