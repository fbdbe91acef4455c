"""The light of a case: late, promise, soon, waiting, calm or closed; derived on the day asked, never stored.

Late is who is past the last day of the law; promise, who is past the sooner one that the office promised, and in time
by law.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from zhengwu.records.cases import queries
from zhengwu.records.cases.wanted import Wanted
from zhengwu.records.people.actors import Actor
from zhengwu.statute.calendar import national

SOON = 3  # working days before the last one
MOST = 1000  # a count beyond it is told as 1001, "more than 1000"
LIGHTS = ("late", "promise", "soon", "waiting", "calm", "closed")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lights:
    """How many open cases are late, past the promise, due or promised soon, waiting, calm; each to 1001 at most."""

    late: int
    promise: int
    soon: int
    waiting: int
    calm: int


@dataclass(frozen=True, slots=True)
class Days:
    """The days by which a case is judged: of the law, of the promise; whether it is open and waits for somebody."""

    due_on: date | None
    promised_on: date | None
    is_open: bool
    waits: bool


def soon_through(on: date) -> date:
    """The last day that still counts as soon."""
    return national().add_working_days(on, SOON)


def light(one: Days, on: date, soon: date) -> str:
    """The light of a case, the same in a list and on its page; `soon` is `soon_through(on)`."""
    if not one.is_open:
        return "closed"
    if one.due_on is None:
        return "waiting" if one.waits else "calm"
    if one.due_on < on:
        return "late"
    promised = one.promised_on or one.due_on
    return "promise" if promised < on else "soon" if min(promised, one.due_on) <= soon else "calm"


def days_of(line: queries.Line) -> Days:
    """The days of a line."""
    return Days(line.due_on, line.promised_on, line.is_open, line.waits_until is not None)


def near_promise(on: date) -> Wanted:
    """The cases past their promise, or soon so, that are in time by law."""
    return Wanted(promise_through=soon_through(on), due_since=on)


def counts(actor: Actor, wanted: Wanted, on: date) -> Lights:
    """How many cases of each light the list has; one statement, which reads no more than 1001 rows of each."""
    soon = soon_through(on)
    lit = (
        Wanted(late_on=on),
        Wanted(promise_through=on - DAY, due_since=on),
        Wanted(due_since=on, due_through=soon, no_promise_through=on - DAY),
        Wanted(promise_since=on, promise_through=soon, due_since=soon + DAY),
        Wanted(waiting=True),
        Wanted(calm_after=soon, no_promise_through=soon),
    )
    among = replace(wanted, is_open=True)
    late, past, due, promised, waiting, calm = queries.counts(actor, lit, among=among, most=MOST)
    return Lights(late, past, min(due + promised, MOST + 1), waiting, calm)
