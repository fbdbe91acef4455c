"""Bodies and people by the file: looked at without a trace, written whole or not at all, repeated without harm."""

import io

import pytest
import xlsxwriter

from tests.conftest import START
from zhengwu.records.organs.models import Body, Unit
from zhengwu.records.people import sessions
from zhengwu.records.people.models import Person
from zhengwu.records.people.sessions import Device
from zhengwu.records.staffing import importing, starting
from zhengwu.records.troubles import Trouble

BODIES = """机关名称,简称,类型,上级机关,编号前缀,内设机构
青禾区文化局,文化局,部门,青禾区人民政府,QHWH,办公室；文艺科
文化馆,文化馆,派出及其他机构,青禾区文化局,QHWG,
"""
PEOPLE = """姓名,用户名,机关,内设机构,岗位,任职日期
何某乙,sp-heyi,青禾区行政审批局,公开科,承办人,2026年1月5日
何某乙,sp-heyi,审批局,,登记员,
"""


def looked(kind, text, by):
    return importing.looked_at(kind, importing.read(kind, text.encode()), by=by, at=START)


def write(kind, text, by):
    return importing.written(kind, importing.read(kind, text.encode()), by=by, at=START)


def test_it_works(district, actors):
    by = actors["administrator"]
    assert [one.what for one in looked("bodies", BODIES, by)] == ["new", "new"]
    assert not Body.objects.filter(name="青禾区文化局").exists()
    assert write("bodies", BODIES, by) == importing.Written(2, 0)
    made = Body.objects.get(name="文化馆")
    assert made.parent.name == "青禾区文化局"
    assert list(Unit.objects.filter(body=made.parent).values_list("name", flat=True)) == ["办公室", "文艺科"]


@pytest.mark.parametrize(("kind", "text"), [("bodies", BODIES), ("people", PEOPLE)])
def test_a_file_brought_again_changes_nothing(district, actors, kind, text):
    write(kind, text, actors["administrator"])
    before = Body.objects.count(), Person.objects.count()
    assert write(kind, text, actors["administrator"]) == importing.Written(0, 2)
    assert (Body.objects.count(), Person.objects.count()) == before


def test_a_person_with_two_posts_is_one_person(district, actors):
    write("people", PEOPLE, actors["administrator"])
    person = Person.objects.get(username="sp-heyi")
    assert sorted(person.appointments.values_list("post", "unit__name")) == [("clerk", None), ("handler", "公开科")]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("何某乙,a,没有的局,,承办人,", "body"),
        ("何某乙,a,审批局,没有的科,承办人,", "unit"),
        ("何某乙,a,审批局,,局长,", "post"),
        ("何某乙,a,审批局,,承办人,明天", "since"),
        (",a,审批局,,承办人,", "name"),
        ("何某乙,head4,审批局,,承办人,", "username"),
        ("何某乙,a,云溪区人民政府,,承办人,", ""),
    ],
)
def test_a_row_that_is_wrong_is_told_with_its_column(actors, row, column):
    text = f"姓名,用户名,机关,内设机构,岗位,任职日期\n{row}\n"
    (found,) = looked("people", text, actors["administrator"])
    assert found.what == "wrong"
    assert found.row == 2
    assert found.why.zh
    assert found.column == column or column == ""


def test_one_wrong_row_keeps_all_from_being_written(actors):
    before = Person.objects.count()
    with pytest.raises(Trouble, match="rows_wrong"):
        write("people", PEOPLE + "王某,wang,没有的局,,承办人,\n", actors["administrator"])
    assert Person.objects.count() == before


def test_it_reads_a_spreadsheet(actors):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(PEOPLE.splitlines()):
            sheet.write_row(number, 0, line.split(","))
    found = importing.read("people", content.getvalue())
    assert [row.cells["name"] for row in found] == ["何某乙", "何某乙"]


@pytest.mark.parametrize(
    ("text", "code"), [("姓名,生日\n甲,1\n", "unknown_column"), ("姓名\n甲\n", "column_missing"), ("", "no_rows")]
)
def test_it_refuses_a_file_with_a_wrong_head(text, code):
    with pytest.raises(Trouble, match=code):
        importing.read("people", text.encode())


def test_it_refuses_who_is_no_administrator(actors):
    with pytest.raises(Trouble, match="forbidden"):
        looked("people", PEOPLE, actors["head"])


def test_who_came_by_a_file_gets_a_password_once(district, actors):
    by = actors["administrator"]
    write("people", PEOPLE, by)
    (given,) = starting.give(district.bureau, by=by, at=START)
    signed = sessions.sign_in(given.username, given.password, device=Device(), hours=1, at=START)
    assert signed.must_change_password
    assert starting.give(district.bureau, by=by, at=START) == []
