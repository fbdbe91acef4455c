"""A dated index on PostgreSQL: the folded text in a narrow table, with a GIN index over its tokens.

A place is the day and the id, so the newest come first by the primary key. The newest rows are looked into first: how
many of them hold what is asked for tells how far down the index has to be asked for the rest, so that what is common is
not gathered from everywhere. To this end blocks of days, and of ids within a day, are tokens as well. It is quickest
where rows were written in the order of their days, as `rebuilding` does. The function that makes the tokens costs far
more than a row is read for, and says so, lest the planner calls it in vain.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from django.db import connection, transaction

from zhengwu.records.findable.folding import SIGN, fold
from zhengwu.records.findable.grams import looked
from zhengwu.records.findable.places import Asked, Lying
from zhengwu.records.rows import told

BITS = 40  # of a place below its day: the id
WALK = 2_000  # of the newest rows whose texts are looked into
SPARSE = 0.01  # of them: what fewer hold may be common elsewhere
SAMPLES = 16  # blocks of a sample
FEW, COMMON = 64, 0.05  # texts of a block that are glanced at; which share of them makes a word common there
PLENTY = 4  # times too many are not gathered from everywhere
NEAR = 2_000  # rows that are looked into rather than asking the index,
CLOSE = 24_000  # and where the index has to gather all tokens that begin with a character
COUNTED = 20_000  # rows counted one by one; further down their number is guessed by their days
BLOCKS = ((14, "0"), (BITS + 2, "4"), (BITS + 5, "32"))  # bits of a place below a block, and what its token begins with
FEW_BLOCKS, MOST_BLOCKS = 10, 60  # of a question: of one size, and of the largest
ROOM = 1_000_000  # bytes of the different tokens of one text: beyond 2^20 PostgreSQL loses its way among them
PORTION = 20_000  # characters of a text by which it is cut to that
ORDERED = 0.9  # how far rows lie in the order of their days, as PostgreSQL counts it: 1 where all do
HOLDING = "findable_tokens(at, marks, words) @@ %s::tsquery"
ALONE = "SELECT " + ", ".join(
    f"set_config('{name}', '{value}', true)"
    for name, value in (
        ("work_mem", "64MB"),  # with less PostgreSQL forgets which rows of a page the index named
        ("jit", "off"),  # the price of the function that makes the tokens makes it compile what runs for a millisecond,
        ("max_parallel_workers_per_gather", "0"),  # and call others for help
    )
)  # for one question: what else the connection is asked goes on as the server was told
Value = int | str | list[str] | list[int]
Question = tuple[str, list[Value]]
SIGNS = {SIGN + number: number for number in range(0x21, 0x7F)}
TOKENS = f"""
CREATE OR REPLACE FUNCTION findable_tokens(at bigint, marks text[], words text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100000 AS $$
SELECT array_to_tsvector(marks || ARRAY[{", ".join(f"'§{name}.' || (at >> {bits})" for bits, name in BLOCKS)}] || ARRAY(
  SELECT CASE WHEN octet_length(a || b || c) = 3 AND NOT ' ' IN (a, b, c) THEN a || b || c ELSE btrim(a || b) END
  FROM unnest(
    string_to_array(words, NULL), string_to_array(substr(words, 2) || ' ', NULL),
    string_to_array(substr(words, 3) || '  ', NULL)
  ) t(a, b, c)
  WHERE a <> ' ' OR b <> ' '))
$$
"""


BETWEEN = "\x1f"  # marks; folding leaves no such sign in them
PUT = """
INSERT INTO {base}_rows SELECT at, string_to_array(marks, E'\\x1f'), words
FROM unnest(%b::bigint[], %b::text[], %b::text[]) t(at, marks, words)
ON CONFLICT (at) DO UPDATE SET marks = excluded.marks, words = excluded.words
"""


def making(base: str) -> list[str]:
    """The statements that make an index."""
    return [TOKENS, *table(base), *index(base)]


def table(base: str) -> list[str]:
    """The statements that make its table."""
    return [f"CREATE TABLE {base}_rows (at bigint PRIMARY KEY, marks text[] NOT NULL, words text NOT NULL)"]


def index(base: str) -> list[str]:
    """The statements that make its index of words, at best when the table is filled; none of it is counted."""
    return [
        f"CREATE INDEX {base}_words ON {base}_rows USING gin (findable_tokens(at, marks, words))",
        f"ALTER INDEX {base}_words ALTER COLUMN 1 SET STATISTICS 0",
    ]


def tables(base: str) -> list[str]:
    """Its tables."""
    return [f"{base}_rows"]


def renaming(base: str, name: str) -> list[str]:
    """The statements that give an index another name, which must be free."""
    return [
        f"ALTER TABLE {base}_rows RENAME TO {name}_rows",
        f"ALTER INDEX {base}_rows_pkey RENAME TO {name}_rows_pkey",
        f"ALTER INDEX {base}_words RENAME TO {name}_words",
    ]


def put(base: str, entries: Sequence[Lying]) -> None:
    """Writes new texts, by one statement however many; what is there already is written over."""
    from psycopg import Cursor

    places = [_at(one) for one in entries]
    marks = [BETWEEN.join(one.marks) for one in entries]
    texts = [_fitting(_plain(one.shape.folded if one.shape else fold(one.text))) for one in entries]
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(PUT.format(base=base).encode(), [places, marks, texts])


def drop(base: str, entries: Iterable[Lying]) -> None:
    """Takes texts out."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {base}_rows WHERE at = ANY(%s)", [[_at(one) for one in entries]])


def _plain(folded: str) -> str:
    """A folded text or word with its ASCII signs as they are, so that a narrow character is one of one byte."""
    return folded.translate(SIGNS)


def _fitting(words: str) -> str:
    """A text as far as its tokens have room: all of it but for lists of nearly nothing but different signs."""
    if 4 * 2 * len(words) < ROOM:  # a pair for each character, of four bytes at most
        return words
    seen, taken = set[str](), 0
    for start in range(0, len(words), PORTION):
        part = words[start : start + PORTION + 2]
        fresh = {one + other for one, other in pairwise(part)}
        fresh |= {part[at : at + 3] for at in range(len(part) - 2) if part[at : at + 3].isascii()}
        fresh -= seen
        taken += sum(len(token.encode()) for token in fresh)
        if taken > ROOM:
            return words[:start]
        seen |= fresh
    return words


def _at(one: Lying) -> int:
    return one.on.toordinal() << BITS | one.id


def find(base: str, asked: Asked, most: int) -> list[int]:
    """The newest places of what is asked for."""
    first, beyond = asked.span(BITS)
    ends = f"SELECT min(at), max(at) FROM {base}_rows WHERE at >= %s AND at < %s"
    ((first, newest),) = told(ends, [first, beyond])
    if newest is None:
        return []
    end = _further(base, first, newest + 1, WALK)
    found = _by_looking(base, asked, end, newest + 1, most)
    density = len(found) / WALK
    while end > first and len(found) < most:
        beyond, missing, search = end, most - len(found), _by_index
        if density > SPARSE:
            wanted = int(2 * missing / density)
            end = _further(base, first, beyond, wanted)
            if wanted <= (CLOSE if _begins(asked) else NEAR):
                search = _by_looking
        elif _begins(asked):
            end = _glanced(base, asked, first, beyond)
        else:
            end = _sampled(base, asked, first, beyond, missing)
        lowest = 0 if end == first and asked.since is None else end  # all that is left needs no blocks to be named
        found += search(base, asked, lowest, beyond, missing)
        density = 0
    return found


def _sampled(base: str, asked: Asked, first: int, beyond: int, missing: int) -> int:
    """How far down the index has to be asked for the rest, as told by some blocks of days here and there; and where one
    of them alone has more than enough, by all of those between it and the next one above.
    """
    bits = BLOCKS[1][0]
    blocks = range(beyond - 1 >> bits, (first >> bits) - 1, -1)
    step = max(len(blocks) // SAMPLES, 1)
    some = blocks[step // 2 :: step]
    counts = _counted(base, asked, some, 2 * missing // step + 1)
    if sum(counts) * step <= PLENTY * missing:
        return first
    totals = accumulate(count * step for count in counts)
    at = next((at for at, total in enumerate(totals) if total >= 2 * missing), len(some) - 1)
    block = some[at]
    if counts[at] * step > missing and step > 1:
        above = some[at - 1] if at else blocks[0]
        block = _enough(base, asked, range(above, block - 1, -1), missing)
    return max(block << bits, first)


def _glanced(base: str, asked: Asked, first: int, beyond: int) -> int:
    """How far down the first of some blocks of days lies in which what is asked for is common, as a few of its texts
    tell; for what the index would have to gather from everywhere.
    """
    bits = BLOCKS[1][0]
    blocks = range(beyond - 1 >> bits, (first >> bits) - 1, -1)
    some = list(blocks[:: max(len(blocks) // SAMPLES, 1)])
    where, values = _texts(asked)
    within = f"at >= block << {bits} AND at < (block + 1) << {bits}"
    counted = f"SELECT count(*) FROM (SELECT marks, words FROM {base}_rows WHERE {within} LIMIT {FEW}) s WHERE {where}"
    counts = told(f"SELECT ({counted}) FROM unnest(%s::bigint[]) b(block)", [*values, some])
    common = (block for block, (count,) in zip(some, counts, strict=True) if count > FEW * COMMON)
    return max(next(common, 0) << bits, first)


def _enough(base: str, asked: Asked, blocks: Sequence[int], missing: int) -> int:
    """The block down to which there is enough, or the last one."""
    for block, total in zip(blocks, accumulate(_counted(base, asked, blocks, missing)), strict=True):
        if total >= missing:
            return block
    return blocks[-1]


def _counted(base: str, asked: Asked, blocks: Sequence[int], most: int) -> list[int]:
    """How many there are in each of these blocks of days, up to so many."""
    statement, values = _naming(base, asked, apart=True)
    within = f"findable_tokens(at, marks, words) @@ ('''§{BLOCKS[1][1]}.' || block || '''')::tsquery"
    counted = f"SELECT count(*) FROM ({statement.replace('WHERE', f'WHERE {within} AND', 1)} LIMIT {most}) s"
    counts = _alone(f"SELECT ({counted}) FROM unnest(%s::bigint[]) b(block)", [*values, list(blocks)])
    return [count for (count,) in counts]


def _further(base: str, first: int, beyond: int, rows: int) -> int:
    """The place about so many rows further down, or the first one."""
    some = min(rows, COUNTED)
    there = told(
        f"SELECT at FROM {base}_rows WHERE at >= %s AND at < %s ORDER BY at DESC OFFSET %s LIMIT 1",
        [first, beyond, some - 1],
    )
    end = int(there[0][0]) if there else first
    if some < rows:
        day = beyond >> BITS
        end = min(end, day - (day - (end >> BITS)) * rows // some << BITS)
    return max(end, first)


def _by_looking(base: str, asked: Asked, first: int, beyond: int, most: int) -> list[int]:
    """What the texts themselves say, one after the other."""
    where, values = _texts(asked)
    statement = f"SELECT at FROM {base}_rows WHERE at >= %s AND at < %s AND {where} ORDER BY at DESC LIMIT %s"
    return [at for (at,) in told(statement, [first, beyond, *values, most])]


def _texts(asked: Asked) -> Question:
    parts = ["marks && %s::text[]"] * len(asked.marks) + ["strpos(words, %s) > 0"] * len(asked.words)
    return " AND ".join(parts), [*(list(group) for group in asked.marks), *map(_plain, asked.words)]


def _by_index(base: str, asked: Asked, first: int, beyond: int, most: int) -> list[int]:
    """What the index names, its texts looked into where tokens leave it open."""
    statement, values = _naming(base, asked, _blocks(first, beyond) if first else [])
    within = "AND at + 0 >= %s AND at + 0 < %s ORDER BY at DESC LIMIT %s"
    return [at for (at,) in _alone(f"{statement} {within}", [*values, first, beyond, most])]


def _alone(statement: str, values: Sequence[Value]) -> list[tuple[int, ...]]:
    """What a question to the index answers, planned as such."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(ALONE)
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _begins(asked: Asked) -> bool:
    """Whether the index would have to gather whatever begins with a part of the question."""
    return any(len(group) > 1 or len(group[0]) == 1 for word in asked.words for group in looked(word).groups)


def _naming(base: str, asked: Asked, blocks: Sequence[str] = (), *, apart: bool = False) -> Question:
    """The question to the index, within some blocks where they are named. Asked for everywhere, it is one, which the
    index goes through by the rarest token; within blocks each token is asked for itself (`apart`), so that the index
    leaps from one to the other and out of the block.
    """
    ways = [looked(word) for word in asked.words]
    groups = [group for way in ways for group in way.groups]
    begins = [group[0] for group in groups if len(group) > 1 or len(group[0]) == 1]
    known = [group for group in groups if group[0] not in begins]
    parts = [" | ".join(map(_quoted, group)) for group in (blocks, *known, *asked.marks) if group]
    parts += [f"{_quoted(token)}:*" for token in begins]
    if not blocks and not apart:
        parts = [" & ".join(f"({part})" for part in parts)]
    where, values = ("", []) if all(way.exact for way in ways) else _texts(Asked(asked.words))
    conditions = [*[HOLDING] * len(parts), *([where] if where else [])]
    return f"SELECT at FROM {base}_rows WHERE {' AND '.join(conditions)}", [*parts, *values]


def _blocks(first: int, beyond: int) -> list[str]:
    """The tokens of the blocks that a span lies in, the small ones at its ends; none where these are too many."""
    spans = [(name, range(first >> bits, (beyond - 1 >> bits) + 1)) for bits, name in BLOCKS]
    few = next(((name, blocks) for name, blocks in spans if len(blocks) <= FEW_BLOCKS), None)
    if few:
        return [f"§{few[0]}.{block}" for block in few[1]]
    (bits, name), (more, wide) = BLOCKS[1:]
    low, high = -(-first >> more), beyond >> more  # of the wide ones: those that lie within
    if high - low > MOST_BLOCKS:
        return []
    ends = [*range(first >> bits, low << more - bits), *range(high << more - bits, (beyond - 1 >> bits) + 1)]
    return [f"§{name}.{block}" for block in ends] + [f"§{wide}.{block}" for block in range(low, high)]


def _quoted(token: str) -> str:
    """A token as a question of PostgreSQL's names it."""
    return "'" + _plain(token).replace("\\", "\\\\").replace("'", "''") + "'"


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
        cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [f"{base}_words"])
        cursor.execute(f"ANALYZE {base}_rows")


def is_scattered(base: str) -> bool:
    """Whether rows were written in no order of their days, as last counted by `settle`."""
    counted = told("SELECT correlation FROM pg_stats WHERE tablename = %s AND attname = 'at'", [f"{base}_rows"])
    return bool(counted) and counted[0][0] is not None and counted[0][0] < ORDERED
