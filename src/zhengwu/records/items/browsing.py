"""What the public browses by: how many items there are of each theme, event, body and action; names to guess from.

Both are for a list that is shown, so they may be a minute old; whoever opens an item asks for it anew.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from zhengwu.records.cases.filing import as_moment
from zhengwu.records.rows import told

IN_USE = "i.status = 'in_use' AND i.version > 0 AND (i.until IS NULL OR i.until >= %s)"
FRESH = 60  # seconds
MOST_NAMES = 10_000
ALIKE = 0.5  # of the pairs of signs that were typed


@dataclass(frozen=True, slots=True)
class Shelf:
    """Items in use that are alike in all of this, and how many they are."""

    themes: tuple[str, ...]
    events: tuple[str, ...]
    body_id: int
    type: str
    action: str
    personal: bool
    organisations: bool
    kiosk: bool
    count: int


def shelves(on: date, *, at: datetime) -> tuple[Shelf, ...]:
    """The items that anybody may find on that day, told by what they are found by."""
    return _shelves(on, _minute(at))


def alike(typed: str, on: date, *, at: datetime, most: int = 5) -> tuple[tuple[int, str], ...]:
    """Items, as id and name, whose names hold at least half of the pairs of signs typed; the nearest first."""
    wanted = _pairs(typed)
    if not wanted:
        return ()
    scored = [
        (len(wanted & pairs) / len(wanted), -len(pairs), id_, name) for id_, name, pairs in _names(on, _minute(at))
    ]
    best = sorted((one for one in scored if one[0] >= ALIKE), reverse=True)[:most]
    return tuple((id_, name) for _, _, id_, name in best)


def _minute(at: datetime) -> int:
    return int(at.astimezone(UTC).timestamp()) // FRESH


@lru_cache(maxsize=2)
def _shelves(on: date, _minute: int) -> tuple[Shelf, ...]:
    columns = "i.themes, i.events, i.body_id, i.type, i.action, i.personal, i.organisations, i.kiosk"
    statement = f"SELECT {columns}, COUNT(*) FROM items_item i WHERE {IN_USE} GROUP BY {columns}"
    return tuple(
        Shelf(_keys(themes), _keys(events), body, type_, action, bool(person), bool(firm), bool(kiosk), count)
        for themes, events, body, type_, action, person, firm, kiosk, count in told(statement, [on.isoformat()])
    )


@lru_cache(maxsize=2)
def _names(on: date, _minute: int) -> tuple[tuple[int, str, frozenset[str]], ...]:
    statement = f"SELECT i.id, i.name FROM items_item i WHERE {IN_USE} ORDER BY i.id LIMIT %s"
    return tuple((id_, name, _pairs(name)) for id_, name in told(statement, [on.isoformat(), MOST_NAMES]))


def _pairs(text: str) -> frozenset[str]:
    plain = "".join(sign for sign in text.lower() if sign.isalnum())
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def _keys(said: str) -> tuple[str, ...]:
    return tuple(one for one in said.split("|") if one)


def counted(found: Iterable[Shelf], by: str) -> Counter[str]:
    """How many items there are of each value of a column: `theme`, `event`, `body`, `action` or `type`."""
    counts: Counter[str] = Counter()
    for one in found:
        single = {"body": str(one.body_id), "action": one.action, "type": one.type}.get(by, "")
        for key in {"theme": one.themes, "event": one.events}.get(by, (single,)):
            counts[key] += one.count
    return counts


@dataclass(frozen=True, slots=True)
class Changed:
    """A version of a guide as it came out: of which item, when, and whether it still holds."""

    item_id: int
    version: int
    name: str
    body_name: str
    reason: str
    at: datetime
    holds: bool


def changed(on: date, most: int) -> tuple[Changed, ...]:
    """The versions that came out last and are in force or were, the newest first."""
    statement = (
        "SELECT v.item_id, v.number, i.name, b.name, v.reason, v.published_at, i.status FROM items_itemversion v "
        "JOIN items_item i ON i.id = v.item_id JOIN organs_body b ON b.id = i.body_id "
        "WHERE v.status IN ('published', 'retired') AND v.since <= %s ORDER BY v.id DESC LIMIT %s"
    )
    return tuple(
        Changed(item_id, number, name, body, reason, as_moment(at), status == "in_use")
        for item_id, number, name, body, reason, at, status in told(statement, [on.isoformat(), most])
    )


def addresses(on: date) -> tuple[int, ...]:
    """The ids of all items that anybody may find on that day, for site maps; ten thousand at most."""
    statement = f"SELECT i.id FROM items_item i WHERE {IN_USE} ORDER BY i.id LIMIT %s"
    return tuple(id_ for (id_,) in told(statement, [on.isoformat(), MOST_NAMES]))
