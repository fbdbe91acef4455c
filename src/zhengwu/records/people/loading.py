"""Who sends this request: one statement for a session, one for a token, appointments included.

When a session or a token was last used is written once in ten minutes, not with every request.
Written as SQL because it runs with every request: the statement takes a tenth of what building it by the ORM takes.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection

from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import SYSTEM, Actor, Held
from zhengwu.records.people.passwords import digest
from zhengwu.records.rows import prepared

BY_SESSION = """
SELECT s.id, p.id, p.name, p.must_change_password, p.second_factor, s.seen_at, a.post, a.body_id, b.path, a.unit_id,
    a.substitute_for_id IS NOT NULL
FROM people_session s
JOIN people_person p ON p.id = s.person_id
LEFT JOIN people_appointment a ON a.person_id = p.id AND a.since <= %s AND (a.until IS NULL OR a.until >= %s)
LEFT JOIN organs_body b ON b.id = a.body_id
WHERE s.digest = %s AND s.until > %s AND p.active
ORDER BY a.id
"""
REST = timedelta(minutes=10)
SEEN = "UPDATE people_session SET seen_at = %s WHERE id = %s AND seen_at < %s"
USED = "UPDATE people_token SET used_at = %s WHERE id = %s AND (used_at IS NULL OR used_at < %s)"
BY_TOKEN = """
SELECT t.id, t.name, t.scopes, t.body_id, t.used_at, b.path
FROM people_token t
JOIN organs_body b ON b.id = t.body_id
WHERE t.digest = %s AND t.revoked_at IS NULL AND t.since <= %s AND t.until > %s
"""


@dataclass(frozen=True, slots=True)
class Signed:
    """The person of a session, as an actor. `must_enrol`: a post held needs a second factor, and there is none yet."""

    actor: Actor
    session_id: int
    must_change_password: bool
    must_enrol: bool


def by_session(secret: str, *, at: datetime) -> Signed | None:
    """The actor behind a session's secret, or None where there is no such session, or it has ended."""
    day = day_of(at).isoformat()
    until = connection.ops.adapt_datetimefield_value(at)
    rows = prepared(BY_SESSION, [day, day, digest(secret), until])
    if rows and at - moment_of(rows[0][5]) > REST:
        before = connection.ops.adapt_datetimefield_value(at - REST)
        with connection.cursor() as cursor:
            cursor.execute(SEEN, [until, rows[0][0], before])
    if not rows:
        return None
    held = tuple(Held(row[6], row[7], row[8], row[9], bool(row[10])) for row in rows if row[6] is not None)
    session_id, person_id, name, must_change, second = rows[0][:5]
    required = not second and any(one.post in settings.SECOND_FACTOR_POSTS for one in held)
    return Signed(Actor("person", person_id, name, held), session_id, bool(must_change), required)


def moment_of(written: datetime | str) -> datetime:
    """A moment as the driver gives it: PostgreSQL's has its zone, SQLite's is a text in UTC."""
    found = datetime.fromisoformat(written) if isinstance(written, str) else written
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def by_token(secret: str, *, at: datetime) -> Actor | None:
    """The actor behind a token's secret, or None where there is no such token, or it ended or was revoked."""
    moment = connection.ops.adapt_datetimefield_value(at)
    found = prepared(BY_TOKEN, [digest(secret), moment, moment])
    if not found:
        return None
    token_id, name, written, body_id, used_at, path = found[0]
    if used_at is None or at - moment_of(used_at) > REST:
        before = connection.ops.adapt_datetimefield_value(at - REST)
        with connection.cursor() as cursor:
            cursor.execute(USED, [moment, token_id, before])
    scopes: list[str] = json.loads(written) if isinstance(written, str) else written
    posts = [SYSTEM, *(scope.removeprefix("as.") for scope in scopes if scope.startswith("as."))]
    return Actor("system", token_id, name, tuple(Held(post, body_id, path) for post in posts), frozenset(scopes))
