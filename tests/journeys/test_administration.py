"""Who looks after the system, in a real browser: a notice pasted in, a wording written, the journal, the state."""

from tests.workbench.administration.test_calendar import TEXT
from zhengwu.records.letters.models import OfficeTemplate
from zhengwu.records.timetable.models import YearNotice


def test_a_supervisor_enters_a_notice_without_script(walk, cast):
    page = walk("/desk/calendar", person=cast["supervisor"], script=False)
    page.click(".deeds >> text=录入放假通知")
    page.fill("[name=text]", TEXT.format(year=2027))
    page.click("main .send button")
    assert "放假 8 天" in page.inner_text("main")
    page.click("text=核对无误，录入并重算期限")
    assert "已录入" in page.inner_text(".notice-done")
    assert YearNotice.objects.get().year == 2027
    assert page.faults == []


def test_a_head_writes_a_wording_and_the_leader_approves_it(walk, cast, district):
    path = f"/desk/administration/letters/{district.bureau}/information_request/receipt"
    page = walk(path, person=cast["head"])
    page.click("text=撰写新版本")
    page.fill("[name=text]", "@{applicant}：\n本局已登记你的申请（编号：{number}），将于{due_on}前答复。")
    page.click("text=检查并预览")
    assert "本局已登记" in page.inner_text(".paper")
    page.click("text=存为草稿")
    assert page.locator("main .send button >> text=批准启用").count() == 0  # nobody approves what they wrote themselves
    page = walk(f"/desk/administration/wordings/{OfficeTemplate.objects.get().pk}", person=cast["leader"])
    page.click("main .send button >> text=批准启用")
    assert "启用" in page.inner_text(".notice-done")
    assert OfficeTemplate.objects.get().status == "published"
    assert page.faults == []
