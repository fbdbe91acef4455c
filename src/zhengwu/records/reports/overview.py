"""The office above: how far the bodies within reach are, year by year, who is late, and who has errors.

All in plain SQL: a page is two short statements, whatever the number of bodies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Literal

from django.db import connection

from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within_sql
from zhengwu.records.reports.models import OPEN
from zhengwu.records.reports.queries import RIGHT
from zhengwu.records.reports.territory import Filed, due_on

Only = Literal["", "late", "open", "errors"]
# The open bodies within reach, with the marks of a year: out (published), wrong (errors in what counts), owed (a report
# on last year is owed to this installation always, one on an older year once it was begun here).
MARKED = """
FROM organs_body b LEFT JOIN (
  SELECT body_id, MAX(CASE WHEN published_on IS NOT NULL THEN 1 ELSE 0 END) AS is_out,
         MAX(CASE WHEN errors > 0 AND status IN ('checked', 'signed', 'published') THEN 1 ELSE 0 END) AS is_wrong
  FROM reports_annualreport WHERE year = %s GROUP BY body_id
) r ON r.body_id = b.id WHERE b.closed_on IS NULL AND {within}
"""
OUT, WRONG = "COALESCE(r.is_out, 0)", "COALESCE(r.is_wrong, 0)"
OWED = "(r.body_id IS NOT NULL OR %s = 1)"
GROUPS = f"SELECT b.kind, b.local_due_on, {OUT}, {WRONG}, {OWED}, COUNT(*) {MARKED} GROUP BY 1, 2, 3, 4, 5"
PAGE = f"SELECT b.id, b.name, b.path, b.kind, b.local_due_on {MARKED} AND b.path > %s{{only}} ORDER BY b.path LIMIT %s"
CONDITIONS = {"": "", "open": f" AND {OUT} = 0", "errors": f" AND {WRONG} = 1", "late": f" AND {OUT} = 0 AND {OWED}"}


@dataclass(frozen=True, slots=True)
class Line:
    """A body, how deep it stands in the tree, and how far it is with each of the years asked for, in their order."""

    body_id: int
    name: str
    path: str
    depth: int
    years: tuple[Filed, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many bodies are within reach, how many have published, are late without having, and have errors on file."""

    bodies: int = 0
    published: int = 0
    late: int = 0
    errors: int = 0

    @property
    def open(self) -> int:
        """How many have not published."""
        return self.bodies - self.published


def tally(actor: Actor, year: int, on: date) -> Tally:
    """The counts over all bodies within reach. One statement."""
    bodies = published = late = errors = 0
    for kind, local, out, wrong, owed, number in _groups(actor, year, on):
        bodies += number
        published += number * out
        errors += number * wrong
        late += number * bool(owed and not out and _due(kind, local, year) < on)
    return Tally(bodies, published, late, errors)


def _groups(actor: Actor, year: int, on: date) -> list[tuple[Any, ...]]:
    within, values = within_sql(actor.reach(RIGHT), body="b.id", unit="")
    return _asked(GROUPS.format(within=within), [_always(year, on), year, *values])


def _always(year: int, on: date) -> int:
    return int(year >= on.year - 1)


@cache
def _due(kind: str, local: str, year: int) -> date:
    return due_on(Body(kind=kind, local_due_on=local), year)


def _asked(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def lines(
    actor: Actor, years: Sequence[int], on: date, *, only: Only = "", after: str = "", limit: int = 50
) -> list[Line]:
    """A page of bodies in the order of the tree, after that path; `only` looks at the last of the years.

    Two statements, three where only those that are late are wanted.
    """
    found = _bodies(actor, years[-1], on, only, after, limit)
    known = _latest(found, years)
    return [
        Line(
            pk, name, path, path.count(".") - 1,
            tuple(known.get((pk, year)) or _none(pk, name, _due(kind, local, year)) for year in years),
        )
        for pk, name, path, kind, local in found
    ]  # fmt: skip


def late(actor: Actor, year: int, on: date) -> list[int]:
    """The bodies within reach whose last day is over and whose report is not out."""
    return [row[0] for row in _bodies(actor, year, on, "late", "", 100_000)]


def _bodies(actor: Actor, year: int, on: date, only: Only, after: str, limit: int) -> list[tuple[Any, ...]]:
    within, reach = within_sql(actor.reach(RIGHT), body="b.id", unit="")
    condition, values = CONDITIONS[only], [year, *reach, after]
    if only == "late":
        due = {(kind, local) for kind, local, *_ in _groups(actor, year, on) if _due(kind, local, year) < on}
        pairs = " OR ".join(["(b.kind = %s AND b.local_due_on = %s)"] * len(due)) or "1 = 0"
        condition += f" AND ({pairs})"
        values += [_always(year, on), *(value for pair in due for value in pair)]
    return _asked(PAGE.format(within=within, only=condition), [*values, limit])


LATEST = """
SELECT body_id, year, status, version, origin, signed_at, published_on, errors FROM reports_annualreport
WHERE body_id IN ({bodies}) AND year IN ({years}) ORDER BY version
"""


def _latest(bodies: Sequence[tuple[Any, ...]], years: Sequence[int]) -> dict[tuple[int, int], Filed]:
    """The version that counts of each body and year: the newest frozen one, or else the open one."""
    asked = {pk: (name, kind, local) for pk, name, _, kind, local in bodies}
    if not asked:
        return {}
    places = [", ".join(["%s"] * len(some)) for some in (asked, years)]
    found: dict[tuple[int, int], Filed] = {}
    for body_id, year, status, version, origin, signed, published, errors in _asked(
        LATEST.format(bodies=places[0], years=places[1]), [*asked, *years]
    ):
        if status in OPEN and (body_id, year) in found:
            continue  # a correction under way: what was signed before it counts until then
        name, kind, local = asked[body_id]
        due = _due(kind, local, year)
        found[body_id, year] = Filed(body_id, name, status, version, origin, _day(signed), published, due, errors)
    return found


def _day(at: datetime | None) -> date | None:
    """The day at the office; SQLite hands moments over without their zone, which is UTC."""
    return None if at is None else day_of(at if at.tzinfo else at.replace(tzinfo=UTC))


def _none(body_id: int, name: str, due: date) -> Filed:
    return Filed(body_id, name, "", 0, "", None, None, due)
