"""Prints a page as DOCX (written by hand, part by part) and as XLSX (with xlsxwriter)."""

import io
import zipfile
from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape

import xlsxwriter

from tests.statute.report.mutation.page import Box, Page, Para, Printed

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns='
    '"http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def _zip(body: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELS)
        document = (
            f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
        )
        archive.writestr("word/document.xml", document)
    return made.getvalue()


def _run(text: str, raised: bool = False) -> str:
    props = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>' if raised else ""
    return f'<w:r>{props}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _p(text: str) -> str:
    """A paragraph; what stands in ⟦⟧ is raised, and runs are cut where Word likes to cut them."""
    runs, raised = "", False
    for piece in text.replace("⟦", "\0").replace("⟧", "\0").split("\0"):
        cuts = [piece] if raised or len(piece) < 5 else [piece[:2], piece[2:5], piece[5:]]
        runs += "".join(_run(cut, raised) for cut in cuts if cut)
        raised = not raised
    return f"<w:p>{runs}</w:p>"


def _tc(box: Box, merge: str = "") -> str:
    span = f'<w:gridSpan w:val="{box.cols}"/>' if box.cols > 1 else ""
    text = "" if merge == "continue" else "".join(_p(line) for line in box.text.split("\n"))
    down = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    return f"<w:tc><w:tcPr>{span}{down}</w:tcPr>{text or '<w:p/>'}</w:tc>"


def _tbl(table: Printed) -> str:
    rows = ""
    for row in table.spread():
        cells = ""
        for box, begins, across in row:
            if across:
                cells += _tc(box, "" if box.rows == 1 else "restart" if begins else "continue")
        rows += f"<w:tr>{cells}</w:tr>"
    return f"<w:tbl><w:tblPr/>{rows}</w:tbl>"


def _blocks(page: Page) -> Iterator[str]:
    for item in page.items:
        yield _p(item.text) if isinstance(item, Para) else _tbl(item) + "<w:p/>"


def docx(page: Page) -> bytes:
    """Merged cells as Word writes them."""
    return _zip("".join(_blocks(page)))


def docx_nested(page: Page) -> bytes:
    """Everything inside the one cell of a table."""
    return _zip(f"<w:tbl><w:tr><w:tc><w:tcPr/>{''.join(_blocks(page))}<w:p/></w:tc></w:tr></w:tbl><w:p/>")


def docx_boxed(page: Page) -> bytes:
    """Paragraphs in text boxes, tables in content controls, and a stray figure in a box beside each table."""
    body = ""
    for item in page.items:
        if isinstance(item, Para):
            box = f"<w:txbxContent>{_p(item.text)}</w:txbxContent>"
            body += f"<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>"
        else:
            body += f"<w:sdt><w:sdtContent>{_tbl(item)}</w:sdtContent></w:sdt><w:p/>"
    return _zip(body)


def docx_unmerged(page: Page) -> bytes:
    """Empty cells instead of merged ones."""

    def table(item: Printed) -> Printed:
        rows = [[Box(b.text if down and across else "") for b, down, across in row] for row in item.spread()]
        return Printed(item.name, rows)

    return _zip("".join(_p(i.text) if isinstance(i, Para) else _tbl(table(i)) for i in page.items))


def _book(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        fill(book)
    return made.getvalue()


def _cell(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, text: str, numbers: bool) -> None:
    plain = text.replace("⟦", "[").replace("⟧", "]")
    sheet.write_string(row, column, plain)
    if numbers and plain.removeprefix("-").replace(".", "", 1).isdecimal() and plain.isascii():
        sheet.write_number(row, column, float(plain))


def _lay(sheet: xlsxwriter.worksheet.Worksheet, table: Printed, top: int, *, merged: bool, step: int = 1) -> int:
    for number, row in enumerate(table.spread()):
        for column, (box, begins, across) in enumerate(row):
            if not (begins and across):
                continue
            if merged and (box.rows > 1 or box.cols > 1):
                sheet.merge_range(top + number, column, top + number + box.rows - 1, column + box.cols - 1, "")
            _cell(sheet, top + number, column * step, box.text, numbers=bool(box.key))
    return top + len(table.lines)


def _one_sheet(page: Page, *, merged: bool, step: int = 1) -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet, row = book.add_worksheet("年报"), 0
        for item in page.items:
            if isinstance(item, Para):
                sheet.write_string(row, 0, item.text)
                row += 1
            else:
                row = _lay(sheet, item, row, merged=merged, step=step) + 1

    return _book(fill)


def xlsx(page: Page) -> bytes:
    """One sheet, cells merged, figures as numbers."""
    return _one_sheet(page, merged=True)


def xlsx_unmerged(page: Page) -> bytes:
    """One sheet, nothing merged."""
    return _one_sheet(page, merged=False)


def xlsx_wide(page: Page) -> bytes:
    """One sheet with an empty column after every column."""
    return _one_sheet(page, merged=False, step=2)


def xlsx_sheets(page: Page) -> bytes:
    """A sheet for the words and one for each table."""

    def fill(book: xlsxwriter.Workbook) -> None:
        words, row = book.add_worksheet("正文"), 0
        tables: list[Printed] = []
        for item in page.items:
            if isinstance(item, Para):
                words.write_string(row, 0, item.text)
                row += 1
            else:
                tables.append(item)
        for number, table in enumerate(tables):
            _lay(book.add_worksheet(f"表{number + 1}"), table, 0, merged=True)

    return _book(fill)
