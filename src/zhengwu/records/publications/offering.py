"""All that is public, for whoever wants the data: row by row, a stretch at a time, each as it is at that moment.

What is taken down while somebody reads is not in what they have yet to read.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhengwu.records.moments import dated
from zhengwu.records.publications.shown import moment, written
from zhengwu.records.publications.visible import SEEN
from zhengwu.records.rows import told

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Row:
    """A publication as data. The fields are those of the register; `facts` are pairs of label and value."""

    id: int
    index_number: str
    document_number: str
    title: str
    summary: str
    kind: str
    column: str
    category: str
    field: str
    body: str
    made_on: date
    published_on: date
    changed_at: datetime
    version: int
    validity: str
    repealed_on: date | None
    text: str
    facts: tuple[tuple[str, str], ...]


ROWS = f"""
SELECT p.id, coalesce(p.index_number, ''), p.document_number, v.title, p.summary, p.kind, p."column", p.category,
 p.field, b.name, p.made_on, p.published_on, p.changed_at, p.version, p.validity, p.repealed_on, v.text, v.facts
FROM publications_publication p
JOIN publications_version v ON v.publication_id = p.id AND v.number = p.version
JOIN organs_body b ON b.id = p.body_id
WHERE {SEEN} {{more}} ORDER BY p.published_on DESC, p.id DESC LIMIT {AT_ONCE}"""


def rows(year: int = 0, kind: str = "") -> Iterator[Row]:
    """All that is public, or what was published in a year or is of a kind, the newest first."""
    where, values = "", list[Any]()
    if year:
        where += " AND p.published_on BETWEEN %s AND %s"
        values += [f"{year}-01-01", f"{year}-12-31"]
    if kind:
        where += " AND p.kind = %s"
        values.append(kind)
    after: list[Any] = []
    while True:
        more = f"{where} AND (p.published_on, p.id) < (%s, %s)" if after else where
        found = told(ROWS.format(more=more), [*values, *after])
        yield from map(_row, found)
        if len(found) < AT_ONCE:
            return
        after = [found[-1][11], found[-1][0]]


def _row(row: tuple[Any, ...]) -> Row:
    facts = json.loads(row[17]) if isinstance(row[17], str) else row[17]
    days = dated(row[10]), dated(row[11]), moment(row[12]), row[13], row[14], dated(row[15]) if row[15] else None
    return Row(*[*row[:10], *days, row[16], tuple((str(label), str(value)) for label, value in facts)])


@dataclass(frozen=True, slots=True)
class Count:
    """How many a body published in a year in a channel, of a kind, in a column, a category and a field."""

    body: str
    year: int
    channel: str
    kind: str
    column: str
    category: str
    field: str
    count: int


def counts() -> Iterator[Count]:
    """All tallies that are not nothing, by body and year."""
    statement = (
        'SELECT b.name, t.year, t.channel, t.kind, t."column", t.category, t.field, t.count FROM publications_tally t '
        "JOIN organs_body b ON b.id = t.body_id WHERE t.count > 0 ORDER BY b.id, 2, 3, 4, 5, 6, 7"
    )
    return (Count(*row) for row in told(statement))


def taken_down_since(at: datetime) -> bool:
    """Whether anything was taken down at that moment or later: what was made before may hold it."""
    statement = (
        "SELECT 1 FROM publications_publication WHERE status IN ('public', 'withdrawn') AND changed_at >= %s "
        "AND status = 'withdrawn' LIMIT 1"
    )
    return bool(told(statement, [written(at)]))
