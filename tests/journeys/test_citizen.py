"""A citizen's way in a real browser: asks, follows, corrects; a third party answers; a report is checked."""

from datetime import UTC, datetime

import pytest

from tests.journeys import chromium
from zhengwu.records.cases import actions, parties
from zhengwu.records.cases.models import Case, Party
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.moments import day_of
from zhengwu.statute.procedures.model import Event

SIZES = {"desk": chromium.DESK, "phone": chromium.PHONE}
GO_ON = "main form .send button"
PERSON = {"name": "张三", "id_number": "11010519491231002X"}
REPORT = "examples/five-bureaus/3-panjin-2020.txt"


def looked_at(page):
    """Nothing for axe to say, nothing that sticks out, no script that failed."""
    chromium.opened(page)
    assert chromium.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    faults = [one for one in page.faults if "422" not in one and "404" not in one]  # told by its status, in words
    assert faults == []


def answered(page, look=lambda page: None):
    """Every screen of a request, to the last one before it is handed in."""
    page.fill("#f-subject", "望湖大道绿化工程")
    look(page)
    page.click(GO_ON)
    page.select_option("#f-office", label="青禾区行政审批局")
    page.click(GO_ON)
    page.fill("#f-item-1", "2025年绿化工程的中标通知书")
    look(page)
    page.click(GO_ON)
    page.check("input[value=electronic]")
    page.click(GO_ON)
    page.check("input[value=natural_person]")
    page.click(GO_ON)
    page.check("input[value=self]")
    page.click(GO_ON)
    page.fill("#f-name", PERSON["name"])
    page.check("input[value=citizen_id]")
    page.fill("#f-id_number", PERSON["id_number"])
    look(page)
    page.click(GO_ON)
    page.fill("#f-phone", "000-12345678")
    page.click(GO_ON)
    look(page)
    page.click(GO_ON)
    page.check("#f-declared")
    look(page)


@pytest.fixture
def received(district, actors):
    """A function that makes a request that was received on the day it was handed in, for a body's clerk."""

    def made(*later):
        at = datetime.now(UTC)
        said = {"channel": "counter", "items": ["2025年绿化工程的中标通知书"]}
        on = day_of(at)
        events = [Event("submitted", on, says=said), Event("received", on)]
        opening = Opening(Applicant("张三", phone="000-1"))
        case = actions.open_case("information_request", district.bureau, events, opening, by=actors["clerk"], at=at)
        for key, says in later:
            actions.take(case.case_id, Event(key, on, says=says), by=actors["head"], at=at)
        return case

    return made


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_a_request_is_sent_confirmed_and_followed(walk, district, size):
    page = walk("/request", SIZES[size])
    looked_at(page)
    page.click("text=开始申请")
    answered(page, looked_at)
    page.click(GO_ON)
    page.wait_for_url("**/request/receipt")
    looked_at(page)
    number, secret = page.inner_text("#number"), page.inner_text("#secret")
    page.goto("/track")
    page.fill("#f-number", number)
    page.fill("#f-secret", secret.lower())
    page.click(GO_ON)
    page.click(".answer .btn")
    page.click(GO_ON)
    assert "您确认提交" in page.inner_text("main")
    looked_at(page)
    assert Case.objects.get().applicant_name == "张三"


@pytest.mark.slow
def test_without_script_a_request_is_sent_once_though_one_goes_back(walk, district):
    page = walk("/request/subject", chromium.PHONE, script=False)
    answered(page)
    page.go_back()
    page.go_forward()
    page.click(GO_ON)
    page.wait_for_url("**/request/receipt")
    page.go_back()
    page.goto("/request/check")
    assert page.url.endswith("/request/receipt")
    assert Case.objects.count() == 1


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_a_correction_notice_is_answered(walk, received, size):
    case = received(("assigned", {}), ("correction_requested", {"what": "请写明工程名称", "days": 10}))
    page = walk("/track", SIZES[size])
    page.fill("#f-number", case.number)
    page.fill("#f-secret", case.secret)
    page.click(GO_ON)
    looked_at(page)
    page.click("text=提交补正")
    assert "请写明工程名称" in page.inner_text("main")
    looked_at(page)
    page.fill("#f-item-1", "望湖大道绿化工程的中标通知书")
    page.click(GO_ON)
    assert "望湖大道绿化工程" in page.inner_text("main")
    assert Case.objects.get().state == "received"


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_a_third_party_objects_with_reasons(walk, received, actors, size):
    case = received(("assigned", {}), ("consultation_sent", {"party": "甲公司", "kind": "third_party"}))
    at = datetime.now(UTC)
    party = Party.objects.get(role="third_party")
    given = parties.give_secret(case.case_id, party.pk, by=actors["handler"], at=at)
    page = walk("/opinion", SIZES[size])
    page.fill("#f-number", given.number)
    page.fill("#f-secret", given.secret)
    page.click(GO_ON)
    looked_at(page)
    page.check("input[value=objects]")
    page.click(GO_ON)
    assert "请写明理由" in page.inner_text(".problems")
    page.fill("#f-text", "含有报价，属于商业秘密")
    page.click(GO_ON)
    assert "您的意见已提交" in page.inner_text("main")
    looked_at(page)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_a_report_is_checked_and_not_kept(walk, size):
    page = walk("/reports/check", SIZES[size])
    looked_at(page)
    page.set_input_files("#f-report", REPORT)
    page.click(GO_ON)
    page.wait_for_selector("#result")
    assert "条例" in page.inner_text(".findings")
    looked_at(page)


PAGES = ("/deadline?from=2026-09-24&length=20&unit=working_days", "/deadline/events?received=2026-09-14", "/reports",
         "/guide", "/help", "/about", "/accessibility", "/search?q=公开", "/track", "/opinion",
         "/sitemap", "/contact", "/reports/compare", "/request", "/request/resume", "/nothing")  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["zh-CN", "en-US"])
def test_every_other_page_of_the_portal(walk, district, size, lang):
    page = walk("/look?type=large&back=/", SIZES[size], lang)
    for path in (*PAGES, f"/guide/{district.bureau}"):
        page.goto(path)
        looked_at(page)


@pytest.mark.slow
def test_a_request_goes_on_at_another_device(walk, district):
    page = walk("/request/subject", chromium.PHONE)
    page.fill("#f-subject", "望湖大道绿化工程")
    page.click(GO_ON)
    page.select_option("#f-office", label="青禾区行政审批局")
    page.click(GO_ON)
    page.click("text=保存，以后继续")
    looked_at(page)
    code = page.inner_text("#code")
    other = walk("/request", chromium.DESK)
    other.click("text=用继续码接着填")
    other.fill("#f-code", code.lower())
    other.click(GO_ON)
    assert other.url.endswith("/request/what")
    assert "望湖大道绿化工程" in other.input_value("#f-item-1")


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_an_answer_leads_to_its_remedy(walk, received, size):
    case = received(
        ("assigned", {}),
        ("decided", {"outcome": "refused_deliberative", "reasons": "属于讨论记录"}),
        ("delivered", {"channel": "counter"}),
    )
    page = walk("/track", SIZES[size])
    page.fill("#f-number", case.number)
    page.fill("#f-secret", case.secret)
    page.click(GO_ON)
    looked_at(page)
    page.click(".matter .btn")
    looked_at(page)
    page.fill("#f-reasons", "不是讨论记录")
    with page.expect_download() as told:
        page.click("button[value=docx]")
    assert told.value.suggested_filename == "行政复议申请书.docx"
    page.goto(page.url)
    page.click("text=返回")
    page.click("text=更改联系方式")
    looked_at(page)


@pytest.mark.slow
def test_papers_are_uploaded_one_after_another_and_taken_away(walk, district, tmp_path):
    page = walk("/request/subject", chromium.PHONE)
    answered_to_papers(page)
    papers = [tmp_path / name for name in ("身份证.txt", "证明.txt")]
    for one in papers:
        one.write_text("a")
        page.set_input_files("#f-identity", one)
        page.click("text=先上传")
        page.wait_for_selector(f".papers >> text={one.name}")
    looked_at(page)
    page.locator(".papers button").first.click()
    page.wait_for_function("document.querySelectorAll('.papers li').length == 1")
    page.set_input_files("#f-files", papers[0])
    page.click(GO_ON)
    page.wait_for_url("**/request/check")
    assert "证明.txt" in page.inner_text(".answers")


def answered_to_papers(page):
    """The screens of a request before its papers."""
    page.fill("#f-subject", "望湖大道绿化工程")
    page.click(GO_ON)
    page.select_option("#f-office", label="青禾区行政审批局")
    page.click(GO_ON)
    page.click(GO_ON)
    for value in ("electronic", "natural_person", "self"):
        page.check(f"input[value={value}]")
        page.click(GO_ON)
    page.fill("#f-name", PERSON["name"])
    page.check("input[value=citizen_id]")
    page.fill("#f-id_number", PERSON["id_number"])
    page.click(GO_ON)
    page.fill("#f-phone", "000-12345678")
    page.click(GO_ON)
