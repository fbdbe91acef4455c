"""Coverage: what lines owe, who has met them, and what many bodies come to."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.records.publications.shelf import AT, line, publication
from zhengwu.records.publications import coverage
from zhengwu.records.publications.coverage import Totals
from zhengwu.records.publications.models import Entry
from zhengwu.records.reports.models import AnnualReport

APRIL = date(2026, 4, 10)


def settled(row):
    coverage.settle([row.pk])
    return Entry.objects.get(pk=row.pk)


def test_it_works(district):
    monthly = line(district.bureau)
    publication(district.bureau, date(2026, 2, 4), entry=monthly)
    row = settled(monthly)
    assert (row.latest_on, row.met_to) == (date(2026, 2, 4), date(2026, 1, 31))
    assert row.owed_on == date(2026, 3, 27)  # February's, twenty working days after its end
    assert coverage.state_of(row.latest_on, row.owed_on, APRIL) == "late"
    assert coverage.totals([district.bureau], APRIL)[district.bureau] == Totals(
        district.bureau, lines=1, late=1, oldest=date(2026, 3, 27)
    )


@pytest.mark.parametrize(
    ("cadence", "published", "owed_on"),
    [
        ("once", None, date(2026, 1, 29)),
        ("once", date(2026, 2, 2), None),
        ("event", None, None),
        ("event", date(2026, 2, 2), None),
        ("quarterly", None, date(2026, 4, 29)),
        ("budget", None, date(2026, 12, 31)),
        ("budget", date(2026, 2, 2), date(2027, 12, 31)),
    ],
)
def test_each_cadence_owes_what_it_says(district, cadence, published, owed_on):
    one = line(district.bureau, cadence=cadence)
    if published:
        publication(district.bureau, published, entry=one)
    assert settled(one).owed_on == owed_on


def test_the_annual_report_meets_its_line(district):
    one = line(district.bureau, cadence="report", since=date(2025, 1, 1))
    assert settled(one).owed_on == date(2026, 1, 31)
    AnnualReport.objects.create(
        body_id=district.bureau, year=2025, version=1, status="published", published_on=date(2026, 1, 20), made_at=AT
    )
    assert coverage.refresh(APRIL) == 1
    assert Entry.objects.get(pk=one.pk).owed_on == date(2027, 1, 31)


def test_what_is_taken_down_is_owed_again(district):
    one = line(district.bureau, cadence="once")
    row = publication(district.bureau, date(2026, 1, 9), entry=one)
    assert settled(one).owed_on is None
    row.status = "withdrawn"
    row.save()
    assert settled(one).owed_on == date(2026, 1, 29)


def test_totals_are_the_states_of_the_lines(district):
    for at, (latest, owed) in enumerate(
        [(None, None), (None, date(2026, 3, 1)), (date(2026, 1, 1), date(2026, 3, 2)), (None, date(2026, 4, 20)),
         (date(2026, 1, 1), date(2026, 9, 1)), (date(2026, 1, 1), None), (None, APRIL)]
    ):  # fmt: skip
        line(district.bureau, str(at), latest_on=latest, owed_on=owed)
    line(district.bureau, "retired", until=date(2026, 3, 1), owed_on=date(2026, 2, 1))
    found = coverage.totals([district.bureau], APRIL)[district.bureau]
    states = [coverage.state_of(row.latest_on, row.owed_on, APRIL) for row in Entry.objects.exclude(number="retired")]
    assert {one: states.count(one) for one in coverage.STATES} == {one: getattr(found, one) for one in coverage.STATES}
    assert (found.overdue, found.oldest, found.lines) == (2, date(2026, 3, 1), 7)


def test_many_bodies_take_two_statements(district):
    line(district.bureau, owed_on=date(2026, 3, 1))
    publication(district.affairs, due_on=date(2026, 2, 1))
    asked = [district.bureau, district.affairs, district.station]
    with CaptureQueriesContext(
        connection,
    ) as statements:
        found = coverage.totals(asked, APRIL)
    assert len(statements) == 2
    assert list(found) == asked
    assert (found[district.affairs].drafts_late, found[district.bureau].never) == (1, 1)
    assert found[district.station] == Totals(district.station)
    assert coverage.totals([], APRIL) == {}
