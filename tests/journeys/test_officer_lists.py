"""The lists in a real browser: found, narrowed, kept, worked on together; by keyboard alone, and without script."""

from datetime import UTC, datetime

import pytest

from tests.journeys import chromium
from zhengwu.records.cases import actions
from zhengwu.records.cases.models import Case
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.moments import day_of
from zhengwu.statute.procedures import Event

AT = datetime.now(UTC)
TODAY = day_of(AT)
SIZES = {"desk": chromium.DESK, "phone": chromium.PHONE}


@pytest.fixture
def shelf(actors, district):
    """Three requests in the same words and one in others, received today."""
    made = []
    for subject in ("青禾路征收补偿方案", "青禾路征收补偿方案", "青禾路征收补偿方案", "东里小区规划许可材料"):
        events = [
            Event("submitted", TODAY, says={"channel": "counter", "items": [subject]}),
            Event("received", TODAY),
        ]
        opening = Opening(Applicant("周某", phone="000-00000000"))
        case = actions.open_case("information_request", district.bureau, events, opening, by=actors["clerk"], at=AT)
        made.append(case.case_id)
    return made


def test_an_officer_narrows_the_list_and_keeps_the_filter(walk, cast, shelf):
    page = walk("/desk/?tab=open", person=cast["head"])
    page.fill("[name=q]", "规划许可")
    page.press("[name=q]", "Enter")
    assert page.locator("tr[data-row]").count() == 1
    page.click("text=存为常用条件")
    page.fill("[name=name]", "规划类")
    page.check("text=打开办件页时先用它")
    page.click("main .send button")
    page.goto("/desk/")
    assert "规划许可" in page.inner_text(".chips")
    assert page.locator(".shelf a[aria-current]").inner_text() == "规划类"
    assert page.faults == []


@pytest.mark.parametrize("script", [True, False])
def test_a_group_is_given_to_somebody_together(walk, cast, shelf, script):
    page = walk("/desk/?tab=open", person=cast["head"], script=script)
    page.click("text=本页另有 2 件内容相同")
    page.click("text=全部一起办理")
    page.click("main >> text=交办")
    assert "3 件将办理" in page.inner_text(".lead")
    page.select_option("[name=handler]", label="承办人甲") if page.locator("select[name=handler]").count() else (
        page.check("text=承办人甲")
    )
    page.click("main .send button")
    assert "已办 3 件，未办成 0 件" in page.inner_text("main")
    assert Case.objects.filter(handler=cast["handler"]).count() == 3


def test_rows_are_ticked_and_the_rest_is_told_why_not(walk, cast, shelf, actors):
    actions.take(shelf[3], Event("withdrawn", TODAY), by=actors["head"], at=AT)
    page = walk("/desk/?tab=all&sort=number", person=cast["head"])
    for box in page.locator("input[name=case]").all():
        box.check()
    assert "已选 2 件" in page.inner_text("[data-ticked]")
    page.click("text=办理选中的件")
    page.click("main >> text=交办")
    assert "不能办的 1 件" in page.inner_text("main")
    assert chromium.violations(page) == []


def active(page):
    return page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.id")


def test_the_keyboard_alone_leads_through(walk, cast, shelf):
    page = walk("/desk/?tab=open&q=青禾路&sort=number", person=cast["head"])
    page.keyboard.press("j")
    assert active(page).startswith("/desk/cases/")
    page.keyboard.press("x")
    assert page.evaluate("document.querySelector('input[name=case]').checked")
    assert page.inner_text("#announced") == "已选中"
    page.keyboard.press("?")
    assert page.evaluate("document.getElementById('keys').open")
    page.keyboard.press("?")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/desk/cases/*")
    page.keyboard.press("n")
    assert "/steps/" in active(page)
    page.keyboard.press("g")
    page.keyboard.press("s")
    page.wait_for_url("**/desk/search")
    page.keyboard.press("/")
    assert active(page) == "q"
    page.keyboard.type("jx?gi规划")
    assert page.input_value("#q") == "jx?gi规划"


def test_a_search_finds_and_marks(walk, cast, shelf):
    page = walk("/desk/search", person=cast["clerk"])
    page.fill("#q", "征收补偿")
    page.press("#q", "Enter")
    assert page.locator("mark").first.inner_text() == "征收补偿"
    assert page.locator("tr[data-row]").count() == 3


PAGES = (
    "/desk/?tab=open", "/desk/?tab=open&more=1&state=received&sort=-received", "/desk/?tab=late", "/desk/filters",
    "/desk/filters/new?tab=open&q=青禾", "/desk/groups", "/desk/groups/{wording}", "/desk/together",
    "/desk/together?wording={wording}", "/desk/together/information_request/assigned?wording={wording}",
    "/desk/batches", "/desk/search?q=青禾", "/desk/search?q=没有这样的", "/desk/search?q={year}-99",
)  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_every_list_is_sound(walk, cast, shelf, size):
    page = walk("/desk/", SIZES[size], person=cast["head"])
    wording = Case.objects.get(pk=shelf[0]).wording_id
    for path in PAGES:
        assert page.goto(path.format(wording=wording, year=TODAY.year)).status == 200, path
        chromium.opened(page)
        assert chromium.violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert page.faults == []


def test_it_prints_as_a_list(walk, cast, shelf):
    page = walk("/desk/?tab=open", person=cast["head"])
    page.emulate_media(media="print")
    assert not page.is_visible(".shelves")
    assert not page.is_visible("input[name=case]")
    assert page.is_visible("tr[data-row]")
