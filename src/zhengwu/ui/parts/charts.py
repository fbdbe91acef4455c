"""Small charts drawn on the server: bars or lines from zero, labelled directly, a limit as a line, a table beside."""

from dataclasses import dataclass
from typing import Literal

from zhengwu.ui.catalogue import Said

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 640, 260, 56, 24, 34


@dataclass(frozen=True, slots=True)
class Series:
    """A row of values, one a label of the chart; None leaves a gap."""

    name: Said | str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: one or two series over the same labels; `limit` is a line that the law draws."""

    title: Said | str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Said | str
    kind: Literal["bars", "lines"] = "bars"
    limit: float | None = None
    limit_name: Said | str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in the drawing, with its value."""

    x: float
    y: float
    width: float
    height: float
    series: int
    value: float


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a line, with its value."""

    x: float
    y: float
    value: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart in the units of its drawing; `lines` are the parts of each series between its gaps."""

    width: int
    height: int
    base: float
    left: int
    grid: tuple[tuple[float, float], ...]
    labels: tuple[tuple[float, str], ...]
    bars: tuple[Bar, ...]
    lines: tuple[tuple[tuple[Point, ...], ...], ...]
    limit: float | None


def draw(chart: Chart) -> Drawing:
    """Where everything stands. Raises ValueError where a series has more or fewer values than there are labels."""
    if any(len(one.values) != len(chart.labels) for one in chart.series):
        raise ValueError("every series needs one value a label")
    given = [value for one in chart.series for value in one.values if value is not None]
    top = _rounded(max([*given, chart.limit or 0, 1]))
    base = float(HEIGHT - BOTTOM)
    scale = (base - TOP) / top
    step = (WIDTH - LEFT) / max(len(chart.labels), 1)
    middles = tuple(LEFT + step * (at + 0.5) for at in range(len(chart.labels)))
    grid = tuple((top * part / 4, base - top * part / 4 * scale) for part in range(5))
    bars = tuple(_bars(chart, middles, step, base, scale)) if chart.kind == "bars" else ()
    lines = tuple(_line(one, middles, base, scale) for one in chart.series) if chart.kind == "lines" else ()
    limit = None if chart.limit is None else base - chart.limit * scale
    return Drawing(WIDTH, HEIGHT, base, LEFT, grid, tuple(zip(middles, chart.labels, strict=True)), bars, lines, limit)


def _bars(chart: Chart, middles: tuple[float, ...], step: float, base: float, scale: float) -> list[Bar]:
    width = step * 0.7 / len(chart.series)
    found = []
    for series, one in enumerate(chart.series):
        for at, value in enumerate(one.values):
            if value is not None:
                x = middles[at] - step * 0.35 + series * width
                found.append(Bar(x, base - value * scale, width * 0.92, value * scale, series, value))
    return found


def _line(one: Series, middles: tuple[float, ...], base: float, scale: float) -> tuple[tuple[Point, ...], ...]:
    parts: list[list[Point]] = [[]]
    for x, value in zip(middles, one.values, strict=True):
        if value is None:
            parts.append([])
        else:
            parts[-1].append(Point(x, base - value * scale, value))
    return tuple(tuple(part) for part in parts if part)


def _rounded(highest: float) -> float:
    """The next number above that people count by: 1, 2, 4, 5 or 8 with noughts, so that a quarter of it is short."""
    size = 1.0
    while True:
        for step in (4, 8, 20):
            if step * size >= highest:
                return step * size
        size *= 10
