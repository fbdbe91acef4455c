"""A saved reading comes back equal, and a hostile one is refused."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.statute.report.samples import sample_report
from zhengwu.statute.report.formats import format_of, formats
from zhengwu.statute.report.model import (
    Cause,
    Cell,
    CellRef,
    Finding,
    Kind,
    Part,
    Place,
    Report,
    Severity,
    Table,
    TableStatus,
    Unread,
)
from zhengwu.statute.report.readers.errors import Unreadable
from zhengwu.statute.report.readers.saved import read_saved
from zhengwu.statute.report.renderers import render
from zhengwu.statute.report.renderers.json import dumps, to_dict


def odd_report() -> Report:
    """A report with everything that a reading can hold."""
    cells = {
        ("licensing", "change"): Cell(-98, "-98", Kind.NUMBER, None, "含子项", Place(2, 3, 4, page=1)),
        ("licensing", "decisions"): Cell(None, "/", Kind.DASH, place=Place(line=9)),
        ("central_procurement", "amount"): Cell(Decimal("12345678901234567.890"), "…", Kind.NUMBER, "万元"),
        ("other_documents", "made"): Cell(0, "0", Kind.ZERO, place=Place(sheet="表二")),
        ("penalties", "change"): Cell(),
    }
    tables = {
        "publications": Table("publications", "2019", TableStatus.PARTIAL, cells),
        "requests": Table("requests", "2019", TableStatus.STATED_NONE, sentence="没有收到申请。\n"),
    }
    parts = {"overview": Part("overview", "一、概述", "甲\n\u2028\x00乙\ud800", Place(line=1))}
    unread = (Unread("requests", None, ("1", ""), "too_few", Place(line=40)),)
    return Report(None, None, "2019", tables, parts, "题", "前", date(2021, 2, 3), unread, "a.txt", "text")


def test_a_report_comes_back_equal():
    for form in formats():
        for seed in range(5):
            report = sample_report(form, seed)
            assert read_saved(render(report, "json")) == report


def test_an_odd_report_comes_back_equal():
    assert read_saved(render(odd_report(), "json")) == odd_report()


def test_every_cell_of_the_form_is_there_and_missing_is_not_zero():
    report = replace(sample_report(format_of("2021"), 1), tables={})
    tables = json.loads(render(report, "json"))["tables"]
    cells = [cell for table in tables.values() for row in table["cells"].values() for cell in row.values()]
    assert len(cells) == 10 + 175 + 15
    missing = {"value": None, "raw": "", "kind": "missing", "unit": None, "note": "", "place": None}
    assert all(cell == missing for cell in cells)


def test_numbers_are_written_with_their_own_digits():
    assert '"value": 12345678901234567.890,' in render(odd_report(), "json").decode()
    assert dumps([Decimal("0.10"), 3, True, None, "“"]) == '[0.10, 3, true, null, "“"]'


def test_a_finding_says_where():
    ref = CellRef("requests", "received", "total", "5", Place(page=2, row=3))
    finding = Finding("T3-ROW", Severity.ERROR, Cause.REPORT, "条例", "不等", "differs", (ref,), "5", "6")
    (written,) = to_dict(odd_report(), [finding])["findings"]
    assert written["id"] == "T3-ROW"
    assert written["severity"] == "error"
    assert written["cells"] == [
        {"table": "requests", "row": "received", "column": "total", "raw": "5", "place": {"row": 3, "page": 2}}
    ]


def damaged(**cell):
    whole = json.loads(render(sample_report(format_of("2019"), 1), "json"))
    whole["tables"]["requests"]["cells"]["received"]["total"].update(cell)
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"agency": 1, "year": 2020, "tables": {}, "text": {}, "format": "2019"}',
        b'{"agency": "x", "year": 2020, "tables": {}, "text": {}, "format": "1999"}',
        b'{"agency": "x", "year": NaN, "tables": {}, "text": {}, "format": "2019"}',
        b"[" * 100_000,
        b"\xff\xfe{",
        damaged(value=5, kind="missing"),
        damaged(value=5, kind="zero"),
        damaged(value=None, kind="number"),
        damaged(value=True, kind="number"),
        damaged(kind="guess"),
        damaged(place={"row": "first"}),
        damaged(value=1e300),
        damaged().replace(b'"received"', b'"recieved"'),
        damaged().replace(b'"year": 20', b'"year": 1e999999999, "x": 20'),
        damaged().replace(b'"year": 20', b'"year": ' + b"9" * 5000 + b', "x": 20'),
    ],
)
def test_it_refuses_what_it_did_not_write(content):
    with pytest.raises(Unreadable):
        read_saved(content)


def test_a_name_stands_in_only_where_the_source_is_not_known():
    report = sample_report(format_of("2019"), 1)
    assert read_saved(render(report, "json"), "saved.json").source == "saved.json"
    assert read_saved(render(replace(report, source="a.html"), "json"), "saved.json").source == "a.html"
