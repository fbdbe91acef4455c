"""The register as the public leafs through it: the newest first, narrowed, a page at a time, with how many there are.

How many there are stands in the tallies, so that nothing is counted. The tallies also say in which columns there is
something of what was asked for; each is read from its own index, and the pages are merged. Where a column holds other
things too, `LOOK` of its rows are looked through for one page, and the next page goes on from there.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhengwu.records.moments import dated
from zhengwu.records.publications.visible import SEEN
from zhengwu.records.rows import told

LOOK = 2_000
COLUMNS = 200  # of one statement
PORTAL = "portal"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is asked for; empty where all is. `columns` are the keys of a column and of those below it."""

    body_id: int = 0
    columns: tuple[str, ...] = ()
    category: str = ""
    kind: str = ""
    field: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A publication in a list."""

    id: int
    published_on: date
    title: str
    document_number: str
    kind: str
    column: str
    body_id: int
    validity: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the list: its lines, the key of the next one, and how many there are in all."""

    lines: tuple[Line, ...]
    next: str
    total: int


@dataclass(frozen=True, slots=True)
class Tallied:
    """How many publications are public in a column, of a kind, a category, a field, a year."""

    column: str
    kind: str
    category: str
    field: str
    year: int
    count: int


FACTS = 'p.id, p.published_on, p.title, p.document_number, p.kind, p."column", p.body_id, p.validity'
FROM = "FROM publications_publication p"
ORDER = "ORDER BY p.published_on DESC, p.id DESC"


def tallied(body_id: int = 0) -> tuple[Tallied, ...]:
    """What there is, of all bodies or of one. One statement over the tallies."""
    where, values = ("AND body_id = %s", [body_id]) if body_id else ("", [])
    statement = (
        'SELECT "column", kind, category, field, year, sum(count) FROM publications_tally '
        f"WHERE channel = '{PORTAL}' {where} GROUP BY 1, 2, 3, 4, 5 HAVING sum(count) > 0"
    )
    return tuple(Tallied(*[*row[:5], int(row[5])]) for row in told(statement, values))


def leaf(asked: Narrowed, there: tuple[Tallied, ...], after: str = "", *, most: int = 30) -> Leaf:
    """A page of what is asked for. `there` is what `tallied` said of the body that is asked for.

    `after` is the `next` of the page before; one that makes no sense begins anew.
    """
    fitting = [one for one in there if _fits(asked, one)]
    total = sum(one.count for one in fitting)
    if not total:
        return Leaf((), "", 0)
    statements, values = _branches(asked, there, fitting, _key(after), most + 1)
    keys = f"SELECT * FROM ({' UNION ALL '.join(statements)}) u ORDER BY 2 DESC, 1 DESC, 3 LIMIT {most + 1}"
    found = told(f"SELECT {FACTS}, x.more {FROM} JOIN ({keys}) x ON x.id = p.id {ORDER}, x.more", values)
    return _merged(found, most, total)


def newest(count: int) -> tuple[Line, ...]:
    """What was published last."""
    rows = told(f"SELECT {FACTS} {FROM} WHERE {SEEN} {ORDER} LIMIT %s", [count])
    return tuple(_line(row) for row in rows)


def _fits(asked: Narrowed, one: Tallied) -> bool:
    wanted = (
        (asked.category, one.category),
        (asked.kind, one.kind),
        (asked.field, one.field),
        (asked.year, one.year),
    )
    return (not asked.columns or one.column in asked.columns) and all(not ask or ask == has for ask, has in wanted)


def _branches(
    asked: Narrowed, there: tuple[Tallied, ...], fitting: list[Tallied], after: tuple[str, int] | None, most: int
) -> tuple[list[str], list[Any]]:
    """A statement for each column that holds some of it, or one for all where nothing but a year is asked for."""
    where, values = [SEEN], list[Any]()
    if asked.year:
        where.append("p.published_on BETWEEN %s AND %s")
        values += [f"{asked.year}-01-01", f"{asked.year}-12-31"]
    if after:
        where.append("(p.published_on, p.id) < (%s, %s)")
        values += after
    if asked.body_id:
        where.append("p.body_id = %s")
        values.append(asked.body_id)
    rest = [(name, value) for name in ("category", "kind", "field") if (value := getattr(asked, name))]
    if not (asked.body_id or asked.columns or rest):
        return [_branch(where, most)], values
    holds, fits = Counter[str](), Counter[str]()
    for one in there:
        holds[one.column] += one.count if not asked.year or one.year == asked.year else 0
    for one in fitting:
        fits[one.column] += one.count
    statements, all_values = list[str](), list[Any]()
    for column in list(fits)[:COLUMNS]:
        mixed = rest if fits[column] < holds[column] else []
        statements.append(_branch([*where, 'p."column" = %s'], most, tuple(name for name, _ in mixed)))
        said = [value for _, value in mixed]
        all_values += [*values, column, *said]
    return statements, all_values


def _branch(where: list[str], most: int, mixed: tuple[str, ...] = ()) -> str:
    """The first keys of one index; `mixed` columns are looked at in a bounded stretch of it, whose end is marked."""
    keys = "SELECT p.id, p.published_on, 0 AS more"
    rest = f"{FROM} WHERE {' AND '.join(where)} {ORDER}"
    if not mixed:
        return f"SELECT * FROM ({keys} {rest} LIMIT {most}) b"
    chosen = " AND ".join(f"{name} = %s" for name in mixed)
    return (
        f"SELECT * FROM (WITH w AS ({keys}, p.category, p.kind, p.field {rest} LIMIT {LOOK}) "
        f"SELECT * FROM (SELECT id, published_on, more FROM w WHERE {chosen} "
        f"ORDER BY published_on DESC, id DESC LIMIT {most}) y "
        "UNION ALL SELECT id, published_on, 1 FROM "
        "(SELECT id, published_on FROM w ORDER BY published_on, id LIMIT 1) z "
        f"WHERE (SELECT count(*) FROM w) = {LOOK}) b"
    )


def _merged(found: list[tuple[Any, ...]], most: int, total: int) -> Leaf:
    """The page: down to where the first of the bounded stretches ends, or to `most` lines."""
    lines = list[Line]()
    for row in found:
        if row[8]:  # nothing is known of this column below here
            return Leaf(tuple(lines), f"{row[1]}.{row[0]}", total)
        if len(lines) == most:
            last = lines[-1]
            return Leaf(tuple(lines), f"{last.published_on}.{last.id}", total)
        lines.append(_line(row))
    return Leaf(tuple(lines), "", total)


def _line(row: tuple[Any, ...]) -> Line:
    return Line(*[row[0], dated(row[1]), *row[2:8]])


def _key(after: str) -> tuple[str, int] | None:
    day, _, number = after.partition(".")
    try:
        return date.fromisoformat(day).isoformat(), int(number[:18])
    except ValueError:
        return None
