"""The calendar at the desk: a year to look at, a notice pasted in, a storm, and what moves shown before."""

from datetime import timedelta

import pytest

from tests.workbench.conftest import AT, TODAY
from zhengwu.records.cases.models import Case
from zhengwu.records.timetable import queries
from zhengwu.records.timetable.models import Move, Overlay, YearNotice
from zhengwu.statute.calendar import national

NEXT = TODAY.year + 1
TEXT = (
    "关于{year}年部分节假日安排的通知\n国办发明电〔2026〕99号\n"
    "一、元旦：1月1日至3日放假，共3天。\n二、春节：2月4日至11日放假调休，共8天。2月14日上班。\n"
    "三、清明节：4月3日至5日放假，共3天。\n四、劳动节：5月1日至5日放假，共5天。\n五、端午节：6月9日放假。\n"
    "六、中秋节：9月15日放假。\n七、国庆节：10月1日至7日放假，共7天。鼓励在2月3日休息。"
)


def read(officer, text=None, year=2027):
    """The text of a notice pasted in; the page with what was understood."""
    return officer.fill("/desk/calendar/notice", text=text or TEXT.format(year=year), year="")


def closed(due, **said):
    """An adjustment that closes the days before a due date."""
    told = {
        "holds_for": "all",
        "working": "false",
        "reason": "防汛停工",
        "document": "测试〔2026〕3号",
        "emergency": "true",
    }
    return {"first": str(due - timedelta(days=1)), "last": str(due), **told, **said}


@pytest.fixture
def due(file):
    """The due date of an open request."""
    return Case.objects.get(pk=file("in_handling")).due_on


def test_a_year_is_shown_by_months(seat):
    page = seat("handler").open("/desk/calendar?year=2026")
    assert page.status_code == 200
    assert page.text.count('<table class="month">') == 12
    assert "248 个工作日" in page.text
    assert '<td class="on" title="春节调休上班">14<b>班</b></td>' in page.text
    assert "已公布，与原文核对过" in page.text
    assert "/desk/calendar/notice" not in page.text


def test_a_page_costs_few_statements(seat, django_assert_max_num_queries):
    officer = seat("supervisor")
    officer.open("/desk/calendar")
    with django_assert_max_num_queries(8):
        officer.open("/desk/calendar")


def test_a_notice_is_read_looked_at_and_entered(seat):
    officer = seat("supervisor")
    page = read(officer)
    assert page.status_code == 200
    assert "放假 8 天" in page.text
    assert "没有用上" in page.text  # the last sentence, for a person to compare
    assert not YearNotice.objects.exists()
    days = page.text.split('name="plan" value="')[1].split('"')[0]
    done = officer.fill(
        "/desk/calendar/notice", number="国办发明电〔2026〕99号", issued="2026-11-20", plan=days, enter="1"
    )
    assert done.status_code == 303
    assert done.headers["Location"] == "/desk/calendar?year=2027"
    queries.forget()
    assert queries.year_of(2027).announced
    shown = officer.open("/desk/calendar?year=2027").text
    assert "国办发明电〔2026〕99号" in shown
    again = officer.fill(
        "/desk/calendar/notice", number="国办发明电〔2026〕99号", issued="2026-11-20", plan=days, enter="1"
    )
    assert (again.status_code, "已经录入" in again.text) == (409, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [("请各单位遵照执行。", "请填写年份"), ("2027年部分节假日安排：休息。", "没有找到"), ("", "请填写")],
)
def test_it_refuses_a_text_without_days(seat, text, said):
    page = seat("supervisor").fill("/desk/calendar/notice", text=text, year="")
    assert (page.status_code, said in page.text) == (422, True)


def test_a_text_without_its_number_asks_for_it(seat):
    page = read(seat("supervisor"), TEXT.format(year=2027).replace("国办发明电〔2026〕99号", ""))
    assert page.status_code == 422
    assert 'id="f-number-problem"' in page.text
    assert "放假,2027-02-04,2027-02-11,春节" in page.text


def test_it_refuses_days_that_contradict_themselves_and_keeps_them(seat):
    page = read(seat("supervisor"), TEXT.format(year=2027).replace("2月14日上班", "2月15日上班"))
    assert page.status_code == 422
    assert "不是周六或周日" in page.text
    assert "上班,2027-02-15" in page.text


def test_an_adjustment_is_looked_at_entered_and_withdrawn(seat, due):
    officer = seat("supervisor")
    page = officer.fill("/desk/calendar/adjust", **closed(due))
    assert "1 个期限会变动" in page.text
    assert not Overlay.objects.exists()
    assert officer.fill("/desk/calendar/adjust", **closed(due), enter="1").status_code == 303
    assert Case.objects.get().due_on > due
    assert "防汛停工" in officer.open("/desk/calendar").text
    assert officer.fill("/desk/calendar/adjust", **closed(due), enter="1").status_code == 409
    path = f"/desk/calendar/adjustments/{Overlay.objects.get().pk}/withdraw"
    assert "1 个期限会变动" in officer.open(path).text
    assert officer.fill(path, enter="1").status_code == 303
    assert Case.objects.get().due_on == due
    assert Move.objects.count() == 2
    assert Case.objects.get().number in officer.open("/desk/calendar/moves").text


def test_what_becomes_late_stands_first(seat, due):
    officer = seat("supervisor")
    Case.objects.update(due_on=TODAY - timedelta(days=30), sort_on=due)
    page = officer.fill("/desk/calendar/adjust", **closed(due))
    assert "1 件不再超期" in page.text


def test_a_long_list_of_moves_has_pages(seat, due, file, monkeypatch):
    monkeypatch.setattr("zhengwu.workbench.administration.calendar.PAGE", 2)
    for _ in range(4):
        file("in_handling")
    officer = seat("supervisor")
    assert "第 1 至 2 个，共 5 个" in officer.fill("/desk/calendar/adjust", **closed(due)).text
    assert "第 5 至 5 个，共 5 个" in officer.fill("/desk/calendar/adjust", **closed(due), **{"from": "4"}).text


@pytest.mark.parametrize("post", ["handler", "head", "auditor"])
@pytest.mark.parametrize("path", ["notice", "adjust"])
def test_it_refuses_who_does_not_keep_the_calendar(seat, post, path):
    assert seat(post).open(f"/desk/calendar/{path}").status_code == 403


def test_it_refuses_an_adjustment_that_ends_before_it_begins(seat, due):
    page = seat("supervisor").fill("/desk/calendar/adjust", **closed(due, last=str(due - timedelta(days=9))))
    assert page.status_code == 422
    assert 'id="f-last-problem"' in page.text


def test_the_years_that_are_shipped_say_so(seat):
    page = seat("clerk").open(f"/desk/calendar?year={NEXT}")
    assert ("暂定" in page.text) is not national().is_announced(NEXT)
    assert AT.year == TODAY.year or page.status_code == 200
