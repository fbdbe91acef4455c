"""The figures of a year: totals that add up, what lies behind each, and the proof against the placements."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.records.publications.shelf import placed, publication
from zhengwu.records.keeping import proof
from zhengwu.records.publications import figures
from zhengwu.records.publications.figures import CUTS, Asked
from zhengwu.records.publications.models import Tally


@pytest.fixture
def bodies(district):
    """Two bodies that published in two years, through several channels."""
    for month in (1, 2, 3):
        row = publication(district.bureau, date(2026, month, 9), field="health")
        placed(row, "wechat", date(2026, month, 10))
    publication(district.bureau, date(2026, 5, 4), kind="notice", column="notices", category="art20_15")
    publication(district.affairs, date(2026, 5, 4))
    publication(district.bureau, date(2025, 12, 30))
    return [district.bureau, district.affairs]


def test_it_works(bodies):
    table = figures.of_year(bodies, 2026, "column")
    assert table.cells == {("notices", "portal"): 1, ("statistics", "portal"): 4, ("statistics", "wechat"): 3}
    assert (table.row_total("statistics"), table.channel_total("portal"), table.total) == (7, 5, 8)
    assert figures.years(bodies) == (2026, 2025)
    assert figures.by_channel(bodies, 2026) == {"portal": 5, "wechat": 3}


@pytest.mark.parametrize("cut", CUTS)
def test_rows_and_columns_add_up_and_each_figure_opens_exactly_so_many(bodies, cut):
    table = figures.of_year(bodies, 2026, cut)
    assert sum(map(table.row_total, table.rows)) == sum(map(table.channel_total, table.channels)) == table.total == 8
    for (row, channel), count in table.cells.items():
        asked = Asked(2026, channel, **{cut: row or "-"})
        found, more = figures.behind(bodies, asked)
        assert (len(found), more, figures.behind_count(bodies, asked)) == (count, False, count)


def test_what_lies_behind_is_read_page_by_page(bodies):
    found, after, more = [], 0, True
    while more:
        page, more = figures.behind(bodies, Asked(2026), after=after, limit=3)
        found += page
        after = page[-1].placement_id
    assert len({one.placement_id for one in found}) == len(found) == 8
    assert [one.placement_id for one in found] == sorted((one.placement_id for one in found), reverse=True)


def test_many_and_few_are_found_alike(bodies, monkeypatch):
    few = figures.behind(bodies, Asked(2026, "portal"))
    monkeypatch.setattr(figures, "FEW", 0)
    assert figures.behind(bodies, Asked(2026, "portal")) == few


def test_a_year_takes_one_statement(bodies):
    with CaptureQueriesContext(connection) as statements:
        figures.of_year(bodies, 2026, "kind")
    assert len(statements) == 1
    assert figures.of_year([], 2026, "kind").total == 0


def test_a_tally_that_the_placements_do_not_bear_out_is_found(bodies):
    assert figures.recount() == []
    Tally.objects.filter(year=2025).update(count=5)
    (wrong,) = figures.recount()
    assert (wrong.counted, wrong.there, wrong.cell.year) == (5, 1, 2025)
    found = [defect for step in proof.publications() for defect in step.defects if defect.which == "figures"]
    assert [one.message for one in found] == [wrong.why]
