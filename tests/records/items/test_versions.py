"""An item and its versions: drafted by one, published by another, never two in force on a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import START
from tests.statute.catalogue.samples import FOOD
from zhengwu.records.items import actions, browsing
from zhengwu.records.items.loading import Loaded, load
from zhengwu.records.items.models import Item, ItemVersion
from zhengwu.records.items.queries import Wanted, facts, find, holding, record, versions
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.troubles import Trouble
from zhengwu.statute.catalogue import Limit

TODAY = day_of(START)
FASTER = replace(FOOD, promised=Limit(4))


def test_it_works(drafted, actors):
    assert holding(drafted, TODAY) is None
    assert find(Wanted(), on=TODAY).rows == ()
    assert actions.publish(drafted, by=actors["leader"], at=START) == 1
    held = holding(drafted, TODAY)
    assert held is not None
    assert held.record == FOOD
    assert held.number == 1
    assert [one.id for one in find(Wanted("小餐饮", event="open_restaurant"), on=TODAY).rows] == [drafted]
    assert holding(drafted, TODAY - timedelta(days=1)) is None


def test_the_next_version_is_prepared_and_begins_on_its_day(published, actors):
    first = TODAY + timedelta(days=30)
    actions.draft(published, FASTER, by=actors["head"], at=START, reason="压减时限")
    assert actions.publish(published, by=actors["leader"], at=START, since=first) == 2
    assert holding(published, first - timedelta(days=1)).record == FOOD
    assert holding(published, first).record == FASTER
    assert facts(published).promised_days == 5
    assert [one.number for one in versions(published)] == [2, 1]


def test_it_refuses_that_who_wrote_it_publishes_it(drafted, actors, hire, actor, district):
    other = actor(hire("head", district.bureau, name="另一负责人"))
    actions.draft(drafted, FASTER, by=other, at=START)
    for one in (other, actors["head"]):
        with pytest.raises(Trouble, match="forbidden"):
            actions.publish(drafted, by=one, at=START)


def test_it_refuses_those_without_the_right(district, actors, published):
    for one in (actors["clerk"], actors["auditor"], PUBLIC):
        with pytest.raises(Trouble, match="forbidden"):
            actions.create(district.bureau, FOOD, by=one, at=START)
        with pytest.raises(Trouble, match="forbidden"):
            actions.retire(published, by=one, at=START, reason="试试")
    with pytest.raises(Trouble, match="forbidden"):
        actions.create(district.foreign, FOOD, by=actors["head"], at=START)


def test_a_version_to_come_is_discarded_and_the_one_before_goes_on(published, actors):
    actions.draft(published, FASTER, by=actors["supervisor"], at=START)
    actions.publish(published, by=actors["leader"], at=START, since=TODAY + timedelta(days=9))
    with pytest.raises(Trouble, match="version_to_come"):
        actions.retire(published, by=actors["leader"], at=START, reason="取消")
    actions.discard(published, by=actors["head"], at=START)
    assert holding(published, TODAY + timedelta(days=9)).number == 1


def test_a_slip_is_put_right_on_the_same_day(published, actors):
    actions.draft(published, FASTER, by=actors["head"], at=START)
    actions.publish(published, by=actors["leader"], at=START)
    assert holding(published, TODAY).record == FASTER
    assert record(ItemVersion.objects.get(item=published, number=1).pk) == FOOD


def test_what_is_retired_is_gone_after_its_last_day_and_may_be_kept_before(published, actors):
    last = TODAY + timedelta(days=3)
    actions.retire(published, by=actors["leader"], at=START, reason="国务院决定取消", last=last)
    assert holding(published, last)
    assert holding(published, last + timedelta(days=1)) is None
    assert len(find(Wanted(), on=last).rows) == 1
    assert find(Wanted(), on=last + timedelta(days=1)).rows == ()
    actions.keep(published, by=actors["leader"], at=START)
    assert holding(published, last + timedelta(days=1))


def test_what_is_paused_is_not_offered(published, actors):
    actions.pause(published, by=actors["head"], at=START, reason="系统升级")
    assert holding(published, TODAY) is None
    assert holding(published, TODAY, paused=True).status == "paused"
    assert find(Wanted(), on=TODAY).rows == ()
    actions.resume(published, by=actors["head"], at=START)
    assert holding(published, TODAY)


def test_a_draft_that_was_thrown_away_leaves_a_cancelled_item(drafted, actors):
    actions.discard(drafted, by=actors["head"], at=START, reason="误建")
    assert facts(drafted).status == "cancelled"
    with pytest.raises(Trouble, match="nothing_to_discard"):
        actions.discard(drafted, by=actors["head"], at=START)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["draft", "publish", "discard", "retire", "keep"]), st.integers(0, 20), st.integers(0, 9)
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_no_day_ever_has_two_versions(district, actors, steps):
    at, (published,) = START, load([Loaded(district.bureau, FOOD, TODAY)], by="导入", at=START)
    for what, ahead, passed in steps:
        at += timedelta(days=passed)
        try:
            _do(what, published, actors, at, day_of(at) + timedelta(days=ahead))
        except Trouble:
            continue
    spans = ItemVersion.objects.filter(item=published, status__in=("published", "retired")).values_list(
        "since", "until"
    )
    for day in (TODAY + timedelta(days=one) for one in range(150)):
        assert sum(since <= day <= (until or date.max) for since, until in spans) <= 1


def _do(what, item, actors, at, day):
    match what:
        case "draft":
            actions.draft(item, FASTER, by=actors["head"], at=at)
        case "publish":
            actions.publish(item, by=actors["leader"], at=at, since=day)
        case "discard":
            actions.discard(item, by=actors["head"], at=at)
        case "retire":
            actions.retire(item, by=actors["leader"], at=at, reason="取消", last=day)
        case "keep":
            actions.keep(item, by=actors["leader"], at=at)


def test_lists_go_on_where_a_page_ended(district):
    rows = [Loaded(district.bureau, replace(FOOD, name=f"事项{one:03d}"), TODAY) for one in range(25)]
    load(rows, by="导入", at=START)
    first = find(Wanted(), on=TODAY, most=10)
    rest = find(Wanted(), on=TODAY, most=20, after=first.after)
    assert len(first.rows) == 10
    assert len(rest.rows) == 15
    assert rest.after == ""
    assert len({one.id for one in (*first.rows, *rest.rows)}) == 25 == Item.objects.count()
    found = browsing.find({"type": FOOD.type}, "事项 0", TODAY, at=START, after=first.after)
    assert (found.rows, found.after, found.total) == (rest.rows, "", 25)
    Item.objects.filter(name="事项024").update(status="paused")
    browsed = browsing.find({}, "02", TODAY, at=START)
    assert [one.name for one in browsed.rows] == ["事项002", *(f"事项02{one}" for one in range(4))], "gone at once"
    soon = browsing.find({}, "02", TODAY, at=START + timedelta(seconds=10))
    assert (soon.rows, soon.total) == (browsed.rows, 5)
