"""The working-day calendar: any year of it, due dates with their reasons, notices and overlays, and what they moved."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Path, Query, Router
from pydantic import Field, StringConstraints

from zhengwu.api.answers import answer, told
from zhengwu.api.asking import ANYBODY
from zhengwu.api.once import once
from zhengwu.api.shapes import LARGEST, Day, Id, Line, Optional, PathId, Said, YesNo
from zhengwu.records.cases.actions import known
from zhengwu.records.timetable import actions, queries
from zhengwu.records.timetable.actions import NewOverlay
from zhengwu.records.timetable.queries import MoveFacts, NoticeFacts, OverlayFacts, YearFacts
from zhengwu.records.troubles import Trouble, Words, invalid
from zhengwu.statute.calendar import Calendar, CalendarError, Unit, explained
from zhengwu.statute.procedures import Case, Event, Procedure, Refused, begin, event_from, explain, take
from zhengwu.statute.procedures.fields import shown
from zhengwu.visits import Asked

router = Router()
MOST_SHOWN = 500  # shifts in one answer
Length = Annotated[int | None, Query(ge=0, le=20_000)]
Since = Annotated[str, Query(alias="from", max_length=10, description="the day of the event, 2026-09-24")]
Body = Annotated[int | None, Query(ge=1, le=LARGEST, description="the body whose calendar counts; nationwide without")]
Plan = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=100_000)]


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of the explanation of a due date, with its law. `days` are those it counts or leaves out."""

    kind: str
    zh: str
    en: str
    basis: str
    since: date | None
    until: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A due date with its reasons. No date while the period stands still; `provisional` says that it may move."""

    due_on: date | None
    provisional: bool
    explanation: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ClockDeadline:
    """One clock of a case. `duty` says whose time it is."""

    clock: str
    party: str
    duty: str
    due_on: date | None
    earliest: date | None
    provisional: bool
    stopped_on: date | None
    explanation: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class CaseDeadline:
    """What a list of events leads to: the stage, the main clock's due date, and every clock."""

    due_on: date | None
    provisional: bool
    explanation: tuple[Reason, ...]
    state: str
    clocks: tuple[ClockDeadline, ...]


class Happened(Said):
    """What has happened in a case that need not be on file: events as `/procedures` names them, oldest first."""

    procedure: Annotated[str, StringConstraints(strict=True, max_length=40)]
    events: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=1000)]
    body_id: Id | None = None


class PlanSaid(Said):
    """The holiday plan of a year as a file: CSV, JSON or TOML. What they hold, the guide to the calendar says."""

    plan: Plan
    kind: Literal["csv", "json", "toml"]
    notice: Annotated[str, StringConstraints(strict=True, max_length=100)] = ""


class OverlaySaid(Said):
    """Days that a document makes free (`working` false) or working: of a body, of a region, or nationwide."""

    first: Day
    last: Day
    working: YesNo
    reason: Line
    document: Line
    emergency: YesNo = False
    region: Optional = ""
    body_id: Id | None = None


@dataclass(frozen=True, slots=True)
class ShiftSaid:
    """A due date that moves. `told_worse`: the other side was told a better day in writing and is owed a notice."""

    case_id: int
    number: str
    clock: str
    old: date | None
    new: date | None
    told_worse: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does: how many open cases were counted anew, how many days move, the first of them.

    `broken` are cases whose file could not be replayed; their days stay as they were.
    """

    looked_at: int
    moved: int
    shifts: tuple[ShiftSaid, ...]
    broken: tuple[str, ...]


@router.get("/calendar/{year}", auth=ANYBODY, response=told(YearFacts))
def year_of(request: Asked, year: Annotated[int, Path(ge=1, le=9999)], body_id: Body = None) -> HttpResponse:
    """A year: whether its notice is known, and every day that is not simply what its weekday says."""
    return answer(queries.year_of(year, body_id))


@router.get("/deadlines", auth=ANYBODY, response=told(Deadline))
def deadline(
    request: Asked,
    since: Since,
    working_days: Length = None,
    calendar_days: Length = None,
    months: Length = None,
    body_id: Body = None,
) -> HttpResponse:
    """The last day of a period that begins the day after `from`, and why. Name one length."""
    lengths = {Unit.WORKING_DAYS: working_days, Unit.CALENDAR_DAYS: calendar_days, Unit.MONTHS: months}
    given = [(length, unit) for unit, length in lengths.items() if length is not None]
    if len(given) != 1:
        zh, en = "请填写 working_days、calendar_days、months 之一。", "Give one of working_days, calendar_days, months."
        raise invalid("one_of_three", zh, en, where="working_days")
    try:
        start, calendar = date.fromisoformat(since), queries.asked_calendar(body_id)
        end, lines = explained(calendar, start, *given[0])
    except CalendarError as error:
        raise invalid(error.code, error.zh, error.en, where="from") from None
    except ValueError:
        raise invalid("no_date", "日期应写作 2026-09-24。", "Write a day like 2026-09-24.", where="from") from None
    return answer(Deadline(end.on, end.provisional, _reasons(lines)))


@router.post("/deadlines", auth=ANYBODY, response=told(CaseDeadline))
def deadline_of_events(request: Asked, said: Happened) -> HttpResponse:
    """The due dates of a case that is told event by event; nothing is put on file."""
    rules, calendar = known(said.procedure), queries.asked_calendar(said.body_id)
    case = _case(rules, said.events, calendar)
    clocks = []
    for running in case.clocks:
        found, lines = explain(rules, case, running, calendar)
        duty = rules.clock(running.clock).duty.value
        day = (found.on, found.earliest, found.provisional, running.stopped_on)
        clocks.append(ClockDeadline(running.clock, running.party, duty, *day, _reasons(lines)))
    main = next((one for one in clocks if one.clock == rules.main), None)
    head = (main.due_on, main.provisional, main.explanation) if main else (None, False, ())
    return answer(CaseDeadline(*head, case.state, tuple(clocks)))


@router.get("/calendar-notices", auth=ANYBODY, response=told(list[NoticeFacts]))
def notices(request: Asked) -> HttpResponse:
    """The holiday notices entered here, the latest first (at most 200)."""
    return answer(queries.notices())


@router.post("/calendar-notices/preview", response=told(Effect))
def preview_notice(request: Asked, said: PlanSaid) -> HttpResponse:
    """Which due dates would move from when to when; nothing is changed."""
    return answer(_effect(actions.preview_year(said.plan, said.kind, by=request.actor)))


@router.post("/calendar-notices", response=told(Effect, 201))
@once
def enter_notice(request: Asked, said: PlanSaid) -> HttpResponse:
    """Enters the holiday plan of a year; open cases are counted anew, and each move is logged."""
    done = actions.enter_year(said.plan, said.kind, notice=said.notice, by=request.actor, at=request.at)
    return answer(_effect(done), 201)


@router.get("/calendar-overlays", auth=ANYBODY, response=told(list[OverlayFacts]))
def overlays(request: Asked) -> HttpResponse:
    """The overlays entered here, the latest first (at most 200)."""
    return answer(queries.overlays())


@router.post("/calendar-overlays/preview", response=told(Effect))
def preview_overlay(request: Asked, said: OverlaySaid) -> HttpResponse:
    """Which due dates would move from when to when; nothing is changed."""
    return answer(_effect(actions.preview_overlay(NewOverlay(**said.model_dump()), by=request.actor)))


@router.post("/calendar-overlays", response=told(Effect, 201))
@once
def enter_overlay(request: Asked, said: OverlaySaid) -> HttpResponse:
    """Enters days that a document makes free or working."""
    done = actions.overlay(NewOverlay(**said.model_dump()), by=request.actor, at=request.at)
    return answer(_effect(done), 201)


@router.get("/calendar-overlays/{overlay_id}/withdrawal", response=told(Effect))
def preview_withdrawal(request: Asked, overlay_id: PathId) -> HttpResponse:
    """Which due dates would move if the overlay were withdrawn; nothing is changed."""
    return answer(_effect(actions.preview_withdrawal(overlay_id, by=request.actor)))


@router.post("/calendar-overlays/{overlay_id}/withdrawal", response=told(Effect))
@once
def withdraw_overlay(request: Asked, overlay_id: PathId) -> HttpResponse:
    """Withdraws an overlay."""
    return answer(_effect(actions.withdraw_overlay(overlay_id, by=request.actor, at=request.at)))


@router.get("/cases/{case_id}/moves", response=told(list[MoveFacts]))
def moves(request: Asked, case_id: PathId) -> HttpResponse:
    """How the due dates of a case moved with the calendar, the earliest move first."""
    return answer(queries.moves(request.actor, case_id))


def _effect(done: actions.Preview) -> Effect:
    shifts = [
        ShiftSaid(one.case_id, one.number, one.clock, one.old, one.new, one.told_worse)
        for one in done.shifts[:MOST_SHOWN]
    ]
    return Effect(done.looked_at, len(done.shifts), tuple(shifts), done.broken)


def _reasons(lines: Any) -> tuple[Reason, ...]:
    return tuple(Reason(line.kind, line.zh, line.en, line.basis, line.since, line.until, line.days) for line in lines)


def _case(rules: Procedure, entries: list[dict[str, Any]], calendar: Calendar) -> Case:
    case = begin(rules)
    for position, entry in enumerate(entries):
        event = event_from(entry)
        after = event if isinstance(event, Refused) else take(rules, case, event, calendar)
        if isinstance(after, Refused):
            raise _refused(after, position, event)
        case = after
    return case


def _refused(refused: Refused, position: int, event: Event | Refused) -> Trouble:
    key = shown(event.key) if isinstance(event, Event) else ""
    zh = f"第{position + 1}个事项“{key}”不成立：{refused.reason.zh}。"
    en = f"Event {position + 1} “{key}” cannot be: {refused.reason.en}."
    advice = Words(f"依据：{refused.basis}" if refused.basis else "请改正。", refused.basis or "Correct it.")
    return Trouble("invalid", refused.code, Words(zh, en), advice, f"events.{position}.{refused.field}"[:200])
