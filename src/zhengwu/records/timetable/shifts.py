"""What a change of the calendar does to open cases: which of their days move, from when to when.

A step that was lawful stays lawful: the case is replayed as it is on file; its clocks are counted by the new calendar.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from django.db.models import Q

from zhengwu.records.cases import filing
from zhengwu.records.cases.models import Case, Event
from zhengwu.records.cases.queries import OPEN
from zhengwu.records.organs.promised import Promised, promises
from zhengwu.records.timetable.facts import Facts
from zhengwu.statute.calendar import Calendar, changes
from zhengwu.statute.calendar.model import LAST
from zhengwu.statute.procedures import lawful, procedure
from zhengwu.statute.procedures import model as statute

BATCH = 200


@dataclass(frozen=True, slots=True)
class Shift:
    """A day of a case that moves. `old` and `new` are None where there is no day. `ours`: the time is the office's."""

    case_id: int
    number: str
    body_id: int
    clock: str
    old: date | None
    new: date | None
    told_worse: bool
    ours: bool = True

    def turn(self, on: date) -> Literal["late", "saved", ""]:
        """What the move makes of the case on that day: late now, no longer late, or neither."""
        was, now = (day is not None and day < on for day in (self.old, self.new))
        return "" if not self.ours or was == now else "late" if now else "saved"


@dataclass(frozen=True, slots=True)
class Recount:
    """A case counted anew: its row with the columns set, the days that moved, whether anything changed at all.

    `broken`: its events do not follow from one another, so nothing could be counted; see `zhengwu verify`.
    """

    row: Case
    shifts: tuple[Shift, ...]
    changed: bool
    broken: bool = False


def first_change(before: Calendar, after: Calendar, years: Iterable[int] = ()) -> date | None:
    """The first day from which periods may end elsewhere or stop being provisional; None where nothing changes.

    `years` are those of which a notice came or went.
    """
    found = [date(year, 1, 1) for year in years if before.is_announced(year) != after.is_announced(year)]
    moved = changes(before, after, LAST)
    return min([*found, *(day.on for day in moved[:1])], default=None)


def touched(since: date) -> Q:
    """Open cases of which a clock ends on or after that day, or has no end at present."""
    return OPEN & (Q(sort_on__gte=since) | Q(waits_until__gte=since))


def recounted(rows: Sequence[Case], after: Facts) -> Iterator[Recount]:
    """Each of the rows, whose bodies are at hand, counted by the new facts; one whose file is broken is only named."""
    events, promised = _events([row.pk for row in rows]), promises()
    for row in rows:
        filed, new = events.get(row.pk, ()), after.calendar(row.body.path, row.body.region)
        try:
            case = filing.replayed(row.procedure, filed, new)
        except filing.BrokenFile:
            yield Recount(row, (), changed=False, broken=True)
            continue
        yield _recount(row, filed, case, new, promised.get((row.body_id, row.procedure), ()))


def _events(case_ids: Sequence[int]) -> Mapping[int, tuple[filing.Filed, ...]]:
    rows = Event.objects.filter(case_id__in=case_ids).order_by("case_id", "number")
    listed = rows.values_list("case_id", *filing.COLUMNS)
    return {
        case_id: filing.marked(filing.Filed(*row[1:]) for row in group)
        for case_id, group in groupby(listed, key=lambda row: row[0])
    }


def _recount(
    row: Case, filed: Sequence[filing.Filed], case: statute.Case, new: Calendar, promised: Sequence[Promised]
) -> Recount:
    rules = procedure(row.procedure)
    old_days = (row.due_on, row.waits_until)
    old_rest = (row.earliest_on, row.provisional, row.promised_on)
    filing.write_cache(row, case, new, promised)
    told = any(_written(rules, one) for one in filed if not one.struck)
    due, waits = lawful.duties(rules, case, new)
    shifts = []
    for clock, was, now, worse in (
        (due.running.clock if due else rules.main, old_days[0], row.due_on, _later),
        (waits.running.clock if waits else "", old_days[1], row.waits_until, _earlier),
    ):
        if was != now:
            told_worse = told and worse(was, now)
            shifts.append(Shift(row.pk, row.number, row.body_id, clock, was, now, told_worse, worse is _later))
    changed = bool(shifts) or old_rest != (row.earliest_on, row.provisional, row.promised_on)
    return Recount(row, tuple(shifts), changed)


def _written(rules: statute.Procedure, filed: filing.Filed) -> bool:
    step = rules.step(filed.key)
    return step is not None and bool(step.notices)


def _later(was: date | None, now: date | None) -> bool:
    """The office answers later than was told."""
    return was is not None and now is not None and now > was


def _earlier(was: date | None, now: date | None) -> bool:
    """The other side has less time than was told."""
    return was is not None and now is not None and now < was
