"""The base catalogue (基本目录): main items and sub-items by their codes, which bodies take over (认领)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from django.db import transaction

from zhengwu.records.items.actions import ENTRY, MANAGE
from zhengwu.records.items.models import CatalogueEntry
from zhengwu.records.items.queries import Page
from zhengwu.records.journal.actions import Deed
from zhengwu.records.journal.actions import record as enter
from zhengwu.records.moments import dated
from zhengwu.records.people.actors import Actor
from zhengwu.records.rows import told
from zhengwu.records.troubles import forbidden, invalid, missing
from zhengwu.statute.catalogue import codes
from zhengwu.statute.catalogue.itemcodes import catalog_problem, catalogued
from zhengwu.statute.catalogue.model import CatalogueLine

NAME = 300


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """A line as it is shown; `taken` is the item by which the body took it over, None where it did not."""

    id: int
    code: str
    name: str
    type: str
    parent_id: int | None
    taken: int | None


def put(found: Sequence[CatalogueLine], *, since: date, by: Actor, at: datetime) -> tuple[int, int]:
    """Writes lines: how many are new, how many were renamed or moved to other levels. Lines that are not named stay.

    Raises Trouble: forbidden (wants the right over bodies below), invalid (a code, a type, a level).
    """
    may_put(by)
    for place, one in enumerate(found):
        _check(one, f"[{place}].")
    with transaction.atomic():
        there = {row.code: row for row in CatalogueEntry.objects.select_for_update()}
        new = changed = 0
        for one in sorted(found, key=lambda each: each.code):
            row = there.get(one.code) or CatalogueEntry(code=one.code, type=one.type, since=since)
            said = {"name": one.name.strip(), "levels": list(one.levels), "basis": one.basis, "until": None}
            if row.pk and all(getattr(row, name) == value for name, value in said.items()):
                continue
            new, changed = (new, changed + 1) if row.pk else (new + 1, changed)
            for name, value in said.items():
                setattr(row, name, value)
            row.parent = there.get(f"{one.code[:9]}000") if not one.code.endswith("000") else None
            row.save()
            there[one.code] = row
        enter(Deed("catalogue_entries.put", None, "body", "", f"{new} + {changed}"), by=by, at=at)
    return new, changed


def may_put(by: Actor) -> None:
    """Raises Trouble (forbidden) where the actor has not the right over bodies below."""
    if not by.reach(MANAGE).paths and not by.reach(MANAGE).everything:
        raise forbidden(MANAGE)


def end(codes_: Sequence[str], last: date, *, by: Actor, at: datetime) -> int:
    """Ends lines with a day: nobody takes them over after it; items that were made of them stay. Gives how many.

    Raises Trouble (forbidden).
    """
    may_put(by)
    with transaction.atomic():
        ended = CatalogueEntry.objects.filter(code__in=codes_, until=None).update(until=last)
        enter(Deed("catalogue_entries.put", None, "body", "", f"− {ended}"), by=by, at=at)
    return ended


def _check(one: CatalogueLine, where: str) -> None:
    problem = catalog_problem(one.code)
    if problem is not None:
        raise invalid("bad_code", problem.zh, problem.en, where=f"{where}code")
    if not one.name.strip() or len(one.name) > NAME:
        raise invalid("bad_name", f"请写名称，至多{NAME}字。", f"{NAME} characters at most.", where=f"{where}name")
    taken = catalogued(one.code)
    if one.type not in codes("item_type") or (taken and taken.type and taken.type != one.type):
        raise invalid(
            "type_differs", "事项类型与编码不一致。", "The type is not that of the code.", where=f"{where}type"
        )
    if not set(one.levels) <= set(codes("level")):
        raise invalid("unknown_choice", "没有这个行使层级。", "There is no such level.", where=f"{where}levels")


def listed(body_id: int, *, words: str = "", after: str = "", most: int = 50) -> Page[EntryFacts]:
    """The lines in force by code, and which the body has taken over; those after the code `after`."""
    statement = (
        "SELECT e.id, e.code, e.name, e.type, e.parent_id, (SELECT MIN(i.id) FROM items_item i WHERE i.entry_id = e.id "
        "AND i.body_id = %s AND i.status <> 'cancelled') FROM items_catalogueentry e WHERE e.until IS NULL AND "
        "e.code > %s AND (e.name LIKE %s OR e.code LIKE %s) ORDER BY e.code LIMIT %s"
    )
    plain = words.strip().replace("%", "").replace("_", "")[:50]
    found = told(statement, [body_id, after[:12], f"%{plain}%", f"{plain}%", most + 1])
    rows = tuple(EntryFacts(*row) for row in found)
    return Page(rows[:most], rows[most - 1].code if len(rows) > most else "")


@dataclass(frozen=True, slots=True)
class Standard:
    """A line of the base catalogue with the days on which it is in force; `main` is the main item above a sub-item."""

    line: CatalogueLine
    main: str
    since: date
    until: date | None


STANDARD = (
    "SELECT e.code, e.name, e.type, e.levels, e.basis, m.name, e.since, e.until FROM items_catalogueentry e "
    "LEFT JOIN items_catalogueentry m ON m.id = e.parent_id"
)


def browsed(*, words: str = "", type_: str = "", after: str = "", most: int = 50) -> Page[Standard]:
    """The lines in force by code whose name holds a text, or whose code begins with it; those after a code."""
    plain = words.strip().replace("%", "").replace("_", "")[:50]
    narrowed, values = ("AND e.type = %s ", [type_]) if type_ else ("", [])
    statement = (
        f"{STANDARD} WHERE e.until IS NULL AND e.code > %s AND (e.name LIKE %s OR e.code LIKE %s) {narrowed}"
        "ORDER BY e.code LIMIT %s"
    )
    found = told(statement, [after[:12], f"%{plain}%", f"{plain}%", *values, most + 1])
    rows = tuple(_standard(row) for row in found)
    return Page(rows[:most], rows[most - 1].line.code if len(rows) > most else "")


def standard(code: str) -> Standard:
    """A line by its code, whether it is in force or not. Raises Trouble (missing)."""
    for row in told(f"{STANDARD} WHERE e.code = %s", [code[:12]]):
        return _standard(row)
    raise missing(ENTRY, where="code")


def _standard(row: tuple[Any, ...]) -> Standard:
    code, name, type_, levels, basis, main, since, until = row
    several = tuple(levels if isinstance(levels, list) else orjson.loads(levels))
    line = CatalogueLine(code, name, type_, several, basis)
    return Standard(line, main or "", dated(since), dated(until) if until else None)
