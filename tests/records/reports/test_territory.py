"""A government adds up the bodies below it, and takes in what was signed elsewhere."""

from datetime import date

import pytest

from tests.records.reports.conftest import Matter
from tests.records.reports.story import JANUARY, LATE, LEDGER, REQUEST, YEAR, enter_figures
from zhengwu.records.organs.models import Body
from zhengwu.records.reports import actions, issuing, queries
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.drafting import draft
from zhengwu.records.reports.models import AnnualReport
from zhengwu.records.troubles import Trouble
from zhengwu.statute.report.compose import compose
from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.renderers import render

RECEIVED = CellKey("requests", "received", "total")


def stated(made, cell):
    return next(one.value for one in made.cells if one.cell == cell)


@pytest.fixture
def leaders(district, hire, actor):
    """A leader and a clerk of every body."""
    names = ("government", "bureau", "affairs", "station")
    return {
        name: [actor(hire(post, getattr(district, name))) for post in ("clerk", "leader", "head")] for name in names
    }


def sign(district, leaders, name, file_matters, matters):
    body_id, (clerk, leader, _) = getattr(district, name), leaders[name]
    file_matters(body_id, matters)
    enter_figures(body_id, clerk, licensing=3)
    actions.check(body_id, YEAR, by=clerk, at=JANUARY)
    issuing.sign(body_id, YEAR, by=leader, at=JANUARY)


def test_it_adds_up_what_is_signed_and_its_own_records(district, leaders, file_matters):
    own = [Matter(REQUEST, 2026, 2026, "granted", "natural_person")]
    file_matters(district.government, own)
    enter_figures(district.government, leaders["government"][0], licensing=1)
    for name in ("bureau", "affairs"):
        sign(district, leaders, name, file_matters, LEDGER)
    made = draft(district.government, YEAR)
    assert stated(made, RECEIVED) == 7 + 7 + 1
    assert stated(made, CellKey("publications", "licensing", "decisions")) == 3 + 3 + 1
    assert made.territory.aggregate.missing == ("青禾区政务服务站",)
    assert made.territory.aggregate.draft
    found = actions.check(district.government, YEAR, by=leaders["government"][0], at=JANUARY)
    assert "SUM-INCOMPLETE" in {one.rule for one in found if one.blocks}
    added = queries.cell_of(leaders["government"][1], district.government, YEAR, RECEIVED).addends
    assert [one.value for one in added] == [1, 7, 7]


def test_the_whole_district_files(district, leaders, file_matters):
    for name in ("bureau", "affairs", "station"):
        sign(district, leaders, name, file_matters, LEDGER)
    clerk, leader, head = leaders["government"]
    enter_figures(district.government, clerk)
    found = actions.check(district.government, YEAR, by=clerk, at=JANUARY)
    assert not [one for one in found if one.blocks]
    issuing.sign(district.government, YEAR, by=leader, at=JANUARY)
    issuing.publish(district.government, YEAR, by=head, at=JANUARY)
    assert queries.shown(leader, district.government, YEAR).about.status == "published"


def test_who_is_late_is_told_by_the_day_that_binds_them(district, actors, leaders, file_matters):
    Body.objects.filter(pk=district.affairs).update(local_due_on="01-20")
    sign(district, leaders, "bureau", file_matters, LEDGER)
    issuing.publish(district.bureau, YEAR, by=leaders["bureau"][2], at=JANUARY)
    found = {one.body_id: one for _, one in queries.listing(actors["supervisor"], YEAR)}
    assert {key: one.days_late(LATE) for key, one in found.items()} == {
        district.government: 0, district.bureau: 0, district.affairs: 14, district.station: 3,
    }  # fmt: skip
    assert found[district.bureau].status == "published"
    assert found[district.government].due_on == date(2027, 3, 31)


def test_a_late_report_is_published_and_says_so(district, actors, file_matters):
    file_matters(district.bureau, LEDGER)
    enter_figures(district.bureau, actors["clerk"])
    actions.check(district.bureau, YEAR, by=actors["clerk"], at=JANUARY)
    issuing.sign(district.bureau, YEAR, by=actors["leader"], at=JANUARY)
    issuing.publish(district.bureau, YEAR, by=actors["head"], at=JANUARY.replace(month=2, day=3))
    assert "PUBLISHED" in {one.rule for one in queries.shown(actors["clerk"], district.bureau, YEAR).findings}


def imported(kind="docx", carried_out=1, year=2025):
    form = format_of("2021")
    zeros = {t.key: {} for t in form.tables}
    for table in form.tables:
        for row, column in table.keys:
            zeros[table.key].setdefault(row, {})[column] = 0
    for row in ("received", "carried_out"):
        for column in ("natural_person", "total"):
            zeros["requests"][row][column] = carried_out
    texts = dict.fromkeys((part.key for part in form.parts), "本年度按规定办理。")
    return render(compose(form, "青禾区行政审批局", year, zeros, texts=texts), kind)


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "xlsx", "json"])
def test_a_report_of_an_earlier_year_is_taken_in_and_rolls_over(district, actors, file_matters, kind):
    clerk = actors["clerk"]
    assert issuing.import_report(district.bureau, 2025, imported(kind), f"2025.{kind}", by=clerk, at=JANUARY) == 1
    row = AnnualReport.objects.get()
    assert (row.status, row.origin, len(row.source_sha256)) == ("signed", "imported", 64)
    enter_figures(district.bureau, clerk)
    found = {one.rule for one in actions.check(district.bureau, YEAR, by=clerk, at=JANUARY) if one.blocks}
    assert found == {"T3-ROLL"}
    file_matters(district.bureau, [Matter(REQUEST, 2025, None, "", "natural_person")])
    assert not [one for one in actions.check(district.bureau, YEAR, by=clerk, at=JANUARY) if one.blocks]


def test_what_could_not_be_read_is_listed_with_the_import(district, actors):
    page = "<h1>青禾区行政审批局2025年政府信息公开工作年度报告</h1><h2>一、总体情况</h2><p>见附件。</p>"
    issuing.import_report(district.bureau, 2025, page.encode(), "2025.html", by=actors["clerk"], at=JANUARY)
    seen = queries.shown(actors["clerk"], district.bureau, 2025)
    assert "UNREAD" in {one.rule for one in seen.findings}
    assert all(one.value is None for one in seen.cells)


@pytest.mark.parametrize(
    ("content", "year", "code"),
    [
        (b"", 2025, "unreadable"),
        (b"nothing", 2025, "not_a_report"),
        (b"%PDF-1.7 nothing", 2025, "unreadable"),
        (imported(), 2024, "other_year"),
    ],
)
def test_it_refuses_a_file_that_is_no_such_report(district, actors, content, year, code):
    with pytest.raises(Trouble) as refused:
        issuing.import_report(district.bureau, year, content, "x", by=actors["clerk"], at=JANUARY)
    assert refused.value.code == code


def test_it_refuses_an_import_over_a_report_signed_here(district, leaders, file_matters):
    sign(district, leaders, "bureau", file_matters, LEDGER)
    with pytest.raises(Trouble, match="signed_already"):
        issuing.import_report(district.bureau, YEAR, imported(year=YEAR), "x.docx", by=leaders["bureau"][0], at=JANUARY)
