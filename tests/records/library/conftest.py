"""A library of the government of 青禾区: published reports of the district, made here, and whoever works with them."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings

from zhengwu.records.library import across, listing, taking
from zhengwu.statute.report.compose import compose
from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.renderers import render

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
FORM = format_of("2021")
TEXTS = {
    "overview": "本年度按规定公开政府信息。",
    "problems": "更新不够及时，下一年度逐月核对。",
    "other_matters": "本年度没有收取信息处理费。没有其他需要报告的事项。",
}


def report(agency="青禾区教育局", year=2024, granted=3, total=None, carried=0, published=None):
    """A report; with `total` its sum of concluded requests is wrong by that."""
    tables = {
        table.key: {row: {c: 0 for r, c in table.keys if r == row} for row, _ in table.keys} for table in FORM.tables
    }
    counts = {"received": granted, "granted": granted, "concluded": granted + carried, "carried_in": carried}
    counts["granted"] = granted + carried
    for row, count in counts.items():
        tables["requests"][row].update(natural_person=count, total=count)
    if total is not None:
        tables["requests"]["concluded"]["total"] = total
    preface = f"统计期限为{year}年1月1日至{year}年12月31日。"
    day = published or date(year + 1, 1, 20)
    return compose(FORM, agency, year, tables, texts=TEXTS, preface=preface, published_on=day)


def page(*args, **more):
    """A report as it is published on a site."""
    return render(report(*args, **more), "html")


@pytest.fixture
def shelf(district, tmp_path, monkeypatch):
    """The government whose library it is; its files lie in a folder of the test."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    yield district.government
    listing.forget()
    across.forget()


@pytest.fixture
def take(shelf, actors):
    """A function that takes a file in and reads all that waits; gives the id of its paper."""

    def taken(content, name="report.html", at=AT):
        found = taking.take_in(shelf, content, name, by=actors["supervisor"], at=at)
        taking.go_on(shelf, at=at, seconds=60)
        return found.paper_id

    return taken
