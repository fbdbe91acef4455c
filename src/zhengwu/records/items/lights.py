"""Items as light rows, as they held on a day: any day that has been, or that is to come.

What an item's columns say is what its version says that holds now. Where another one held on the day asked for, that
version is read. Whether an item was paused then is told by the journal. The rows of a day are kept by this process
until the journal tells of a change of an item or a body.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection

from zhengwu.records.items.columns import columns
from zhengwu.records.items.queries import IN_FORCE, record
from zhengwu.records.moments import OFFICE
from zhengwu.records.people.reach import one_of
from zhengwu.records.rows import prepared, told
from zhengwu.statute.catalogue.indicators import (
    INDICATORS,
    Figure,
    Light,
    figure,
    figures,
    on_application,
)  # fmt: skip

GROUNDS = 6  # kept by a process: of a scope on a day each
NAMES = (
    "type", "level", "case_type", "depth", "visits", "statutory_days", "promised_days", "stages", "personal", "nearby",
    "kiosk", "faults",
)  # fmt: skip
HELD = (
    f"SELECT i.id, v.id, {', '.join(f'i.{name}' for name in NAMES)}, v.number = i.version, i.status = 'paused' "
    "FROM items_item i JOIN organs_body b ON b.id = i.body_id JOIN items_itemversion v ON v.item_id = i.id "
    f"WHERE {IN_FORCE} AND b.path LIKE %s"
)
TURNED = (
    "SELECT object_id, action FROM journal_entry WHERE action IN ('item.paused', 'item.resumed') AND at >= %s "
    "ORDER BY at DESC, id DESC"
)
NEWEST = (
    "SELECT id FROM (SELECT id FROM journal_entry WHERE kind = 'item' ORDER BY at DESC, id DESC LIMIT 50) items "
    "UNION ALL SELECT id FROM (SELECT id FROM journal_entry WHERE kind = 'body' ORDER BY at DESC, id DESC LIMIT 9) few "
    "UNION ALL SELECT -MAX(id) FROM items_itemversion"
)
Row = tuple[Any, ...]
Mark = tuple[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which items are counted: those in use of the bodies at and below a path, or of one body, of these types, at one
    level or all. `zh` and `en` say it in words beside the figure.
    """

    path: str = ""
    body_id: int | None = None
    level: str = ""
    types: tuple[str, ...] = field(default_factory=on_application)
    zh: str = "在用的依申请事项"
    en: str = "items in use that people apply for"


@dataclass(frozen=True, slots=True)
class Ground:
    """The items of a scope on a day, by id; `held` says which version of each, where it is another than today's."""

    rows: tuple[Row, ...]
    held: dict[int, int]
    _behind: dict[str, Figure] = field(default_factory=dict)
    _figures: dict[str, Figure] = field(default_factory=dict)

    def figures(self) -> dict[str, Figure]:
        """All figures by key; items that are alike are counted once."""
        if not self._figures:
            alike: dict[Row, int] = {}
            for _, *said in self.rows:
                alike[tuple(said)] = alike.get(tuple(said), 0) + 1
            self._figures.update(figures(Light(*(0, *said, count)) for said, count in alike.items()))
        return self._figures

    def behind(self, key: str) -> Figure:
        """One figure with the ids of its items. Raises KeyError."""
        if key not in self._behind:
            self._behind[key] = figure(INDICATORS[key], (Light(*row) for row in self.rows))
        return self._behind[key]


def newest() -> Mark | None:
    """What is the same as long as no item and no body has changed; None within a transaction, which may see more."""
    if connection.in_atomic_block:
        return None
    return f"{connection.settings_dict['NAME']}", tuple(sorted(row[0] or 0 for row in prepared(NEWEST)))


def ground(scope: Scope, on: date) -> Ground:
    """The items of a scope that were in use on a day. Three statements; one where nothing has changed."""
    mark = newest()
    return _found(scope, on) if mark is None else _kept(mark, scope, on)


@lru_cache(maxsize=GROUNDS)
def _kept(_mark: Mark, scope: Scope, on: date) -> Ground:
    return _found(scope, on)


def _found(scope: Scope, on: date) -> Ground:
    narrower, values = _narrowed(scope)
    statement = f"{HELD}{narrower} ORDER BY i.id, v.number"
    turned, found, held = _turned(on), {}, {}
    for item_id, version_id, *said, same, paused in told(statement, [on.isoformat(), on.isoformat(), *values]):
        if turned.get(item_id, paused):
            continue
        if not same:
            held[item_id] = version_id
        found[item_id] = _row(tuple(said)) if same else version_said(version_id)
    return Ground(
        tuple((item_id, *said) for item_id, said in found.items() if _within(scope, said)),
        held,
    )


def _narrowed(scope: Scope) -> tuple[str, list[Any]]:
    """A scope as conditions and their values. A version that is not today's has its own type and level."""
    parts: list[str] = []
    values: list[Any] = [f"{scope.path}%"]
    if scope.body_id is not None:
        parts.append("i.body_id = %s")
        values.append(scope.body_id)
    if scope.types:
        parts.append(f"(v.number <> i.version OR {one_of('i.type', scope.types)})")
        values += scope.types
    if scope.level:
        parts.append("(v.number <> i.version OR i.level = %s)")
        values.append(scope.level)
    return "".join(f" AND {one}" for one in parts), values


def _within(scope: Scope, said: Row) -> bool:
    return (not scope.types or said[0] in scope.types) and (not scope.level or said[1] == scope.level)


def _row(said: Row) -> Row:
    return (*said[:8], *map(bool, said[8:11]), int(said[11] > 0))


@lru_cache(maxsize=65_536)
def version_said(version_id: int) -> Row:
    """What a published version says, in the order of `NAMES`; versions that were published never change."""
    found = columns(record(version_id))
    return _row(tuple(found[name] for name in NAMES))


def _turned(on: date) -> dict[int, bool]:
    """The items that were paused or went on after that day, and whether each was paused on it."""
    after = datetime.combine(on + timedelta(days=1), time(), OFFICE)
    rows = told(TURNED, [connection.ops.adapt_datetimefield_value(after)])
    return {int(item_id): action == "item.resumed" for item_id, action in rows}
