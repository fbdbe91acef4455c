"""Which steps are lawful now, and why the others are not: the one answer that every counter shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zhengwu.statute.calendar import Calendar
from zhengwu.statute.procedures import clocks, engine
from zhengwu.statute.procedures.model import Case, Duty, Event, Procedure, Refused, Scene, Step


@dataclass(frozen=True, slots=True)
class Next:
    """A step, and why it may not be taken: None where it may, as far as can be told before its fields are filled in."""

    step: Step
    refused: Refused | None


def next_steps(
    procedure: Procedure, case: Case, on: date, calendar: Calendar, posts: Iterable[str] | None = None
) -> tuple[Next, ...]:
    """Every step of the procedure on that day, for somebody who holds these posts; without posts, for anybody."""
    held = None if posts is None else frozenset(posts)
    return tuple(Next(step, _why_not(procedure, case, step, on, calendar, held)) for step in procedure.steps)


def _why_not(
    procedure: Procedure, case: Case, step: Step, on: date, calendar: Calendar, posts: frozenset[str] | None
) -> Refused | None:
    refused = engine.may(procedure, case, step)  # most steps are not possible from here, whoever asks
    if refused:
        return refused
    by = "" if posts is None else next((post for post in step.who if post in posts), "nobody")
    refused = engine.may(procedure, case, step, by) or engine.out_of_order(case, step, on)
    if refused or not step.guards:
        return refused
    scene = Scene(procedure, case, Event(step.key, on, by), calendar)
    for guard in step.guards:
        if guard.early and not guard.holds(scene):
            return Refused(guard.code, guard.reason, guard.basis or step.basis, guard.field or "event")
    return None


@dataclass(frozen=True, slots=True)
class Standing:
    """The four facts about a case, kept apart: stage, outcome, clock, lateness. Lateness is derived on the day asked.

    `due` is the main clock, or the most urgent duty of the office where that does not run; `waits` the other side's
    clock that is waited for. `late` is None where there is no last day.
    """

    stage: str
    outcome: str
    due: clocks.Due | None
    waits: clocks.Due | None
    late: bool | None
    days_left: int | None


def standing(procedure: Procedure, case: Case, on: date, calendar: Calendar) -> Standing:
    """Where the case stands on that day."""
    found, waits = duties(procedure, case, calendar)
    stopped = found is not None and found.running.stopped_on is not None
    end = found.on if found else None
    reached = found.running.stopped_on if found and stopped else on
    late = None if end is None or reached is None else reached > end
    left = None
    if end is not None and not stopped:
        left = calendar.working_days_between(on, end) if on <= end else -calendar.working_days_between(end, on)
    return Standing(case.state, outcome_of(procedure, case), found, waits, late, left)


def duties(procedure: Procedure, case: Case, calendar: Calendar) -> tuple[clocks.Due | None, clocks.Due | None]:
    """The clock the office must keep, and the other side's clock it waits for: each the one that ends first."""
    own: list[clocks.Due] = []
    others: list[clocks.Due] = []
    for running in case.clocks:
        clock = procedure.clock(running.clock)
        if clock.key == procedure.main or (clocks.is_running(running) and not clock.optional):
            (own if clock.duty is Duty.OFFICE else others).append(clocks.due(case, running, calendar))
    return _first(own, procedure.main), _first(others, procedure.main)


def _first(dues: list[clocks.Due], main: str) -> clocks.Due | None:
    live = [one for one in dues if clocks.is_running(one.running)]
    at_stake = live or [one for one in dues if one.running.clock == main]
    return min(at_stake, key=lambda one: one.on or date.max, default=None)


def outcome_of(procedure: Procedure, case: Case) -> str:
    """The outcome of the whole case; empty while an item is open."""
    outcomes = tuple(item.outcome for item in case.items)
    if not outcomes or not all(outcomes):
        return ""
    return procedure.combined(outcomes) if procedure.combined else outcomes[0]
