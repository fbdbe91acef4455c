"""What there is to look after, and what of it wants attention: the figures of the overview, by one statement."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import Actor
from zhengwu.records.staffing.asking import rows, within
from zhengwu.records.staffing.directory import LEADERLESS

SOON = timedelta(days=30)  # a token that ends within it wants attention
RECENT = timedelta(days=7)  # a substitute who ended within it is told
SEEN = (
    "EXISTS (SELECT 1 FROM people_appointment a JOIN organs_body b ON b.id = a.body_id WHERE a.person_id = p.id AND {})"
)
VALID = "t.revoked_at IS NULL AND t.until > %s"
INSTEAD = "a.substitute_for_id IS NOT NULL"
COUNTS = """
WITH known AS (
    SELECT p.id, p.must_change_password AS unused,
           MAX(CASE WHEN a.until IS NULL OR a.until >= %s THEN 1 ELSE 0 END) AS holds
    FROM people_person p JOIN people_appointment a ON a.person_id = p.id JOIN organs_body b ON b.id = a.body_id
    WHERE p.active AND {bodies} GROUP BY p.id, p.must_change_password
)
SELECT (SELECT COUNT(*) FROM organs_body b WHERE b.closed_on IS NULL AND {bodies}),
       (SELECT COUNT(*) FROM organs_body b WHERE b.closed_on IS NULL AND {bodies} AND {leaderless}),
       (SELECT COUNT(*) FROM known),
       (SELECT COUNT(*) FROM known k WHERE k.holds = 0 AND NOT EXISTS (
            SELECT 1 FROM people_appointment n WHERE n.person_id = k.id AND (n.until IS NULL OR n.until >= %s))),
       (SELECT COUNT(*) FROM known k WHERE k.unused),
       (SELECT COUNT(*) FROM people_appointment a JOIN organs_body b ON b.id = a.body_id
        WHERE {instead} AND a.since <= %s AND a.until >= %s AND {bodies}),
       (SELECT COUNT(*) FROM people_appointment a JOIN organs_body b ON b.id = a.body_id
        WHERE {instead} AND a.until >= %s AND a.until < %s AND {bodies}),
       (SELECT COUNT(*) FROM people_token t JOIN organs_body b ON b.id = t.body_id WHERE {valid} AND {tokens}),
       (SELECT COUNT(*) FROM people_token t JOIN organs_body b ON b.id = t.body_id
        WHERE {valid} AND t.until <= %s AND {tokens})
"""


@dataclass(frozen=True, slots=True)
class Attention:
    """How many there are, and how many want attention.

    `leaderless` bodies have no leader; `idle` people no post; `unused` accounts still have their starting password;
    `standing_in` hold a post in somebody's stead today, `ended` did so until a few days ago; `running_out` are tokens
    that end within 30 days.
    """

    bodies: int
    leaderless: int
    people: int
    idle: int
    unused: int
    standing_in: int
    ended: int
    tokens: int
    running_out: int


def attention(actor: Actor, at: datetime) -> Attention:
    """The figures of what lies within the actor's `people.read` and `tokens.manage`. One statement."""
    day = day_of(at).isoformat()
    moment, soon = (connection.ops.adapt_datetimefield_value(one) for one in (at, at + SOON))
    seen, values = within(actor.reach("people.read"), "b")
    keys, key_values = within(actor.reach("tokens.manage"), "b")
    statement = COUNTS.format(bodies=seen, leaderless=LEADERLESS, instead=INSTEAD, valid=VALID, tokens=keys)
    asked = [
        day, *values, *values, *values, day, day, day, day, day, *values,
        (day_of(at) - RECENT).isoformat(), day, *values, moment, *key_values, moment, soon, *key_values,
    ]  # fmt: skip
    return Attention(*rows(statement, asked)[0])
