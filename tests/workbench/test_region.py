"""The region on the screen: every figure leads to its list, nothing is ranked on too little, files hold all of it."""

import re
from html import unescape

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.records.region.conftest import ledger, nothing_kept
from tests.workbench.conftest import TODAY
from zhengwu.records.cases.models import Case
from zhengwu.records.region.behind import LISTS
from zhengwu.workbench.region.asking import COLUMNS

__all__ = ["ledger", "nothing_kept"]
LAST = f"{TODAY.year - 1}-12-31"
FIGURE = re.compile(
    r'<a href="(/desk/region/\d+/(\w+)[^"]*)">([\d,.%]+)</a>(?:<span class="under">([\d,]+)(?:/[\d,]+)?</span>)?'
)
EVERY = "&".join(f"col={key}" for key in COLUMNS)
SIGNED = 6  # statements of the door and the frame


@pytest.fixture
def region(district, ledger):
    for body_id in (district.bureau, district.affairs, district.foreign):
        ledger(body_id, 30)
    return district


def whole(visitor, path):
    """How many matters a list has on all its pages."""
    found, place = 0, path.split("?")[0]
    while path:
        text = visitor.open(path).text
        found += text.count("<tr data-row>")
        more = re.search(r'rel="next" href="([^"]+)"', text)
        path = place + unescape(more.group(1)) if more else ""
    return found


def test_it_works(seat, region):
    page = seat("supervisor").open("/desk/region")
    assert page.status_code == 200
    assert "青禾区行政审批局" in page.text
    assert "合计（4 个机关）" in page.text
    assert "云溪" not in page.text
    assert "2 个机关这段时间没有任何办件记录" in page.text


@pytest.mark.parametrize("when", ["", f"on={LAST}&"])
def test_every_figure_leads_to_a_list_with_as_many(seat, region, when):
    visitor = seat("auditor")
    links = FIGURE.findall(visitor.open(f"/desk/region?{when}{EVERY}").text)
    assert len({key for _, key, _, _ in links}) >= 12
    for path, _, text, part in links:
        assert whole(visitor, unescape(path)) == int((part or text).replace(",", "")), path


@pytest.mark.parametrize("key", COLUMNS)
def test_every_column_sorts_both_ways_and_keeps_everybody(seat, region, key):
    visitor = seat("supervisor")
    for sort in (key, f"-{key}"):
        text = visitor.open(f"/desk/region?sort={sort}&col={key}").text
        assert text.count("<tr data-row>") == 4
        assert f'aria-sort="{"descending" if sort.startswith("-") else "ascending"}"' in text


def test_too_small_a_sample_is_listed_without_a_rank(seat, region):
    visitor = seat("supervisor")
    assert "不足 50 件，列在后面" in visitor.open("/desk/region?sort=-late_share&least=50").text
    assert (
        "不足 5 件，列在后面" in visitor.open("/desk/region?sort=-late_share&least=5").text
    )  # two have nothing at all
    assert "位次" not in visitor.open("/desk/region?sort=-received").text


def test_a_body_shows_its_years_and_its_report(seat, region):
    visitor = seat("supervisor")
    page = visitor.open(f"/desk/region/{region.bureau}")
    assert page.status_code == 200
    assert page.text.count("<svg") == 3
    for year in (TODAY.year - 1, TODAY.year - 2):
        assert f"?on={year}-12-31" in page.text
    links = FIGURE.findall(page.text)
    assert len(links) > 20
    for path, _, text, part in links[::5]:
        assert whole(visitor, unescape(path)) == int((part or text).replace(",", "")), path


def test_two_to_five_bodies_stand_side_by_side(seat, region):
    visitor = seat("auditor")
    page = visitor.open(f"/desk/region/compare?body={region.bureau}&body={region.affairs}")
    assert page.status_code == 200
    assert page.text.index("审批局") < page.text.index("民政局")
    for one in ("", f"?body={region.bureau}", f"?body={region.bureau}&body={region.foreign}"):
        back = visitor.get(f"/desk/region/compare{one}")
        assert back.status_code == 303
        assert back.headers["Location"].startswith("/desk/region?")
    assert (
        f'value="{region.bureau}" aria-label="比较审批局" checked'
        in visitor.open(f"/desk/region?body={region.bureau}").text
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_a_file_has_all_of_it(seat, region, kind):
    response = seat("supervisor").get(f"/desk/region/export/{kind}?kind=department&sort=-received")
    content = b"".join(response.streaming_content)
    assert response.status_code == 200
    assert f"region-{TODAY}.{kind}" in response.headers["Content-Disposition"]
    assert content[:2] == b"PK" if kind == "xlsx" else "青禾区民政局".encode() in content
    if kind == "json":
        assert [one["body"] for one in orjson.loads(content)][-1] == "合计"


@pytest.mark.parametrize("post", ["clerk", "handler", "reviewer", "head", "leader", "administrator"])
def test_it_refuses_whoever_does_not_supervise(seat, region, post):
    visitor = seat(post)
    for path in ("", "/export/csv", "/compare"):
        assert visitor.get(f"/desk/region{path}").status_code == 403
    for path in ("", *(f"/{key}" for key in LISTS)):
        assert visitor.get(f"/desk/region/{region.bureau}{path}").status_code == 404
    assert "/desk/region" not in visitor.open("/desk/me").text


def test_a_body_of_another_region_is_not_there(seat, region):
    visitor = seat("supervisor")
    assert visitor.get(f"/desk/region/{region.foreign}").status_code == 404
    assert visitor.get(f"/desk/region/{region.foreign}/received").status_code == 404
    assert visitor.get(f"/desk/region/{region.bureau}/nothing").status_code == 404


ODD = ("?on=2025-13-31", "?sort=name--&col=x", "?parent=99999999999999999", "?after=x", "?least=-1",
       "?on=1999-12-31", f"?body={'9' * 20}", "?late=2&sort=-report")  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_address_is_shown_as_far_as_it_makes_sense(seat, region, odd):
    assert seat("supervisor").open(f"/desk/region{odd}").status_code == 200


@pytest.mark.parametrize("after", ["x", "~~~", "granted~natural_person~2026~x", "2026-02-30~1", "~~1~1"])
def test_an_odd_place_in_a_list_is_no_fault(seat, region, after):
    visitor = seat("supervisor")
    for key in LISTS:
        assert visitor.get(f"/desk/region/{region.bureau}/{key}?after={after}").status_code == 200


def test_what_is_narrowed_to_nothing_says_so(seat, region):
    assert "没有这样的机关" in seat("supervisor").open("/desk/region?kind=township").text


def test_the_list_shows_a_change_at_once(seat, region):
    visitor = seat("supervisor")
    visitor.open("/desk/region")
    Case.objects.filter(body=region.affairs, is_open=True).update(sort_on="9999-12-31", is_open=False)
    text = visitor.open(f"/desk/region?parent={region.affairs}&col=open").text
    assert f"/desk/region/{region.affairs}/open" not in text


def test_a_page_takes_few_statements_whatever_the_number_of_bodies(seat, region):
    visitor = seat("supervisor")
    visitor.open("/desk/region")
    with CaptureQueriesContext(connection) as asked:
        visitor.open("/desk/region?sort=-late_share")
    # Within a test everything is counted anew: four statements for each of two years.
    assert len(asked) <= SIGNED + 8 + 4
