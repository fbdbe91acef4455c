"""What holds on every page: axe finds nothing, nothing sticks out at 360 px, no script fails, nothing is fetched."""

import pytest

from tests.journeys import chromium

PUBLIC = ("/", "/desk/sign-in", "/parts", "/nothing", "/%00")
TWICE = {"width": 640, "height": 400}  # 1280 at 200 %


def sound(page, house):
    """Nothing that axe finds, and it fits."""
    chromium.opened(page)
    assert chromium.violations(page) == []
    fits(page, house)


def fits(page, house):
    """Nothing sticks out, no script fails, nothing is fetched from elsewhere."""
    chromium.opened(page)
    assert page.evaluate(WIDE) == 0, "the page sticks out"
    fetched = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert all(one.startswith((house, "data:")) for one in fetched)
    assert [one for one in page.faults if "status of 40" not in one] == []


WIDE = "Math.max(0, document.documentElement.scrollWidth - innerWidth)"
SMALL = """() => [...document.querySelectorAll('a, button, summary, input, select, textarea')].filter((one) => {
    const box = one.getBoundingClientRect();
    if (!box.width || one.type === 'hidden' || one.matches('.skip, [aria-hidden="true"]')) return false;
    const inline = one.tagName === 'A' && getComputedStyle(one).display === 'inline';
    const cell = one.closest('td, th, li, p, dd');
    return !inline && !one.closest('.statutory, .tiles, .choice') && box.height < 43.5 && cell?.tagName !== 'TD';
}).map((one) => one.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_sound_at_a_desk_on_a_phone_and_twice_as_large(walk, house, path):
    page = walk(path)
    sound(page, house)
    page.set_viewport_size(chromium.PHONE)
    page.goto(path)
    sound(page, house)
    assert page.evaluate(SMALL) == []
    page.set_viewport_size(TWICE)
    page.goto(path)
    assert page.evaluate(WIDE) == 0


def test_public_pages_are_sound_in_large_type_and_in_english(walk, house):
    page = walk("/look?type=large&back=/", chromium.PHONE, lang="en-GB")
    for path in PUBLIC:
        page.faults.clear()
        page.goto(path)
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 22
        sound(page, house)
