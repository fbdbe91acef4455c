"""The register as the staff see it: list by list, narrowed, a page at a time, with counts that end at a thousand.

What is at work is led by its case, the most urgent first; what is public by the public's own lists; what is withheld
by when it is looked at again; what was taken down by when.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhengwu.records.cases.models import CLOSED
from zhengwu.records.moments import dated
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within_sql
from zhengwu.records.publications import browsing, finding
from zhengwu.records.publications.carrying import PROCEDURE
from zhengwu.records.publications.shown import moment
from zhengwu.records.rows import told

WORK = {"preparing": "preparing", "reviewing": "reviewing", "approved": "approved"}
TABS = ("preparing", "reviewing", "approved", "late", "public", "withheld", "down")
MOST = 1000
PAGE = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; empty where it is not. Unit and entry narrow all lists but that of the public."""

    tab: str = "preparing"
    text: str = ""
    kind: str = ""
    column: str = ""
    category: str = ""
    field: str = ""
    body_id: int = 0
    unit_id: int = 0
    entry_id: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A publication in the list. `state` is that of its case, empty where it has none."""

    id: int
    case_id: int | None
    title: str
    document_number: str
    kind: str
    column: str
    body: str
    unit: str
    state: str
    status: str
    made_on: date
    due_on: date | None
    published_on: date | None
    review_on: date | None
    scheduled_at: datetime | None
    withdrawn_at: datetime | None
    changes: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the list, the key of the next one, and how many there are where that is known."""

    lines: tuple[Line, ...]
    next: str
    total: int | None = None
    is_exact: bool = True


FACTS = """p.id, p.case_id, p.title, p.document_number, p.kind, p."column", b.short_name, coalesce(u.name, ''),
 coalesce(c.state, ''), p.status, p.made_on, coalesce(c.due_on, p.due_on), p.published_on, p.review_on, p.scheduled_at,
 p.withdrawn_at, p.version"""
JOINED = "JOIN organs_body b ON b.id = p.body_id LEFT JOIN organs_unit u ON u.id = p.unit_id"
AT_WORK = f"FROM cases_case c JOIN publications_publication p ON p.case_id = c.id {JOINED}"
REGISTERED = f"FROM publications_publication p {JOINED} LEFT JOIN cases_case c ON c.id = p.case_id"


def leaf(actor: Actor, wanted: Wanted, on: date, *, after: str = "", most: int = PAGE) -> Leaf:
    """A page of a list. `after` is the `next` of the page before; one that makes no sense begins anew."""
    if wanted.tab == "public":
        return _found(wanted, after, most) if wanted.text else _public(wanted, after, most)
    condition, values = _condition(actor, wanted, on)
    order, key = ORDERS.get(wanted.tab, ("c.sort_on, c.id", "c.sort_on"))
    place = _place(after)
    if place:
        down = wanted.tab == "down"
        condition += f" AND ({key}, {'c' if key == 'c.sort_on' else 'p'}.id) {'<' if down else '>'} (%s, %s)"
        values += place
    table = REGISTERED if wanted.tab in ORDERS else AT_WORK
    rows = told(f"SELECT {FACTS}, {key} {table} WHERE {condition} ORDER BY {order} LIMIT %s", [*values, most + 1])
    following = _mark(rows[most - 1], wanted.tab) if len(rows) > most else ""
    return Leaf(tuple(map(_line, rows[:most])), following)


ORDERS = {
    "withheld": ("p.review_on, p.id", "p.review_on"),
    "down": ("p.withdrawn_at DESC, p.id DESC", "p.withdrawn_at"),
}


def _condition(actor: Actor, wanted: Wanted, on: date) -> tuple[str, list[Any]]:
    """What a list other than that of the public holds, as a condition over the case `c` and the register `p`."""
    led = wanted.tab not in ORDERS
    table = "c" if led else "p"
    may, values = within_sql(actor.reach("case.read"), body=f"{table}.body_id", unit=f"{table}.unit_id")
    parts, some = [may], [*values]
    if led:
        parts.append("c.procedure = %s AND c.sort_on < %s")
        some += [PROCEDURE, CLOSED.isoformat()]
        if wanted.tab == "late":
            parts.append("c.due_on < %s")
            some.append(on.isoformat())
        else:
            parts.append("c.state = %s")
            some.append(WORK.get(wanted.tab, "preparing"))
    elif wanted.tab == "withheld":
        parts.append("p.review_on IS NOT NULL AND p.status = 'withheld'")
    else:
        parts.append("p.status = 'withdrawn' AND p.withdrawn_at IS NOT NULL")
    narrowed, others = _narrowed(wanted)
    return " AND ".join([*parts, *narrowed]), [*some, *others]


def _narrowed(wanted: Wanted) -> tuple[list[str], list[Any]]:
    parts, values = list[str](), list[Any]()
    for name, value in (("kind", wanted.kind), ('"column"', wanted.column), ("category", wanted.category),
                        ("field", wanted.field), ("body_id", wanted.body_id), ("unit_id", wanted.unit_id),
                        ("entry_id", wanted.entry_id)):  # fmt: skip
        if value:
            parts.append(f"p.{name} = %s")
            values.append(value)
    for word in wanted.text.split()[:5]:
        plain = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        parts.append("(p.title LIKE %s ESCAPE '\\' OR p.document_number LIKE %s ESCAPE '\\')")
        values += [f"%{plain}%", f"%{plain}%"]
    return parts, values


def _public(wanted: Wanted, after: str, most: int) -> Leaf:
    """What is public, by the lists that the public itself goes by."""
    asked = browsing.Narrowed(
        wanted.body_id, (wanted.column,) if wanted.column else (), wanted.category, wanted.kind, wanted.field
    )
    found = browsing.leaf(asked, browsing.tallied(wanted.body_id), after, most=most)
    return Leaf(_by_id([one.id for one in found.lines]), found.next, found.total)


def _found(wanted: Wanted, after: str, most: int) -> Leaf:
    """What is public and holds the words."""
    narrowed = finding.Wanted(
        (wanted.body_id,) if wanted.body_id else (),
        (wanted.column,) if wanted.column else (),
        wanted.kind,
        wanted.field,
    )
    found = finding.find(wanted.text, narrowed, after=after, most=most)
    return Leaf(_by_id([one.id for one in found.hits]), found.next, found.total, found.is_exact)


def _by_id(ids: Sequence[int]) -> tuple[Line, ...]:
    if not ids:
        return ()
    places = ", ".join(["%s"] * len(ids))
    rows = {row[0]: row for row in told(f"SELECT {FACTS} {REGISTERED} WHERE p.id IN ({places})", list(ids))}
    return tuple(_line(rows[pk]) for pk in ids if pk in rows)


def counts(actor: Actor, on: date, body_id: int = 0) -> dict[str, int]:
    """How many each list holds, counted to one more than a thousand; of the public as the tallies say. One statement.

    `again`: those withheld whose day of assessment has come. `due`: those approved that publish themselves.
    """
    parts, values = list[str](), list[Any]()
    for tab in (one for one in TABS if one != "public"):
        condition, some = _condition(actor, Wanted(tab, body_id=body_id), on)
        table = (
            "publications_publication p" if tab in ORDERS else AT_WORK.removeprefix("FROM ").split(" JOIN organs")[0]
        )
        parts.append(f"(SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {condition} LIMIT {MOST + 1}) n_{tab})")
        values += some
    again, some = _again(actor, on)
    parts.append(f"(SELECT count(*) FROM (SELECT 1 FROM publications_publication p WHERE {again} LIMIT {MOST + 1}) n)")
    values += some
    tallied, one = (" AND body_id = %s", [body_id]) if body_id else ("", [])
    parts.append(f"(SELECT coalesce(sum(count), 0) FROM publications_tally WHERE channel = 'portal'{tallied})")
    row = told(f"SELECT {', '.join(parts)}", [*values, *one])[0]
    names = [*(tab for tab in TABS if tab != "public"), "again", "public"]
    return {name: int(count) for name, count in zip(names, row, strict=True)}


def _again(actor: Actor, on: date) -> tuple[str, list[Any]]:
    may, values = within_sql(actor.reach("case.read"), body="p.body_id", unit="p.unit_id")
    return f"{may} AND p.status = 'withheld' AND p.review_on <= %s", [*values, on.isoformat()]


def _line(row: tuple[Any, ...]) -> Line:
    days = [dated(one) if one else None for one in row[11:14]]
    moments = [moment(one) if one else None for one in row[14:16]]
    changes = bool(row[16]) and row[9] == "public" and row[8] in WORK
    values: Any = (*row[:10], dated(row[10]), *days, *moments, changes)
    return Line(*values)


def _mark(row: tuple[Any, ...], tab: str) -> str:
    return f"{row[17]}_{row[0] if tab in ORDERS else row[1]}"


def _place(after: str) -> list[Any]:
    key, _, number = after.rpartition("_")
    return [key[:40], int(number)] if number.isdecimal() and len(number) < 19 and _is_moment(key[:40]) else []


def _is_moment(text: str) -> bool:
    try:
        return bool(datetime.fromisoformat(text))
    except ValueError:
        return False
