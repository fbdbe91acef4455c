"""A supervisor looks at the region in a real browser: from the list to a body, its cases and back, also on a phone."""

import pytest

from tests.journeys import chromium
from tests.journeys.test_every_page import SMALL
from tests.records.region.conftest import ledger, nothing_kept
from tests.workbench.conftest import TODAY

__all__ = ["ledger", "nothing_kept"]
SIZES = {"desk": chromium.DESK, "phone": chromium.PHONE}
TWICE = {"width": 640, "height": 400}  # 1280 at 200 %


@pytest.fixture
def region(district, ledger):
    for body_id in (district.bureau, district.affairs, district.station):
        ledger(body_id, 40)
    return district


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_from_the_region_to_a_case(walk, cast, region, script):
    page = walk("/desk/me", person=cast["supervisor"], script=script)
    page.click(".places >> text=地区一览")
    page.click("thead >> text=逾期答复率")
    assert page.locator("th[aria-sort=descending]").count() == 1
    page.click("text=青禾区行政审批局")
    assert "青禾区行政审批局" in page.inner_text("h1")
    number = page.inner_text(".tiles a >> nth=0")
    page.click(".tiles a >> nth=0")
    assert page.inner_text(".big") == number
    assert page.locator("tr[data-row]").count() == int(number)
    page.click("tr[data-row] a >> nth=0")
    assert "/desk/cases/" in page.url
    assert page.faults == []


def test_columns_are_chosen_and_kept_while_sorting(walk, cast, region):
    page = walk("/desk/region", person=cast["supervisor"])
    page.click(".columns summary")
    for box in page.query_selector_all(".columns input:checked"):
        box.uncheck()
    page.check("label[for='col-suits']")
    page.click("text=显示这些列")
    page.click("thead >> text=诉讼审结")
    assert page.locator("thead tr:nth-child(2) th").count() == 2
    assert "col=suits" in page.url


def test_two_bodies_side_by_side_and_too_few(walk, cast, region):
    page = walk("/desk/region", person=cast["auditor"])
    page.check("[aria-label=比较审批局]")
    page.click("text=比较勾选的机关")
    assert "请勾选 2 至 5 个机关" in page.inner_text(".notices")
    assert page.is_checked("[aria-label=比较审批局]")
    page.check("[aria-label=比较民政局]")
    page.click("text=比较勾选的机关")
    assert page.locator("thead th").count() == 3


@pytest.mark.parametrize("size", SIZES)
def test_every_page_of_the_region_is_sound(walk, cast, region, size):
    page = walk("/desk/me", SIZES[size], person=cast["supervisor"])
    paths = ("", "?sort=-late_share", f"?on={TODAY.year - 1}-12-31", "?kind=township", f"/{region.bureau}",
             f"/{region.bureau}/concluded", f"/{region.government}", f"/{region.government}/late",
             f"/compare?body={region.bureau}&body={region.affairs}")  # fmt: skip
    for path in paths:
        assert page.goto(f"/desk/region{path}").status == 200, path
        chromium.opened(page)
        assert chromium.violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        if size == "phone":
            assert page.evaluate(SMALL) == [], path
            page.set_viewport_size(TWICE)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            page.set_viewport_size(SIZES[size])
