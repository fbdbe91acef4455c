"""Two at once, each in a thread and a connection of its own: one wins, and the other is told why not."""

from datetime import UTC, datetime

import pytest

from tests.together import at_once
from zhengwu.records.cases import actions, filing
from zhengwu.records.cases.models import Case, Event, Series
from zhengwu.records.cases.opening import Applicant, Opened, Opening
from zhengwu.records.troubles import Trouble
from zhengwu.statute.procedures import Event as Said

AT = datetime(2026, 3, 20, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def opening(source_key=None):
    return Opening(Applicant("申请人甲", phone="000"), source_key=source_key)


def received(items=("招标文件",)):
    return [Said("received", AT.date(), says={"channel": "registered_mail", "items": list(items)})]


@pytest.fixture
def case_id(district, actors):
    return actions.open_case(
        "information_request", district.bureau, received(), opening(), by=actors["clerk"], at=AT
    ).case_id


def step(case_id, actor, key, expected=None, **says):
    return lambda: actions.take(case_id, Said(key, AT.date(), says=says), by=actor, at=AT, expected=expected)


def test_two_decisions_at_once_are_one(case_id, actors):
    decide = step(case_id, actors["head"], "decided", outcome="granted")
    results = at_once(decide, decide)
    lost = [one for one in results if isinstance(one, Trouble)]
    assert [one.code for one in lost] == ["not_from_this_state"]
    assert Event.objects.filter(case_id=case_id, key="decided").count() == 1
    assert filing.is_whole(filing.read(case_id)) == 0


def test_whoever_saw_an_older_file_is_told_so(case_id, actors):
    extend = step(case_id, actors["head"], "extended", expected=1, days=10)
    search = step(case_id, actors["head"], "search_recorded", expected=1, where="档案室", terms="招标")
    results = at_once(extend, search)
    lost = [one for one in results if isinstance(one, Trouble)]
    assert [one.code for one in lost] == ["changed_meanwhile"]
    assert Case.objects.get().length == 2


def test_sixteen_clerks_get_sixteen_numbers_without_a_gap(district, actors):
    def submit():
        return actions.open_case(
            "information_request", district.bureau, received(), opening(), by=actors["clerk"], at=AT
        )

    made = at_once(*[submit] * 16)
    assert all(isinstance(one, Opened) for one in made), made
    assert sorted(int(one.number[-6:]) for one in made) == list(range(1, 17))
    assert Series.objects.get().last == 16


def test_one_source_key_is_one_case(district, actors):
    def imported():
        return actions.open_case(
            "information_request", district.bureau, received(), opening("旧系统-1"), by=actors["clerk"], at=AT
        )

    made = at_once(*[imported] * 6)
    assert len({one.case_id for one in made}) == 1
    assert Case.objects.count() == 1
