"""Plain text: every way of ending a line, every way of ruling a table, and lengths without end."""

import pytest

from tests.statute.report.readers.building import grids, lines, read
from zhengwu.statute.report.readers.errors import Unreadable


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\f"])
def test_lines_end_in_many_ways(end: str):
    assert lines(read(end.join(("年度报告", "自然人 1", "总计 2")))) == ["年度报告", "自然人 1", "总计 2"]


@pytest.mark.parametrize(
    "table",
    [
        "|项|数|\n|---|:-:|\n|甲|1|",
        "+----+----+\n| 项 | 数 |\n+====+====+\n| 甲 | 1 |\n+----+----+",
        "│项│数│\n│──│──│\n│甲│1│",
        "项\t数\t\n甲\t1\t",
    ],
)
def test_a_drawn_table_is_a_grid(table: str):
    assert [[text for text in row if text] for row in grids(read(table))[0]] == [["项", "数"], ["甲", "1"]]


@pytest.mark.parametrize(
    "line", ["|" + "-" * 150_000 + "x", "-" * 150_000, " " * 150_000 + "x", "（" * 60_000, "一、" * 60_000]
)
def test_a_long_line_of_one_sign_costs_little(line: str):
    assert len(read(f"|项|数|\n|甲|1|\n{line}\n年度报告").blocks) > 0


@pytest.mark.parametrize("text", ["1\n" * 5_000_000, "中" * 2_100_000, "1" * 250_000, "|1" * 300_000])
def test_it_refuses_texts_without_end(text: str):
    with pytest.raises(Unreadable) as refusal:
        read(text)
    assert refusal.value.code == "too_large"


def test_a_text_of_signs_only_is_empty():
    with pytest.raises(Unreadable) as refusal:
        read("| |\n|  |\n")
    assert refusal.value.code == "empty"
