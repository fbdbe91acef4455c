"""What the passing of time does to cases: periods of others that ran out, last days that come near or have passed.

A third party's silence has its consequence by law (条例第三十二条、第三十四条), so clockwork records it. That an
applicant did not correct or pay ends a request, so that is put before an officer to sign, never done by clockwork.
Reminders go out once a day and case. Every case is its own transaction: one that fails leaves the others done.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from zhengwu.records.cases import actions, filing
from zhengwu.records.cases.models import Case
from zhengwu.records.notices import telling
from zhengwu.records.outbox.actions import put
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import Trouble
from zhengwu.statute.calendar import national
from zhengwu.statute.procedures import Due, Event, due, procedure, standing
from zhengwu.statute.procedures.model import Case as Told
from zhengwu.statute.procedures.model import Duty

PAGE = 500
SOON = 3  # working days before the last one
SIGN_OFF, DUE_SOON, LATE = "case.sign_off", "case.due_soon", "case.late"


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: opinions recorded as lapsed, cases put before an officer, reminders, and what failed."""

    lapsed: int = 0
    to_sign: int = 0
    due_soon: int = 0
    late: int = 0
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunOut:
    """A period of another side that has run out: the step that follows, its party, whether clockwork takes it."""

    step: str
    party: str
    due: Due
    by_clockwork: bool


def run(*, on: date, at: datetime) -> Round:
    """One round over every open case for which time matters on this day."""
    lapsed, to_sign, failed = 0, 0, []
    for row in _paged(Case.objects.filter(is_open=True, waits_until__lt=on)):
        try:
            done, asked = _after_run_out(row, on, at)
        except (Trouble, filing.BrokenFile) as trouble:
            failed.append(f"{row.number}: {trouble}")
            continue
        lapsed, to_sign = lapsed + done, to_sign + asked
    soon, late = 0, 0
    for row in _paged(Case.objects.filter(is_open=True, due_on__lte=national().add_working_days(on, SOON))):
        try:
            kind = _reminded(row, on, at)
        except (Trouble, filing.BrokenFile) as trouble:
            failed.append(f"{row.number}: {trouble}")
            continue
        soon, late = soon + (kind == DUE_SOON), late + (kind == LATE)
    return Round(lapsed, to_sign, soon, late, tuple(failed))


def run_out(row: Case, on: date) -> tuple[RunOut, ...]:
    """The periods of others that had run out before this day."""
    calendar, rules = calendar_of(row.body_id), procedure(row.procedure)
    case = _told(row)
    found = []
    for running in case.clocks:
        clock = rules.clock(running.clock)
        if running.stopped_on or not clock.lapse or clock.duty is Duty.OFFICE:
            continue
        end = due(case, running, calendar)
        if end.on is not None and end.on < on:
            step = rules.step(clock.lapse)
            automatic = clock.duty is Duty.THIRD_PARTY and step is not None and "system" in step.who
            found.append(RunOut(clock.lapse, running.party, end, automatic))
    return tuple(found)


def _told(row: Case) -> Told:
    return filing.replayed(row.procedure, filing.read(row.pk), calendar_of(row.body_id))


def _after_run_out(row: Case, on: date, at: datetime) -> tuple[int, int]:
    """Records each lapse that is clockwork's, asks an officer for the others. Returns how many of each."""
    lapsed = asked = 0
    for one in run_out(row, on):
        if one.by_clockwork:
            says = {"party": one.party} if one.party else {}
            actions.take(row.pk, Event(one.step, on, says=says), by=CLOCKWORK, at=at)
            lapsed += 1
        else:
            key = f"sign-off:{row.pk}:{one.step}:{one.due.on}"
            asked += _put(row, SIGN_OFF, key, at, step=one.step, ran_out_on=str(one.due.on))
    return lapsed, asked


def _reminded(row: Case, on: date, at: datetime) -> str:
    """Reminds of a last day, unless the duty is done; returns the kind, or nothing where it was said today."""
    now = standing(procedure(row.procedure), _told(row), on, calendar_of(row.body_id))
    if now.due is None or now.due.on is None or now.due.running.stopped_on is not None:
        return ""
    kind = LATE if now.late else DUE_SOON
    said = _put(row, kind, f"{kind}:{row.pk}:{on}", at, due_on=str(now.due.on), days_left=now.days_left)
    return kind if said else ""


def _put(row: Case, kind: str, dedupe: str, at: datetime, **more: object) -> bool:
    told = {"case": row.pk, "number": row.number, "unit": row.unit_id, "handler": row.handler_id, "state": row.state}
    with transaction.atomic():
        said = put(kind, {**told, **more}, due_at=at, body_id=row.body_id, dedupe=dedupe)
        if said:
            telling.timed(row, kind.removeprefix("case."), at)
        return said


def _paged(found: "QuerySet[Case]") -> Iterator[Case]:
    after = 0
    while page := list(found.filter(pk__gt=after).order_by("pk")[:PAGE]):
        yield from page
        after = page[-1].pk
