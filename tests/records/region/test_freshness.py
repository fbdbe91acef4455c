"""What is kept of a region is never older than the records: whatever happens, the next look sees it."""

from datetime import UTC, datetime
from time import monotonic, sleep

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from zhengwu.records.cases import actions as cases
from zhengwu.records.cases.models import Case
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.organs.models import Body
from zhengwu.records.region import freshness
from zhengwu.records.region.counting import NOTHING, Period, count
from zhengwu.records.region.lines import Sought, listed
from zhengwu.records.timetable.models import Move
from zhengwu.statute.procedures import Event

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 3, 4, 2, tzinfo=UTC)
ON = AT.date()
NOW = Period(ON)
APPLICANT = Applicant("周某", phone="000-00000000")


@pytest.fixture
def ask(district, hire, actor):
    """A function that puts a request to a body, the bureau if none is named, on file."""

    def opened(body_id=district.bureau):
        events = [Event("submitted", ON, says={"channel": "counter", "items": ["某项信息"]}), Event("received", ON)]
        by = actor(hire("clerk", body_id))
        return cases.open_case("information_request", body_id, events, Opening(APPLICANT), by=by, at=AT)

    return opened


def now():
    """The numbers of the year so far."""
    return freshness.numbers([NOW], ON)[0]


def settled():
    """The same once they are kept: PostgreSQL's mark waits for every transaction under way."""
    found, until = now(), monotonic() + 120
    while (again := now()) is not found and monotonic() < until:
        found = again
        sleep(0.02)
    return again


def test_they_are_counted_once_while_nothing_changes(ask, django_assert_num_queries):
    ask()
    first = settled()
    with django_assert_num_queries(2):
        assert now() is first


def test_only_the_body_that_changed_is_counted_anew(ask, district):
    ask()
    ask(district.affairs)
    before = settled()
    ask()
    after = now()
    assert after[district.bureau].received == 2
    assert after[district.affairs] is before[district.affairs]


@pytest.mark.parametrize("far", [400, 3])
def test_after_any_change_they_are_what_would_be_counted_anew(ask, district, actors, monkeypatch, far):
    monkeypatch.setattr(freshness, "FAR", far)
    for _ in range(4):
        made = ask()
        assert dict(now()) == count(NOW, ON)
        for event in (
            Event("assigned", ON, says={"note": "请办理"}),
            Event("decided", ON, says={"outcome": "granted"}),
        ):
            cases.take(made.case_id, event, by=actors["head"], at=AT)
            assert dict(settled()) == count(NOW, ON)
    assert now()[district.bureau].granted == 4


def test_a_due_date_that_moved_is_seen(ask, district):
    made = ask()
    assert settled()[district.bureau].late == 0
    Case.objects.filter(pk=made.case_id).update(due_on="2026-03-01")
    Move.objects.create(case_id=made.case_id, clock="reply", old_version="1", new_version="2", at=AT, by="甲")
    assert now()[district.bureau].late == 1


def test_a_body_that_counts_otherwise_is_counted_anew(ask, district):
    ask()
    settled()
    Body.objects.filter(pk=district.bureau).update(counting="per_request")
    assert dict(now()) == count(NOW, ON)


def test_nothing_is_kept_that_may_be_undone(ask, district):
    settled()
    with transaction.atomic():
        ask()
        assert now()[district.bureau].received == 1
        transaction.set_rollback(True)
    assert now().get(district.bureau, NOTHING) == NOTHING


def test_the_lines_of_a_region_take_six_statements(ask, actors):
    ask()
    settled()
    listed(actors["supervisor"], ON, ON, Sought())
    with CaptureQueriesContext(connection) as asked:
        listed(actors["supervisor"], ON, ON, Sought(sort="-received"))
    assert len(asked) == 6  # events, ground, libraries, reports, two of duties; the bodies were looked at just now
