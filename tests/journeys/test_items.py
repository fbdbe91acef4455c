"""An item drawn up and published by somebody else, in a real browser, with script and without; its pages are sound."""

import pytest

from tests.journeys import chromium
from tests.journeys.test_every_page import sound
from tests.workbench.items.conftest import drafted, published  # noqa: F401

PAGES = ("/desk/items", "/desk/items/{0}", "/desk/items/{0}/edit/identity", "/desk/items/{0}/edit/materials",
         "/desk/items/{0}/edit/form", "/desk/indicators", "/desk/indicators/online", "/desk/indicators/attainable",
         "/desk/powers", "/desk/powers/new", "/desk/seals", "/desk/simplified", "/desk/items/claim",
         "/desk/items/import",
         "/desk/items/levels", "/desk/approvals", "/desk/approvals/faith")  # fmt: skip


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_row_is_added_and_the_draft_is_published_by_another(walk, cast, published, script):  # noqa: F811
    page = walk(f"/desk/items/{published}/edit/faqs", person=cast["head"], script=script)
    page.click("button[value='add faqs']")
    page.fill("[name=faqs-1-question]", "可以代办吗？")
    page.fill("[name=faqs-1-answer]", "可以，带委托书。")
    page.click("main .send button.btn-primary")
    assert "已存入草稿" in page.inner_text("body")
    other = walk(f"/desk/items/{published}/publish", person=cast["leader"], script=script)
    other.click("main .send button")
    assert "可以代办吗？" in other.inner_text("main")


@pytest.mark.parametrize("size", [chromium.DESK, chromium.PHONE], ids=["desk", "phone"])
def test_the_pages_are_sound(walk, house, cast, published, size):  # noqa: F811
    page = walk("/desk/items", person=cast["head"], size=size)
    for path in PAGES:
        page.goto(path.format(published))
        sound(page, house)
