"""What a change of a body or a unit touches: told before it is made. One statement each; counts end at 1001."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

MOST = 1000  # a count beyond it is told as 1001, "more than 1000"
CLOSED = "9999-12-31"  # where closed cases sort; see `records.cases`
COUNTS = """
SELECT (SELECT COUNT(*) FROM organs_body o WHERE o.path LIKE b.path || '%%' AND o.id <> b.id AND o.closed_on IS NULL),
       (SELECT COUNT(*) FROM organs_unit u WHERE u.body_id = b.id AND u.closed_on IS NULL),
       (SELECT COUNT(DISTINCT a.person_id) FROM people_appointment a
        WHERE a.body_id = b.id AND (a.until IS NULL OR a.until >= %(on)s)),
       (SELECT COUNT(*) FROM people_token t WHERE t.body_id = b.id AND t.revoked_at IS NULL AND t.until >= %(on)s),
       (SELECT COUNT(*) FROM (SELECT 1 FROM cases_case c WHERE c.body_id = b.id AND c.sort_on < %(closed)s
                              LIMIT %(most)s) few),
       (SELECT COUNT(*) FROM reports_annualreport r WHERE r.body_id = b.id)
FROM organs_body b WHERE b.id = %(id)s
"""
OF_UNIT = """
SELECT 0, 0,
       (SELECT COUNT(DISTINCT a.person_id) FROM people_appointment a
        WHERE a.unit_id = u.id AND (a.until IS NULL OR a.until >= %(on)s)),
       0,
       (SELECT COUNT(*) FROM (SELECT 1 FROM cases_case c WHERE c.unit_id = u.id AND c.sort_on < %(closed)s
                              LIMIT %(most)s) few),
       0
FROM organs_unit u WHERE u.id = %(id)s
"""


@dataclass(frozen=True, slots=True)
class Touched:
    """How many open bodies stand below, how many open units, people with posts, valid tokens, open cases, reports."""

    bodies: int = 0
    units: int = 0
    people: int = 0
    tokens: int = 0
    cases: int = 0
    reports: int = 0


def touched(body_id: int, on: date) -> Touched:
    """What a change of a body touches on that day; nothing where there is no such body."""
    return _counted(COUNTS, body_id, on)


def touched_unit(unit_id: int, on: date) -> Touched:
    """What a change of a unit touches on that day; nothing where there is no such unit."""
    return _counted(OF_UNIT, unit_id, on)


def _counted(statement: str, pk: int, on: date) -> Touched:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"id": pk, "on": on.isoformat(), "closed": CLOSED, "most": MOST + 1})
        row = cursor.fetchone()
    return Touched(*row) if row else Touched()
