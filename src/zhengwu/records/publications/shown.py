"""A publication as the public sees it: what its page shows, and the short statement that says whether it still does.

Everything here goes by `visible.SEEN`. What was published before it was last taken down is not shown either: it may be
what it was taken down for.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from zhengwu.records.cases.models import Event
from zhengwu.records.moments import dated
from zhengwu.records.publications.visible import PUBLIC, SEEN
from zhengwu.records.rows import prepared, told

GONE = "withdrawn"


@dataclass(frozen=True, slots=True)
class State:
    """What has become of a publication. `stamp` changes with everything that its page shows of the records."""

    status: str
    version: int
    changed_at: datetime
    stamp: str

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it now."""
        return self.status == PUBLIC

    @property
    def is_gone(self) -> bool:
        """Whether it was public and was taken down."""
        return self.status == GONE


@dataclass(frozen=True, slots=True)
class Edition:
    """A version that was published: its number, why there is one, since when."""

    number: int
    change: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is given to the public."""

    id: int
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Related:
    """Another publication that this one explains, or that explains it."""

    id: int
    title: str
    explains: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """Another channel in which it was published: where, and when."""

    channel: str
    place: str
    on: date


@dataclass(frozen=True, slots=True)
class Content:
    """What a version says."""

    title: str
    html: str
    text: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A publication with all that its page shows. `body_name` is what the body was called when it published this."""

    id: int
    body_id: int
    case_id: int | None
    index_number: str
    document_number: str
    summary: str
    kind: str
    column: str
    category: str
    field: str
    origin: str
    origin_body: str
    made_on: date
    published_on: date
    changed_at: datetime
    version: int
    validity: str
    repealed_on: date | None
    body_name: str
    phone: str
    said: Content
    repealed_by: str = ""
    files: tuple[File, ...] = ()
    editions: tuple[Edition, ...] = ()
    related: tuple[Related, ...] = ()
    placed: tuple[Placed, ...] = ()


# All that the page shows beside the version, which never changes. A former name comes with a change of the name.
STATE = f"""
SELECT p.status, p.version, p.changed_at, b.name, b.phone, c.name, c.closed_on, d.status, d.changed_at,
 (SELECT max(l.id) FROM publications_placement l WHERE l.publication_id = p.id),
 (SELECT count(*) || ' ' || max(r.changed_at) FROM publications_publication r
   WHERE r.interprets_id = p.id AND r.status = '{PUBLIC}')
FROM publications_publication p
JOIN organs_body b ON b.id = p.body_id
LEFT JOIN publications_column c ON c.key = p."column"
LEFT JOIN publications_publication d ON d.id = p.interprets_id
WHERE p.id = %s"""

ONE = f"""
SELECT p.id, p.body_id, p.case_id, coalesce(p.index_number, ''), p.document_number, p.summary, p.kind, p."column",
 p.category, p.field, p.origin, p.origin_body, p.made_on, p.published_on, p.changed_at, p.version, p.validity,
 p.repealed_on, coalesce((SELECT o.name FROM organs_formername o
   WHERE o.body_id = p.body_id AND o.until >= p.published_on ORDER BY o.until LIMIT 1), b.name), b.phone,
 v.title, v.html, v.text, v.facts, p.interprets_id
FROM publications_publication p
JOIN publications_version v ON v.publication_id = p.id AND v.number = p.version
JOIN organs_body b ON b.id = p.body_id
WHERE p.id = %s AND {SEEN}"""

FILES = """
SELECT a.id, a.name, a.media_type, s.size
FROM publications_version v
JOIN publications_publishedfile a ON a.version_id = v.id
JOIN documents_storedfile s ON s.id = coalesce(a.cleaned_id, a.file_id)
WHERE v.publication_id = %s AND v.number = %s AND a.removed_at IS NULL
ORDER BY a.id"""

# The versions since it last went public: those before it was taken down are gone with it.
EDITIONS = f"""
SELECT v.number, v.change, v.reason, v.published_at
FROM publications_publication p
JOIN publications_version v ON v.publication_id = p.id
WHERE p.id = %s AND {SEEN} AND v.published_at IS NOT NULL AND (v.number = p.version OR v.published_at >=
 (SELECT max(l.at) FROM publications_placement l
   WHERE l.publication_id = p.id AND l.channel = 'portal' AND l.ended_on IS NULL))
ORDER BY v.number DESC"""

RELATED = f"""
SELECT p.id, p.title, 0 FROM publications_publication p WHERE p.id = %s AND {SEEN}
UNION ALL
SELECT p.id, p.title, 1 FROM publications_publication p WHERE p.interprets_id = %s AND {SEEN}
ORDER BY 1"""

PLACED = """
SELECT l.channel, l.place, l."on" FROM publications_placement l
WHERE l.publication_id = %s AND l.channel <> 'portal' AND l.ended_on IS NULL ORDER BY l.id"""


def state(publication_id: int) -> State | None:
    """What has become of it, by one short statement; None where there is no such publication."""
    found = prepared(STATE, [publication_id])
    if not found:
        return None
    row = found[0]
    at = moment(row[2]) if row[2] else datetime.min.replace(tzinfo=UTC)
    return State(row[0], row[1], at, repr(row))


def shown(publication_id: int) -> Shown | None:
    """All that its page shows; None where the public may not see it. Five statements, six where it was repealed."""
    found = told(ONE, [publication_id])
    if not found:
        return None
    row = found[0]
    days = [dated(row[12]), dated(row[13]), moment(row[14]), row[15], row[16], dated(row[17]) if row[17] else None]
    beside = [
        _repealed_by(row[2]) if row[17] else "",
        tuple(File(*one) for one in told(FILES, [publication_id, row[15]])),
        editions(publication_id),
        _related(publication_id, row[24]),
        tuple(Placed(one[0], one[1], dated(one[2])) for one in told(PLACED, [publication_id])),
    ]
    return Shown(*[*row[:12], *days, row[18], row[19], _said(row[20:24]), *beside])


def editions(publication_id: int) -> tuple[Edition, ...]:
    """The versions that the public may see, the newest first."""
    return tuple(Edition(*[*one[:3], moment(one[3])]) for one in told(EDITIONS, [publication_id]))


def said(publication_id: int, number: int) -> Content | None:
    """What a version says; None where the public may not see it, now or any more."""
    if number not in {one.number for one in editions(publication_id)}:
        return None
    statement = "SELECT title, html, text, facts FROM publications_version WHERE publication_id = %s AND number = %s"
    return _said(told(statement, [publication_id, number])[0])


def _said(row: tuple[Any, ...]) -> Content:
    facts = json.loads(row[3]) if isinstance(row[3], str) else row[3]
    return Content(row[0], row[1], row[2], tuple((str(label), str(value)) for label, value in facts))


def _related(publication_id: int, explained: int | None) -> tuple[Related, ...]:
    return tuple(Related(one[0], one[1], bool(one[2])) for one in told(RELATED, [explained, publication_id]))


def _repealed_by(case_id: int | None) -> str:
    """By which document it was repealed or lapsed, as the step said."""
    says = Event.objects.filter(case_id=case_id or 0, key="repealed").values_list("says", flat=True).last()
    return str((says or {}).get("document") or "")


def moment(value: datetime | str) -> datetime:
    """A moment as plain SQL gives it: SQLite gives the text of one, without its zone."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def written(at: datetime) -> str:
    """A moment as plain SQL compares it, on either database."""
    return str(connection.ops.adapt_datetimefield_value(at))
