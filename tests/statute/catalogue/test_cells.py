"""Cells say what people write; what is written into a cell is read back the same."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.statute.catalogue.samples import FOOD
from zhengwu.statute.catalogue import Limit, Record, codes
from zhengwu.statute.catalogue.cells import Column, Unread, columns
from zhengwu.statute.catalogue.model import Material, Variant
from zhengwu.statute.catalogue.sheets import LISTS, Grid, read
from zhengwu.statute.catalogue.tables import Told, grids
from zhengwu.statute.forms.model import Field, Section, When

TWO = ("natural_person", "enterprise")
BY_NAME = {(kind, one.name): one for kind in (Record, Material, Variant, Field, Section) for one in columns(kind)}


def column(kind: type, name: str) -> Column:
    """A column by its element."""
    return BY_NAME[kind, name]


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("20个工作日", Limit(20)), ("20", Limit(20)), ("20.0", Limit(20)), ("当场办结", Limit(0)), ("0", Limit(0)),
        ("3个月", Limit(3, "months")), ("24小时", Limit(24, "hours")), ("30自然日", Limit(30, "calendar_days")),
        ("45个工作日（联合办理）", Limit(45, note="联合办理")), ("（法律未规定）", Limit(note="法律未规定")),
    ],
)  # fmt: skip
def test_limits_as_people_write_them(text: str, limit: Limit) -> None:
    assert column(Record, "statutory").read(text) == limit


@pytest.mark.parametrize("text", ["20日", "二十个工作日", "尽快", "20-30个工作日", "-3", "20个工作日左右"])
def test_a_limit_that_is_not_clear_is_not_guessed(text: str) -> None:
    with pytest.raises(Unread):
        column(Record, "statutory").read(text)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("type", "行政许可", "licence"), ("type", "01", "licence"), ("type", "1", "licence"), ("charged", "", None),
        ("objects", "自然人，企业法人", TWO), ("objects", "1;2", TWO),
        ("charged", "否", False), ("kiosk", "√", True), ("visits", "1次", 1), ("visits", "0.0", 0),
        ("visits", "", None),
        ("conditions", "有场所。\n有人员。", ("有场所。", "有人员。")), ("channels", "", ("counter",)),
        ("channels", "[]", ()),
    ],
)  # fmt: skip
def test_elements_as_people_write_them(name: str, text: str, value: Any) -> None:
    assert column(Record, name).read(text) == value


@pytest.mark.parametrize(
    ("name", "text"), [("type", "魔法"), ("visits", "几次"), ("charged", "也许"), ("objects", "[1]")]
)
def test_it_refuses_what_says_nothing_of_its_kind(name: str, text: str) -> None:
    with pytest.raises(Unread):
        column(Record, name).read(text)


def test_conditions_are_short_and_read_back() -> None:
    when = (When("premises", ("rented", "lent")), When("size", ("small",)))
    assert column(Material, "when").write(when) == "premises=rented|lent;size=small"
    assert column(Material, "when").read("premises=rented|lent;size=small") == when
    odd = (When("a=b", ("x|y",)),)
    assert column(Material, "when").read(column(Material, "when").write(odd)) == odd


limits = st.builds(
    Limit,
    st.none() | st.integers(0, 99999),
    st.sampled_from(list(codes("unit"))),
    st.text("法律（）1 \n", max_size=8),
)
keys = st.text("abc_=|;:", min_size=1, max_size=4)
whens = st.lists(st.builds(When, keys, st.lists(keys, max_size=2).map(tuple)), max_size=2).map(tuple)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(limits, whens, st.lists(st.sampled_from(list(codes("depth"))), max_size=3).map(tuple))
def test_whatever_is_written_is_read_back(limit: Limit, when: tuple[When, ...], depth: tuple[str, ...]) -> None:
    for one, value in (
        (column(Record, "promised"), limit),
        (column(Variant, "when"), when),
        (column(Record, "depth"), depth),
    ):
        assert one.read(one.write(value)) == value


@pytest.mark.parametrize("flat", [False, True])
def test_a_record_as_tables_comes_back_the_same(flat: bool) -> None:
    rows, faults = read(
        grids([Told("QH-1", "审批局", FOOD), Told("QH-2", "审批局", Record("甲", "filing"))], flat=flat)
    )
    assert faults == ()
    assert [one.faults for one in rows] == [[], []]
    assert [one.record(None) for one in rows] == [FOOD, Record("甲", "filing")]
    assert (rows[0].code, rows[0].body) == ("QH-1", "审批局")


def test_what_a_table_does_not_name_stays() -> None:
    (row,), _ = read([Grid("事项", (("事项编码", "事项名称", "事项类型"), ("QH-1", "新名称", "行政许可")))])
    assert row.record(FOOD).materials == FOOD.materials
    assert row.record(FOOD).name == "新名称"


def test_titles_merged_cells_and_strange_heads_do_not_matter() -> None:
    heads = ("主项名称", "*事项名称", "事项\n类型", "备注")
    cells = (("主项", "甲", "行政许可", "x"), ("", "乙", "备案"), ("另一主项", "丙", "公共服务"))
    items = Grid("清单", (("青禾区实施清单",), (), heads, *cells))
    rows, faults = read([items])
    assert faults == ()
    assert [(one.name, one.said["main"]) for one in rows] == [("甲", "主项"), ("乙", "主项"), ("丙", "另一主项")]
    assert [one.faults[0].column for one in rows if one.faults] == ["事项类型"]


def test_faults_name_sheet_row_and_column() -> None:
    heads = ("事项编码", "事项名称", "事项类型", "到办事现场次数")
    items = Grid("事项", (heads, ("A", "甲", "行政许可", "许多"), ("B", "", "行政许可", "")))
    heads = ("事项编码", "材料标识", "材料名称", "材料必要性")
    rows_ = (("A", "a", "申请书", "必要"), ("", "b", "图", "或许"), ("Z", "c", "表", "必要"))
    materials = Grid("申请材料", (heads, *rows_))
    rows, faults = read([items, materials, Grid("说明", (("随便写写",),))])
    assert [(one.sheet, one.row, one.column) for one in rows[0].faults] == [
        ("事项", 2, "到办事现场次数"), ("申请材料", 3, "材料必要性"),
    ]  # fmt: skip
    assert [(one.sheet, one.row, one.column) for one in rows[1].faults] == [("事项", 3, "事项名称")]
    assert [(one.sheet, one.row) for one in faults] == [("申请材料", 4), ("说明", 0)]


def test_units_beside_a_limit_and_codes_that_lost_their_zero() -> None:
    heads = ("事项名称", "事项类型", "法定办结时限", "法定办结时限单位", "基本编码")
    (row,), _ = read([Grid("事项", (heads, ("甲", "行政许可", "2", "个月", "440117002011"))),])  # fmt: skip
    assert row.said["statutory"] == Limit(2, "months")
    (row,), _ = read([Grid("事项", (heads, ("甲", "行政许可", "20", "工作日", "117002011"),))])  # fmt: skip
    assert row.said["statutory"] == Limit(20)
    (row,), _ = read([Grid("事项", (heads, ("甲", "行政许可", "20", "", "00117002011"),))])  # fmt: skip
    assert row.said["catalog_code"] == "000117002011"


def test_a_file_without_a_head_says_so() -> None:
    assert read([Grid("表", (("一", "二"),))])[1][0].row == 0
    assert read([])[1]


def test_every_list_of_a_record_has_a_sheet() -> None:
    told = {grid.name for grid in grids([Told("A", "", FOOD)])}
    assert len(told) == 1 + len(LISTS) + 2
