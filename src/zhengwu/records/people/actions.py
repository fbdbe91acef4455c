"""Enrolling people, appointing and dismissing them, substitutes. Nobody arranges posts for themselves."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body, Unit
from zhengwu.records.organs.queries import BODY, UNIT
from zhengwu.records.people import lasting, passwords, second, sessions
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.models import Appointment, Person, Session
from zhengwu.records.people.queries import APPOINTMENT, PERSON, visible
from zhengwu.records.people.rights import POSTS
from zhengwu.records.troubles import conflict, forbidden, invalid, missing

RIGHT = "people.manage"


@dataclass(frozen=True, slots=True)
class Post:
    """A post to be given: which, in which body and unit, from when to when (both days included)."""

    post: str
    body_id: int
    since: date
    until: date | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A new person and the password for the first sign-in, which is kept nowhere."""

    person_id: int
    password: str


def enroll(*, username: str, name: str, post: Post, by: Actor, at: datetime, with_password: bool = True) -> Enrolled:
    """Takes a new person in, with a first post; without a password they cannot sign in until they are given one.

    Raises Trouble: forbidden, missing, invalid, conflict (name taken).
    """
    username, name = username.strip(), name.strip()
    for key, value in (("username", username), ("name", name)):
        if not value or len(value) > 60 or not value.isprintable():
            raise invalid("invalid_value", "不能为空或超过 60 个字符。", "1 to 60 characters.", where=key)
    password = passwords.one_time() if with_password else ""
    hashed = make_password(password or None)
    with transaction.atomic():
        body = _managed(post.body_id, by)
        person = Person(username=username, name=name, password=hashed, must_change_password=True)
        try:
            with transaction.atomic():
                person.save()
        except IntegrityError:
            raise conflict("taken", "用户名已被使用。", "The user name is taken.", where="username") from None
        _note("person.enrolled", body.pk, person, by, at)
        _appointed(person, body, post, by, at)
    return Enrolled(person.pk, password)


def appoint(person_id: int, post: Post, *, by: Actor, at: datetime) -> int:
    """Gives a person a post and returns the appointment's id. Raises Trouble: forbidden, missing, invalid, conflict."""
    with transaction.atomic():
        body = _managed(post.body_id, by)
        return _appointed(_other(person_id, by), body, post, by, at)


def dismiss(appointment_id: int, *, last_day: date, by: Actor, at: datetime) -> None:
    """Ends an appointment after its last day, and its substitutes'. Raises Trouble: forbidden, missing, invalid."""
    with transaction.atomic():
        held = _held(appointment_id, by)
        if last_day < held.since - timedelta(days=1):
            raise invalid("invalid_value", "免职日期早于任职日期。", "It ends before it begins.", where="last_day")
        lasting.keep([held])
        for ended in (held, *held.substitutes.exclude(until__lt=last_day)):
            Appointment.objects.filter(pk=ended.pk).update(until=last_day)
            _note("person.dismissed", ended.body_id, ended.person, by, at, reason=f"{ended.post} {last_day}")


def substitute(appointment_id: int, *, person_id: int, since: date, until: date, by: Actor, at: datetime) -> int:
    """Lets another person hold a post while its holder is on leave; returns the new appointment's id.

    Raises Trouble: forbidden, missing, invalid, conflict.
    """
    with transaction.atomic():
        held, other = _held(appointment_id, by), _other(person_id, by)
        if held.person_id == other.pk:
            raise conflict(
                "own_substitute", "不能代理自己的职务。", "Nobody is their own substitute.", where="person_id"
            )
        post = Post(held.post, held.body_id, since, until, held.unit_id)
        return _appointed(other, held.body, post, by, at, instead_of=held)


def reset_password(person_id: int, *, by: Actor, at: datetime) -> str:
    """Gives a person a password for one sign-in and ends their sessions. Whoever may do so reaches all their posts.

    Raises Trouble: forbidden, missing.
    """
    password = passwords.one_time()
    hashed = make_password(password)
    with transaction.atomic():
        person = _wholly(person_id, by, at)
        sessions.remember(person, at)
        Person.objects.filter(pk=person.pk).update(password=hashed, must_change_password=True)
        Session.objects.filter(person=person).delete()
        _note("password.reset", _first_body(person), person, by, at)
    return password


def take_second_factor(person_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Takes codes and passkeys from somebody who is locked out, and ends their sessions; the password stays.

    Whoever may do so reaches all their posts. Raises Trouble: forbidden, missing, conflict (there is none).
    """
    with transaction.atomic():
        person = _wholly(person_id, by, at)
        if not person.second_factor:
            raise conflict("not_enrolled", "此人没有设置两步验证。", "The person has no second factor.")
        second.take_away(person, reason=reason, by=by, at=at)


def retire(person_id: int, *, by: Actor, at: datetime) -> None:
    """Lets a person go: no sign-in, no sessions, no posts from tomorrow on. Raises Trouble: forbidden, missing."""
    with transaction.atomic():
        person, day = _wholly(person_id, by, at), day_of(at)
        lasting.keep(list(Appointment.objects.select_related("body").filter(person=person).exclude(until__lt=day)))
        Person.objects.filter(pk=person.pk).update(active=False)
        Session.objects.filter(person=person).delete()
        Appointment.objects.filter(person=person).exclude(until__lt=day).update(until=day)
        _note("person.retired", _first_body(person), person, by, at)


def _appointed(
    person: Person, body: Body, post: Post, by: Actor, at: datetime, *, instead_of: Appointment | None = None
) -> int:
    if post.post not in POSTS:
        raise invalid("invalid_value", "没有这个岗位。", f"one of {', '.join(POSTS)}", where="post")
    if post.until is not None and post.until < post.since:
        raise invalid("invalid_value", "结束日期早于开始日期。", "It ends before it begins.", where="until")
    if body.closed_on is not None:
        raise conflict("body_closed", "该机关已撤销。", "The body is closed.", where="body_id")
    if post.unit_id is not None and not Unit.objects.filter(pk=post.unit_id, body=body, closed_on=None).exists():
        raise missing(UNIT, where="unit_id")
    same = Appointment.objects.filter(person=person, body=body, post=post.post)
    same = (same.filter(unit_id=post.unit_id) if post.unit_id else same.filter(unit=None)).exclude(until__lt=post.since)
    if (same.filter(since__lte=post.until) if post.until else same).exists():
        raise conflict("held_already", "此人在该期间已任此职。", "The person holds this post in that time already.")
    held = Appointment.objects.create(
        person=person,
        body=body,
        unit_id=post.unit_id,
        post=post.post,
        since=post.since,
        until=post.until,
        substitute_for=instead_of,
    )
    action = "person.substituted" if instead_of else "person.appointed"
    _note(action, body.pk, person, by, at, reason=f"{post.post} {post.since}–{post.until or ''}")
    return held.pk


def _managed(body_id: int, by: Actor) -> Body:
    body = Body.objects.select_for_update(no_key=True).filter(pk=body_id).first()
    if body is None:
        raise missing(BODY, where="body_id")
    if not by.may(RIGHT, body.pk, body.path):
        raise forbidden(RIGHT)
    return body


def _other(person_id: int, by: Actor) -> Person:
    """Somebody else whom the actor may see and who still works here; locked, so that posts are given one by one."""
    person = Person.objects.select_for_update().filter(pk__in=visible(by).values("pk"), pk=person_id).first()
    if person is None:
        raise missing(PERSON, where="person_id")
    if by.kind == "person" and person.pk == by.id:
        raise forbidden(RIGHT, "不能给自己任职、免职或重置密码。", "Nobody arranges this for themselves.")
    if not person.active:
        raise conflict("retired", "此人已离职。", "The person has left.", where="person_id")
    return person


def _held(appointment_id: int, by: Actor) -> Appointment:
    held = Appointment.objects.select_related("body", "person").filter(pk=appointment_id).first()
    if held is None or not by.may("people.read", held.body_id, held.body.path):
        raise missing(APPOINTMENT, where="appointment_id")
    if not by.may(RIGHT, held.body_id, held.body.path):
        raise forbidden(RIGHT)
    if by.kind == "person" and held.person_id == by.id:
        raise forbidden(RIGHT, "不能给自己任职、免职或重置密码。", "Nobody arranges this for themselves.")
    return held


def _wholly(person_id: int, by: Actor, at: datetime) -> Person:
    """Somebody all of whose posts lie within the actor's reach: else a reset would be a way to another body's post."""
    person = _other(person_id, by)
    held = Appointment.objects.filter(person=person).exclude(until__lt=day_of(at)).values_list("body_id", "body__path")
    if not all(by.may(RIGHT, body_id, path) for body_id, path in held):
        raise forbidden(RIGHT)
    if not held and not by.may(RIGHT, *_last_body(person)):
        raise forbidden(RIGHT)
    return person


def _last_body(person: Person) -> tuple[int, str]:
    return person.appointments.order_by("-id").values_list("body_id", "body__path")[0]


def _first_body(person: Person) -> int:
    return person.appointments.order_by("id").values_list("body_id", flat=True)[0]


def _note(action: str, body_id: int, person: Person, by: Actor, at: datetime, *, reason: str = "") -> None:
    record(Deed(action, body_id, "person", str(person.pk), reason), by=by, at=at)
