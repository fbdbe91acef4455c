"""A reach as a condition of a query: the one place where rights become SQL."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from zhengwu.records.people.actors import Reach


def within(reach: Reach, *, body: str = "body", unit: str | None = "unit") -> Q:
    """What lies within the reach. `body` and `unit` name the foreign keys; "" is the body itself, None no unit at all.

    An empty reach matches nothing.
    """
    if reach.everything:
        return Q()
    dot = f"{body}__" if body else ""
    found = Q(pk__in=[])
    for path in dict.fromkeys(reach.paths):
        found |= Q(**{f"{dot}path__startswith": path})
    if reach.bodies:
        found |= Q(**{f"{body}_id__in" if body else "pk__in": list(dict.fromkeys(reach.bodies))})
    if reach.units and unit is not None:
        found |= Q(**{f"{unit}_id__in": list(dict.fromkeys(reach.units))})
    return found


Condition = tuple[str, Sequence[Any]]  # SQL with places, and the values for them


def within_sql(reach: Reach, *, body: str = "c.body_id", unit: str = "c.unit_id", beside: bool = False) -> Condition:
    """The same as plain SQL, over the columns of body and unit; `unit` is "" where a row has none.

    Bodies by their path have a plus before the column, so that a database goes through a list in the list's own order
    and does not gather it body by body; with `beside` all columns have one, where another index is the one to use.
    """
    if reach.everything:
        return "1 = 1", ()
    parts: list[str] = []
    values: list[Any] = []
    for path in dict.fromkeys(reach.paths):
        parts.append(f"+{body} IN (SELECT id FROM organs_body WHERE path LIKE %s)")
        values.append(f"{path}%")
    for column, ids in ((body, reach.bodies), (unit, reach.units)):
        if ids and column:
            parts.append(one_of(f"+{column}" if beside else column, ids))
            values += dict.fromkeys(ids)
    return (f"({' OR '.join(parts)})", tuple(values)) if parts else ("1 = 0", ())


def one_of(column: str, values: Iterable[Any]) -> str:
    """That a column holds one of so many values."""
    count = len(dict.fromkeys(values))
    return f"{column} = %s" if count == 1 else f"{column} IN ({', '.join(['%s'] * count)})"
