"""A region's document, or an emergency, makes days free or working, for that region and both ways."""

from datetime import date

import pytest

from zhengwu.statute.calendar import CalendarError, DayKind, Overlay, changes, national

D = date.fromisoformat
DOCUMENT = "凉山州人民政府办公室关于2011年部分节假日安排的通知（凉府办发〔2010〕31号）"
LIANGSHAN = (
    Overlay(D("2011-07-24"), D("2011-07-30"), False, "火把节", DOCUMENT, "5134"),
    Overlay(D("2011-07-31"), D("2011-07-31"), True, "火把节调休上班", DOCUMENT, "5134"),
    Overlay(D("2011-10-08"), D("2011-10-08"), False, "州庆", DOCUMENT, "5134"),
)


def test_it_works():
    """火把节 2011: a week off, and the Sunday after it is worked."""
    local = national().with_overlays(LIANGSHAN, "513401")
    assert national().add_working_days(D("2011-07-22"), 1) == D("2011-07-25")
    assert local.add_working_days(D("2011-07-22"), 1) == D("2011-07-31")
    (skip,) = local.skipped(D("2011-07-22"), D("2011-07-31"))[1:]
    assert (skip.first, skip.last, skip.name, skip.source) == (D("2011-07-24"), D("2011-07-30"), "火把节", DOCUMENT)
    (made_up,) = local.swapped(D("2011-07-22"), D("2011-07-31"))
    assert (made_up.on, made_up.kind, made_up.source) == (D("2011-07-31"), DayKind.OVERLAY_ON, DOCUMENT)


def test_a_make_up_day_of_the_state_can_be_off_in_a_region():
    local = national().with_overlays(LIANGSHAN, "513400")
    assert national().day(D("2011-10-08")).kind is DayKind.SWAPPED
    assert local.day(D("2011-10-08")).kind is DayKind.OVERLAY_OFF


def test_it_does_not_touch_another_region_or_the_calendar_it_came_from():
    assert national().with_overlays(LIANGSHAN, "510100").version == national().version
    assert national().with_overlays(LIANGSHAN).version == national().version
    before = national().version
    assert national().with_overlays(LIANGSHAN, "5134").version != before
    assert national().version == before


def test_a_code_filled_with_zeros_is_the_region_above():
    province = [Overlay(D("2026-11-23"), D("2026-11-24"), False, "特大暴雪", "辽政办〔2026〕9号", "210000")]
    assert not national().with_overlays(province, "210802").is_working_day(D("2026-11-23"))
    assert not national().with_overlays(province, "210802001000").is_working_day(D("2026-11-24"))
    assert national().with_overlays(province, "220000").is_working_day(D("2026-11-23"))


def test_an_empty_region_is_the_whole_country():
    mourning = [Overlay(D("2026-11-25"), D("2026-11-25"), False, "全国停工", "国办发明电〔2026〕99号")]
    for region in ("", "513400", "凉山州"):
        assert not national().with_overlays(mourning, region).is_working_day(D("2026-11-25"))


def test_overlays_add_up_and_the_last_one_wins():
    off = Overlay(D("2026-11-23"), D("2026-11-27"), False, "台风", "甲〔2026〕1号", "33")
    back = Overlay(D("2026-11-26"), D("2026-11-28"), True, "提前复工", "甲〔2026〕2号", "33")
    calendar = national().with_overlays([off], "330000").with_overlays([back])
    kinds = [calendar.day(D(f"2026-11-{day}")).kind for day in (25, 26, 28, 29)]
    assert kinds == [DayKind.OVERLAY_OFF, DayKind.OVERLAY_ON, DayKind.OVERLAY_ON, DayKind.WEEKEND]


def test_what_does_not_change_a_day_does_not_rename_it():
    whole = Overlay(D("2026-09-28"), D("2026-10-02"), False, "封控", "乙〔2026〕1号")
    calendar = national().with_overlays([whole])
    assert calendar.day(D("2026-10-01")).name == "国庆节"
    working = national().with_overlays([Overlay(D("2026-11-23"), D("2026-11-29"), True, "抢险", "乙〔2026〕2号")])
    assert [day.on for day in working.swapped(D("2026-11-22"), D("2026-11-29"))] == [D("2026-11-28"), D("2026-11-29")]


def test_an_overlay_may_reach_beyond_the_calendar():
    endless = Overlay(D("2006-01-01"), D("2007-01-05"), False, "停工", "丙〔2006〕1号")
    assert national().with_overlays([endless]).add_working_days(D("2007-01-01"), 1) == D("2007-01-08")


def test_it_refuses_an_overlay_that_ends_before_it_begins():
    with pytest.raises(CalendarError, match="早于") as caught:
        Overlay(D("2026-11-25"), D("2026-11-23"), False, "停工", "丁〔2026〕1号")
    assert "2026-11-23" in caught.value.en


def test_changes_lists_the_days_that_differ():
    local = national().with_overlays(LIANGSHAN, "513400")
    found = changes(national(), local, D("2011-12-31"))
    assert [f"{day.on:%m-%d}" for day in found] == ["07-25", "07-26", "07-27", "07-28", "07-29", "07-31", "10-08"]
    assert [day.on for day in changes(national(), local, D("2011-07-26"))] == [D("2011-07-25"), D("2011-07-26")]
    assert changes(national(), national(), D("2060-12-31")) == ()
