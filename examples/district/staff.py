"""Bodies established and people enrolled, by the actions that an administrator has."""

from dataclasses import dataclass, field
from datetime import date, datetime

from examples.district.offices import (
    ABOVE,
    ALL,
    GOVERNMENT,
    OPEN_DOORS,
    REGION,
    SMALL_STAFF,
    STAFF,
    SURNAMES,
    Office,
    credit_code,
)  # fmt: skip
from zhengwu.records.organs import actions as organs
from zhengwu.records.organs import queries as organ_queries
from zhengwu.records.people import actions as people
from zhengwu.records.people import sessions
from zhengwu.records.people.actions import Post
from zhengwu.records.people.actors import CLOCKWORK, Actor, Held
from zhengwu.records.people.rights import POSTS


@dataclass
class Body:
    """A body with its people, as the stories use it."""

    office: Office
    id: int
    path: str
    units: list[int]
    people: dict[str, list[Actor]] = field(default_factory=dict)

    def actor(self, post: str, which: int = 0) -> Actor:
        """Somebody in that post; where nobody reviews, the head does."""
        held = self.people.get(post) or self.people["head"]
        return held[which % len(held)]


@dataclass(frozen=True)
class Login:
    """Somebody whose password the demonstration knows."""

    username: str
    name: str
    post: str
    body: str


def settled(since: date, at: datetime, password: str) -> tuple[dict[str, Body], list[Login]]:
    """The district with everybody in their posts, and who may sign in with `password`."""
    bodies: dict[str, Body] = {}
    logins: list[Login] = []
    for office in ALL:
        parent = bodies[GOVERNMENT.key].id if bodies else None
        facts = organs.Describing(
            office.name, office.short, office.kind, office.prefix, region=REGION, code=credit_code(office),
            address=f"青禾区望湖大道1号{office.short}", phone="000-00000000", hours="工作日 9:00—12:00，13:30—17:00",
        )  # fmt: skip
        found = organs.establish(facts, parent_id=parent, by=CLOCKWORK, at=at)
        units = [organs.establish_unit(body_id=found, name=name, by=CLOCKWORK, at=at) for name in office.units]
        body = Body(office, found, organ_queries.body(CLOCKWORK, found).path, units)
        bodies[office.key] = body
        posts = SMALL_STAFF if office.kind == "township" else STAFF
        for post in [*posts, *(ABOVE if office is GOVERNMENT else ())]:
            for number in range(posts.get(post, 1)):
                logins += _taken_in(body, post, number, since, at, password)
    return bodies, logins


def _taken_in(body: Body, post: str, number: int, since: date, at: datetime, password: str) -> list[Login]:
    """Enrols one person. Whose password is to be known signs in once and sets it, as everybody does at first."""
    username = f"{body.office.key}-{post}{number + 1 if number else ''}"
    name = f"{SURNAMES[(body.id * 7 + len(body.people) * 3 + number) % len(SURNAMES)]}某{'甲乙丙丁'[number]}"
    enrolled = people.enroll(username=username, name=name, post=Post(post, body.id, since), by=CLOCKWORK, at=at)
    actor = Actor("person", enrolled.person_id, name, (Held(post, body.id, body.path),))
    body.people.setdefault(post, []).append(actor)
    if username not in OPEN_DOORS:
        return []
    device = sessions.Device("127.0.0.1", "demo")
    signed = sessions.sign_in(username, enrolled.password, device=device, hours=1, at=at)
    sessions.change_password(enrolled.password, password, session_id=signed.session_id, by=actor, device=device, at=at)
    sessions.sign_out(signed.session_id, by=actor, at=at)
    return [Login(username, name, POSTS[post], body.office.name)]
