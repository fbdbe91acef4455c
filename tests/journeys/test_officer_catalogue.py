"""The catalogue at the desk in a real browser: list, columns, guide, paper, a file that is brought; wide and narrow."""

import pytest

from tests.journeys import chromium
from tests.journeys.test_every_page import sound

FILE = "序号,一级事项,二级事项,公开内容,公开时限\n1,服务,开放时间,时间,及时\n2,服务,志愿服务,招募,随缘\n"
PAGES = ("/desk/catalogue", "{0}", "{0}/new", "{0}/print", "{0}/figures", "{0}/guide", "{0}/guide/write",
         "/desk/catalogue/columns", "/desk/imports", "/desk/imports/new")  # fmt: skip
SENT = "main .send button.btn-primary"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.mark.parametrize("size", [chromium.DESK, chromium.PHONE], ids=["desk", "phone"])
def test_the_pages_are_sound(walk, house, cast, district, size):
    page = walk("/desk/catalogue", person=cast["head"], size=size)
    for path in PAGES:
        page.goto(path.format(f"/desk/catalogue/{district.bureau}"))
        sound(page, house)


def test_a_catalogue_is_brought_looked_at_and_written(walk, house, cast, district):
    here = f"/desk/catalogue/{district.bureau}"
    page = walk(f"{here}/import", person=cast["head"], size=chromium.PHONE)
    page.set_input_files("[name=file]", {"name": "目录.csv", "mimeType": "text/csv", "buffer": FILE.encode()})
    page.click(SENT)
    page.wait_for_selector("[name=packed]", state="attached")
    assert "没有读懂公开时限“随缘”" in page.inner_text("main")
    sound(page, house)
    page.click(SENT)
    page.wait_for_selector(".notice-done")
    assert "志愿服务" in page.inner_text("main")
    sound(page, house)
