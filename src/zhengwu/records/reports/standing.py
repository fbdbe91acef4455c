"""What a live report stands on, so that it is made anew only when something of it has changed since.

A report is made of cases and fees, each change of which is an event; of figures and texts, which are only ever added;
of the body and the bodies below it; of signed reports; and of other
ledgers, which say themselves how far they have come. `foundation` says in a few short looks how far all of these
have come. Two foundations that are equal are one and the same state of the records, so a report made on it still holds.

Events are counted from a mark below which none can appear any more: on SQLite the last event there is, since one writes
at a time; on PostgreSQL one that was the last when a transaction began that all older ones have outlived. The hash of
the event at the mark tells a restored database from the one that went on.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from zhengwu.records.organs.models import Body
from zhengwu.records.reports.checking import Checked, judged
from zhengwu.records.reports.drafting import Draft, draft
from zhengwu.records.reports.ledgers import how_far
from zhengwu.records.reports.territory import due_on
from zhengwu.records.reports.versions import last_signed

REMEMBERED = 256
FAR = 400  # events beyond the mark, of anybody, from which on a later mark is taken
BELOW = """
SELECT b.id, b.name, b.kind, b.closed_on, b.counting, b.local_due_on, r.year, r.id, r.status, r.version, r.signed_at,
       r.published_on
FROM organs_body b LEFT JOIN reports_annualreport r ON r.body_id = b.id AND r.year IN (%s, %s)
WHERE b.path LIKE %s ORDER BY b.id, r.id
"""
MOVED = """
SELECT COUNT(*), COALESCE(MAX(e.id), 0), COUNT(CASE WHEN b.path LIKE %s THEN 1 END),
       (SELECT hash FROM cases_event WHERE id = %s),
       (SELECT COUNT(*) FROM reports_figure WHERE body_id = %s AND year = %s),
       (SELECT COUNT(*) FROM reports_passage WHERE body_id = %s AND year = %s)
FROM cases_event e JOIN cases_case c ON c.id = e.case_id JOIN organs_body b ON b.id = c.body_id WHERE e.id > %s
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """An event below which none can appear any more, with its hash; 0 where there is none yet."""

    id: int = 0
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Foundation:
    """How far everything has come that a report is made of."""

    mark: Mark
    events: int
    figures: int
    passages: int
    bodies: tuple[tuple[Any, ...], ...]
    ledgers: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A live report with what the rules say about it, and what tells it from any other one."""

    draft: Draft
    findings: tuple[Checked, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mark to come: the last event there was, and a transaction begun after it."""

    id: int
    transaction: int


_made: "OrderedDict[tuple[int, int, str], tuple[Foundation, Standing]]" = OrderedDict()
_marks: dict[str, Mark] = {}
_waiting: dict[str, Waiting] = {}


def standing(body: Body, year: int, *, correction: str = "") -> Standing:
    """The live report of a body on a year, made anew where anything has changed. Trouble: invalid (no form)."""
    key = (body.pk, year, correction)
    before = foundation(body, year)
    if before is not None and key in _made and _made[key][0] == before:
        _made.move_to_end(key)
        return _made[key][1]
    made = draft(body.pk, year, correction=correction)
    found = Standing(made, judged(made, last_signed(body.pk, year), due_on(body, year)), made.digest)
    if before is not None and foundation(body, year) == before:  # nothing came in between
        _made[key] = before, found
        while len(_made) > REMEMBERED:
            _made.popitem(last=False)
    return found


def forget() -> None:
    """Forgets everything: the next report is made anew."""
    _made.clear()
    _marks.clear()
    _waiting.clear()


def foundation(body: Body, year: int) -> Foundation | None:
    """What the report stands on at this moment; None where that cannot be told, so that nothing is to be kept."""
    if connection.in_atomic_block:
        return None  # what is not committed may be undone
    known = mark()
    if known is None:
        return None
    below = f"{body.path}%"
    with connection.cursor() as cursor:
        cursor.execute(MOVED, [below, known.id, *(body.pk, year) * 2, known.id])
        moved, last, events, found, figures, passages = cursor.fetchone()
        cursor.execute(BELOW, [year - 1, year, below])
        bodies = tuple(map(tuple, cursor.fetchall()))
    if (found or "") != known.hash:  # another database than the one in which the mark was made
        forget()
        return None
    if moved > FAR and last:
        advanced()
    ledgers = how_far(body.pk, sorted({row[0] for row in bodies}), year)
    return None if ledgers is None else Foundation(known, events, figures, passages, bodies, ledgers)


def mark() -> Mark | None:
    """The mark of this process in this database; None where none is certain yet."""
    alias = f"{connection.settings_dict['NAME']}"
    return _marks.get(alias) or _marked(alias)


def advanced() -> Mark | None:
    """A later mark, for whoever has come far beyond theirs; the one there is where no later one is certain."""
    return _marked(f"{connection.settings_dict['NAME']}")


def _marked(alias: str) -> Mark | None:
    """A new mark, for the next looks; None where none is certain yet."""
    last = _last()
    if connection.vendor == "postgresql":
        waiting, oldest = _waiting.get(alias), _oldest()
        if waiting is None or oldest < waiting.transaction:
            if waiting is None:
                _waiting[alias] = Waiting(last.id, _transaction())
            return _marks.get(alias)
        last = _event(waiting.id)
        del _waiting[alias]
    _marks[alias] = last
    return last


def _last() -> Mark:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, hash FROM cases_event ORDER BY id DESC LIMIT 1")
        return Mark(*(cursor.fetchone() or ()))


def _event(number: int) -> Mark:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, hash FROM cases_event WHERE id = %s", [number])
        return Mark(*(cursor.fetchone() or ()))


def _oldest() -> int:
    """The oldest transaction that is still under way (PostgreSQL)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
        return int(cursor.fetchone()[0])


def _transaction() -> int:
    """The number of a transaction begun now (PostgreSQL)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        return int(cursor.fetchone()[0])
