"""What is asked of saved filters: one's own and those of one's unit, in their order."""

from dataclasses import dataclass

from django.db import connection

from zhengwu.records.filters.models import SavedFilter
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import one_of

MOST = 40
DELETED = 10  # that are still offered to be brought back
VISIBLE = """
SELECT f.id, f.name, f.query, f.is_shared, f.is_default, f.person_id = %s AS own, p.name
FROM filters_savedfilter f JOIN people_person p ON p.id = f.person_id
WHERE f.deleted_at IS NULL AND (f.person_id = %s{shared})
ORDER BY CASE WHEN f.person_id = %s THEN 0 ELSE 1 END, f.place, f.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved filter as its owner, or somebody of the same unit, sees it."""

    id: int
    name: str
    query: str
    is_shared: bool
    is_default: bool
    own: bool
    owner: str


def saved(actor: Actor) -> list[Saved]:
    """One's own filters in their order, then those that others of one's unit share. One statement."""
    if actor.kind != "person":
        return []
    bodies = [held.body_id for held in actor.appointments]
    units = [held.unit_id for held in actor.appointments if held.unit_id]
    shared, values = "", [actor.id, actor.id]
    if bodies:
        in_unit = f" OR {one_of('f.unit_id', units)}" if units else ""
        shared = f" OR (f.is_shared AND {one_of('f.body_id', bodies)} AND (f.unit_id IS NULL{in_unit}))"
        values += [*dict.fromkeys(bodies), *dict.fromkeys(units)]
    with connection.cursor() as cursor:
        cursor.execute(VISIBLE.format(shared=shared), [*values, actor.id, MOST])
        rows = cursor.fetchall()
    return [Saved(pk, name, query, bool(s), bool(d), bool(own), owner) for pk, name, query, s, d, own, owner in rows]


def deleted(actor: Actor) -> list[Saved]:
    """One's own filters deleted last, which can be brought back. One statement."""
    rows = SavedFilter.objects.filter(person_id=actor.id or 0, deleted_at__isnull=False).order_by("-deleted_at")
    return [Saved(one.pk, one.name, one.query, one.is_shared, False, True, "") for one in rows[:DELETED]]
