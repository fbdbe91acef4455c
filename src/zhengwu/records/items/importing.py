"""Items out of files: looked at first, with what is new, changed, the same or wrong; then written as drafts.

Nothing is published by an import: somebody else publishes the drafts, one by one or all at once. Where a row is wrong,
that row is not written; the others may be.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db import transaction

from zhengwu.records.items import actions
from zhengwu.records.items.actions import MANAGE
from zhengwu.records.items.files import opened, written
from zhengwu.records.items.queries import IN_FORCE, record
from zhengwu.records.items.sound import check
from zhengwu.records.journal.actions import Deed
from zhengwu.records.journal.actions import record as enter
from zhengwu.records.organs.models import Body
from zhengwu.records.organs.queries import BODY
from zhengwu.records.people.actors import Actor
from zhengwu.records.rows import told
from zhengwu.records.troubles import Trouble, forbidden, missing
from zhengwu.statute.catalogue import Record
from zhengwu.statute.catalogue.differing import Difference, differences
from zhengwu.statute.catalogue.lint import Finding, lint
from zhengwu.statute.catalogue.sheets import CellFault, Row
from zhengwu.statute.catalogue.tables import Told

What = Literal["new", "changed", "same", "wrong"]


@dataclass(frozen=True, slots=True)
class Looked:
    """A row and what will become of it: the item that it changes, how it differs from the newest version, and what is
    wrong with it. `findings` are those of the guide as it would be.
    """

    number: int
    code: str
    name: str
    what: What
    item_id: int | None
    record: Record | None
    differences: tuple[Difference, ...] = ()
    faults: tuple[CellFault, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Import:
    """A file that was looked at: its rows, and what is wrong with it as a whole."""

    body_id: int
    rows: tuple[Looked, ...]
    faults: tuple[CellFault, ...]

    def count(self, what: What) -> int:
        """How many rows are so."""
        return sum(one.what == what for one in self.rows)


@dataclass(frozen=True, slots=True)
class _There:
    item_id: int
    code: str
    record: Record


def look(body_id: int, content: bytes, *, by: Actor) -> Import:
    """What a file would change in the items of a body. Raises Trouble: missing, forbidden, invalid (no such file)."""
    body = _body(body_id, by)
    rows, faults = opened(content)
    there = _there(body_id)
    by_code = {one.code: one for one in there}
    by_name = {(one.record.name, one.record.action): one for one in there}
    seen: dict[str, int] = {}
    looked = []
    for row in rows:
        code = row.code or next((str(row.said.get(name)) for name in CODES if row.said.get(name)), "")
        found = by_code.get(code) if code else by_name.get((row.name, str(row.said.get("action", "new"))))
        key = code or f"{row.name} {row.said.get('action')}"
        if key in seen:
            zh = f"与第{seen[key]}行是同一个事项。"
            row.faults.append(CellFault("", row.number, "事项编码", zh, f"The same item as in row {seen[key]}."))
        seen.setdefault(key, row.number)
        if row.body and row.body not in (body.name, body.short_name):
            zh = f"实施主体“{row.body}”不是{body.name}。"
            row.faults.append(CellFault("", row.number, "实施主体", zh, f"The body is not {body.name}."))
        looked.append(_looked(row, code, found))
    return Import(body_id, tuple(looked), faults)


CODES = ("handle_code", "task_code", "local_code")


def _looked(row: Row, code: str, found: _There | None) -> Looked:
    item_id = found.item_id if found else None
    if not row.faults:
        said = row.record(found.record if found else None)
        try:
            check(said)
        except Trouble as trouble:
            row.faults.append(CellFault("", row.number, trouble.where, trouble.message.zh, trouble.message.en))
    if row.faults:
        return Looked(row.number, code, row.name, "wrong", item_id, None, faults=tuple(row.faults))
    if found is None:
        return Looked(row.number, code, row.name, "new", None, said, findings=lint(said))
    changed = differences(found.record, said)
    return Looked(row.number, code, row.name, "changed" if changed else "same", item_id, said, changed,
                  findings=lint(said) if changed else ())  # fmt: skip


def _there(body_id: int) -> list[_There]:
    """The items of a body that were not cancelled, with their newest versions: one statement, and the drafts."""
    statement = (
        "SELECT i.id, i.code, MAX(v.id) FROM items_item i JOIN items_itemversion v ON v.item_id = i.id "
        "WHERE i.body_id = %s AND i.status <> 'cancelled' AND v.status <> 'discarded' GROUP BY i.id, i.code"
    )
    rows = told(statement, [body_id])
    return [_There(item, code, record(version)) for item, code, version in rows]


def apply(found: Import, *, by: Actor, at: datetime, reason: str = "") -> tuple[int, ...]:
    """Writes the rows that are new or changed as drafts, all or none; gives the items. Rows that are wrong stay out.

    Raises Trouble: missing, forbidden, conflict (an item that was made or written meanwhile), invalid.
    """
    _body(found.body_id, by)
    written_ = []
    with transaction.atomic():
        for one in found.rows:
            if one.record is None or one.what not in ("new", "changed"):
                continue
            if one.item_id is None:
                written_.append(actions.create(found.body_id, one.record, by=by, at=at, code=one.code).item_id)
            else:
                actions.draft(one.item_id, one.record, by=by, at=at, reason=reason or "导入")
                written_.append(one.item_id)
        told_ = f"+{found.count('new')} ~{found.count('changed')} !{found.count('wrong')}"
        enter(Deed("items.imported", found.body_id, "body", str(found.body_id), told_), by=by, at=at)
    return tuple(written_)


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A draft that could not be published, and why."""

    item_id: int
    trouble: Trouble


def publish_all(
    item_ids: Iterable[int], *, by: Actor, at: datetime, since: date | None = None
) -> tuple[int, tuple[Unpublished, ...]]:
    """Publishes the drafts of items, each for itself: how many, and which could not be."""
    done, left = 0, []
    for item_id in item_ids:
        try:
            actions.publish(item_id, by=by, at=at, since=since)
            done += 1
        except Trouble as trouble:
            left.append(Unpublished(item_id, trouble))
    return done, tuple(left)


def export(kind: str, body_ids: Sequence[int], *, by: Actor, on: date, at: datetime) -> bytes:
    """The items of bodies in force on a day as a file of KINDS; that they leave the house is entered.

    Anybody may read what is published; so no right is wanted.
    """
    items = tuple(in_force(body_ids, on))
    with transaction.atomic():
        enter(
            Deed("items.exported", body_ids[0] if body_ids else None, "item", "", f"{kind} {len(items)}"), by=by, at=at
        )
    return written(kind, items)


def in_force(body_ids: Sequence[int], on: date) -> Iterable[Told]:
    """The items of bodies that hold on a day, by code, with what they say."""
    if not body_ids:
        return
    places = ", ".join(["%s"] * len(body_ids))
    statement = (
        "SELECT MAX(v.id), i.code, b.name, i.id FROM items_itemversion v JOIN items_item i ON i.id = v.item_id "
        f"JOIN organs_body b ON b.id = i.body_id WHERE i.body_id IN ({places}) AND {IN_FORCE} "
        "GROUP BY i.code, b.name, i.id ORDER BY i.code, i.id"
    )
    rows = told(statement, [*body_ids, on.isoformat(), on.isoformat()])
    for version, code, name, _ in rows:
        yield Told(code, name, record(version))


def _body(body_id: int, by: Actor) -> Body:
    body = Body.objects.filter(pk=body_id, closed_on=None).first()
    if body is None:
        raise missing(BODY, where="body_id")
    if not by.may(MANAGE, body.pk, body.path):
        raise forbidden(MANAGE)
    return body
