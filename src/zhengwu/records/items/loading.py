"""Many published items at once, for imports, the demonstration and tests: a few statements whatever their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhengwu.records import rows
from zhengwu.records.items.columns import columns
from zhengwu.records.items.models import Item, ItemVersion
from zhengwu.records.items.sound import check
from zhengwu.records.organs.models import Body
from zhengwu.statute.catalogue import Record
from zhengwu.statute.catalogue.written import as_json


@dataclass(frozen=True, slots=True)
class Loaded:
    """An item to be laid down with its one published version. Without a code it gets the body's next number."""

    body_id: int
    record: Record
    since: date
    unit_id: int | None = None
    code: str = ""
    entry_id: int | None = None
    status: str = "in_use"
    until: date | None = None


def load(wanted: Sequence[Loaded], *, by: str, at: datetime) -> tuple[int, ...]:
    """Lays items down as published since their days, and gives their ids in order. Raises Trouble (invalid).

    No journal entry is made: who loads them says so in one of its own.
    """
    for one in wanted:
        check(one.record)
    with transaction.atomic():
        codes = _codes(wanted)
        items = [_item(one, code, at) for one, code in zip(wanted, codes, strict=True)]
        rows.lay(Item, items)
        versions = [
            ItemVersion(
                item_id=item.pk, number=1, status="retired" if one.until else "published", since=one.since,
                until=one.until, content=as_json(one.record), by=by, at=at, published_by=by, published_at=at,
            )
            for item, one in zip(items, wanted, strict=True)
        ]  # fmt: skip
        rows.lay(ItemVersion, versions)
    return tuple(item.pk for item in items)


def _item(one: Loaded, code: str, at: datetime) -> Item:
    return Item(
        body_id=one.body_id, unit_id=one.unit_id, entry_id=one.entry_id, code=code, status=one.status, since=one.since,
        until=one.until, created_at=at, version=1, **columns(one.record),
    )  # fmt: skip


def _codes(wanted: Sequence[Loaded]) -> list[str]:
    bodies = {one.body_id for one in wanted}
    prefixes = dict(Body.objects.filter(pk__in=bodies).values_list("pk", "number_prefix"))
    there = {body: Item.objects.filter(body_id=body).count() for body in bodies}
    found = []
    for one in wanted:
        there[one.body_id] += 1
        said = one.code or one.record.handle_code or one.record.task_code or one.record.local_code
        found.append(said or f"{prefixes[one.body_id]}-{there[one.body_id]:05d}")
    return found
