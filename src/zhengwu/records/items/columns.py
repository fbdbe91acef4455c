"""The columns of an item that are those of its version in force: kept so that lists and figures read no JSON."""

from datetime import date
from typing import Any

from zhengwu.records.items.models import Item, ItemVersion
from zhengwu.statute.catalogue import Limit, Record
from zhengwu.statute.catalogue.guidance import furthest
from zhengwu.statute.catalogue.lint import counted

ORGANISED = frozenset(
    ("enterprise", "institution", "social_organisation", "unincorporated", "administrative_body", "other_organisation")
)
Columns = dict[str, Any]


def columns(record: Record) -> Columns:
    """What the record says in columns. Limits of another unit than working days have none."""
    return {
        "name": record.name[:300],
        "type": record.type,
        "action": record.action,
        "catalog_code": record.catalog_code[:12],
        "level": record.level,
        "power_source": record.power_source,
        "case_type": record.case_type,
        "personal": "natural_person" in record.objects,
        "organisations": not ORGANISED.isdisjoint(record.objects),
        "depth": furthest(record),
        "visits": record.visits,
        "statutory_days": working_days(record.statutory),
        "promised_days": working_days(record.promised),
        "stages": len(record.stages),
        "nearby": record.nearby,
        "kiosk": record.kiosk,
        "deferrable": any(one.necessity == "deferrable" for one in record.materials),
        "commitment": record.commitment.kind,
        "charged": record.charged is True,
        "themes": _keys(record.themes),
        "events": _keys(record.events),
        "faults": counted(record),
    }


def working_days(limit: Limit) -> int | None:
    """The length of a limit in working days; None where it has another unit. At once is none in every unit."""
    return limit.length if limit.unit == "working_days" or limit.length == 0 else None


def _keys(keys: tuple[str, ...]) -> str:
    """Keys as they are looked for: "|permits|food|", cut at a whole one where they are too many."""
    said = "|"
    for one in keys:
        said += f"{one}|" if len(said) + len(one) < 200 else ""
    return said if keys else ""


def settle(item: Item, on: date, record: Record | None, version: ItemVersion | None) -> None:
    """Writes the item's columns as they are on a day: those of the version in force, or that it has ended."""
    if version is not None and record is not None:
        item.version = version.number
        for name, value in columns(record).items():
            setattr(item, name, value)
        if item.status == "cancelled":
            item.status = "in_use"
    elif item.until is not None and item.until < on:
        item.status = "cancelled"
    item.save()
