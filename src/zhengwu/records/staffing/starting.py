"""Passwords for the first sign-in, for those who came by a file and have none yet: a sheet of a body at a time."""

from dataclasses import dataclass
from datetime import datetime

from zhengwu.records.people import actions
from zhengwu.records.people.actors import Actor
from zhengwu.records.staffing.asking import needed, rows, within
from zhengwu.records.troubles import Trouble

AT_ONCE = 30  # people of one sheet: a password takes its time to be sealed
WITHOUT = """
SELECT DISTINCT p.id, p.name, p.username
FROM people_person p JOIN people_appointment a ON a.person_id = p.id JOIN organs_body b ON b.id = a.body_id
WHERE a.body_id = %s AND p.active AND p.password LIKE '!%%' AND {where} ORDER BY p.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who has no password yet; `password` is told once, on the sheet."""

    person_id: int
    name: str
    username: str
    password: str = ""


def without_password(actor: Actor, body_id: int) -> list[Newcomer]:
    """Those of a body who have no password yet, 31 at most: one more than a sheet takes. One statement."""
    where, values = within(needed(actor, actions.RIGHT), "b")
    return [Newcomer(*row) for row in rows(WITHOUT.format(where=where), [body_id, *values, AT_ONCE + 1])]


def give(body_id: int, *, by: Actor, at: datetime) -> list[Newcomer]:
    """Gives those of a body who have none a password each; who is not wholly within reach is left out."""
    told = []
    for one in without_password(by, body_id)[:AT_ONCE]:
        try:
            password = actions.reset_password(one.person_id, by=by, at=at)
        except Trouble:
            continue
        told.append(Newcomer(one.person_id, one.name, one.username, password))
    return told
