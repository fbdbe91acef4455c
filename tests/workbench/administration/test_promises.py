"""What a body promises for its cases: shorter than the law, for what comes in later, beside the law's day."""

from datetime import timedelta

import pytest

from tests.workbench.conftest import AT, SUBMITTED, TODAY, told
from tests.workbench.test_inbox import queries_of
from zhengwu.records.cases import actions, filing, lights, queries
from zhengwu.records.cases.models import Case
from zhengwu.records.cases.sheet import sheet
from zhengwu.records.cases.wanted import Wanted
from zhengwu.records.journal.models import Entry
from zhengwu.records.keeping import proof
from zhengwu.records.organs import promises
from zhengwu.records.organs.models import Promise
from zhengwu.records.organs.promised import promises_of
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.statute.calendar import national
from zhengwu.workbench.cases.page import light_of
from zhengwu.workbench.lists.rows import rows_of

KEY = "information_request"
LIMITS, NEW = "/desk/administration/limits", "/desk/administration/promises/new"
MONTH = timedelta(days=30)
GONE = national().working_days_between(SUBMITTED, TODAY)


@pytest.fixture
def promised(actors, district):
    """A function that makes the bureau's promise a month ago, so that it holds for what came in since."""

    def made(length):
        since = SUBMITTED - timedelta(days=5)
        return promises.make(district.bureau, KEY, length, since, "公开指南", by=actors["administrator"], at=AT - MONTH)

    return made


def asked(district, **other):
    return {
        "body_id": str(district.bureau),
        "procedure": KEY,
        "length": "15",
        "since": (TODAY + timedelta(days=1)).isoformat(),
        "basis": "公开指南（2026年版）",
    } | other


def test_a_promise_is_tried_made_shown_and_ended(seat, district, file):
    file("received")
    officer = seat("administrator")
    tried = officer.fill(NEW, **asked(district, length="1"))
    assert "在办件有 1 件" in tried.text
    assert "其中 1 件现已超过" in tried.text
    assert not Promise.objects.exists()
    assert officer.fill(NEW, **asked(district), set="1").status_code == 303
    one = Promise.objects.get()
    assert Entry.objects.filter(action="body.promise_made", object_id=str(one.pk)).exists()
    assert "公开指南（2026年版）" in officer.open(LIMITS).text
    assert officer.fill(f"/desk/administration/promises/{one.pk}/end").status_code == 303
    assert not Promise.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"length": "20"}, "须短于法定的20日"), ({"length": "0"}, "须短于法定"), ({"length": "十五"}, "请输入天数"),
     ({"since": TODAY.isoformat()}, "最早从明天起"), ({"basis": ""}, "error-summary")],
)  # fmt: skip
def test_it_refuses_what_is_no_promise(seat, district, typed, said):
    page = seat("administrator").fill(NEW, **asked(district, **typed), set="1")
    assert page.status_code == 422
    assert said in page.text or "f-basis" in page.text
    assert not Promise.objects.exists()


@pytest.mark.parametrize("post", ["clerk", "head", "supervisor"])
def test_it_refuses_who_does_not_manage_bodies(seat, post):
    assert seat(post).open(NEW).status_code == 403


def test_a_promise_to_come_touches_nothing_that_is_on_file(file, actors, district):
    since = TODAY + timedelta(days=1)
    promises.make(district.bureau, KEY, 2, since, "公开指南", by=actors["administrator"], at=AT)
    assert Case.objects.get(pk=file("received")).promised_on is None


def test_the_next_promise_ends_the_one_before_and_taken_back_revives_it(promised, actors, district):
    first = promised(10)
    since = TODAY + timedelta(days=9)
    second = promises.make(district.bureau, KEY, 8, since, "公开指南", by=actors["administrator"], at=AT)
    assert Promise.objects.get(pk=first.id).until == since - timedelta(days=1)
    promises.end(second.id, by=actors["administrator"], at=AT)
    assert Promise.objects.get(pk=first.id).until is None


def test_list_and_page_say_the_same_and_the_law_stays_the_law(promised, file, actors, seat):
    promised(1)
    case_id, head = file("received"), actors["head"]
    (line,) = queries.inbox(head, Wanted(is_open=True))
    told_of = sheet(head, case_id, TODAY)
    (row,) = rows_of([line], TODAY)
    assert row.light == light_of(told_of)
    assert row.light.kind == "promise"
    assert told_of.late is False
    assert line.promised_on == national().add_working_days(SUBMITTED, 1) < line.due_on
    assert queries.count(head, Wanted(late_on=TODAY)) == 0
    officer = seat("head")
    assert "超过承诺时限" in officer.open("/desk/?tab=promise").text
    page = officer.open(f"/desk/cases/{case_id}").text
    assert "本机关承诺" in page
    assert "法定最后期限是" in page


@pytest.mark.parametrize(("length", "kind"), [(1, "promise"), (GONE + 2, "soon"), (19, "calm")])
def test_every_light_is_counted_where_it_is_shown(promised, file, actors, length, kind):
    promised(length)
    case_id, head = file("received"), actors["head"]
    (row,) = rows_of(queries.inbox(head, Wanted(is_open=True)), TODAY)
    assert row.light.kind == light_of(sheet(head, case_id, TODAY)).kind == kind
    counted = lights.counts(head, Wanted(), TODAY)
    assert {name: getattr(counted, name) for name in counted.__slots__ if getattr(counted, name)} == {kind: 1}


def test_the_column_is_what_the_events_make(promised, file, actors, district):
    promised(12)
    case_id = file("received")
    actions.take(case_id, told("assigned", on=TODAY, note="请办理"), by=actors["head"], at=AT)
    row = Case.objects.get(pk=case_id)
    case = filing.replayed(KEY, filing.read(case_id), calendar_of(district.bureau))
    held = promises_of(district.bureau, KEY)
    assert filing.cached(case, calendar_of(district.bureau), held).promised_on == row.promised_on is not None
    assert not [one for step in proof.cases() for one in step.defects]
    Case.objects.filter(pk=case_id).update(promised_on=None)
    assert [one.which for step in proof.cases() for one in step.defects] == [row.number]


def test_a_pause_takes_the_promise_along_and_an_end_takes_it_away(promised, file):
    promised(12)
    plain, paused = Case.objects.get(pk=file("in_handling")), Case.objects.get(pk=file("consulting"))
    assert paused.promised_on > plain.promised_on
    assert Case.objects.get(pk=file("withdrawn")).promised_on is None


def test_a_promise_costs_a_list_nothing(promised, file, seat):
    head = seat("head")
    file("received")
    before = queries_of(head, "/desk/?tab=open")
    promised(1)
    file("received")
    assert queries_of(head, "/desk/?tab=open") == before
