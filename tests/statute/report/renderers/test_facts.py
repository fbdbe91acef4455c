"""Facts are complete, exact and safe to open."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from tests.statute.report.samples import sample_report
from zhengwu.statute.report.formats import format_of, formats
from zhengwu.statute.report.model import Cell, Kind, Place, Report, Table, TableStatus
from zhengwu.statute.report.renderers import RenderError, render
from zhengwu.statute.report.renderers.facts import facts, to_csv, to_parquet


def one_cell(cell: Cell, agency: str = "甲局") -> Report:
    table = Table("publications", "2019", TableStatus.PARTIAL, {("licensing", "change"): cell})
    return Report(agency, 2020, "2019", {"publications": table}, source="甲.html")


def rows(content: bytes):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_has_a_line_a_cell_and_a_mark_for_excel():
    content = render(sample_report(format_of("2021"), 1), "csv")
    assert content.startswith(b"\xef\xbb\xbfagency,year,")
    assert len(rows(content)) == 10 + 175 + 15


def test_a_fact_says_which_cell_it_is_and_where_it_stood():
    cell = Cell(-98, "－98", Kind.NUMBER, place=Place(table=2, row=7, column=3, page=1))
    (fact,) = [row for row in rows(render(one_cell(cell), "csv")) if row["kind"] != "missing"]
    assert (fact["label_zh"], fact["column_label"], fact["value"]) == ("行政许可", "本年增/减", "-98")
    assert (fact["page"], fact["table_no"], fact["row_no"], fact["column_no"]) == ("1", "2", "7", "3")


def test_missing_is_never_a_number():
    report = Report("甲局", 2020, "2019")
    assert {(row["value"], row["kind"]) for row in rows(render(report, "csv"))} == {("", "missing")}
    assert set(pq.read_table(io.BytesIO(render(report, "parquet")))["value"].to_pylist()) == {None}


def test_a_text_is_not_opened_as_a_formula():
    shown = rows(render(one_cell(Cell(None, '=HYPERLINK("x")', Kind.TEXT), "@SUM(1)"), "csv"))
    assert {row["agency"] for row in shown} == {"'@SUM(1)"}
    assert {row["raw"] for row in shown} == {"", '\'=HYPERLINK("x")'}
    for plain in ("-98", "+299", "-", "--"):
        assert plain in {row["raw"] for row in rows(render(one_cell(Cell(None, plain, Kind.TEXT)), "csv"))}


def test_many_reports_go_into_one_parquet_file_and_sum_exactly():
    reports = [sample_report(form, seed) for form in formats() for seed in range(20)]
    table = pq.read_table(io.BytesIO(to_parquet(facts(reports))))
    values = [value for value in table["value"].to_pylist() if value is not None]
    stated = [cell.value for report in reports for t in report.tables.values() for cell in t.cells.values()]
    assert len(table) == sum(len(spec.keys) for form in formats() for spec in form.tables) * 20
    assert sum(values) == sum(stated, Decimal(0))


def test_it_refuses_to_round():
    report = one_cell(Cell(Decimal("0.1234567"), "0.1234567", Kind.NUMBER))
    with pytest.raises(RenderError) as refused:
        render(report, "parquet")
    assert refused.value.code == "value_too_long"
    assert rows(to_csv(facts([report])))[3 + 3 + 1]["value"] == "0.1234567"


def test_it_refuses_a_form_that_nobody_knows():
    with pytest.raises(RenderError):
        render(replace(one_cell(Cell()), format="1999"), "csv")
