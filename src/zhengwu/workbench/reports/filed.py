"""The office above: who has filed and who is late, year by year; reminding those who are not done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.http import HttpResponse
from markupsafe import Markup

from zhengwu.records.reports import overview, reminding
from zhengwu.records.reports.overview import Line, Only, Tally
from zhengwu.records.reports.territory import Filed
from zhengwu.statute.report.formats import format_for_year
from zhengwu.ui.catalogue import same, text, words
from zhengwu.ui.doors import staff
from zhengwu.ui.environment import environment
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Paging, Tab
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked

PAGE = 30
YEARS = 3  # beside each other
OFFERED = 5  # to choose from
FILTERS: tuple[Only, ...] = ("", "late", "open", "errors")


@dataclass(frozen=True, slots=True)
class State:
    """How far a report is: a light, the word for it, and days where they matter."""

    kind: str
    key: str
    days: int = 0

    def lit(self, lang: str) -> Markup:
        """The light as it is shown: a shape, a word, a colour."""
        return _lit(lang, self.kind, text(lang, f"reporting.state.{self.key}", n=self.days))


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a body: its report's state, and how many errors stand in it (None: not checked)."""

    year: int
    state: State
    errors: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A body with its years, the asked one last; when that one is due, and when it was published."""

    line: Line
    due_on: date
    published_on: date | None
    years: tuple[Year, ...]


@dataclass(frozen=True, slots=True)
class FiledPage:
    """The bodies within reach, with how many have published."""

    year: int
    years: tuple[Tab, ...]
    shown: tuple[int, ...]
    tally: Tally
    only: Only
    filters: tuple[Tab, ...]
    rows: tuple[Row, ...]
    paging: Paging
    may_remind: bool
    many: bool


@lru_cache(maxsize=2_000)
def _lit(lang: str, kind: str, word: str) -> Markup:
    module = environment(lang).get_template("workbench/reports/parts.html").module
    found: Markup = module.lit(kind, word)  # type: ignore[attr-defined]
    return found


@staff
@once
def listing(request: Asked) -> HttpResponse:
    """The list of one year beside the years before it. A POST reminds those who are late, or one body."""
    year = asked_year(request.POST.get("year") or request.GET.get("year", ""), request.on)
    if request.method == "POST":
        return _remind(request, year)
    chosen = request.GET.get("only", "")
    only: Only = next((one for one in FILTERS if one == chosen), "")
    after = request.GET.get("after", "")[:200]
    tally = overview.tally(request.actor, year, request.on)
    years = tuple(one for one in range(year - YEARS + 1, year + 1) if format_for_year(one))
    found = overview.lines(request.actor, years, request.on, only=only, after=after, limit=PAGE + 1)
    counts = {"": tally.bodies, "late": tally.late, "open": tally.open, "errors": tally.errors}
    page = FiledPage(
        year,
        tabs_of(request.on, year),
        years,
        tally,
        only,
        tuple(
            Tab(f"?year={year}&only={key}", words(f"reporting.only.{key or 'all'}"), key == only, counts[key])
            for key in FILTERS
        ),
        tuple(_row(one, years, request.on) for one in found[:PAGE]),
        Paging(found[PAGE - 1].path if len(found) > PAGE else "", not after, {"year": str(year), "only": only}),
        bool(request.actor.reach("region.supervise")),
        tally.bodies > 1,
    )
    return show(request, "workbench/reports/listing.html", page)


def _remind(request: Asked, year: int) -> HttpResponse:
    body = request.POST.get("body", "")
    one = int(body) if body.isdecimal() and len(body) < 12 else None
    told = reminding.remind(year, one, by=request.actor, on=request.on, at=request.at)
    said = Notice("done" if told else "note", words("reporting.remind.done", n=told))
    return onward(request, f"/desk/reports?year={year}&only=late", said)


def tabs_of(on: date, year: int) -> tuple[Tab, ...]:
    """The years that may be looked at."""
    offered = [one for one in range(on.year, on.year - OFFERED, -1) if format_for_year(one)]
    return tuple(Tab(f"?year={one}", same(one), one == year) for one in offered)


def asked_year(text: str, on: date) -> int:
    """The year asked for; otherwise last year's, whose report is due in this one."""
    asked = int(text) if text.isdecimal() and len(text) == 4 else 0
    return asked if format_for_year(asked) else on.year - 1


def _row(line: Line, years: Sequence[int], on: date) -> Row:
    last = line.years[-1]
    told = tuple(
        Year(year, state_of(one, year, on), one.errors if one.status not in ("", "draft") else None)
        for year, one in zip(years, line.years, strict=True)
    )
    return Row(line, last.due_on, last.published_on, told)


def state_of(one: Filed, year: int, on: date) -> State:
    """How far a report is, as a light. A year before this installation, of which nothing is on file, is not late."""
    if not one.status and year < on.year - 1:
        return State("closed", "unknown")
    late = one.days_late(on)
    if one.published_on:
        return State("promise", "published_late", late) if late else State("calm", "published")
    if one.origin == "imported":
        return State("calm", "imported")
    if late:
        return State("late", "late", late)
    return State("closed" if one.status in ("", "draft") else "soon", one.status or "none")
