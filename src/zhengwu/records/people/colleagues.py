"""Who works where, for lists and forms of the staff: names only. That a colleague exists is no secret to colleagues."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from zhengwu.records.people.actors import Actor
from zhengwu.records.people.models import Appointment, Person
from zhengwu.records.people.reach import within


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who holds a post in a body on a day, in which unit if in one."""

    id: int
    name: str
    post: str
    unit_id: int | None


def names(person_ids: Iterable[int]) -> dict[int, str]:
    """The names of these people by id. One statement."""
    wanted = set(person_ids)
    return dict(Person.objects.filter(pk__in=wanted).values_list("id", "name")) if wanted else {}


def of_body(actor: Actor, body_id: int, posts: Iterable[str], on: date) -> list[Colleague]:
    """Who holds one of these posts in a body on that day; nobody where the actor holds none there. One statement."""
    if not actor.posts_in(body_id):
        return []
    held = Appointment.objects.filter(
        Q(until=None) | Q(until__gte=on), body_id=body_id, post__in=set(posts), person__active=True, since__lte=on
    )
    rows = held.order_by("person__name", "id").values_list("person_id", "person__name", "post", "unit_id")
    return [Colleague(*row) for row in rows]


def posts_of(actor: Actor, person_ids: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """The posts that these people hold and that the actor may know of: body and post, by person. One statement."""
    rows = Appointment.objects.filter(
        within(actor.reach("people.read"), unit=None), person_id__in=set(person_ids), until=None
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for person_id, body, post in rows.order_by("id").values_list("person_id", "body__name", "post"):
        found.setdefault(person_id, []).append((body, post))
    return found
