"""At the kiosk, upright and large: one applies by touch or by keyboard, and nothing is left of it."""

import pytest

from tests.journeys.test_citizen_publications import looked_at
from tests.journeys.test_services import filled_in, shop

__all__ = ["shop"]
UPRIGHT = {"width": 1080, "height": 1920}
LARGE = 60  # pixels that a finger finds
SMALL = """(least) => [...document.querySelectorAll('main a, main button, main input')].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && !one.closest('.choice, p.quiet, .over') && box.height < least;
}).map((one) => one.outerHTML.slice(0, 90))"""


@pytest.mark.slow
def test_one_applies_and_leaves_nothing(walk, shop):
    page = walk("/kiosk", UPRIGHT)
    looked_at(page)
    assert page.evaluate(SMALL, LARGE) == []
    page.click("text=找事项、申请")
    looked_at(page)
    page.click("text=开饭店")
    looked_at(page)
    page.click(".choices-big a")
    looked_at(page)
    page.click("text=现在申请")
    page.click("text=开始申请")
    filled_in(page, looked_at)
    assert page.locator("button[data-print]").is_visible()
    page.click("text=结束并清除")
    assert page.url.endswith("/kiosk")
    assert page.context.cookies() == []


@pytest.mark.slow
def test_three_choices_by_keyboard(walk, shop):
    page = walk("/kiosk", UPRIGHT)
    for _ in range(12):
        page.keyboard.press("Tab")
        if "/kiosk/progress" in (page.evaluate("document.activeElement.href") or ""):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/kiosk/progress")
    looked_at(page)


@pytest.mark.slow
def test_nobody_there_is_asked_and_then_forgotten(walk, shop):
    page = walk("/kiosk/still", UPRIGHT)
    looked_at(page)
    page.click("text=我还在")
    assert page.url.endswith("/kiosk")
