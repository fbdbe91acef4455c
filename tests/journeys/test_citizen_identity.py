"""A citizen proves at the identity service who they are, sees that it is so, and takes it away again."""

import pytest

from tests.journeys import chromium
from tests.journeys.test_citizen import GO_ON, looked_at
from tests.portal.conftest import NUMBER, there

__all__ = ["there"]  # a fixture
SIZES = {"desk": chromium.DESK, "phone": chromium.PHONE}


def to_identity(page):
    """The screens up to the one that asks who somebody is."""
    page.fill("#f-subject", "望湖大道绿化工程")
    page.click(GO_ON)
    page.select_option("#f-office", label="青禾区行政审批局")
    page.click(GO_ON)
    page.click(GO_ON)
    for value in ("electronic", "natural_person", "self"):
        page.check(f"input[value={value}]")
        page.click(GO_ON)
    page.wait_for_url("**/request/identity")


def proved(page, there):
    """There and back, as the browser is led."""
    way = page.get_attribute("a[href^='/identity?']", "href")
    to = page.request.get(way, max_redirects=0).headers["location"]
    page.goto(there.authorize(to))
    page.wait_for_url("**/request/identity")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_what_is_proved_is_shown_until_it_is_taken_away(walk, district, there, size):
    page = walk("/request/subject", SIZES[size])
    to_identity(page)
    looked_at(page)
    proved(page, there)
    assert page.input_value("#f-id_number") == NUMBER
    looked_at(page)
    page.click(GO_ON)
    page.fill("#f-phone", "000-12345678")
    page.click(GO_ON)
    looked_at(page)
    page.click(GO_ON)
    assert "省统一身份认证" in page.inner_text(".answers")
    looked_at(page)
    page.goto("/request/identity")
    page.click("text=不用核验结果")
    assert "核验结果已去掉" in page.inner_text("main")
    page.goto("/request/check")
    assert "省统一身份认证" not in page.inner_text(".answers")
