"""Requests by the file: good rows in, bad rows told, nothing twice."""

import io
from datetime import UTC, datetime

import orjson
import pytest
import xlsxwriter

from zhengwu.records.cases import bulk, filing
from zhengwu.records.cases.models import Case, Item
from zhengwu.records.cases.tables import rows_of
from zhengwu.records.journal.models import Entry
from zhengwu.records.troubles import Trouble

AT = datetime(2026, 3, 20, 1, tzinfo=UTC)
HEAD = "来源编号,申请人,申请人类别,电话,提交方式,所需信息,收到日期,决定日期,答复类型,理由,送达日期\n"
GOOD = (
    "A-1,甲,自然人,000,当面,招标文件,2025-03-03,2025-03-10,予以公开,,2025-03-11\n"
    'A-2,乙公司,商业企业,000,网络,"招标文件\n施工合同",2025年3月4日,2025/3/20,not_exist,经检索没有,2025-03-21\n'
    "A-3,丙,,000,平信,会议纪要,2025-04-01,,,,\n"
)
BAD = (
    "B-1,,自然人,000,当面,招标文件,2025-03-03,,,,\n"
    "B-2,丁,外星人,000,当面,招标文件,2025-03-03,,,,\n"
    "B-3,丁,自然人,000,当面,招标文件,2025-02-30,,,,\n"
    "B-4,丁,自然人,000,当面,招标文件,2025-03-03,2025-03-10,not_exist,,\n"
    "B-5,丁,自然人,000,当面,招标文件,2099-03-03,,,,\n"
    "A-1,丁,自然人,000,当面,招标文件,2025-03-03,,,,\n"
)


def load(text, district, actors, **said):
    rows = rows_of(text.encode() if isinstance(text, str) else text)
    return bulk.load(
        rows, district.bureau, dry_run=said.get("dry_run", False), by=actors[said.get("by", "head")], at=AT
    )


@pytest.mark.django_db
def test_it_works_with_history_and_every_case_is_what_its_events_make(district, actors, django_assert_max_num_queries):
    with django_assert_max_num_queries(22):
        done = load(HEAD + GOOD, district, actors)
    assert (done.rows, done.imported, done.failed) == (3, 3, 0), done.errors
    states = dict(Case.objects.values_list("source_key", "state"))
    assert states == {"A-1": "delivered", "A-2": "delivered", "A-3": "received"}
    assert Item.objects.filter(case__source_key="A-2").count() == 2
    assert all(filing.is_whole(filing.read(row.pk)) == 0 for row in Case.objects.all())
    assert Entry.objects.filter(action="cases.imported").count() == 1


@pytest.mark.django_db
def test_each_bad_row_is_told_by_row_and_column_and_the_good_ones_come_in(district, actors):
    done = load(HEAD + GOOD + BAD, district, actors)
    assert (done.imported, done.repeated, done.failed) == (3, 1, 5)
    told = [(one.row, one.column, one.code) for one in done.errors]
    assert told == [
        (5, "applicant_name", "name_missing"),
        (6, "applicant_class", "unknown_word"),
        (7, "received_on", "bad_day"),
        (8, "reasons", "reasons_missing"),
        (9, "received_on", "in_the_future"),
    ]
    assert all(one.message.zh and one.message.en and one.column_zh for one in done.errors)


@pytest.mark.django_db
def test_again_and_broken_off_it_makes_no_second_case(district, actors):
    load(HEAD + GOOD.splitlines(keepends=True)[0], district, actors)
    done = load(HEAD + GOOD, district, actors)
    assert (done.imported, done.repeated) == (2, 1)
    assert load(HEAD + GOOD, district, actors).repeated == 3
    assert Case.objects.count() == 3


@pytest.mark.django_db
def test_a_dry_run_says_the_same_and_writes_nothing(district, actors):
    dry = load(HEAD + GOOD + BAD, district, actors, dry_run=True)
    assert Case.objects.count() == 0
    assert (dry.imported, dry.failed, dry.dry_run) == (3, 5, True)
    assert load(HEAD + GOOD + BAD, district, actors).errors == dry.errors


@pytest.mark.django_db
def test_a_clerk_may_register_and_not_decide(district, actors):
    done = load(HEAD + GOOD, district, actors, by="clerk")
    assert (done.imported, [one.code for one in done.errors]) == (1, ["not_yours", "not_yours"])
    with pytest.raises(Trouble, match="forbidden"):
        load(HEAD + GOOD, district, actors, by="handler")


def workbook(rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return out.getvalue()


@pytest.mark.django_db
def test_a_spreadsheet_json_lines_and_an_old_encoding_read_alike(district, actors):
    head, row = ["source_key", "申请人", "所需信息", "收到日期", "电话"], ["X-1", "甲", "文件", "2025-03-03", "000"]
    said = orjson.dumps(
        {"source_key": "X-2", "申请人": "甲", "items": ["一", "二"], "收到日期": "2025-03-03", "电话": "0"}
    )
    csv = ",".join(head) + "\nX-3,甲,文件,2025-03-03,000\n"
    for content in (workbook([head, row]), said, csv.encode("gb18030")):
        assert load(content, district, actors).imported == 1
    assert Item.objects.count() == 4


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_rows"),
        (b"\xff\xfe\x00\x01", "bad_file"),
        (b"PK\x03\x04broken", "bad_file"),
        ("编号甲,申请人,所需信息\n".encode(), "unknown_column"),
        ("来源编号,申请人\n1,甲\n".encode(), "column_missing"),
        ("来源编号,申请人,姓名,所需信息\n".encode(), "column_twice"),
        (b'{"source_key": 1}\n{', "bad_json"),
        ('来源编号,申请人,所需信息\n1,"甲'.encode(), "bad_csv"),
    ],
)
def test_it_refuses_what_is_no_table_of_requests(content, code):
    with pytest.raises(Trouble, match=code):
        rows_of(content)
