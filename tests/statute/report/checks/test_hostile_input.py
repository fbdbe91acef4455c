"""Whatever a report holds, the checks answer, soon, and never with an exception."""

import time
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.statute.report.checks.builder import build, sound_report, with_cell, with_table, zeros
from zhengwu.statute.report.checks import check
from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.model import Cell, Kind, Part, Report, Table, TableStatus

WORDS = [
    "收到政府信息公开申请",
    "其中",
    "：",
    "占比",
    "同比增长",
    "行政复议",
    "未",
    "无",
    "12件",
    "3.5%",
    "十",
    "，",
    "。",
    "（",
    "）",
]
WORDS += ["2022年", "全市", "结转", "元", "规范性文件", "制发", "\n", "00", "一百", "余"]
CELLS = st.builds(
    Cell,
    st.one_of(st.none(), st.integers(-(10**20), 10**20), st.decimals(allow_nan=False, allow_infinity=False)),
    st.text(max_size=5),
    st.sampled_from(Kind),
    st.sampled_from([None, "元", "万元", "件"]),
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["2019", "2021"]), st.integers(0, 99), st.data())
def test_any_cells_in_any_table(form, seed, data):
    report = sound_report(form, seed)
    for _ in range(data.draw(st.integers(1, 8))):
        table = data.draw(st.sampled_from([table.key for table in format_of(form).tables]))
        key = data.draw(st.sampled_from(format_of(form).table(table).all_keys))
        report = with_cell(report, table, key, data.draw(CELLS))
    status = data.draw(st.sampled_from(TableStatus))
    report = with_table(report, replace(report.table("requests"), status=status))
    last = replace(sound_report(form, seed + 1), year=(report.year or 0) - 1)
    assert isinstance(check(report, last_year=last), tuple)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join))
def test_any_text(text):
    parts = {"overview": text, "remedies": text, "problems": text, "other_matters": text}
    assert isinstance(check(build(zeros(), texts=parts, preface=text), last_year=build(zeros(), year=2022)), tuple)


def test_an_empty_report():
    assert check(Report(None, None, "2021"))


def test_rows_that_no_form_has():
    table = Table("requests", "2021", TableStatus.PARTIAL, {("odd", "odd"): Cell(Decimal(1), "1", Kind.NUMBER)})
    assert "FORM-EXTRA" in {finding.rule for finding in check(with_table(sound_report(), table))}


def test_a_very_long_text_takes_no_longer_than_its_length():
    for text in (
        "收到政府信息公开申请1件" * 10_000,
        "其中：12件、" * 20_000,
        "无" * 100_000,
        "未发生因信息公开" * 10_000,
    ):
        report = replace(build(zeros()), parts={"overview": Part("overview", "一、总体情况", text)})
        begin = time.process_time()
        check(report)
        assert time.process_time() - begin < 2
