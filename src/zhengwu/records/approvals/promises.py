"""Promises that are to be verified or kept: whoever has the case is told before the day and when it has passed.

Looked at once a day. Each day of a case is told of once; a promise that was verified is told of no more.
"""

from datetime import date, datetime, timedelta

from zhengwu.records import rows
from zhengwu.records.cases.filing import as_day
from zhengwu.records.cases.models import Case
from zhengwu.records.moments import day_of
from zhengwu.records.notices import telling
from zhengwu.records.outbox.actions import beat
from zhengwu.records.outbox.queries import last_beat

BEAT = "promises"
SOON = timedelta(days=7)
PAST = timedelta(days=30)  # how long after its day a late one is still told of for the first time
DUE = """
SELECT p.case_id, p.due_on FROM approvals_pledge p JOIN cases_case c ON c.id = p.case_id
WHERE p.verified_on IS NULL AND p.due_on BETWEEN %s AND %s AND p.kind IN ({kinds}) GROUP BY p.case_id, p.due_on
ORDER BY p.due_on, p.case_id
"""
OCCASIONS = (
    ("verification_due", "'proof', 'conditions'", False), ("verification_late", "'proof', 'conditions'", True),
    ("supplement_due", "'deferred'", False), ("supplement_late", "'deferred'", True),
)  # fmt: skip


def run(*, on: date, at: datetime) -> int:
    """One look a day. Gives how many days were told of."""
    last = last_beat(BEAT)
    if last is not None and day_of(last) >= on:
        return 0
    told = 0
    for occasion, kinds, late in OCCASIONS:
        days = (on - PAST, on - timedelta(days=1)) if late else (on, on + SOON)
        for case_id, due_on in rows.told(DUE.format(kinds=kinds), list(days)):
            case = rows.one(Case, "id = %s", [case_id])
            told += case is not None and telling.dated(case, occasion, as_day(due_on), at)
    beat(BEAT, at=at)
    return told
