"""The person of a user name, for whoever stands at the machine itself and says in whose name something is done."""

from datetime import date

from django.db.models import Q

from zhengwu.records.people.actors import Actor, Held
from zhengwu.records.people.models import Appointment, Person
from zhengwu.records.people.queries import PERSON
from zhengwu.records.troubles import missing


def actor_named(username: str) -> Actor:
    """The person, without posts: good for a name in the journal, not for rights. Raises Trouble (missing)."""
    found = Person.objects.filter(username=username, active=True).values_list("id", "name").first()
    if found is None:
        raise missing(PERSON, where=username)
    return Actor("person", found[0], found[1])


def acting_named(username: str, *, on: date) -> Actor:
    """The person with the posts held on a day, for a command that asks for rights. Raises Trouble (missing)."""
    named = actor_named(username)
    now = Q(until=None) | Q(until__gte=on)
    rows = Appointment.objects.filter(now, person_id=named.id or 0, since__lte=on).select_related("body").order_by("id")
    held = tuple(
        Held(row.post, row.body_id, row.body.path, row.unit_id, row.substitute_for_id is not None) for row in rows
    )
    return Actor("person", named.id, named.name, held)
