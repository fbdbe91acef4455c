"""Handing cases over: each by its own step, told one by one, and nothing to those who may see no case."""

import pytest

from tests.conftest import START
from zhengwu.records.cases import actions
from zhengwu.records.cases.models import Case, Event
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.moments import day_of
from zhengwu.records.staffing import handover
from zhengwu.statute import procedures as statute

TODAY = day_of(START)


@pytest.fixture
def given(actors, cast, district):
    """Three requests in the handler's hands; one of them is decided."""

    def told(key, **says):
        return statute.Event(key, TODAY, says=says)

    made = []
    for number in range(3):
        opening = Opening(Applicant("周某", phone="000-00000000"))
        events = [told("submitted", channel="counter", items=[f"青禾路第{number}段征收补偿方案"]), told("received")]
        case = actions.open_case("information_request", district.bureau, events, opening, by=actors["clerk"], at=START)
        actions.take(case.case_id, told("assigned", handler=str(cast["handler"].pk)), by=actors["head"], at=START)
        made.append(case.case_id)
    actions.take(made[2], told("decided", outcome="granted"), by=actors["head"], at=START)
    return made


def test_it_works(given, actors, cast, hire, district):
    other, person = hire("handler", district.bureau, district.other_unit), cast["handler"].pk
    found = handover.to_hand_over(actors["head"], person)
    assert [one.id for one in found if one.refused is None] == given[:2]
    done = handover.hand_over(actors["head"], given, to=other.pk, note="调离", at=START, person_id=person)
    assert (done.done, len(done.kept)) == (2, 1)
    assert set(Case.objects.filter(handler=other).values_list("unit_id", flat=True)) == {district.other_unit}
    last = Event.objects.filter(case_id=given[0]).order_by("-number").first()
    assert (last.key, last.says["note"]) == ("assigned", "调离")


def test_a_case_that_may_not_go_stays_and_says_why(given, actors, cast):
    (stays,) = [one for one in handover.to_hand_over(actors["head"], cast["handler"].pk) if one.refused]
    assert stays.id == given[2]
    assert "交办" in stays.refused.zh


def test_an_administrator_learns_only_how_many(given, actors, cast):
    assert handover.held_by(cast["handler"].pk) == 3
    assert handover.to_hand_over(actors["administrator"], cast["handler"].pk) == []


def test_a_case_of_somebody_else_does_not_go(given, actors, cast, hire, district):
    other = hire("handler", district.bureau)
    done = handover.hand_over(actors["head"], given, to=cast["handler"].pk, note="", at=START, person_id=other.pk)
    assert done == handover.HandedOver(0)


def test_only_who_may_take_them_is_offered(given, actors, cast, hire, district):
    hire("handler", district.bureau, name="新承办人")
    hire("handler", district.affairs, name="别局承办人")
    found = handover.receivers(actors["head"], {district.bureau}, cast["handler"].pk, TODAY)
    assert {name for _, name in found} == {"新承办人", "公开机构负责人甲"}
