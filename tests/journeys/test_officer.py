"""The office at work in a real browser: a clerk registers, a handler proposes, a head decides, a leader signs."""

from datetime import UTC, datetime

import pytest

from tests.journeys import chromium, officer_walk
from zhengwu.records.cases import actions, filing
from zhengwu.records.cases.models import Case, Party
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.moments import day_of
from zhengwu.records.reports.models import AnnualReport
from zhengwu.statute.procedures import Event

AT = datetime.now(UTC)
TODAY = day_of(AT)
SIZES = {"desk": chromium.DESK, "phone": chromium.PHONE}


@pytest.fixture
def case(actors, district):
    """A request that was received today."""
    events = [
        Event("submitted", TODAY, says={"channel": "counter", "items": ["青禾路征收补偿方案"]}),
        Event("received", TODAY),
    ]
    opening = Opening(Applicant("周某", phone="000-00000000"))
    made = actions.open_case("information_request", district.bureau, events, opening, by=actors["clerk"], at=AT)
    return made.case_id


def test_a_clerk_registers_a_request_with_the_keyboard_alone(walk, cast):
    page = walk("/desk/new", person=cast["clerk"])
    page.wait_for_function("document.activeElement.name === 'channel'")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/said")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".problems")
    page.focus("[name=items]")
    page.keyboard.type("青禾路改造征收补偿方案")
    page.keyboard.press("Tab")
    page.keyboard.type("周某")
    page.focus("[name=phone]")
    page.keyboard.type("000-00000000")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check")
    assert "周某" in page.inner_text(".facts")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/receipt")
    assert "查询码" in page.inner_text(".receipt")
    assert page.evaluate("document.activeElement.hasAttribute('data-print')")
    page.click("text=打开办件")
    assert "已收到" in page.inner_text(".standing")
    assert page.faults == ["Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"]


@pytest.mark.slow
def test_a_newcomer_goes_from_the_counter_to_the_answer_by_what_stands_first(walk, cast):
    clerk, handler, head = (walk("/desk/", person=cast[one]) for one in ("clerk", "handler", "head"))
    number, secret, at = officer_walk.registered(clerk, lambda _: sound(clerk))
    officer_walk.assigned(clerk, cast["handler"].name, lambda _: sound(clerk))
    officer_walk.proposed(handler, number, lambda _: sound(handler))
    officer_walk.approved(head, number, lambda _: sound(head))
    officer_walk.answered(handler, at, lambda _: sound(handler))
    applicant = walk("/", chromium.PHONE)
    officer_walk.followed(applicant, number, secret, lambda _: sound(applicant))
    assert "予以公开" in applicant.inner_text("main")
    assert (Case.objects.get().state, Case.objects.get().outcome) == ("delivered", "granted")
    assert clerk.faults + handler.faults + head.faults + applicant.faults == []


def test_a_clerk_registers_without_script(walk, cast):
    page = walk("/desk/new", chromium.PHONE, person=cast["clerk"], script=False)
    page.click("main .send button")
    page.fill("[name=items]", "青禾路改造征收补偿方案")
    page.fill("[name=name]", "周某")
    page.fill("[name=phone]", "000-00000000")
    page.click("main .send button")
    page.click("main .send button")
    assert "查询码" in page.inner_text(".receipt")


@pytest.mark.parametrize("size", SIZES)
def test_the_screens_of_the_counter_and_of_an_approval_are_sound(walk, cast, case, actors, size):
    page = walk("/desk/new", SIZES[size], person=cast["head"])
    page.click("main .send button")
    sound(page)
    page.fill("[name=items]", "青禾路征收补偿方案")
    page.fill("[name=name]", "周某")
    page.fill("[name=phone]", "000-00000000")
    page.click("main .send button")
    assert "相似的申请" in page.inner_text("main")
    sound(page)
    page.click("main .send button")
    sound(page)
    proposed = Event("proposed", TODAY, says={"outcome": "granted"})
    actions.take(case, proposed, by=actors["handler"], at=AT)
    page.goto(f"/desk/cases/{case}/proposals/3")
    sound(page)
    page.goto(f"/desk/cases/{case}/parties/{Party.objects.get(case_id=case).pk}/amend")
    sound(page)


def sound(page):
    """Nothing found by axe, nothing sticking out."""
    chromium.opened(page)
    assert chromium.violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_two_officers_see_each_others_work(walk, cast, case):
    path = f"/desk/cases/{case}/steps/search_recorded"
    first, second = walk(path, person=cast["head"]), walk(path, person=cast["handler"])
    for page, where in ((first, "档案室"), (second, "办公系统")):
        page.fill("[name=where]", where)
        page.fill("[name=terms]", "征收补偿")
    first.click("main .send .btn-primary")
    first.wait_for_selector(".notice-done")
    second.click("main .send .btn-primary")
    told = second.inner_text(".meanwhile")
    assert "登记检索" in told
    assert "公开机构负责人甲" in told
    assert "档案室" in told
    assert second.input_value("[name=where]") == "办公系统"
    second.click("main .send .btn-primary")
    second.wait_for_selector(".notice-done")
    assert {one.says["where"] for one in filing.read(case)[-2:]} == {"档案室", "办公系统"}


def test_what_was_typed_survives_leaving_the_page(walk, cast, case):
    page = walk(f"/desk/cases/{case}/steps/search_recorded", person=cast["head"])
    page.fill("[name=where]", "地下档案室")
    page.goto("/desk/")
    for _ in range(50):  # what is typed goes after the page that it was typed in, and nobody waits for it
        page.goto(f"/desk/cases/{case}/steps/search_recorded")
        if page.input_value("[name=where]"):
            break
    assert page.input_value("[name=where]") == "地下档案室"
    page.click("text=丢弃")
    assert page.input_value("[name=where]") == ""


def test_a_handler_consults_and_proposes(walk, cast, case):
    page = walk(f"/desk/cases/{case}", person=cast["handler"])
    page.click("text=发出征求意见书")
    page.fill("[name=party]", "青禾某公司")
    page.click("main .send button")
    assert "征求意见中" in page.inner_text(".standing")
    page.click(".offers >> text=收到意见")
    page.click("main .send button")
    page.click(".offers >> text=拟办")
    page.select_option("[name=outcome]", "granted")
    page.click("main .send button")
    assert "拟办意见" in page.inner_text(".proposal")
    assert page.faults == []


def test_a_head_extends_and_decides_without_script(walk, cast, case):
    page = walk(f"/desk/cases/{case}", person=cast["head"], script=False)
    page.click(".offers >> text=延长答复期限")
    page.fill("[name=reasons]", "涉及多个科室的档案")
    page.click("main .send button")
    page.click(".offers >> text=作出决定")
    page.select_option("[name=outcome]", "not_exist")
    page.click("main .send button")
    assert "请改正以下内容" in page.inner_text(".problems")
    page.fill("[name=reasons]", "经检索，本机关没有该信息。")
    page.click("main .send button")
    assert "已决定，待送达" in page.inner_text(".standing")
    assert Case.objects.get(pk=case).outcome == "not_exist"
    assert "应发文书" in page.inner_text(".beside")


def test_a_leader_signs_the_report_with_reasons(walk, cast, district):
    year = TODAY.year - 1
    page = walk(f"/desk/reports/{district.bureau}/{year}", person=cast["leader"])
    page.click(".offers >> text=校验")
    page.click("main .send button")
    page.wait_for_selector(".notice-done", timeout=60_000)
    page.click(".offers >> text=签发")
    for box in page.query_selector_all("main textarea"):
        box.fill("本年度没有此项业务，已核实。")
    page.click("main .send button")
    page.wait_for_selector(".notice-done", timeout=60_000)
    assert AnnualReport.objects.get(body=district.bureau, year=year).status == "signed"
    assert "已签发" in page.inner_text(".byline")


def test_the_keys_go_through_the_list(walk, cast, case):
    page = walk("/desk/?tab=open", person=cast["head"])
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.getAttribute('href')") == f"/desk/cases/{case}"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/cases/{case}")
    page.go_back()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.evaluate("document.getElementById('keys').open")
