"""Standing in for somebody on leave (代理): what speaks against it, and for whom somebody stands in today.

A substitute holds the post from one day to another; it ends by itself, because every right is asked for by the day.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from zhengwu.records.cases.filing import as_day
from zhengwu.records.staffing.asking import rows
from zhengwu.records.staffing.directory import HeldPost

STANDING_IN = """
SELECT a.id, a.post, a.body_id, b.name, h.person_id, q.name, a.until
FROM people_appointment a
JOIN organs_body b ON b.id = a.body_id
JOIN people_appointment h ON h.id = a.substitute_for_id
JOIN people_person q ON q.id = h.person_id
WHERE a.person_id = %s AND a.since <= %s AND (a.until IS NULL OR a.until >= %s) ORDER BY a.id
"""
PROPOSED_OPEN = """
SELECT COUNT(*) FROM (SELECT 1 FROM cases_case WHERE handler_id = %s AND body_id = %s AND sort_on < '9999-12-31'
                      LIMIT 1001) few
"""
REVIEWING = ("reviewer", "head", "leader")
WORKING = ("handler", "clerk")
WATCHING = {"auditor": "administrator", "administrator": "auditor"}


@dataclass(frozen=True, slots=True)
class StandingIn:
    """A post held today in somebody's stead, and until when."""

    id: int
    post: str
    body_id: int
    body: str
    person_id: int
    name: str
    until: date


@dataclass(frozen=True, slots=True)
class Concern:
    """What speaks against a substitute: `refused` cannot be, a `note` is said. `n` and `who` fill its words."""

    kind: Literal["refused", "note"]
    code: str
    n: int = 0
    who: str = ""


def standing_in(person_id: int, on: date) -> tuple[StandingIn, ...]:
    """For whom a person stands in on that day: for the head of the inbox. One statement."""
    day = on.isoformat()
    return tuple(StandingIn(*[*row[:6], as_day(row[6])]) for row in rows(STANDING_IN, [person_id, day, day]))


def concerns(
    held: HeldPost, posts: list[HeldPost], person_id: int, name: str, since: date, until: date
) -> tuple[Concern, ...]:
    """What speaks against `person_id` holding the post `held` from one day to another.

    `posts` are those of the holder and of the substitute, with the ones held in their stead (`directory.posts_of`).
    """
    found: list[Concern] = []
    if person_id == held.person_id:
        found.append(Concern("refused", "oneself"))
    if until < since:
        found.append(Concern("refused", "backwards"))
    meanwhile = [one for one in posts if one.since <= until and not one.over(since)]
    own = [one for one in meanwhile if one.person_id == person_id and one.body_id == held.body_id]
    if any(one.post == held.post and one.unit_id == held.unit_id for one in own):
        found.append(Concern("refused", "held_already"))
    other = next((one for one in meanwhile if one.instead_of_post == held.id and one.person_id != person_id), None)
    if other is not None:
        found.append(Concern("note", "another", who=other.person))
    away = next((one for one in meanwhile if one.instead_of == person_id), None)
    if away is not None:
        found.append(Concern("note", "away", who=away.person))
    return (*found, *_conflicting(held, own, person_id, name))


def _conflicting(held: HeldPost, own: list[HeldPost], person_id: int, name: str) -> tuple[Concern, ...]:
    """Two posts in one hand that the law wants in two: who proposes does not approve, who watches does not arrange."""
    posts = {one.post for one in own}
    if held.post in REVIEWING and posts & set(WORKING):
        ((count,),) = rows(PROPOSED_OPEN, [person_id, held.body_id])
        return (Concern("note", "own_proposals", count, name),)
    if WATCHING.get(held.post) in posts:
        return (Concern("note", "watches_oneself", who=name),)
    return ()
