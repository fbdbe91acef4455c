"""Where powers come from: given, sent, taken, left, ended; what the law does not allow is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.conftest import START
from tests.statute.catalogue.samples import FOOD
from zhengwu.records.items import counts, powers
from zhengwu.records.items.counts import Uptake
from zhengwu.records.items.models import PowerItem
from zhengwu.records.items.powers import Moving, Sent
from zhengwu.records.items.queries import facts, holding
from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.troubles import Trouble

TODAY = day_of(START)
PAPERS = {"document_number": "青政发〔2026〕1号", "agreement": "委托协议", "notice": "门户网站公告"}


@pytest.fixture
def delegated(district, actors):
    """Two powers that 民政局 delegates to 审批局: the id of the movement."""
    moving = Moving("delegation", "委托目录", district.bureau, TODAY, giver_id=district.affairs, **PAPERS)
    sent = [Sent("社会团体成立登记", department="民政局"), Sent("慈善组织认定", department="民政局", should=False)]
    return powers.move(moving, sent, by=actors["head"], at=START).power_id


def path(body_id):
    """Where a body stands."""
    return Body.objects.get(pk=body_id).path


def test_what_is_sent_is_taken_as_an_item_or_left_with_a_reason(delegated, district, actors):
    first, second = counts.lines(delegated)
    record = replace(FOOD, name=first.name, power_source="delegated_beside")
    item = powers.take(first.id, record=record, by=actors["head"], at=START)
    powers.leave(second.id, "尚无办理系统", by=actors["head"], at=START)
    assert facts(item).name == "社会团体成立登记"
    (told,) = counts.uptakes(path(district.bureau))
    assert (told.sent, told.should, told.taken, told.departments, told.gaps) == (2, 1, 1, 1, 0)
    assert [(one.state, one.gap) for one in counts.lines(delegated)] == [("taken", ""), ("refused", "尚无办理系统")]
    with pytest.raises(Trouble, match="taken_before"):
        powers.take(first.id, item_id=item, by=actors["head"], at=START)
    powers.leave(first.id, "协议到期", by=actors["head"], at=START, returned=True)
    assert counts.lines(delegated)[0].state == "returned"


def test_what_is_delegated_is_not_delegated_further(delegated, district, actors):
    further = Moving("delegation", "再委托", district.affairs, TODAY, giver_id=district.bureau, **PAPERS)
    with pytest.raises(Trouble, match="sub_delegation"):
        powers.move(further, [Sent("社会团体成立登记")], by=actors["supervisor"], at=START)
    powers.move(further, [Sent("本机关自己的权力")], by=actors["supervisor"], at=START)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"agreement": ""}, "paper_missing"), ({"notice": " "}, "paper_missing"), ({"giver_id": None}, "giver_missing"),
        ({"kind": "loan"}, "unknown_choice"), ({"title": ""}, "title_missing"),
        ({"until": TODAY - timedelta(days=1)}, "bad_day"),
        ({"kind": "transfer", "document_number": ""}, "decision_missing"), ({"giver_id": 0}, "not_found"),
    ],
)  # fmt: skip
def test_it_refuses_what_is_not_whole(district, actors, changes, code):
    sound = Moving("delegation", "委托目录", district.bureau, TODAY, giver_id=district.affairs, **PAPERS)
    with pytest.raises(Trouble) as told:
        powers.move(replace(sound, **changes), [Sent("某项")], by=actors["supervisor"], at=START)
    assert told.value.code == code


def test_it_refuses_to_delegate_to_what_is_no_administrative_body(district, actors):
    moving = Moving("delegation", "委托目录", district.station, TODAY, giver_id=district.bureau, **PAPERS)
    with pytest.raises(Trouble, match="not_administrative"):
        powers.move(moving, [Sent("某项")], by=actors["supervisor"], at=START)


def test_what_was_transferred_the_giver_exercises_no_more(published, district, actors):
    since = TODAY + timedelta(days=10)
    moving = Moving("transfer", "划转目录", district.affairs, since, giver_id=district.bureau, **PAPERS)
    with pytest.raises(Trouble, match="forbidden"):
        powers.move(moving, [Sent(FOOD.name, item_id=published)], by=actors["head"], at=START)
    moved = powers.move(moving, [Sent(FOOD.name, item_id=published)], by=actors["supervisor"], at=START)
    assert moved.cases == ()
    assert holding(published, since - timedelta(days=1))
    assert holding(published, since) is None
    assert counts.lines(moved.power_id)[0].state == "sent"


def test_what_was_abolished_ends_on_its_day(published, district, actors):
    since = TODAY + timedelta(days=1)
    moving = Moving("abolition", "取消目录", district.bureau, since, document_number="国发〔2026〕1号")
    power = powers.move(moving, [Sent(FOOD.name, item_id=published)], by=actors["head"], at=START).power_id
    assert holding(published, since) is None
    assert PowerItem.objects.get(power_id=power).item_id == published
    with pytest.raises(Trouble, match="abolished"):
        powers.take(counts.lines(power)[0].id, item_id=published, by=actors["head"], at=START)


def test_movements_that_hold_are_added_up(delegated, district, actors):
    where = path(district.bureau)
    assert isinstance(counts.moved(where, "delegation", TODAY), Uptake)
    assert counts.moved(where, "delegation", TODAY).sent == 2
    assert counts.moved(where, "transfer", TODAY) is None
    powers.end(delegated, TODAY, by=actors["head"], at=START)
    assert counts.moved(where, "delegation", TODAY + timedelta(days=1)) is None


def test_it_refuses_those_without_the_right(delegated, actors):
    line = counts.lines(delegated)[0].id
    for one in (actors["clerk"], actors["handler"], actors["auditor"]):
        with pytest.raises(Trouble, match="forbidden"):
            powers.leave(line, "不想要", by=one, at=START)
        with pytest.raises(Trouble, match="forbidden"):
            powers.end(delegated, TODAY, by=one, at=START)
