"""A supervisor takes published reports in, works through what was found, and compares; in a real browser."""

import pytest
from django.conf import settings

from tests.journeys import chromium
from tests.journeys.test_every_page import SMALL
from tests.records.library.conftest import AT, page
from zhengwu.records.library import taking
from zhengwu.records.library.models import Decision, Found, Paper
from zhengwu.workbench.library import paper as papers

SIZES = {"desk": chromium.DESK, "phone": chromium.PHONE}
BASE = "/desk/library"


@pytest.fixture
def library(district, actors, tmp_path, monkeypatch):
    """Four papers: one with a wrong sum, one older version, one of an unknown body, one that cannot be read."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    papers.forget()
    files = (page(total=9), page("青禾区财政局"), page("青禾教育局", year=2023), b"\x89PNG\r\n\x1a\n....")
    for number, content in enumerate(files):
        taking.take_in(district.government, content, f"reports/{number}.html", by=actors["supervisor"], at=AT)
    taking.go_on(district.government, at=AT, seconds=60)
    return Paper.objects.order_by("id").first().pk


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_files_come_in_and_are_read(walk, cast, district, tmp_path, monkeypatch, script):
    monkeypatch.setattr(settings, "HOME", tmp_path)
    for name, content in {"a.html": page(total=9), "b.html": page("青禾区财政局")}.items():
        (tmp_path / name).write_bytes(content)
    there = walk(BASE, person=cast["supervisor"], script=script)
    there.click("text=收入报告")
    there.set_input_files("[type=file]", [tmp_path / "a.html", tmp_path / "b.html"])
    there.click("main .send button")
    there.wait_for_url("**/progress")
    if not script:
        there.click("text=继续读取")
    there.wait_for_selector("text=等待 0", timeout=60_000)
    there.goto(BASE)
    assert there.locator("tr[data-row]").count() == 2
    assert there.faults == []


def test_findings_are_worked_through_with_the_keyboard(walk, cast, library):
    there = walk(BASE, person=cast["supervisor"])
    there.click("text=/逐项处理/")
    left = Found.objects.filter(open=True).count()
    for _ in range(left):
        there.keyboard.press("n")  # to the choices
        there.keyboard.press("Space")
        there.fill("[name=note]", "已核对原件")
        there.keyboard.press("Tab")
        there.keyboard.press("Enter")
        there.wait_for_selector(".notice")
    assert "都处理完了" in there.inner_text("main")
    assert Decision.objects.filter(verdict="accepted").count() == left
    assert there.faults == []


def test_from_a_marked_cell_to_its_correction_and_back(walk, cast, library):
    there = walk(f"{BASE}/papers/{library}", person=cast["supervisor"])
    there.click("#c-requests-concluded-total a >> nth=0")
    there.fill("[name=value]", "3")
    there.fill("[name=why]", "原件为3")
    there.click("main .send button")
    assert there.url.endswith("#c-requests-concluded-total")
    assert "读为 9，应为 3" in there.inner_text("main")
    assert there.inner_text("#c-requests-concluded-total").startswith("3")


PAGES = (
    "", "?standing=unmatched", "?q=没有的", "/add", "/progress", "/next", "/across?year=2024", "/totals?year=2024",
    "/papers/{0}", "/papers/{0}/match", "/papers/{0}/cells/requests/concluded/total", "/papers/{2}",
    "/papers/{2}/match", "/papers/{3}",
)  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_sound(walk, cast, library, size):
    there = walk("/desk/me", SIZES[size], person=cast["supervisor"])
    for path in PAGES:
        there.goto(BASE + path.format(*range(library, library + 4)))
        chromium.opened(there)
        assert chromium.violations(there) == [], path
        assert there.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        if size == "phone":
            assert there.evaluate(SMALL) == [], path
    assert [said for said in there.faults if "404" not in said] == []


def test_an_empty_library_says_how_to_begin(walk, cast, district):
    there = walk(BASE, person=cast["supervisor"])
    assert "还没有报告" in there.inner_text(".empty")
    assert chromium.violations(there) == []
