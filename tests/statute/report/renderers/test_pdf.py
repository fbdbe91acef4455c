"""The PDF holds every word and figure, in a font that has them, and the same bytes each time."""

import io
from pathlib import Path

import pdfplumber
import pytest

from tests.statute.report.samples import sample_report
from zhengwu.statute.paper.fonts import find_fonts
from zhengwu.statute.report.formats import format_of, formats
from zhengwu.statute.report.renderers import RenderError, render
from zhengwu.statute.report.renderers.document import arrange


@pytest.fixture(autouse=True)
def chinese_font():
    try:
        find_fonts()
    except RenderError as error:
        pytest.skip(error.gloss)


def text_of(content):
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return "".join(page.extract_text() for page in pdf.pages).replace("\n", "").replace(" ", "")


@pytest.mark.parametrize("form", formats(), ids=lambda form: form.key)
def test_the_text_is_all_there(form):
    report = sample_report(form, 4)
    document, text = arrange(report), text_of(render(report, "pdf"))
    assert report.title in text
    assert all(section.heading in text for section in document.sections)
    for word in ("行政许可", "申请人情况", "未经复议直接起诉", *document.signature):
        assert word in text


@pytest.mark.parametrize("form", formats(), ids=lambda form: form.key)
def test_every_cell_is_in_the_ruled_tables(form):
    report = sample_report(form, 4)
    with pdfplumber.open(io.BytesIO(render(report, "pdf"))) as pdf:
        rows = [row for page in pdf.pages for table in page.extract_tables() for row in table]
    drawn = {(cell or "").replace("\n", "") for row in rows for cell in row}
    assert {cell.text for grid in arrange(report).grids for cell in grid.cells()} <= drawn


def test_the_same_report_gives_the_same_bytes():
    report = sample_report(format_of("2019"), 4)
    assert render(report, "pdf") == render(report, "pdf")


def test_it_refuses_to_print_boxes(tmp_path):
    with pytest.raises(RenderError) as refused:
        render(sample_report(format_of("2019"), 4), "pdf", fonts=(tmp_path,))
    assert refused.value.code == "no_chinese_font"
    assert "fonts-noto-cjk" in refused.value.sentence
    assert "--font" in refused.value.sentence


def test_it_names_a_font_that_is_not_there(tmp_path):
    with pytest.raises(RenderError, match="nothing"):
        render(sample_report(format_of("2019"), 4), "pdf", fonts=(tmp_path / "nothing.ttf",))


def test_a_font_named_by_file_is_used_first():
    heading = find_fonts().heading[0]
    file = Path(next(font.path for font in find_fonts().fonts.fonts() if font.family == heading))
    assert find_fonts((file,)).body[0] == heading
    with pdfplumber.open(io.BytesIO(render(sample_report(format_of("2019"), 4), "pdf", fonts=(file,)))) as pdf:
        names = {char["fontname"].casefold() for char in pdf.pages[0].chars}
    assert any(heading.replace(" ", "").casefold() in name for name in names)
