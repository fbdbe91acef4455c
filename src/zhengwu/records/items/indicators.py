"""The figures of a bureau over the items on file: one statement over the columns of items, whatever their number.

What is counted is what holds now, as the columns say it; a figure of an earlier day is kept by whoever published it.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhengwu.records.items.queries import SHOWN, Page, ServiceFacts, Wanted, narrowed, shown
from zhengwu.records.people.reach import one_of
from zhengwu.records.rows import told
from zhengwu.statute.catalogue.indicators import (
    INDICATORS,
    Figure,
    Light,
    OnTime,
    figure,
    figures,
    on_application,
    six_and_one,
)  # fmt: skip

MOST = 30_000  # items in one answer
COLUMNS = (
    "i.type, i.level, i.case_type, i.depth, i.visits, i.statutory_days, i.promised_days, i.stages, i.personal, "
    "i.nearby, i.kiosk, CASE WHEN i.faults > 0 THEN 1 ELSE 0 END"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which items are counted: those in use of bodies, of these types. `own` leaves bodies below out; `zh` and `en` say
    it in words beside the figure.
    """

    wanted: Wanted = field(default_factory=lambda: Wanted(types=on_application()))
    zh: str = "在用的依申请事项"
    en: str = "items in use that people apply for"


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures by key, with their scope, its size and the day."""

    scope: Scope
    on: date
    items: int
    figures: dict[str, Figure]


def usual(path: str = "", *, body_id: int | None = None, level: str = "") -> Scope:
    """The usual scope (6+1) of the bodies at and below a path, or of one body, at one level or all."""
    return Scope(
        Wanted(path=path, body_id=body_id, level=level, types=six_and_one()), "在用的“6+1”类事项", "6+1 items in use"
    )


def every_power(path: str = "", *, body_id: int | None = None, level: str = "") -> Scope:
    """All items in use, whatever their type: powers and duties."""
    return Scope(
        Wanted(path=path, body_id=body_id, level=level), "在用的全部权责事项", "all powers and services in use"
    )


def counted(scope: Scope, *, on: date) -> Counted:
    """All figures of a scope on the day. One statement, which groups items that are alike."""
    condition, values = _condition(scope, on)
    groups = ", ".join(map(str, range(2, COLUMNS.count(",") + 3)))
    found = told(f"SELECT 0, {COLUMNS}, COUNT(*) {FROM} WHERE {condition} GROUP BY {groups}", values)
    rows = tuple(map(_light, found))
    return Counted(scope, on, sum(one.count for one in rows), figures(rows))


def behind(scope: Scope, key: str, *, on: date) -> Figure:
    """One figure with the ids of the items above and below the line. Raises KeyError where there is no such figure."""
    condition, values = _condition(scope, on)
    found = told(f"SELECT i.id, {COLUMNS}, 1 {FROM} WHERE {condition} ORDER BY i.id", values)
    return figure(INDICATORS[key], map(_light, found))


def drilled(found: Figure, *, above: bool = True, after: str = "", most: int = 200) -> Page[ServiceFacts]:
    """The items above the line of a figure that `behind` gave; or those below it that are not above; by id."""
    ids = found.ids if above else tuple(sorted(set(found.below) - set(found.ids)))
    first = bisect_right(ids, int(after)) if after.isascii() and after.isdecimal() and len(after) < 19 else 0
    some = ids[first : first + min(most, MOST)]
    if not some:
        return Page(())
    rows = told(f"SELECT {SHOWN} {FROM} WHERE {one_of('i.id', some)} ORDER BY i.id", list(some))
    return Page(tuple(map(shown, rows)), str(some[-1]) if first + len(some) < len(ids) else "")


FROM = "FROM items_item i JOIN organs_body b ON b.id = i.body_id"


def _condition(scope: Scope, on: date) -> tuple[str, list[Any]]:
    parts, values = narrowed(scope.wanted)
    in_use = "i.status = 'in_use' AND i.version > 0 AND (i.until IS NULL OR i.until >= %s)"
    return " AND ".join([in_use, *parts]), [on.isoformat(), *values]


def _light(row: tuple[Any, ...]) -> Light:
    values = list(row)
    values[9:12] = map(bool, row[9:12])
    return Light(*values)


def on_time(body_ids: tuple[int, ...], first: date, last: date) -> OnTime:
    """按时办结率: the applications of bodies decided from `first` to `last`, and how many of them by the day that was
    promised. Those without a promise count by the statutory day; those without either do not count.
    """
    if not body_ids:
        return OnTime(0, 0)
    by = "COALESCE(a.promised_on, a.due_on)"
    statement = (
        f"SELECT COUNT(*), SUM(CASE WHEN a.decided_on <= {by} THEN 1 ELSE 0 END) FROM approvals_application a "
        f"WHERE {one_of('a.body_id', body_ids)} AND a.decided_on BETWEEN %s AND %s AND {by} IS NOT NULL"
    )
    count, by_then = told(statement, [*dict.fromkeys(body_ids), first.isoformat(), last.isoformat()])[0]
    return OnTime(by_then or 0, count)
