"""A dated index on SQLite: FTS5 without content, whose rows are ordered by the day.

A row's number is its day times 4,096 and its turn within it, so that the newest come first without sorting and the
steps from row to row stay short, which is what an index takes its room for. What a day has beyond 4,096 lies in a
second index of the same form, the crowd, where a day has room for 16 million; a place says in which of the two it lies.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import merge
from itertools import islice

from django.db import connection, transaction

from zhengwu.records.findable.grams import pairs_of, shaped
from zhengwu.records.findable.places import Asked, Lying
from zhengwu.records.rows import told

SLOTS, CROWD = 12, 24  # bits of the turn within a day
DAY = CROWD + 1  # bits of a place below its day; the highest of them says that it lies in the crowd
SLOT = (1 << CROWD) - 1
PARTS = ("", "_crowd")
CHUNK = 4000  # rows compared at a time, where pairs and single characters are looked for together
PAGES = 2000  # written in one turn of tidying up
Part = tuple[str, list[str]]  # a table, and what it is asked for
OPTIONS = (("hashsize", 32 << 20), ("automerge", 8), ("crisismerge", 64))


def making(base: str) -> list[str]:
    """The statements that make an index."""
    made = [f"CREATE TABLE {base}_rows (at integer PRIMARY KEY, id integer NOT NULL UNIQUE)"]
    for table in tables(base)[1:]:
        less = ", detail=none" if table.endswith("_singles") else ""
        made.append(f"CREATE VIRTUAL TABLE {table} USING fts5(words, content='', columnsize=0, tokenize='ascii'{less})")
        made += [f"INSERT INTO {table} ({table}, rank) VALUES ('{name}', {value})" for name, value in OPTIONS]
    return made


def tables(base: str) -> list[str]:
    """Its tables."""
    return [f"{base}_rows", *(f"{base}{part}_{name}" for part in PARTS for name in ("pairs", "singles"))]


def renaming(base: str, name: str) -> list[str]:
    """The statements that give an index another name, which must be free."""
    return [f"ALTER TABLE {table} RENAME TO {name}{table.removeprefix(base)}" for table in tables(base)]


def put(base: str, entries: Sequence[Lying]) -> None:
    """Writes new texts; each gets the next free place of its day."""
    days: defaultdict[int, list[Lying]] = defaultdict(list)
    for one in entries:
        days[one.on.toordinal()].append(one)
    places = [place for day, those in days.items() for place in zip(_free(base, day, len(those)), those, strict=True)]
    places.sort()
    _rows(f"INSERT INTO {base}_rows (at, id) VALUES (%s, %s)", [(at, one.id) for at, one in places])
    _write(base, "(rowid, words) VALUES (%s, %s)", places)


def drop(base: str, entries: Iterable[Lying]) -> None:
    """Takes texts out; FTS5 is told again what it was given.

    The place stays taken, under the negative of its number: were FTS5 ever told something else than it was given, what
    is left of the old text would lead to nothing, not to another text.
    """
    for one in entries:
        for (at,) in told(f"UPDATE {base}_rows SET id = -at WHERE id = %s RETURNING at", [one.id]):
            _write(base, "({table}, rowid, words) VALUES ('delete', %s, %s)", [(at, one)])


def _write(base: str, how: str, places: Sequence[tuple[int, Lying]]) -> None:
    """Gives both tables of each part its rows, in the order of their numbers, which is what FTS5 is quick at."""
    for crowd, part in enumerate(PARTS):
        long, short = [], []
        for at, one in places:
            if at >> CROWD & 1 == crowd:
                shape, number, marks = one.shape or shaped(one.text), _number(at), " ".join(one.marks)
                long.append((number, f"{marks} {shape.pairs}"))
                short.append((number, f"{marks} {shape.singles}"))
        for name, rows in (("pairs", long), ("singles", short)):
            table = f"{base}{part}_{name}"
            _rows(f"INSERT INTO {table} {how.format(table=table)}", rows)


def _free(base: str, day: int, count: int) -> Iterable[int]:
    """The next free places of a day."""
    first, crowd = day << DAY, day << DAY | 1 << CROWD
    within = f"SELECT max(at) FROM {base}_rows WHERE at >= %s AND at < %s"
    ((last,),) = told(within, [first, crowd])
    begin = first if last is None else last + 1
    usual = range(begin, min(begin + count, first + (1 << SLOTS)))
    if len(usual) == count:
        return usual
    ((last,),) = told(within, [crowd, crowd + (1 << CROWD)])
    begin = crowd if last is None else last + 1
    return [*usual, *range(begin, begin + count - len(usual))]


def _number(at: int) -> int:
    """The number of a place's row in the part in which it lies."""
    day, slot = at >> DAY, at & SLOT
    return day << (CROWD if at >> CROWD & 1 else SLOTS) | slot


def _place(number: int, crowd: int) -> int:
    bits = CROWD if crowd else SLOTS
    return number >> bits << DAY | crowd << CROWD | number & ((1 << bits) - 1)


def find(base: str, asked: Asked, most: int) -> list[int]:
    """The newest places of what is asked for."""
    first, beyond = asked.span(DAY)
    found = []
    for crowd, part in enumerate(PARTS):
        bits = CROWD if crowd else SLOTS
        end = beyond >> DAY << bits  # the day in which the span ends is looked at down to its place
        if at_day := beyond & ((1 << DAY) - 1):
            within = at_day - (1 << CROWD) if crowd else min(at_day, 1 << SLOTS)
            end += max(within, 0)
        numbers = _numbers(base + part, asked, first >> DAY << bits, end, most)
        found.append([_place(number, crowd) for number in numbers])
    return list(islice(merge(*found, reverse=True), most))


def ids_at(base: str, places: Sequence[int]) -> dict[int, int]:
    """The ids of what lies at these places."""
    found: dict[int, int] = {}
    for start in range(0, len(places), 1000):
        some = ", ".join(map(str, places[start : start + 1000]))
        found |= dict(told(f"SELECT at, id FROM {base}_rows WHERE at IN ({some}) AND id > 0"))
    return found


def _numbers(table: str, asked: Asked, first: int, end: int, most: int) -> list[int]:
    """The numbers of the rows in one part, the highest first."""
    marks = ["(" + " OR ".join(f'"{mark}"' for mark in group) + ")" for group in asked.marks]
    long = [f'"{" ".join(pairs_of(word))}"' for word in asked.words if len(word) > 1]
    short = [f'"{word}"' for word in asked.words if len(word) == 1]
    if not short:
        return _matching(f"{table}_pairs", long + marks, first, end, most)
    if not long:
        return _matching(f"{table}_singles", short + marks, first, end, most)
    return _in_both((f"{table}_pairs", long + marks), (f"{table}_singles", short), first, end, most)


def _matching(table: str, parts: list[str], first: int, end: int, most: int) -> list[int]:
    statement = (
        f"SELECT rowid FROM {table} WHERE {table} MATCH %s AND rowid >= %s AND rowid < %s ORDER BY rowid DESC LIMIT %s"
    )
    return [number for (number,) in told(statement, [" AND ".join(parts), first, end, most])]


def _in_both(one: Part, other: Part, first: int, end: int, most: int) -> list[int]:
    """The rows that two tables have, led by the one whose rows lie further apart."""
    chunk, there = (_matching(*which, first, end, CHUNK) for which in (one, other))
    if not chunk or not there:
        return []
    if len(there) < CHUNK or (len(chunk) == CHUNK and there[-1] < chunk[-1]):
        one, other, chunk = other, one, there
    found: list[int] = []
    while chunk and len(found) < most:
        low = chunk[-1]
        also = set(_matching(*other, low, chunk[0] + 1, 2**62))
        found += [number for number in chunk if number in also]
        chunk = _matching(*one, first, low, CHUNK) if len(chunk) == CHUNK else []
    return found[:most]


def there(base: str, wanted: Iterable[int]) -> set[int]:
    """Those of these ids that are in the index."""
    some = ", ".join(map(str, wanted)) or "0"
    return {key for (key,) in told(f"SELECT id FROM {base}_rows WHERE id IN ({some})")}


def ids(base: str) -> set[int]:
    """The ids of all that is in the index."""
    return {key for (key,) in told(f"SELECT id FROM {base}_rows WHERE id > 0")}


def settle(base: str) -> None:
    """Merges what FTS5 wrote piece by piece, some pages in each transaction."""
    for table in tables(base)[1:]:
        pages = -PAGES  # a negative number also merges what FTS5 leaves alone by itself
        while True:
            with transaction.atomic():
                before = _changes()
                _rows(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', %s)", [(pages,)])
                if _changes() - before < 2:
                    break
            pages = PAGES


def _changes() -> int:
    ((count,),) = told("SELECT total_changes()")
    return int(count)


def _rows(statement: str, rows: Sequence[tuple[int | str, ...]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)
