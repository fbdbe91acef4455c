"""What a promise would mean for the cases that are open: tried before it is made."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from zhengwu.statute.calendar import Unit, national
from zhengwu.statute.procedures.model import Limit

MOST = 1000  # a count beyond it is told as 1001, "more than 1000"
OPEN = """
SELECT COUNT(*), COALESCE(SUM(past), 0)
FROM (
    SELECT CASE WHEN due_on < %s THEN 1 ELSE 0 END AS past FROM cases_case
    WHERE body_id = %s AND procedure = %s AND sort_on >= %s AND due_on >= %s ORDER BY sort_on LIMIT 1001
) n
"""


@dataclass(frozen=True, slots=True)
class Effect:
    """How many open cases are in time by law, and how many of them would be past the promise if it held for them."""

    open: int
    past: int


def effect(body_id: int, key: str, length: int, law: Limit, on: date) -> Effect:
    """What the promise would mean for the open cases of the body; the most urgent 1001 are looked at. One statement.

    A case would be past it where fewer days than law and promise lie apart are left of the law's.
    """
    apart = law.length - length
    working = law.unit is Unit.WORKING_DAYS
    before = national().add_working_days(on, apart) if working else on + timedelta(days=apart)
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [before.isoformat(), body_id, key, on.isoformat(), on.isoformat()])
        found, past = cursor.fetchone()
    return Effect(int(found), int(past))
