"""The digest: each working morning one message, none on days off, none where nothing waits, once."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.records.notices.conftest import AT, told
from zhengwu.records.cases import actions
from zhengwu.records.cases.models import Case
from zhengwu.records.moments import day_of
from zhengwu.records.notices import digest, messages
from zhengwu.records.notices.addresses import Owner
from zhengwu.records.notices.models import SwitchedOff
from zhengwu.records.outbox.actions import Sending
from zhengwu.records.outbox.models import Effect

MORNING = datetime(2026, 3, 3, 0, tzinfo=UTC)  # a Tuesday, eight o'clock at the office


@pytest.fixture
def due(held):
    """A function that gives the case its last day."""

    def dated(on):
        Case.objects.filter(pk=held).update(due_on=on, sort_on=on)

    dated(day_of(MORNING))
    return dated


@pytest.fixture
def officer(agree, cast):
    """The handler, who has a mailbox."""
    return agree(Owner(person_id=cast["handler"].pk), value="li@example.cn")


def run(at):
    return digest.run(on=day_of(at), at=at)


def text():
    """The message as it leaves."""
    effect = Effect.objects.get(kind="notice.mail", payload__occasion="digest")
    return messages.of(Sending(effect.dedupe, effect.kind, effect.payload, effect.body_id, 1)).text


def test_it_works(due, officer):
    assert run(MORNING) == 1
    assert "今日到期：1 件" in text()
    assert "/desk/?tab=soon" in text()
    assert "超期" not in text()


def test_it_is_sent_once_a_day_however_often_the_timers_run(due, officer):
    assert [run(MORNING + timedelta(minutes=minute)) for minute in (0, 1, 2)] == [1, 0, 0]
    assert run(MORNING + timedelta(days=1)) == 1


def test_a_round_that_died_does_not_send_twice(due, officer):
    from zhengwu.records.outbox.models import Beat

    run(MORNING)
    Beat.objects.all().delete()
    assert run(MORNING + timedelta(minutes=1)) == 0


def test_not_before_the_morning_and_not_on_days_off(due, officer):
    assert run(MORNING - timedelta(hours=1)) == 0
    assert run(datetime(2026, 3, 7, 1, tzinfo=UTC)) == 0  # a Saturday
    assert run(datetime(2026, 10, 1, 1, tzinfo=UTC)) == 0  # the national day
    due(datetime(2026, 10, 10).date())
    assert run(datetime(2026, 10, 10, 1, tzinfo=UTC)) == 1  # a Saturday that is worked


def test_nothing_where_nothing_waits_or_it_is_switched_off(due, officer):
    due(datetime(2026, 6, 1).date())
    assert run(MORNING) == 0
    due(day_of(MORNING))
    SwitchedOff.objects.create(address_id=officer, occasion="digest")
    assert run(MORNING + timedelta(days=1)) == 0


def test_who_decides_hears_of_what_waits_for_approval(held, agree, cast, actors):
    agree(Owner(person_id=cast["head"].pk), value="su@example.cn")
    actions.take(held, told("proposed", outcome="granted"), by=actors["handler"], at=AT)
    assert run(MORNING) == 1
    assert "待审批：1 件" in text()


def test_it_counts_only_what_the_officer_sees(due, agree, hire, district):
    other = hire("head", district.affairs)
    agree(Owner(person_id=other.pk), value="other@example.cn")
    assert run(MORNING) == 0
