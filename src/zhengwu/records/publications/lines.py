"""What is asked of publication lists: the lines with how they stand, one with its history, and those to choose from."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from zhengwu.records.cases.filing import as_day, as_moment
from zhengwu.records.organs.models import Body, Unit
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.rights import RIGHTS
from zhengwu.records.publications import coverage
from zhengwu.records.publications.coverage import SOON, State, state_of
from zhengwu.records.publications.entries import LINE, RIGHT
from zhengwu.records.publications.models import Entry
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import missing
from zhengwu.statute.calendar import Calendar
from zhengwu.statute.disclosure.cadence import Cadence, Due, Out, Period, cadences, due, met, owed, periods

READS = "case.read"
EXPORTED = 5000
# How a list is narrowed by state: a condition over the line `e`, and the days that it takes.
BY_STATE: dict[str, str] = {
    "never": "e.owed_on < %(on)s AND e.latest_on IS NULL",
    "late": "e.owed_on < %(on)s AND e.latest_on IS NOT NULL",
    "overdue": "e.owed_on < %(on)s",
    "soon": "e.owed_on >= %(on)s AND e.owed_on <= %(soon)s",
    "met": "(e.owed_on IS NULL OR e.owed_on > %(soon)s) AND e.latest_on IS NOT NULL",
    "open": "(e.owed_on IS NULL OR e.owed_on > %(soon)s) AND e.latest_on IS NULL",
}
# The columns of a list: as they are, days, who and when.
PLAIN = (
    "id", "position", "number", "category", "field", "kind", "group", "title", "content", "basis", "cadence", "within",
    "channels", "audience", "manner", "level", "standard", "unit_id",
)  # fmt: skip
ROOM = len(PLAIN)
STORED = (*PLAIN, "since", "until", "latest_on", "owed_on", "by", "at")
NAMED = (*STORED, "unit")
COLUMNS = ", ".join(f'e."{name}"' for name in STORED)
LISTED = """
SELECT {columns}, COALESCE(u.name, '') FROM publications_entry e LEFT JOIN organs_unit u ON u.id = e.unit_id
WHERE e.body_id = %(body)s AND e.line_id IS NULL AND {narrowed} AND (e.position, e.id) > (%(position)s, %(id)s)
ORDER BY e.position, e.id LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list is narrowed to; `state` is one of BY_STATE, "ended", or empty for all that hold."""

    state: str = ""
    category: str = ""
    field: str = ""
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list as it stands: what it says, what came of it last, and the last day for what is owed next."""

    id: int
    position: int
    number: str
    category: str
    field: str
    kind: str
    group: str
    title: str
    content: str
    basis: str
    cadence: str
    within: int
    channels: tuple[str, ...]
    audience: str
    manner: str
    level: str
    standard: str
    unit_id: int | None
    unit: str
    since: date
    until: date | None
    by: str
    at: datetime
    latest_on: date | None
    owed_on: date | None
    state: State


@dataclass(frozen=True, slots=True)
class Kept:
    """A line as it was before a change: what it said, from when to when, by whom."""

    title: str
    content: str
    cadence: str
    within: int
    since: date
    until: date | None
    by: str


@dataclass(frozen=True, slots=True)
class Owed:
    """A period of a line: the last day for it, and the publication that met it (none: nothing has)."""

    period: Period
    due: Due
    out: Out | None

    def late(self, on: date) -> int:
        """By how many days it came late, or is late by now; 0 in time."""
        return max(((self.out.published_on if self.out else on) - self.due.on).days, 0)


@dataclass(frozen=True, slots=True)
class Whole:
    """A line with everything: of which body, what is owed next and why, period by period, what it said before."""

    line: Line
    body_id: int
    body: str
    path: str
    next: Due | None
    owed: tuple[Owed, ...]
    outs: tuple[Out, ...]
    kept: tuple[Kept, ...]


def reads(actor: Actor, body_id: int, path: str) -> bool:
    """Whether one of the staff may see the list of a body: by any post that sees its cases, or by looking after it."""
    return (
        any(held.body_id == body_id and held.post in RIGHTS[READS] for held in actor.appointments)
        or actor.reach(READS).covers(body_id, path)
        or actor.may(RIGHT, body_id, path)
    )


def listed(
    body_id: int, on: date, narrowed: Narrowed, *, after: tuple[int, int] = (0, 0), limit: int = 50
) -> list[Line]:
    """A page of a body's list in its order, after the place (position, id) where the last one ended. One statement."""
    values: dict[str, Any] = {"body": body_id, "on": on, "soon": on + SOON, "position": after[0], "id": after[1]}
    parts = ["(e.until IS NULL OR e.until >= %(on)s)" if narrowed.state != "ended" else "e.until < %(on)s"]
    if narrowed.state in BY_STATE:
        parts.append(f"({BY_STATE[narrowed.state]})")
    for name, value in (("category", narrowed.category), ("field", narrowed.field), ("unit_id", narrowed.unit_id)):
        if value:
            parts.append(f"e.{name} = %({name})s")
            values[name] = value
    statement = LISTED.format(columns=COLUMNS, narrowed=" AND ".join(parts))
    with connection.cursor() as cursor:
        cursor.execute(statement, {**values, "limit": limit})
        found = cursor.fetchall()
    return [_line(row, on) for row in found]


def _line(row: Sequence[Any], on: date) -> Line:
    """A line of the values that COLUMNS names, and the unit's name."""
    said = [*row[:ROOM], *(as_day(value) for value in row[ROOM:-3]), row[-3], as_moment(row[-2]), row[-1]]
    by_name = dict(zip(NAMED, said, strict=True))
    places = by_name["channels"]
    by_name["channels"] = tuple(json.loads(places) if isinstance(places, str) else places)
    return Line(**by_name, state=state_of(by_name["latest_on"], by_name["owed_on"], on))


def all_of(body_id: int, on: date) -> list[Line]:
    """The lines of a body that hold on a day, in their order, at most 5,000."""
    return listed(body_id, on, Narrowed(), limit=EXPORTED)


def whole(actor: Actor, entry_id: int, on: date) -> Whole:
    """A line with its history. Raises Trouble (missing) for one that is not there or not to be seen."""
    row = Entry.objects.select_related("unit").filter(pk=entry_id, line=None).first()
    body = Body.objects.filter(pk=row.body_id).values_list("name", "path").first() if row else None
    if row is None or body is None or not reads(actor, row.body_id, body[1]):
        raise missing(LINE, where="entry_id")
    cadence = cadences()[row.cadence]
    earlier = list(Entry.objects.filter(line_id=row.pk).order_by("-id"))
    outs = coverage.outs(row, coverage.PAST)
    kept = tuple(Kept(one.title, one.content, one.cadence, one.within, one.since, one.until, one.by) for one in earlier)
    first = min((one.since for one in earlier if one.cadence == row.cadence), default=row.since)
    values = *(getattr(row, name) for name in STORED), row.unit.name if row.unit else ""
    told = tuple(_history(row, cadence, first, outs, on))
    return Whole(_line(values, on), row.body_id, *body, coverage.owes(row, cadence), told, tuple(outs), kept)


def _history(row: Entry, cadence: Cadence, since: date, outs: list[Out], on: date) -> list[Owed]:
    """The periods that are over, and those that something met before; the latest first, a hundred at most."""
    calendar = calendar_of(row.body_id)
    taken = met(cadence, since, outs)
    last = min(on, row.until) if row.until else on
    every = dict.fromkeys((*periods(cadence, since, last), *taken))
    ordered = sorted(every, key=lambda one: one.first, reverse=True)[:100]
    return [Owed(one, _due(row, cadence, one, taken.get(one), calendar), taken.get(one)) for one in ordered]


def _due(row: Entry, cadence: Cadence, period: Period, out: Out | None, calendar: Calendar) -> Due:
    """The last day of a period: counted from the making where the cadence says so and the publication is there."""
    if out is not None and cadence.from_made:
        return due(cadence, out.made_on, row.within, calendar)
    return owed(cadence, period, row.within, calendar)


def choices(body_id: int, on: date) -> list[tuple[int, str, str, str, str]]:
    """The lines that a publication may be put under: id, number, title, category, kind. One statement."""
    found = Entry.objects.filter(body_id=body_id, line=None).exclude(until__lt=on).order_by("position", "id")
    return list(found.values_list("id", "number", "title", "category", "kind")[:EXPORTED])


def proposed(body_id: int, on: date, *, kind: str, category: str, field: str = "") -> int | None:
    """The line under which a publication of this kind, category and field probably belongs; None where none is sure.

    The one of its kind and field, or the only one of its kind, or the only one of its category.
    """
    found = Entry.objects.filter(body_id=body_id, line=None).exclude(until__lt=on)
    every = list(found.values_list("id", "kind", "category", "field"))
    for fits in (
        [pk for pk, of_kind, _, of_field in every if of_kind == kind and kind and of_field == field],
        [pk for pk, of_kind, _, _ in every if of_kind == kind and kind],
        [pk for pk, of_kind, of_category, of_field in every if of_category == category and of_field == field],
    ):
        if len(fits) == 1:
            return fits[0]
    return None


def units_of(body_id: int) -> dict[str, str]:
    """The open units of a body by id as text, for a form. One statement."""
    found = Unit.objects.filter(body_id=body_id, closed_on=None).order_by("id").values_list("id", "name")
    return {str(pk): name for pk, name in found}
