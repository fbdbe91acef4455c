"""A citizen searches: finds a part of a text, narrows it down, mistypes and is helped."""

import pytest

from tests.journeys import chromium
from tests.journeys.test_citizen_publications import looked_at
from tests.portal.publications.press import Press

SIZES = {"desk": chromium.DESK, "phone": chromium.PHONE}
RULE, NOTICE = "关于印发《容缺受理办法》的通知", "关于窗口调整的通知"


@pytest.fixture
def shelf(district, actors, tmp_path, settings):
    """A rule, a notice, a result, and twenty-two notices more."""
    settings.HOME = tmp_path
    press = Press(district.bureau, actors)
    text = "第一条　为规范容缺受理，方便企业和群众办事，制定本办法。\n\n第二条　窗口工作人员应当一次告知。"
    press.publish(RULE, text, "normative_document", number="审批局规〔2026〕1号")
    press.publish(NOTICE, "各单位：三号窗口自即日起迁至二楼。")
    press.publish("食品经营许可", "", "licence_result", facts=(("许可编号", "JY2026000123"), ("许可内容", "餐饮服务")))
    for number in range(22):
        press.publish(f"第{number + 1}批惠企资金名单", "经审核，现予公布。")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_one_finds_narrows_and_is_helped(walk, shelf, size):
    page = walk("/search", SIZES[size])
    looked_at(page)
    page.fill("#q", "窗口")
    page.press("#q", "Enter")
    looked_at(page)
    assert page.locator(".found li").count() == 2
    assert page.locator(".found mark").first.text_content() == "窗口"
    if not page.locator("details.narrowing[open]").count():  # whoever looked at the page may have opened it
        page.click("details.narrowing summary")
    page.select_option("#filter-kind", "notice")
    page.click(".narrowing button")
    looked_at(page)
    assert page.locator(".found li").count() == 1
    page.goto("/search?q=容缺授理")
    looked_at(page)
    page.click("text=容缺受理")
    assert RULE in page.text_content(".found")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_every_state_of_the_page(walk, shelf, size):
    page = walk("/look?type=large&back=/", SIZES[size], "en-US")
    asked = (
        "惠企资金",
        "2026000",
        "收费",
        "龘",
        "容缺 桥梁",
        "惠企&body=1&since=2030-01-01",
        "惠企&in=reports",
        "字" * 101,
    )
    for q in asked:
        page.goto(f"/search?q={q}")
        looked_at(page)


@pytest.mark.slow
def test_without_script_it_is_the_same(walk, shelf):
    page = walk("/search?q=惠企资金", script=False)
    page.click("a[rel=next]")
    assert page.locator(".found li").count() >= 1
