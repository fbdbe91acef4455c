"""The bodies and people whom somebody looks after, as lists and one by one. Two statements a list."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from zhengwu.records.cases.filing import as_day, as_moment
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.queries import APPOINTMENT, PersonFacts
from zhengwu.records.people.queries import PERSON as PERSON_WORDS
from zhengwu.records.staffing.asking import ESCAPED, holding, needed, rows, within
from zhengwu.records.troubles import missing

READ = "people.read"
BODIES = """
SELECT b.id, b.path, b.name, b.short_name, b.kind, b.number_prefix, b.phone, b.closed_on,
       (SELECT COUNT(*) FROM organs_unit u WHERE u.body_id = b.id AND u.closed_on IS NULL),
       (SELECT COUNT(DISTINCT a.person_id) FROM people_appointment a
        WHERE a.body_id = b.id AND a.since <= %s AND (a.until IS NULL OR a.until >= %s)),
       (SELECT MIN(p.name) FROM people_appointment a JOIN people_person p ON p.id = a.person_id AND p.active
        WHERE a.body_id = b.id AND a.post = 'leader' AND a.since <= %s AND (a.until IS NULL OR a.until >= %s))
FROM organs_body b WHERE b.path > %s AND {conditions} ORDER BY b.path LIMIT %s
"""
PEOPLE = """
SELECT p.id, p.name, p.username, p.active, p.must_change_password
FROM people_person p WHERE p.id > %s AND {conditions} ORDER BY p.id LIMIT %s
"""
HELD_SOMEWHERE = """EXISTS (SELECT 1 FROM people_appointment a JOIN organs_body b ON b.id = a.body_id
WHERE a.person_id = p.id AND {conditions})"""
PERSON = """
SELECT p.id, p.username, p.name, p.active, p.must_change_password
FROM people_person p WHERE p.id = %s AND (p.id = %s OR {seen})
"""
HELD = """
SELECT a.id, a.person_id, p.name, p.active, a.body_id, b.name, b.path, a.unit_id, u.name, a.post, a.since, a.until,
       h.id, h.person_id, q.name
FROM people_appointment a
JOIN people_person p ON p.id = a.person_id
JOIN organs_body b ON b.id = a.body_id
LEFT JOIN organs_unit u ON u.id = a.unit_id
LEFT JOIN people_appointment h ON h.id = a.substitute_for_id
LEFT JOIN people_person q ON q.id = h.person_id
WHERE {conditions} ORDER BY a.id
"""
HOLDS_NOW = "(a.since <= %s AND (a.until IS NULL OR a.until >= %s))"
PLACES = """
SELECT id, unit_id, name, unit FROM (
    SELECT b.id, CAST(NULL AS BIGINT) AS unit_id, b.name, CAST(NULL AS TEXT) AS unit, b.path
    FROM organs_body b WHERE b.closed_on IS NULL AND {where}
    UNION ALL
    SELECT b.id, u.id, b.name, u.name, b.path FROM organs_unit u JOIN organs_body b ON b.id = u.body_id
    WHERE b.closed_on IS NULL AND u.closed_on IS NULL AND {where}
) places ORDER BY path, COALESCE(unit_id, 0)
"""
NOT_OVER = "(a.until IS NULL OR a.until >= %s)"
ACCOUNT = """
SELECT (SELECT COUNT(*) FROM people_session s WHERE s.person_id = p.id AND s.until > %s),
       (SELECT MAX(s.since) FROM people_session s WHERE s.person_id = p.id),
       (SELECT MAX(d.seen_at) FROM people_familiardevice d WHERE d.person_id = p.id),
       p.second_factor,
       (SELECT COUNT(*) FROM (SELECT 1 FROM cases_case c WHERE c.handler_id = p.id AND c.sort_on < '9999-12-31'
                              LIMIT 1001) few),
       EXISTS (SELECT 1 FROM people_appointment a JOIN organs_body b ON b.id = a.body_id
               WHERE a.person_id = p.id AND (a.until IS NULL OR a.until >= %s) AND NOT {within})
FROM people_person p WHERE p.id = %s
"""
# Which people a list shows: a word of the filter, and what it means. Each takes the day once or not at all.
STATES = {
    "active": "p.active",
    "left": "NOT p.active",
    "idle": "p.active AND NOT EXISTS (SELECT 1 FROM people_appointment n WHERE n.person_id = p.id"
    " AND (n.until IS NULL OR n.until >= %s))",
    "unused": "p.active AND p.must_change_password",
}


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body in the tree: `path` tells how deep it stands; `people` hold a post today, and perhaps one is `leader`."""

    id: int
    path: str
    name: str
    short_name: str
    kind: str
    number_prefix: str
    phone: str
    closed_on: date | None
    units: int
    people: int
    leader: str | None


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post as it is shown: who holds it where, from when to when, and in whose stead if in somebody's."""

    id: int
    person_id: int
    person: str
    active: bool
    body_id: int
    body: str
    path: str
    unit_id: int | None
    unit: str | None
    post: str
    since: date
    until: date | None
    instead_of_post: int | None
    instead_of: int | None
    instead_of_name: str | None

    def on(self, day: date) -> bool:
        """Whether it is held on that day."""
        return self.since <= day and (self.until is None or self.until >= day)

    def over(self, day: date) -> bool:
        """Whether it has ended before that day."""
        return self.until is not None and self.until < day


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list, with the posts that are not over."""

    id: int
    name: str
    username: str
    active: bool
    must_change_password: bool
    posts: tuple[HeldPost, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people a list shows: a text in name or user name, a body, a post, a state (a key of STATES)."""

    text: str = ""
    body_id: int | None = None
    post: str = ""
    state: str = "active"


@dataclass(frozen=True, slots=True)
class Account:
    """How an account is used: open sessions, the last sign-in that is known, a second factor, open cases (to 1001).

    `beyond`: the person holds a post beyond the reach of who asks, as far as it goes by `people.manage`.
    """

    sessions: int
    last_at: datetime | None
    second_factor: bool
    cases: int
    beyond: bool


@dataclass(slots=True)
class _Conditions:
    parts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, part: str, *values: Any) -> None:
        self.parts.append(part)
        self.values += values

    def __str__(self) -> str:
        return " AND ".join(self.parts) or "1 = 1"


def bodies(
    actor: Actor, *, on: date, text: str = "", closed: bool = False, lacking: bool = False, after: str = "", limit: int
) -> list[BodyLine]:
    """A page of the bodies within `people.read`, in the order of the tree, after the path `after`. One statement.

    `closed` shows those that were closed as well; `lacking` only those whose post of leader nobody holds today.
    """
    found, day = _Conditions(), on.isoformat()
    where, values = within(needed(actor, READ), "b")
    found.add(where, *values)
    if not closed:
        found.add("b.closed_on IS NULL")
    if text:
        sought = f"(b.name LIKE %s {ESCAPED} OR b.short_name LIKE %s {ESCAPED} OR b.number_prefix LIKE %s {ESCAPED})"
        found.add(sought, *[holding(text)] * 3)
    if lacking:
        found.add(LEADERLESS, day, day)
    statement = BODIES.format(conditions=found)
    made = rows(statement, [day, day, day, day, after, *found.values, limit])
    return [BodyLine(*[*row[:7], as_day(row[7]), *row[8:]]) for row in made]


def choosable(actor: Actor, right: str) -> list[tuple[int, str, str]]:
    """The open bodies within a right, as id, path and name, in the order of the tree, for a form. One statement."""
    where, values = within(actor.reach(right), "b")
    return rows(
        f"SELECT b.id, b.path, b.name FROM organs_body b WHERE b.closed_on IS NULL AND {where} ORDER BY b.path", values
    )


def places(actor: Actor, right: str) -> list[tuple[int, int | None, str, str | None]]:
    """Open bodies within a right, and their open units: ids of body and unit, their names. One statement.

    Each body comes first without a unit, then with each of its units, in the order of the tree.
    """
    where, values = within(actor.reach(right), "b")
    return rows(PLACES.format(where=where), [*values, *values])


LEADERLESS = """NOT EXISTS (SELECT 1 FROM people_appointment a JOIN people_person l ON l.id = a.person_id AND l.active
WHERE a.body_id = b.id AND a.post = 'leader' AND a.since <= %s AND (a.until IS NULL OR a.until >= %s))"""


def people_of(actor: Actor, wanted: Wanted, *, on: date, after: int = 0, limit: int) -> list[PersonLine]:
    """A page of the people whom the actor may see, in the order of their ids. Two statements."""
    reach, day = needed(actor, READ), on.isoformat()
    held, found = _Conditions(), _Conditions()
    where, values = within(reach, "b")
    held.add(where, *values)
    if wanted.body_id is not None:
        held.add(f"a.body_id = %s AND {NOT_OVER}", wanted.body_id, day)
    if wanted.post:
        held.add(f"a.post = %s AND {NOT_OVER}", wanted.post, day)
    found.add(HELD_SOMEWHERE.format(conditions=held), *held.values)
    if wanted.text:
        sought = f"(p.name LIKE %s {ESCAPED} OR p.username LIKE %s {ESCAPED})"
        found.add(sought, *[holding(wanted.text)] * 2)
    if wanted.state in STATES:
        state = STATES[wanted.state]
        found.add(state, *[day] * state.count("%s"))
    made = rows(PEOPLE.format(conditions=found), [after, *found.values, limit])
    posts = _posts(actor, [row[0] for row in made], on)
    return [PersonLine(*[*row[:3], bool(row[3]), bool(row[4]), posts.get(row[0], ())]) for row in made]


def _posts(actor: Actor, person_ids: list[int], on: date) -> dict[int, tuple[HeldPost, ...]]:
    if not person_ids:
        return {}
    where, values = within(needed(actor, READ), "b")
    some = f"a.person_id IN ({', '.join(['%s'] * len(person_ids))})"
    gathered: dict[int, tuple[HeldPost, ...]] = {}
    for one in _held(f"{some} AND {NOT_OVER} AND {where}", [*person_ids, on.isoformat(), *values]):
        gathered[one.person_id] = (*gathered.get(one.person_id, ()), one)
    return gathered


def posts_in(actor: Actor, body_id: int, on: date) -> list[HeldPost]:
    """Who holds which post in a body, today or from a day to come. One statement."""
    where, values = within(needed(actor, READ), "b")
    return _held(f"a.body_id = %s AND p.active AND {NOT_OVER} AND {where}", [body_id, on.isoformat(), *values])


def person(actor: Actor, person_id: int) -> PersonFacts:
    """One person whom the actor may see, or oneself. Raises Trouble (missing). One statement."""
    where, values = within(actor.reach(READ), "b")
    mine = actor.id if actor.kind == "person" else None
    found = rows(PERSON.format(seen=HELD_SOMEWHERE.format(conditions=where)), [person_id, mine, *values])
    if not found:
        raise missing(PERSON_WORDS, where="person_id")
    ((pk, username, name, active, must_change),) = found
    return PersonFacts(pk, username, name, bool(active), bool(must_change))


def posts_of(actor: Actor, person_id: int) -> list[HeldPost]:
    """The posts that a person holds or held, and those that others hold in their stead, as far as the actor may see
    them; one's own all of them. One statement."""
    mine = "(a.person_id = %s OR h.person_id = %s)"
    if actor.kind == "person" and actor.id == person_id:
        return _held(mine, [person_id, person_id])
    where, values = within(actor.reach(READ), "b")
    return _held(f"{mine} AND {where}", [person_id, person_id, *values])


def account(actor: Actor, person_id: int, at: datetime) -> Account:
    """How a person's account is used; for who may see the person. One statement."""
    moment = connection.ops.adapt_datetimefield_value(at)
    where, values = within(actor.reach("people.manage"), "b")
    asked = [moment, day_of(at).isoformat(), *values, person_id]
    ((sessions, opened, seen, second_factor, cases, beyond),) = rows(ACCOUNT.format(within=where), asked)
    last = max((as_moment(one) for one in (opened, seen) if one is not None), default=None)
    return Account(sessions, last, bool(second_factor), cases, bool(beyond))


def substitutions(actor: Actor, *, since: date) -> list[HeldPost]:
    """The posts held in somebody's stead that end on `since` or after it, within `people.read`. One statement."""
    where, values = within(needed(actor, READ), "b")
    return _held(f"h.id IS NOT NULL AND a.until >= %s AND {where}", [since.isoformat(), *values])


def post(actor: Actor, appointment_id: int) -> HeldPost:
    """One post that somebody holds. Raises Trouble (missing), also where it lies beyond `people.read`."""
    where, values = within(actor.reach(READ), "b")
    found = _held(f"a.id = %s AND {where}", [appointment_id, *values])
    if not found:
        raise missing(APPOINTMENT, where="appointment_id")
    return found[0]


def _held(conditions: str, values: Iterable[Any]) -> list[HeldPost]:
    made = rows(HELD.format(conditions=conditions), [*values])
    return [
        HeldPost(*[*row[:3], bool(row[3]), *row[4:10], as_day(row[10]), as_day(row[11]), *row[12:]]) for row in made
    ]
