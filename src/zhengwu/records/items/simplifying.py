"""The simplification list (简化审批事项): which item was made simpler, by which of the five kinds, since when."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from zhengwu.records import rows
from zhengwu.records.items.actions import MANAGE
from zhengwu.records.items.models import Item, Simplification
from zhengwu.records.items.queries import ITEM, Page
from zhengwu.records.journal.actions import Deed
from zhengwu.records.journal.actions import record as enter
from zhengwu.records.moments import dated
from zhengwu.records.organs.models import Body
from zhengwu.records.organs.queries import BODY
from zhengwu.records.people.actors import Actor
from zhengwu.records.rows import told
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing
from zhengwu.statute.catalogue import codes

LINE = Words("这一条简化事项", "line of the simplification list")
LIST = "items_simplification s JOIN organs_body b ON b.id = s.body_id"
SHOWN = "s.id, s.body_id, s.item_id, s.name, s.kind, s.before, s.after, s.basis, s.since, s.until"
LENGTHS = {"name": 300, "before": 200, "after": 200, "basis": 300}


@dataclass(frozen=True, slots=True)
class Simpler:
    """An item made simpler: what it was before and is after. `item_id` where it is on file."""

    name: str
    kind: str
    since: date
    item_id: int | None = None
    before: str = ""
    after: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class SimplerFacts:
    """A line of the list as it is shown."""

    id: int
    body_id: int
    item_id: int | None
    name: str
    kind: str
    before: str
    after: str
    basis: str
    since: date
    until: date | None


def add(body_id: int, found: Sequence[Simpler], *, by: Actor, at: datetime) -> int:
    """Adds lines, all or none; gives how many. Raises Trouble: missing, forbidden, invalid, conflict (on it)."""
    for place, one in enumerate(found):
        _check(one, f"[{place}]." if len(found) > 1 else "")
    with transaction.atomic():
        body = Body.objects.filter(pk=body_id, closed_on=None).first()
        if body is None:
            raise missing(BODY, where="body_id")
        if not by.may(MANAGE, body.pk, body.path):
            raise forbidden(MANAGE)
        ids = {one.item_id for one in found if one.item_id is not None}
        if Item.objects.filter(pk__in=ids, body=body).count() < len(ids):
            raise missing(ITEM, where="item_id")
        there = set(Simplification.objects.filter(body=body, until=None).values_list("name", "kind"))
        for one in found:
            if (one.name.strip(), one.kind) in there:
                zh, en = f"“{one.name}”已在清单上。", f"{one.name} is on the list already."
                raise conflict("there_already", zh, en, where="name")
            there.add((one.name.strip(), one.kind))
        rows.lay(Simplification, [_row(body, one, by, at) for one in found])
        enter(Deed("simplification.added", body.pk, "body", str(body.pk), f"{len(found)}"), by=by, at=at)
    return len(found)


def _check(one: Simpler, where: str) -> None:
    if one.kind not in codes("simplification"):
        raise invalid("unknown_choice", "没有这种简化方式。", "There is no such kind.", where=f"{where}kind")
    for name, most in LENGTHS.items():
        if len(getattr(one, name)) > most or (name == "name" and not one.name.strip()):
            raise invalid(
                "bad_fact", f"必须填写，至多{most}字。", f"{most} characters at most.", where=f"{where}{name}"
            )


def _row(body: Body, one: Simpler, by: Actor, at: datetime) -> Simplification:
    said = asdict(one) | {"name": one.name.strip()}
    return Simplification(body=body, by=by.name[:60], at=at, **said)


def end(line_id: int, until: date, *, by: Actor, at: datetime) -> None:
    """Takes a line off the list after that day. Raises Trouble: missing, forbidden, invalid."""
    with transaction.atomic():
        row = Simplification.objects.select_for_update(of=("self",)).select_related("body").filter(pk=line_id).first()
        if row is None:
            raise missing(LINE, where="line_id")
        if not by.may(MANAGE, row.body_id, row.body.path):
            raise forbidden(MANAGE)
        if until < row.since:
            raise invalid("bad_day", "截止日期早于起始日期。", "It ends before it begins.", where="until")
        row.until = until
        row.save(update_fields=["until"])
        enter(Deed("simplification.ended", row.body_id, "body", str(row.body_id), row.name[:500]), by=by, at=at)


def listed(path: str, on: date, *, kind: str = "", after: int = 0, most: int = 50) -> Page[SimplerFacts]:
    """The list of the bodies at and below a path on a day, in the order of entry; those after the line `after`."""
    condition, values = _on_list(path, on)
    if kind:
        condition, values = f"{condition} AND s.kind = %s", [*values, kind]
    statement = f"SELECT {SHOWN} FROM {LIST} WHERE {condition} AND s.id > %s ORDER BY s.id LIMIT %s"
    found = tuple(_facts(row) for row in told(statement, [*values, after, most + 1]))
    return Page(found[:most], str(found[most - 1].id) if len(found) > most else "")


def totals(path: str, on: date) -> dict[str, int]:
    """How many lines are on the list on a day, by kind; every kind is there. One statement."""
    condition, values = _on_list(path, on)
    found: dict[str, int] = dict(told(f"SELECT s.kind, COUNT(*) FROM {LIST} WHERE {condition} GROUP BY s.kind", values))
    return {kind: found.get(kind, 0) for kind in codes("simplification")}


def _on_list(path: str, on: date) -> tuple[str, list[Any]]:
    """That a line of the bodies at and below a path is on the list on a day, as SQL, with its values."""
    day = on.isoformat()
    return "b.path LIKE %s AND s.since <= %s AND (s.until IS NULL OR s.until >= %s)", [f"{path}%", day, day]


def _facts(row: tuple[Any, ...]) -> SimplerFacts:
    return SimplerFacts(*(*row[:8], dated(row[8]), dated(row[9]) if row[9] else None))
