"""One body of the region: all its figures by year, as charts too, what stands against its report, what is due next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from django.http import HttpResponse
from markupsafe import Markup

from zhengwu.records.region.behind import GROUPS
from zhengwu.records.region.counting import SPREAD, UNSAID, Numbers
from zhengwu.records.region.measures import MEASURES
from zhengwu.records.region.profile import Profile, Year, profile
from zhengwu.records.reports.checking import Checked
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import same, say, words
from zhengwu.ui.doors import staff
from zhengwu.ui.environment import environment
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
class FiguresPage:
    """The figures of a body year by year, and as charts; the last one of the `heads` may be no whole year."""

    heads: tuple[Words, ...]
    blocks: tuple[Block, ...]
    charts: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class BodyPage:
    """A body. Its figures are ready."""

    profile: Profile
    asking: Asking
    days: tuple[Tab, ...]
    tiles: tuple[Figure, ...]
    duties: tuple[tuple[Words, Cell], ...]
    figures: Markup
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
        duties=tuple(_duties(found, base)),
        figures=_figures(look_of(request).lang, body_id, found.years, found.line.before, one.today),
        state=state_of(found.line.report, found.report_year, one.today),
        findings=found.findings[:SHOWN],
        more=max(len(found.findings) - SHOWN, 0),
        counted=found.line.counted,
    )
    return show(request, "workbench/region/body.html", page)


def _tiles(found: Profile, base: str, suffix: str) -> Iterator[Figure]:
    paper = found.line.now.paper
    for key in TILES:
        if paper and key in UNSAID:
            continue
        number = getattr(found.line.now, key)
        href = f"/desk/library/papers/{paper}" if paper else f"{base}/{key}{suffix}" if number else ""
        yield Figure(number, words("region.unit"), words(f"region.list.{key}"), href)


def _duties(found: Profile, base: str) -> Iterator[tuple[Words, Cell]]:
    if found.line.duties is not None:
        for one in MEASURES:
            if one.group == "duties":
                name = words(f"region.measure.{one.key}")
                yield name, cells.cell(one, found.line.now, found.line.duties, base, "")


@lru_cache(maxsize=500)
def _figures(lang: str, body_id: int, years: tuple[Year, ...], before: Numbers, today: date) -> Markup:
    """Table and charts: they depend on the numbers and the language, nothing else."""
    page = FiguresPage(
        tuple(_head(year, today) for year in years),
        tuple(_blocks(years, before, f"/desk/region/{body_id}", today)),
        tuple(Drawn(chart, draw(chart)) for chart in _charts(years, lang)),
    )
    template = environment(lang).get_template("workbench/region/figures.html")
    return Markup(template.render(page=page))


def _head(year: Year, today: date) -> Words:
    period = year.period
    if period.whole:
        return same(period.year)
    return words("region.so_far", year=period.year, month=today.month, day=today.day)


def _blocks(years: tuple[Year, ...], before: Numbers, base: str, today: date) -> Iterator[Block]:
    shown = [one for one in MEASURES if one.compared]
    for group, measures in groupby(shown, key=lambda one: one.group):
        rows = []
        for one in measures:
            figures = (
                cells.cell(
                    one, year.numbers, None, base, f"?on={year.period.through}" if year.period.through < today else ""
                )
                for year in years
            )
            change = cells.change(one, years[-1].numbers, before)
            rows.append(MeasureRow(words(f"region.measure.{one.key}"), tuple(figures), change))
        yield Block(words(f"region.group.{group}"), tuple(rows))


def _charts(years: tuple[Year, ...], lang: str) -> Iterator[Chart]:
    unit, now = words("region.unit"), years[-1].numbers
    labels = tuple(f"{year.period.year}" for year in years)
    yield Chart(
        words("region.chart.years"),
        labels,
        tuple(
            Series(words(f"region.list.{name}"), tuple(float(getattr(year.numbers, name)) for year in years))
            for name in ("received", "concluded")
        ),
        unit,
    )
    ends = tuple(words(f"region.list.{name}") for name in GROUPS)
    yield Chart(
        words("region.chart.outcomes", year=years[-1].period.year),
        tuple(say(lang, one) for one in ends),
        (Series(words("region.list.concluded"), tuple(float(getattr(now, name)) for name in GROUPS)),),
        unit,
    )
    if now.paper:
        return
    lows = (0, *(most + 1 for most in SPREAD))
    labels = (*(f"{low}–{most}" for low, most in zip(lows, SPREAD, strict=False)), f"{SPREAD[-1] + 1}+")
    yield Chart(
        words("region.chart.spread", year=years[-1].period.year),
        labels,
        (Series(words("region.list.answered"), tuple(map(float, now.spread))),),
        unit,
    )
