"""The figures of a day that is past: what was in use then, as its versions said it, whatever became of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.conftest import START
from tests.records.items.bureaus import PLAIN, TODAY, laid, some
from zhengwu.records.items import actions
from zhengwu.records.items.indicators import behind, counted, drilled, usual
from zhengwu.records.organs.models import Body
from zhengwu.statute.catalogue import Limit

DAY = timedelta(days=1)
SPOT = replace(PLAIN, name="即时办结的事项", case_type="on_the_spot", promised=Limit(0))


@pytest.fixture
def scope(district):
    """The usual scope of the whole government."""
    return usual(Body.objects.get(pk=district.government).path)


def spot(scope, on):
    """The items handled at once on a day: above and below the line."""
    figure = behind(scope, "on_the_spot", on=on).figure
    return figure.numerator, figure.denominator


def changed(item_id, record, at, actors):
    """A version that says something else, published at a moment."""
    actions.draft(item_id, record, by=actors["head"], at=at, reason="改革")
    actions.publish(item_id, by=actors["leader"], at=at)


def test_it_tells_what_held_on_the_day(scope, district, actors):
    first, _ = laid(district.bureau, some(2))
    changed(first, SPOT, START + 5 * DAY, actors)
    days = [TODAY - DAY, TODAY, TODAY + 4 * DAY, TODAY + 5 * DAY]
    assert [spot(scope, day) for day in days] == [(0, 0), (0, 2), (0, 2), (1, 2)]
    assert counted(scope, on=TODAY + 4 * DAY).figures["on_the_spot"].numerator == 0


def test_items_are_shown_as_they_were(scope, district, actors):
    (item,) = laid(district.bureau, some(1))
    changed(item, SPOT, START + 5 * DAY, actors)
    then = behind(scope, "on_the_spot", on=TODAY)
    (row,) = drilled(then, above=False).rows
    assert (row.name, row.case_type, row.promised_days) == ("事项0000", "promised_time", 5)
    (row,) = drilled(behind(scope, "on_the_spot", on=TODAY + 5 * DAY)).rows
    assert (row.name, row.promised_days) == ("即时办结的事项", 0)


def test_what_has_ended_still_counts_for_its_days(scope, district, actors):
    (item,) = laid(district.bureau, some(1))
    actions.retire(item, by=actors["leader"], at=START + 3 * DAY, reason="划出", last=TODAY + 3 * DAY)
    assert [spot(scope, TODAY + days * DAY)[1] for days in (0, 3, 4)] == [1, 1, 0]


def test_a_pause_counts_for_its_days(scope, district, actors):
    (item,) = laid(district.bureau, some(1))
    actions.pause(item, by=actors["head"], at=START + 2 * DAY, reason="系统改造")
    actions.resume(item, by=actors["head"], at=START + 4 * DAY)
    assert [spot(scope, TODAY + days * DAY)[1] for days in (0, 1, 2, 3, 4)] == [1, 1, 0, 0, 1]
    actions.pause(item, by=actors["head"], at=START + 6 * DAY, reason="再次改造")
    assert [spot(scope, TODAY + days * DAY)[1] for days in (5, 6, 9)] == [1, 0, 0]


def test_a_version_of_another_type_is_counted_by_what_it_was(scope, district, actors):
    (item,) = laid(district.bureau, some(1))
    changed(item, replace(PLAIN, type="filing"), START + 5 * DAY, actors)
    assert [spot(scope, TODAY + days * DAY)[1] for days in (0, 5)] == [1, 0]


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_is_counted_anew_after_a_change(scope, district, actors):
    (item,) = laid(district.bureau, some(1))
    assert spot(scope, TODAY) == spot(scope, TODAY) == (0, 1)
    changed(item, SPOT, START, actors)
    assert spot(scope, TODAY) == (1, 1)
    actions.pause(item, by=actors["head"], at=START, reason="系统改造")
    assert spot(scope, TODAY) == (0, 0)
