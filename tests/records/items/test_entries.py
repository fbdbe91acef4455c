"""The base catalogue is written, listed and taken over; and items are proved to be what their versions say."""

from dataclasses import replace

import pytest

from tests.conftest import START
from tests.statute.catalogue.samples import FOOD
from zhengwu.records.items import actions, entries, proving
from zhengwu.records.items.models import Item, ItemVersion
from zhengwu.records.items.queries import facts
from zhengwu.records.moments import day_of
from zhengwu.records.troubles import Trouble
from zhengwu.statute.catalogue.model import CatalogueLine

TODAY = day_of(START)
MAIN = CatalogueLine("440117002000", "食品经营许可", "licence", ("county",))
SUB = CatalogueLine("440117002011", "小餐饮店经营许可", "licence")


@pytest.fixture
def lines(actors):
    """Two lines of the catalogue, by code: their ids."""
    entries.put([SUB, MAIN], since=TODAY, by=actors["supervisor"], at=START)
    return {one.code: one for one in entries.listed(0).rows}


def test_a_line_is_taken_over_once(lines, district, actors):
    line = lines[SUB.code]
    assert line.parent_id == lines[MAIN.code].id
    made = actions.create(district.bureau, FOOD, by=actors["head"], at=START, entry_id=line.id)
    assert [one.taken for one in entries.listed(district.bureau, words="小餐饮").rows] == [made.item_id]
    with pytest.raises(Trouble, match="claimed"):
        actions.create(district.bureau, FOOD, by=actors["head"], at=START, entry_id=line.id, code="X")
    change = replace(FOOD, action="change")
    actions.create(district.bureau, change, by=actors["head"], at=START, entry_id=line.id, code="X")


@pytest.mark.parametrize(
    ("changes", "code"), [({"type": "filing"}, "type_differs"), ({"level": "township"}, "level_differs")]
)
def test_what_is_taken_over_agrees_with_its_line(lines, district, actors, changes, code):
    record = replace(FOOD, catalog_code="", **changes)
    with pytest.raises(Trouble, match=code):
        actions.create(district.bureau, record, by=actors["head"], at=START, entry_id=lines[MAIN.code].id)


def test_lines_are_written_again_without_change(lines, actors):
    again = [MAIN, replace(SUB, name="小餐饮经营许可")]
    assert entries.put(again, since=TODAY, by=actors["supervisor"], at=START) == (0, 1)
    assert entries.put(again, since=TODAY, by=actors["supervisor"], at=START) == (0, 0)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (replace(MAIN, code="4401"), "bad_code"), (replace(MAIN, name=" "), "bad_name"),
        (replace(MAIN, type="filing"), "type_differs"), (replace(MAIN, levels=("moon",)), "unknown_choice"),
    ],
)  # fmt: skip
def test_it_refuses_lines_that_are_unsound(actors, line, code):
    with pytest.raises(Trouble, match=code):
        entries.put([line], since=TODAY, by=actors["supervisor"], at=START)
    with pytest.raises(Trouble, match="forbidden"):
        entries.put([MAIN], since=TODAY, by=actors["head"], at=START)


def test_a_code_is_given_once_in_a_body(district, actors):
    made = [actions.create(district.bureau, FOOD, by=actors["head"], at=START).item_id for _ in range(2)]
    assert [facts(one).code for one in made] == ["QHSP-00001", "QHSP-00002"]
    actions.create(district.bureau, FOOD, by=actors["head"], at=START, code="QHSP-00004")
    assert facts(actions.create(district.bureau, FOOD, by=actors["head"], at=START).item_id).code == "QHSP-00005"
    with pytest.raises(Trouble, match="code_taken"):
        actions.create(district.bureau, FOOD, by=actors["head"], at=START, code="QHSP-00001")


def test_items_are_proved(published):
    ((done, total, found),) = proving.items()
    assert (done, total, found) == (1, 1, [])


def test_what_was_altered_is_seen(published):
    Item.objects.filter(pk=published).update(promised_days=1)
    version = ItemVersion.objects.get(item=published)
    version.pk, version.number = None, 2
    version.save()
    version.pk, version.number, version.content = None, 3, {"name": 1}
    version.save()
    ((_, _, found),) = proving.items()
    told = [why.zh for _, why in found]
    assert len([one for one in told if "有两个版本" in one]) == 2
    assert any("promised_days" in one for one in told)
    assert any("第3版不可读" in one for one in told)
