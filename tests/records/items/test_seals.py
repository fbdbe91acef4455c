"""Seals are registered, handed over, used and ended; the log of uses only grows. And the simplification list."""

from datetime import timedelta

import pytest

from tests.conftest import START
from zhengwu.records.items import seals, simplifying
from zhengwu.records.items.models import SealUse
from zhengwu.records.items.seals import Registering
from zhengwu.records.items.simplifying import Simpler, totals
from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.troubles import Trouble

TODAY = day_of(START)
SEAL = Registering("行政审批专用章（1）", "受理、不予受理和准予许可文书", "登记员甲", TODAY, basis="青政发〔2026〕2号")


@pytest.fixture
def seal(district, actors):
    """A seal that is valid since today: its id."""
    return seals.register(district.bureau, SEAL, by=actors["head"], at=START)


def test_each_use_is_put_down(seal, district, actors):
    for number in range(3):
        seals.use(seal, f"受理通知书{number}", by=actors["clerk"], on=TODAY, at=START, copies=2)
    (one,) = seals.of_bodies([district.bureau])
    page = seals.log(seal, most=2)
    assert (one.uses, one.keeper) == (3, "登记员甲")
    assert [use.what for use in page.rows] == ["受理通知书2", "受理通知书1"]
    assert [use.what for use in seals.log(seal, after=int(page.after)).rows] == ["受理通知书0"]


def test_a_use_is_never_changed(seal, actors):
    seals.use(seal, "受理通知书", by=actors["clerk"], on=TODAY, at=START)
    row = SealUse.objects.get()
    for change in (row.save, row.delete):
        with pytest.raises(TypeError):
            change()


def test_a_seal_is_used_on_its_days_only(seal, actors):
    with pytest.raises(Trouble, match="not_valid"):
        seals.use(seal, "早先的", by=actors["clerk"], on=TODAY - timedelta(days=1), at=START)
    with pytest.raises(Trouble, match="bad_day"):
        seals.use(seal, "明天的", by=actors["clerk"], on=TODAY + timedelta(days=1), at=START)
    seals.use(seal, "今天的", by=actors["clerk"], on=TODAY, at=START)
    with pytest.raises(Trouble, match="bad_day"):
        seals.end(seal, TODAY - timedelta(days=1), by=actors["leader"], at=START)
    seals.end(seal, TODAY, by=actors["leader"], at=START)
    with pytest.raises(Trouble, match="not_valid"):
        seals.use(seal, "后来的", by=actors["clerk"], on=TODAY + timedelta(1), at=START + timedelta(days=1))


def test_it_refuses_those_without_the_right(seal, district, actors):
    with pytest.raises(Trouble, match="forbidden"):
        seals.register(district.bureau, SEAL, by=actors["clerk"], at=START)
    with pytest.raises(Trouble, match="forbidden"):
        seals.use(seal, "某文书", by=actors["auditor"], on=TODAY, at=START)
    with pytest.raises(Trouble, match="forbidden"):
        seals.hand_over(seal, "别人", by=actors["handler"], at=START)
    seals.hand_over(seal, "承办人甲", by=actors["leader"], at=START)
    assert seals.of_bodies([district.bureau])[0].keeper == "承办人甲"


def test_the_simplification_list_is_counted_by_its_five_kinds(district, actors):
    wanted = [Simpler("某项", "deferred_materials", TODAY), Simpler("另一项", "filing_to_report", TODAY)]
    simplifying.add(district.bureau, wanted, by=actors["head"], at=START)
    where = Body.objects.get(pk=district.bureau).path
    found = totals(where, TODAY)
    assert len(found) == 5
    assert (found["deferred_materials"], found["filing_to_report"], sum(found.values())) == (1, 1, 2)
    with pytest.raises(Trouble, match="there_already"):
        simplifying.add(district.bureau, wanted[:1], by=actors["head"], at=START)
    line = simplifying.listed(where, TODAY).rows[0]
    simplifying.end(line.id, TODAY, by=actors["head"], at=START)
    assert sum(totals(where, TODAY + timedelta(days=1)).values()) == 1
    with pytest.raises(Trouble, match="unknown_choice"):
        simplifying.add(district.bureau, [Simpler("某项", "magic", TODAY)], by=actors["head"], at=START)
