"""The light of a case in a list: late, soon, waiting, calm or closed; derived on the day asked, never stored."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from zhengwu.records.cases.queries import OPEN, Line, Wanted, visible
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
    """How many cases of each light the list has; four statements, none of which reads more than 1001 rows."""
    soon = soon_through(on)
    mine = visible(actor).filter(wanted.condition(), OPEN)
    conditions = (
        Q(sort_on__lt=on, due_on__lt=on),
        Q(sort_on__gte=on, sort_on__lte=soon, due_on__gte=on),
        Q(due_on=None, waits_until__isnull=False),
        Q(sort_on__gt=soon) & (Q(due_on__isnull=False) | Q(waits_until=None)),
    )
    return Lights(*(mine.filter(one).order_by()[: MOST + 1].count() for one in conditions))
