"""Told once a week: to whoever issues licences in a body, how many of them expire within thirty days."""

from datetime import date, datetime

from django.db import transaction

from zhengwu.records.licences.listing import SOON
from zhengwu.records.moments import day_of
from zhengwu.records.notices.announcing import reported
from zhengwu.records.outbox.actions import beat
from zhengwu.records.outbox.queries import last_beat
from zhengwu.records.rows import told

BEAT, OCCASION = "licences", "licences_expiring"


def run(*, on: date, at: datetime) -> int:
    """Looks once a week. Gives how many bodies were told."""
    last = last_beat(BEAT)
    if last is not None and day_of(last).isocalendar()[:2] == on.isocalendar()[:2]:
        return 0
    with transaction.atomic():
        found = told(
            "SELECT body_id, COUNT(*) FROM licences_licence WHERE valid_to BETWEEN %s AND %s "
            "AND status IN ('valid', 'suspended') GROUP BY body_id ORDER BY body_id",
            [on, on + SOON],
        )
        for body_id, count in found:
            reported(OCCASION, body_id, count, at=at)
        beat(BEAT, at=at)
    return len(found)
