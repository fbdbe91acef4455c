"""The light of a case in a list: late, soon, waiting, calm or closed; derived on the day asked, never stored."""

from dataclasses import dataclass, replace
from datetime import date

from zhengwu.records.cases import queries
from zhengwu.records.cases.queries import Line
from zhengwu.records.cases.wanted import Wanted
from zhengwu.records.people.actors import Actor
from zhengwu.statute.calendar import national

SOON = 3  # working days before the last one
MOST = 1000  # a count beyond it is told as 1001, "more than 1000"
LIGHTS = ("late", "soon", "waiting", "calm", "closed")


@dataclass(frozen=True, slots=True)
class Lights:
    """How many open cases are late, due soon, waiting for somebody else, and calm; each counted to 1001 at most."""

    late: int
    soon: int
    waiting: int
    calm: int


def soon_through(on: date) -> date:
    """The last day that still counts as soon."""
    return national().add_working_days(on, SOON)


def light(line: Line, on: date, soon: date) -> str:
    """The light of one line; `soon` is `soon_through(on)`."""
    if not line.is_open:
        return "closed"
    if line.due_on is None:
        return "waiting" if line.waits_until else "calm"
    return "late" if line.due_on < on else "soon" if line.due_on <= soon else "calm"


def counts(actor: Actor, wanted: Wanted, on: date) -> Lights:
    """How many cases of each light the list has; one statement, which reads no more than 1001 rows of each."""
    soon = soon_through(on)
    lit = (Wanted(late_on=on), Wanted(due_since=on, due_through=soon), Wanted(waiting=True), Wanted(calm_after=soon))
    return Lights(*queries.counts(actor, lit, among=replace(wanted, is_open=True), most=MOST))
