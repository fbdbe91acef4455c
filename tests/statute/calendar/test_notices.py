"""A notice pasted in is read into days: every shipped year, told anew from its facts in the wordings of the notices."""

from datetime import date, timedelta

import pytest

from zhengwu.statute.calendar import national, notice_from, plan_from, plan_of
from zhengwu.statute.calendar.model import Span

YEARS = range(2007, 2027)
WEEK = "一二三四五六日"


def told_day(on, year, style, *, short=False):
    """A day as a notice of that style writes it."""
    said = f"{on.day}日" if short else f"{on.month}月{on.day}日"
    said = f"{on.year}年{said}" if on.year != year and style != "bare" and not short else said
    if style == "bare":
        return said
    week = f"周{WEEK[on.weekday()]}" if style == "new" else f"星期{WEEK[on.weekday()]}"
    return f"{said}（{week}）"


def told_span(span, year, style):
    """Days off in one clause."""
    days = (span.last - span.first).days + 1
    if days == 1:
        return f"{told_day(span.first, year, style)}放假1天"
    short = (span.first.year, span.first.month) == (span.last.year, span.last.month)
    to = {"new": "至", "old": "—", "bare": "~"}[style].replace("~", "～")
    end = told_day(span.last, year, style, short=short)
    return f"{told_day(span.first, year, style)}{to}{end}放假调休，共{days}天"


def retold(plan, style):
    """The notice of a plan, in our own sentences."""
    parts, head = [], f"关于{plan.year}年部分节假日安排的通知\n{plan.notice}\n"
    for at, name in enumerate(dict.fromkeys(one.name for one in (*plan.off, *plan.work))):
        said = "。".join(told_span(one, plan.year, style) for one in plan.off if one.name == name)
        worked = "、".join(told_day(one.on, plan.year, style) for one in plan.work if one.name == name)
        parts.append(f"{at + 1}、{name}：{said}。{worked + '上班。' if worked else ''}\n")
    on = plan.issued
    return head + "".join(parts) + (f"请做好值班工作。\n{on.year}年{on.month}月{on.day}日\n" if on else "")


def days(spans):
    return {one.first + timedelta(days=n) for one in spans for n in range((one.last - one.first).days + 1)}


@pytest.mark.parametrize("style", ["new", "old", "bare"])
@pytest.mark.parametrize("year", YEARS)
def test_every_year_is_read_as_it_is(year, style):
    plan = national().plan(year)
    read = notice_from(retold(plan, style))
    assert read.doubts == ()
    assert (read.year, read.issued) == (year, plan.issued)
    assert days(read.off) == days(plan.off)
    assert {one.on for one in read.work} == {one.on for one in plan.work}
    assert read.notice == plan.notice
    again = plan_from(plan_of(read.days(), read.notice, read.issued), "csv")
    assert again.faults == ()
    assert days(again.plan.off) == days(plan.off)


@pytest.mark.parametrize(
    ("text", "off", "work"),
    [
        ("清明节：4月5日放假，4月7日（星期一）补休。", ["04-05", "04-07"], []),
        ("端午节：6月2日放假，与周末连休。", ["06-02"], []),
        ("春节：1月31日至2月1日放假调休，共2天。2月8日（星期六）上班。", ["01-31", "02-01"], ["02-08"]),
        ("春节：1月31日放假。1月26日（星期日），2月8日（星期六）上班。", ["01-31"], ["01-26", "02-08"]),
        ("国庆节、中秋节：10月1日放假1天，不调休。", ["10-01"], []),
        ("国庆节:10月1日\n放假1天。其中，10月1日为法定节假日。", ["10-01"], []),
    ],
)  # fmt: skip
def test_sentences_of_the_years(text, off, work):
    read = notice_from(text, 2014)
    assert sorted(f"{on:%m-%d}" for on in days(read.off)) == off
    assert [f"{one.on:%m-%d}" for one in read.work] == work
    assert read.doubts == ()


def test_new_year_reaches_into_december():
    read = notice_from("元旦：12月31日至2023年1月2日放假调休，共3天。12月25日上班。", 2023)
    assert read.off == (Span(date(2022, 12, 31), date(2023, 1, 2), "元旦"),)
    assert read.work[0].on == date(2022, 12, 25)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("元旦：1月1日（周五）放假1天。", "是周"),
        ("元旦：1月1日至3日放假，共4天。", "按起止日期是3天"),
        ("元旦：1月1日放假1天。鼓励在除夕（2月9日）休息。", "没有用上"),
        ("春节：假期延长至2月2日，2月3日起正常工作。", "没有用上"),
        ("国庆节：10月8日至1日放假。", "早于"),
        ("国庆节：2月30日放假。", "没有2月30日"),
        ("国庆节：1日放假。", "没有写明月份"),
        ("请各单位遵照执行。", "没有找到"),
    ],
)
def test_it_refuses_to_guess(text, why):
    assert [why in one.zh for one in notice_from(text, 2026).doubts] == [True]


def test_it_refuses_a_text_without_a_year():
    read = notice_from("元旦：1月1日放假。")
    assert read.off == ()
    assert "年份" in read.doubts[0].zh


def test_a_long_text_of_anything_is_read_in_no_time():
    assert notice_from("元旦：" + "1月1日（周" * 20_000, 2026).off == ()
