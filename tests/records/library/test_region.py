"""A body with nothing on file is seen in the region by its published report; what that leaves out stays unknown."""

from datetime import date

import pytest

from tests.records.library.conftest import page
from zhengwu.records.region import freshness, lines, published
from zhengwu.records.region.lines import Sought, line_of, listed
from zhengwu.records.region.measures import BY_KEY, value_of

TODAY, PAST = date(2026, 3, 2), date(2024, 12, 31)


@pytest.fixture(autouse=True)
def nothing_kept():
    """What this process keeps of regions and reports ends with the test."""
    yield
    for one in (freshness, lines, published):
        one.forget()


def value(line, key):
    return value_of(BY_KEY[key], line.now, line.duties).number


def test_it_works(take, district, actors):
    before = listed(actors["supervisor"], PAST, TODAY, Sought())
    paper = take(page("青禾区民政局", granted=7))
    line = line_of(actors["supervisor"], district.affairs, PAST, TODAY)
    assert (line.now.paper, line.counted) == (paper, True)
    assert [value(line, key) for key in ("received", "concluded", "given_share")] == [7, 7, 1.0]
    assert [value(line, key) for key in ("late", "answered_late", "late_share", "mean_days")] == [None] * 4
    assert (line.report.status, line.report.origin, line.report.published_on) == (
        "published",
        "imported",
        date(2025, 1, 20),
    )
    after = listed(actors["supervisor"], PAST, TODAY, Sought())
    assert (before.total.now.received, after.total.now.received) == (0, 7)
    assert set(before.total.silent) - set(after.total.silent) == {"青禾区民政局"}
    assert after.total.published == before.total.published + 1


def test_a_report_that_does_not_add_up_gives_its_day_and_no_figures(take, district, actors):
    take(page("青禾区民政局", granted=7, total=9))
    line = line_of(actors["supervisor"], district.affairs, PAST, TODAY)
    assert (line.now.paper, line.counted) == (0, False)
    assert line.report.published_on == date(2025, 1, 20)


def test_a_year_that_goes_on_has_no_report(take, district, actors):
    take(page("青禾区民政局", granted=7))
    assert not line_of(actors["supervisor"], district.affairs, date(2024, 6, 30), TODAY).counted


def test_a_newer_version_holds_and_other_bodies_are_left_alone(take, district, actors):
    take(page("青禾区民政局", granted=7))
    take(page("青禾区民政局", granted=8, published=date(2025, 3, 1)), "second.html")
    take(page("云外县民政局", granted=5))
    found = listed(actors["supervisor"], PAST, TODAY, Sought())
    assert {one.line.body_id: one.line.now.received for one in found.rows if one.line.counted} == {district.affairs: 8}
