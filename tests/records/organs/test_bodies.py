from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.conftest import START
from tests.together import at_once
from zhengwu.records.cases import actions as cases
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.journal.queries import verify_chain
from zhengwu.records.moments import day_of
from zhengwu.records.organs import actions, queries
from zhengwu.records.organs.actions import Describing
from zhengwu.records.organs.models import Body
from zhengwu.records.organs.touched import touched
from zhengwu.records.people.actors import CLOCKWORK, PUBLIC
from zhengwu.records.people.models import Appointment
from zhengwu.records.troubles import Trouble
from zhengwu.statute.procedures import Event

CULTURE = Describing("青禾区文化局", "文化局", "department", "QHWH")


def path(body_id):
    return Body.objects.get(pk=body_id).path


def test_it_works(district, actors):
    made = actions.establish(CULTURE, parent_id=district.government, by=actors["administrator"], at=START)
    body = queries.body(PUBLIC, made)
    assert (body.name, body.parent_id, body.path) == (
        "青禾区文化局",
        district.government,
        f"{path(district.government)}{made:04d}.",
    )


def test_a_move_takes_everything_below_along(district, actors):
    actions.move(district.bureau, parent_id=district.affairs, by=actors["administrator"], at=START)
    assert path(district.station) == f"{path(district.affairs)}{district.bureau:04d}.{district.station:04d}."
    assert queries.body(PUBLIC, district.bureau).parent_id == district.affairs


@pytest.mark.parametrize("target", ["bureau", "station"])
def test_it_refuses_a_body_below_itself(district, actors, target):
    with pytest.raises(Trouble, match="below_itself"):
        actions.move(district.bureau, parent_id=getattr(district, target), by=actors["administrator"], at=START)


@pytest.mark.parametrize("post", ["clerk", "handler", "reviewer", "head", "leader", "supervisor", "auditor"])
def test_it_refuses_who_is_no_administrator(district, actors, post):
    tries = [
        lambda by: actions.establish(CULTURE, parent_id=district.bureau, by=by, at=START),
        lambda by: actions.rename(district.bureau, name="青禾区局", short_name="局", by=by, at=START),
        lambda by: actions.move(district.bureau, parent_id=district.affairs, by=by, at=START),
        lambda by: actions.close(district.station, by=by, at=START),
        lambda by: actions.establish_unit(body_id=district.bureau, name="新科", by=by, at=START),
        lambda by: actions.close_unit(district.intake_unit, by=by, at=START),
    ]
    for attempt in tries:
        with pytest.raises(Trouble, match="forbidden"):
            attempt(actors[post])


def test_it_refuses_an_administrator_of_elsewhere(district, actors):
    by = actors["administrator"]
    with pytest.raises(Trouble, match="forbidden"):
        actions.establish(CULTURE, parent_id=district.foreign, by=by, at=START)
    with pytest.raises(Trouble, match="forbidden"):
        actions.move(district.bureau, parent_id=district.foreign, by=by, at=START)
    with pytest.raises(Trouble, match="forbidden"):
        actions.establish(CULTURE, parent_id=None, by=by, at=START)


BAD = [
    ("name", ""), ("name", " 民政局"), ("name", "民政\n局"), ("name", "局" * 101), ("short_name", ""),
    ("code", "11990000MB0000019E"), ("code", "11990000MB0000019f"), ("code", "1" * 17),
    ("region", "12345"), ("region", "１２３４５６"),
    ("kind", "bureau"), ("counting", "per_page"),
    ("local_due_on", "02-30"), ("local_due_on", "1-20"), ("number_prefix", " "), ("phone", "1" * 61),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), BAD)
def test_it_refuses_a_fact_that_cannot_be(district, field, value):
    with pytest.raises(Trouble) as refused:
        actions.establish(replace(CULTURE, **{field: value}), parent_id=None, by=CLOCKWORK, at=START)
    assert (refused.value.kind, refused.value.where) == ("invalid", field)


def test_it_refuses_a_name_or_a_code_twice(district):
    coded = replace(CULTURE, code="11990000MB0000019F")
    actions.establish(coded, parent_id=None, by=CLOCKWORK, at=START)
    for facts in (replace(CULTURE, name="青禾区民政局"), replace(coded, name="青禾区文化馆")):
        with pytest.raises(Trouble, match="taken"):
            actions.establish(facts, parent_id=None, by=CLOCKWORK, at=START)


def test_a_body_is_closed_from_below(district, actors):
    by = actors["administrator"]
    with pytest.raises(Trouble, match="bodies_below"):
        actions.close(district.bureau, by=by, at=START)
    actions.close(district.station, by=by, at=START)
    with pytest.raises(Trouble, match="posts_held"):
        actions.close(district.bureau, by=by, at=START)
    with pytest.raises(Trouble, match="parent_closed"):
        actions.establish(CULTURE, parent_id=district.station, by=by, at=START)
    with pytest.raises(Trouble, match="not_found"):
        queries.body(PUBLIC, district.station)
    assert queries.body(by, district.station).closed_on


def test_the_tree_is_the_tree(district, django_assert_num_queries):
    with django_assert_num_queries(1):
        top = queries.tree(PUBLIC)
    assert [branch.body.id for branch in top] == [district.government, district.foreign]
    assert [branch.body.id for branch in top[0].below] == [district.bureau, district.affairs]
    assert [branch.body.id for branch in top[0].below[0].below] == [district.station]


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_make_no_circle(district, actors):
    by = actors["administrator"]
    for _ in range(5):
        results = at_once(
            lambda: actions.move(district.bureau, parent_id=district.affairs, by=by, at=START),
            lambda: actions.move(district.affairs, parent_id=district.bureau, by=by, at=START),
        )
        assert sorted(str(result)[:12] for result in results) == ["None", "below_itself"]
        for body in Body.objects.select_related("parent"):
            assert body.path == f"{body.parent.path if body.parent else ''}{body.pk:04d}."
        for child in (district.bureau, district.affairs):
            actions.move(child, parent_id=district.government, by=by, at=START)
    assert verify_chain(district.bureau).whole


@pytest.mark.django_db(transaction=True)
def test_a_body_established_during_a_move_stands_below_the_moved_one(district, actors):
    by = actors["administrator"]
    made, moved = at_once(
        lambda: actions.establish(CULTURE, parent_id=district.station, by=by, at=START),
        lambda: actions.move(district.bureau, parent_id=district.affairs, by=by, at=START),
    )
    assert moved is None
    assert path(made) == f"{path(district.station)}{made:04d}."


def renamed(body_id, name, by, since=None):
    actions.rename(body_id, name=name, short_name=name[-3:], since=since, by=by, at=START)
    return [(one.name, one.until) for one in queries.former_names(body_id)]


def test_a_former_name_is_kept_with_its_last_day(district, actors):
    Body.objects.update(established_on=date(2019, 1, 1))
    by, day = actors["administrator"], day_of(START)
    was = ("青禾区行政审批局", date(2025, 12, 31))
    assert renamed(district.bureau, "青禾区政务服务局", by, date(2026, 1, 1)) == [was]
    assert renamed(district.bureau, "青禾区审批局", by) == [was, ("青禾区政务服务局", day - timedelta(days=1))]


def test_a_renaming_taken_back_on_its_day_leaves_no_trace(district, actors):
    Body.objects.update(established_on=date(2019, 1, 1))
    by = actors["administrator"]
    renamed(district.bureau, "青禾区审皮局", by)
    assert renamed(district.bureau, "青禾区行政审批局", by) == []


@pytest.mark.parametrize("since", [date(2026, 1, 5), date(2018, 12, 31)])
def test_it_refuses_a_name_from_a_day_to_come_or_before_the_body(district, actors, since):
    Body.objects.update(established_on=date(2019, 1, 1))
    with pytest.raises(Trouble, match="bad_day"):
        renamed(district.bureau, "青禾区政务服务局", actors["administrator"], since)


def test_a_body_closed_today_is_opened_again(district, actors):
    by = actors["administrator"]
    actions.close(district.station, successor_id=district.affairs, by=by, at=START)
    assert queries.body(by, district.station).successor_id == district.affairs
    actions.reopen(district.station, by=by, at=START)
    assert (queries.body(by, district.station).closed_on, queries.body(by, district.station).successor_id) == (
        None,
        None,
    )


def test_it_refuses_to_open_what_was_closed_before(district, actors):
    by = actors["administrator"]
    actions.close(district.station, by=by, at=START)
    actions.close_unit(district.intake_unit, by=by, at=START)
    for again in (actions.reopen, actions.reopen_unit):
        place = district.station if again is actions.reopen else district.intake_unit
        with pytest.raises(Trouble, match="not_closed_today"):
            again(place, by=by, at=START + timedelta(days=1))


def test_it_refuses_to_close_a_body_with_open_cases(district, actors, hire, actor):
    clerk = hire("clerk", district.station)
    told = Event("submitted", day_of(START), says={"channel": "counter", "items": ["青禾路改造征收补偿方案"]})
    opening = Opening(Applicant("周某", phone="000-00000000"))
    cases.open_case("information_request", district.station, [told], opening, by=actor(clerk), at=START)
    assert (touched(district.station, day_of(START)).people, touched(district.station, day_of(START)).cases) == (1, 1)
    Appointment.objects.filter(person=clerk).update(until=date(2020, 1, 2))
    with pytest.raises(Trouble, match="cases_open"):
        actions.close(district.station, by=actors["administrator"], at=START)
