"""One body by itself: its numbers year by year, what stands against its report, and what is due next."""

from dataclasses import dataclass
from datetime import date

from zhengwu.records.cases import queries as cases
from zhengwu.records.cases.queries import Line as CaseLine
from zhengwu.records.cases.wanted import Wanted
from zhengwu.records.people.actors import Actor
from zhengwu.records.region.counting import NOTHING, REQUEST, Numbers, Period
from zhengwu.records.region.freshness import numbers
from zhengwu.records.region.lines import Line, every, line_of, report_year
from zhengwu.records.reports.checking import Checked, stored
from zhengwu.records.reports.models import AnnualReport

YEARS = 4  # beside each other
URGENT = 8  # cases
LEAST, MOST = 2, 5  # bodies side by side


@dataclass(frozen=True, slots=True)
class Year:
    """The numbers of a body in a year, up to a day."""

    period: Period
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Profile:
    """A body: its line, its years with the asked one last, the findings of its report, its most urgent cases."""

    line: Line
    years: tuple[Year, ...]
    report_year: int
    findings: tuple[Checked, ...]
    urgent: tuple[CaseLine, ...]


def profile(actor: Actor, body_id: int, on: date, today: date) -> Profile:
    """One body as of a day. Raises Trouble (missing) where it is not within reach."""
    line = line_of(actor, body_id, on, today)
    ends = [date(on.year - back, 12, 31) for back in range(YEARS - 1, 0, -1)]
    periods = [*map(Period, ends), Period(on)]
    found = [one.get(body_id, NOTHING) for one in numbers(periods, today)]
    year = report_year(on, today)
    wanted = Wanted(procedure=REQUEST, body_id=body_id, is_open=True)
    urgent = cases.inbox(actor, wanted, limit=URGENT) if on >= today else []
    return Profile(line, tuple(map(Year, periods, found)), year, _findings(body_id, year), tuple(urgent))


def _findings(body_id: int, year: int) -> tuple[Checked, ...]:
    """What was found in the newest version of its report that was checked."""
    rows = AnnualReport.objects.filter(body_id=body_id, year=year).exclude(status="draft").order_by("-version")
    return stored(rows.values_list("findings", flat=True).first() or ())


def beside(actor: Actor, body_ids: tuple[int, ...], on: date, today: date) -> tuple[Line, ...]:
    """Some bodies side by side, in the order in which they are named; those out of reach are left out."""
    known = {one.body_id: one for one in every(actor, on, today)}
    return tuple(known[pk] for pk in dict.fromkeys(body_ids) if pk in known)
