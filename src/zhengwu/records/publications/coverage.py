"""Coverage: of each line of a publication list, what is due, what was published, what is late, what never came.

A line carries three days, brought up to date whenever something under it is published or taken down (`settle`): the
latest publication, the end of the latest period that was met, and the last day for what is owed next. So the state of
every line of many bodies is one short statement, whatever has been published.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from django.db import connection

from zhengwu.records import rows
from zhengwu.records.moments import dated
from zhengwu.records.publications.models import Entry, Publication
from zhengwu.records.publications.visible import PUBLIC
from zhengwu.records.reports.models import AnnualReport
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.statute.disclosure.cadence import Cadence, Due, Out, cadences, due, following, met, owed, period_of

# How a line stands: something owed is past its day, and nothing ever came of it; past its day; due within `SOON` days;
# in order; nothing owed and nothing published yet.
State = Literal["never", "late", "soon", "met", "open"]
STATES: tuple[State, ...] = ("never", "late", "soon", "met", "open")
SOON = timedelta(days=14)
LOOKED = 60  # publications of a line that decide which period was met last
PAST = 400  # publications of a line that its history shows

TOTALS = """
SELECT e.body_id, COUNT(*),
       SUM(CASE WHEN e.owed_on < %s AND e.latest_on IS NULL THEN 1 ELSE 0 END),
       SUM(CASE WHEN e.owed_on < %s AND e.latest_on IS NOT NULL THEN 1 ELSE 0 END),
       SUM(CASE WHEN e.owed_on >= %s AND e.owed_on <= %s THEN 1 ELSE 0 END),
       SUM(CASE WHEN (e.owed_on IS NULL OR e.owed_on > %s) AND e.latest_on IS NOT NULL THEN 1 ELSE 0 END),
       MIN(e.owed_on)
FROM publications_entry e
WHERE e.body_id IN ({bodies}) AND e.line_id IS NULL AND (e.until IS NULL OR e.until >= %s) GROUP BY e.body_id
"""
DRAFTS = """
SELECT p.body_id, COUNT(*) FROM publications_publication p
WHERE p.body_id IN ({bodies}) AND p.status = 'draft' AND p.due_on IS NOT NULL AND p.due_on < %s GROUP BY p.body_id
"""


@dataclass(frozen=True, slots=True)
class Totals:
    """How the lines of a body stand on a day, each in exactly one of five states; and drafts past their day.

    `oldest` is the day since which the longest-owed line is owed; None where nothing is.
    """

    body_id: int
    lines: int = 0
    never: int = 0
    late: int = 0
    soon: int = 0
    met: int = 0
    drafts_late: int = 0
    oldest: date | None = None

    @property
    def open(self) -> int:
        """Lines under which nothing is owed and nothing was published yet."""
        return self.lines - self.never - self.late - self.soon - self.met

    @property
    def overdue(self) -> int:
        """Lines that owe something past its day, whether or not something came before."""
        return self.never + self.late


def totals(body_ids: Sequence[int], on: date) -> dict[int, Totals]:
    """How the lists of these bodies stand, every one of them in the answer. Two statements, however much there is."""
    asked = list(dict.fromkeys(body_ids))
    if not asked:
        return {}
    places = ", ".join(["%s"] * len(asked))
    soon = on + SOON
    with connection.cursor() as cursor:
        cursor.execute(TOTALS.format(bodies=places), [on, on, on, soon, soon, *asked, on])
        counted = {row[0]: row[1:] for row in cursor.fetchall()}
        cursor.execute(DRAFTS.format(bodies=places), [*asked, on])
        drafts = dict(cursor.fetchall())
    return {pk: _totals(pk, counted.get(pk), drafts.get(pk, 0), on) for pk in asked}


def _totals(body_id: int, row: tuple[Any, ...] | None, drafts: int, on: date) -> Totals:
    if row is None:
        return Totals(body_id, drafts_late=drafts)
    lines, never, late, soon, done, first = row
    oldest = dated(first) if first else None
    return Totals(body_id, lines, never, late, soon, done, drafts, oldest if oldest and oldest < on else None)


def state_of(latest_on: date | None, owed_on: date | None, on: date) -> State:
    """How a line stands on a day."""
    if owed_on is not None and owed_on < on:
        return "late" if latest_on else "never"
    if owed_on is not None and owed_on <= on + SOON:
        return "soon"
    return "met" if latest_on else "open"


def settle(entry_ids: Iterable[int | None]) -> None:
    """Brings lines up to date with what was published under them, in the caller's transaction."""
    wanted = sorted({one for one in entry_ids if one is not None})
    for row in Entry.objects.filter(pk__in=wanted, line=None).order_by("id"):
        was = row.__dict__.copy()
        _settled(row, outs(row, LOOKED))
        rows.write(row, was)


def _settled(row: Entry, found: Sequence[Out]) -> None:
    cadence = cadences()[row.cadence]
    row.latest_on = max((one.published_on for one in found), default=None)
    row.met_to = max((one.last for one in met(cadence, row.since, found)), default=None)
    row.owed_on = owed_on(row, cadence)


def owed_on(row: Entry, cadence: Cadence) -> date | None:
    """The last day for what the line owes next; None where nothing is owed."""
    found = owes(row, cadence)
    return found.on if found else None


def owes(row: Entry, cadence: Cadence) -> Due | None:
    """What the line owes next, with its reason: after the latest period that was met, not before the line holds."""
    if cadence.every == "event" or (cadence.every == "once" and row.met_to is not None):
        return None
    calendar = calendar_of(row.body_id)
    if cadence.every == "once":
        return due(cadence, row.since, row.within, calendar)
    first = period_of(cadence.every, row.since)
    period = following(cadence.every, row.met_to) if row.met_to is not None and row.met_to >= first.last else first
    return owed(cadence, period, row.within, calendar) if row.until is None or period.last <= row.until else None


def outs(row: Entry, most: int) -> list[Out]:
    """What was published under a line and is public now, the latest first."""
    if cadences()[row.cadence].fixed in ("department", "government"):
        reports = AnnualReport.objects.filter(body_id=row.body_id, published_on__isnull=False).order_by("-year", "id")
        signed = reports.values_list("id", "year", "published_on")[:most]
        return [Out(pk, f"{year}年度", day, day) for pk, year, day in signed if day is not None]
    found = Publication.objects.filter(entry_id=row.pk, status=PUBLIC, published_on__isnull=False)
    ordered = found.order_by("-published_on", "-id").values_list("id", "title", "made_on", "published_on")
    return [Out(pk, title, made, out) for pk, title, made, out in ordered[:most] if out is not None]


def refresh(on: date) -> int:
    """Counts the days anew of what falls due soon, since the calendar may have moved; and looks at annual reports.

    Returns how many lines have another day now. Once a day, by the timer.
    """
    changed = 0
    near = Entry.objects.filter(line=None, owed_on__gte=on - SOON, owed_on__lte=on + 90 * timedelta(days=1))
    fixed = [key for key, one in cadences().items() if one.fixed in ("department", "government")]
    for row in (near | Entry.objects.filter(line=None, until=None, cadence__in=fixed)).order_by("id"):
        was = row.__dict__.copy()
        if row.cadence in fixed:
            _settled(row, outs(row, LOOKED))
        else:
            row.owed_on = owed_on(row, cadences()[row.cadence])
        changed += row.owed_on != was["owed_on"]
        rows.write(row, was)
    return changed
