"""A citizen reads what is published: from the home page to a document, its versions, on paper, in large type."""

from datetime import UTC, datetime

import pytest

from tests.journeys import chromium
from tests.portal.publications.press import Press
from zhengwu.records.publications.models import Publication

SIZES = {"desk": chromium.DESK, "phone": chromium.PHONE}
RULE, NOTICE = "关于印发《容缺受理办法》的通知", "关于窗口调整的通知"


def looked_at(page):
    """Nothing for axe to say, nothing that sticks out, no script that failed."""
    chromium.opened(page)
    assert chromium.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert [one for one in page.faults if "status of 4" not in one] == []


@pytest.fixture
def shelf(district, actors, tmp_path, settings):
    """A rule with a file that was corrected and is explained, a result with facts, a notice that was withdrawn."""
    settings.HOME = tmp_path
    press = Press(district.bureau, actors)
    text = "第一条　为规范容缺受理，制定本办法。\n\n第二条　电话：000-0。"
    rule = press.draft(RULE, text, "normative_document", number="审批局规〔2026〕1号")
    press.enclose(rule)
    press.release(rule, "normative_document")
    press.take(rule.case_id, "amended", "handler", change="correction", reason="电话有误。")
    press.release(rule, "normative_document")
    press.publish("《容缺受理办法》政策解读", "为什么。", "policy_interpretation", interprets_id=rule.publication_id)
    press.publish("许可决定", "", "licence_result", facts=(("许可编号", "7"), ("许可内容", "餐饮服务")))
    press.withdraw(gone := press.publish(NOTICE))
    return rule.publication_id, gone.publication_id


@pytest.mark.parametrize("size", SIZES)
def test_from_the_home_page_to_a_document(walk, shelf, size):
    page = walk("/", SIZES[size])
    looked_at(page)
    page.click(f"text={RULE}")
    looked_at(page)
    assert page.text_content("h1") == RULE
    assert "审批局规〔2026〕1号" in page.text_content("dl.register")
    page.click("text=《容缺受理办法》政策解读")
    looked_at(page)
    page.click(f"article a:has-text('{RULE}')")
    page.click("text=与第 1 版对比")
    looked_at(page)
    page.go_back()
    page.click("text=打印")
    looked_at(page)


@pytest.mark.parametrize("size", SIZES)
def test_one_narrows_the_list_and_fetches_data(walk, shelf, size):
    page = walk("/publications", SIZES[size])
    looked_at(page)
    page.goto("/publications?kind=licence_result")
    looked_at(page)
    assert page.locator(".releases li").count() == 1
    page.goto("/publications?year=2001")
    looked_at(page)
    for path in ("/data", "/data/counts", f"/publications/{shelf[1]}"):
        page.goto(path)
        looked_at(page)


def test_without_script_all_of_it_is_there(walk, shelf):
    page = walk("/publications", script=False)
    page.fill("#seek", "容缺受理")
    page.click("header button")
    assert "/search?q=" in page.url
    page.goto("/publications")
    page.click(f"text={RULE}")
    with page.expect_download() as sent:
        page.click("text=附件.pdf")
    assert sent.value.suggested_filename == "附件.pdf"


@pytest.mark.parametrize("path", ["/publications", "/publications/{}", "/publications/{}/print", "/data"])
def test_it_is_sound_in_large_type_and_in_english(walk, shelf, path):
    page = walk("/look?type=large&back=/", chromium.PHONE, lang="en-GB")
    page.goto(path.format(shelf[0]))
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 22
    looked_at(page)


def test_a_withdrawn_page_is_gone_from_a_browser_that_has_it(walk, shelf, actors, district):
    page = walk(f"/publications/{shelf[0]}")
    press = Press(district.bureau, actors, datetime(2026, 6, 1, 2, tzinfo=UTC))
    press.take(Publication.objects.get(pk=shelf[0]).case_id, "taken_down", "head", reason="误含个人信息。")
    page.goto("/")
    assert RULE not in page.content()
    answer = page.goto(f"/publications/{shelf[0]}")
    assert answer.status == 410
    assert "已撤下" in page.text_content("h1")
    assert RULE not in page.content()
