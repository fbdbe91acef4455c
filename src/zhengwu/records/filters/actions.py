"""What is done with saved filters: saved, renamed, shared, moved, made the one to begin with, deleted."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from zhengwu.records.filters.models import SavedFilter
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing

FILTER = Words("这个常用条件", "saved filter")
MOST = 30  # of one person
NAME = 40  # signs


def save(name: str, query: str, *, shared: bool = False, default: bool = False, by: Actor, at: datetime) -> int:
    """Keeps a filter under a name, behind the others; gives its id. Trouble: invalid (name), conflict (too many)."""
    if by.kind != "person":
        raise forbidden("case.read")
    with transaction.atomic():
        mine = SavedFilter.objects.filter(person_id=by.id or 0, deleted_at=None)
        if mine.count() >= MOST:
            zh, en = f"常用条件最多 {MOST} 个。", f"There may be {MOST} saved filters at most."
            raise conflict("too_many", zh, en, where="name", advice=Words("请先删除一些。", "Delete some first."))
        place = (SavedFilter.objects.filter(person_id=by.id or 0).aggregate(last=Max("place"))["last"] or 0) + 1
        held = next(iter(by.appointments), None)
        body, unit = (held.body_id, held.unit_id) if held else (None, None)
        row = SavedFilter(
            person_id=by.id or 0, body_id=body, unit_id=unit, name=_named(name), query=query[:1000], at=at
        )
        row.place, row.is_shared = place, shared
        row.save()
        if default:
            _begin_with(row)
        return row.pk


def rename(filter_id: int, name: str, *, by: Actor) -> None:
    """Gives it another name. Trouble: missing (not one's own), invalid (name)."""
    with transaction.atomic():
        row = _own(filter_id, by)
        row.name = _named(name)
        row.save(update_fields=["name"])


def share(filter_id: int, shared: bool, *, by: Actor) -> None:
    """Shows it to the unit, or no more. Trouble: missing."""
    with transaction.atomic():
        row = _own(filter_id, by)
        row.is_shared = shared
        row.save(update_fields=["is_shared"])


def begin_with(filter_id: int, chosen: bool, *, by: Actor) -> None:
    """Makes it the one that the inbox opens with, or no more. Trouble: missing."""
    with transaction.atomic():
        row = _own(filter_id, by)
        if chosen:
            _begin_with(row)
        else:
            row.is_default = False
            row.save(update_fields=["is_default"])


def move(filter_id: int, by_places: int, *, by: Actor) -> None:
    """Moves it up (-1) or down (1) among one's own. Trouble: missing."""
    with transaction.atomic():
        row = _own(filter_id, by)
        rows = list(SavedFilter.objects.filter(person_id=by.id or 0, deleted_at=None).order_by("place", "id"))
        at = next(number for number, one in enumerate(rows) if one.pk == row.pk)
        rows.insert(min(max(at + by_places, 0), len(rows) - 1), rows.pop(at))
        for place, one in enumerate(rows, start=1):
            one.place = place
        SavedFilter.objects.bulk_update(rows, ["place"])


def delete(filter_id: int, *, by: Actor, at: datetime) -> None:
    """Deletes it; it can be brought back. Trouble: missing."""
    with transaction.atomic():
        row = _own(filter_id, by)
        row.deleted_at, row.is_default = at, False
        row.save(update_fields=["deleted_at", "is_default"])


def bring_back(filter_id: int, *, by: Actor) -> None:
    """Undoes its deletion. Trouble: missing."""
    if not SavedFilter.objects.filter(pk=filter_id, person_id=by.id or 0).update(deleted_at=None):
        raise missing(FILTER, where="id")


def _begin_with(row: SavedFilter) -> None:
    SavedFilter.objects.filter(person_id=row.person_id, is_default=True).update(is_default=False)
    row.is_default = True
    row.save(update_fields=["is_default"])


def _own(filter_id: int, by: Actor) -> SavedFilter:
    row = SavedFilter.objects.select_for_update().filter(pk=filter_id, person_id=by.id or 0, deleted_at=None).first()
    if row is None or by.kind != "person":
        raise missing(FILTER, where="id")
    return row


def _named(name: str) -> str:
    told = " ".join(name.split())
    if not 0 < len(told) <= NAME:
        raise invalid("bad_name", f"名称应为1至{NAME}字。", f"A name has 1 to {NAME} characters.", where="name")
    return told
