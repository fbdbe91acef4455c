"""Lists of licences: those of the staff's bodies, narrowed, by pages; those in force no more, for everybody.

What is searched for is a number, an identifier, a holder's identity number or credit code, or the beginning of a name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from zhengwu.records.cases.filing import as_day, as_moment
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.licences.queries import LicenceFacts, several
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within_sql
from zhengwu.records.rows import told
from zhengwu.records.sealing import blinds
from zhengwu.records.troubles import Words, forbidden, missing
from zhengwu.statute.licences import STATES
from zhengwu.statute.licences.states import EXPIRED, VALID

READS, EXPORTS = "licence.read", "case.export"
EXPORTED = "licence.exported"
LICENCE = Words("这份证照", "licence")
SOON = timedelta(days=30)
PAGE, MOST_COUNTED, MOST_EXPORTED = 30, 1000, 50_000
LAST = "\U0010ffff"
EXPIRING = "expiring"
STATUSES = (VALID, EXPIRING, EXPIRED, *(key for key in STATES if key not in (VALID, EXPIRED)))
HEADS = ("证照类型", "证照编号", "证照标识", "持证主体", "颁发机构", "颁发日期", "有效期至", "状态")
LISTED = tuple(key for key, one in STATES.items() if one.listed)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; empty where it is not. `status` is one of STATUSES."""

    text: str = ""
    kind: str = ""
    status: str = ""
    body_id: int = 0


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of licences; `next` is the key of the next one, empty on the last."""

    licences: tuple[LicenceFacts, ...]
    next: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """A line of the public list: what is in force no more, or not at present. Persons are not named."""

    event_id: int
    identifier: str
    kind_name: str
    number: str
    body_name: str
    status: str
    on: date
    at: datetime


Part = tuple[str, list[Any]]


def leaf(actor: Actor, wanted: Wanted, on: date, *, after: str = "", most: int = PAGE) -> Leaf:
    """A page of the licences that an actor sees, the newest first. One statement."""
    conditions, values = _narrowed(actor, wanted, on)
    if after.isascii() and after.isdecimal() and len(after) < 19:
        conditions, values = f"{conditions} AND l.id < %s", [*values, int(after)]
    found = several(f"{conditions} ORDER BY l.id DESC LIMIT {most + 1}", values)
    return Leaf(tuple(found[:most]), str(found[most - 1].id) if len(found) > most else "")


def total(actor: Actor, wanted: Wanted, on: date) -> tuple[int, bool]:
    """How many there are, counted up to `MOST_COUNTED`; and whether that is all."""
    conditions, values = _narrowed(actor, wanted, on)
    inner = (
        "SELECT 1 FROM licences_licence l JOIN licences_licencekind k ON k.id = l.kind_id "
        f"WHERE {conditions} LIMIT {MOST_COUNTED + 1}"
    )
    ((count,),) = told(f"SELECT COUNT(*) FROM ({inner}) x", values)
    return min(int(count), MOST_COUNTED), count <= MOST_COUNTED


def _narrowed(actor: Actor, wanted: Wanted, on: date) -> Part:
    seen, values = within_sql(actor.reach(READS), body="l.body_id", unit="")
    parts: list[Part] = [(seen, list(values)), _found(wanted.text), _standing(wanted.status, on)]
    if wanted.kind:
        parts.append(("k.key = %s", [wanted.kind]))
    if wanted.body_id:
        parts.append(("l.body_id = %s", [wanted.body_id]))
    held = [one for one in parts if one[0]]
    return " AND ".join(one for one, _ in held), [value for _, some in held for value in some]


def _found(text: str) -> Part:
    plain = text.strip()
    if not plain:
        return "", []
    keys = blinds(plain)
    some = ", ".join(["%s"] * len(keys))
    called, name = _begins(plain)
    sql = (
        "l.id IN (SELECT id FROM licences_licence WHERE number = %s UNION ALL "
        "SELECT id FROM licences_licence WHERE identifier = %s UNION ALL "
        f"SELECT id FROM licences_licence WHERE holder_blind IN ({some}) AND holder_blind <> '' UNION ALL "
        f"SELECT id FROM licences_licence WHERE {called})"
    )
    return sql, [plain, plain, *keys, *name]


def _begins(name: str) -> tuple[str, list[str]]:
    """That a holder's name begins so. SQLite orders by code points, so that a span of its index holds them."""
    if connection.vendor == "sqlite":
        return "holder_name >= %s AND holder_name < %s", [name, name + LAST]
    escaped = name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return "holder_name LIKE %s", [f"{escaped}%"]


def _standing(status: str, on: date) -> Part:
    live = "l.status IN ('valid', 'suspended')"
    match status:
        case "":
            return "", []
        case "valid":
            return "l.status = 'valid' AND (l.valid_to IS NULL OR l.valid_to >= %s)", [on]
        case "suspended":
            return "l.status = 'suspended' AND (l.valid_to IS NULL OR l.valid_to >= %s)", [on]
        case "expiring":
            return f"{live} AND l.valid_to BETWEEN %s AND %s", [on, on + SOON]
        case "expired":
            return f"{live} AND l.valid_to < %s", [on]
    return "l.status = %s", [status]


def seen(actor: Actor, licence_id: int) -> LicenceFacts:
    """One licence, where the actor sees it. Raises Trouble: missing."""
    may, values = within_sql(actor.reach(READS), body="l.body_id", unit="")
    found = several(f"l.id = %s AND {may}", [licence_id, *values])
    if not found:
        raise missing(LICENCE, where="licence_id")
    return found[0]


def export(actor: Actor, wanted: Wanted, on: date, *, at: datetime) -> Iterator[tuple[str, ...]]:
    """The lines of a list as a file, without heads; entered in the journal. Raises Trouble: forbidden."""
    if not actor.reach(EXPORTS):
        raise forbidden(EXPORTS)
    with transaction.atomic():
        body_id = next((held.body_id for held in actor.appointments), None)
        record(Deed(EXPORTED, body_id, "licence", "", wanted.text[:60]), by=actor, at=at)
    return _lines(actor, wanted, on)


def _lines(actor: Actor, wanted: Wanted, on: date) -> Iterator[tuple[str, ...]]:
    after, sent = "", 0
    while sent < MOST_EXPORTED:
        page = leaf(actor, wanted, on, after=after, most=500)
        for one in page.licences:
            until = one.valid_to.isoformat() if one.valid_to else "长期"
            yield (
                one.kind_name, one.number, one.identifier, one.holder_name, one.body_name, one.issued_on.isoformat(),
                until, one.state(on).zh,
            )  # fmt: skip
        sent += len(page.licences)
        if not page.next:
            return
        after = page.next


def gone(*, after: str = "", most: int = PAGE, kind: str = "") -> tuple[list[Gone], str]:
    """A page of the public list, what happened last first, and the key of the next page.

    A licence that was resumed, or is over for another reason by now, stands there once, with what holds.
    """
    places = ", ".join(f"'{key}'" for key in LISTED)
    values: list[Any] = []
    where = f'e.status IN ({places}) AND l.status = e.status AND l.status_on = e."on"'
    if after.isascii() and after.isdecimal() and len(after) < 19:
        where, values = f"{where} AND e.id < %s", [int(after)]
    if kind:
        where, values = f"{where} AND k.key = %s", [*values, kind]
    rows = told(
        'SELECT e.id, l.identifier, k.name, l.number, b.name, e.status, e."on", e.at FROM licences_licenceevent e '
        "JOIN licences_licence l ON l.id = e.licence_id JOIN licences_licencekind k ON k.id = l.kind_id "
        f"JOIN organs_body b ON b.id = l.body_id WHERE {where} ORDER BY e.id DESC LIMIT {most + 1}",
        values,
    )
    found = [Gone(*(*row[:6], as_day(row[6]), as_moment(row[7]))) for row in rows]
    return found[:most], str(found[most - 1].event_id) if len(found) > most else ""


def everything_gone() -> Iterator[Gone]:
    """The whole public list, a page after another."""
    after = ""
    while True:
        page, after = gone(after=after, most=500)
        yield from page
        if not after:
            return
