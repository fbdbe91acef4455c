"""A dated index on PostgreSQL: the folded text in a narrow table, with a GIN index over its pairs.

A place is the day and the id, so the newest come first by the primary key. What is common is found by going through the
newest rows and looking into their texts; what is not, by the index, which leaves few texts to look into. The function
that makes the pairs costs far more than a row is read for, and says so, lest the planner calls it in vain.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from zhengwu.records.findable.folding import fold
from zhengwu.records.findable.grams import pairs_of
from zhengwu.records.findable.places import Asked, Lying
from zhengwu.records.rows import told

BITS = 40  # of a place below its day: the id
ROWS = 500  # in one statement
WALK, FURTHER = 3_000, 24_000  # of the newest rows whose texts are looked into
COMMON = 20  # one row of so many: then going further is cheaper than the index
PAIRS = """
CREATE OR REPLACE FUNCTION findable_pairs(marks text[], words text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100000 AS $$
SELECT array_to_tsvector(marks || ARRAY(
  SELECT btrim(a || b) FROM unnest(string_to_array(words, NULL), string_to_array(substr(words, 2) || ' ', NULL)) t(a, b)
  WHERE a <> ' ' OR b <> ' '))
$$
"""


def making(base: str) -> list[str]:
    """The statements that make an index."""
    return [PAIRS, *table(base), *index(base)]


def table(base: str) -> list[str]:
    """The statements that make its table."""
    return [f"CREATE TABLE {base}_rows (at bigint PRIMARY KEY, marks text[] NOT NULL, words text NOT NULL)"]


def index(base: str) -> list[str]:
    """The statements that make its index of words, at best when the table is filled."""
    return [f"CREATE INDEX {base}_pairs ON {base}_rows USING gin (findable_pairs(marks, words))"]


def tables(base: str) -> list[str]:
    """Its tables."""
    return [f"{base}_rows"]


def renaming(base: str, name: str) -> list[str]:
    """The statements that give an index another name, which must be free."""
    return [
        f"ALTER TABLE {base}_rows RENAME TO {name}_rows",
        f"ALTER INDEX {base}_rows_pkey RENAME TO {name}_rows_pkey",
        f"ALTER INDEX {base}_pairs RENAME TO {name}_pairs",
    ]


def put(base: str, entries: Sequence[Lying]) -> None:
    """Writes new texts."""
    for start in range(0, len(entries), ROWS):
        page = entries[start : start + ROWS]
        values = [
            value
            for one in page
            for value in (_at(one), list(one.marks), one.shape.folded if one.shape else fold(one.text))
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {base}_rows VALUES {', '.join(['(%s, %s::text[], %s)'] * len(page))} "
                "ON CONFLICT (at) DO UPDATE SET marks = excluded.marks, words = excluded.words",
                values,
            )


def drop(base: str, entries: Iterable[Lying]) -> None:
    """Takes texts out."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {base}_rows WHERE at = ANY(%s)", [[_at(one) for one in entries]])


def _folded(one: Lying) -> str:
    return one.shape.folded if one.shape else fold(one.text)


def _at(one: Lying) -> int:
    return one.on.toordinal() << BITS | one.id


def find(base: str, asked: Asked, most: int) -> list[int]:
    """The newest places of what is asked for."""
    first, beyond = asked.span(BITS)
    found: list[int] = []
    for rows in (WALK, FURTHER):
        end = _so_far(base, first, beyond, rows)
        found += _holding(base, asked, end, beyond, most - len(found))
        if end == first or len(found) >= most:
            return found
        if len(found) * COMMON < rows:
            break
        beyond = end
    return _by_index(base, asked, *asked.span(BITS), most)


def _so_far(base: str, first: int, beyond: int, rows: int) -> int:
    """The place so many rows further down, or the first one."""
    there = told(
        f"SELECT at FROM {base}_rows WHERE at >= %s AND at < %s ORDER BY at DESC OFFSET %s LIMIT 1",
        [first, beyond, rows - 1],
    )
    return int(there[0][0]) if there else first


def _holding(base: str, asked: Asked, first: int, beyond: int, most: int) -> list[int]:
    where, values = _texts(asked)
    statement = f"SELECT at FROM {base}_rows WHERE at >= %s AND at < %s AND {where} ORDER BY at DESC LIMIT %s"
    return [at for (at,) in told(statement, [first, beyond, *values, most])]


def _texts(asked: Asked) -> tuple[str, list[object]]:
    parts = ["marks && %s::text[]"] * len(asked.marks) + ["strpos(words, %s) > 0"] * len(asked.words)
    return " AND ".join(parts), [*(list(group) for group in asked.marks), *asked.words]


def _by_index(base: str, asked: Asked, first: int, beyond: int, most: int) -> list[int]:
    groups = ["(" + " | ".join(f"'{mark}'" for mark in group) + ")" for group in asked.marks]
    words = [
        " & ".join(f"'{pair}'" for pair in pairs_of(word)) if len(word) > 1 else f"'{word}':*" for word in asked.words
    ]
    where, values = "true", list[object]()
    if any(len(word) > 2 for word in asked.words):
        where, values = _texts(Asked(asked.words))
    statement = (
        f"SELECT at FROM {base}_rows WHERE findable_pairs(marks, words) @@ %s::tsquery AND at >= %s AND at < %s "
        f"AND {where} ORDER BY at DESC LIMIT %s"
    )
    return [at for (at,) in told(statement, [" & ".join(groups + words), first, beyond, *values, most])]


def ids_at(_base: str, places: Sequence[int]) -> dict[int, int]:
    """The ids of what lies at these places."""
    return {at: at & ((1 << BITS) - 1) for at in places}


def there(base: str, wanted: Iterable[int]) -> set[int]:
    """None: what is there already is written over, so nobody need know."""
    return set()


def ids(base: str) -> set[int]:
    """The ids of all that is in the index."""
    return {*ids_at(base, [at for (at,) in told(f"SELECT at FROM {base}_rows")]).values()}


def settle(base: str) -> None:
    """Has PostgreSQL count what there is now, and puts what waits into the index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [f"{base}_pairs"])
        cursor.execute(f"ANALYZE {base}_rows")
