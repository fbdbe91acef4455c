"""Questions written as SQL: how a reach becomes a condition, and how rows are read from either database."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from zhengwu.records.people.actors import Actor, Reach
from zhengwu.records.troubles import forbidden

ESCAPED = "ESCAPE '\\'"


def rows(statement: str, values: Sequence[Any]) -> list[Any]:
    """All rows of a statement, each a tuple."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def within(reach: Reach, body: str) -> tuple[str, list[Any]]:
    """Which bodies, under the table's name `body`, lie within a reach, with its values. An empty one matches none."""
    if reach.everything:
        return "1 = 1", []
    paths, bodies = tuple(dict.fromkeys(reach.paths)), tuple(dict.fromkeys(reach.bodies))
    parts = [f"{body}.path LIKE %s"] * len(paths)
    if bodies:
        parts.append(f"{body}.id IN ({', '.join(['%s'] * len(bodies))})")
    return (f"({' OR '.join(parts)})" if parts else "1 = 0"), [*(f"{path}%" for path in paths), *bodies]


def holding(text: str) -> str:
    """A text as the pattern of a LIKE with `ESCAPED` that holds it anywhere."""
    return f"%{connection.ops.prep_for_like_query(text)}%"


def needed(actor: Actor, right: str) -> Reach:
    """How far the actor's right goes. Raises Trouble (forbidden) where it goes nowhere."""
    reach = actor.reach(right)
    if not reach:
        raise forbidden(right)
    return reach
