"""Accounts: sessions ended, let in again, and an administrator who is never the last to go."""

from datetime import timedelta

import pytest

from tests.conftest import START
from zhengwu.records.moments import day_of
from zhengwu.records.people import actions
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.people.models import Appointment, Person, Session
from zhengwu.records.staffing import readmitting
from zhengwu.records.troubles import Trouble

TODAY = day_of(START)


def test_it_works(actors, cast):
    cast["clerk"].sessions.create(digest="a", since=START, until=START + timedelta(hours=1), seen_at=START)
    assert readmitting.end_sessions(cast["clerk"].pk, by=actors["administrator"], at=START) == 1
    assert not Session.objects.exists()


def test_who_left_is_let_in_again(actors, cast):
    by, person = actors["administrator"], cast["clerk"].pk
    actions.retire(person, by=by, at=START)
    readmitting.readmit(person, by=by, at=START)
    assert Person.objects.get(pk=person).active
    with pytest.raises(Trouble, match="active"):
        readmitting.readmit(person, by=by, at=START)


@pytest.mark.parametrize("post", ["clerk", "head", "supervisor", "auditor"])
def test_it_refuses_who_is_no_administrator(actors, cast, post):
    with pytest.raises(Trouble, match=r"forbidden|not_found"):
        readmitting.end_sessions(cast["handler"].pk, by=actors[post], at=START)


def test_it_refuses_whose_posts_lie_elsewhere_too(actors, cast, district):
    Appointment.objects.create(person=cast["clerk"], body_id=district.foreign, post="clerk", since=TODAY)
    with pytest.raises(Trouble, match="forbidden"):
        readmitting.end_sessions(cast["clerk"].pk, by=actors["administrator"], at=START)


def test_the_last_administrator_stays(cast, hire, district):
    held = Appointment.objects.get(person=cast["administrator"])
    with pytest.raises(Trouble, match="last_administrator"):
        actions.dismiss(held.pk, last_day=TODAY, by=CLOCKWORK, at=START)
    with pytest.raises(Trouble, match="last_administrator"):
        actions.retire(cast["administrator"].pk, by=CLOCKWORK, at=START)
    hire("administrator", district.government)
    actions.retire(cast["administrator"].pk, by=CLOCKWORK, at=START)


def test_an_administrator_of_a_branch_may_go_while_one_above_stays(cast, hire, district):
    branch = hire("administrator", district.bureau)
    actions.retire(branch.pk, by=CLOCKWORK, at=START)
    assert not Person.objects.get(pk=branch.pk).active
