"""An administrator at work in a real browser: a body, its people, a leave, a token, a file; and every page is sound."""

import pytest

from tests.journeys import chromium
from tests.journeys.test_officer import AT, TODAY
from zhengwu.records.cases import actions
from zhengwu.records.cases.models import Case
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.people.models import Appointment, Person, Token
from zhengwu.statute.procedures import Event

BASE = "/desk/administration"
SIZES = {"desk": chromium.DESK, "phone": chromium.PHONE}


@pytest.fixture
def case(actors, cast, district):
    """A request in the handler's hands."""
    events = [
        Event("submitted", TODAY, says={"channel": "counter", "items": ["青禾路征收补偿方案"]}),
        Event("received", TODAY),
    ]
    opening = Opening(Applicant("周某", phone="000-00000000"))
    made = actions.open_case("information_request", district.bureau, events, opening, by=actors["clerk"], at=AT)
    given = Event("assigned", TODAY, says={"handler": str(cast["handler"].pk)})
    actions.take(made.case_id, given, by=actors["head"], at=AT)
    return made.case_id


def send(page):
    page.click("main .send button")


def test_a_body_is_established_with_a_unit_and_a_person_who_signs_in(walk, cast, district):
    page = walk(BASE, person=cast["administrator"])
    page.click("text=机关与内设机构")
    page.click("text=设立机关")
    send(page)
    assert "请改正以下内容" in page.inner_text(".problems")
    page.select_option("[name=above]", str(district.government))
    page.fill("[name=name]", "青禾区文化局")
    page.fill("[name=short_name]", "文化局")
    page.fill("[name=number_prefix]", "QHWH")
    send(page)
    assert "已设立“青禾区文化局”" in page.inner_text(".notices")
    page.click(".offers >> text=增加内设机构")
    page.fill("[name=name]", "文艺科")
    send(page)
    page.click(".offers >> text=新增人员")
    page.fill("[name=name]", "何某乙")
    page.fill("[name=username]", "wh-heyi")
    page.select_option("[name=post]", "handler")
    send(page)
    newcomer = walk("/desk/sign-in")
    newcomer.fill("[name=username]", "wh-heyi")
    newcomer.fill("[name=password]", page.input_value("#secret"))
    newcomer.click("main form:has([name=password]) button")
    assert newcomer.url.endswith("/desk/password")


def test_a_leave_is_arranged_without_script(walk, cast):
    held = Appointment.objects.get(person=cast["reviewer"])
    page = walk(f"{BASE}/people/{cast['reviewer'].pk}", person=cast["administrator"], script=False)
    page.click("text=安排代理")
    page.select_option("[name=person]", str(cast["handler"].pk))
    page.fill("[name=until]", TODAY.isoformat())
    send(page)
    assert "不能由自己审批" in page.inner_text("main")
    send(page)
    assert "已安排代理" in page.inner_text(".notices")
    assert Appointment.objects.get(substitute_for=held).person_id == cast["handler"].pk
    assert cast["handler"].name in page.inner_text(".notice-note")


def test_a_head_hands_the_cases_of_a_leaver_over(walk, cast, case, hire, district):
    other = hire("handler", district.bureau, name="承办人乙")
    page = walk(f"{BASE}/people/{cast['handler'].pk}", person=cast["head"])
    page.click("text=办件交接")
    assert "将要交接（1 件）" in page.inner_text("main")
    page.select_option("[name=to]", str(other.pk))
    send(page)
    assert "已交接 1 件" in page.inner_text(".notices")
    assert Case.objects.get(pk=case).handler_id == other.pk


def test_a_token_is_issued_and_revoked(walk, cast, district):
    page = walk(f"{BASE}/tokens", person=cast["administrator"])
    page.click("text=发放令牌")
    page.fill("[name=name]", "区政务服务平台")
    page.select_option("[name=body_id]", str(district.bureau))
    page.check("[value='case.read']")
    send(page)
    assert page.input_value("#secret").startswith("zw_")
    page.click("text=返回令牌列表")
    page.click("text=吊销")
    send(page)
    assert Token.objects.get().revoked_at
    assert page.faults == []


def test_people_come_by_a_file(walk, cast):
    text = "姓名,用户名,机关,岗位\n何某乙,sp-heyi,审批局,承办人\n"
    page = walk(f"{BASE}/people", person=cast["administrator"])
    page.click("text=从表格导入")
    page.set_input_files("[name=file]", {"name": "a.csv", "mimeType": "text/csv", "buffer": text.encode()})
    send(page)
    page.wait_for_selector(".standing")
    send(page)
    page.wait_for_selector(".notices")
    assert "新增 1 人或岗位" in page.inner_text(".notices")
    assert Person.objects.filter(username="sp-heyi").exists()
