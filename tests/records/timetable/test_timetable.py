"""A notice arrives, a region closes for a storm, and the due dates follow."""

from dataclasses import replace
from datetime import date

import pytest

from tests.records.timetable.conftest import AT
from tests.records.timetable.plans import PLAN
from tests.together import at_once
from zhengwu.records.cases import actions as cases
from zhengwu.records.cases import filing
from zhengwu.records.cases.models import Case, Event
from zhengwu.records.journal.models import Entry
from zhengwu.records.organs.models import Body
from zhengwu.records.outbox.models import Effect
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.timetable import actions, queries
from zhengwu.records.timetable.actions import NewOverlay
from zhengwu.records.timetable.models import Move, YearNotice
from zhengwu.records.troubles import Trouble
from zhengwu.statute.calendar import national, plan_from
from zhengwu.statute.procedures.fields import event_from

STORM = NewOverlay(date(2027, 3, 1), date(2027, 3, 2), False, "防汛停工", "青政〔2027〕3号", emergency=True)


def due(case_id):
    return Case.objects.get(pk=case_id).due_on


def test_a_notice_moves_what_was_provisional(actors, open_request):
    case_id = open_request()
    before = Case.objects.get(pk=case_id)
    assert before.provisional
    seen = actions.preview_year(PLAN, "csv", by=actors["supervisor"])
    assert due(case_id) == before.due_on
    assert not YearNotice.objects.exists()
    done = actions.enter_year(PLAN, "csv", by=actors["supervisor"], at=AT)
    after, wanted = Case.objects.get(pk=case_id), national().with_year(plan_from(PLAN, "csv").plan)
    assert after.due_on == wanted.add_working_days(date(2027, 1, 20), 20)
    assert not after.provisional
    assert [(s.case_id, s.old, s.new) for s in seen.shifts] == [(case_id, before.due_on, after.due_on)]
    assert done.shifts == seen.shifts
    move = queries.moves(actors["clerk"], case_id)[0]
    assert (move.clock, move.old_due_on, move.new_due_on) == ("reply", before.due_on, after.due_on)
    assert move.new_version == wanted.version
    assert move.old_version == national().version
    assert Entry.objects.filter(action="calendar.notice_entered").exists()


def test_the_cache_equals_the_replay_afterwards(actors, open_request, district):
    case_id = open_request()
    actions.enter_year(PLAN, "csv", by=actors["supervisor"], at=AT)
    queries.forget()
    row, calendar = Case.objects.get(pk=case_id), queries.calendar_of(district.bureau)
    case = filing.replayed(row.procedure, filing.read(case_id), calendar)
    assert filing.cached(case, calendar) == filing.Cached(**{n: getattr(row, n) for n in filing.Cached.__slots__})
    assert actions.settle(by=CLOCKWORK, at=AT).shifts == ()


def test_a_later_answer_than_told_in_writing_is_owed_a_notice(actors, open_request):
    case_id = open_request("2027-02-15")
    actions.overlay(STORM, by=actors["supervisor"], at=AT)
    assert Move.objects.get(case_id=case_id).told_worse
    owed = Effect.objects.get(kind=actions.OWED)
    assert owed.payload["case"] == case_id
    assert owed.payload["to"] == str(due(case_id))


def test_an_overlay_holds_where_it_was_made_for(actors, open_request, district):
    Body.objects.filter(pk=district.foreign).update(region="220000")
    Body.objects.filter(pk=district.bureau).update(region="210105")
    actions.overlay(replace(STORM, region="210000"), by=actors["supervisor"], at=AT)
    actions.overlay(
        replace(STORM, body_id=district.affairs, first=date(2027, 4, 1), last=date(2027, 4, 1)),
        by=actors["supervisor"],
        at=AT,
    )
    queries.forget()
    works = {
        name: [queries.calendar_of(getattr(district, name)).is_working_day(d) for d in (STORM.first, date(2027, 4, 1))]
        for name in ("bureau", "affairs", "foreign")
    }
    assert works == {"bureau": [False, True], "affairs": [True, False], "foreign": [True, True]}


def test_a_withdrawn_overlay_moves_the_days_back(actors, open_request):
    case_id = open_request("2027-02-15")
    before = due(case_id)
    actions.overlay(STORM, by=actors["supervisor"], at=AT)
    assert due(case_id) > before
    row = queries.overlays()[0]
    assert actions.preview_withdrawal(row.id, by=actors["supervisor"]).shifts[0].new == before
    actions.withdraw_overlay(row.id, by=actors["supervisor"], at=AT)
    assert due(case_id) == before
    assert Move.objects.filter(case_id=case_id).count() == 2
    with pytest.raises(Trouble, match="not_found"):
        actions.withdraw_overlay(row.id, by=actors["supervisor"], at=AT)


def test_a_step_that_was_lawful_stays_lawful(actors, open_request):
    case_id, later = open_request("2027-02-15"), AT.replace(month=4, day=20)
    actions.overlay(STORM, by=actors["supervisor"], at=AT)
    queries.forget()
    last_day = due(case_id)
    cases.take(case_id, event_from({"event": "extended", "on": str(last_day)}), by=actors["head"], at=later)
    actions.withdraw_overlay(queries.overlays()[0].id, by=actors["supervisor"], at=later)
    queries.forget()
    assert due(case_id) == national().add_working_days(date(2027, 2, 15), 40)
    assert actions.settle(by=CLOCKWORK, at=later) == actions.Preview(1, ())
    granted = event_from({"event": "decided", "on": str(last_day), "outcome": "granted"})
    assert cases.take(case_id, granted, by=actors["head"], at=later).state == "decided"


def test_a_broken_file_is_named_and_stops_nobody_else(actors, open_request):
    broken, whole = open_request(), open_request()
    Event.objects.filter(case_id=broken, key="submitted").update(key="withdrawn")
    done = actions.enter_year(PLAN, "csv", by=actors["supervisor"], at=AT)
    assert done.broken == (Case.objects.get(pk=broken).number,)
    assert [one.case_id for one in done.shifts] == [whole]


@pytest.mark.parametrize("post", ["clerk", "handler", "reviewer", "head", "leader", "auditor"])
def test_it_refuses_who_does_not_keep_the_calendar(actors, post):
    with pytest.raises(Trouble, match="forbidden"):
        actions.enter_year(PLAN, "csv", by=actors[post], at=AT)
    with pytest.raises(Trouble, match="forbidden"):
        actions.overlay(STORM, by=actors[post], at=AT)


def test_it_refuses_a_plan_that_cannot_be_and_says_the_line(actors):
    with pytest.raises(Trouble) as refused:
        actions.enter_year(PLAN.replace("2027-01-30", "2027-01-29"), "csv", by=actors["supervisor"], at=AT)
    assert "第6行" in refused.value.message.zh


def test_asking_costs_no_statement_within_a_second(district, django_assert_num_queries, monkeypatch):
    queries.calendar_of(district.bureau)
    with django_assert_num_queries(0):
        for _ in range(100):
            queries.calendar_of(district.bureau)
    monkeypatch.setattr(queries, "FRESH", -1.0)  # the second is over
    with django_assert_num_queries(1):
        queries.calendar_of(district.bureau)


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_the_notice_once_its_second_is_over(actors, district, monkeypatch):
    old = queries.calendar_of(district.bureau)
    actions.enter_year(PLAN, "csv", by=actors["supervisor"], at=AT)
    assert queries.calendar_of(district.bureau).is_announced(2027)  # this one at once
    queries._Process.known = queries._Known("", queries._Process.known.looked, queries.Facts(), {district.bureau: old})
    assert queries.calendar_of(district.bureau) is old
    monkeypatch.setattr(queries, "FRESH", -1.0)
    assert queries.calendar_of(district.bureau).is_announced(2027)


@pytest.mark.django_db(transaction=True)
def test_two_notices_at_once_leave_one_in_force(actors):
    by = actors["supervisor"]
    plans = [PLAN.replace("1号", f"{number}号") for number in (1, 2, 3)]
    results = at_once(*[lambda plan=plan: actions.enter_year(plan, "csv", by=by, at=AT) for plan in plans])
    assert not [one for one in results if isinstance(one, Exception)]
    assert YearNotice.objects.count() == 3
    assert YearNotice.objects.filter(superseded_at=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_notice_sent_twice_at_once_is_entered_once(actors):
    by = actors["supervisor"]
    results = at_once(*[lambda: actions.enter_year(PLAN, "csv", by=by, at=AT)] * 2)
    assert [one.code for one in results if isinstance(one, Trouble)] == ["entered_already"]
    assert YearNotice.objects.count() == 1


def test_a_count_of_many_cases_stops_and_the_clockwork_goes_on(actors, open_request, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 1)
    ids = [open_request("2027-02-15") for _ in range(3)]
    seen = actions.preview_overlay(STORM, by=actors["supervisor"], most=2)
    assert (seen.looked_at, seen.whole) == (2, False)
    done = actions.overlay(STORM, by=actors["supervisor"], at=AT, most=2)
    assert (done.looked_at, len(done.shifts), done.whole) == (2, 2, False)
    assert [one.case_id for one in actions.settle(by=CLOCKWORK, at=AT).shifts] == ids[2:]


def test_it_warns_sixty_days_before_a_year_without_a_notice(actors):
    assert queries.unannounced(date(2026, 11, 1)) is None
    assert queries.unannounced(date(2026, 11, 3)) == 2027
    actions.enter_year(PLAN, "csv", by=actors["supervisor"], at=AT)
    assert queries.unannounced(date(2026, 11, 3)) is None
