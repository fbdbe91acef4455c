"""Licences that expire soon: who issues them is told, once a week."""

from datetime import timedelta

from tests.records.licences.conftest import AT, ON
from zhengwu.records.licences import actions, reminding
from zhengwu.records.notices.models import Notice
from zhengwu.records.people.actors import CLOCKWORK

WEEK = timedelta(days=7)


def test_who_issues_is_told_once_a_week(grant, cast):
    grant(months=1)
    assert [reminding.run(on=ON + one * WEEK, at=AT + one * WEEK) for one in (0, 0, 1)] == [1, 0, 1]
    told = Notice.objects.filter(occasion="licences_expiring")
    assert {one.person_id for one in told} == {cast["head"].pk, cast["leader"].pk}


def test_what_is_over_or_lasts_is_not_told(grant):
    grant(months=2)
    actions.act(grant(months=1), "cancelled", reason="申请注销", on=ON, by=CLOCKWORK, at=AT)
    assert reminding.run(on=ON, at=AT) == 0
