"""What a body did to have its services used: entered, summed, struck out; nonsense is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.conftest import START
from tests.records.items.bureaus import TODAY
from zhengwu.records.items import drives
from zhengwu.records.items.drives import Done
from zhengwu.records.organs.models import Body
from zhengwu.records.troubles import Trouble

MARKET = Done("publicity", "集市宣传", TODAY, times=3, staff=4, people=200)


@pytest.fixture
def path(district):
    """Where 审批局 stands."""
    return Body.objects.get(pk=district.bureau).path


def test_what_is_struck_out_counts_no_more_and_stays_to_be_seen(district, actors, path):
    entry = drives.note(district.bureau, MARKET, by=actors["head"], at=START)
    drives.strike(entry, "重复登记", by=actors["head"], at=START)
    assert drives.totals(path, date(2000, 1, 1), TODAY)["publicity"].times == 0
    assert [one.struck for one in drives.listed(path).rows] == ["重复登记"]
    with pytest.raises(Trouble, match="struck"):
        drives.strike(entry, "再来", by=actors["head"], at=START)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"kind": "moon"}, "kind"), ({"name": " "}, "name"), ({"name": "甲" * 301}, "name"), ({"times": 0}, "times"),
        ({"people": -1}, "people"), ({"base": 2**31}, "base"), ({"on": TODAY + timedelta(days=4000)}, "on"),
        ({"kind": "registered", "people": 5, "base": 4}, "people"),
    ],
)  # fmt: skip
def test_it_refuses_what_cannot_be(district, actors, change, where):
    with pytest.raises(Trouble) as refused:
        drives.note(district.bureau, replace(MARKET, **change), by=actors["head"], at=START)
    assert refused.value.where == where


def test_it_refuses_whoever_may_not(district, actors):
    with pytest.raises(Trouble, match="forbidden"):
        drives.note(district.bureau, MARKET, by=actors["clerk"], at=START)


def test_a_page_follows_a_page(district, actors, path):
    for at in range(5):
        drives.note(district.bureau, replace(MARKET, name=f"宣传{at}"), by=actors["head"], at=START)
    first = drives.listed(path, most=3)
    then = drives.listed(path, before=int(first.after), most=3)
    assert [one.done.name for one in (*first.rows, *then.rows)] == [f"宣传{at}" for at in (4, 3, 2, 1, 0)]
