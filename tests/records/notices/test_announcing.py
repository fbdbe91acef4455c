"""Told of what is no case: reports, days that moved, a sign-in on another device; and what is forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from tests.conftest import PASSWORD
from tests.records.notices.conftest import AT
from zhengwu.cli.operate.yearly import reminded, warned
from zhengwu.records.cases.models import Case
from zhengwu.records.moments import day_of
from zhengwu.records.notices import actions, announcing
from zhengwu.records.notices.models import Notice
from zhengwu.records.people import sessions
from zhengwu.records.people.devices import Device
from zhengwu.records.timetable import actions as timetable
from zhengwu.records.timetable.actions import NewOverlay


def told(occasion):
    """Who was told of it."""
    return sorted(Notice.objects.filter(occasion=occasion).values_list("person__name", flat=True))


def test_a_report_is_told_to_who_compiles_signs_and_supervises(district, cast):
    with transaction.atomic():
        announcing.reported("report_due", district.bureau, 2025, at=AT)
        announcing.reported("report_overdue", district.bureau, 2025, at=AT)
        announcing.reported("report_published", district.bureau, 2025, at=AT, who=cast["head"].pk)
    assert told("report_due") == ["公开机构负责人甲", "登记员甲"]
    assert told("report_overdue") == ["公开机构负责人甲", "机关负责人甲", "登记员甲"]
    assert told("report_published") == ["主管部门甲", "登记员甲"]


def test_nobody_of_another_body_is_told(district, hire):
    hire("head", district.foreign), hire("supervisor", district.foreign), hire("head", district.affairs)
    with transaction.atomic():
        announcing.reported("report_published", district.bureau, 2025, at=AT)
    assert not Notice.objects.exists()


def test_the_year_is_told_once_and_its_lateness_once(district, cast):
    closing, late = datetime(2025, 12, 31, 9, tzinfo=UTC), datetime(2026, 4, 20, 9, tzinfo=UTC)
    for at in (closing, closing + timedelta(hours=1)):
        reminded(day_of(at), at)
    assert told("report_due") == [
        "主管部门甲",
        "公开机构负责人甲",
        "登记员甲",
    ]  # who compiles the government.s
    assert warned(day_of(late), late) > 0
    assert warned(day_of(late), late + timedelta(hours=1)) == 0
    assert warned(day_of(late) + timedelta(days=1), late + timedelta(days=1)) == 0
    assert told("report_overdue").count("机关负责人甲") == 1


def test_days_that_move_are_told_to_each_handler_by_their_number(held, cast, actors):
    due = Case.objects.get().due_on
    closed = NewOverlay(due - timedelta(days=3), due - timedelta(days=1), False, "暴雨停工", "青政发〔2026〕9号")
    timetable.overlay(closed, by=actors["administrator"], at=AT)
    assert Case.objects.get().due_on > due
    assert told("calendar_moved") == ["承办人甲"]
    assert Notice.objects.get(occasion="calendar_moved").number == 1


def test_a_new_device_is_told_of_and_the_first_one_is_not(cast):
    head = cast["head"]
    first = sessions.sign_in(head.username, PASSWORD, device=Device("10.0.0.1", "Firefox"), hours=8, at=AT)
    assert told("new_sign_in") == []
    same = Device("10.0.0.1", "Firefox", first.device_key)
    sessions.sign_in(head.username, PASSWORD, device=same, hours=8, at=AT)
    assert told("new_sign_in") == []
    sessions.sign_in(head.username, PASSWORD, device=Device("10.0.0.9", "curl"), hours=8, at=AT)
    assert told("new_sign_in") == ["公开机构负责人甲"]


@pytest.mark.parametrize(("days", "left"), [(89, 1), (91, 0)])
def test_notices_are_forgotten_after_ninety_days(cast, days, left):
    Notice.objects.create(person=cast["head"], occasion="digest", at=AT)
    actions.forget(at=AT + timedelta(days=days))
    assert Notice.objects.count() == left
