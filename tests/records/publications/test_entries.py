"""The publication list: lines proposed, added, changed without being overwritten, moved, ended, and asked for."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.records.publications.shelf import publication
from zhengwu.records.publications import coverage, entries, lines
from zhengwu.records.publications.entries import Wanted
from zhengwu.records.publications.lines import Narrowed
from zhengwu.records.publications.models import Entry
from zhengwu.records.troubles import Trouble
from zhengwu.statute.disclosure import categories, pilot_fields
from zhengwu.statute.disclosure.standards import models, of_field, starting

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
ON = AT.date()
LATER = AT + timedelta(days=30)
MONTHLY = Wanted("办件统计", "art20_04", "monthly", kind="statistics")


@pytest.fixture
def head(actors):
    return actors["head"]


def told(body_id, on=ON, **narrowed):
    return [(one.number, one.title, one.state) for one in lines.listed(body_id, on, Narrowed(**narrowed))]


def test_it_works(district, head):
    made = entries.add(district.bureau, MONTHLY, by=head, at=AT)
    publication(district.bureau, date(2026, 4, 2), entry_id=made)
    coverage.settle([made])
    found = lines.whole(head, made, LATER.date())
    assert (found.line.number, found.line.state, found.body) == ("1", "met", "青禾区行政审批局")
    assert [(one.period.first.month, one.out and one.out.id, one.late(LATER.date())) for one in found.owed] == [
        (3, found.outs[0].id, 0)
    ]
    assert found.next.on == date(2026, 6, 1)


def test_a_change_keeps_the_line_as_it_was_and_what_was_published_under_it(district, head):
    made = entries.add(district.bureau, MONTHLY, by=head, at=AT)
    publication(district.bureau, date(2026, 3, 20), entry_id=made)
    entries.change(made, Wanted("许可统计", "art20_04", "quarterly", kind="statistics"), by=head, at=LATER)
    found = lines.whole(head, made, LATER.date())
    assert (found.line.title, found.line.since, len(found.outs)) == ("许可统计", LATER.date(), 1)
    assert [(one.title, one.since, one.until) for one in found.kept] == [("办件统计", ON, date(2026, 3, 31))]
    entries.change(made, Wanted("许可情况统计", "art20_04", "quarterly"), by=head, at=LATER)  # put right the same day
    assert len(lines.whole(head, made, LATER.date()).kept) == 1


def test_the_list_begins_with_what_the_law_names_once(district, head):
    keys = [one.key for one in starting("department")]
    assert entries.propose(district.bureau, keys, by=head, at=AT) == len(keys)
    assert entries.propose(district.bureau, keys, by=head, at=AT) == 0
    found = lines.all_of(district.bureau, ON)
    assert {one.category for one in found} >= {key for key in categories() if key.startswith("art20")}
    assert [one.number for one in found] == [str(n) for n in range(1, len(keys) + 1)]


def test_every_field_has_lines_and_every_line_is_sound():
    assert all(of_field(key) for key in pilot_fields())
    for one in models().values():
        entries.check(entries.of_model(one))


def test_a_line_moves_ends_and_holds_again(district, head):
    first, second, third = (
        entries.add(district.bureau, Wanted(name, "art20_04", "once"), by=head, at=AT) for name in "甲乙丙"
    )
    entries.move(third, -2, by=head, at=AT)
    entries.move(first, 9, by=head, at=AT)
    assert [title for _, title, _ in told(district.bureau)] == ["丙", "乙", "甲"]
    entries.end(second, by=head, at=AT)
    assert [title for _, title, _ in told(district.bureau, ON + timedelta(days=1))] == ["丙", "甲"]
    assert [title for _, title, _ in told(district.bureau, ON + timedelta(days=1), state="ended")] == ["乙"]
    entries.resume(second, by=head, at=AT)
    assert len(told(district.bureau, LATER.date(), state="overdue")) == 3


def test_a_list_is_read_page_by_page(district, head):
    entries.add_all(district.bureau, [MONTHLY] * 7, by=head, at=AT)
    found, after = [], (0, 0)
    while page := lines.listed(district.bureau, ON, Narrowed(), after=after, limit=3):
        found += page
        after = page[-1].position, page[-1].id
    assert [one.number for one in found] == list("1234567")


def test_what_is_out_already_is_put_under_a_line(district, head):
    made = entries.add(district.bureau, MONTHLY, by=head, at=AT)
    publication(district.bureau, date(2026, 4, 1), title="三月统计", index_number="QHSP-2026-000001")
    assert entries.file_under(made, "QHSP-2026-000001", by=head, at=LATER) == "三月统计"
    assert Entry.objects.get(pk=made).latest_on == date(2026, 4, 1)
    with pytest.raises(Trouble, match="not_found"):
        entries.file_under(made, "QHSP-2026-000002", by=head, at=LATER)


def test_it_proposes_a_line_only_where_one_is_sure(district, head):
    made = entries.add(district.bureau, MONTHLY, by=head, at=AT)
    entries.add(district.bureau, Wanted("通知", "art20_15", "event"), by=head, at=AT)
    entries.add(district.bureau, Wanted("动态", "art20_15", "event"), by=head, at=AT)
    assert lines.proposed(district.bureau, ON, kind="statistics", category="art20_04") == made
    assert lines.proposed(district.bureau, ON, kind="notice", category="art20_15") is None


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        (Wanted(" ", "art20_04", "once"), "title"),
        (Wanted("甲", "art99", "once"), "category"),
        (Wanted("甲", "art20_04", "hourly"), "cadence"),
        (Wanted("甲", "art20_04", "once", channels=("smoke",)), "channels"),
        (Wanted("甲", "art20_04", "once", within=400), "within"),
        (Wanted("甲", "art20_04", "once", number="1"), "number"),
    ],
)
def test_it_refuses_a_field_that_cannot_be(district, head, wanted, where):
    entries.add(district.bureau, MONTHLY, by=head, at=AT)
    with pytest.raises(Trouble) as refused:
        entries.add(district.bureau, wanted, by=head, at=AT)
    assert refused.value.where == where
    assert Entry.objects.count() == 1


def test_it_refuses_who_does_not_look_after_the_list(district, actors, head):
    made = entries.add(district.bureau, MONTHLY, by=head, at=AT)
    for post in ("clerk", "handler", "leader", "auditor"):
        with pytest.raises(Trouble, match="forbidden"):
            entries.end(made, by=actors[post], at=AT)
        assert lines.whole(actors[post], made, ON).line.id == made
    with pytest.raises(Trouble, match="forbidden"):
        entries.add(district.affairs, MONTHLY, by=head, at=AT)
    assert entries.add(district.affairs, MONTHLY, by=actors["supervisor"], at=AT)


def test_it_refuses_to_write_over_what_another_wrote_meanwhile(district, head):
    made = entries.add(district.bureau, MONTHLY, by=head, at=AT)
    entries.change(made, Wanted("新名", "art20_04", "monthly"), by=head, at=LATER)
    with pytest.raises(Trouble, match="changed_meanwhile"):
        entries.change(made, MONTHLY, by=head, at=LATER, seen=AT)
