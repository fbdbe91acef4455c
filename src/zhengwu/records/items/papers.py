"""Blank forms, samples and pictures of an item: inspected, kept under a key, named by versions, fetched by everybody.

A paper that is put to a place of the draft gets a key of its own, made of its bytes, and the draft names it. Versions
that were published before go on naming theirs, so that nothing changes under a case that is pinned to one of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from zhengwu.records.documents import store
from zhengwu.records.documents.actions import Copy
from zhengwu.records.documents.models import StoredFile
from zhengwu.records.items import actions, desk
from zhengwu.records.items.models import Item, ItemFile
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import Actor
from zhengwu.records.publications import scanning
from zhengwu.records.rows import told
from zhengwu.records.troubles import Trouble, Words, forbidden, invalid, missing
from zhengwu.statute.catalogue import Record
from zhengwu.statute.inspection import Inspection, Refusal, Refused, inspect
from zhengwu.statute.inspection.cleaning import cleaned

ITEM, PAPER = Words("这个事项", "service item"), Words("这份表样", "paper")
PLACE = Words("这个位置", "place")
RIGHT, PUT = "item.manage", "item.paper_put"
LONGEST, REASON = 40, 500
SUM = 24  # signs of the sum of a file that stand in its key


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A file of an item; `kind` is what its name ends with ("DOCX"), `size` its bytes."""

    key: str
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a paper of a record may be: of a material its blank form or a sample, of a result a sample.

    `key` is the paper that the record names, empty for none; `wanted`: the checks of the guide ask for one.
    """

    place: str
    of: str
    what: str
    key: str
    wanted: bool


def slots(says: Record) -> tuple[Slot, ...]:
    """The places of a record, in its order."""
    found = [
        Slot(f"material-{one.key}-{what}", one.name, what, getattr(one, what), one.kind == "form")
        for one in says.materials
        for what in ("blank", "sample")
    ]
    results = enumerate(says.results)
    found += [
        Slot(f"result-{at}-sample", one.name, "sample", one.sample, one.kind != "decision") for at, one in results
    ]
    return tuple(found)


def files(item_id: int) -> Mapping[str, PaperFacts]:
    """The files that an item has, by key. One statement."""
    return files_of((item_id,))[item_id]


def files_of(item_ids: Sequence[int]) -> Mapping[int, Mapping[str, PaperFacts]]:
    """The files that items have, by item and key; every item is there. One statement."""
    found: dict[int, dict[str, PaperFacts]] = {one: {} for one in item_ids}
    if not found:
        return found
    statement = (
        "SELECT f.item_id, f.key, f.name, s.size FROM items_itemfile f JOIN documents_storedfile s ON s.id = f.file_id "
        f"WHERE f.item_id IN ({', '.join(['%s'] * len(found))})"
    )
    for item, key, name, size in told(statement, list(found)):
        found[item][key] = PaperFacts(key, name, name.rpartition(".")[2].upper()[:5], size)
    return found


def fetch(item_id: int, key: str) -> Copy:
    """A file of an item. Raises Trouble: missing."""
    row = ItemFile.objects.select_related("file").filter(item_id=item_id, key=key[:LONGEST]).first()
    if row is None:
        raise missing(PAPER, where="key")
    return Copy(store.content_of(row.file), row.file.media_type, row.name)


def put(item_id: int, key: str, content: bytes, name: str, *, by: Actor, at: datetime, accepted: str = "") -> None:
    """Puts a file to an item; one with the same key takes the other's place.

    What is hidden in it is taken out where it can be. What is personal and stays wants a reason (`accepted`).
    Raises Trouble: missing, forbidden, invalid (key, file, reason).
    """
    if not key.strip() or len(key) > LONGEST:
        raise invalid("invalid_value", f"代号应为1至{LONGEST}字。", f"A key has 1 to {LONGEST} signs.", where="key")
    item = _mine(item_id, by)
    file, _ = _inspected(content, name, accepted, at)
    with transaction.atomic():
        _put(item, key, file, name, accepted, by, at)


def lay(
    item_id: int, place: str, content: bytes, name: str, *, by: Actor, at: datetime, accepted: str = ""
) -> bool:  # fmt: skip
    """Puts a file to a place of the draft, which is begun where there is none; whether the file had to be cleaned.

    Raises Trouble: missing, forbidden, invalid (file, reason), conflict (written meanwhile).
    """
    item = _mine(item_id, by)
    file, clean = _inspected(content, name, accepted, at)
    with transaction.atomic():
        says = _drafted(item_id, by, at)
        slot = _slot(says, place)
        key = f"{slot.what}-{file.sha256[:SUM]}"
        _put(item, key, file, name, accepted, by, at)
        actions.draft(item_id, named(says, place, key), by=by, at=at)
    return clean


def take_off(item_id: int, place: str, *, by: Actor, at: datetime) -> None:
    """The draft names no paper in this place any more. Raises Trouble: missing, forbidden."""
    item = _mine(item_id, by)
    with transaction.atomic():
        says = _drafted(item_id, by, at)
        slot = _slot(says, place)
        actions.draft(item_id, named(says, place, ""), by=by, at=at)
        record(Deed("item.paper_off", item.body_id, "item", str(item.pk), slot.key), by=by, at=at)


def named(says: Record, place: str, key: str) -> Record:
    """The record with another paper named in a place."""
    kind, _, rest = place.partition("-")
    of, _, what = rest.rpartition("-")
    if kind == "result":
        results = (replace(one, sample=key) if str(at) == of else one for at, one in enumerate(says.results))
        return replace(says, results=tuple(results))
    changed = {what: key}
    materials = (replace(one, **changed) if one.key == of else one for one in says.materials)  # type: ignore[arg-type]
    return replace(says, materials=tuple(materials))


def _slot(says: Record, place: str) -> Slot:
    found = next((one for one in slots(says) if one.place == place), None)
    if found is None:
        raise missing(PLACE, where="place")
    return found


def _drafted(item_id: int, by: Actor, at: datetime) -> Record:
    return desk.standing(by, item_id, day_of(at)).newest.record


def _mine(item_id: int, by: Actor) -> Item:
    item = Item.objects.select_related("body").filter(pk=item_id).first()
    if item is None:
        raise missing(ITEM, where="item_id")
    if not by.may(RIGHT, item.body_id, item.body.path, item.unit_id):
        raise forbidden(RIGHT)
    return item


def _put(item: Item, key: str, file: StoredFile, name: str, accepted: str, by: Actor, at: datetime) -> None:
    facts = {"file": file, "name": store.plain_name(name), "at": at}
    ItemFile.objects.update_or_create(item=item, key=key, defaults=facts)
    said = f"{key} {file.sha256} {accepted[:REASON]}".strip()
    record(Deed(PUT, item.body_id, "item", str(item.pk), said), by=by, at=at)


def _inspected(content: bytes, name: str, accepted: str, at: datetime) -> tuple[StoredFile, bool]:
    """The file on file, without what can be taken out of it, and whether anything was; a file is public once named."""
    plain = store.plain_name(name)
    found, copy = inspect(plain, content), content
    if found.refused:
        raise _refused(plain, found.refused)
    if any(one.cleanable for one in found.stops):
        try:
            copy, found = cleaned(plain, content, found)
        except Refused as error:
            raise _refused(plain, (error.refusal,)) from error
    if found.stops and not accepted.strip():
        raise _personal(plain, found)
    if scanning.wanted():
        scanning.scan(copy)
    return store.keep_as(copy, plain, found.media_type, at=at), copy is not content


def _personal(name: str, found: Inspection) -> Trouble:
    """Says what is personal in the file, and that it may stay where nobody is meant."""
    told_zh = "；".join(f"{one.said.zh.rstrip('。')}（{one.where.zh}）" for one in found.stops[:5])
    told_en = "; ".join(f"{one.said.en.rstrip('.')} ({one.where.en})" for one in found.stops[:5])
    message = Words(f"“{name}”里有：{told_zh}。", f"“{name}” has: {told_en}.")
    advice = Words("请换成虚构的内容，或者写明可以公开的理由。", "Use something made up, or say why it may stay.")
    return Trouble("invalid", "personal_content", message, advice, "accepted")


def _refused(name: str, refusals: tuple[Refusal, ...]) -> Trouble:
    """Every reason in one: what, and what to do."""
    message = Words(
        f"“{name}”没有收下：{''.join(one.said.zh for one in refusals[:5])}",
        f"“{name}” was not taken: {' '.join(one.said.en for one in refusals[:5])}",
    )
    advice = Words(
        "".join(dict.fromkeys(one.advice.zh for one in refusals[:5])),
        " ".join(dict.fromkeys(one.advice.en for one in refusals[:5])),
    )
    return Trouble("invalid", "file_refused", message, advice, "file")
