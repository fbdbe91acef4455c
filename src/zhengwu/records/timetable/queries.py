"""Which calendar holds for a body, what was entered, and which due dates moved.

A process keeps the calendars it has made. It looks at the edition on file at most once a second, and makes them anew
when that was marked since: so every process counts by a new notice within a second of its commit. What was counted by
the older calendar in that second is put right by `actions.settle`, which the change puts into the outbox.
"""

import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from zhengwu.records.cases.queries import visible
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within
from zhengwu.records.timetable import models
from zhengwu.records.timetable.facts import Facts, on_file
from zhengwu.records.troubles import Words, invalid, missing
from zhengwu.statute.calendar import Calendar, Day, DayKind, national

FRESH = 1.0  # seconds for which the edition on file is not looked at again
AHEAD = timedelta(days=60)
FIRST_YEAR, LAST_YEAR = 2007, 2060


@dataclass(frozen=True, slots=True)
class _Known:
    """What this process knows: the edition's mark, when it was looked at, its facts, and the calendars of bodies."""

    mark: str
    looked: float
    facts: Facts
    bodies: dict[int, Calendar] = field(default_factory=dict)


class _Process:
    """The one thing that a process remembers; replaced whole, so that threads see the old one or the new one."""

    known: _Known | None = None


def calendar_of(body_id: int) -> Calendar:
    """The calendar by which the body counts. No statement but once a second, and one more for a body then."""
    known = _Process.known
    if known is None or time.monotonic() - known.looked > FRESH:
        known = _Process.known = _looked(known)
    found = known.bodies.get(body_id)
    if found is None:
        found = known.bodies[body_id] = _of_body(known.facts, body_id)
    return found


def forget() -> None:
    """Makes this process look at the edition on file the next time it is asked."""
    _Process.known = None


def _looked(known: _Known | None) -> _Known:
    looked = time.monotonic()
    mark = models.Edition.objects.filter(pk=1).values_list("mark", flat=True).first() or ""
    if known is not None and known.mark == mark:
        return _Known(mark, looked, known.facts)
    return _Known(mark, looked, on_file() if mark else Facts())


def _of_body(facts: Facts, body_id: int) -> Calendar:
    if not facts.laid:
        return facts.calendar("", "")
    row = Body.objects.filter(pk=body_id).values_list("path", "region").first()
    return facts.calendar(*row) if row else facts.calendar("", "")


def unannounced(on: date) -> int | None:
    """The year without a notice that the days up to 60 ahead of `on` reach into: somebody has to enter it."""
    year = (on + AHEAD).year
    announced = (
        national().is_announced(year) or models.YearNotice.objects.filter(year=year, superseded_at=None).exists()
    )
    return None if announced else year


@dataclass(frozen=True, slots=True)
class YearFacts:
    """A year as a body counts it. `days` are those whose kind is not simply that of their weekday.

    `verified`: its plan was compared with a published text; `note` is what else is to be known of the plan.
    """

    year: int
    announced: bool
    notice: str
    title: str
    working_days: int
    version: str
    days: tuple[Day, ...]
    verified: bool = False
    note: str = ""


def year_of(year: int, body_id: int | None = None) -> YearFacts:
    """The calendar of a year: of a body, or nationwide without one. Raises Trouble (invalid, missing)."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        zh, en = f"工作日历只有{FIRST_YEAR}至{LAST_YEAR}年。", f"The calendar has {FIRST_YEAR} to {LAST_YEAR} only."
        raise invalid("outside_calendar", zh, en, where="year")
    return _year(asked_calendar(body_id), year)


def days_of_year(year: int, body_id: int | None = None) -> tuple[Day, ...]:
    """Every day of a year of the calendar, in order. Raises Trouble (missing)."""
    return _days(asked_calendar(body_id), year)


@lru_cache(maxsize=200)
def _days(calendar: Calendar, year: int) -> tuple[Day, ...]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return tuple(calendar.day(first + timedelta(days=n)) for n in range((last - first).days + 1))


@lru_cache(maxsize=200)
def _year(calendar: Calendar, year: int) -> YearFacts:
    all_days = _days(calendar, year)
    plan, plain = calendar.plan(year), (DayKind.WORKDAY, DayKind.WEEKEND)
    return YearFacts(
        year,
        calendar.is_announced(year),
        plan.notice if plan else "",
        plan.title if plan else "",
        sum(day.working for day in all_days),
        calendar.version,
        tuple(day for day in all_days if day.kind not in plain),
        plan is not None and plan.verified,
        plan.note if plan else "",
    )


def asked_calendar(body_id: int | None) -> Calendar:
    """The calendar of a body that somebody names; nationwide where nobody is named. Raises Trouble (missing)."""
    if body_id is not None and not Body.objects.filter(pk=body_id, closed_on=None).exists():
        raise missing(Words("这个机关", "body"), where="body_id")
    return calendar_of(body_id or 0)


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice as it was entered."""

    id: int
    year: int
    notice: str
    by: str
    at: datetime
    superseded_at: datetime | None


@dataclass(frozen=True, slots=True)
class OverlayFacts:
    """An overlay as it was entered."""

    id: int
    first: date
    last: date
    working: bool
    reason: str
    document: str
    emergency: bool
    region: str
    body_id: int | None
    by: str
    at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """A due date of a case that moved."""

    id: int
    clock: str
    old_due_on: date | None
    new_due_on: date | None
    old_version: str
    new_version: str
    at: datetime
    by: str
    told_worse: bool


def notices() -> list[NoticeFacts]:
    """Every notice entered here, the latest first; public, as the notices are."""
    rows = models.YearNotice.objects.order_by("-id").values_list(*NoticeFacts.__slots__)
    return [NoticeFacts(*row) for row in rows[:200]]


def overlays() -> list[OverlayFacts]:
    """Every overlay entered here, the latest first; public, as the documents are."""
    rows = models.Overlay.objects.order_by("-id").values_list(*OverlayFacts.__slots__)
    return [OverlayFacts(*row) for row in rows[:200]]


def moves(actor: Actor, case_id: int) -> list[MoveFacts]:
    """How the due dates of a case moved with the calendar. Raises Trouble (missing) for a case not to be seen."""
    if not visible(actor).filter(pk=case_id).exists():
        raise missing(Words("这一件", "case"), where="case_id")
    rows = models.Move.objects.filter(case_id=case_id).order_by("id").values_list(*MoveFacts.__slots__)
    return [MoveFacts(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class MovedFacts:
    """A due date that moved, with the case whose it is."""

    id: int
    case_id: int
    number: str
    old_due_on: date | None
    new_due_on: date | None
    at: datetime
    by: str
    told_worse: bool


def moved(actor: Actor, *, after: int | None, limit: int) -> list[MovedFacts]:
    """The due dates that moved with the calendar, of cases that the actor may see; the latest first, by its id."""
    rows = models.Move.objects.filter(case__in=visible(actor)).order_by("-id")
    if after is not None:
        rows = rows.filter(id__lt=after)
    names = ("id", "case_id", "case__number", "old_due_on", "new_due_on", "at", "by", "told_worse")
    return [MovedFacts(*row) for row in rows.values_list(*names)[:limit]]


def overlay_of(overlay_id: int) -> OverlayFacts:
    """One overlay; public, as its document is. Raises Trouble (missing)."""
    row = models.Overlay.objects.filter(pk=overlay_id).values_list(*OverlayFacts.__slots__).first()
    if row is None:
        raise missing(Words("这项调整", "overlay"), where="overlay_id")
    return OverlayFacts(*row)


@dataclass(frozen=True, slots=True)
class Keeping:
    """For whom somebody keeps the calendar: for everybody, and for which open bodies, by id and name."""

    nationwide: bool
    bodies: tuple[tuple[int, str], ...]


def keeping(actor: Actor) -> Keeping:
    """What the actor may adjust; nothing where the actor keeps no calendar. One statement."""
    reach = actor.reach("calendar.manage")
    top = reach.everything or any(path.count(".") == 1 for path in reach.paths)
    if not reach:
        return Keeping(False, ())
    rows = Body.objects.filter(within(reach, body="", unit=None), closed_on=None).order_by("path")
    return Keeping(top, tuple(rows.values_list("id", "name")))
