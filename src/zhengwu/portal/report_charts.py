"""The charts beside a report: what became of the requests, and how reviews and suits ended."""

from dataclasses import dataclass

from zhengwu.statute.report.model import Report
from zhengwu.ui.catalogue import text, words
from zhengwu.ui.parts.charts import Chart, Drawing, Series, draw

# How requests ended: the id of its words, and how the keys of its rows begin.
ENDS = (
    ("granted", ("granted",)),
    ("partial", ("partially_granted",)),
    ("refused", ("refused_",)),
    ("unable", ("unable_",)),
    ("declined", ("declined_",)),
    ("rest", ("other",)),
)
RESULTS = ("upheld", "corrected", "other_result", "pending")
REMEDIES = ("review", "direct_suit", "suit_after_review")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with its drawing."""

    chart: Chart
    drawing: Drawing


def charts(report: Report, lang: str) -> tuple[Drawn, ...]:
    """Both charts, as far as the report states their figures, with labels in a language."""
    found = []
    ends = [(name, _sum(report, heads)) for name, heads in ENDS]
    if any(value is not None for _, value in ends):
        found.append(_chart("ends", lang, [(f"reports.ends.{name}", value) for name, value in ends]))
    results = [(name, _remedies(report, name)) for name in RESULTS]
    if any(results_ for _, results_ in results):
        found.append(_chart("results", lang, [(f"reports.results.{name}", value) for name, value in results]))
    return tuple(found)


def _chart(name: str, lang: str, values: list[tuple[str, float | None]]) -> Drawn:
    labels = tuple(text(lang, label) for label, _ in values)
    whole = tuple(int(value) if value is not None and value == int(value) else value for _, value in values)
    series = Series(words(f"reports.charts.{name}"), whole)
    chart = Chart(words(f"reports.charts.{name}"), labels, (series,), words("portal.unit.cases"))
    return Drawn(chart, draw(chart))


def _sum(report: Report, heads: tuple[str, ...]) -> float | None:
    rows = {row for row, column in report.table("requests").cells if column == "total" and row.startswith(heads)}
    stated = [report.cell("requests", row, "total").stated for row in rows]
    known = [float(value) for value in stated if value is not None]
    return sum(known) if known else None


def _remedies(report: Report, result: str) -> float | None:
    stated = [report.cell("remedies", row, result).stated for row in REMEDIES]
    known = [float(value) for value in stated if value is not None]
    return sum(known) if known else None
