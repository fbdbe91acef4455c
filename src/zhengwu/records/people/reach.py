"""A reach as a condition of a query: the one place where rights become SQL."""

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
