"""People and the posts they hold."""

from dataclasses import dataclass
from typing import Literal

from django.http import HttpResponse
from ninja import Router

from zhengwu.api.answers import After, Limit, Made, after_id, answer, nothing, page, page_of, told
from zhengwu.api.once import once, once_secret
from zhengwu.api.shapes import Day, Id, Line, PathId, Said
from zhengwu.records.people import actions, queries
from zhengwu.records.people.actions import Enrolled, Post
from zhengwu.records.people.queries import AppointmentFacts, PersonFacts
from zhengwu.visits import Asked

router = Router()


class NewPost(Said):
    """A post to be given; both days are included."""

    post: Literal["clerk", "handler", "reviewer", "head", "leader", "supervisor", "auditor", "administrator"]
    body_id: Id
    since: Day
    until: Day | None = None
    unit_id: Id | None = None

    def given(self) -> Post:
        """The same for the records."""
        return Post(self.post, self.body_id, self.since, self.until, self.unit_id)


class NewPerson(Said):
    """A person to be enrolled, with a first post."""

    username: Line
    name: Line
    post: NewPost


class LastDay(Said):
    """The last day of an appointment."""

    last_day: Day


class Leave(Said):
    """Who stands in, from when to when."""

    person_id: Id
    since: Day
    until: Day


@dataclass(frozen=True, slots=True)
class OneTime:
    """A password for one sign-in, shown once."""

    password: str


@router.get("/people", response=told(page_of(PersonFacts)))
def people(request: Asked, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The people whom the caller may see."""
    found = queries.people(request.actor, after=after_id(after), limit=limit + 1)
    return page(found, limit, lambda person: (person.id,))


@router.post("/people", response=told(Enrolled, 201))
@once_secret
def enroll(request: Asked, said: NewPerson) -> HttpResponse:
    """Takes a person in; the answer holds the password for the first sign-in, once."""
    post = said.post.given()
    made = actions.enroll(username=said.username, name=said.name, post=post, by=request.actor, at=request.at)
    return answer(made, 201)


@router.get("/people/{person_id}", response=told(PersonFacts))
def person(request: Asked, person_id: PathId) -> HttpResponse:
    """One person."""
    return answer(queries.person(request.actor, person_id))


@router.get("/people/{person_id}/appointments", response=told(list[AppointmentFacts]))
def appointments(request: Asked, person_id: PathId) -> HttpResponse:
    """The posts that a person holds or held, as far as the caller may see them."""
    return answer(queries.appointments(request.actor, person_id))


@router.post("/people/{person_id}/appointments", response=told(Made, 201))
@once
def appoint(request: Asked, person_id: PathId, said: NewPost) -> HttpResponse:
    """Gives a person a post (任职). Nobody gives one to themselves."""
    return answer(Made(actions.appoint(person_id, said.given(), by=request.actor, at=request.at)), 201)


@router.post("/people/{person_id}/password", response=told(OneTime, 201))
@once_secret
def reset_password(request: Asked, person_id: PathId) -> HttpResponse:
    """Gives a person a password for one sign-in and ends their sessions."""
    return answer(OneTime(actions.reset_password(person_id, by=request.actor, at=request.at)), 201)


@router.post("/people/{person_id}/retire", response=told(None, 204))
@once
def retire(request: Asked, person_id: PathId) -> HttpResponse:
    """Lets a person go: no sign-in any more, and no post after today."""
    actions.retire(person_id, by=request.actor, at=request.at)
    return nothing()


@router.post("/appointments/{appointment_id}/dismiss", response=told(None, 204))
@once
def dismiss(request: Asked, appointment_id: PathId, said: LastDay) -> HttpResponse:
    """Ends an appointment after its last day (免职)."""
    actions.dismiss(appointment_id, last_day=said.last_day, by=request.actor, at=request.at)
    return nothing()


@router.post("/appointments/{appointment_id}/substitute", response=told(Made, 201))
@once
def substitute(request: Asked, appointment_id: PathId, said: Leave) -> HttpResponse:
    """Lets another person hold the post while its holder is on leave (代理)."""
    made = actions.substitute(
        appointment_id,
        person_id=said.person_id,
        since=said.since,
        until=said.until,
        by=request.actor,
        at=request.at,
    )
    return answer(Made(made), 201)
