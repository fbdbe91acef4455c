"""A dated index on SQLite: FTS5 without content, whose rows are ordered by the day.

A row's number is its day times 4,096 and its turn within it, so that the newest come first without sorting and the
steps from row to row stay short, which is what an index takes its room for. What a day has beyond 4,096 lies in a
second index of the same form, the crowd, where a day has room for 16 million; a place says in which of the two it lies.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import merge
from itertools import islice

from django.db import connection, transaction

from zhengwu.records.findable.compact import compact
from zhengwu.records.findable.grams import Shaped, looked, shaped
from zhengwu.records.findable.places import Asked, Lying
from zhengwu.records.rows import told

SLOTS, CROWD = 12, 24  # bits of the turn within a day
DAY = CROWD + 1  # bits of a place below its day; the highest of them says that it lies in the crowd
SLOT = (1 << CROWD) - 1
PARTS = ("_usual", "_crowd")
CHUNK = 200  # rows fetched at a time, where their texts are looked into
PAGES = 2000  # written in one turn of tidying up
OPTIONS = (("hashsize", 32 << 20), ("automerge", 8), ("crisismerge", 64))


def making(base: str) -> list[str]:
    """The statements that make an index."""
    made = [f"CREATE TABLE {base}_rows (at integer PRIMARY KEY, id integer NOT NULL UNIQUE, words blob NOT NULL)"]
    for table in tables(base)[1:]:
        form = "content='', columnsize=0, detail=none, tokenize='ascii'"
        made.append(f"CREATE VIRTUAL TABLE {table} USING fts5(words, {form})")
        made += [f"INSERT INTO {table} ({table}, rank) VALUES ('{name}', {value})" for name, value in OPTIONS]
    return made


def tables(base: str) -> list[str]:
    """Its tables."""
    return [f"{base}_rows", *(f"{base}{part}" for part in PARTS)]


def renaming(base: str, name: str) -> list[str]:
    """The statements that give an index another name, which must be free."""
    return [f"ALTER TABLE {table} RENAME TO {name}{table.removeprefix(base)}" for table in tables(base)]


def put(base: str, entries: Sequence[Lying]) -> None:
    """Writes new texts; each gets the next free place of its day."""
    days: defaultdict[int, list[Lying]] = defaultdict(list)
    for one in entries:
        days[one.on.toordinal()].append(one)
    free = _free(base, {day: len(those) for day, those in days.items()})
    places = [place for day, those in days.items() for place in zip(free[day], those, strict=True)]
    shapes = [(at, one, one.shape or shaped(one.text)) for at, one in sorted(places)]
    _rows(f"INSERT INTO {base}_rows VALUES (%s, %s, %s)", [(at, one.id, shape.packed) for at, one, shape in shapes])
    _write(base, "(rowid, words) VALUES (%s, %s)", [(at, _tokens(one, shape)) for at, one, shape in shapes])


def drop(base: str, entries: Iterable[Lying]) -> None:
    """Takes texts out; FTS5 is told again what it was given.

    The place stays taken, under the negative of its number: were FTS5 ever told something else than it was given, what
    is left of the old text would lead to nothing, not to another text.
    """
    for one in entries:
        leaving = f"UPDATE {base}_rows SET id = -at, words = x'' WHERE id = %s RETURNING at"
        for (at,) in told(leaving, [one.id]):
            known = _tokens(one, one.shape or shaped(one.text))
            _write(base, "({table}, rowid, words) VALUES ('delete', %s, %s)", [(at, known)])


def _tokens(one: Lying, shape: Shaped) -> str:
    return " ".join((*one.marks, shape.tokens))


def _write(base: str, how: str, places: Sequence[tuple[int, str]]) -> None:
    """Gives each part its rows, in the order of their numbers, which is what FTS5 is quick at."""
    for crowd, part in enumerate(PARTS):
        rows = [(_number(at), tokens) for at, tokens in places if at >> CROWD & 1 == crowd]
        table = f"{base}{part}"
        _rows(f"INSERT INTO {table} {how.format(table=table)}", rows)


def _free(base: str, wanted: Mapping[int, int]) -> dict[int, Sequence[int]]:
    """The next free places of some days, so many of each."""
    usual = {day: day << DAY for day in wanted}
    last, found, more = _last(base, usual.values()), dict[int, Sequence[int]](), dict[int, int]()
    for day, count in wanted.items():
        begin = last.get(usual[day], usual[day] - 1) + 1
        found[day] = range(begin, min(begin + count, usual[day] + (1 << SLOTS)))
        if len(found[day]) < count:
            more[day] = usual[day] | 1 << CROWD
    last = _last(base, more.values())
    for day, crowd in more.items():
        begin = last.get(crowd, crowd - 1) + 1
        found[day] = [*found[day], *range(begin, begin + wanted[day] - len(found[day]))]
    return found


def _last(base: str, firsts: Iterable[int]) -> dict[int, int]:
    """The last place that is taken of the day, or its crowd, that begins with each of these; not where all are free."""
    values = ", ".join(f"({first})" for first in firsts)
    if not values:
        return {}
    last = f"SELECT max(at) FROM {base}_rows WHERE at >= first AND at < first + {1 << CROWD}"
    statement = f"WITH firsts (first) AS (VALUES {values}) SELECT first, ({last}) FROM firsts"
    return {first: at for first, at in told(statement) if at is not None}


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
    for crowd in range(len(PARTS)):
        bits = CROWD if crowd else SLOTS
        end = beyond >> DAY << bits  # the day in which the span ends is looked at down to its place
        if at_day := beyond & ((1 << DAY) - 1):
            within = at_day - (1 << CROWD) if crowd else min(at_day, 1 << SLOTS)
            end += max(within, 0)
        numbers = _numbers(base, crowd, asked, (first >> DAY << bits, end), most)
        found.append([_place(number, crowd) for number in numbers])
    return list(islice(merge(*found, reverse=True), most))


def ids_at(base: str, places: Sequence[int]) -> dict[int, int]:
    """The ids of what lies at these places."""
    found: dict[int, int] = {}
    for start in range(0, len(places), 1000):
        some = ", ".join(map(str, places[start : start + 1000]))
        found |= dict(told(f"SELECT at, id FROM {base}_rows WHERE at IN ({some}) AND id > 0"))
    return found


def _numbers(base: str, crowd: int, asked: Asked, span: tuple[int, int], most: int) -> list[int]:
    """The numbers of the rows in one part, the highest first."""
    table, ways = f"{base}{PARTS[crowd]}", [looked(word) for word in asked.words]
    groups = dict.fromkeys([group for way in ways for group in way.groups] + list(asked.marks))
    matching = " AND ".join("(" + " OR ".join(f'"{token}"' for token in group) + ")" for group in groups)
    within = f"FROM {table} f{{}} WHERE f.{table} MATCH %s AND f.rowid >= %s AND f.rowid < %s ORDER BY f.rowid DESC"
    words = [compact(word) for word, way in zip(asked.words, ways, strict=True) if not way.exact]
    if not words:
        statement = f"SELECT f.rowid {within.format('')} LIMIT %s"
        return [number for (number,) in told(statement, [matching, *span, most])]
    bits = CROWD if crowd else SLOTS
    at = f"((f.rowid >> {bits}) << {DAY}) | {crowd << CROWD} | (f.rowid & {(1 << bits) - 1})"
    rows = f" CROSS JOIN {base}_rows r ON r.at = ({at})"
    return _holding(f"SELECT f.rowid, r.words {within.format(rows)}", [matching, *span], words, most)


def _holding(statement: str, values: Sequence[str | int], words: Sequence[bytes], most: int) -> list[int]:
    """The first rows whose texts hold all of these words, as far as it needs to be read."""
    found: list[int] = []
    first, *others = words
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        while len(found) < most and (page := cursor.fetchmany(CHUNK)):
            there = [row for row in page if first in row[1]]
            found += [number for number, text in there if all(word in text for word in others)]
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


def is_scattered(_base: str) -> bool:
    """No: rows lie by their numbers, in whatever order they came."""
    return False


def _changes() -> int:
    ((count,),) = told("SELECT total_changes()")
    return int(count)


def _rows(statement: str, rows: Sequence[tuple[int | str | bytes, ...]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)
