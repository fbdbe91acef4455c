"""How often one address may do something: told with the wait, by network and not by device, forgotten after a day."""

from datetime import UTC, datetime, timedelta

import pytest

from zhengwu.records.drafts import turns
from zhengwu.records.drafts.models import Turn
from zhengwu.records.troubles import Trouble

AT = datetime(2026, 9, 24, 2, tzinfo=UTC)
MOST = turns.LIMITS["resume"].most
pytestmark = pytest.mark.django_db


def used(address, at=AT):
    """Every turn of an address."""
    for _ in range(MOST):
        turns.take("resume", address, at=at)


def test_the_last_one_is_told_how_long_to_wait():
    used("203.0.113.7")
    with pytest.raises(Trouble) as told:
        turns.take("resume", "203.0.113.7", at=AT + timedelta(minutes=4))
    assert (told.value.kind, told.value.wait) == ("throttled", 361)
    turns.take("resume", "203.0.113.7", at=AT + timedelta(minutes=10))


def test_others_and_other_deeds_are_not_touched():
    used("203.0.113.7")
    turns.take("resume", "203.0.113.8", at=AT)
    turns.take("submit", "203.0.113.7", at=AT)


def test_a_network_of_ipv6_is_one_address():
    used("2001:db8:1:2::1")
    with pytest.raises(Trouble):
        turns.take("resume", "2001:db8:1:2:ffff::9", at=AT)
    turns.take("resume", "2001:db8:1:3::1", at=AT)


def test_an_address_is_not_kept_and_a_day_forgets():
    used("203.0.113.7")
    assert not Turn.objects.filter(address__contains="203.0.113").exists()
    assert turns.forget(before=AT + timedelta(days=1)) == MOST


def test_a_turn_costs_two_statements(django_assert_num_queries):
    with django_assert_num_queries(2):
        turns.take("resume", "203.0.113.7", at=AT)
