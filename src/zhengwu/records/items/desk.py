"""Items as the desk sees them: all of a reach in every state, with drafts and versions to come. Plain SQL.

Who may read an item here is whoever manages or publishes items, or reads cases, of its body.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from zhengwu.records.items.queries import IN_FORCE, ITEM, SHOWN, Page, ServiceFacts, record, shown
from zhengwu.records.moments import dated
from zhengwu.records.people.actors import Actor, Reach
from zhengwu.records.people.reach import within_sql
from zhengwu.records.rows import told
from zhengwu.records.troubles import missing
from zhengwu.statute.catalogue import Record

READS = ("item.manage", "item.publish", "case.read")
WIDTH = SHOWN.count(",") + 1
STATES = ("in_use", "paused", "cancelled", "draft", "coming", "never")
COUNTED = 1000  # a count beyond it is told as 1001


@dataclass(frozen=True, slots=True)
class Filtered:
    """What the list is narrowed to; what is empty does not narrow. `faulty`: with findings in the guide.

    `state` is a status of items, or "draft" (there is one), "coming" (a version is to come), "never" (never published).
    """

    text: str = ""
    body_id: int = 0
    type: str = ""
    state: str = ""
    theme: str = ""
    level: str = ""
    case_type: str = ""
    faulty: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An item in the list. `drafted` says that a draft waits, `coming` from which day another version holds."""

    item: ServiceFacts
    drafted: bool
    coming: date | None


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an item; `at` is when it was written last, `record` what it says."""

    id: int
    number: int
    status: str
    since: date | None
    until: date | None
    reason: str
    by: str
    at: datetime
    published_by: str

    @property
    def record(self) -> Record:
        """What it says."""
        return record(self.id)


@dataclass(frozen=True, slots=True)
class Standing:
    """One item with its versions, newest first, without discarded ones; the next draft begins with `newest`."""

    item: ServiceFacts
    path: str
    entry: str
    unit: str
    versions: tuple[Version, ...]
    held: Version | None

    @property
    def newest(self) -> Version:
        """The draft, else the newest version."""
        return self.versions[0]

    @property
    def drafted(self) -> bool:
        """Whether a draft waits."""
        return self.newest.status == "draft"


def reach(actor: Actor) -> Reach:
    """How far the actor reads items at the desk."""
    found = [actor.reach(right) for right in READS]
    return Reach(
        tuple(path for one in found for path in one.paths),
        tuple(pk for one in found for pk in one.bodies),
        tuple(pk for one in found for pk in one.units),
        any(one.everything for one in found),
    )


def readable(actor: Actor, ids: Sequence[int]) -> frozenset[int]:
    """Which of these items the actor reads at the desk."""
    if not ids:
        return frozenset()
    may, values = within_sql(reach(actor), body="b.id", unit="i.unit_id")
    places = ", ".join(["%s"] * len(ids))
    return frozenset(one for (one,) in told(f"SELECT i.id {FROM} WHERE i.id IN ({places}) AND {may}", [*ids, *values]))


def listed(actor: Actor, wanted: Filtered, on: date, *, after: str = "", most: int = 40) -> Page[Line]:
    """A page of the list, body by body in the order of the codes. One statement, which an index has in order."""
    condition, values = _condition(actor, wanted, on)
    if after.isascii() and after.isdecimal() and len(after) < 19:
        condition += f" AND (b.path, i.code) > (SELECT b.path, i.code {FROM} WHERE i.id = %s)"
        values.append(int(after))
    statement = f"SELECT {SHOWN}, {BESIDE} {IN_ORDER} AND {condition} ORDER BY b.path, b.id, i.code LIMIT %s"
    rows = tuple(_line(row) for row in told(statement, [on.isoformat(), *values, most + 1]))
    return Page(rows[:most], str(rows[most - 1].item.id) if len(rows) > most else "")


def every(actor: Actor, wanted: Filtered, on: date) -> Iterator[Line]:
    """The whole list, page by page."""
    after = ""
    while True:
        page = listed(actor, wanted, on, after=after, most=500)
        yield from page.rows
        after = page.after
        if not after:
            return


def count(actor: Actor, wanted: Filtered, on: date) -> int:
    """How many the list has; 1001 for more than a thousand."""
    condition, values = _condition(actor, wanted, on)
    return int(told(f"SELECT COUNT(*) FROM (SELECT 1 {FROM} WHERE {condition} LIMIT {COUNTED + 1}) few", values)[0][0])


FROM = "FROM items_item i JOIN organs_body b ON b.id = i.body_id"
IN_ORDER = "FROM organs_body b CROSS JOIN items_item i WHERE b.id = i.body_id"  # by path, id, code without a sort
DRAFTED = "EXISTS (SELECT 1 FROM items_itemversion d WHERE d.item_id = i.id AND d.status = 'draft')"
COMING = (
    "SELECT MIN(n.since) FROM items_itemversion n WHERE n.item_id = i.id AND n.status = 'published' AND n.since > %s"
)
BESIDE = f"{DRAFTED}, ({COMING})"


def _condition(actor: Actor, wanted: Filtered, on: date) -> tuple[str, list[Any]]:
    may, reached = within_sql(reach(actor), body="b.id", unit="i.unit_id")
    parts, values = [may], list(reached)
    for column, value in (("i.body_id", wanted.body_id), ("i.type", wanted.type), ("i.level", wanted.level),
                          ("i.case_type", wanted.case_type)):  # fmt: skip
        if value:
            parts.append(f"{column} = %s")
            values.append(value)
    for word in wanted.text.split()[:5]:
        parts.append("(i.name LIKE %s ESCAPE '\\' OR i.code LIKE %s ESCAPE '\\')")
        values += [f"%{_plain(word)}%", f"{_plain(word)}%"]
    if wanted.theme:
        parts.append("i.themes LIKE %s ESCAPE '\\'")
        values.append(f"%|{_plain(wanted.theme)}|%")
    if wanted.faulty:
        parts.append("i.faults > 0")
    match wanted.state:
        case "draft":
            parts.append(DRAFTED)
        case "coming":
            parts.append(f"({COMING}) IS NOT NULL")
            values.append(on.isoformat())
        case "never":
            parts.append("i.version = 0")
        case "":
            pass
        case status:
            parts.append("i.status = %s")
            values.append(status)
    return " AND ".join(parts), values


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")[:100]


def _line(row: tuple[Any, ...]) -> Line:
    return Line(shown(row[:WIDTH]), bool(row[WIDTH]), dated(row[WIDTH + 1]) if row[WIDTH + 1] else None)


def standing(actor: Actor, item_id: int, on: date) -> Standing:
    """One item with its versions. Raises Trouble (missing). Two statements."""
    may, values = within_sql(reach(actor), body="i.body_id", unit="i.unit_id")
    statement = (
        f"SELECT {SHOWN}, b.path, e.code, u.name {FROM} LEFT JOIN items_catalogueentry e ON e.id = i.entry_id "
        f"LEFT JOIN organs_unit u ON u.id = i.unit_id WHERE i.id = %s AND {may}"
    )
    found = told(statement, [item_id, *values])
    if not found:
        raise missing(ITEM, where="item_id")
    (row,) = found
    versions = _versions(item_id)
    held = _held(item_id, on)
    return Standing(
        shown(row[:WIDTH]), row[WIDTH], row[WIDTH + 1] or "", row[WIDTH + 2] or "", versions,
        next((one for one in versions if one.id == held), None),
    )  # fmt: skip


def _versions(item_id: int) -> tuple[Version, ...]:
    statement = (
        "SELECT id, number, status, since, until, reason, by, at, published_by FROM items_itemversion "
        "WHERE item_id = %s AND (status <> 'discarded' OR number = 1) ORDER BY number DESC"
    )
    rows = [_version(row) for row in told(statement, [item_id])]
    return tuple(one for one in rows if one.status != "discarded") or tuple(rows)


def _version(row: tuple[Any, ...]) -> Version:
    pk, number, status, since, until, reason, by, at, published_by = row
    moment = at if isinstance(at, datetime) else datetime.fromisoformat(at)
    first, last = (dated(one) if one else None for one in (since, until))
    return Version(pk, number, status, first, last, reason, by, _aware(moment), published_by)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _held(item_id: int, on: date) -> int:
    statement = (
        f"SELECT v.id FROM items_itemversion v WHERE v.item_id = %s AND {IN_FORCE} ORDER BY v.number DESC LIMIT 1"
    )
    found = told(statement, [item_id, on.isoformat(), on.isoformat()])
    return int(found[0][0]) if found else 0
