"""The parts: a strip shows every day once and counts as the calendar does, a chart begins at zero, a list is kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwu.records.cases.lights import LIGHTS
from zhengwu.statute.calendar import Unit, explained, national
from zhengwu.statute.procedures import next_steps, procedure
from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.model import Table as Stated
from zhengwu.statute.report.renderers.layout import lay_out
from zhengwu.ui.catalogue import same
from zhengwu.ui.gallery import cases
from zhengwu.ui.parts.charts import Chart, Series, draw
from zhengwu.ui.parts.dates import of_period
from zhengwu.ui.parts.lights import KINDS
from zhengwu.ui.parts.statutory import statutory
from zhengwu.ui.parts.steps import steps_of
from zhengwu.ui.parts.tables import Column, Paging, Table

TODAY = date(2026, 10, 15)


@given(
    st.dates(date(2020, 1, 1), date(2027, 1, 1)),
    st.integers(1, 60),
    st.sampled_from([Unit.WORKING_DAYS, Unit.CALENDAR_DAYS]),
)
def test_the_strip_shows_every_day_once_and_counts_to_the_last(start, length, unit):
    end, lines = explained(national(), start, length, unit)
    days = [day for week in of_period(end, start, unit, lines, national(), TODAY).weeks for day in week]
    inside = [day for day in days if day.kind != "outside"]
    assert [day.on for day in days] == [days[0].on + timedelta(n) for n in range(len(days))]
    assert len(days) % 7 == 0
    assert inside[0].kind == "start"
    assert inside[0].on == start
    assert inside[-1].on == end.on
    if unit is Unit.WORKING_DAYS:
        assert max(day.ordinal for day in days) == length
    assert [day.ordinal for day in days if day.ordinal] == list(range(1, max(day.ordinal for day in days) + 1))


def test_a_pause_is_hatched_and_not_counted():
    resumed = dict(cases.dates())["resumed"]
    days = {day.on: day for week in resumed.weeks for day in week}
    assert {days[date(2026, 9, 25) + timedelta(n)].kind for n in range(18)} == {"paused"}
    assert days[date(2026, 10, 14)].ordinal == 4
    assert days[resumed.on].ordinal == 20


def test_what_is_over_says_so():
    found = dict(cases.dates())
    assert found["over"].left < 0 < found["running"].left
    assert found["provisional"].provisional
    assert found["paused"].provisional


def test_the_lights_are_those_of_the_records():
    assert set(LIGHTS) == set(KINDS)


def test_the_steps_are_those_of_the_engine():
    law = procedure("information_request")
    found = next_steps(law, cases._case("received"), TODAY, national(), {"clerk"})
    told = steps_of(found, "/case/{step}")
    assert len(told.offers) + len(told.refusals) == len(law.steps)
    assert [one.title for one in told.offers] == [one.step.name for one in found if one.refused is None]
    assert all(one.reason.zh and one.reason.en for one in told.refusals)


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_every_figure_of_the_form_knows_its_heads(form):
    for table in format_of(form).tables:
        shown = statutory(lay_out(table, Stated(table.key, form)))
        cells = [cell for row in shown.rows for cell in row]
        names = {cell.id for cell in cells if cell.scope}
        assert len({cell.id for cell in cells}) == len(cells)
        assert all(set(cell.heads.split()) <= names and cell.heads for cell in cells if not cell.scope)


def test_findings_are_marked_at_the_cell_and_listed():
    table = cases.statutory_tables()[1]
    marked = {cell.id: cell.marks for row in table.rows for cell in row if cell.marks}
    assert marked == {"c-requests-granted-total": (1,), "c-requests-received-total": (2,)}
    assert {mark.cell for mark in table.marks} == set(marked)


@given(st.lists(st.none() | st.floats(0, 1e9), min_size=1, max_size=12), st.sampled_from(["bars", "lines"]))
def test_a_chart_begins_at_zero_and_stays_inside(values, kind):
    drawing = draw(Chart("x", tuple(map(str, values)), (Series("y", tuple(values)),), "z", kind, 20))
    assert drawing.grid[0] == (0, drawing.base)
    heights = [bar.y for bar in drawing.bars] + [point.y for line in drawing.lines for part in line for point in part]
    assert len(heights) == sum(value is not None for value in values)
    assert all(0 <= y <= drawing.base for y in [*heights, drawing.limit])


def test_it_refuses_a_series_with_a_value_too_few():
    with pytest.raises(ValueError, match="one value a label"):
        draw(Chart("x", ("2024", "2025"), (Series("y", (1,)),), "z"))


def test_links_of_a_list_keep_what_was_asked_for():
    column = Column(same("x"), sort="pages")
    table = Table(same("x"), (column,), (), "pages", {"state": "open", "after": "abc", "q": "甲&乙"})
    assert table.resorted(column) == "?state=open&q=%E7%94%B2%26%E4%B9%99&sort=-pages"
    assert Paging("k", False, {"state": "open", "after": "old"}).onward() == "?state=open&after=k"
    assert Paging("", False, {"state": "open", "after": "old"}).back() == "?state=open"
