"""Two officers, and eight, at once on one case: one is first, the others are told so, and the file is whole."""

import pytest

from tests.records.crash.proof import breaches
from tests.records.crash.stories import at_nine, said
from zhengwu.records.cases import actions
from zhengwu.records.cases.actions import Taken
from zhengwu.records.cases.models import Case, Event
from zhengwu.records.troubles import Trouble

pytestmark = pytest.mark.django_db(transaction=True)


def told_apart(results):
    """Those who were first, and the codes of the troubles of the others; nothing else may come back."""
    first = [one for one in results if isinstance(one, Taken)]
    others = [one for one in results if isinstance(one, Trouble)]
    assert len(first) + len(others) == len(results), results
    assert all(one.message.zh and one.message.en for one in others)
    return first, [one.code for one in others]


@pytest.mark.parametrize("officers", [2, 8])
def test_the_same_step_is_taken_once(side_by_side, file_case, step, officers):
    case_id = file_case()
    decide = step(case_id, "head", "decided", outcome="granted")
    first, codes = told_apart(side_by_side(*[decide] * officers))
    assert len(first) == 1
    assert set(codes) == {"not_from_this_state"}
    assert Event.objects.filter(case_id=case_id).count() == 3
    assert breaches() == []


def test_of_different_steps_on_what_both_have_seen_one_is_taken(side_by_side, file_case, step):
    case_id = file_case()
    steps = (
        step(case_id, "head", "decided", outcome="granted", expected=2),
        step(case_id, "clerk", "withdrawn", text="不再需要", expected=2),
        step(case_id, "head", "fee_notice_sent", amount="100.00", expected=2),
        step(case_id, "head", "extended", days=20, reasons="内容较多", expected=2),
    )
    first, codes = told_apart(side_by_side(*steps))
    assert [one.length for one in first] == [3]
    assert codes == ["changed_meanwhile"] * 3
    assert breaches() == []


def test_different_steps_follow_one_another_where_the_law_lets_them(side_by_side, file_case, step):
    case_id = file_case()
    steps = [step(case_id, "head", "search_recorded", where=f"档案室{n}", terms="项目") for n in range(8)]
    first, codes = told_apart(side_by_side(*steps))
    assert codes == []
    assert sorted(one.length for one in first) == list(range(3, 11))
    places = {event.says["where"] for event in Event.objects.filter(case_id=case_id, key="search_recorded")}
    assert len(places) == 8
    assert breaches() == []


def test_whoever_closes_the_case_first_is_told_to_the_others(side_by_side, file_case, step):
    case_id = file_case()
    steps = [step(case_id, "clerk", "withdrawn", text="不再需要")]
    steps += [step(case_id, "head", "search_recorded", where=f"档案室{n}", terms="项目") for n in range(3)]
    first, codes = told_apart(side_by_side(*steps, step(case_id, "head", "decided", outcome="granted")))
    row = Case.objects.get(pk=case_id)
    assert row.length == 2 + len(first)
    assert set(codes) <= {"not_from_this_state"}
    assert row.state in ("withdrawn", "decided")
    assert breaches() == []


def test_striking_an_entry_and_adding_to_it_do_not_both_happen_unseen(side_by_side, file_case, step, actors):
    case_id = file_case()
    step(case_id, "head", "fee_notice_sent", amount="100.00")()
    on = said("fee_paid", "03-05").on

    def strike():
        return actions.strike(case_id, 3, "登记有误", by=actors["head"], at=at_nine(on), on=on, expected=3)

    pay = step(case_id, "clerk", "fee_paid", on="03-05", amount="100.00", voucher="收1", expected=3)
    first, codes = told_apart(side_by_side(strike, pay))
    assert len(first) == 1
    assert codes == ["changed_meanwhile"]
    assert breaches() == []


def test_the_applicant_and_the_office_act_at_once(side_by_side, file_case, step):
    case_id = file_case()
    event = said("withdrawn", "03-04", text="不再需要")

    def withdraw():
        return actions.take_outside(case_id, event, side="applicant", name="申请人甲", at=at_nine(event.on))

    first, codes = told_apart(side_by_side(withdraw, step(case_id, "head", "decided", outcome="granted")))
    assert len(first) == 1
    assert codes == ["not_from_this_state"]
    assert breaches() == []
