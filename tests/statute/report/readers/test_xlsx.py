"""Workbooks: what can be seen in the sheets is read, and no more memory is used than the sheets are worth."""

import pytest

from tests.statute.report.readers.building import grids, read, rows_xml, spans, workbook, zipped
from zhengwu.statute.report.readers.errors import Unreadable

ROWS = [["项", "数", "率"], ["甲", 1, 2], ["乙", 3, 4]]


def test_every_visible_sheet_is_a_grid():
    document = read(workbook(rows_xml(ROWS)))
    assert grids(document) == [[["项", "数", "率"], ["甲", "1", "2"], ["乙", "3", "4"]], [["说明"]]]


@pytest.mark.parametrize(
    ("stored", "seen"),
    [("12", "12"), ("12.0", "12"), ("1211.6600000000001", "1211.66"), ("-3", "-3"), ("0.1", "0.1"), ("1e15", "1e+15")],
)
def test_a_number_is_read_as_it_is_seen(stored: str, seen: str):
    sheet = rows_xml([["甲", 1, 2]]).replace("<v>1</v>", f"<v>{stored}</v>")
    assert grids(read(workbook(sheet)))[0] == [["甲", seen, "2"]]


def test_hidden_rows_and_columns_are_left_out():
    sheet = '<cols><col min="2" max="2" hidden="1"/></cols>' + rows_xml(ROWS).replace(
        '<row r="2"', '<row r="2" hidden="1"'
    )
    assert grids(read(workbook(sheet)))[0] == [["项", "率"], ["乙", "4"]]


def test_a_hidden_sheet_is_left_out():
    assert grids(read(workbook(rows_xml(ROWS), state="hidden"))) == [[["说明"]]]


def test_merged_cells_span_what_they_cover():
    sheet = rows_xml([["项", "数", ""], ["甲", 1, 2]]) + '<mergeCells><mergeCell ref="B1:C1"/></mergeCells>'
    assert (0, 1, "数", 1, 2) in spans(read(workbook(sheet)))


def test_a_formula_that_was_never_computed_is_no_zero():
    sheet = rows_xml(ROWS).replace("<v>3</v>", "<f>B2*3</f><v>0</v>").replace("<v>4</v>", "<f>C2*2</f>")
    never = grids(read(workbook(sheet, calc='<calcPr fullCalcOnLoad="1"/>')))
    assert never[0][2] == ["乙", "=B2*3", "=C2*2"]
    assert grids(read(workbook(sheet)))[0][2] == ["乙", "0", "=C2*2"]


@pytest.mark.parametrize(
    "far",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r = "2"><c t=">" r = "xfd1048576"><v>1</v></c></row>',
        '<row r="99999999999"><c><v>1</v></c></row>',
        '<row r="400000"><c r="ZZ400000"/></row>',
        '<row r="2"><c r="AAAA2"><v>1</v></c></row>',
    ],
)
def test_it_refuses_cells_that_lie_far_out(far: str):
    with pytest.raises(Unreadable) as refusal:
        read(workbook(rows_xml(ROWS).replace("</sheetData>", f"{far}</sheetData>")))
    assert refusal.value.code == "too_large"


def test_a_dimension_that_says_too_much_is_not_believed():
    assert len(grids(read(workbook(f'<dimension ref="A1:XFD1048576"/>{rows_xml(ROWS)}')))) == 2


def test_counts_of_texts_are_not_believed():
    texts = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="4294967295"/>'
    assert len(grids(read(workbook(rows_xml(ROWS), sharedStrings=texts)))) == 2


def test_it_refuses_ten_thousand_merged_ranges():
    ranges = '<mergeCell ref="A1:CV4000"/>' * 10_000
    sheet = rows_xml(ROWS).replace("</sheetData>", '<row r="4000"><c r="A4000"><v>1</v></c></row></sheetData>')
    with pytest.raises(Unreadable):
        read(workbook(f"{sheet}<mergeCells>{ranges}</mergeCells>"))


def test_an_xlsb_workbook_is_named_as_such():
    with pytest.raises(Unreadable, match="save the workbook as XLSX"):
        read(zipped([("xl/workbook.bin", b"\x00")]))
