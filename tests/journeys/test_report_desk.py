"""The report desk in a real browser: a leader goes from draft to publication; the office above finds who is late."""

import re

import pytest

from tests.journeys import chromium
from tests.journeys.test_every_page import SMALL
from tests.records.reports.conftest import file_matters
from tests.workbench.conftest import AT
from tests.workbench.reports.conftest import YEAR, ready
from zhengwu.records.reports import actions, issuing
from zhengwu.records.reports.models import AnnualReport, Passage

__all__ = ["file_matters", "ready"]
SIZES = {"desk": chromium.DESK, "phone": chromium.PHONE}
LONG = 60_000  # milliseconds: five documents are written and read back


@pytest.fixture
def done(ready, actors):
    """The bureau's year published and corrected once."""
    for reason in ("", "许可数据有误"):
        if reason:
            actions.correct(ready, YEAR, reason=reason, by=actors["clerk"], at=AT)
        actions.check(ready, YEAR, by=actors["clerk"], at=AT)
        issuing.sign(ready, YEAR, by=actors["leader"], at=AT)
        issuing.publish(ready, YEAR, by=actors["head"], at=AT)
    return ready


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_leader_signs_and_publishes_following_the_biggest_button(walk, cast, ready, script):
    page = walk("/desk/me", person=cast["leader"], script=script)
    page.click("text=年度报告")
    page.click("[data-open]")
    for _ in range(3):  # check, sign, publish
        page.click(".offers .btn-primary")
        page.click("main .send button")
        page.wait_for_selector(".notice-done", timeout=LONG)
    assert "已公布" in page.inner_text(".byline")
    page.click("text=公众看到的页面")
    assert "青禾区行政审批局" in page.inner_text("h1")
    assert AnnualReport.objects.get(body=ready).status == "published"
    assert page.faults == []


def test_an_error_is_answered_with_a_reason_and_signed(walk, cast, district):
    page = walk(f"/desk/reports/{district.bureau}/{YEAR}", chromium.PHONE, person=cast["leader"])
    page.click(".offers .btn-primary")
    page.click("main .send button")
    page.wait_for_selector(".notice-done", timeout=LONG)
    page.click(".offers >> text=签发")
    page.click("main .send button")
    assert page.evaluate("document.activeElement.closest('.problems') !== null")
    for box in page.query_selector_all("main textarea"):
        box.fill("本年度没有此项业务，已核实。")
    page.click("main .send button")
    page.wait_for_selector(".notice-done", timeout=LONG)
    assert "已签发" in page.inner_text(".byline")


def test_from_a_figure_in_the_text_to_its_cases_and_back(walk, cast, ready):
    page = walk(f"/desk/reports/{ready}/{YEAR}", person=cast["clerk"])
    page.click("a.figure-in-text >> nth=0")
    assert "#c-" in page.url
    page.click("#c-requests-granted-natural_person a")
    assert page.locator("tr[data-row]").count() == 4
    page.click("text=回到报告中的这一格")
    assert page.url.endswith("#c-requests-granted-natural_person")
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top < innerHeight")


def test_a_wrong_number_in_the_text_is_put_right_with_one_tap(walk, cast, ready, actors):
    actions.put_text(ready, YEAR, "overview", "本机关收到政府信息公开申请182件。", by=actors["clerk"], at=AT)
    page = walk(f"/desk/reports/{ready}/{YEAR}", person=cast["clerk"])
    page.click("text=把 182 更新为 6")
    assert "已把 182 更新为 6" in page.inner_text(".notice-done")
    assert Passage.objects.latest("id").text == "本机关收到政府信息公开申请{requests.received.total}件。"


def test_the_office_above_finds_who_is_late_and_reminds(walk, cast, done):
    page = walk("/desk/me", person=cast["supervisor"])
    page.click("text=年度报告")
    page.click(".tabs >> text=逾期")
    late = page.inner_text(".matrix")
    assert "青禾区民政局" in late
    assert "青禾区行政审批局" not in late
    page.click("text=/催报逾期的/")
    assert re.search("已提醒 3 个机关", page.inner_text(".notice-done"))
    assert page.faults == []


PAGES = (
    "", "/compared", "/versions?older=1&newer=2", "/drift", "/import", "/do/correct", "?version=1",
    "/cells/requests/received/total", "/cells/publications/licensing/decisions",
)  # fmt: skip
ABOVE = (
    "/desk/reports", "/desk/reports?only=late", "/desk/reports/findings?year={year}",
    "/desk/reports/across?year={year}",
    "/desk/reports/{government}/{year}", "/desk/reports/{government}/{year}/sum",
    "/desk/reports/{government}/{year}/cells/requests/received/total",
    "/desk/reports/findings?year={year}&rule=PUBLISHED",
)  # fmt: skip


def sound(page, paths):
    for path in paths:
        assert page.goto(path).status == 200, path
        chromium.opened(page)
        assert chromium.violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        if page.viewport_size == chromium.PHONE:
            assert page.evaluate(SMALL) == [], path


@pytest.mark.parametrize("size", SIZES)
def test_every_page_of_the_desk_is_sound(walk, cast, done, size):
    page = walk("/desk/me", SIZES[size], person=cast["clerk"])
    base, following = f"/desk/reports/{done}/{YEAR}", f"/desk/reports/{done}/{YEAR + 1}"
    sound(page, [*(base + path for path in PAGES), following, f"{following}/texts/overview", f"{following}/compared"])


@pytest.mark.parametrize("size", SIZES)
def test_every_page_of_the_office_above_is_sound(walk, cast, done, district, size):
    page = walk("/desk/me", SIZES[size], person=cast["supervisor"])
    sound(page, [path.format(year=YEAR, government=district.government) for path in ABOVE])


def test_what_came_in_is_sound_on_a_phone(walk, cast, done, district, tmp_path):
    page = walk(f"/desk/reports/{done}/{YEAR}", chromium.PHONE, person=cast["clerk"])
    file = tmp_path / "report.docx"
    file.write_bytes(page.request.get(f"/desk/reports/{done}/{YEAR}/documents/docx").body())
    page.goto(f"/desk/reports/{done}/{YEAR}/import")
    page.set_input_files("[type=file]", file)
    page.click("main .send button")
    page.wait_for_url("**/import/*")
    assert chromium.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(SMALL) == []
