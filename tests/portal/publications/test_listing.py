"""The list: the newest first, narrowed, page by page; what it says agrees with the register."""

from datetime import date, timedelta

import pytest

from tests.records.publications.shelf import publication
from zhengwu.records.publications import browsing
from zhengwu.records.publications.browsing import Narrowed
from zhengwu.records.publications.models import Publication

FIRST = date(2025, 11, 1)
KINDS = (("statistics", "statistics", "art20_04"), ("notice", "notices", "art20_15"), ("news", "notices", "art20_15"))


@pytest.fixture
def shelf(district):
    """Sixty publications of two bodies over two years, in two columns of which one holds two kinds."""
    for number in range(60):
        kind, column, category = KINDS[number % 3]
        body = (district.bureau, district.affairs)[number % 5 == 0]
        field = "education" if number % 7 == 0 else ""
        on = FIRST + timedelta(days=2 * (number // 2))
        publication(body, on, f"第{number}件", kind, column=column, category=category, field=field)
    publication(district.bureau, None, "草稿")


def leafed(asked, most=7):
    """All that leafing gives, and how many there are said to be."""
    found, after, there = [], "", browsing.tallied(asked.body_id)
    for _ in range(100):
        leaf = browsing.leaf(asked, there, after, most=most)
        found += [one.id for one in leaf.lines]
        after = leaf.next
        if not after:
            return found, leaf.total
    raise AssertionError("it has no end")


@pytest.mark.parametrize("look", [5, 2000])
@pytest.mark.parametrize(
    "asked",
    [{}, {"year": 2025}, {"columns": ("notices",)}, {"kind": "news"}, {"field": "education"}, {"category": "art20_15"},
     {"columns": ("notices", "statistics"), "kind": "notice", "year": 2026}, {"body_id": 1},
     {"body_id": 1, "kind": "news"}, {"year": 1999}],
)  # fmt: skip
def test_leafing_gives_what_the_register_holds(shelf, district, monkeypatch, asked, look):
    monkeypatch.setattr(browsing, "LOOK", look)
    if "body_id" in asked:
        asked = {**asked, "body_id": district.affairs}
    rows = Publication.objects.filter(status="public").order_by("-published_on", "-id")
    names = {"columns": "column__in", "year": "published_on__year"}
    wanted = list(
        rows.filter(**{names.get(key, key): value for key, value in asked.items()}).values_list("id", flat=True)
    )
    assert leafed(Narrowed(**asked)) == (wanted, len(wanted))


def test_the_list_has_few_statements(shelf, reader, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        page = reader.open("/publications")
    assert "共 60 条" in page.text
    assert page.text.count('<li><a href="/publications/') == 30
    assert "草稿" not in page.text


def test_one_goes_on_to_the_next_page(shelf, reader):
    page = reader.open("/publications?column=notices")
    onward = page.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    after = reader.open(f"/publications{onward}").text
    assert after.count('<li><a href="/publications/') == 10
    assert "第一页" not in page.text


def test_what_makes_no_sense_is_all(shelf, reader):
    page = reader.open("/publications?column=nowhere&body=x&year=20x6&kind=?&after=yesterday")
    assert "共 60 条" in page.text


def test_before_anything_is_published_it_says_what_will_be_here(reader, db):
    page = reader.open("/publications")
    assert "机关主动公开的信息会列在这里" in page.text
    assert reader.open("/data").status_code == 200
    assert reader.open("/data/counts").status_code == 200


def test_where_nothing_fits_it_says_how_to_go_on(shelf, reader):
    assert "没有符合条件的信息" in reader.open("/publications?year=2001").text


def test_the_home_page_has_what_is_new(shelf, reader):
    page = reader.open("/").text
    assert page.count('<li><a href="/publications/') == 6
    assert "第59件" in page
