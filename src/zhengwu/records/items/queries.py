"""Asking for items: what holds on a day, what a version says, what anybody may find. Plain SQL, a statement each.

A version that was published never changes, so what it says is remembered by its id. Drafts are read anew.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Generic, TypeVar

from zhengwu.records.items.models import ItemVersion
from zhengwu.records.moments import dated
from zhengwu.records.rows import prepared, told
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.catalogue import Record
from zhengwu.statute.catalogue.written import record_from

Row = TypeVar("Row")
ITEM = Words("这个事项", "service item")
VERSION = Words("这个版本", "version")
IN_FORCE = (
    "v.status IN ('published', 'retired') AND v.since <= %s AND (v.until IS NULL OR v.until >= %s)"  # that day, twice
)
SHOWN = (
    "i.id, i.body_id, b.name, i.unit_id, i.code, i.name, i.type, i.action, i.case_type, i.level, i.status, i.version, "
    "i.since, i.until, i.personal, i.organisations, i.depth, i.visits, i.statutory_days, i.promised_days, i.nearby, "
    'i.kiosk, i."deferrable", i.commitment, i.charged, i.themes, i.events, i.faults'
)
DAYS = ("since", "until")
YES_OR_NO = ("personal", "organisations", "nearby", "kiosk", "deferrable", "charged")
KEYS = ("themes", "events")


@dataclass(frozen=True, slots=True)
class Held:
    """An item as it holds on a day: the version in force, whose it is, and what it says."""

    item_id: int
    version_id: int
    number: int
    body_id: int
    body_name: str
    unit_id: int | None
    code: str
    name: str
    status: str
    record: Record


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """An item in a list: the columns of the version in force. `depth` is 1 to 4, 0 where nothing is said."""

    id: int
    body_id: int
    body_name: str
    unit_id: int | None
    code: str
    name: str
    type: str
    action: str
    case_type: str
    level: str
    status: str
    version: int
    since: date | None
    until: date | None
    personal: bool
    organisations: bool
    depth: int
    visits: int | None
    statutory_days: int | None
    promised_days: int | None
    nearby: bool
    kiosk: bool
    deferrable: bool
    commitment: str
    charged: bool
    themes: tuple[str, ...]
    events: tuple[str, ...]
    faults: int


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A version of an item in its history, without what it says."""

    id: int
    number: int
    status: str
    since: date | None
    until: date | None
    reason: str
    by: str
    published_by: str


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of a list; `after` asks for those that follow, empty where there are none."""

    rows: tuple[Row, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; what is empty does not narrow. `who` is "person" or "organisation"; `path` the
    bodies at and below one; `depth` at least so far online.
    """

    words: str = ""
    body_id: int | None = None
    path: str = ""
    type: str = ""
    types: tuple[str, ...] = ()
    theme: str = ""
    event: str = ""
    who: str = ""
    case_type: str = ""
    level: str = ""
    action: str = ""
    depth: int = 0
    kiosk: bool = False
    nearby: bool = False
    deferrable: bool = False
    commitment: bool = False


def record(version_id: int) -> Record:
    """What a version says. Raises Trouble (missing)."""
    try:
        return _settled(version_id)
    except _Unsettled as draft:
        return draft.record


class _Unsettled(Exception):
    """A draft: read, but not to be remembered."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self.record = record


@lru_cache(maxsize=4096)
def _settled(version_id: int) -> Record:
    found = ItemVersion.objects.filter(pk=version_id).values_list("status", "content").first()
    if found is None:
        raise missing(VERSION, where="version_id")
    read = record_from(found[1])
    if found[0] not in ("published", "retired"):
        raise _Unsettled(read)
    return read


def holding(item_id: int, on: date, *, paused: bool = False) -> Held | None:
    """The item as it holds on that day; None where no version does, or where the item is not in use.

    With `paused`, one that is paused is given too.
    """
    statement = (
        "SELECT i.id, v.id, v.number, i.body_id, b.name, i.unit_id, i.code, i.status FROM items_itemversion v "
        "JOIN items_item i ON i.id = v.item_id JOIN organs_body b ON b.id = i.body_id "
        f"WHERE v.item_id = %s AND {IN_FORCE} ORDER BY v.number DESC LIMIT 1"
    )
    for row in prepared(statement, [item_id, on.isoformat(), on.isoformat()]):
        return _held(row) if paused or row[-1] != "paused" else None
    return None


def holding_many(item_ids: tuple[int, ...], on: date) -> dict[int, Held]:
    """The items in use that hold on that day, by id: one statement for all."""
    if not item_ids:
        return {}
    places = ", ".join(["%s"] * len(item_ids))
    statement = (
        "SELECT i.id, v.id, v.number, i.body_id, b.name, i.unit_id, i.code, i.status FROM items_itemversion v "
        "JOIN items_item i ON i.id = v.item_id JOIN organs_body b ON b.id = i.body_id "
        f"WHERE v.item_id IN ({places}) AND {IN_FORCE} AND i.status <> 'paused' ORDER BY v.number"
    )
    rows = told(statement, [*item_ids, on.isoformat(), on.isoformat()])
    return {row[0]: _held(row) for row in rows}


def _held(row: tuple[Any, ...]) -> Held:
    *facts, status = row
    says = record(facts[1])
    values: list[Any] = [*facts, says.name, status, says]
    return Held(*values)


def facts(item_id: int) -> ServiceFacts:
    """One item, whatever has become of it. Raises Trouble (missing)."""
    statement = f"SELECT {SHOWN} FROM items_item i JOIN organs_body b ON b.id = i.body_id WHERE i.id = %s"
    for row in prepared(statement, [item_id]):
        return shown(row)
    raise missing(ITEM, where="item_id")


def shown(row: tuple[Any, ...]) -> ServiceFacts:
    """A row of SHOWN."""
    values = list(row)
    for place, name in enumerate(ServiceFacts.__slots__):
        if name in DAYS and values[place]:
            values[place] = dated(values[place])
        elif name in YES_OR_NO:
            values[place] = bool(values[place])
        elif name in KEYS:
            values[place] = tuple(one for one in values[place].split("|") if one)
    return ServiceFacts(*values)


def find(wanted: Wanted, *, on: date, after: str = "", most: int = 20) -> Page[ServiceFacts]:
    """What anybody may find: items in use on that day, by name. `after` is that of the page before."""
    condition, values = _public(wanted, on)
    further = ""
    if after.isascii() and after.isdecimal() and len(after) < 19:
        further = "AND (i.name, i.id) > (SELECT name, id FROM items_item WHERE id = %s)"
        values.append(int(after))
    statement = (
        f"SELECT {SHOWN} FROM items_item i JOIN organs_body b ON b.id = i.body_id WHERE {condition} {further} "
        "ORDER BY i.name, i.id LIMIT %s"
    )
    rows = tuple(shown(row) for row in told(statement, [*values, most + 1]))
    return Page(rows[:most], str(rows[most - 1].id) if len(rows) > most else "")


def _public(wanted: Wanted, on: date) -> tuple[str, list[Any]]:
    parts = ["i.status = 'in_use' AND i.version > 0 AND (i.until IS NULL OR i.until >= %s)"]
    values: list[Any] = [on.isoformat()]
    more, further = narrowed(wanted)
    return " AND ".join([*parts, *more]), [*values, *further]


def narrowed(wanted: Wanted) -> tuple[list[str], list[Any]]:
    """What is wanted as conditions over items `i` and bodies `b`, and the values for them."""
    parts: list[str] = []
    values: list[Any] = []
    likes = [("i.name", f"%{_plain(one)}%") for one in wanted.words.split()[:5]]
    likes += [("i.themes", f"%|{_plain(wanted.theme)}|%")] if wanted.theme else []
    likes += [("i.events", f"%|{_plain(wanted.event)}|%")] if wanted.event else []
    likes += [("b.path", f"{_plain(wanted.path)}%")] if wanted.path else []
    for column, like in likes:
        parts.append(f"{column} LIKE %s ESCAPE '\\'")
        values.append(like)
    equal = [(name, getattr(wanted, name)) for name in ("body_id", "type", "case_type", "level", "action")]
    for name, value in equal:
        if value:
            parts.append(f"i.{name} = %s")
            values.append(value)
    if wanted.types:
        parts.append(f"i.type IN ({', '.join(['%s'] * len(wanted.types))})")
        values += wanted.types
    if wanted.depth:
        parts.append("i.depth >= %s")
        values.append(wanted.depth)
    parts += [f'i."{name}"' for name in ("kiosk", "nearby", "deferrable") if getattr(wanted, name)]
    parts += ["i.commitment <> ''"] if wanted.commitment else []
    parts += {"person": ["i.personal"], "organisation": ["i.organisations"]}.get(wanted.who, [])
    return parts, values


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")[:100]


def versions(item_id: int) -> tuple[VersionFacts, ...]:
    """The versions of an item, newest first, drafts and discarded ones included."""
    rows = told(
        f"SELECT {', '.join(VersionFacts.__slots__)} FROM items_itemversion WHERE item_id = %s ORDER BY number DESC",
        [item_id],
    )
    return tuple(VersionFacts(*_days(row)) for row in rows)


def _days(row: tuple[Any, ...]) -> list[Any]:
    return [*row[:3], *(dated(day) if day else None for day in row[3:5]), *row[5:]]
