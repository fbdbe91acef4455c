"""What is on file, counted: powers given and taken, what was made simpler, the powers list by level."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeVar

from zhengwu.records.items.lights import Mark, newest
from zhengwu.records.moments import dated
from zhengwu.records.rows import told
from zhengwu.statute.catalogue import codes


@dataclass(frozen=True, slots=True)
class Uptake:
    """A movement of powers and its lines counted. `gaps` are those that should have been taken and were not."""

    power_id: int
    kind: str
    title: str
    document_number: str
    giver: str
    receiver_id: int
    receiver: str
    since: date
    until: date | None
    agreed_on: date | None
    agreement: str
    notice: str
    sent: int
    should: int
    taken: int
    departments: int
    gaps: int


@dataclass(frozen=True, slots=True)
class Line:
    """A power of a movement: whose it was, what became of it, why it was not taken."""

    id: int
    power_id: int
    name: str
    code: str
    department: str
    should: bool
    state: str
    taken_on: date | None
    item_id: int | None
    gap: str


@dataclass(frozen=True, slots=True)
class LevelCount:
    """The items of a level: how many, by how many bodies."""

    level: str
    items: int
    bodies: int

    @property
    def mean(self) -> Fraction:
        """Items a body."""
        return Fraction(self.items, self.bodies) if self.bodies else Fraction(0)


@dataclass(frozen=True, slots=True)
class BodyCount:
    """The items in use of a body at a level, and of a type."""

    body_id: int
    body: str
    level: str
    type: str
    items: int


UPTAKE = (
    "SELECT p.id, p.kind, p.title, p.document_number, COALESCE(g.name, p.giver_name), p.receiver_id, r.name, p.since, "
    "p.until, p.agreed_on, p.agreement, p.notice, COUNT(l.id), SUM(CASE WHEN l.should THEN 1 ELSE 0 END), "
    "SUM(CASE WHEN l.state = 'taken' THEN 1 ELSE 0 END), COUNT(DISTINCT NULLIF(l.department, '')), "
    "SUM(CASE WHEN l.should AND l.state <> 'taken' THEN 1 ELSE 0 END) "
    "FROM items_power p JOIN items_poweritem l ON l.power_id = p.id JOIN organs_body r ON r.id = p.receiver_id "
    "LEFT JOIN organs_body g ON g.id = p.giver_id"
)
GROUPED = (
    "GROUP BY p.id, p.kind, p.title, p.document_number, g.name, p.giver_name, p.receiver_id, r.name, p.since, p.until, "
    "p.agreed_on, p.agreement, p.notice ORDER BY p.since DESC, p.id DESC"
)
PAGE = 50


def uptakes(path: str = "", *, kind: str = "", power_id: int | None = None, after: int = 0) -> tuple[Uptake, ...]:
    """The movements of powers to the bodies at and below a path, newest first; `after` skips so many."""
    values: list[Any] = [f"{path}%"]
    condition = "r.path LIKE %s"
    for column, value in (("p.kind", kind), ("p.id", power_id)):
        if value:
            condition += f" AND {column} = %s"
            values.append(value)
    found = told(f"{UPTAKE} WHERE {condition} {GROUPED} LIMIT %s OFFSET %s", [*values, PAGE, after])
    return tuple(Uptake(*_days(row, (7, 8, 9))) for row in found)


def lines(power_id: int) -> tuple[Line, ...]:
    """The powers of a movement, in their order."""
    statement = f"SELECT {', '.join(Line.__slots__)} FROM items_poweritem WHERE power_id = %s ORDER BY id"
    found = [_days(row, (7,)) for row in told(statement, [power_id])]
    for row in found:
        row[5] = bool(row[5])
    return tuple(Line(*row) for row in found)


def moved(path: str, kind: str, on: date) -> Uptake | None:
    """All movements of a kind that hold on a day, added up; None where there is none."""
    found = [one for one in uptakes(path, kind=kind) if one.since <= on and (one.until is None or one.until >= on)]
    if not found:
        return None
    first = found[0]
    sums = [sum(getattr(one, name) for one in found) for name in ("sent", "should", "taken", "departments", "gaps")]
    head = [getattr(first, name) for name in Uptake.__slots__[:12]]
    return Uptake(*head, *sums)


IN_USE = "i.status = 'in_use' AND i.version > 0 AND (i.until IS NULL OR i.until >= %s) AND b.path LIKE %s"


def by_level(path: str, on: date, *, types: Sequence[str] = ()) -> tuple[LevelCount, ...]:
    """The powers list of the bodies at and below a path, by level; all types where none are named. Kept until an item
    changes.
    """
    return _kept(newest(), _by_level, path, on, tuple(types))


def _by_level(path: str, on: date, types: Sequence[str]) -> tuple[LevelCount, ...]:
    only, values = _types(types)
    statement = (
        "SELECT i.level, COUNT(*), COUNT(DISTINCT i.body_id) FROM items_item i JOIN organs_body b ON b.id = i.body_id "
        f"WHERE {IN_USE} {only} GROUP BY i.level"
    )
    order = list(codes("level"))
    found = [LevelCount(*row) for row in told(statement, [on.isoformat(), f"{path}%", *values])]
    return tuple(sorted(found, key=lambda one: order.index(one.level)))


def by_body(path: str, on: date, *, types: Sequence[str] = ()) -> tuple[BodyCount, ...]:
    """The powers list body by body: how many items of each level and type. Kept until an item changes."""
    return _kept(newest(), _by_body, path, on, tuple(types))


def _by_body(path: str, on: date, types: Sequence[str]) -> tuple[BodyCount, ...]:
    only, values = _types(types)
    statement = (
        "SELECT i.body_id, b.name, i.level, i.type, COUNT(*) FROM items_item i JOIN organs_body b ON b.id = i.body_id "
        f"WHERE {IN_USE} {only} GROUP BY i.body_id, b.name, b.path, i.level, i.type ORDER BY b.path, i.level, i.type"
    )
    return tuple(BodyCount(*row) for row in told(statement, [on.isoformat(), f"{path}%", *values]))


Counts = TypeVar("Counts")
Counting = Callable[[str, date, Sequence[str]], Counts]


def _kept(mark: Mark | None, counting: Counting[Counts], path: str, on: date, types: tuple[str, ...]) -> Counts:
    return counting(path, on, types) if mark is None else _remembered(mark, counting, path, on, types)


@lru_cache(maxsize=32)
def _remembered(_mark: Mark, counting: Counting[Counts], path: str, on: date, types: tuple[str, ...]) -> Counts:
    return counting(path, on, types)


def _types(types: Sequence[str]) -> tuple[str, list[str]]:
    return (f"AND i.type IN ({', '.join(['%s'] * len(types))})" if types else "", list(types))


def _days(row: tuple[Any, ...], places: Sequence[int]) -> list[Any]:
    values = list(row)
    for place in places:
        values[place] = dated(values[place]) if values[place] else None
    return values
