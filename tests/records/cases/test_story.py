"""A request from submission to archive, through the actions."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from zhengwu.records.cases import actions, filing, queries
from zhengwu.records.cases.models import Case, Event, Item
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.statute.calendar import national
from zhengwu.statute.procedures.fields import event_from

AT = datetime(2026, 3, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def say(key, on="2026-03-02", **says):
    return event_from({"event": key, "on": on, **says})


@pytest.mark.django_db
def test_a_request_from_the_counter_to_the_archive(actors, district):
    body = district.bureau
    opening = Opening(Applicant("申请人甲", phone="000"))
    events = [say("submitted", channel="counter", items=["老旧小区改造的招标文件"]), say("received")]
    opened = actions.open_case("information_request", body, events, opening, by=actors["clerk"], at=AT)
    assert opened.length == 2
    assert opened.number.endswith("000001")
    head = actors["head"]
    taken = actions.take(opened.case_id, say("decided", "2026-03-05", outcome="granted"), by=head, at=AT)
    assert taken.state == "decided"
    taken = actions.take(opened.case_id, say("delivered", "2026-03-06", channel="counter"), by=head, at=AT)
    row = Case.objects.get()
    filed = filing.read(row.pk)
    assert row.state == "delivered"
    assert not row.is_open
    assert filing.is_whole(filed) == 0
    assert filing.cached(filing.replayed(row.procedure, filed, national()), national()).outcome == row.outcome
    assert Item.objects.get().concluded_year == 2026
    assert Event.objects.count() == 4
    assert queries.inbox(actors["clerk"], queries.Wanted(is_open=False))[0].number == opened.number
