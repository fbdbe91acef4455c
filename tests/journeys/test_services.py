"""A citizen finds a service, reads its guide in their situation, applies, follows it; with and without script."""

import pytest

from tests.conftest import START
from tests.journeys import chromium
from tests.journeys.test_citizen_publications import looked_at
from tests.portal.services.conftest import SHOP, SINCE
from zhengwu.records.items.loading import Loaded, load
from zhengwu.records.licences import kinds
from zhengwu.records.people.actors import CLOCKWORK

SIZES = {"desk": chromium.DESK, "phone": chromium.PHONE}
FILES = ("application", "layout", "lease", "firm")


@pytest.fixture
def shop(district, tmp_path, settings):
    """A service to apply for: its id."""
    settings.HOME = tmp_path
    kinds.ship(district.bureau, by=CLOCKWORK, at=START, on=SINCE)
    return load([Loaded(district.bureau, SHOP, SINCE, district.other_unit)], by="test", at=START)[0]


def filled_in(page, look):
    """All screens of the application, up to the receipt."""
    page.click("label:has-text('租用')")
    go_on(page, look)
    page.click("label:has-text('不承诺')")
    go_on(page, look)
    page.check("input[value=enterprise]")
    for name, said in (
        ("name", "青禾小馆"),
        ("code", "91110000600037341L"),
        ("phone", "13800000000"),
        ("agent", "林晓禾"),
    ):
        page.fill(f"#f-{name}", said)
    go_on(page, look)
    page.fill("#f-address", "湖滨路1号")
    page.check("input[value=noodles]")
    go_on(page, look)
    for key in FILES:
        name = {"name": f"{key}.txt", "mimeType": "text/plain", "buffer": key.encode()}
        page.set_input_files(f"#f-file-{key}", name)
    go_on(page, look)
    page.check("#f-declared")
    page.click("main form .btn-primary")
    page.wait_for_url("**/receipt")
    look(page)


def go_on(page, look):
    """The next screen, looked at."""
    look(page)
    with page.expect_navigation():
        page.click("main form .btn-primary")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_one_finds_reads_applies_and_follows(walk, shop, size):
    page = walk("/services", SIZES[size])
    looked_at(page)
    page.click("text=开饭店")
    looked_at(page)
    page.click(f"text={SHOP.name}")
    looked_at(page)
    page.click("label:has-text('租用')")
    page.click("text=看我的情况")
    looked_at(page)
    page.click("text=在线申请")
    looked_at(page)
    page.click("text=开始申请")
    filled_in(page, looked_at)
    page.click("text=查看办理进度")
    looked_at(page)
    assert "已收件，待受理" in page.text_content("h1")
    page.goto("/my")
    looked_at(page)


@pytest.mark.slow
def test_it_is_done_without_script(walk, shop):
    page = walk(f"/services/{shop}/apply", script=False)
    page.click("text=开始申请")
    for click in ("label:has-text('租用')", "label:has-text('不承诺')"):
        page.click(click)
        page.click("main form .btn-primary")
    assert page.url.endswith("/who")


@pytest.mark.slow
def test_a_guide_is_sound_in_large_type_in_english_and_on_paper(walk, shop):
    page = walk("/look?type=large&back=/", SIZES["phone"], "en-US")
    for path in ("/services", "/services/ask", f"/services/{shop}", f"/services/{shop}/print", "/services?q=QQQ"):
        page.goto(path)
        looked_at(page)
