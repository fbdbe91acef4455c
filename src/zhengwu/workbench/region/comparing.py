"""Two to five bodies side by side, measure by measure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpResponse

from zhengwu.records.region.lines import RIGHT, Line, report_year
from zhengwu.records.region.measures import MEASURES, is_ranked, value_of
from zhengwu.records.region.profile import LEAST, MOST, beside
from zhengwu.records.troubles import Words, forbidden
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.visits import Asked
from zhengwu.workbench.region import cells
from zhengwu.workbench.region.asking import Asking, asked_bodies, asking
from zhengwu.workbench.region.cells import Cell
from zhengwu.workbench.reports.filed import State, state_of


@dataclass(frozen=True, slots=True)
class Beside:
    """A measure of each body; `small` where a share is of too few to be compared."""

    name: Words
    figures: tuple[tuple[Cell, bool], ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Bodies side by side."""

    asking: Asking
    lines: tuple[Line, ...]
    blocks: tuple[tuple[Words, tuple[Beside, ...]], ...]
    report_year: int
    states: tuple[State, ...]
    small: bool


@staff
def compare(request: Asked) -> HttpResponse:
    """The bodies that `?body=` names; back to the list where they are too few or too many."""
    one = asking(request.GET, request.on)
    ids = asked_bodies(request.GET)
    if not request.actor.reach(RIGHT):
        raise forbidden(RIGHT)
    lines = beside(request.actor, ids, one.on, one.today)
    if not LEAST <= len(lines) <= MOST:
        back = one.address() + ("&" if "?" in one.address() else "?") + urlencode([("body", pk) for pk in ids])
        return onward(request, back, Notice("warning", words("region.how_many")))
    year = report_year(one.on, one.today)
    blocks = tuple(_blocks(lines, one))
    small = any(few for _, rows in blocks for row in rows for _, few in row.figures)
    states = tuple(state_of(line.report, year, one.today) for line in lines)
    page = ComparePage(one, lines, blocks, year, states, small)
    return show(request, "workbench/region/compare.html", page)


def _blocks(lines: tuple[Line, ...], one: Asking) -> Iterator[tuple[Words, tuple[Beside, ...]]]:
    for group, measures in groupby(MEASURES, key=lambda measure: measure.group):
        rows = []
        for measure in measures:
            values = [value_of(measure, line.now, line.duties) for line in lines]
            figures = (
                cells.figure(measure, value, f"/desk/region/{line.body_id}", one.suffix)
                for line, value in zip(lines, values, strict=True)
            )
            few = (value.whole > 0 and not is_ranked(measure, value, one.sought.least) for value in values)
            rows.append(Beside(words(f"region.measure.{measure.key}"), tuple(zip(figures, few, strict=True))))
        yield words(f"region.group.{group}"), tuple(rows)
