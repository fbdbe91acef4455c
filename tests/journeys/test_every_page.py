"""What holds on every page: axe finds nothing, nothing sticks out at 360 px, no script fails, nothing is fetched."""

import pytest

from tests.journeys import chromium

PUBLIC = ("/", "/desk/sign-in", "/parts", "/nothing", "/%00")
STAFF = ("/desk/", "/desk/me", "/desk/password")
SIZES = {"desk": chromium.DESK, "phone": chromium.PHONE}


def sound(page, house):
    chromium.opened(page)
    assert chromium.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page sticks out"
    fetched = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert all(one.startswith((house, "data:")) for one in fetched)
    assert [one for one in page.faults if "status of 40" not in one] == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_sound(walk, house, path, size):
    sound(walk(path, SIZES[size]), house)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", STAFF)
def test_a_page_of_the_staff_is_sound(walk, house, cast, path, size):
    sound(walk(path, SIZES[size], person=cast["clerk"]), house)


@pytest.mark.parametrize("path", PUBLIC)
def test_it_is_sound_in_large_type_and_in_english(walk, house, path):
    page = walk("/look?type=large&back=/", chromium.PHONE, lang="en-GB")
    page.goto(path)
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 22
    sound(page, house)


@pytest.mark.parametrize("path", PUBLIC)
def test_it_is_usable_at_twice_the_size(walk, house, path):
    page = walk(path, {"width": 640, "height": 400})  # 1280 at 200 %
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


SMALL = """() => [...document.querySelectorAll('a, button, summary, input, select, textarea')].filter((one) => {
    const box = one.getBoundingClientRect();
    if (!box.width || one.type === 'hidden' || one.matches('.skip')) return false;
    const inline = one.tagName === 'A' && getComputedStyle(one).display === 'inline';
    const cell = one.closest('td, th, li, p, dd');
    return !inline && !one.closest('.statutory, .tiles, .choice') && box.height < 43.5 && cell?.tagName !== 'TD';
}).map((one) => one.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("path", PUBLIC)
def test_what_is_tapped_is_big_enough(walk, path):
    assert walk(path, chromium.PHONE).evaluate(SMALL) == []
