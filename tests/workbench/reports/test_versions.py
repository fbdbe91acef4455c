"""Versions: corrected, compared, given up; what drifted after the signature."""

from datetime import UTC, datetime

from tests.workbench.conftest import AT
from tests.workbench.reports.conftest import YEAR
from zhengwu.records.cases import actions as cases
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.reports import actions
from zhengwu.records.reports.models import AnnualReport, Figure, Passage
from zhengwu.statute.procedures import Event

LICENSING = "cells/publications/licensing/decisions"


def versions(body_id):
    rows = AnnualReport.objects.filter(body=body_id, year=YEAR).order_by("version")
    return [(row.version, row.status) for row in rows]


def test_a_correction_is_a_new_version_beside_the_old_one(published, seat, base):
    clerk, leader = seat("clerk"), seat("leader")
    assert clerk.send(f"{base}/do/correct").status_code == 422
    assert clerk.send(f"{base}/do/correct", reason="许可数据有误").status_code == 303
    clerk.send(f"{base}/{LICENSING}", value="9", note="重新核对")
    for deed in ("check", "sign", "publish"):
        assert leader.send(f"{base}/do/{deed}").status_code == 303, deed
    assert versions(published) == [(1, "superseded"), (2, "published")]
    page = clerk.open(f"{base}/versions?older=1&newer=2").text
    assert page.count(f"{base}/{LICENSING}") == 1
    assert "许可数据有误" in page[page.index("<ins>") :]
    assert "后来还有新的版本" in clerk.open(f"{base}?version=1").text


def test_a_correction_given_up_leaves_everything_as_it_was(published, seat, base, actors):
    clerk = seat("clerk")
    clerk.send(f"{base}/do/correct", reason="许可数据有误")
    clerk.send(f"{base}/{LICENSING}", value="9", note="重新核对")
    actions.put_text(published, YEAR, "problems", "改过的文字。", by=actors["clerk"], at=datetime.now(UTC))
    assert clerk.send(f"{base}/do/withdraw").status_code == 303
    assert versions(published) == [(1, "published")]
    last = Figure.objects.filter(row="licensing").latest("id")
    assert (last.value, last.note) == (0, "各科室报送表")
    assert Passage.objects.latest("id").text == ""
    assert "没有变动" in clerk.open(f"{base}/drift").text


def test_there_is_nothing_to_give_up_before_a_correction(published, seat, base):
    assert seat("clerk").get(f"{base}/do/withdraw").status_code == 404


def test_one_version_alone_is_said_to_be_so(signed, seat, base):
    assert "只有一个版本" in seat("clerk").open(f"{base}/versions").text


def test_there_may_be_no_version_yet(district, seat, base):
    assert "还没有版本" in seat("clerk").open(f"{base}/versions").text


def test_two_versions_that_are_not_there_are_not_found(signed, seat, base):
    assert seat("clerk").get(f"{base}/versions?older=1&newer=7").status_code == 404


def test_what_drifted_is_shown_with_the_cases_behind(published, seat, base, actors, district):
    start = Event("submitted", AT.date().replace(year=YEAR), says={"channel": "counter", "items": ["某项信息"]})
    opening = Opening(Applicant("周某", phone="000-00000000"))
    events = [start, Event("received", start.on)]
    made = cases.open_case("information_request", district.bureau, events, opening, by=actors["clerk"], at=AT)
    page = seat("clerk").open(f"{base}/drift").text
    assert f"{base}/cells/requests/received/natural_person" in page
    assert f'href="/desk/cases/{made.case_id}"' in page
    assert "已签发的报告中是 5" in seat("clerk").open(f"{base}/cells/requests/received/natural_person").text


def test_nothing_drifted(signed, seat, base):
    assert "没有变动" in seat("clerk").open(f"{base}/drift").text


def test_nothing_is_signed_so_nothing_can_drift(ready, seat, base):
    assert seat("clerk").get(f"{base}/drift").status_code == 409
