"""Standard catalogues as files: read as offices have them, looked at, written; and a list written and read back."""

import io
import json
from datetime import UTC, datetime

import pytest
import xlsxwriter

from zhengwu.records.publications import catalogue_reading, catalogue_writing, entries, lines
from zhengwu.records.publications.catalogue_reading import places, term
from zhengwu.records.troubles import Trouble
from zhengwu.statute.disclosure import pilot_fields
from zhengwu.statute.disclosure.standards import of_field, starting

AT, LATER = datetime(2026, 3, 2, 1, tzinfo=UTC), datetime(2026, 4, 2, 1, tzinfo=UTC)
ON = AT.date()
HEAD = ["序号", "公开事项", "", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开对象",
        "", "公开层级", ""]  # fmt: skip
CHANNELS = "■政府网站 □政府公报\n■两微一端"
ROWS = [
    HEAD,
    ["", "一级事项", "二级事项", "", "", "", "", "", "全社会", "特定群体", "县级", "乡级"],
    ["1", "服务", "开放时间", "地址", "条例", "信息形成之日起10个工作日内", "公开科", CHANNELS, "√", "", "√", "√"],
    ["2", "", "活动安排", "时间、地点", "条例", "每月更新", "", "", "", "√", "", "√"],
]  # fmt: skip


def book(rows, merges=()):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        page = made.add_worksheet()
        page.write_row(0, 0, ["公共文化服务领域基层政务公开标准目录"])
        for at, row in enumerate(rows, 1):
            page.write_row(at, 0, row)
        for place in merges:
            page.merge_range(*place)
    return out.getvalue()


def looked(body_id, content, on=ON):
    return catalogue_reading.looked_at(body_id, catalogue_reading.read(content), "culture", on)


def test_it_works(district, actors):
    found = looked(district.bureau, book(ROWS, [(3, 1, 4, 1, "服务")]))
    first, second = (one.wanted for one in found)
    assert [(one.number, one.what) for one in found] == [(4, "new"), (5, "new")]
    assert (first.group, first.cadence, first.within, first.level) == ("服务", "on_change", 10, "both")
    assert (first.channels, first.unit_id, first.field) == (("portal", "wechat"), district.intake_unit, "culture")
    assert (second.group, second.cadence, second.audience, second.level) == ("服务", "monthly", "affected", "township")
    assert catalogue_reading.write(district.bureau, found, by=actors["head"], at=AT) == (2, 0)


def test_the_same_file_again_changes_nothing_and_another_one_only_what_differs(district, actors):
    content = book(ROWS)
    catalogue_reading.write(district.bureau, looked(district.bureau, content), by=actors["head"], at=AT)
    assert {one.what for one in looked(district.bureau, content)} == {"same"}
    other = [*ROWS[:3], [*ROWS[3][:5], "每季度更新", *ROWS[3][6:]]]
    found = looked(district.bureau, book(other), LATER.date())
    assert [(one.what, one.differs) for one in found] == [("same", ()), ("changed", ("cadence",))]
    assert catalogue_reading.write(district.bureau, found, by=actors["head"], at=LATER) == (0, 1)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_written_is_read_back(district, actors, kind):
    keys = [one.key for field in pilot_fields() for one in of_field(field)]
    entries.propose(district.bureau, [*keys, *(one.key for one in starting("department"))], by=actors["head"], at=AT)
    every = lines.all_of(district.bureau, ON)
    content = catalogue_writing.written(kind, "目录", "青禾区行政审批局", every)
    found = catalogue_reading.looked_at(district.bureau, catalogue_reading.read(content), "", ON)
    assert len(found) == len(every)
    assert [(one.number, one.differs) for one in found if one.what != "same"] == []


def test_json_says_the_same_in_words(district, actors):
    entries.propose(district.bureau, ["start-4"], by=actors["head"], at=AT)
    (row,) = json.loads(catalogue_writing.written("json", "目录", "审批局", lines.all_of(district.bureau, ON)))
    assert (row["序号"], row["公开主体"], row["主动"], row["公开渠道和载体"]) == ("1", "审批局", "√", "■政府网站")


@pytest.mark.parametrize(
    ("text", "said"),
    [("每季度首月", ("quarterly", 20)), ("自决算批复后20日内", ("budget", 20)), ("实时公开", ("on_change", 20)),
     ("信息形成或者变更之日起7个工作日内", ("on_change", 7)), ("", ("on_change", 20))],
)  # fmt: skip
def test_terms_are_understood(text, said):
    assert term(text) == said


def test_channels_are_those_with_a_tick_where_there_are_ticks():
    assert places("■政府网站□政府公报■便民服务站") == ("portal", "hall")
    assert places("政府网站、公开查阅点") == ("portal", "reading_point")
    assert places("") == ("portal",)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"PK\x03\x04nothing", "bad_file"), (b"a,b,c\n1,2,3\n", "no_head"), (b"\xff\xfe\x00", "bad_file"),
     ("序号,二级事项,公开内容\n".encode(), "no_rows"), (b"x" * 10_000_001, "too_large")],
)  # fmt: skip
def test_it_refuses_files_that_are_no_catalogue(content, code):
    with pytest.raises(Trouble, match=code):
        catalogue_reading.read(content)


def test_a_wrong_row_says_where_it_stands(district):
    text = f"序号,一级事项,二级事项,公开内容\n1,甲,乙,丙\n2,甲,乙,丁\n3,甲,{'长' * 201},丁\n"
    found = looked(district.bureau, text.encode())
    assert [(one.number, one.what, bool(one.why)) for one in found] == [
        (2, "new", False), (3, "wrong", True), (4, "wrong", True)
    ]  # fmt: skip
