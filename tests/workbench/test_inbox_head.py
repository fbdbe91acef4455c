"""What stands above the list of the inbox: in whose stead one works, which batch was left; and a workbook's end."""

import zipfile
from datetime import timedelta
from io import BytesIO

from tests.workbench.conftest import AT, TODAY, told
from zhengwu.records.batches import actions as batches
from zhengwu.records.cases import exports
from zhengwu.records.cases.models import Case
from zhengwu.records.cases.wanted import Wanted
from zhengwu.records.people.models import Appointment


def test_it_says_in_whose_stead_one_works_and_until_when(cast, seat):
    held, until = Appointment.objects.get(person=cast["head"]), TODAY + timedelta(days=3)
    assert "您正代理" not in seat("handler").open("/desk/").text
    Appointment.objects.create(
        person=cast["handler"], post="head", body_id=held.body_id, since=TODAY, until=until, substitute_for=held
    )
    page = seat("handler").open("/desk/").text
    assert f"您正代理{cast['head'].name}" in page
    assert "您正代理" not in seat("head").open("/desk/").text


def test_a_batch_that_was_left_waits_for_its_owner_alone(file, seat, actors):
    case_id = file("received")
    lines = [(case_id, Case.objects.get(pk=case_id).length)]
    batch = batches.begin("left", "information_request", told("assigned", on=TODAY), lines, by=actors["head"], at=AT)
    page = seat("head").open("/desk/").text
    assert "批量“交办”还有 1 件没有办。" in page
    assert f"/desk/batches/{batch}" in page
    assert "还有 1 件没有办" not in seat("clerk").open("/desk/").text
    batches.go_on(batch, by=actors["head"], at=AT)
    assert "还有 1 件没有办" not in seat("head").open("/desk/").text


def test_a_workbook_says_that_it_was_cut(file, actors, monkeypatch):
    file("received"), file("received")
    for most, cut in ((1, True), (2, False)):
        monkeypatch.setattr(exports, "WORKBOOK", most)
        book = zipfile.ZipFile(BytesIO(exports.workbook(Wanted(), by=actors["head"], at=AT)))
        assert (f"前{most}件" in book.read("xl/workbook.xml").decode()) is cut
        assert ("后面还有" in book.read("xl/worksheets/sheet1.xml").decode()) is cut
