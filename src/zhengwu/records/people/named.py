"""The person of a user name, for whoever stands at the machine itself and says in whose name something is done."""

from zhengwu.records.people.actors import Actor
from zhengwu.records.people.models import Person
from zhengwu.records.people.queries import PERSON
from zhengwu.records.troubles import missing


def actor_named(username: str) -> Actor:
    """The person, without posts: good for a name in the journal, not for rights. Raises Trouble (missing)."""
    found = Person.objects.filter(username=username, active=True).values_list("id", "name").first()
    if found is None:
        raise missing(PERSON, where=username)
    return Actor("person", found[0], found[1])
