"""From the portal to the counter: an application is accepted, reviewed, decided by another, and delivered."""

from datetime import date

import pytest

from tests.records.approvals.conftest import MONDAY
from zhengwu.records.approvals.actions import finish_on_the_spot
from zhengwu.records.cases.models import Case
from zhengwu.records.troubles import Trouble


def test_it_works(applied, step):
    made = applied()
    row = Case.objects.get(pk=made.case_id)
    assert (row.procedure, row.state, made.number[:5]) == ("licensing", "submitted", "QHSP许")
    assert row.due_on == date(2026, 3, 9)
    taken = step(made.case_id, "accepted", "clerk")
    row.refresh_from_db()
    assert (taken.state, row.due_on, row.promised_on) == ("in_review", date(2026, 3, 31), date(2026, 3, 13))
    step(made.case_id, "reviewed", "handler", stage="site", verdict="passed")
    step(made.case_id, "proposed", "handler", outcome="granted")
    assert step(made.case_id, "decided", "head", outcome="granted").due_on == date(2026, 3, 17)
    assert step(made.case_id, "delivered", "clerk", channel="counter").state == "delivered"


def test_it_refuses_to_decide_before_every_review(applied, step):
    case_id = applied().case_id
    step(case_id, "accepted", "clerk")
    with pytest.raises(Trouble, match="not_reviewed"):
        step(case_id, "decided", "head", outcome="granted")


def test_it_refuses_whoever_reviewed(applied, step):
    case_id = applied().case_id
    step(case_id, "accepted", "clerk")
    step(case_id, "reviewed", "head", stage="site", verdict="passed")
    with pytest.raises(Trouble, match="own_work"):
        step(case_id, "decided", "head", outcome="granted")
    assert step(case_id, "decided", "leader", outcome="granted").state == "decided"


def test_on_the_spot_it_ends_in_one_visit(applied, actors):
    made = applied("card", by=actors["clerk"], channel="counter")
    taken = finish_on_the_spot(made.case_id, by=actors["clerk"], at=MONDAY)
    assert (taken.state, taken.outcome, taken.length) == ("delivered", "granted", 4)


def test_the_counter_refuses_nothing_on_its_own(applied, actors):
    made = applied("card", by=actors["clerk"], channel="counter")
    with pytest.raises(Trouble, match="counter_refuses"):
        finish_on_the_spot(made.case_id, by=actors["clerk"], at=MONDAY, outcome="refused", reasons="不满六十岁")
    assert Case.objects.get(pk=made.case_id).state == "submitted"


def test_what_is_complete_is_filed(applied, step):
    case_id = applied("record").case_id
    step(case_id, "accepted", "clerk")
    with pytest.raises(Trouble, match="field_wrong"):
        step(case_id, "decided", "head", outcome="refused")
    assert step(case_id, "decided", "head").outcome == "granted"


def test_repeated_by_its_key_it_is_the_same_application(applied, actors):
    first = applied(source_key="tax-1", by=actors["clerk"])
    again = applied(source_key="tax-1", by=actors["clerk"])
    assert (again.case_id, again.secret) == (first.case_id, "")
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "code", "where"),
    [
        ({"answers": {}}, "question_open", "answers.premises"),
        ({"materials": ()}, "material_missing", "materials.form"),
        ({"channel": "pigeon"}, "channel", "channel"),
        ({"deferred": ("moon",)}, "material_unknown", "materials.moon"),
        ({"materials": (), "deferred": ("form",)}, "not_deferrable", "materials.form"),
    ],
)
def test_what_is_wrong_is_named(applied, said, code, where):
    with pytest.raises(Trouble) as refused:
        applied(**said)
    assert (refused.value.code, refused.value.where) == (code, where)
    assert not Case.objects.exists()
