"""The disclosure guide: what Article 12 wants in it, versions that stay, reviews that are put down."""

from datetime import UTC, date, datetime

import pytest

from zhengwu.records.publications import guides
from zhengwu.records.publications.guides import Text
from zhengwu.records.troubles import Trouble

AT, LATER = datetime(2026, 3, 2, 1, tzinfo=UTC), datetime(2026, 6, 2, 1, tzinfo=UTC)
TEXT = Text("按条例分类。", "按索引号编排。", "网上查阅。", "000-0000", "gk@example.cn", "", (("收费", "不收费。"),))


def test_it_works(district, actors):
    assert guides.shown(district.bureau) is None
    guides.write(district.bureau, TEXT, by=actors["head"], at=AT)
    found = guides.shown(district.bureau)
    assert (found.name, found.phone, found.text, found.reviewed_on) == (
        "青禾区行政审批局", "000-00000000", TEXT, date(2026, 3, 2)
    )  # fmt: skip
    assert (found.lacking, found.review_due_on) == (("hours",), date(2027, 3, 2))


def test_what_it_begins_with_can_be_published_as_it_is(district, actors):
    text = guides.beginning(district.bureau)
    assert "青禾区行政审批局" in text.categories
    assert "{" not in text.categories + text.arrangement + text.ways
    guides.write(district.bureau, text, by=actors["head"], at=AT)
    assert guides.shown(district.bureau).lacking == ("hours", "fax", "internet")


def test_nothing_changed_is_put_down_as_a_review(district, actors, settings):
    guides.write(district.affairs, TEXT, by=actors["supervisor"], at=AT)
    with pytest.raises(Trouble, match="guide_lacking"):
        guides.review(district.affairs, by=actors["supervisor"], at=LATER)
    from zhengwu.records.organs.models import Body

    Body.objects.filter(pk=district.affairs).update(hours="9:00—17:00")
    assert guides.stale(date(2027, 4, 1)) == [district.affairs]
    guides.review(district.affairs, by=actors["supervisor"], at=LATER)
    assert guides.stale(date(2027, 4, 1)) == []
    assert [(one.number, one.changed) for one in guides.versions(district.affairs)] == [(2, False), (1, True)]


def test_two_versions_are_compared_line_by_line(district, actors):
    first = guides.write(district.bureau, TEXT, by=actors["head"], at=AT)
    changed = Text("按条例分类。", "按索引号和栏目编排。", "网上查阅。", "000-0000", "gk@example.cn")
    second = guides.write(district.bureau, changed, by=actors["head"], at=LATER)
    assert guides.write(district.bureau, changed, by=actors["head"], at=LATER) == second
    found = guides.compared(guides.version(district.bureau, first), guides.version(district.bureau, second))
    assert [(one.part, one.how) for one in found] == [
        ("arrangement", "gone"), ("arrangement", "new"), ("sections", "gone")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "where"),
    [(Text(" ", "甲", "乙"), "categories"), (Text("甲", "乙", "丙", fax="0" * 61), "fax"),
     (Text("甲", "乙", "丙", sections=((" ", "丁"),)), "sections")],
)  # fmt: skip
def test_it_refuses_what_a_guide_cannot_be(district, actors, text, where):
    with pytest.raises(Trouble) as refused:
        guides.write(district.bureau, text, by=actors["head"], at=AT)
    assert refused.value.where == where


def test_it_refuses_who_does_not_look_after_it_and_what_came_meanwhile(district, actors):
    with pytest.raises(Trouble, match="forbidden"):
        guides.write(district.bureau, TEXT, by=actors["clerk"], at=AT)
    first = guides.write(district.bureau, TEXT, by=actors["head"], at=AT)
    guides.write(district.bureau, guides.beginning(district.bureau), by=actors["head"], at=LATER, seen=first)
    with pytest.raises(Trouble, match="changed_meanwhile"):
        guides.write(district.bureau, TEXT, by=actors["head"], at=LATER, seen=first)
