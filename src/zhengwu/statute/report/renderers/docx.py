"""A report as a Word document in the layout of official papers: A4, 仿宋 三号, headings in 黑体, ruled tables.

Tables are written with real merged cells, repeated heads and rows that no page break cuts. Where a computer lacks the
prescribed fonts, the document's font table names what to take instead.
"""

import io
from collections.abc import Iterator
from xml.sax.saxutils import escape

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from zhengwu.statute.report.model import Report
from zhengwu.statute.report.renderers.document import Document, Section, arrange
from zhengwu.statute.report.renderers.layout import Grid, GridCell, Role

TITLE, HEADING, BODY, LATIN = "方正小标宋简体", "黑体", "仿宋_GB2312", "Times New Roman"
INSTEAD = {
    TITLE: "方正小标宋_GBK,华文中宋,STZhongsong,Noto Serif CJK SC,宋体,SimSun",
    HEADING: "SimHei,Heiti SC,Noto Sans CJK SC",
    BODY: "仿宋,FangSong,STFangsong,Noto Serif CJK SC,宋体,SimSun",
}
TITLE_SIZE, BODY_SIZE, NUMBER_SIZE = 22.0, 16.0, 14.0  # 二号, 三号, 四号, in points
STYLES = (("Normal", BODY, BODY_SIZE), ("Title", TITLE, TITLE_SIZE), ("Heading 1", HEADING, BODY_SIZE))
LINE = 28.95  # points between lines of the text
MARGINS = (37, 35, 28, 26)  # top, bottom, left, right of the page, in mm
WIDTH = 210 - MARGINS[2] - MARGINS[3]  # of the text, in mm
TWIPS = 1440 / 25.4  # a mm
SMALL, MIDDLE = 9.0, 10.5  # 小五, 五号: of a table with more than ten columns, and of others


def to_docx(report: Report) -> bytes:
    """The document."""
    document = arrange(report)
    word = docx.Document()
    _prepare(word, document)
    _paragraph(word, "\n".join(document.title_lines), "Title")
    for text in document.preface:
        _body(word, text)
    for section in document.sections:
        _section(word, section)
    for text in document.signature:  # never alone on a page
        before = word.element.body[-2]
        if isinstance(before, CT_P):
            Paragraph(before, word).paragraph_format.keep_with_next = True
        line = _body(word, text)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.right_indent = Pt(BODY_SIZE * 2)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _prepare(word: Word, document: Document) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = (Mm(side) for side in MARGINS)
    page.footer_distance = Mm(28)
    for name, font, size in STYLES:
        style = word.styles[name]
        properties = style.element.get_or_add_rPr()
        for child in list(properties):
            properties.remove(child)
        properties.append(parse_xml(_fonts(font)))
        properties.append(parse_xml(f'<w:sz {nsdecls("w")} w:val="{round(size * 2)}"/>'))
        properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN"/>'))
        borders = style.element.find(f".//{qn('w:pBdr')}")
        if borders is not None:
            borders.getparent().remove(borders)
    _number_pages(page.footer.paragraphs[0])
    _name_fonts(word)
    told = word.core_properties
    told.title, told.author, told.comments, told.language = document.title[:255], document.agency[:255], "", "zh-CN"


def _fonts(font: str) -> str:
    return (
        f'<w:rFonts {nsdecls("w")} w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" '
        f'w:eastAsia="{font}" w:hint="eastAsia"/>'
    )


def _number_pages(footer: Paragraph) -> None:
    """— 1 — in the middle of the foot."""
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    size = f'<w:rPr><w:sz w:val="{round(NUMBER_SIZE * 2)}"/></w:rPr>'
    for run in ("<w:t>— </w:t>", "", "<w:t> —</w:t>"):
        text = run.replace("<w:t>", '<w:t xml:space="preserve">')
        if run:
            footer._p.append(parse_xml(f"<w:r {nsdecls('w')}>{size}{text}</w:r>"))
        else:
            field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r>{size}<w:t>1</w:t></w:r></w:fldSimple>'
            footer._p.append(parse_xml(field))


def _name_fonts(word: Word) -> None:
    """Writes into the font table what to take where a font is not there."""
    for part in word.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            fonts = "".join(
                f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="86"/></w:font>'
                for name, instead in INSTEAD.items()
            )
            part._blob = f'<?xml version="1.0" encoding="UTF-8"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()


def _section(word: Word, section: Section) -> None:
    heading = _paragraph(word, section.heading, "Heading 1")
    _set_body(heading)
    heading.paragraph_format.keep_with_next = True
    for text in section.paragraphs:
        _body(word, text)
    for grid in section.grids:
        if grid.sentence:
            _body(word, grid.sentence)
        else:
            _table(word, grid)


def _paragraph(word: Word, text: str, style: str) -> Paragraph:
    paragraph = word.add_paragraph(text, style=style)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(0)
    paragraph.paragraph_format.space_after = Pt(LINE if style == "Title" else 0)
    return paragraph


def _body(word: Word, text: str) -> Paragraph:
    paragraph = word.add_paragraph(text)
    _set_body(paragraph)
    return paragraph


def _set_body(paragraph: Paragraph) -> None:
    """Justified, lines 28.95 points apart, the first indented by two characters."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    shape = paragraph.paragraph_format
    shape.line_spacing, shape.space_before, shape.space_after = Pt(LINE), Pt(0), Pt(0)
    shape.first_line_indent = Pt(BODY_SIZE * 2)
    indent = paragraph._p.get_or_add_pPr().find(qn("w:ind"))
    if indent is not None:
        indent.set(qn("w:firstLineChars"), "200")


def _table(word: Word, grid: Grid) -> None:
    """The grid as XML in one piece: python-docx merges cells one by one, which takes twenty times as long."""
    widths = [round(share / sum(grid.shares) * WIDTH * TWIPS) for share in grid.shares]
    size = SMALL if grid.width > 10 else MIDDLE
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    kept = grid.kept
    rows = "".join(_row(grid, index in kept, index, line, widths, size) for index, line in enumerate(grid.lines()))
    xml = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/>'
        f'</w:tblCellMar><w:tblCaption w:val="{escape(grid.title, {chr(34): "&quot;"})}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )
    body = word.element.body
    body.insert(len(body) - 1, parse_xml(xml))  # the last element holds the page's measures
    after = word.add_paragraph()
    after.paragraph_format.line_spacing, after.paragraph_format.space_after = Pt(12), Pt(0)


def _row(grid: Grid, kept: bool, index: int, line: tuple[GridCell, ...], widths: list[int], size: float) -> str:
    repeat = "<w:tblHeader/>" if index < grid.head_rows else ""
    keep = "<w:keepNext/>" if kept else ""
    cells = "".join(_cell(cell, index, widths, size, keep) for cell in line)
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="380" w:hRule="atLeast"/>{repeat}</w:trPr>{cells}</w:tr>'


def _cell(cell: GridCell, row: int, widths: list[int], size: float, keep: str) -> str:
    width = sum(widths[cell.column : cell.column + cell.colspan])
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    first = row == cell.row
    merge = "" if cell.rowspan == 1 else '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    font = HEADING if cell.role in (Role.TITLE, Role.HEAD) else BODY
    left = cell.role is Role.LABEL and cell.leaf
    runs = "".join(_runs(cell.text, font, size)) if first else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr>{keep}<w:spacing w:before="20" w:after="20" w:line="{round(size * 26)}" w:lineRule="exact"/>'
        f'<w:jc w:val="{"left" if left else "center"}"/></w:pPr>{runs}</w:p></w:tc>'
    )


def _runs(text: str, font: str, size: float) -> Iterator[str]:
    properties = (
        f'<w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{font}" w:hint="eastAsia"/>'
        f'<w:sz w:val="{round(size * 2)}"/></w:rPr>'
    )
    for number, line in enumerate(text.split("\n")):
        brk = "<w:br/>" if number else ""
        yield f'<w:r>{properties}{brk}<w:t xml:space="preserve">{escape(line)}</w:t></w:r>'
