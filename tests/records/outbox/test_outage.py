"""A receiver that is away for a day: whatever left the house meanwhile arrives afterwards, each thing once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from zhengwu.records.outbox.actions import drain, put

pytestmark = pytest.mark.django_db
BEGUN = datetime(2026, 3, 2, 1, tzinfo=UTC)
AWAY = timedelta(hours=24)
EVERY = timedelta(minutes=10)


class Receiver:
    """Another system, down for a day, then back."""

    def __init__(self):
        self.now, self.got = BEGUN, []

    def __call__(self, sending):
        if self.now < BEGUN + AWAY:
            raise ConnectionRefusedError("nobody answers")
        self.got.append((sending.key, sending.payload["number"]))


def a_day_and_more(receiver, hours):
    """Lets time pass in steps of ten minutes; every hour twenty things happen, as long as the receiver is away."""
    put_down = 0
    for turn in range(hours * 6):
        receiver.now = BEGUN + turn * EVERY
        if turn % 6 == 0 and receiver.now < BEGUN + AWAY:
            with transaction.atomic():
                for _ in range(20):
                    put_down += 1
                    put("case.sign_off", {"number": str(put_down)}, due_at=receiver.now, dedupe=f"step-{put_down}")
        drain({"case.sign_off": receiver}, at=receiver.now, limit=1000)
    return put_down


def test_a_day_of_outage_loses_nothing():
    receiver = Receiver()
    put_down = a_day_and_more(receiver, hours=36)
    assert put_down == 480
    assert sorted(int(number) for _, number in receiver.got) == list(range(1, put_down + 1))
    assert len({key for key, _ in receiver.got}) == put_down
