"""What the public browses by: which items there are of each theme, event, body and action; names to guess from.

A directory of all items in use is kept in memory, so that no list reads what it does not show; every ten seconds it is
asked whether it still holds. What is shown is read anew: an item that ended is gone at once, one that is new comes
within those seconds.
"""

import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import islice, repeat
from operator import contains

from zhengwu.records.cases.filing import as_moment
from zhengwu.records.items.queries import SHOWN, ServiceFacts, shown
from zhengwu.records.rows import prepared, told

IN_USE = "i.status = 'in_use' AND i.version > 0 AND (i.until IS NULL OR i.until >= %s)"
SINGLE = ("body", "type", "action", "case_type")
GROUPS = (*SINGLE, "theme", "event", "who", "kiosk")
MOST_WORDS = 5
FRESH = 10  # seconds
MOST_ADDRESSES = 10_000
MOST_LIKELY = 2_000  # names that are looked at for guesses
EMPTY = array("I")
ALIKE = 0.5  # of the pairs of signs that were typed
SIGNS = bytes.maketrans(b"\0\1", b"01")
Stamp = tuple[date, int, int, int]
Places = int  # a set of places in the directory: bit n stands for the item at place n


@dataclass(frozen=True, slots=True)
class Directory:
    """The items in use, by name: their ids, their names as they are compared, and which are found by what.

    `found_by` has the places of what is of a `theme`, `event`, `body`, `type`, `action`, `case_type`, of whom it
    serves (`who`: person, organisation) and of what is offered at a `kiosk` ("1"). `carrying` has the ids of the items
    that carry out a line of the base catalogue, by its code.
    """

    ids: tuple[int, ...]
    names: tuple[str, ...]
    found_by: Mapping[str, Mapping[str, Places]]
    carrying: Mapping[str, tuple[int, ...]]

    def among(self, query: Mapping[str, str]) -> Places:
        """Where the items lie that are of all these."""
        found = (1 << len(self.ids)) - 1
        for by, key in query.items():
            found &= self.found_by[by].get(key, 0)
        return found

    def counts(self, by: str, among: Places | None = None) -> dict[str, int]:
        """How many items there are of each value that there is something of."""
        whole = {key: (here if among is None else here & among).bit_count() for key, here in self.found_by[by].items()}
        return {key: count for key, count in whole.items() if count}

    def page(self, among: Places, after: int | None, most: int) -> list[int]:
        """The ids of the first `most` of them by name, after an item; one that is not there begins the list anew."""
        begin = self.ids.index(after) + 1 if after in self.ids else 0
        left = among >> begin << begin
        ids: list[int] = []
        while left and len(ids) < most:
            lowest = left & -left
            ids.append(self.ids[lowest.bit_length() - 1])
            left ^= lowest
        return ids


def _places(at: Iterable[int], length: int) -> Places:
    row = bytearray(length)
    for place in at:
        row[place] = 1
    return _placed(row)


def _placed(row: bytes | bytearray) -> Places:
    """The places at which a row has a 1."""
    return int(row[::-1].translate(SIGNS), 2) if row else 0


def folded(text: str) -> str:
    """A name or a word as they are compared: one width, small letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def directory(on: date, *, at: datetime) -> Directory:
    """The items that anybody may find on that day."""
    return _directory(_stamp(on, at))


def _stamp(on: date, at: datetime) -> Stamp:
    return _stamped(on, int(at.astimezone(UTC).timestamp()) // FRESH)


@lru_cache(maxsize=2)
def _stamped(on: date, _moment: int) -> Stamp:
    """The day, and what tells whether another version holds or another item is in use: quicker to ask than all."""
    sums = "COUNT(*), SUM(i.version), SUM(i.id * i.version)"
    ((count, *rest),) = told(f"SELECT {sums} FROM items_item i WHERE {IN_USE}", [on.isoformat()])
    return on, count, *(int(one or 0) for one in rest)


SAID = (
    "i.id, i.name, i.catalog_code, i.themes, i.events, i.personal, i.organisations, i.kiosk, "
    "i.body_id, i.type, i.action, i.case_type"
)


@lru_cache(maxsize=2)
def _directory(stamp: Stamp) -> Directory:
    statement = f"SELECT {SAID} FROM items_item i WHERE {IN_USE} ORDER BY i.name, i.id"
    rows = told(statement, [stamp[0].isoformat()])
    lying: dict[str, dict[str, list[int]]] = {by: defaultdict(list) for by in GROUPS}
    carrying: dict[str, list[int]] = defaultdict(list)
    for at, (id_, _, code, themes, events, person, firm, kiosk, *single) in enumerate(rows):
        carrying[code].append(id_)
        for by, key in zip(SINGLE, single, strict=True):
            lying[by][str(key)].append(at)
        for by, keys in (("theme", themes), ("event", events)):
            for key in filter(None, keys.split("|")):
                lying[by][key].append(at)
        for by, key, holds in (("who", "person", person), ("who", "organisation", firm), ("kiosk", "1", kiosk)):
            if holds:
                lying[by][key].append(at)
    return Directory(
        tuple(row[0] for row in rows),
        tuple(folded(row[1]) for row in rows),
        {by: {key: _places(at, len(rows)) for key, at in keys.items()} for by, keys in lying.items()},
        {code: tuple(ids) for code, ids in carrying.items()},
    )


@dataclass(frozen=True, slots=True)
class Found:
    """Items of a list, by name; `after` asks for those that follow, empty where there are none; how many in all."""

    rows: tuple[ServiceFacts, ...]
    after: str
    total: int


def find(query: Mapping[str, str], text: str, on: date, *, at: datetime, after: str = "", most: int = 20) -> Found:
    """A page of the items that are of all that is asked for, as `Directory.found_by` has it. One statement."""
    stamp = _stamp(on, at)
    there = _directory(stamp)
    among = there.among(query)
    for word in text.split()[:MOST_WORDS]:
        among &= _named(folded(word), stamp)
    last = int(after) if after.isascii() and after.isdecimal() and len(after) < 19 else None
    ids = there.page(among, last, most + 1)
    return Found(_shown(ids[:most], on), str(ids[most - 1]) if len(ids) > most else "", among.bit_count())


@lru_cache(maxsize=200)
def _named(word: str, stamp: Stamp) -> Places:
    """Where the items lie whose names hold a word."""
    return _placed(bytes(map(contains, _directory(stamp).names, repeat(word))))


def _shown(ids: list[int], on: date) -> tuple[ServiceFacts, ...]:
    """What is to be shown of items, as it is now, in this order; those that have ended are left out."""
    if not ids:
        return ()
    statement = (
        f"SELECT {SHOWN} FROM items_item i JOIN organs_body b ON b.id = i.body_id "
        f"WHERE i.id IN ({', '.join(['%s'] * len(ids))}) AND {IN_USE}"
    )
    known = {row[0]: shown(row) for row in prepared(statement, [*ids, on.isoformat()])}
    return tuple(known[one] for one in ids if one in known)


def alike(typed: str, on: date, *, at: datetime, most: int = 5) -> tuple[tuple[int, str], ...]:
    """Items, as id and name, whose names hold at least half of the pairs of signs typed; the nearest first.

    Such a name holds one of any half of the pairs and one more: the rarest of them say which names are looked at.
    """
    wanted = _pairs(folded(typed))
    if not wanted:
        return ()
    stamp = _stamp(on, at)
    there, holding = _directory(stamp), _holding(stamp)
    rarest = sorted((holding.get(one, EMPTY) for one in wanted), key=len)[: len(wanted) // 2 + 1]
    likely = dict.fromkeys(place for places in rarest for place in places)
    scored = []
    for place in islice(likely, MOST_LIKELY):
        pairs = _pairs(there.names[place])
        scored.append((len(wanted & pairs) / len(wanted), -len(pairs), there.ids[place]))
    best = sorted((one for one in scored if one[0] >= ALIKE), reverse=True)[:most]
    names = {one.id: one.name for one in _shown([id_ for *_, id_ in best], on)}
    return tuple((id_, names[id_]) for *_, id_ in best if id_ in names)


@lru_cache(maxsize=2)
def _holding(stamp: Stamp) -> dict[str, "array[int]"]:
    """The places of the names that hold a pair of signs."""
    found: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for place, name in enumerate(_directory(stamp).names):
        for pair in _pairs(name):
            found[pair].append(place)
    return dict(found)


def _pairs(text: str) -> frozenset[str]:
    plain = "".join(sign for sign in text if sign.isalnum())
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


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
    return tuple(id_ for (id_,) in told(statement, [on.isoformat(), MOST_ADDRESSES]))
