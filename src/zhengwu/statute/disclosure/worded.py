"""A Word file as HTML: its headings, paragraphs and tables, in their order, and nothing of its looks.

What it gives is raw: whoever keeps it passes it through `statute.inspection` first.
"""

import io
import re
from collections.abc import Iterator
from html import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import Table
from docx.text.paragraph import Paragraph

HEADING = re.compile(r"(?:heading|标题)\s*([1-6])", re.IGNORECASE)
ALIGNED = {WD_ALIGN_PARAGRAPH.CENTER: "center", WD_ALIGN_PARAGRAPH.RIGHT: "right"}
DEEPEST = 4  # tables inside one another


def html_of(content: bytes) -> str:
    """The text of a Word file (DOCX). Raises ValueError for bytes that are none."""
    try:
        document = Document(io.BytesIO(content))
        return "\n".join(_blocks(document.iter_inner_content(), 0))
    except (KeyError, OSError, AttributeError) as error:
        raise ValueError("not a Word file that can be read") from error


def _blocks(found: Iterator[Paragraph | Table], depth: int) -> Iterator[str]:
    for one in found:
        if isinstance(one, Table):
            yield _table(one, depth)
        elif told := _paragraph(one):
            yield told


def _paragraph(one: Paragraph) -> str:
    said = "".join(_run(run.text, run.bold, run.italic, run.underline, run.font.hidden) for run in one.runs)
    said = said or escape(one.text)
    if not said.strip():
        return ""
    style = one.style.name if one.style is not None else ""
    heading = HEADING.match(style or "")
    name = f"h{min(int(heading[1]) + 1, 6)}" if heading else "p"
    align = ALIGNED.get(one.alignment) if one.alignment is not None else None
    where = f' style="text-align: {align}"' if align else ""
    return f"<{name}{where}>{said}</{name}>"


def _run(text: str, bold: bool | None, italic: bool | None, underline: object, hidden: bool | None) -> str:
    if hidden:
        return ""
    said = escape(text).replace("\n", "<br>").replace("\t", "　")
    for name, on in (("strong", bold), ("em", italic), ("u", underline)):
        said = f"<{name}>{said}</{name}>" if on and said else said
    return said


def _table(one: Table, depth: int) -> str:
    if depth >= DEEPEST:
        return ""
    rows = "".join(f"<tr>{''.join(_cells(row_cells, depth))}</tr>" for row_cells in _rows(one))
    return f"<table>{rows}</table>"


def _rows(one: Table) -> Iterator[list[tuple[object, int, int]]]:
    """Each row as its cells, with how many columns and rows each spans; a merged cell stands once."""
    grid = [list(row.cells) for row in one.rows]
    seen: set[object] = set()
    for at, row in enumerate(grid):
        told: list[tuple[object, int, int]] = []
        for place, cell in enumerate(row):
            if cell._tc in seen:
                continue
            seen.add(cell._tc)
            wide = sum(1 for other in row[place:] if other._tc is cell._tc)
            high = sum(1 for other in grid[at:] if place < len(other) and other[place]._tc is cell._tc)
            told.append((cell, wide, high))
        yield told


def _cells(cells: list[tuple[object, int, int]], depth: int) -> Iterator[str]:
    for cell, wide, high in cells:
        said = "".join(_blocks(cell.iter_inner_content(), depth + 1))  # type: ignore[attr-defined]
        spans = (f' colspan="{wide}"' if wide > 1 else "") + (f' rowspan="{high}"' if high > 1 else "")
        yield f"<td{spans}>{said}</td>"
