"""What was published, changed and taken down last, for feeds; and the addresses of all that is public, for site maps.

Of what was taken down only its number is told, and when.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

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


CHANGED = (
    'SELECT p.id, p.status, p.body_id, p."column", p.changed_at FROM publications_publication p '
    "WHERE p.status IN ('public', 'withdrawn') AND p.version > 0 ORDER BY p.changed_at DESC, p.id DESC LIMIT %s"
)
NEWEST = "SELECT p.id FROM publications_publication p WHERE {where} ORDER BY p.published_on DESC, p.id DESC LIMIT %s"
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
    changed = told(CHANGED, [LOOK if narrow else 2 * most])
    if asked.columns:
        changed = [row for row in changed if row[3] in asked.columns]
    if asked.body_id:
        changed = [row for row in changed if row[2] == asked.body_id]
    seen = [row[0] for row in changed if row[1] == "public"][:most]
    gone = tuple(Gone(row[0], moment(row[4])) for row in changed if row[1] != "public")[:most]
    if narrow and len(seen) < most:
        seen += _newest(asked, most)
    ids = list(dict.fromkeys(seen))
    if not ids:
        return (), gone
    rows = told(f"{ENTRY} ({', '.join(['%s'] * len(ids))})", [EXCERPT, *ids])
    found = sorted((Fed(*[*row[:7], moment(row[7]), moment(row[8])]) for row in rows), key=lambda one: one.changed_at)
    return tuple(found[::-1][:most]), gone


def _newest(asked: Narrowed, most: int) -> list[int]:
    """The newest of each column that is asked for, each from its index."""
    found = list[int]()
    columns = asked.columns or tuple(row[0] for row in told(COLUMNS_OF_BODY, [asked.body_id]))
    for column in columns:
        where, values = [SEEN, 'p."column" = %s'], list[Any]([column])
        if asked.body_id:
            where.append("p.body_id = %s")
            values.append(asked.body_id)
        rows = told(NEWEST.format(where=" AND ".join(where)), [*values, most])
        found += [row[0] for row in rows]
    return found


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
