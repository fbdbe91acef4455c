"""Whatever a report says comes out as plain text: nothing in it is run, followed or computed."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from lxml import html
from python_calamine import CalamineWorkbook

from tests.statute.report.renderers.test_pdf import text_of
from tests.statute.report.samples import sample_report
from zhengwu.statute.paper.fonts import find_fonts
from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.model import Cell, Kind, Part
from zhengwu.statute.report.renderers import KINDS, RenderError, render

ATTACKS = (
    "#set page(fill: red)",
    '#read("/etc/passwd")',
    "$x^2$",
    "= 标题 _斜_ *粗* @引 <标>",
    "<script>alert(1)</script>",
    "</td></table><h1>",
    "&lt;&amp;",
    '" onmouseover="x',
    "]]><w:t>",
    '=HYPERLINK("http://x","y")',
    "+1+cmd|' /C calc'!A0",
    "\\u0000 \\ /* // ```",
    "http://example.org/",
)
CONTROLS = "甲\x00\x08\x0b\x1b\ud800\ufffe乙"


def hostile(text):
    """A report that says `text` wherever it can say anything."""
    report = sample_report(format_of("2019"), 1)
    table = report.table("remedies")
    cells = {**table.cells, ("review", "upheld"): Cell(None, text, Kind.TEXT, text, text)}
    parts = {**report.parts, "problems": Part("problems", text, text)}
    tables = {**report.tables, "remedies": replace(table, cells=cells)}
    return replace(report, agency=text, title=text, preface=text, tables=tables, parts=parts, source=text)


@pytest.mark.parametrize("attack", ATTACKS)
def test_it_is_text_in_a_page(attack):
    tree = html.document_fromstring(render(hostile(attack), "html").decode())
    assert tree.findtext(".//h1") == attack
    assert tree.get_element_by_id("cell-remedies-review-upheld").text == attack
    assert not tree.xpath("//script | //@onmouseover")
    assert len(tree.findall(".//table")) == 3


@pytest.mark.parametrize("attack", ATTACKS)
def test_it_is_text_in_word(attack):
    document = docx.Document(io.BytesIO(render(hostile(attack), "docx")))
    assert document.tables[2].cell(3, 0).text == attack
    assert attack in [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize("attack", ATTACKS)
def test_it_is_text_in_excel(attack):
    content = render(hostile(attack), "xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.get_sheet_by_index(3).to_python()[3][0] == attack
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheets = b"".join(package.read(name) for name in package.namelist() if name.startswith("xl/worksheets"))
    assert b"<f>" not in sheets
    assert b"<hyperlink" not in sheets


@pytest.mark.parametrize("attack", ATTACKS)
def test_it_is_text_in_pdf(attack):
    try:
        find_fonts()
    except RenderError as error:
        pytest.skip(error.gloss)
    assert text_of(render(hostile(attack), "pdf")).count(attack.replace(" ", "")) >= 4


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "pdf"])
def test_control_characters_break_nothing(kind):
    assert render(hostile(CONTROLS), kind)
    if kind == "docx":
        assert "甲乙" in [p.text for p in docx.Document(io.BytesIO(render(hostile(CONTROLS), kind))).paragraphs]
