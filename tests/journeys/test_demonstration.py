"""The demonstration in a browser: every guided path walked, every public page sound, at a desk and on a phone."""

import pytest

from examples.district.running import running
from tests import demonstration
from tests.journeys import chromium
from tests.journeys.test_every_page import SMALL, fits, sound

pytestmark = pytest.mark.slow
PUBLIC = (
    "/", "/tour", "/request", "/track", "/opinion", "/deadline", "/deadline?from=2026-09-24&days=20", "/guide",
    "/guide/{bureau}", "/reports", "/reports/{bureau}/{last_year}", "/reports/check",
    "/reports/compare?a={bureau}-{last_year}&b={bureau}-{year_before}",
    "/search?q=审批", "/search?q=没有这样的字", "/help", "/about", "/accessibility", "/nothing/here",
)  # fmt: skip
# Lists that are full here, and pages that the walk through every staff page sees nearly empty.
STAFF = {
    "sp-head": ("/desk/?tab=all", "/desk/groups", "/desk/search?q=审批", "/desk/notices", "/desk/reports"),
    "qh-supervisor": ("/desk/?tab=late", "/desk/reports", "/desk/calendar", "/desk/search?q=青禾"),
    "qh-administrator": ("/desk/administration", "/desk/administration/people", "/desk/administration/bodies",
                         "/desk/administration/tokens", "/desk/administration/health"),
    "qh-auditor": ("/desk/administration/journal",),
}  # fmt: skip
KINDS = ("html", "pdf", "docx", "xlsx", "json")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """青禾区, served once for this module."""
    if chromium.found() is None:
        pytest.skip(chromium.ABSENT)
    with running(demonstration.copied(tmp_path_factory, tmp_path_factory.mktemp("served") / "demo")) as demo:
        yield demo


@pytest.fixture
def look(browser, demo):
    """A function that opens an address at a width, as somebody or as everybody, and gives the page."""
    contexts = []

    def looking(path, size=chromium.DESK, login="", lang="zh-CN"):
        context = browser.new_context(viewport=size, locale=lang, base_url=demo.url)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        if login:
            page.goto("/desk/sign-in")
            page.fill("[name=username]", login)
            page.fill("[name=password]", demo.kept["password"])
            page.press("[name=password]", "Enter")
            page.wait_for_url(lambda url: "sign-in" not in url)
        page.goto(path.format(**demo.facts))
        return page

    yield looking
    for context in contexts:
        context.close()


def test_every_public_page_is_sound(look, demo):
    page = look("/")
    for path in PUBLIC:
        for size in (chromium.DESK, chromium.PHONE):
            page.set_viewport_size(size)
            page.goto(path.format(**demo.facts))
            sound(page, demo.url)
        assert page.evaluate(SMALL) == [], path


def test_every_public_page_fits_a_phone_in_english(look, demo):
    page = look("/", chromium.PHONE, lang="en-GB")
    for path in PUBLIC:
        page.goto(path.format(**demo.facts))
        fits(page, demo.url)
        assert page.evaluate(SMALL) == [], path


def test_every_guided_path_leads_to_pages_that_are_there(look, demo):
    for way in demo.kept["paths"]:
        page = look("/", chromium.PHONE, way.get("login", ""))
        for step in way["steps"]:
            if step.get("href"):
                assert page.goto(step["href"]).status == 200, (way["key"], step["href"])
                sound(page, demo.url)


@pytest.mark.parametrize(("lang", "holds"), [("zh-CN", sound), ("en-GB", fits)])
def test_full_lists_of_the_staff_are_sound_on_a_phone(look, demo, lang, holds):
    for login, paths in STAFF.items():
        page = look("/", chromium.PHONE, login, lang)
        for path in paths:
            assert page.goto(path).status == 200, (login, path)
            holds(page, demo.url)


def test_an_answered_request_is_followed_to_its_letter_and_file(look, demo):
    page = look("/track", chromium.PHONE)
    page.fill("[name=number]", demo.facts["answered_number"])
    page.fill("[name=secret]", demo.facts["answered_secret"])
    page.press("[name=secret]", "Enter")
    page.wait_for_url("**/track/*")
    sound(page, demo.url)
    places = [one.get_attribute("href") for one in page.query_selector_all("a[href*='/letters/'], a[href*='/files/']")]
    assert any("/letters/" in place for place in places)
    assert any("/files/" in place for place in places)
    for place in places:
        answer = page.request.get(place)
        assert answer.status == 200, place
        assert len(answer.body()) > 50


def test_a_third_party_is_told_what_it_is_about(look, demo):
    page = look("/opinion", chromium.PHONE)
    page.fill("[name=number]", demo.facts["opinion_number"])
    page.fill("[name=secret]", demo.facts["opinion_secret"])
    page.press("[name=secret]", "Enter")
    page.wait_for_url("**/opinion/*")
    sound(page, demo.url)


def test_a_published_report_comes_in_five_formats(look, demo):
    page = look("/reports/{bureau}/{last_year}")
    place = "/reports/{bureau}/{last_year}/".format(**demo.facts)
    found = {one.get_attribute("href").rsplit("/", 1)[1] for one in page.query_selector_all(f"a[href^='{place}']")}
    assert len(found) >= len(KINDS)
    for kind in found:
        answer = page.request.get(place + kind)
        assert answer.status == 200, kind
        assert len(answer.body()) > 1000, kind
