"""Requests worded like one: which wordings, how many requests use each, and what was decided on the latest of them.

Plain SQL, since the page of a case asks it every time: two statements, a third where there are such requests. `alike`
tells the same to other systems, without what was decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection

from zhengwu.records.cases import wordings
from zhengwu.records.cases.filing import as_day
from zhengwu.records.people.actors import Actor

CANDIDATES = 200  # wordings that are compared
LOOKED_AT = 3  # of the latest requests in the same words
LEAST = 0.5
OWN = "SELECT id, body_id, text, band_1, band_2, band_3, band_4 FROM cases_wording WHERE id = %s"
BAND = (
    "SELECT * FROM (SELECT id, text, cases FROM cases_wording WHERE body_id = %s AND band_{n} = %s LIMIT {most}) b{n}"
)
NEAR = " UNION ".join(BAND.format(n=n, most=CANDIDATES) for n in range(1, 5))
LATEST = f"""
SELECT * FROM (
    SELECT c.wording_id, c.id, c.number, c.outcome, c.concluded_on, c.body_id, b.path, c.unit_id
    FROM cases_case c JOIN organs_body b ON b.id = c.body_id
    WHERE c.wording_id = %s AND c.id <> %s ORDER BY c.id DESC LIMIT {LOOKED_AT}
) latest
"""


@dataclass(frozen=True, slots=True)
class Near:
    """A wording like that of a case: `likeness` from 0 to 1, how many requests use it, and one of the latest of them.

    That one is decided, if one of the latest is; `outcome` is empty where none is.
    """

    text: str
    likeness: float
    cases: int
    case_id: int
    number: str
    outcome: str
    concluded_on: date | None


def near(actor: Actor, wording_id: int | None, case_id: int, *, limit: int = 5) -> tuple[Near, ...]:
    """The likest wordings first, as far as the actor may see a request in them; not the case itself."""
    own = _rows(OWN, [wording_id]) if wording_id else []
    if not own:
        return ()
    _, body, text, *bands = own[0]
    found = _rows(NEAR, [value for band in bands for value in (body, band)])
    scored = [(_likeness(text, other), pk, other, cases) for pk, other, cases in found[:CANDIDATES]]
    chosen = [one for one in sorted(scored, key=lambda one: (-one[0], one[1])) if _is_near(one, wording_id)][:limit]
    latest = _latest(actor, [one[1] for one in chosen], case_id)
    return tuple(Near(other, score, cases, *latest[pk]) for score, pk, other, cases in chosen if pk in latest)


def worded(actor: Actor, body_id: int, text: str, *, limit: int = 5) -> tuple[Near, ...]:
    """The same for words that are on file nowhere yet, such as those of a request at the counter."""
    values = [value for band in wordings.bands(text[:2000]) for value in (body_id, band)]
    scored = [(_likeness(text, other), pk, other, cases) for pk, other, cases in _rows(NEAR, values)[:CANDIDATES]]
    chosen = [one for one in sorted(scored, key=lambda one: (-one[0], one[1])) if one[0] >= LEAST][:limit]
    latest = _latest(actor, [one[1] for one in chosen], 0)
    return tuple(Near(other, score, cases, *latest[pk]) for score, pk, other, cases in chosen if pk in latest)


def _is_near(one: tuple[float, int, str, int], own: int | None) -> bool:
    """Whether it is like enough; the case's own wording only where others share it."""
    return one[0] >= LEAST and (one[1] != own or one[3] > 1)


@lru_cache(maxsize=20_000)
def _likeness(one: str, other: str) -> float:
    return wordings.likeness(one, other)


def _latest(actor: Actor, wording_ids: Sequence[int], case_id: int) -> dict[int, tuple[int, str, str, date | None]]:
    """For each wording the latest decided request, or the latest at all; only what the actor may see."""
    if not wording_ids:
        return {}
    reach, found = actor.reach("case.read"), dict[int, tuple[int, str, str, date | None]]()
    values = [value for pk in wording_ids for value in (pk, case_id)]
    for wording, pk, number, outcome, on, body, path, unit in _rows(
        " UNION ALL ".join([LATEST] * len(wording_ids)), values
    ):
        seen = reach.covers(body, path, unit)
        if seen and (wording not in found or (outcome and not found[wording][2])):
            found[wording] = (pk, number, outcome, as_day(on))
    return found


def _rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
