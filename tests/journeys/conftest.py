"""The journeys: a real browser, a real server, the cast of 青禾区 on file. Skipped where there is no Chromium."""

import os

import pytest

from tests.conftest import PASSWORD
from tests.journeys import chromium

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver runs a loop in this thread; no query is in it


@pytest.fixture(scope="session")
def browser():
    """One browser for all journeys of a process."""
    if chromium.found() is None:
        pytest.skip(chromium.ABSENT)
    with chromium.browsing() as browser:
        yield browser


@pytest.fixture
def house(transactional_db):
    """The address of a server over the test's database."""
    with chromium.serving() as address:
        yield address


@pytest.fixture
def walk(browser, house):
    """A function that opens a page: in which width and language, with or without script, signed in or not."""
    contexts = []

    def walked(path, size=chromium.DESK, lang="zh-CN", script=True, person=None):
        context = browser.new_context(viewport=size, locale=lang, java_script_enabled=script, base_url=house)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.click = _settling(page, page.click)
        page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        if person:
            page.goto("/desk/sign-in")
            page.fill("[name=username]", person.username)
            page.fill("[name=password]", PASSWORD)
            page.click("main button")
        page.goto(path)
        return page

    yield walked
    for context in contexts:
        context.close()


def _settling(page, click):
    """A click that also waits for the page it leads to: the browser's driver waits for its first byte only."""

    def settled(*args, **options):
        click(*args, **options)
        page.wait_for_load_state()

    return settled
