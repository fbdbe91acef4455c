"""What is done to service items: taken over or made, drafted, published, paused, retired.

Who publishes has not drafted. Versions in force never overlap: one ends the day before the next begins. Each action is
one transaction, locks its item, and is one entry of the journal.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from zhengwu.records.items.columns import columns, settle
from zhengwu.records.items.models import CatalogueEntry, Item, ItemVersion
from zhengwu.records.items.naming import code_for
from zhengwu.records.items.queries import IN_FORCE, ITEM
from zhengwu.records.items.sound import check
from zhengwu.records.journal.actions import Deed
from zhengwu.records.journal.actions import record as enter
from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body, Unit
from zhengwu.records.organs.queries import BODY, UNIT
from zhengwu.records.people.actors import Actor
from zhengwu.records.rows import several
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing
from zhengwu.statute.catalogue import Record
from zhengwu.statute.catalogue.written import as_json, record_from

MANAGE, PUBLISH = "item.manage", "item.publish"
ENTRY = Words("基本目录的这一项", "line of the base catalogue")
FURTHEST = timedelta(days=731)  # how early the next version may be prepared


@dataclass(frozen=True, slots=True)
class Created:
    """An item that was made, and its first draft."""

    item_id: int
    version_id: int


def create(
    body_id: int, record: Record, *, by: Actor, at: datetime, entry_id: int | None = None, unit_id: int | None = None,
    code: str = "",
) -> Created:  # fmt: skip
    """Makes an item of a body with a draft of its first version; with `entry_id` it takes that line of the base
    catalogue over (认领). Without a code it gets that which the record
    bears, else the next number of the body.

    Raises Trouble: missing (body, unit, line), forbidden, invalid (an element), conflict (code taken, claimed before).
    """
    check(record)
    with transaction.atomic():
        body = Body.objects.filter(pk=body_id, closed_on=None).first()
        if body is None:
            raise missing(BODY, where="body_id")
        _may(by, MANAGE, body, unit_id)
        if unit_id is not None and not Unit.objects.filter(pk=unit_id, body=body, closed_on=None).exists():
            raise missing(UNIT, where="unit_id")
        item = Item(body=body, unit_id=unit_id, created_at=at, code=code.strip()[:50] or code_for(body, record))
        if entry_id is not None:
            item.entry = _entry(entry_id, body, record, day_of(at))
        for name, value in columns(record).items():
            setattr(item, name, value)
        _laid(item)
        made = ItemVersion.objects.create(item=item, number=1, **_written(record, [], by, at))
        _note("item.created", item, by, at, record.name)
    return Created(item.pk, made.pk)


def _laid(item: Item) -> None:
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError:
        zh, en = f"编码{item.code}已被使用。", f"The code {item.code} is taken."
        raise conflict("code_taken", zh, en, where="code") from None


def _entry(entry_id: int, body: Body, record: Record, on: date) -> CatalogueEntry:
    entry = CatalogueEntry.objects.filter(pk=entry_id, since__lte=on).first()
    if entry is None or (entry.until is not None and entry.until < on):
        raise missing(ENTRY, where="entry_id")
    if record.type != entry.type:
        raise invalid("type_differs", "事项类型与基本目录不一致。", "Its type is not that of the line.", where="type")
    if entry.levels and record.level not in entry.levels:
        zh, en = "基本目录没有把此项列在这一行使层级。", "The base catalogue does not give it to this level."
        raise invalid("level_differs", zh, en, where="level")
    same = Item.objects.filter(body=body, entry=entry, action=record.action).exclude(status="cancelled")
    if same.exists():
        raise conflict("claimed", "本机关已认领此项。", "The body has taken it over already.", where="entry_id")
    return entry


def draft(
    item_id: int, record: Record, *, by: Actor, at: datetime, reason: str = "", seen: datetime | None = None
) -> int:
    """Writes the draft of the next version, or begins it; returns its id. `seen` is when the draft that one saw was
    written.

    Raises Trouble: missing, forbidden, invalid (an element), conflict (written meanwhile).
    """
    check(record)
    with transaction.atomic():
        item = _mine(item_id, by, MANAGE)
        there = ItemVersion.objects.filter(item=item, status="draft").first()
        if there is None:
            number = 1 + (
                ItemVersion.objects.filter(item=item).order_by("-number").values_list("number", flat=True).first() or 0
            )
            there = ItemVersion(item=item, number=number)
        elif seen is not None and seen != there.at:
            zh, en = f"{there.by}已在您打开后修改过草稿；没有作任何改动。", f"{there.by} wrote the draft meanwhile."
            raise conflict("changed_meanwhile", zh, en, where="seen")
        for name, value in _written(record, there.writers, by, at).items():
            setattr(there, name, value)
        there.reason = reason.strip()[:500] or there.reason
        there.save()
        if not item.version:
            for name, value in columns(record).items():
                setattr(item, name, value)
            item.save()
        _note("item.drafted", item, by, at, there.reason)
    return there.pk


def _written(record: Record, writers: list[str], by: Actor, at: datetime) -> dict[str, object]:
    who = _who(by)
    return {
        "content": as_json(record), "by": by.name[:60], "at": at,
        "writers": writers if who in writers else [*writers, who],
    }  # fmt: skip


def _who(by: Actor) -> str:
    return f"{by.kind}:{by.id or ''}"


def discard(item_id: int, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Throws the draft away; without a draft, the version that is published for a day still to come, and the one
    before it goes on. An item that was never published is cancelled with it.

    Raises Trouble: missing, forbidden, conflict (neither is there).
    """
    with transaction.atomic():
        item, on = _mine(item_id, by, MANAGE), day_of(at)
        version = ItemVersion.objects.filter(item=item, status="draft").first()
        if version is None:
            version = ItemVersion.objects.filter(item=item, status="published", since__gt=on).first()
            if version is None:
                raise conflict(
                    "nothing_to_discard", "没有草稿或待生效的版本。", "There is no draft and no version to come."
                )
            _may(by, PUBLISH, item.body, item.unit_id)
            before = (version.since or on) - timedelta(days=1)
            ItemVersion.objects.filter(item=item, status="published", until=before).update(until=version.until)
        version.status = "discarded"
        version.save(update_fields=["status"])
        if not ItemVersion.objects.filter(item=item).exclude(status="discarded").exists():
            item.status, item.until = "cancelled", on
            item.save(update_fields=["status", "until"])
        _note("item.discarded", item, by, at, reason)


def publish(item_id: int, *, by: Actor, at: datetime, since: date | None = None) -> int:
    """Publishes the draft from today, or from a day to come; the version before ends the day before. Gives its number.

    Raises Trouble: missing, forbidden (who wrote it does not publish it), invalid (day, an element), conflict (no
    draft, a version to come, the item is to end).
    """
    with transaction.atomic():
        item, on = _mine(item_id, by, PUBLISH), day_of(at)
        first = since or on
        version = ItemVersion.objects.filter(item=item, status="draft").first()
        if version is None:
            raise conflict("no_draft", "没有待发布的草稿。", "There is no draft to publish.")
        if by.kind != "clockwork" and _who(by) in version.writers:
            zh, en = (
                "起草人不能发布自己起草的版本，请由他人发布。",
                "Who wrote it cannot publish it; somebody else does.",
            )
            raise forbidden(PUBLISH, zh, en)
        if not on <= first <= on + FURTHEST:
            raise invalid(
                "bad_day", "生效日期应在今天至两年之内。", "Between today and two years from now.", where="since"
            )
        check(record_from(version.content), published=True)
        _make_room(item, first, on)
        version.status, version.since, version.until = "published", first, None
        version.published_by, version.published_at = by.name[:60], at
        version.save()
        item.since, item.until = item.since or first, None
        refresh(item, on)
        _note("item.published", item, by, at, f"{version.number} {first}")
    return version.number


def _make_room(item: Item, first: date, on: date) -> None:
    """Ends what held before the day `first`."""
    if item.until is not None and item.until >= on:
        zh, en = (
            f"此事项定于{item.until}后取消，请先撤回取消。",
            f"The item ends on {item.until}; take that back first.",
        )
        raise conflict("to_end", zh, en)
    published = ItemVersion.objects.filter(item=item, status="published")
    if (first > on and published.filter(since__gt=on).exists()) or published.filter(since__gt=first).exists():
        zh, en = "已有一个待生效的版本，请先撤下它。", "Another version is to come; discard it first."
        raise conflict("version_to_come", zh, en)
    held = ItemVersion.objects.filter(item=item, status__in=("published", "retired"))
    held.filter(Q(until=None) | Q(until__gte=first)).update(until=first - timedelta(days=1))


def refresh(item: Item, on: date) -> None:
    """Brings the item's columns to what holds on that day, and writes the item."""
    held = several(ItemVersion, f"t.item_id = %s AND {IN_FORCE.replace('v.', 't.')} ORDER BY t.number DESC LIMIT 1",
                   [item.pk, on.isoformat(), on.isoformat()])  # fmt: skip
    version = held[0] if held else None
    settle(item, on, record_from(version.content) if version else None, version)


def retire(item_id: int, *, by: Actor, at: datetime, reason: str, last: date | None = None) -> None:
    """Takes an item out of use (取消): it holds for the last time on `last`, today where it is not said. Cases go on.

    Raises Trouble: missing, forbidden, invalid (day, no reason), conflict (nothing in force, a version to come).
    """
    with transaction.atomic():
        item, on = _mine(item_id, by, PUBLISH), day_of(at)
        day = last or on
        if not reason.strip():
            raise invalid("reason_missing", "请写明取消的原因和依据。", "Say why, and on what basis.", where="reason")
        if not on - timedelta(days=1) <= day <= on + FURTHEST:
            raise invalid(
                "bad_day", "取消日期应在今天至两年之内。", "Between today and two years from now.", where="last"
            )
        end(item, day, on)
        _note("item.retired", item, by, at, f"{day} {reason.strip()}")


def end(item: Item, last: date, on: date) -> None:
    """Ends an item's version in force with the day `last`. Raises Trouble (conflict)."""
    versions = ItemVersion.objects.filter(item=item, status="published")
    if versions.filter(since__gt=last).exists():
        raise conflict("version_to_come", "有一个待生效的版本，请先撤下它。", "A version is to come; discard it first.")
    if not versions.filter(until=None).update(until=last, status="retired"):
        raise conflict("not_published", "此事项现在没有生效的版本。", "No version of it is in force.")
    item.until = last
    refresh(item, on)


def keep(item_id: int, *, by: Actor, at: datetime) -> None:
    """Takes a retirement back whose last day is not over. Raises Trouble: missing, forbidden, conflict."""
    with transaction.atomic():
        item, on = _mine(item_id, by, PUBLISH), day_of(at)
        if item.until is None or item.until < on:
            raise conflict(
                "not_to_end", "此事项没有待生效的取消，可以重新起草发布。", "It is not about to end; draft it anew."
            )
        ItemVersion.objects.filter(item=item, status="retired", until=item.until).update(until=None, status="published")
        item.until = None
        refresh(item, on)
        _note("item.kept", item, by, at, "")


def pause(item_id: int, *, by: Actor, at: datetime, reason: str) -> None:
    """Pauses an item (暂停): nothing is accepted meanwhile. Raises Trouble: missing, forbidden, invalid, conflict."""
    if not reason.strip():
        raise invalid("reason_missing", "请写明暂停的原因。", "Say why.", where="reason")
    _turn(item_id, "in_use", "paused", "item.paused", by, at, reason.strip())


def resume(item_id: int, *, by: Actor, at: datetime) -> None:
    """Goes on with a paused item. Raises Trouble: missing, forbidden, conflict."""
    _turn(item_id, "paused", "in_use", "item.resumed", by, at, "")


def _turn(item_id: int, was: str, to: str, deed: str, by: Actor, at: datetime, reason: str) -> None:
    with transaction.atomic():
        item = _mine(item_id, by, MANAGE)
        if item.status != was:
            raise conflict("other_status", "事项现在的状态不能这样办理。", "Its status does not allow this now.")
        item.status = to
        item.save(update_fields=["status"])
        _note(deed, item, by, at, reason)


def assign(item_id: int, unit_id: int | None, *, by: Actor, at: datetime) -> None:
    """Says which unit handles an item; None: no unit in particular. Raises Trouble: missing, forbidden."""
    with transaction.atomic():
        item = _mine(item_id, by, MANAGE)
        if unit_id is not None and not Unit.objects.filter(pk=unit_id, body_id=item.body_id, closed_on=None).exists():
            raise missing(UNIT, where="unit_id")
        item.unit_id = unit_id
        item.save(update_fields=["unit"])
        _note("item.assigned", item, by, at, "")


def _mine(item_id: int, by: Actor, right: str) -> Item:
    item = Item.objects.select_for_update(of=("self",)).select_related("body").filter(pk=item_id).first()
    if item is None:
        raise missing(ITEM, where="item_id")
    _may(by, right, item.body, item.unit_id)
    return item


def _may(by: Actor, right: str, body: Body, unit_id: int | None) -> None:
    if not by.may(right, body.pk, body.path, unit_id):
        raise forbidden(right)


def _note(action: str, item: Item, by: Actor, at: datetime, reason: str) -> None:
    enter(Deed(action, item.body_id, "item", str(item.pk), reason), by=by, at=at)
