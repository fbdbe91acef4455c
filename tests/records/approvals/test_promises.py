"""Promises: who has the case is told before the day and after it, once each, until they are verified."""

from datetime import timedelta

import pytest

from tests.records.approvals.conftest import MONDAY
from zhengwu.records.approvals import promises
from zhengwu.records.approvals.models import Pledge
from zhengwu.records.notices.models import Notice

DAY = timedelta(days=1)


@pytest.fixture
def promised(applied, step):
    """A commitment that was accepted: its pledge, due ten days after Monday."""
    made = applied(commits=True, deferred=())
    step(made.case_id, "accepted", "clerk")
    Pledge.objects.update(due_on=MONDAY.date() + 10 * DAY)
    return Pledge.objects.get()


def looked(days):
    """Looks so many days after Monday."""
    at = MONDAY + days * DAY
    return promises.run(on=at.date(), at=at)


def occasions():
    """What was told of promises."""
    found = Notice.objects.filter(occasion__startswith="verification")
    return sorted(set(found.values_list("occasion", flat=True)))


def test_it_works(promised):
    assert looked(2) == 0
    assert looked(3) == 1
    assert occasions() == ["verification_due"]
    assert looked(4) == 0
    assert looked(11) == 1
    assert occasions() == ["verification_due", "verification_late"]
    assert looked(12) == 0


def test_a_day_is_looked_at_once(promised):
    assert [looked(3), looked(3)] == [1, 0]


def test_what_was_verified_is_told_of_no_more(promised):
    Pledge.objects.update(verified_on=MONDAY.date())
    assert looked(11) == 0
    assert occasions() == []


def test_the_notice_says_the_day(promised):
    looked(3)
    assert Notice.objects.filter(occasion="verification_due").first().until == promised.due_on
