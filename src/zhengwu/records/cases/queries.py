"""What is asked of cases: which ones, one of them with everything on it, and those worded alike."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from zhengwu.records.cases import words
from zhengwu.records.cases.filing import as_day
from zhengwu.records.cases.models import CLOSED, Case
from zhengwu.records.cases.wanted import BESIDE, Wanted
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import Condition, within, within_sql
from zhengwu.records.people.rights import RIGHTS
from zhengwu.records.troubles import Words, missing

ALL = Wanted()
CASE = Words("这一件", "case")
OPEN = Q(sort_on__lt=CLOSED)  # the same as `is_open`, by the column that every index of lists has


def visible(actor: Actor) -> QuerySet[Case]:
    """The cases an actor may see: the one rule that list, detail, search, export and attachment share."""
    return Case.objects.filter(within(actor.reach("case.read")))


def posts_over(actor: Actor, body_id: int, unit_id: int | None) -> frozenset[str]:
    """The posts an actor holds over a case of this body and unit; a handler of one unit is none of another."""
    seen = RIGHTS["case.read"]
    return frozenset(
        held.post
        for held in actor.appointments
        if held.body_id == body_id and (held.unit_id in (None, unit_id) or seen.get(held.post) != "unit")
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A case in a list. Lateness is for whoever shows it to derive, by its own day."""

    id: int
    number: str
    procedure: str
    body_id: int
    unit_id: int | None
    handler_id: int | None
    title: str
    applicant_name: str
    channel: str
    state: str
    outcome: str
    is_open: bool
    entered_on: date | None
    due_on: date | None
    promised_on: date | None
    provisional: bool
    waits_until: date | None
    sort_on: date
    answered_on: date | None
    wording_id: int | None
    alike: int | None
    handler_name: str | None
    body_name: str


READERS = tuple(
    {"is_open": bool, "provisional": bool}.get(name, as_day if name.endswith(("_on", "_until")) else None)
    for name in Line.__slots__
)

COLUMNS = ", ".join(f"c.{name}" for name in Line.__slots__[:-3])
# By what a list is sorted, and where each line stands in it. The first one has indexes; the others sort so many lines.
ORDERS = {"due": "c.sort_on", "received": "COALESCE(c.entered_on, '9999-12-31')", "number": "c.number"}
SORTED = 1000
Place = tuple[str | date, int]  # where a page ended: what its last line is sorted by, and its id


def inbox(
    actor: Actor,
    wanted: Wanted,
    *,
    after: Place | None = None,
    limit: int = 50,
    order: str = "due",
    looked: int | None = None,
) -> list[Line]:
    """A page of cases after the place where the last one ended, the most urgent first. One statement; more for a text.

    `order` is one of ORDERS, with a minus where downwards; all but "due" sort the most urgent 1,000 of the list. With
    `looked`, what no index leads to is asked of so many cases only: see `looked_to`.
    """
    key, down = ORDERS[order.lstrip("-")], order.startswith("-")
    place = after if order == "due" else None
    chosen, values = _in_order(actor, wanted, key, place, looked)
    values.append(limit if order == "due" else SORTED)
    if order != "due":
        beyond = "" if after is None else f"WHERE (c.key, c.id) {'<' if down else '>'} (%s, %s)"
        values += [] if after is None else [str(after[0]), after[1]]
        chosen = f"SELECT c.id, c.key FROM ({chosen}) c {beyond} ORDER BY {_sorting('c', down)} LIMIT %s"
        values.append(limit)
    statement = LISTED.format(columns=COLUMNS, chosen=chosen, order=_sorting("n", down))
    return [_line(row) for row in _rows(statement, values)]


def looked_to(actor: Actor, wanted: Wanted, *, after: Place | None, looked: int) -> Place | None:
    """The place of the last case that such a page looked at; None where it looked at all. One statement, or none."""
    if not wanted.beside()[0]:
        return None
    led = replace(wanted, **{name: getattr(ALL, name) for name, _, _ in BESIDE})
    chosen, values = _in_order(actor, led, "c.sort_on", after, None)
    found = _rows(f"{chosen} OFFSET %s", [*values, 1, looked - 1])
    return (str(found[0][1]), int(found[0][0])) if found else None


def _in_order(actor: Actor, wanted: Wanted, key: str, after: Place | None, looked: int | None) -> tuple[str, list[Any]]:
    """The ids of a list, the most urgent first, each with what it is sorted by; the limit is the last value to come."""
    beside, others = wanted.beside()
    if looked is not None and beside:
        wanted = replace(wanted, **{name: getattr(ALL, name) for name, _, _ in BESIDE})
    condition, values = narrowed(actor, wanted)
    if after is not None:
        beyond, place = _beyond(after)
        condition, values = f"{condition} AND {beyond}", [*values, *place]
    order = "ORDER BY c.sort_on, c.id LIMIT %s"
    if looked is None or not beside:
        if key == ORDERS["due"]:
            return f"SELECT c.id, {key} AS key FROM cases_case c WHERE {condition} {order}", values
        first = f"SELECT c.id FROM cases_case c WHERE {condition} {order}"  # by an index alone, then what it sorts by
        return f"SELECT c.id, {key} AS key FROM ({first}) f JOIN cases_case c ON c.id = f.id", values
    columns = f"c.id, c.sort_on, {key} AS key, c.channel, c.entered_on"
    window = f"SELECT {columns} FROM cases_case c WHERE {condition} {order}"
    return f"SELECT c.id, c.key FROM ({window}) c WHERE {beside} {order}", [*values, looked, *others]


def _beyond(after: Place) -> Condition:
    """What comes after a place. Behind the closed ones, which are many, comes nothing: there ids alone lead on."""
    day, last = str(after[0]), after[1]
    if day == str(CLOSED):
        return "c.sort_on = %s AND c.id > %s", [day, last]
    return "c.sort_on >= %s AND NOT (c.sort_on = %s AND c.id <= %s)", [day, day, last]


LISTED = """
SELECT {columns}, w.cases, p.name, b.short_name
FROM ({chosen}) n
JOIN cases_case c ON c.id = n.id
JOIN organs_body b ON b.id = c.body_id
LEFT JOIN cases_wording w ON w.id = c.wording_id
LEFT JOIN people_person p ON p.id = c.handler_id
ORDER BY {order}
"""


def _sorting(table: str, down: bool) -> str:
    way = "DESC" if down else "ASC"
    return f"{table}.key {way}, {table}.id {way}"


def place_of(line: Line, order: str) -> Place:
    """Where a page ended whose last line this is."""
    match order.lstrip("-"):
        case "received":
            return line.entered_on or "9999-12-31", line.id
        case "number":
            return line.number, line.id
    return line.sort_on, line.id


def counts(actor: Actor, several: Sequence[Wanted], *, among: Wanted = ALL, most: int = 1000) -> list[int]:
    """How many cases of `among` each list has, each counted to one more than `most`. One statement for all of them."""
    parts: list[str] = []
    values: list[Any] = []
    for at, wanted in enumerate(several):
        may, of_reach = narrowed(actor, wanted)
        condition, some = _among(actor, among, may, of_reach)
        parts.append(f"(SELECT COUNT(*) FROM (SELECT 1 FROM cases_case c WHERE {condition} LIMIT {most + 1}) n{at})")
        values += some
    return [int(found) for found in _rows(f"SELECT {', '.join(parts)}", values)[0]] if parts else []


def count(actor: Actor, wanted: Wanted, *, most: int = 1000) -> int:
    """How many cases the list has, counted to one more than `most`. One statement."""
    return counts(actor, [wanted], most=most)[0]


def ids(actor: Actor, wanted: Wanted, *, most: int) -> list[int]:
    """The ids of the most urgent cases of a list. One statement."""
    condition, values = narrowed(actor, wanted)
    found = _rows(f"SELECT c.id FROM cases_case c WHERE {condition} ORDER BY c.sort_on, c.id LIMIT %s", [*values, most])
    return [pk for (pk,) in found]


def narrowed(actor: Actor, wanted: Wanted) -> tuple[str, list[Any]]:
    """What the actor may see of what is wanted, as a condition over `cases_case c`; a text is looked for at once."""
    few = wanted.waiting or wanted.proposed or wanted.promise_through is not None
    may, values = within_sql(actor.reach("case.read"), beside=few)
    return _among(actor, wanted, may, values)


def _among(actor: Actor, wanted: Wanted, may: str, values: Sequence[Any]) -> tuple[str, list[Any]]:
    condition, some = wanted.condition()
    if wanted.text:
        by_text, chosen = Wanted(case_ids=tuple(words.named(actor, wanted.text)) or (0,)).condition()
        condition, some = f"{condition} AND {by_text}", (*some, *chosen)
    return f"{may} AND {condition}", [*values, *some]


def _rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _line(row: tuple[Any, ...]) -> Line:
    """A row in Python's types: SQLite keeps days as text and truths as numbers."""
    values: Any = (read(value) if read else value for read, value in zip(READERS, row, strict=True))
    return Line(*values)


def row_of(actor: Actor, case_id: int) -> Case:
    """The row of a case that the actor may see. Raises Trouble (missing)."""
    row = visible(actor).filter(pk=case_id).select_related("body", "wording").first()
    if row is None:
        raise missing(CASE, where="case_id")
    return row
