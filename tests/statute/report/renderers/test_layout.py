"""The laid-out grid is the official form, whatever the form is."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from tests.statute.report.renderers.sketches import sketch
from tests.statute.report.samples import sample_report
from zhengwu.statute.report.compose import compose
from zhengwu.statute.report.formats import format_of, formats, load_format, using
from zhengwu.statute.report.model import Cell, Kind, Table, TableStatus
from zhengwu.statute.report.renderers import KINDS, render
from zhengwu.statute.report.renderers.layout import Role, cell_text, lay_out

F2019, F2021 = format_of("2019"), format_of("2021")


def empty(form, key):
    return lay_out(form.table(key), Table(key, form.key))


def test_part_two_of_form_2021_is_printed_block_below_block():
    assert sketch(empty(F2021, "publications")) == [
        "第二十条第（一）项|<|<|<",
        "信息内容|本年制发件数|本年废止件数|现行有效件数",
        "规章|||",
        "行政规范性文件|||",
        "第二十条第（五）项|<|<|<",
        "信息内容|本年处理决定数量|<|<",
        "行政许可||<|<",
        "第二十条第（六）项|<|<|<",
        "信息内容|本年处理决定数量|<|<",
        "行政处罚||<|<",
        "行政强制||<|<",
        "第二十条第（八）项|<|<|<",
        "信息内容|本年收费金额（单位：万元）|<|<",
        "行政事业性收费||<|<",
    ]


def test_two_columns_share_the_width_of_three():
    assert sketch(empty(F2019, "publications"))[-2:] == ["信息内容|采购项目数量|采购总金额|<", "政府集中采购|||<"]


def test_the_heads_of_part_three_are_merged():
    corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    for form in (F2019, F2021):
        assert sketch(empty(form, "requests"))[:3] == [
            f"{corner}|<|<|申请人情况|<|<|<|<|<|<",
            '"|<|<|自然人|法人或其他组织|<|<|<|<|总计',
            '"|<|<|"|商业企业|科研机构|社会公益组织|法律服务机构|其他|"',
        ]


def test_the_labels_of_part_three_are_nested():
    labels = [line.removesuffix("|" * 7) for line in sketch(empty(F2021, "requests"))[3:]]
    assert labels[:6] == [
        "一、本年新收政府信息公开申请数量|<|<",
        "二、上年结转政府信息公开申请数量|<|<",
        "三、本年度办理结果|（一）予以公开|<",
        '"|（二）部分公开（区分处理的，只计这一情形，不计其他情形）|<',
        '"|（三）不予公开|1.属于国家秘密',
        '"|"|2.其他法律行政法规禁止公开',
    ]
    assert labels[-3:] == ['"|"|3.其他', '"|（七）总计|<', "四、结转下年度继续办理|<|<"]
    assert [len(sketch(empty(form, "requests"))) for form in (F2019, F2021)] == [3 + 23, 3 + 25]


def test_part_four_stands_side_by_side():
    results = "结果维持|结果纠正|其他结果|尚未审结|总计"
    assert (
        sketch(empty(F2019, "remedies"))
        == sketch(empty(F2021, "remedies"))
        == [
            "行政复议|<|<|<|<|行政诉讼" + "|<" * 9,
            f"{results}|未经复议直接起诉|<|<|<|<|复议后起诉|<|<|<|<",
            f'"|"|"|"|"|{results}|{results}',
            "|" * 14,
        ]
    )


def test_every_place_is_covered_exactly_once():
    for form in formats():
        report = sample_report(form, 5)
        for spec in form.tables:
            grid = lay_out(spec, report.table(spec.key))
            assert all(sum(cell.colspan for cell in line) == grid.width for line in grid.lines())
            assert {cell.key for cell in grid.cells() if cell.role is Role.VALUE} == set(spec.keys)


def test_a_row_that_replaces_others_is_printed_in_their_place():
    table = Table("requests", "2021", TableStatus.PARTIAL, {("other", "total"): Cell(1, "1", Kind.NUMBER)})
    lines = sketch(lay_out(F2021.table("requests"), table))
    assert '"|（六）其他处理|<|||||||1' in lines
    assert not any("逾期" in line for line in lines)


def test_a_row_beyond_the_form_is_printed_only_where_it_was_seen():
    table = Table("publications", "2019", TableStatus.PARTIAL, {("other_documents", "made"): Cell(2, "2", Kind.NUMBER)})
    assert "其他主动公开文件|2||" in sketch(lay_out(F2019.table("publications"), table))
    assert not any("其他主动公开文件" in line for line in sketch(empty(F2019, "publications")))


def test_a_stated_none_table_is_its_sentence():
    table = Table("requests", "2019", TableStatus.STATED_NONE, sentence="本年度没有收到申请。")
    assert lay_out(F2019.table("requests"), table).sentence == "本年度没有收到申请。"


def test_a_table_that_could_not_be_read_does_not_look_left_blank():
    grid = lay_out(F2019.table("requests"), Table("requests", "2019", TableStatus.UNREAD))
    assert grid.rows == ()
    assert "未能读取" in grid.sentence


def test_a_cell_is_printed_as_what_it_is():
    counted = F2019.table("publications").blocks[0].columns[0]
    money = F2019.table("publications").blocks[-1].columns[1]
    fees = F2021.table("publications").blocks[-1].columns[0]
    yuan = Cell(Decimal("12116600"), "12,116,600元", Kind.NUMBER, "元")
    assert cell_text(Cell(), counted) == ""
    assert cell_text(Cell(raw="—", kind=Kind.DASH), counted) == "—"
    assert cell_text(Cell(raw="约十件", kind=Kind.TEXT), counted) == "约十件"
    assert cell_text(Cell(346, "0346", Kind.NUMBER), counted) == "346"
    assert cell_text(Cell(12345, "12,345", Kind.NUMBER), counted) == "12345"
    assert cell_text(Cell(22, "22（其中修订16件）", Kind.NUMBER, None, "其中修订16件"), counted) == "22（其中修订16件）"
    assert cell_text(Cell(None, "无（见下）", Kind.STATED_NONE, None, "见下"), counted) == "无（见下）"
    assert cell_text(Cell(Decimal("1211.660"), "1211.66万元", Kind.NUMBER, "万元"), money) == "1211.660万元"
    assert cell_text(replace(yuan, unit="万元"), fees) == "12116600"
    assert cell_text(yuan, fees) == cell_text(yuan, money) == "12116600元"


def test_an_invented_form_needs_no_code():
    form = load_format(Path(__file__).with_name("invented.toml"))
    figures = {"visits": {"room_2": {"morning": 7, "income": Decimal("0.50")}}, "loans": {"maps": {"kept": 4}}}
    with using(form):
        report = compose(form, "河畔图书馆", 2031, figures)
        assert sketch(lay_out(form.table("visits"), report.table("visits"))) == [
            "平日|<|<|<|<|<",
            "馆室|<|成人|<|儿童|收入",
            '"|<|上午|晚间|"|"',
            "大厅|<||||",
            "阅览室|一室||||",
            '"|二室|7|||0.50元',
            "节日|<|<|<|<|<",
            "馆室|<|来宾|讲解|赠书|<",
            "全馆|<||||<",
        ]
        loans = ["全年|<|<|<", "图书|<|特藏|<", "借出|未还|地图|<", '"|"|借出|未还', "|||4"]
        assert sketch(lay_out(form.table("loans"), report.table("loans"))) == loans
        assert all(render(report, kind) for kind in KINDS if kind != "pdf")
