"""The base catalogue as tables: read as it is issued, what is wrong told by row and column, written and read again."""

import pytest

from zhengwu.statute.catalogue.lines import read, written
from zhengwu.statute.catalogue.model import CatalogueLine
from zhengwu.statute.catalogue.sheets import Grid

HEAD = ("序号", "主项名称", "子项名称", "基本编码", "事项类型", "行使层级", "设定依据")
LINES = (
    CatalogueLine("440117002000", "食品经营许可", "licence", ("city", "county"), "《中华人民共和国食品安全法》"),
    CatalogueLine("000117002011", "小餐饮店经营许可", "licence"),
)


def grid(*rows, head=HEAD):
    """A sheet with a title above its head."""
    return Grid("目录", (("某市行政许可事项清单",), head, *rows))


def told(*rows):
    """The faults of rows, by row and column."""
    found, faults = read([grid(*rows)])
    return [(one.row, one.column) for row in found for one in row.faults] + [(one.row, one.column) for one in faults]


def test_it_works():
    rows = (("1", "食品经营许可", "", "440117002000", "行政许可", "市级、县级", "《中华人民共和国食品安全法》"),
            ("2", "", "小餐饮店经营许可", "117002011", "", "", ""))  # fmt: skip
    found, faults = read([grid(rows[0], ("2", "", "小餐饮店经营许可", "0117002011", "", "", ""))])
    assert ([row.line for row in found], faults) == (list(LINES), ())
    assert told(rows[1]) == [(3, "基本编码")]


def test_a_sub_item_without_a_name_bears_that_of_its_main_item():
    found, _ = read(
        [grid(("", "食品经营许可", "", "440117002001", "", "", ""), ("", "", "", "440117002002", "", "", ""))]
    )
    assert [row.line.name for row in found] == ["食品经营许可"] * 2


def test_what_is_written_is_read_the_same():
    found, _ = read([written(LINES)])
    assert tuple(row.line for row in found) == LINES


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("", "甲", "", "44011700", "", "", ""), "基本编码"),
        (("", "甲", "", "", "", "", ""), "基本编码"),
        (("", "甲", "", "990117002000", "", "", ""), "基本编码"),
        (("", "", "", "440117002000", "", "", ""), "事项名称"),
        (("", "甲" * 301, "", "440117002000", "", "", ""), "事项名称"),
        (("", "甲", "", "440117002000", "行政处罚", "", ""), "事项类型"),
        (("", "甲", "", "440117002000", "魔法", "", ""), "事项类型"),
        (("", "甲", "", "449917002000", "", "", ""), "事项类型"),
        (("", "甲", "", "440117002000", "", "天庭", ""), "行使层级"),
    ],
)
def test_it_refuses_what_is_wrong_by_row_and_column(row, column):
    assert told(row) == [(3, column)]


def test_a_code_is_there_once():
    row = ("", "甲", "", "440117002000", "", "", "")
    assert told(row, row) == [(4, "基本编码")]


def test_a_file_without_a_head_says_what_is_needed():
    assert read([Grid("表", (("甲", "乙"),))])[1][0].zh.startswith("没有找到基本目录的表头")
