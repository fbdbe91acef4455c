"""The figures of a bureau over the items on file, as of any day: of what was in use then, as its versions said it."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from zhengwu.records.items.lights import NAMES, Ground, Scope, ground, version_said
from zhengwu.records.items.queries import SHOWN, Page, ServiceFacts, record, shown
from zhengwu.records.people.reach import one_of
from zhengwu.records.rows import told
from zhengwu.statute.catalogue.indicators import Figure, OnTime, six_and_one

MOST = 30_000  # items in one answer
ALSO = tuple(name for name in NAMES if name in ServiceFacts.__slots__ and name != "faults")


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures by key, with their scope, its size and the day."""

    scope: Scope
    on: date
    items: int
    figures: dict[str, Figure]


@dataclass(frozen=True, slots=True)
class Behind:
    """One figure of a scope on a day, with the ids of the items above and below the line."""

    figure: Figure
    ground: Ground


def usual(path: str = "", *, body_id: int | None = None, level: str = "") -> Scope:
    """The usual scope (6+1) of the bodies at and below a path, or of one body, at one level or all."""
    return Scope(path, body_id, level, six_and_one(), "在用的“6+1”类事项", "6+1 items in use")


def every_power(path: str = "", *, body_id: int | None = None, level: str = "") -> Scope:
    """All items in use, whatever their type: powers and duties."""
    return Scope(path, body_id, level, (), "在用的全部权责事项", "all powers and services in use")


def counted(scope: Scope, *, on: date) -> Counted:
    """All figures of a scope on the day, which may be long past."""
    found = ground(scope, on)
    return Counted(scope, on, len(found.rows), found.figures())


def behind(scope: Scope, key: str, *, on: date) -> Behind:
    """One figure with its items. Raises KeyError where there is no such figure."""
    found = ground(scope, on)
    return Behind(found.behind(key), found)


def drilled(found: Behind, *, above: bool = True, after: str = "", most: int = 200) -> Page[ServiceFacts]:
    """The items above the line of a figure that `behind` gave; or those below it that are not above; by id. They are
    shown as they were on that day.
    """
    figure = found.figure
    ids = figure.ids if above else tuple(sorted(set(figure.below) - set(figure.ids)))
    first = bisect_right(ids, int(after)) if after.isascii() and after.isdecimal() and len(after) < 19 else 0
    some = ids[first : first + min(most, MOST)]
    if not some:
        return Page(())
    rows = told(f"SELECT {SHOWN} {FROM} WHERE {one_of('i.id', some)} ORDER BY i.id", list(some))
    page = tuple(_then(shown(row), found.ground.held) for row in rows)
    return Page(page, str(some[-1]) if first + len(some) < len(ids) else "")


FROM = "FROM items_item i JOIN organs_body b ON b.id = i.body_id"


def _then(one: ServiceFacts, held: dict[int, int]) -> ServiceFacts:
    """An item as it was, where another version held than today's."""
    version_id = held.get(one.id)
    if version_id is None:
        return one
    said: dict[str, Any] = dict(zip(NAMES, version_said(version_id), strict=True))
    return replace(one, name=record(version_id).name, **{name: said[name] for name in ALSO})


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
