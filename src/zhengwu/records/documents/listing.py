"""The files of one case as its page lists them: two statements. Whoever asks has opened the case."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from zhengwu.records.cases.filing import as_day, as_moment, as_says

ATTACHED = """
SELECT a.id, a.role, a.title, a.name, a.item_number, f.media_type, f.size, a.actor_name, a.at, a.withdrawn_at,
       a.withdrawn_reason
FROM documents_attachment a JOIN documents_storedfile f ON f.id = a.file_id
WHERE a.case_id = %s ORDER BY a.id
"""
RELEASED = """
SELECT r.id, r.item_number, r.name, f.size, r.actor_name, r.released_at, r.reassess_on, r.passages, r.original_id
FROM documents_release r JOIN documents_storedfile f ON f.id = r.file_id
WHERE r.case_id = %s ORDER BY r.id
"""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file on a case. `gone` is why it was withdrawn, None while it stands."""

    id: int
    role: str
    title: str
    name: str
    item_number: str
    media_type: str
    size: int
    actor_name: str
    at: datetime
    gone: str | None


@dataclass(frozen=True, slots=True)
class GivenOut:
    """A file that was given out: of which item, how many passages are withheld in it, when they are looked at again."""

    id: int
    item_number: str
    name: str
    size: int
    actor_name: str
    at: datetime
    reassess_on: date | None
    withheld: int
    whole: bool


def attached(case_id: int) -> tuple[Attached, ...]:
    """The files of a case in the order in which they came, withdrawn ones too."""
    return tuple(
        Attached(pk, role, title, name, item, kind, size, who, as_moment(at), None if gone is None else why)
        for pk, role, title, name, item, kind, size, who, at, gone, why in _rows(ATTACHED, case_id)
    )


def given_out(case_id: int) -> tuple[GivenOut, ...]:
    """What was given out of a case, in order."""
    return tuple(
        GivenOut(pk, item, name, size, who, as_moment(at), as_day(again), len(as_says(withheld)), original is None)
        for pk, item, name, size, who, at, again, withheld, original in _rows(RELEASED, case_id)
    )


def _rows(statement: str, case_id: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [case_id])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
