"""Reminders of lists and guides: each body once a week or a month, and nobody where all is in order."""

from datetime import UTC, date, datetime, timedelta

from tests.records.publications.shelf import line
from zhengwu.records.notices.models import Notice
from zhengwu.records.notices.queries import href
from zhengwu.records.publications import guides, reminding

AT = datetime(2026, 4, 7, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def told(days=0):
    at = AT + days * DAY
    return reminding.run(on=at.date(), at=at)


def test_it_works(district, cast, actors):
    line(district.bureau, "1", owed_on=date(2026, 3, 2))
    line(district.bureau, "2", cadence="weekly", within=5, since=date(2026, 4, 6), owed_on=date(2026, 4, 17))
    assert told() == 2
    found = Notice.objects.filter(person=cast["clerk"]).order_by("id")
    assert [(one.occasion, one.number) for one in found] == [("lines_late", 1), ("lines_due", 1)]
    assert href(actors["clerk"], found[0].pk) == f"/desk/catalogue/{district.bureau}?state=overdue"
    assert {one.person_id for one in Notice.objects.all()} == {cast["clerk"].pk, cast["head"].pk}


def test_it_looks_once_a_day_and_tells_once_a_week_or_month(district, cast):
    line(district.bureau, "1", cadence="once", since=date(2026, 1, 4), owed_on=date(2026, 1, 30))
    assert [told(), told(), told(1), told(8), told(30)] == [1, 0, 0, 0, 1]


def test_a_guide_that_nobody_looked_at_for_a_year_is_told_of(district, cast, actors):
    guides.write(district.bureau, guides.beginning(district.bureau), by=actors["head"], at=AT - 400 * DAY)
    assert told() == 1
    assert Notice.objects.filter(occasion="guide_stale").count() == 2


def test_nobody_is_told_where_all_is_in_order(district, cast):
    line(district.bureau, owed_on=date(2026, 9, 1), latest_on=date(2026, 4, 1))
    assert told() == 0
