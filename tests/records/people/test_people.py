from datetime import date, timedelta

import pytest

from tests.conftest import PASSWORD, SINCE, START
from zhengwu.records.organs import actions as organs
from zhengwu.records.people import actions, queries, sessions
from zhengwu.records.people.actions import Post
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.people.loading import by_session
from zhengwu.records.people.models import Appointment
from zhengwu.records.people.sessions import Device
from zhengwu.records.troubles import Trouble

TODAY = date(2026, 1, 4)


def session(person, at=START):
    return sessions.sign_in(person.username, PASSWORD, device=Device("192.0.2.1", "desk"), hours=12, at=at).secret


def posts(person, at=START):
    return [held.post for held in by_session(session(person, at), at=at).actor.appointments]


def test_it_works(district, actors):
    post = Post("clerk", district.bureau, TODAY)
    made = actions.enroll(username="clerk.new", name="登记员乙", post=post, by=actors["administrator"], at=START)
    opened = sessions.sign_in("clerk.new", made.password, device=Device(), hours=12, at=START)
    signed = by_session(opened.secret, at=START)
    assert signed.must_change_password
    assert signed.actor.posts_in(district.bureau) == {"clerk"}


def test_a_post_counts_on_its_days_only(cast, actors, district):
    by, clerk = actors["administrator"], cast["clerk"]
    post = Post("handler", district.affairs, TODAY + timedelta(1), TODAY + timedelta(2))
    actions.appoint(clerk.pk, post, by=by, at=START)
    found = [posts(clerk, START + timedelta(days)) for days in range(4)]
    assert found == [["clerk"], ["clerk", "handler"], ["clerk", "handler"], ["clerk"]]


def test_the_day_is_that_of_the_office(cast, actors, district):
    actions.appoint(
        cast["clerk"].pk, Post("handler", district.affairs, date(2026, 1, 5)), by=actors["administrator"], at=START
    )
    late = START.replace(hour=16)  # midnight in Shanghai
    assert posts(cast["clerk"], late - timedelta(seconds=1)) == ["clerk"]
    assert posts(cast["clerk"], late) == ["clerk", "handler"]


def test_a_dismissal_ends_the_post_and_its_substitutes(cast, actors, district):
    by = actors["administrator"]
    held = queries.appointments(by, cast["head"].pk)[0].id
    for_leave = {"person_id": cast["reviewer"].pk, "since": TODAY, "until": TODAY + timedelta(30)}
    actions.substitute(held, **for_leave, by=by, at=START)
    assert posts(cast["reviewer"]) == ["reviewer", "head"]
    actions.dismiss(held, last_day=TODAY - timedelta(1), by=by, at=START)
    assert posts(cast["head"]) == []
    assert posts(cast["reviewer"]) == ["reviewer"]


def test_it_refuses_a_post_twice_and_one_that_cannot_be(cast, actors, district):
    wrong = {
        "held_already": Post("clerk", district.bureau, TODAY),
        "invalid_value": Post("king", district.bureau, TODAY),
        "invalid_value ": Post("clerk", district.affairs, TODAY, TODAY - timedelta(1)),
        "not_found": Post("handler", district.affairs, TODAY, unit_id=district.intake_unit),
        "forbidden": Post("handler", district.foreign, TODAY),
    }
    for code, post in wrong.items():
        with pytest.raises(Trouble, match=code.strip()):
            actions.appoint(cast["clerk"].pk, post, by=actors["administrator"], at=START)


def test_nobody_arranges_posts_for_themselves(cast, actors, district):
    by, own = actors["administrator"], cast["administrator"].pk
    held = queries.appointments(by, own)[0].id
    for attempt in (
        lambda: actions.appoint(own, Post("head", district.bureau, TODAY), by=by, at=START),
        lambda: actions.dismiss(held, last_day=TODAY, by=by, at=START),
        lambda: actions.substitute(held, person_id=own, since=TODAY, until=TODAY, by=by, at=START),
        lambda: actions.reset_password(own, by=by, at=START),
        lambda: actions.retire(own, by=by, at=START),
    ):
        with pytest.raises(Trouble, match="forbidden"):
            attempt()


@pytest.mark.parametrize("post", ["clerk", "handler", "reviewer", "head", "leader", "supervisor", "auditor"])
def test_it_refuses_who_is_no_administrator(cast, actors, district, post):
    by, other = actors[post], cast["clerk" if post != "clerk" else "head"].pk
    for attempt in (
        lambda: actions.enroll(username="x", name="x", post=Post("head", district.bureau, TODAY), by=by, at=START),
        lambda: actions.appoint(other, Post("head", district.bureau, TODAY), by=by, at=START),
        lambda: actions.reset_password(other, by=by, at=START),
        lambda: actions.retire(other, by=by, at=START),
    ):
        with pytest.raises(Trouble, match=r"forbidden|not_found"):
            attempt()


def test_a_reset_is_no_way_to_another_bodys_post(cast, hire, actor, district):
    """An administrator of the bureau cannot take over somebody who is a head elsewhere as well."""
    local = actor(hire("administrator", district.bureau))
    actions.reset_password(cast["clerk"].pk, by=local, at=START)
    Appointment.objects.create(person=cast["clerk"], body_id=district.affairs, post="head", since=SINCE)
    with pytest.raises(Trouble, match="forbidden"):
        actions.reset_password(cast["clerk"].pk, by=local, at=START)


def test_people_are_seen_within_reach_only(cast, actors, hire, district):
    stranger = hire("clerk", district.foreign)
    assert {row.id for row in queries.people(actors["administrator"])} == {person.pk for person in cast.values()}
    assert [row.id for row in queries.people(actors["clerk"])] == [cast["clerk"].pk]
    assert queries.people(PUBLIC) == []
    with pytest.raises(Trouble, match="not_found"):
        queries.person(actors["administrator"], stranger.pk)


def test_a_retired_person_is_out(cast, actors, district):
    secret = session(cast["clerk"])
    actions.retire(cast["clerk"].pk, by=actors["administrator"], at=START)
    assert by_session(secret, at=START) is None
    with pytest.raises(Trouble, match="wrong_password"):
        session(cast["clerk"])
    with pytest.raises(Trouble, match="retired"):
        actions.appoint(cast["clerk"].pk, Post("clerk", district.affairs, TODAY), by=actors["administrator"], at=START)


def test_a_body_with_posts_is_not_closed_before_they_end(district, hire, actors, cast):
    worker = hire("clerk", district.station)
    held = queries.appointments(actors["administrator"], worker.pk)[0].id
    actions.dismiss(held, last_day=TODAY, by=actors["administrator"], at=START)
    with pytest.raises(Trouble, match="posts_held"):
        organs.close(district.station, by=actors["administrator"], at=START)
    organs.close(district.station, by=actors["administrator"], at=START + timedelta(1))


def test_a_session_ends_by_itself(cast):
    secret = session(cast["clerk"])
    assert by_session(secret, at=START + timedelta(hours=11, minutes=59))
    assert by_session(secret, at=START + timedelta(hours=12)) is None
    assert by_session("", at=START) is None
