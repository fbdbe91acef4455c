"""Asking who somebody is, and who may see whom."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from zhengwu.records.people.actors import Actor
from zhengwu.records.people.models import Appointment, Person, Session, Token
from zhengwu.records.people.reach import within
from zhengwu.records.troubles import Words, missing

SESSIONS = 100  # of one person, at a time
PERSON = Words("这个人员", "person")
APPOINTMENT = Words("这项任职", "appointment")


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person as they are shown."""

    id: int
    username: str
    name: str
    active: bool
    must_change_password: bool


@dataclass(frozen=True, slots=True)
class AppointmentFacts:
    """An appointment as it is shown."""

    id: int
    person_id: int
    body_id: int
    unit_id: int | None
    post: str
    since: date
    until: date | None
    substitute_for_id: int | None


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session as it is shown to its owner: how it was opened, when it was last used, whether at a new device."""

    id: int
    since: datetime
    until: datetime
    seen_at: datetime
    address: str
    device: str
    way: str
    unfamiliar: bool


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """A token as it is shown: never its secret."""

    id: int
    name: str
    body_id: int
    scopes: list[str]
    prefix: str
    since: datetime
    until: datetime
    revoked_at: datetime | None
    used_at: datetime | None


def visible(actor: Actor) -> QuerySet[Person]:
    """The people whom an actor may see: who holds or held a post within the reach of `people.read`, and oneself."""
    reach = actor.reach("people.read")
    if reach.everything:
        return Person.objects.all()
    seen = Q(pk__in=Appointment.objects.filter(within(reach, unit=None)).values("person_id"))
    return Person.objects.filter(seen | Q(pk=actor.id)) if actor.kind == "person" else Person.objects.filter(seen)


def people(actor: Actor, *, after: int | None = None, limit: int = 50) -> list[PersonFacts]:
    """A page of people in the order of their ids."""
    found = visible(actor).filter(id__gt=after or 0).order_by("id")
    return [PersonFacts(*row) for row in found.values_list(*PersonFacts.__slots__)[:limit]]


def person(actor: Actor, person_id: int) -> PersonFacts:
    """One person. Raises Trouble (missing)."""
    row = visible(actor).filter(id=person_id).values_list(*PersonFacts.__slots__).first()
    if row is None:
        raise missing(PERSON, where="person_id")
    return PersonFacts(*row)


def appointments(actor: Actor, person_id: int) -> list[AppointmentFacts]:
    """The posts that a person holds or held, as far as the actor may see them; one's own all of them."""
    person(actor, person_id)
    found = Appointment.objects.filter(person_id=person_id).order_by("id")
    if not (actor.kind == "person" and actor.id == person_id):
        found = found.filter(within(actor.reach("people.read"), unit=None))
    return [AppointmentFacts(*row) for row in found.values_list(*AppointmentFacts.__slots__)]


def sessions(actor: Actor, *, at: datetime) -> list[SessionFacts]:
    """One's own sessions that are open."""
    if actor.kind != "person" or actor.id is None:
        return []
    found = Session.objects.filter(person_id=actor.id, until__gt=at).order_by("id")[:SESSIONS]
    return [SessionFacts(*row) for row in found.values_list(*SessionFacts.__slots__)]


def tokens(actor: Actor, *, after: int | None = None, limit: int = 50) -> list[TokenFacts]:
    """A page of the tokens that the actor manages."""
    found = Token.objects.filter(within(actor.reach("tokens.manage"), unit=None), id__gt=after or 0).order_by("id")
    return [TokenFacts(*row) for row in found.values_list(*TokenFacts.__slots__)[:limit]]
