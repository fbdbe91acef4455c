"""A letter as a Word document in the layout of official papers: A4, 仿宋 三号, the title centred, repeatable bytes.

Texts are set as XML text by the library, never spliced into markup.
"""

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from zhengwu.statute.letters.model import Block, BlockKind, Letter
from zhengwu.statute.letters.renderers.layout import pieces

TITLE, BODY, LATIN = "方正小标宋简体", "仿宋_GB2312", "Times New Roman"
INSTEAD = {
    TITLE: "方正小标宋_GBK,华文中宋,STZhongsong,Noto Serif CJK SC,宋体,SimSun",
    BODY: "仿宋,FangSong,STFangsong,Noto Serif CJK SC,宋体,SimSun",
}
RED = RGBColor(0xCC, 0, 0)
LINE = 28.95  # points between lines
MARGINS = (37, 35, 28, 26)  # top, bottom, left, right of the page, in mm
UNDATED = (1980, 1, 1, 0, 0, 0)  # of the zip's members: the letter's own date stands in its text


def to_docx(letter: Letter, red_head: bool = False) -> bytes:
    """The document."""
    word = docx.Document()
    _prepare(word, letter)
    if red_head:
        _red_head(word, letter.signature)
    _line(word, letter.title, 22, TITLE, WD_ALIGN_PARAGRAPH.CENTER)
    _line(word, letter.number, 16, BODY, WD_ALIGN_PARAGRAPH.CENTER).paragraph_format.space_after = Pt(LINE)
    for table, blocks in pieces(letter):
        if table:
            _table(word, blocks)
        else:
            _paragraph(word, blocks[0])
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    for number, text in enumerate((letter.signature, letter.date)):
        signed = _line(word, text, 16, BODY, WD_ALIGN_PARAGRAPH.RIGHT)
        signed.paragraph_format.right_indent = Pt(32)
        signed.paragraph_format.space_before = Pt(0 if number else LINE)
        signed.paragraph_format.keep_with_next = not number
    return _packed(word)


def _prepare(word: Word, letter: Letter) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = (Mm(side) for side in MARGINS)
    normal = word.styles["Normal"].element.get_or_add_rPr()
    for child in list(normal):
        normal.remove(child)
    normal.append(parse_xml(f'<w:rFonts {nsdecls("w")} w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{BODY}"/>'))
    normal.append(parse_xml(f'<w:sz {nsdecls("w")} w:val="32"/>'))
    normal.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:eastAsia="zh-CN"/>'))
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("— ")
    field = '<w:fldSimple {} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'.format(nsdecls("w"))
    foot._p.append(parse_xml(field))
    foot.add_run(" —")
    for part in word.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            part._blob = _font_table()
    told = word.core_properties
    told.title, told.author, told.comments, told.language = letter.title[:255], letter.signature[:255], "", "zh-CN"
    told.created = told.modified = datetime(*UNDATED, tzinfo=UTC)


def _font_table() -> bytes:
    """What to take where a font is not there."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="86"/></w:font>'
        for name, instead in INSTEAD.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()


def _red_head(word: Word, body: str) -> None:
    head = _line(word, body, 30, TITLE, WD_ALIGN_PARAGRAPH.CENTER)
    head.paragraph_format.line_spacing, head.paragraph_format.space_after = Pt(46), Pt(LINE)
    head.runs[0].font.color.rgb = RED
    edge = '<w:pBdr {}><w:bottom w:val="single" w:sz="16" w:space="6" w:color="CC0000"/></w:pBdr>'
    head._p.get_or_add_pPr().insert_element_before(
        parse_xml(edge.format(nsdecls("w"))), "w:shd", "w:spacing", "w:ind", "w:jc"
    )


def _line(word: Word, text: str, size: float, font: str, alignment: WD_ALIGN_PARAGRAPH) -> Paragraph:
    paragraph = word.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    paragraph.alignment = alignment
    shape = paragraph.paragraph_format
    shape.line_spacing, shape.space_before, shape.space_after = Pt(max(LINE, size * 1.5)), Pt(0), Pt(0)
    return paragraph


def _paragraph(word: Word, block: Block) -> None:
    paragraph = _line(word, block.text, 16, BODY, WD_ALIGN_PARAGRAPH.JUSTIFY)
    if block.kind is BlockKind.PARAGRAPH:
        paragraph.paragraph_format.first_line_indent = Pt(32)


def _table(word: Word, blocks: tuple[Block, ...]) -> None:
    table = word.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for block in blocks:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text, width in zip(row.cells, (block.label, block.text), (Mm(47), Mm(109)), strict=True):
            cell.width = width
            cell.text = text
    after = word.add_paragraph()
    after.paragraph_format.line_spacing, after.paragraph_format.space_after = Pt(12), Pt(0)


def _packed(word: Word) -> bytes:
    """The file with its members undated, so that the same letter gives the same bytes."""
    made, out = io.BytesIO(), io.BytesIO()
    word.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, UNDATED), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
