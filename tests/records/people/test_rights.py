"""The table of rights, walked whole: every right, every post, every distance between the post and the thing."""

from itertools import product

import pytest

from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import CLOCKWORK, PUBLIC, SYSTEM, Actor, Held
from zhengwu.records.people.models import Appointment
from zhengwu.records.people.reach import within
from zhengwu.records.people.rights import POSTS, RIGHTS

# Whether a thing at this distance from the post is reached, by the extent of the right.
DISTANCES = {
    "own unit": {"unit": True, "body": True, "below": True},
    "other unit": {"unit": False, "body": True, "below": True},
    "body below": {"unit": False, "body": False, "below": True},
    "body above": {"unit": False, "body": False, "below": False},
    "body beside": {"unit": False, "body": False, "below": False},
}
THINGS = {
    "own unit": (3, "0001.0003.", 31),
    "other unit": (3, "0001.0003.", 32),
    "body below": (5, "0001.0003.0005.", 51),
    "body above": (1, "0001.", None),
    "body beside": (30, "0001.0030.", 301),
}


@pytest.mark.parametrize("right", RIGHTS)
def test_a_post_in_a_unit_reaches_as_far_as_the_table_says(right):
    for post, distance in product(POSTS, DISTANCES):
        actor = Actor("person", 1, "甲", (Held(post, 3, "0001.0003.", 31),))
        extent = RIGHTS[right].get(post)
        reached = extent is not None and DISTANCES[distance][extent]
        assert actor.may(right, *THINGS[distance]) is reached, (post, distance)


@pytest.mark.parametrize("right", RIGHTS)
def test_a_post_without_a_unit_reaches_the_whole_body(right):
    for post in POSTS:
        actor = Actor("person", 1, "甲", (Held(post, 3, "0001.0003."),))
        assert actor.may(right, *THINGS["other unit"]) is (post in RIGHTS[right]), post
        assert not actor.may(right, *THINGS["body beside"]), post


@pytest.mark.parametrize("right", RIGHTS)
def test_the_public_has_no_right_and_the_clock_has_every(right):
    assert not PUBLIC.reach(right)
    assert not PUBLIC.may(right, 3, "0001.0003.")
    assert CLOCKWORK.may(right, 3, "0001.0003.")


@pytest.mark.parametrize("right", RIGHTS)
def test_a_token_has_the_rights_that_its_scopes_name_in_its_body_and_below(right):
    held = (Held(SYSTEM, 3, "0001.0003."), Held("head", 3, "0001.0003."))
    bare, scoped = Actor("system", 1, "甲", held), Actor("system", 1, "甲", held, frozenset({right}))
    assert not bare.reach(right)
    assert [scoped.may(right, *thing) for thing in THINGS.values()] == [True, True, True, False, False]
    assert bare.posts_in(3) == {SYSTEM, "head"}
    assert bare.posts_in(5) == frozenset()


def test_two_posts_add_up():
    actor = Actor("person", 1, "甲", (Held("clerk", 3, "0001.0003."), Held("auditor", 1, "0001.")))
    assert actor.may("case.read", 30, "0001.0030.")
    assert not actor.may("case.register", 30, "0001.0030.")
    assert actor.posts_in(3) == {"clerk"}
    assert actor.holds("auditor", 1)
    assert not actor.holds("auditor", 3)


def test_a_right_that_does_not_exist_is_a_mistake():
    with pytest.raises(KeyError):
        PUBLIC.reach("case.burn")


@pytest.mark.parametrize("right", RIGHTS)
def test_the_database_and_the_actor_agree(right, district, cast, actors):
    """The condition of a query selects exactly what `may` allows: on bodies, and on rows with a body and a unit."""
    for acting in (*actors.values(), PUBLIC, CLOCKWORK):
        reach = acting.reach(right)
        bodies = {body.pk for body in Body.objects.all() if reach.covers(body.pk, body.path)}
        assert bodies == set(Body.objects.filter(within(reach, body="")).values_list("pk", flat=True))
        rows = Appointment.objects.select_related("body")
        seen = {row.pk for row in rows if reach.covers(row.body_id, row.body.path, row.unit_id)}
        assert seen == set(rows.filter(within(reach)).values_list("pk", flat=True))
