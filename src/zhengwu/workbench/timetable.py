"""The calendar by which the office counts, to look at: a year by months, its named days, adjustments, what moved."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.http import HttpResponse
from markupsafe import Markup

from zhengwu.records.organs import queries as organs
from zhengwu.records.timetable import queries
from zhengwu.records.timetable.queries import FIRST_YEAR, LAST_YEAR, Keeping, NoticeFacts, OverlayFacts, YearFacts
from zhengwu.records.troubles import Words
from zhengwu.statute.calendar import DayKind
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.environment import environment
from zhengwu.ui.forms import Choice
from zhengwu.ui.links import Link
from zhengwu.ui.looks import look_of
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Column, Filter, Paging, Table
from zhengwu.visits import Asked

PAGE = 50
AROUND = (-3, -2, -1, 0, 1)  # the years listed, from this one
MARKS = {
    DayKind.HOLIDAY: "off",
    DayKind.SWAPPED: "on",
    DayKind.OVERLAY_OFF: "closed",
    DayKind.OVERLAY_ON: "extra",
}


@dataclass(frozen=True, slots=True)
class Square:
    """A day in a month: its number, its kind as a class, and the one sign that says so without colour."""

    day: int
    kind: str
    mark: Words
    name: Words


@dataclass(frozen=True, slots=True)
class Month:
    """A month as weeks from Monday to Sunday; nothing where the day belongs to another month."""

    number: int
    weeks: tuple[tuple[Square | None, ...], ...]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """A year as a body counts it, what was entered, and what the reader may enter."""

    year: YearFacts
    grid: Markup
    filters: tuple[Filter, ...]
    named: Table
    years: Table
    overlays: tuple[tuple[OverlayFacts, str, bool], ...]
    notices: tuple[NoticeFacts, ...]
    owed: int | None
    may_enter: bool
    may_adjust: bool


@dataclass(frozen=True, slots=True)
class MovesPage:
    """Due dates that moved with the calendar."""

    table: Table
    paging: Paging


@staff
def calendar(request: Asked) -> HttpResponse:
    """`/desk/calendar`: a year, of this body or nationwide."""
    year = _number(request.GET.get("year", "")) or request.on.year
    body_id = _number(request.GET.get("body", ""))
    facts = queries.year_of(year, body_id)
    overlays = queries.overlays()
    keeping = queries.keeping(request.actor)
    names = organs.names({one.body_id for one in overlays if one.body_id})
    owed = queries.unannounced(request.on)
    page = CalendarPage(
        facts,
        _drawn(look_of(request).lang, facts.version, year, body_id, request.on if request.on.year == year else None),
        _filters(year, body_id, request.on, keeping),
        _named(facts),
        _years(request.on.year, body_id),
        tuple((one, names.get(one.body_id or 0, ""), _may_withdraw(one, keeping)) for one in overlays),
        tuple(queries.notices()),
        owed,
        keeping.nationwide,
        bool(keeping.bodies),
    )
    return show(request, "workbench/calendar.html", page)


@staff
def moves(request: Asked) -> HttpResponse:
    """`/desk/calendar/moves`: which due dates moved, the latest first."""
    after = _number(request.GET.get("after", ""))
    found = queries.moved(request.actor, after=after, limit=PAGE + 1)
    rows = tuple(
        (
            Link(f"/desk/cases/{one.case_id}", same(one.number)),
            one.old_due_on,
            one.new_due_on,
            words("timetable.told_worse") if one.told_worse else None,
            one.at,
            one.by,
        )
        for one in found[:PAGE]
    )
    heads = ("number", "old", "new", "owed", "at", "by")
    table = Table(words("timetable.moves"), tuple(Column(words(f"timetable.column.{one}")) for one in heads), rows)
    following = str(found[PAGE - 1].id) if len(found) > PAGE else ""
    return show(request, "workbench/moves.html", MovesPage(table, Paging(following, after is None, {})))


def calendar_overview(on: date) -> tuple[int, bool]:
    """How many adjustments stand, and whether a year's notice is owed: for the overview of the administration."""
    standing = sum(one.withdrawn_at is None for one in queries.overlays())
    return standing, queries.unannounced(on) is not None


@lru_cache(maxsize=100)
def months_of(version: str, year: int, body_id: int | None, today: date | None) -> tuple[Month, ...]:
    """The twelve months. `version` is that of the calendar, by which a month that was made before is known to hold."""
    days = queries.days_of_year(year, body_id)
    months = []
    for number in range(1, 13):
        mine = [one for one in days if one.on.month == number]
        squares: list[Square | None] = [None] * mine[0].on.weekday()
        for one in mine:
            mark = MARKS.get(one.kind, "")
            kind = mark or ("worked" if one.working else "free")
            said = words(f"timetable.mark.{mark}") if mark else same("")
            shown = f"{kind} day-today" if one.on == today else kind
            squares.append(Square(one.on.day, shown, said, Words(one.name, one.gloss) if mark else same("")))
        squares += [None] * (-len(squares) % 7)
        weeks = tuple(tuple(squares[at : at + 7]) for at in range(0, len(squares), 7))
        months.append(Month(number, weeks))
    return tuple(months)


@lru_cache(maxsize=200)
def _drawn(lang: str, version: str, year: int, body_id: int | None, today: date | None) -> Markup:
    """The months as they are shown: five hundred squares, which need not be put together for every visitor."""
    module = environment(lang).get_template("workbench/months.html").module
    drawn: Markup = module.months(months_of(version, year, body_id, today))  # type: ignore[attr-defined]
    return drawn


def _filters(year: int, body_id: int | None, on: date, keeping: Keeping) -> tuple[Filter, ...]:
    years = range(max(FIRST_YEAR, min(year, on.year) - 10), min(LAST_YEAR, max(year, on.year + 1)) + 1)
    chosen = tuple(Choice(str(one), same(one)) for one in reversed(years))
    found = [Filter("year", words("timetable.year"), chosen, str(year))]
    if keeping.bodies:
        bodies = tuple(Choice(str(one), same(name)) for one, name in keeping.bodies)
        found.append(Filter("body", words("timetable.body"), bodies, str(body_id or "")))
    return tuple(found)


def _named(facts: YearFacts) -> Table:
    rows = tuple(
        (one.on, words(f"timetable.kind.{one.kind.value}"), Words(one.name, one.gloss), one.source)
        for one in facts.days
    )
    heads = ("day", "kind", "name", "source")
    columns = tuple(Column(words(f"timetable.column.{one}")) for one in heads)
    return Table(words("timetable.named", year=facts.year), columns, rows)


def _years(this: int, body_id: int | None) -> Table:
    rows = []
    for year in (this + one for one in AROUND if FIRST_YEAR <= this + one <= LAST_YEAR):
        facts = queries.year_of(year, body_id)
        of = f"&body={body_id}" if body_id else ""
        state = "provisional" if not facts.announced else "verified" if facts.verified else "entered"
        link = Link(f"/desk/calendar?year={year}{of}", same(year))
        rows.append((link, words(f"timetable.state.{state}"), facts.working_days, facts.notice or None))
    heads = ("year", "state", "working_days", "notice")
    columns = tuple(Column(words(f"timetable.column.{one}"), one == "working_days") for one in heads)
    return Table(words("timetable.years"), columns, tuple(rows))


def _may_withdraw(one: OverlayFacts, keeping: Keeping) -> bool:
    if one.withdrawn_at is not None:
        return False
    return keeping.nationwide if one.body_id is None else any(one.body_id == known for known, _ in keeping.bodies)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None
