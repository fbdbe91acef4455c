"""What is done to somebody's account besides `people.actions`: sessions ended, let in again."""

from datetime import datetime

from django.db import transaction

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.models import Person, Session
from zhengwu.records.people.queries import PERSON, visible
from zhengwu.records.troubles import conflict, forbidden, missing

RIGHT = "people.manage"


def end_sessions(person_id: int, *, by: Actor, at: datetime) -> int:
    """Ends all sessions of a person, who signs in anew; returns how many. Raises Trouble: forbidden, missing."""
    with transaction.atomic():
        person, body_id = managed(person_id, by, at)
        ended = Session.objects.filter(person=person).delete()[1].get("people.Session", 0)
        record(Deed("sessions.ended", body_id, "person", str(person.pk), str(ended)), by=by, at=at)
    return ended


def readmit(person_id: int, *, by: Actor, at: datetime) -> None:
    """Lets somebody who had left sign in again; posts are given anew. Raises Trouble: forbidden, missing, conflict."""
    with transaction.atomic():
        person, body_id = managed(person_id, by, at)
        if person.active:
            raise conflict("active", "此账号正在使用。", "The account is in use.")
        Person.objects.filter(pk=person.pk).update(active=True)
        record(Deed("person.readmitted", body_id, "person", str(person.pk)), by=by, at=at)


def managed(person_id: int, by: Actor, at: datetime) -> tuple[Person, int]:
    """Somebody else all of whose posts, or the last of them, lie within the actor's reach, and a body of theirs.

    The row is locked. Raises Trouble: missing, forbidden (also oneself).
    """
    person = Person.objects.select_for_update().filter(pk__in=visible(by).values("pk"), pk=person_id).first()
    if person is None:
        raise missing(PERSON, where="person_id")
    if by.kind == "person" and person.pk == by.id:
        raise forbidden(RIGHT, "不能对自己的账号这样做。", "Nobody does this to themselves.")
    held = list(person.appointments.order_by("-id").values_list("body_id", "body__path", "until"))
    lasting = [one for one in held if one[2] is None or one[2] >= day_of(at)] or held[:1]
    if not all(by.may(RIGHT, body_id, path) for body_id, path, _ in lasting):
        raise forbidden(RIGHT)
    return person, lasting[0][0]
