"""Asking who the bodies are. That they exist is public: the law wants each one's disclosure office made known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from zhengwu.records.organs.models import Body, FormerName, Unit
from zhengwu.records.people.actors import Actor
from zhengwu.records.rows import told
from zhengwu.records.troubles import Words, missing

BODY = Words("这个机关", "body")
UNIT = Words("这个内设机构", "unit")


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """A body as it is shown. The fields are those of the model."""

    id: int
    parent_id: int | None
    path: str
    name: str
    short_name: str
    code: str
    kind: str
    region: str
    number_prefix: str
    counting: str
    local_due_on: str
    address: str
    phone: str
    hours: str
    established_on: date
    closed_on: date | None
    successor_id: int | None


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit as it is shown."""

    id: int
    body_id: int
    parent_id: int | None
    name: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Former:
    """A name that a body had, and its last day."""

    name: str
    short_name: str
    until: date


@dataclass(frozen=True, slots=True)
class Branch:
    """A body with the bodies directly below it."""

    body: BodyFacts
    below: tuple["Branch", ...]


def visible_bodies(actor: Actor) -> QuerySet[Body]:
    """The bodies that an actor may see: staff and systems all of them, the public those that are open."""
    return Body.objects.filter(closed_on=None) if actor.kind == "public" else Body.objects.all()


def bodies(actor: Actor, *, after: int | None = None, limit: int = 50, parent_id: int | None = None) -> list[BodyFacts]:
    """A page of bodies in the order of their ids, after body `after`; with `parent_id`, those directly below it."""
    seen = "" if actor.kind != "public" else "AND closed_on IS NULL"
    below = "" if parent_id is None else f"AND parent_id = {int(parent_id)}"
    return [
        _facts(row) for row in told(f"{ALL} WHERE id > %s {seen} {below} ORDER BY id LIMIT %s", [after or 0, limit])
    ]


def body(actor: Actor, body_id: int) -> BodyFacts:
    """One body. Raises Trouble (missing). Written as SQL, because half of all pages ask it."""
    for row in told(f"{ALL} WHERE id = %s", [body_id]):
        facts = _facts(row)
        if actor.kind != "public" or facts.closed_on is None:
            return facts
    raise missing(BODY, where="body_id")


ALL = f"SELECT {', '.join(BodyFacts.__slots__)} FROM organs_body"


def _facts(row: tuple[Any, ...]) -> BodyFacts:
    return BodyFacts(*(*row[:-3], _day(row[-3]), _day(row[-2]), row[-1]))


def _day(value: Any) -> Any:
    """A day, whichever database it comes from."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def unit(actor: Actor, unit_id: int) -> UnitFacts:
    """One unit. Raises Trouble (missing)."""
    row = Unit.objects.filter(id=unit_id, body__in=visible_bodies(actor)).values_list(*UnitFacts.__slots__).first()
    if row is None:
        raise missing(UNIT, where="unit_id")
    return UnitFacts(*row)


def former_names(body_id: int) -> list[Former]:
    """The names that a body had before, the oldest first."""
    rows = FormerName.objects.filter(body_id=body_id).order_by("until").values_list(*Former.__slots__)
    return [Former(*row) for row in rows]


def names(body_ids: Iterable[int]) -> dict[int, str]:
    """The names of these bodies by id; nothing for those that are not there."""
    some = ", ".join(str(int(one)) for one in set(body_ids))
    return dict(told(f"SELECT id, name FROM organs_body WHERE id IN ({some})")) if some else {}


def open_bodies() -> tuple[int, ...]:
    """The ids of all bodies that are not closed."""
    return tuple(Body.objects.filter(closed_on=None).order_by("id").values_list("id", flat=True))


def tree(actor: Actor) -> tuple[Branch, ...]:
    """All bodies that the actor may see, as branches; a body whose parent is hidden stands at the top."""
    rows = [BodyFacts(*row) for row in visible_bodies(actor).order_by("path").values_list(*BodyFacts.__slots__)]
    known = {row.id for row in rows}
    below: dict[int | None, list[Branch]] = {}
    for row in sorted(rows, key=lambda row: (-row.path.count("."), row.id)):  # the deepest first
        key = row.parent_id if row.parent_id in known else None
        below.setdefault(key, []).append(Branch(row, tuple(below.pop(row.id, ()))))
    return tuple(below.get(None, ()))


def units(actor: Actor, body_id: int) -> list[UnitFacts]:
    """The units of a body. Raises Trouble (missing) where the body is not to be seen."""
    body(actor, body_id)
    found = Unit.objects.filter(body_id=body_id).order_by("id")
    if actor.kind == "public":
        found = found.filter(closed_on=None)
    return [UnitFacts(*row) for row in found.values_list(*UnitFacts.__slots__)]
