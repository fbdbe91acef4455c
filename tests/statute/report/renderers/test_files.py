"""DOCX and XLSX are built the way Word and Excel expect, and hold every figure."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import docx
import pytest
from docx.oxml.ns import qn
from python_calamine import CalamineWorkbook

from tests.statute.report.samples import sample_report
from zhengwu.statute.report.compose import compose
from zhengwu.statute.report.formats import format_of, formats
from zhengwu.statute.report.model import Cause, Cell, CellRef, Finding, Kind, Severity, TableStatus
from zhengwu.statute.report.renderers import render
from zhengwu.statute.report.renderers.document import arrange

FINDING = Finding(
    "T3-ROW",
    Severity.ERROR,
    Cause.REPORT,
    "条例第五十条",
    "总计不等于各类之和",
    "differs",
    (CellRef("requests", "received", "total"),),
)


def word(report):
    return docx.Document(io.BytesIO(render(report, "docx")))


def book(report, findings=()):
    return CalamineWorkbook.from_filelike(io.BytesIO(render(report, "xlsx", findings=findings)))


def with_cell(form, table, row, column, cell):
    report = sample_report(format_of(form), 1)
    old = report.table(table)
    changed = replace(old, cells={**old.cells, (row, column): cell})
    return replace(report, tables={**report.tables, table: changed})


@pytest.mark.parametrize("form", formats(), ids=lambda form: form.key)
def test_word_shows_every_cell_of_the_grid(form):
    report = sample_report(form, 3)
    for drawn, grid in zip(word(report).tables, arrange(report).grids, strict=True):
        assert len(drawn.columns) == grid.width
        texts = [[drawn.cell(cell.row, cell.column).text for cell in row] for row in grid.rows]
        assert texts == [[cell.text for cell in row] for row in grid.rows]


def test_word_repeats_heads_and_keeps_rows_whole():
    requests = word(sample_report(format_of("2021"), 1)).tables[1]._tbl
    assert len(requests.findall(f".//{qn('w:tblHeader')}")) == 3
    assert len(requests.findall(f".//{qn('w:cantSplit')}")) == 28
    assert len(requests.findall(f".//{qn('w:gridSpan')}")) > 0
    assert len(requests.findall(f".//{qn('w:vMerge')}")) > 0


def test_word_follows_the_measures_of_official_papers():
    document = word(sample_report(format_of("2021"), 1))
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    first = next(p for p in document.paragraphs if p.text.startswith("本报告"))
    assert first.paragraph_format.line_spacing.pt == pytest.approx(28.95, abs=0.05)
    assert first.paragraph_format.first_line_indent.pt == 32
    fonts = document.styles["Normal"].element.find(f".//{qn('w:rFonts')}")
    assert fonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    with zipfile.ZipFile(io.BytesIO(render(sample_report(format_of("2021"), 1), "docx"))) as package:
        assert "FangSong" in package.read("word/fontTable.xml").decode()
        assert "PAGE" in "".join(package.read(n).decode() for n in package.namelist() if "footer" in n)


def test_excel_has_a_sheet_a_table_and_numbers_are_numbers():
    report = sample_report(format_of("2021"), 3)
    workbook = book(report, [FINDING])
    titles = [spec.title for spec in format_of("2021").tables]
    assert workbook.sheet_names == ["文字", *titles, "核查"]
    line = workbook.get_sheet_by_index(3).to_python()[-1]
    assert line == [report.cell("remedies", *key).value for key in format_of("2021").table("remedies").keys]
    assert FINDING.sentence in workbook.get_sheet_by_name("核查").to_python()[1]
    assert "核查" not in book(report).sheet_names


def test_excel_merges_what_the_form_merges():
    sheet = book(sample_report(format_of("2019"), 3)).get_sheet_by_index(2)
    assert {((0, 0), (2, 2)), ((0, 3), (0, 9)), ((1, 4), (1, 8))} <= set(sheet.merged_cell_ranges)


def test_excel_never_loses_a_unit():
    figures = {"publications": {"central_procurement": {"amount": Decimal("1211.66")}}}
    sheet = book(compose(format_of("2019"), "甲局", 2020, figures))
    assert sheet.get_sheet_by_index(1).to_python()[-2:] == [
        ["信息内容", "采购项目数量", "采购总金额（单位：万元）", ""],
        ["政府集中采购", "", 1211.66, ""],
    ]
    yuan = with_cell("2021", "publications", "administrative_fees", "amount", Cell(5000, "5000元", Kind.NUMBER, "元"))
    assert book(yuan).get_sheet_by_index(1).to_python()[-1][1] == "5000元"


def test_excel_writes_what_it_cannot_hold_exactly_as_text():
    long = Cell(Decimal("12345678901234567.89"), "", Kind.NUMBER, "万元")
    sheet = book(with_cell("2021", "publications", "administrative_fees", "amount", long)).get_sheet_by_index(1)
    assert sheet.to_python()[-1][1] == "12345678901234567.89"


def test_a_stated_none_table_is_a_sentence_everywhere():
    report = sample_report(format_of("2019"), 1)
    none = replace(report.table("remedies"), cells={}, status=TableStatus.STATED_NONE, sentence="没有复议、诉讼。")
    report = replace(report, tables={**report.tables, "remedies": none})
    assert len(word(report).tables) == 2
    assert "没有复议、诉讼。" in [p.text for p in word(report).paragraphs]
    assert ["没有复议、诉讼。"] in book(report).get_sheet_by_index(0).to_python()
    assert len(book(report).sheet_names) == 3
    assert "<p>没有复议、诉讼。</p>" in render(report, "html").decode()
