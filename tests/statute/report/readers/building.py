"""Builds the files that the readers are tried on: small, sound ones to order, and the parts of broken ones."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence

from zhengwu.statute.report.readers.document import Document, Grid, Line
from zhengwu.statute.report.readers.files.source import open_document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def read(content: bytes | str) -> Document:
    """The document in a file's bytes, or in a text."""
    return open_document(content.encode() if isinstance(content, str) else content)


def grids(document: Document) -> list[list[list[str]]]:
    """Every grid as rows of texts, spans left out."""
    found = [block for block in document.blocks if isinstance(block, Grid)]
    return [[[cell.text for cell in cells] for _, cells in grid.rows()] for grid in found]


def lines(document: Document) -> list[str]:
    """Every line of running text."""
    return [block.text for block in document.blocks if isinstance(block, Line)]


def spans(document: Document) -> list[tuple[int, int, str, int, int]]:
    """The first grid's cells: (row, column, text, rowspan, colspan)."""
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    return [(cell.row, cell.column, cell.text, cell.rowspan, cell.colspan) for cell in grid.cells]


def zipped(members: Iterable[tuple[str, str | bytes]]) -> bytes:
    """An archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return out.getvalue()


def docx(body: str, space: str = W, before: str = "", **extra: str) -> bytes:
    """A Word file with this body; `before` stands before the root, `extra` are members of word/ by name."""
    text = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return zipped([("word/document.xml", text), *((f"word/{name}.xml", part) for name, part in extra.items())])


def run(text: str, props: str = "") -> str:
    """A run of a Word paragraph."""
    return f"<w:r><w:rPr>{props}</w:rPr><w:t>{text}</w:t></w:r>"


def word_cell(content: str, props: str = "") -> str:
    """A cell of a Word table; `content` is a text, or runs."""
    inner = content if content.startswith("<") else run(content)
    return f"<w:tc><w:tcPr>{props}</w:tcPr><w:p>{inner}</w:p></w:tc>"


def word_table(rows: Sequence[Sequence[str]]) -> str:
    """A Word table of cells made by `word_cell`."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def workbook(sheet: str, state: str = "visible", calc: str = "", **extra: str) -> bytes:
    """A workbook of one sheet with this XML, and a visible one that holds a word."""
    package = "http://schemas.openxmlformats.org/package/2006"
    relation = f'<Relationship Id="{{}}" Type="{R}/{{}}" Target="{{}}"/>'.format
    relations = f'<Relationships xmlns="{package}/relationships">{{}}</Relationships>'.format
    parts = relation("rId2", "worksheet", "worksheets/b.xml") + relation("rId1", "worksheet", "worksheets/a.xml")
    listed = f'<sheet name="表" sheetId="1" state="{state}" r:id="rId2"/><sheet name="说明" sheetId="2" r:id="rId1"/>'
    book = f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{listed}</sheets>{calc}</workbook>'
    return zipped(
        [
            ("_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", relations(parts)),
            ("xl/worksheets/b.xml", f'<worksheet xmlns="{S}">{sheet}</worksheet>'),
            ("xl/worksheets/a.xml", f'<worksheet xmlns="{S}">{rows_xml([["说明"]])}</worksheet>'),
            *((f"xl/{name}.xml", part) for name, part in extra.items()),
        ]
    )


def rows_xml(rows: Sequence[Sequence[object]]) -> str:
    """Sheet data of texts and numbers."""
    made = []
    for number, row in enumerate(rows, 1):
        cells = []
        for column, value in enumerate(row):
            place = f"{chr(65 + column)}{number}"
            if isinstance(value, str):
                cells.append(f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>')
            else:
                cells.append(f'<c r="{place}"><v>{value}</v></c>')
        made.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f"<sheetData>{''.join(made)}</sheetData>"


def pdf(content: bytes, *, pages: int = 1, resources: bytes = b"", packed: bytes = b"", page: bytes = b"") -> bytes:
    """A PDF whose pages all draw `content` in Helvetica, 600 by 800 points; `packed` names the stream's filter."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(b"%d 0 R" % (10 + n) for n in range(pages))),
        3: b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), packed, content),
        4: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        5: b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
        b"stream\nx\nendstream",
    }
    for number in range(pages):
        objects[10 + number] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R%s"
            b"/Resources<</Font<</F1 4 0 R>>/XObject<</Im1 5 0 R>>%s>>>>" % (page, resources)
        )
    return assembled(objects)


def assembled(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of numbered objects; object 1 is its catalogue."""
    pieces, offsets, at = [b"%PDF-1.4\n"], [], 9
    for number, content in objects.items():
        offsets.append((number, at))
        pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        at += len(pieces[-1])
    table = b"".join(b"%d 1\n%010d 00000 n \n" % entry for entry in offsets)
    end = b"xref\n0 1\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF"
    return b"".join(pieces) + end % (table, max(objects) + 1, trailer, at)


def words(*placed: tuple[float, float, str], size: float = 10, before: bytes = b"") -> bytes:
    """Page content that prints each text at (x, y), y counted from below."""
    lines = [b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (size, x, y, text.encode()) for x, y, text in placed]
    return before + b"".join(lines)


def ruled(rows: Sequence[Sequence[str]], left: int = 50, top: int = 700, wide: int = 60, high: int = 20) -> bytes:
    """Page content of a table with rules round every cell."""
    across, down = len(rows[0]), len(rows)
    rules = [
        b"%d %d m %d %d l S\n" % (left, top - n * high, left + across * wide, top - n * high) for n in range(down + 1)
    ]
    rules += [
        b"%d %d m %d %d l S\n" % (left + n * wide, top, left + n * wide, top - down * high) for n in range(across + 1)
    ]
    texts = [
        (left + column * wide + 5, top - row * high - 14, text)
        for row, line in enumerate(rows)
        for column, text in enumerate(line)
        if text
    ]
    return b"".join(rules) + words(*texts)


def deflated(size: int) -> bytes:
    """A stream that unpacks to so many spaces."""
    worker = zlib.compressobj(9)
    block = b" " * 1_000_000
    return b"".join(worker.compress(block) for _ in range(size // len(block))) + worker.flush()
