"""One body of the region: all its figures by year, as charts too, what stands against its report, what is due next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import HttpResponse

from zhengwu.records.region.behind import GROUPS
from zhengwu.records.region.counting import SPREAD
from zhengwu.records.region.measures import MEASURES
from zhengwu.records.region.profile import Profile, Year, profile
from zhengwu.records.reports.checking import Checked
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import same, say, words
from zhengwu.ui.doors import staff
from zhengwu.ui.looks import look_of
from zhengwu.ui.pages import show
from zhengwu.ui.parts.charts import Chart, Drawing, Series, draw
from zhengwu.ui.parts.figures import Figure
from zhengwu.ui.parts.tables import Tab
from zhengwu.visits import Asked
from zhengwu.workbench.region import cells
from zhengwu.workbench.region.asking import Asking, asking, tabs_of
from zhengwu.workbench.region.cells import Cell
from zhengwu.workbench.reports.filed import State, state_of

SHOWN = 8  # findings
TILES = ("received", "open", "late", "answered_late")


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure year by year, and this year against the same time of the year before."""

    name: Words
    figures: tuple[Cell, ...]
    change: Cell


@dataclass(frozen=True, slots=True)
class Block:
    """The measures of a group."""

    name: Words
    rows: tuple[MeasureRow, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart and how it is drawn."""

    chart: Chart
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class BodyPage:
    """A body. `heads` are the years; the last one may be no whole year."""

    profile: Profile
    asking: Asking
    days: tuple[Tab, ...]
    tiles: tuple[Figure, ...]
    duties: tuple[tuple[Words, int], ...]
    heads: tuple[Words, ...]
    blocks: tuple[Block, ...]
    charts: tuple[Drawn, ...]
    state: State
    findings: tuple[Checked, ...]
    more: int
    counted: bool


@staff
def body(request: Asked, body_id: int) -> HttpResponse:
    """One body as of a day."""
    one = asking(request.GET, request.on)
    found = profile(request.actor, body_id, one.on, one.today)
    base = f"/desk/region/{body_id}"
    page = BodyPage(
        profile=found,
        asking=one,
        days=tabs_of(one, base),
        tiles=tuple(_tiles(found, base, one.suffix)),
        duties=tuple(_duties(found)),
        heads=tuple(_head(year, one.today) for year in found.years),
        blocks=tuple(_blocks(found, base, one.today)),
        charts=tuple(Drawn(chart, draw(chart)) for chart in _charts(found, look_of(request).lang)),
        state=state_of(found.line.report, found.report_year, one.today),
        findings=found.findings[:SHOWN],
        more=max(len(found.findings) - SHOWN, 0),
        counted=found.line.counted,
    )
    return show(request, "workbench/region/body.html", page)


def _tiles(found: Profile, base: str, suffix: str) -> Iterator[Figure]:
    for key in TILES:
        number = getattr(found.line.now, key)
        href = f"{base}/{key}{suffix}" if number else ""
        yield Figure(number, words("region.unit"), words(f"region.list.{key}"), href)


def _duties(found: Profile) -> Iterator[tuple[Words, int]]:
    told = found.line.duties
    if told is not None:
        for one in MEASURES:
            if one.group == "duties":
                yield words(f"region.measure.{one.key}"), getattr(told, one.part)


def _head(year: Year, today: date) -> Words:
    period = year.period
    if period.whole:
        return same(period.year)
    return words("region.so_far", year=period.year, month=today.month, day=today.day)


def _blocks(found: Profile, base: str, today: date) -> Iterator[Block]:
    shown = [one for one in MEASURES if one.compared]
    for group, measures in groupby(shown, key=lambda one: one.group):
        rows = []
        for one in measures:
            figures = (
                cells.cell(
                    one, year.numbers, None, base, f"?on={year.period.through}" if year.period.through < today else ""
                )
                for year in found.years
            )
            change = cells.change(one, found.line.now, found.line.before)
            rows.append(MeasureRow(words(f"region.measure.{one.key}"), tuple(figures), change))
        yield Block(words(f"region.group.{group}"), tuple(rows))


def _charts(found: Profile, lang: str) -> Iterator[Chart]:
    unit, now = words("region.unit"), found.line.now
    years = tuple(f"{year.period.year}" for year in found.years)
    yield Chart(
        words("region.chart.years"),
        years,
        tuple(
            Series(words(f"region.list.{name}"), tuple(float(getattr(year.numbers, name)) for year in found.years))
            for name in ("received", "concluded")
        ),
        unit,
    )
    ends = tuple(words(f"region.list.{name}") for name in GROUPS)
    yield Chart(
        words("region.chart.outcomes", year=found.years[-1].period.year),
        tuple(say(lang, one) for one in ends),
        (Series(words("region.list.concluded"), tuple(float(getattr(now, name)) for name in GROUPS)),),
        unit,
    )
    lows = (0, *(most + 1 for most in SPREAD))
    labels = (*(f"{low}–{most}" for low, most in zip(lows, SPREAD, strict=False)), f"{SPREAD[-1] + 1}+")
    yield Chart(
        words("region.chart.spread", year=found.years[-1].period.year),
        labels,
        (Series(words("region.list.answered"), tuple(map(float, now.spread))),),
        unit,
    )
