"""Handing all open cases of one person over to another: each by the step that the law has for it, 交办.

Whoever does it needs the post that the step asks for; an administrator, who sees no case, learns only how many there
are. Every case is a transaction of its own: what one refuses does not keep the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zhengwu.records.cases import actions
from zhengwu.records.cases.queries import OPEN, posts_over, visible
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.models import Appointment
from zhengwu.records.staffing.asking import rows
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.procedures import Event, engine, procedure
from zhengwu.statute.procedures import model as statute

STEP = "assigned"
AT_ONCE = 100  # cases at one time; those left over are handed over the next time
HELD = """
SELECT COUNT(*) FROM (SELECT 1 FROM cases_case WHERE handler_id = %s AND sort_on < '9999-12-31' LIMIT 1001) few
"""


@dataclass(frozen=True, slots=True)
class Handing:
    """An open case of the person: whether it may be handed over by who asks; if not, why."""

    id: int
    number: str
    title: str
    procedure: str
    body_id: int
    due_on: date | None
    state: str
    refused: Words | None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many cases went over, and which did not, with the reason."""

    done: int
    kept: tuple[Handing, ...] = ()


def held_by(person_id: int) -> int:
    """How many open cases a person handles, told to 1001: a number only, good for who sees no case. One statement."""
    return int(rows(HELD, [person_id])[0][0])


def to_hand_over(by: Actor, person_id: int) -> list[Handing]:
    """The first hundred open cases of a person that the actor may see, the most urgent first. One statement."""
    found = visible(by).filter(OPEN, handler_id=person_id).order_by("sort_on", "id")
    columns = ("id", "number", "title", "procedure", "body_id", "due_on", "state")
    return [
        Handing(*[*row, _refused(by, row[3], row[6], posts_over(by, row[4], unit_id))])
        for *row, unit_id in found.values_list(*columns, "unit_id")[:AT_ONCE]
    ]


def hand_over(by: Actor, case_ids: Sequence[int], *, to: int, note: str, at: datetime, person_id: int) -> HandedOver:
    """Gives the named open cases of `person_id` to the person `to`, each by its own step and transaction.

    A case goes to the unit in which `to` holds the post of handler, where they hold it in one unit of its body.
    """
    wanted = set(case_ids)
    done, kept = 0, []
    for one in [one for one in to_hand_over(by, person_id) if one.id in wanted]:
        says = {"handler": str(to), "note": note, "unit": _unit(to, one.body_id, day_of(at))}
        event = Event(STEP, day_of(at), says={key: value for key, value in says.items() if value})
        try:
            actions.take(one.id, event, by=by, at=at)
            done += 1
        except Trouble as trouble:
            kept.append(_kept(one, trouble))
    return HandedOver(done, tuple(kept))


def _kept(one: Handing, trouble: Trouble) -> Handing:
    return Handing(one.id, one.number, one.title, one.procedure, one.body_id, one.due_on, one.state, trouble.message)


def _refused(by: Actor, key: str, state: str, posts: frozenset[str]) -> Words | None:
    """Why the case may not be handed over from its state by these posts; its other facts do not matter to the step."""
    rules = procedure(key)
    step = rules.step(STEP)
    if step is None:
        return Words("这种程序没有交办这一步", "this procedure has no such step")
    post = next((post for post in step.who if post in posts), "nobody")
    found = engine.may(rules, statute.Case(key, state), step, post)
    return Words(found.reason.zh, found.reason.en) if found else None


def _unit(person_id: int, body_id: int, on: date) -> str:
    held = Appointment.objects.filter(person_id=person_id, body_id=body_id, post="handler", since__lte=on)
    units = set(held.exclude(until__lt=on).values_list("unit_id", flat=True))
    return str(units.pop()) if len(units) == 1 and None not in units else ""


def receivers(by: Actor, body_ids: set[int], person_id: int, on: date) -> list[tuple[int, str]]:
    """Who may take the cases over: handlers and heads of all these bodies but the person. One statement."""
    held = Appointment.objects.filter(
        body_id__in=[one for one in body_ids if by.posts_in(one)], post__in=("handler", "head"), person__active=True,
        since__lte=on,
    ).exclude(until__lt=on).exclude(person_id=person_id)  # fmt: skip
    found: dict[int, tuple[str, set[int]]] = {}
    for other, name, body_id in held.order_by("person__name", "id").values_list("person_id", "person__name", "body_id"):
        found.setdefault(other, (name, set()))[1].add(body_id)
    return [(other, name) for other, (name, bodies) in found.items() if bodies >= body_ids]
