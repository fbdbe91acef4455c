"""The home page: what leads somewhere leads there, figures say where they come from and are those of today."""

import re
from datetime import UTC, date, datetime

import pytest

from zhengwu.records.reports import told
from zhengwu.records.reports.drafting import frozen
from zhengwu.records.reports.models import AnnualReport
from zhengwu.statute.report.model import Report, Table, TableStatus, number_cell


@pytest.fixture(autouse=True)
def figures_forgotten():
    """Ids of a test that was rolled back come again."""
    told._told.cache_clear()


def publish(body_id, year, received):
    """A published report that states one figure."""
    cells = {("received", "total"): number_cell(received)}
    tables = {"requests": Table("requests", "2021", TableStatus.READ, cells)}
    content = frozen(Report("青禾区", year, "2021", tables))
    at = datetime(year + 1, 1, 9, tzinfo=UTC)
    return AnnualReport.objects.create(
        body_id=body_id, year=year, version=1, status="published", format="2021", snapshot=content,
        made_by="x", made_at=at, published_on=date(year + 1, 1, 10),
    )  # fmt: skip


def test_before_the_first_report_it_says_what_will_be_here(visitor):
    assert "年度报告公布后" in visitor.open("/").text


def test_a_government_stands_for_the_bodies_below_it(visitor, district):
    publish(district.bureau, 2024, 900)
    publish(district.bureau, 2025, 40)
    publish(district.government, 2025, 100)
    publish(district.foreign, 2025, 7)
    found = told.newest_year()
    assert (found.year, found.reports, found.received) == (2025, 3, 107)
    assert [one.body_id for one in found.counted] == [district.government, district.foreign]
    text = visitor.open("/").text
    assert "2025 年的五个数字" in text
    assert "来自 3 份已公布的年度报告" in re.sub(r"\s+", " ", text)


def test_what_comes_out_is_seen_at_once(visitor, district):
    waiting = publish(district.bureau, 2025, 40)
    AnnualReport.objects.filter(pk=waiting.pk).update(status="signed")
    old = publish(district.foreign, 2025, 7)
    assert told.newest_year().received == 7
    AnnualReport.objects.filter(pk=waiting.pk).update(status="published")
    assert told.newest_year().received == 47
    AnnualReport.objects.filter(pk=old.pk).update(status="superseded")
    assert told.newest_year().received == 40


def test_figures_cost_two_queries_and_then_one(district, django_assert_num_queries):
    publish(district.foreign, 2025, 7)
    with django_assert_num_queries(2):
        told.newest_year()
    with django_assert_num_queries(1):
        told.newest_year()


def test_every_thing_leads_somewhere(visitor):
    text = visitor.open("/").text
    for href in re.findall(r'<li><a href="(/[^"]*)"', text):
        assert visitor.get(href).status_code in (200, 303), href


@pytest.mark.parametrize(
    ("q", "found"), [("民政", "青禾区民政局"), ("2025", "2025年"), ("deadline", "期限计算"), ("期限", "期限计算")]
)
def test_the_box_answers(visitor, district, q, found):
    publish(district.bureau, 2025, 40)
    page = visitor.open(f"/search?q={q}")
    assert page.status_code == 200
    assert found in page.text


@pytest.mark.parametrize("q", ["", "没有这回事", "<script>", "%", "9" * 300, "２０２５"])
def test_it_answers_whatever_is_asked(visitor, district, q):
    page = visitor.open(f"/search?q={q.replace('%', '%25')}")
    assert page.status_code == 200
    assert "<script>" not in page.text
