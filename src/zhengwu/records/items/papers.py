"""Blank forms, samples and pictures of an item, each under a key: put there by its body, fetched by everybody."""

from datetime import datetime

from django.db import transaction

from zhengwu.records.documents import store
from zhengwu.records.documents.actions import Copy
from zhengwu.records.items.models import Item, ItemFile
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.people.actors import Actor
from zhengwu.records.rows import told
from zhengwu.records.troubles import Words, forbidden, invalid, missing

ITEM, PAPER = Words("这个事项", "service item"), Words("这份表样", "paper")
RIGHT, PUT = "item.manage", "item.paper_put"
LONGEST = 40


def put(item_id: int, key: str, content: bytes, name: str, *, by: Actor, at: datetime) -> None:
    """Puts a file to an item; one with the same key takes the other's place.

    Raises Trouble: missing, forbidden, invalid (key, kind of file).
    """
    if not key.strip() or len(key) > LONGEST:
        raise invalid("invalid_value", f"代号应为1至{LONGEST}字。", f"A key has 1 to {LONGEST} signs.", where="key")
    item = Item.objects.select_related("body").filter(pk=item_id).first()
    if item is None:
        raise missing(ITEM, where="item_id")
    if not by.may(RIGHT, item.body_id, item.body.path):
        raise forbidden(RIGHT)
    file = store.keep(content, name, at=at)
    with transaction.atomic():
        facts = {"file": file, "name": store.plain_name(name), "at": at}
        ItemFile.objects.update_or_create(item=item, key=key, defaults=facts)
        record(Deed(PUT, item.body_id, "item", str(item.pk), f"{key} {file.sha256}"), by=by, at=at)


def keys(item_id: int) -> frozenset[str]:
    """The keys of the files that an item has. One statement."""
    return frozenset(key for (key,) in told("SELECT key FROM items_itemfile WHERE item_id = %s", [item_id]))


def fetch(item_id: int, key: str) -> Copy:
    """A file of an item. Raises Trouble: missing."""
    row = ItemFile.objects.select_related("file").filter(item_id=item_id, key=key[:LONGEST]).first()
    if row is None:
        raise missing(PAPER, where="key")
    return Copy(store.content_of(row.file), row.file.media_type, row.name)
