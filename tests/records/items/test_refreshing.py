"""The timer: what was prepared holds from its day in lists and figures, what ended is cancelled."""

from dataclasses import replace
from datetime import timedelta

from tests.conftest import START
from tests.statute.catalogue.samples import FOOD
from zhengwu.cli.operate.tick import round_of
from zhengwu.records.items import actions, refreshing
from zhengwu.records.items.queries import Wanted, facts, find
from zhengwu.records.moments import day_of
from zhengwu.statute.catalogue import Limit

TODAY = day_of(START)
DAY = timedelta(days=1)


def test_a_version_that_was_prepared_begins(published, actors):
    actions.draft(published, replace(FOOD, promised=Limit(4)), by=actors["head"], at=START)
    actions.publish(published, by=actors["leader"], at=START, since=TODAY + 3 * DAY)
    assert refreshing.behind(TODAY + 2 * DAY) == ()
    assert refreshing.run(on=TODAY + 3 * DAY) == 1
    assert (facts(published).promised_days, facts(published).version) == (4, 2)
    assert refreshing.run(on=TODAY + 3 * DAY) == 0


def test_the_round_of_the_timers_does_it(published, actors):
    actions.retire(published, by=actors["leader"], at=START, reason="取消", last=TODAY + DAY)
    assert facts(published).status == "in_use"
    round_of(START + 2 * DAY)
    assert facts(published).status == "cancelled"
    assert find(Wanted(), on=TODAY + 2 * DAY).rows == ()


def test_what_was_cancelled_can_be_published_anew(published, actors):
    actions.retire(published, by=actors["leader"], at=START, reason="取消")
    refreshing.run(on=TODAY + DAY)
    actions.draft(published, FOOD, by=actors["head"], at=START + 2 * DAY)
    actions.publish(published, by=actors["leader"], at=START + 2 * DAY)
    assert (facts(published).status, facts(published).version) == ("in_use", 2)


def test_a_paused_item_stays_paused(published, actors):
    actions.pause(published, by=actors["head"], at=START, reason="系统升级")
    actions.draft(published, replace(FOOD, promised=Limit(4)), by=actors["head"], at=START)
    actions.publish(published, by=actors["leader"], at=START)
    assert (facts(published).status, facts(published).version) == ("paused", 2)
