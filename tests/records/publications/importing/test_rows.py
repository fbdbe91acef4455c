"""Each row is judged by itself, and all that is wrong with it is told with row and column."""

import orjson
import pytest

from tests.records.publications.importing.files import HEADING, licence, put, rules, sheet
from zhengwu.records.findable.grams import halves, shaped, whole
from zhengwu.records.publications.importing.reading import pages
from zhengwu.records.publications.importing.sources import source_of
from zhengwu.records.troubles import Trouble

GOOD = {"title": "关于停水的通知", "kind": "notice", "body": "审批局", "text": "明日停水。"}


@pytest.fixture
def read(tmp_path):
    """A function from a file's content to what is ready and what is wrong."""

    def reading(content, **options):
        path = put(tmp_path, content)
        found = list(pages(path, source_of(path), rules(**options)))
        return [one for page in found for one in page.ready], [one for page in found for one in page.wrong]

    return reading


def lines(**other):
    """One row of JSON Lines."""
    return orjson.dumps({**GOOD, **other}) + b"\n"


def test_it_works(read):
    [one], wrong = read(sheet([licence(1)]))
    assert wrong == []
    assert (one.row, one.key, one.kind, one.column) == (2, "XK000001", "licence_result", "results")
    assert one.title == "食品经营许可决定书（青禾1号商贸有限公司）"
    assert (one.document_number, one.made_on, one.published_on) == ("青审食许〔2026〕1号", "2026-03-02", "2026-03-04")
    facts = dict(orjson.loads(one.facts))
    assert facts["有效期至"] == "2031-03-01"
    assert facts["许可内容"] == "预包装食品销售"
    assert "编号" not in facts


@pytest.mark.parametrize(
    ("other", "column", "code"),
    [
        ({"title": ""}, "title", "title_missing"),
        ({"kind": "月报"}, "kind", "kind_unknown"),
        ({"body": "云溪区人民政府"}, "body", "body_unknown"),
        ({"column": "闲谈"}, "column", "column_unknown"),
        ({"channel": "portal;飞鸽"}, "channel", "channel_unknown"),
        ({"made_on": "昨天"}, "made_on", "day_unreadable"),
        ({"made_on": "2026-02-30"}, "made_on", "day_unreadable"),
        ({"published_on": "2026-03-11"}, "published_on", "day_future"),
        ({"made_on": "2026-03-05", "published_on": "2026-03-04"}, "published_on", "published_before_made"),
        ({"title": "长" * 301}, "title", "too_long"),
        ({"text": "联系人手机13800138000"}, "text", "personal_mobile"),
        ({"text": "身份证 11010519491231002X"}, "text", "personal_identity"),
        ({"备注": "手机 138-0013-8000"}, "备注", "personal_mobile"),
        ({"text": "\u0007"}, "text", "bad_sign"),
        ({"text": ""}, "text", "nothing_to_publish"),
        ({"text": {"a": 1}}, "text", "bad_value"),
    ],
)
def test_it_refuses_a_row(read, other, column, code):
    ready, wrong = read(lines(**other) + lines(source_key="2"))
    assert [one.row for one in ready] == [2]
    assert (wrong[0].row, wrong[0].code) == (1, code)
    assert wrong[0].column == column
    assert wrong[0].zh
    assert wrong[0].en


def test_what_is_personal_is_not_told_in_clear(read):
    _, [one] = read(lines(text="电话13800138000"))
    assert "13800138000" not in str(one)
    assert "138****8000" in one.value


def test_a_reason_lets_numbers_pass(read):
    [one], wrong = read(lines(text="电话13800138000"), accept_personal="公开的便民电话")
    assert wrong == []
    assert "13800138000" in one.text


@pytest.mark.parametrize(
    "text",
    [
        "2026-3-4",
        "2026/03/04",
        "20260304",
        "2026年3月4日",
        "46085",
        "46085.25",
        "2026-03-04 10:20:00",
        "２０２６.3.4",
        "2026-03-03T16:00:00Z",
        "2026-03-04T08:00:00.000+08:00",
    ],
)
def test_days_as_people_write_them(read, text):
    [one], _ = read(lines(published_on=text))
    assert one.published_on == "2026-03-04"


def test_the_same_key_twice_names_both_rows(read):
    ready, [wrong] = read(sheet([licence(1), licence(2), licence(1, 许可内容="酒类销售"), licence(2)]))
    assert [one.key for one in ready] == ["XK000001", "XK000002"]
    assert (wrong.row, wrong.column, wrong.code) == (4, "编号", "same_key")
    assert "第2行" in wrong.zh


def test_a_row_without_key_is_known_by_number_and_subject(read):
    [one], _ = read(sheet([licence(1, 编号="")]))
    assert one.key == "青审食许〔2026〕1号|青禾1号商贸有限公司"


def test_a_natural_person_in_a_penalty_is_masked_everywhere(read):
    heading = (
        "行政相对人名称",
        "行政相对人类别",
        "行政处罚决定书文号",
        "违法事实",
        "处罚内容",
        "处罚决定日期",
        "处罚机关",
    )
    row = dict(
        zip(heading, ("周小禾", "自然人", "青罚1号", "周小禾占道经营", "警告", "2026-3-1", "审批局"), strict=True)
    )
    [one], _ = read(sheet([row], heading))
    assert one.kind == "penalty_result"
    assert "周小禾" not in "".join((one.title, one.facts, one.text, one.key))
    assert "周**" in one.title
    assert read(sheet([row], heading), natural="refuse")[1][0].code == "natural_person"
    assert "周小禾" in read(sheet([row], heading), natural="keep")[0][0].title


def test_other_headings_are_named(read):
    heading = tuple("受理单号" if one == "编号" else one for one in HEADING)
    rows = [{("受理单号" if name == "编号" else name): cell for name, cell in licence(1).items()}]
    [one], _ = read(sheet(rows, heading), mapping=(("编号", "受理单号"),))
    assert one.key == "XK000001"
    with pytest.raises(Trouble, match="unmapped"):
        read(sheet(rows, heading), mapping=(("标题", "名字"),))


@pytest.mark.parametrize("number", ["QHSP-2026-000001", "青审批-2026-000001", "A1"])
def test_parts_shaped_apart_are_the_whole(number):
    before, after = "许可决定书\n青审〔2026〕1号", "概述 一\n许可类别 普通\n正文A座12"
    apart, one = whole(halves(before, after), number), shaped("\n".join((before, number, after)))
    assert set(apart.tokens.split()) == set(one.tokens.split())
    assert apart.packed == one.packed
    folded = whole(halves(before, after, cut=False), number).folded
    assert folded == shaped("\n".join((before, number, after)), cut=False).folded
