"""What the calendar brings round for publication lists and guides: told to who registers publications in a body.

Once a day the days of lines are counted anew. A body is told once a week of lines that fall due soon, once a month of
those that are overdue, and once a month of a guide that nobody has looked at for a year.
"""

from datetime import date, datetime

from django.db import transaction

from zhengwu.records.moments import day_of
from zhengwu.records.notices.announcing import reported
from zhengwu.records.organs.queries import open_bodies
from zhengwu.records.outbox.actions import beat, put
from zhengwu.records.outbox.queries import last_beat
from zhengwu.records.publications import coverage, guides

BEAT = "catalogue"


def run(*, on: date, at: datetime) -> int:
    """Looks once a day. Returns how many bodies were told of something."""
    last = last_beat(BEAT)
    if last is not None and day_of(last) >= on:
        return 0
    week, month = "{}-{}".format(*on.isocalendar()[:2]), f"{on:%Y-%m}"
    told = 0
    with transaction.atomic():
        coverage.refresh(on)
        for body_id, one in coverage.totals(open_bodies(), on).items():
            if one.overdue:
                told += _told("lines_late", body_id, one.overdue, month, at)
            if one.soon:
                told += _told("lines_due", body_id, one.soon, week, at)
        for body_id in guides.stale(on):
            told += _told("guide_stale", body_id, 1, month, at)
        beat(BEAT, at=at)
    return told


def _told(key: str, body_id: int, count: int, when: str, at: datetime) -> bool:
    """Tells a body of it, once in that week or month."""
    message, dedupe = {"body": body_id, "count": count}, f"{key}:{body_id}:{when}"
    if not put(f"catalogue.{key}", message, due_at=at, body_id=body_id, dedupe=dedupe):
        return False
    reported(key, body_id, count, at=at)
    return True
