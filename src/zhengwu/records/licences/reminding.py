"""Licences that end soon: told once a week to whoever issues them in a body, and to each holder in time to renew.

A holder is told sixty and thirty days before the last day, wherever they gave an address for the case that it came of.
"""

from datetime import date, datetime, timedelta

from django.db import transaction

from zhengwu.records import rows
from zhengwu.records.cases.filing import as_day
from zhengwu.records.cases.models import Case
from zhengwu.records.licences.listing import SOON
from zhengwu.records.moments import day_of
from zhengwu.records.notices import telling
from zhengwu.records.notices.announcing import reported
from zhengwu.records.outbox.actions import beat
from zhengwu.records.outbox.queries import last_beat
from zhengwu.records.rows import told

BEAT, OCCASION = "licences", "licences_expiring"
HOLDERS, ENDS = "licence holders", "licence_ends"
BEFORE = (timedelta(days=60), timedelta(days=30))  # 行政许可法第五十条: it is asked for thirty days before the last day


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


def holders(*, on: date, at: datetime) -> int:
    """Looks once a day; days on which nobody looked are made up for. Gives how many licences were told of."""
    last = last_beat(HOLDERS)
    since = day_of(last) if last is not None else on - timedelta(days=1)
    if since >= on:
        return 0
    count = 0
    with transaction.atomic():
        for ahead in BEFORE:
            found = told(
                "SELECT case_id, valid_to FROM licences_licence WHERE valid_to > %s AND valid_to <= %s "
                "AND status = 'valid' AND case_id IS NOT NULL ORDER BY id",
                [since + ahead, on + ahead],
            )
            for case_id, until in found:
                case = rows.one(Case, "id = %s", [case_id])
                if case is not None:
                    telling.called(case, ENDS, at, who=0, until=as_day(until))
                    count += 1
        beat(HOLDERS, at=at)
    return count
