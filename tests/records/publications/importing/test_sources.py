"""What a file is, its content says; what cannot be taken in is refused with a reason, what can is read whole."""

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter

from tests.records.publications.importing.files import HEADING, licence, put, sheet
from zhengwu.records.publications.importing import sources, workbooks
from zhengwu.records.publications.importing.sources import heading, lines, source_of
from zhengwu.records.troubles import Trouble

TEXT = "标题,正文\n关于停水的通知,明日停水\n关于供暖的通知,照常\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_it_works(tmp_path, encoding, separator):
    path = put(tmp_path, TEXT.replace(",", separator).encode(encoding))
    source = source_of(path)
    assert (source.kind, heading(path, source)) == ("csv", ("标题", "正文"))
    assert [line.cells for line in lines(path, source)] == [["关于停水的通知", "明日停水"], ["关于供暖的通知", "照常"]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"  \n \n", "empty"),
        (b"%PDF-1.7 ...", "wrong_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "wrong_type"),
        (b"\x1f\x8b\x08\x00abc", "wrong_type"),
        (b"<!DOCTYPE html><table>", "wrong_type"),
        (b'[{"title": "a"}]', "wrong_type"),
        (b"\x00\x01\x02\x03abc,def\n", "wrong_type"),
        (b"PK\x03\x04 no archive", "damaged"),
        (b"title,text\n", "no_rows"),
        (b'{"title": "\\ud800"}\n{\n', "no_objects"),
    ],
)
def test_it_refuses_a_file(tmp_path, content, code):
    path = put(tmp_path, content, "results.csv")
    with pytest.raises(Trouble) as refused:
        heading(path, source_of(path))
    assert (refused.value.code, refused.value.where) == (code, "file")


def test_it_refuses_an_archive_that_is_no_workbook(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(Trouble, match="wrong_type"):
        source_of(put(tmp_path, out.getvalue(), "results.xlsx"))


def test_it_refuses_what_is_too_large(tmp_path, monkeypatch):
    path = put(tmp_path, TEXT)
    with path.open("r+b") as file:
        file.truncate(sources.LARGEST + 1)  # a sparse file: nothing is written
    with pytest.raises(Trouble, match="too_large"):
        source_of(path)


def test_it_refuses_a_bomb(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(1025):
                part.write(bytes(1 << 20))
    with pytest.raises(Trouble, match="too_large_inside"):
        source_of(put(tmp_path, out.getvalue(), "results.xlsx"))


def test_broken_lines_are_told_and_the_others_read(tmp_path):
    content = "标题,正文\n一,二\n".encode() + b"\xff\xfe\xfa,x\n" + "三,四\n五\n六,七,八\n".encode()
    path = put(tmp_path, content)
    found = list(lines(path, source_of(path)))
    assert [(line.row, line.code) for line in found] == [(2, ""), (3, ""), (4, ""), (5, "cells"), (6, "cells")]
    assert "\udcff" in found[1].cells[0]  # the judge says what is the matter with it


def test_a_quote_that_is_not_closed_is_told_from_a_cell_that_is_too_long(tmp_path):
    path = put(tmp_path, '标题,正文\n一,二\n"三,四\n五,六\n')
    assert [(line.row, line.code) for line in lines(path, source_of(path))] == [(2, ""), (3, "bad_quotes")]
    path = put(tmp_path, f"标题,正文\n一,{'长' * (sources.LONGEST + 1)}\n二,三\n")
    found = [(line.row, line.code) for line in lines(path, source_of(path))]
    assert (found[0], found[-1]) == ((2, "cell_too_long"), (3, ""))


def test_json_lines_that_are_none(tmp_path):
    path = put(tmp_path, b'{"title": "a", "n": 3, "items": ["x", "y"]}\nnonsense\n[1]\n\n{"title": null}\n')
    found = list(lines(path, source_of(path)))
    assert [(line.row, line.code) for line in found] == [(1, ""), (2, "bad_json"), (3, "bad_json"), (5, "")]
    assert found[0].cells == ["a", "3", "x\ny"]


def workbook(path, *, formula=False, merged=False):
    """A workbook of three rows; with a formula in the second, the third merged."""
    with xlsxwriter.Workbook(path) as book:
        page, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_row(0, 0, ("标题", "发布日期", "编号"))
        for row in (1, 2, 3):
            page.write_string(row, 0, f"通知{row}")
            page.write_datetime(row, 1, date(2026, 3, row), day)
            page.write_number(row, 2, 1000 + row)
        if formula:
            page.write_formula(2, 2, "=1+1")
        if merged:
            page.merge_range(3, 0, 3, 1, "合并")
    return path


def test_a_workbook(tmp_path):
    path = workbook(tmp_path / "a.xlsx")
    source = source_of(path)
    assert (source.kind, source.expected) == ("xlsx", 3)
    assert next(line.cells for line in lines(path, source)) == ["通知1", "2026-03-01", "1001"]


def test_a_sheet_that_is_hidden_is_not_the_first(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        hidden, shown = book.add_worksheet("旧"), book.add_worksheet("新")
        for page, name in ((hidden, "不公开"), (shown, "公开")):
            page.write_column(0, 0, ("标题", name))
        hidden.hide()
        shown.activate()
    source = source_of(path)
    assert heading(path, source) == ("标题",)
    assert [line.cells for line in lines(path, source)] == [["公开"]]


def test_formulas_and_merged_cells_are_told(tmp_path):
    path = workbook(tmp_path / "a.xlsx", formula=True, merged=True)
    found = [(line.row, line.code, line.column) for line in lines(path, source_of(path))]
    assert found == [(2, "", ""), (3, "formula", "编号"), (4, "merged", "")]


@pytest.mark.parametrize("memory", [True, False])
def test_of_a_long_workbook_the_top_tells_the_heading(tmp_path, memory):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": memory}) as book:  # texts in the sheet, or in a list beside it
        page = book.add_worksheet()
        for row in range(6000):
            page.write_row(row, 0, (f"标题{row}" if row else "标题", "文" * 50, row))
    top = workbooks._top(path)
    assert top is not None
    assert 10 < top.height < 6000
    assert workbooks.heading(path) == ("标题", "文" * 50, "0")
    assert len(list(lines(path, source_of(path)))) == 5999


def test_digits_that_a_spreadsheet_cut_off(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ("标题", "编号"))
        page.write_row(1, 0, ("通知", 110105194912310021))
    [line] = lines(path, source_of(path))
    assert (line.code, line.column) == ("number_cut", "编号")


def test_the_number_of_rows_is_told_for_the_progress(tmp_path):
    source = source_of(put(tmp_path, sheet([licence(at) for at in range(100)], HEADING)))
    assert source.expected == 100
