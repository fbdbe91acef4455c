"""What was published, changed and taken down last, for feeds; and the addresses of all that is public, for site maps.

Of what was taken down only its number is told, and when.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zhengwu.records.people.reach import one_of
from zhengwu.records.publications.browsing import Narrowed
from zhengwu.records.publications.shown import moment
from zhengwu.records.publications.visible import SEEN
from zhengwu.records.rows import told

LOOK = 2_000  # changes that are looked through for the feed of a column or a body
STRETCH = 10_000  # ids of one part of a site map
EXCERPT = 300


@dataclass(frozen=True, slots=True)
class Fed:
    """An entry of a feed. `text` is how it begins."""

    id: int
    title: str
    summary: str
    text: str
    kind: str
    column: str
    body_name: str
    published_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Gone:
    """Something that was public and is not any more."""

    id: int
    at: datetime


CHANGED = """
SELECT c.id, c.status, c.changed_at FROM (
 SELECT p.id, p.status, p.body_id, p."column", p.changed_at FROM publications_publication p
 WHERE p.status IN ('public', 'withdrawn') AND p.version > 0 ORDER BY p.changed_at DESC, p.id DESC LIMIT %s) c
WHERE {where} ORDER BY c.changed_at DESC, c.id DESC LIMIT %s"""
# The newest of each column from its index, and of these the newest.
NEWEST = """
SELECT n.id FROM ({each}) n ORDER BY n.published_on DESC, n.id DESC LIMIT %s"""
OF_COLUMN = """
SELECT * FROM (SELECT p.id, p.published_on FROM publications_publication p
 WHERE {where} ORDER BY p.published_on DESC, p.id DESC LIMIT %s) each"""
ENTRY = (
    'SELECT p.id, v.title, p.summary, substr(v.text, 1, %s), p.kind, p."column", b.name, p.published_at, p.changed_at '
    "FROM publications_publication p "
    "JOIN publications_version v ON v.publication_id = p.id AND v.number = p.version "
    f"JOIN organs_body b ON b.id = p.body_id WHERE {SEEN} AND p.id IN "
)


def fed(asked: Narrowed, most: int = 50) -> tuple[tuple[Fed, ...], tuple[Gone, ...]]:
    """The entries that were published or changed last, and what was taken down among the last changes.

    `asked` may name columns and a body.
    """
    narrow = bool(asked.columns or asked.body_id)
    where, values = ["1 = 1"], list[Any]()
    if asked.columns:
        where.append(one_of('c."column"', asked.columns))
        values += asked.columns
    if asked.body_id:
        where.append("c.body_id = %s")
        values.append(asked.body_id)
    look = LOOK if narrow else 2 * most
    changed = told(CHANGED.format(where=" AND ".join(where)), [look, *values, 2 * most])
    seen = [row[0] for row in changed if row[1] == "public"][:most]
    gone = tuple(Gone(row[0], moment(row[2])) for row in changed if row[1] != "public")[:most]
    if narrow and len(seen) < most:
        seen += _newest(asked, most)
    ids = list(dict.fromkeys(seen))
    if not ids:
        return (), gone
    rows = told(f"{ENTRY} ({', '.join(['%s'] * len(ids))})", [EXCERPT, *ids])
    found = sorted((Fed(*[*row[:7], moment(row[7]), moment(row[8])]) for row in rows), key=lambda one: one.changed_at)
    return tuple(found[::-1][:most]), gone


def _newest(asked: Narrowed, most: int) -> list[int]:
    """The newest of the columns that are asked for, or of all columns of the body."""
    columns = asked.columns or tuple(row[0] for row in told(COLUMNS_OF_BODY, [asked.body_id]))
    where, body = [SEEN, 'p."column" = %s'], list[Any]()
    if asked.body_id:
        where.append("p.body_id = %s")
        body.append(asked.body_id)
    if not columns:
        return []
    each = " UNION ALL ".join([OF_COLUMN.format(where=" AND ".join(where))] * len(columns))
    values = [value for column in columns for value in (column, *body, most)]
    return [row[0] for row in told(NEWEST.format(each=each), [*values, most])]


COLUMNS_OF_BODY = (
    "SELECT DISTINCT \"column\" FROM publications_tally WHERE body_id = %s AND channel = 'portal' AND count > 0"
)


def last_stretch() -> int:
    """The number of the last part of the site map, from 0: each has the ids of one stretch."""
    found = told("SELECT max(id) FROM publications_publication", [])[0][0]
    return int(found or 0) // STRETCH


def stretch(number: int) -> tuple[tuple[int, datetime], ...]:
    """The ids of a stretch that are public, with when each was changed last."""
    statement = f"SELECT p.id, p.changed_at FROM publications_publication p WHERE p.id >= %s AND p.id < %s AND {SEEN}"
    rows = told(f"{statement} ORDER BY p.id", [number * STRETCH, (number + 1) * STRETCH])
    return tuple((row[0], moment(row[1])) for row in rows)
