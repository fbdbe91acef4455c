"""The counter with the keyboard alone: a simple case from the item to the receipt in twelve key actions at most."""

import pytest
from django.conf import settings

from tests.journeys import chromium
from tests.journeys.test_every_page import sound
from tests.workbench.approvals.conftest import CODE, quick, simple  # noqa: F401
from zhengwu.records.cases.models import Case

MOST_KEYS = 12
FOCUSED = "!document.querySelector('[autofocus]') || document.activeElement !== document.body"


class Keys:
    """What a clerk does with the keyboard: a word typed, or a key pressed, is one action."""

    def __init__(self, page):
        self.page, self.count = page, 0
        self._looked()

    def _looked(self):
        """Waits as long as a person does: until the page has put its cursor where one begins."""
        self.page.wait_for_function(FOCUSED)

    def type(self, text):
        """Types a word where the focus is."""
        self.page.keyboard.type(text)
        self.count += 1

    def press(self, key, *, leaves=False):
        """Presses a key; `leaves` where it leads to another page."""
        self.count += 1
        if not leaves:
            self.page.keyboard.press(key)
            return
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self._looked()


def test_a_simple_case_takes_twelve_keys_at_most(walk, house, cast, quick, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr(settings, "HOME", tmp_path)
    page = walk("/desk/intake", person=cast["clerk"])
    keys = Keys(page)
    keys.type("社会保险")
    keys.press("Enter", leaves=True)
    keys.type(CODE)
    keys.press("Tab")
    keys.type("周某")
    keys.press("Enter", leaves=True)
    keys.press("Space")
    keys.press("Enter", leaves=True)
    assert "收件回执" in page.inner_text("main")
    assert Case.objects.get().state == "delivered"
    assert keys.count <= MOST_KEYS, keys.count
    sound(page, house)


@pytest.mark.parametrize("size", [chromium.DESK, chromium.PHONE], ids=["desk", "phone"])
def test_the_screens_are_sound(walk, house, cast, simple, size):  # noqa: F811
    page = walk("/desk/intake?q=许可", person=cast["clerk"], size=size)
    sound(page, house)
    page.fill("[name=code]", "110105194912310021")
    page.click("main .send button")
    page.wait_for_selector(".problems")
    page.faults.clear()  # the browser tells a refusal (422) as one
    sound(page, house)
    page.fill("[name=code]", CODE)
    page.fill("[name=name]", "周某")
    page.click("main .send button")
    sound(page, house)
    page.click("main .send button.btn-primary")
    assert page.locator(".problems a").count() == 1
    page.faults.clear()
    sound(page, house)


def test_it_goes_without_script(walk, cast, simple):  # noqa: F811
    page = walk(f"/desk/intake/{simple}", person=cast["clerk"], script=False)
    page.fill("[name=name]", "周某")
    page.click("main .send button")
    page.check("[name=all]")
    page.click("main .send button.btn-primary")
    assert "收件回执" in page.inner_text("main")
