"""Applications that come at the same moment: written together, each whole or not at all, none twice."""

from threading import Event as Signal

import pytest
from django.db import connections

from tests.records.approvals.conftest import FULL, HOLDER, MONDAY
from tests.together import at_once
from zhengwu.records.approvals import actions
from zhengwu.records.approvals.actions import Submission
from zhengwu.records.approvals.models import Application, Supplied
from zhengwu.records.cases.models import Case, Series
from zhengwu.records.gathering import Gathering
from zhengwu.records.outbox.actions import Claim, earlier
from zhengwu.records.troubles import Trouble

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def handing(items, actors):
    """A function that makes a task which hands in an application for a restaurant, with a key of its own."""
    given = tuple(one for one in FULL if one.key != "lease")

    def task(number, source_key=None, key=None, materials=given):
        claim = Claim("person:1", key or f"hall-{number}", "f" * 64, 201, MONDAY, lambda made: made.number.encode())
        said = Submission({"premises": "own"}, holder=HOLDER, channel="counter", materials=materials)
        by = actors["clerk"]
        return lambda: actions.submit(items["restaurant"], said, by=by, at=MONDAY, source_key=source_key, claim=claim)

    return task


def test_it_works(handing):
    made = at_once(*[handing(number) for number in range(12)])
    assert sorted(int(one.number[-6:]) for one in made) == list(range(1, 13)), made
    assert Application.objects.count() == 12
    for number, one in enumerate(made):
        assert Supplied.objects.filter(application_id=one.application_id).count() == 3
        assert Application.objects.get(pk=one.application_id).case.number == one.number
        kept = earlier("person:1", f"hall-{number}")
        assert kept is not None
        assert kept.body == one.number.encode()


def test_one_that_is_refused_takes_none_of_the_others_with_it(handing):
    made = at_once(*[handing(number, materials=() if number == 3 else FULL[:3]) for number in range(8)])
    assert [number for number, one in enumerate(made) if isinstance(one, Trouble)] == [3], made
    assert Series.objects.get().last == Case.objects.count() == Application.objects.count() == 7


def test_a_repetition_beside_the_first_is_none(handing):
    made = at_once(*[handing(number % 2, source_key=f"厅-{number % 2}") for number in range(8)])
    told = [one for one in made if not isinstance(one, Exception)]
    assert {one.case_id for one in told} == set(Case.objects.values_list("pk", flat=True)), made
    assert Application.objects.count() == Series.objects.get().last == 2


def test_a_key_that_was_used_meanwhile_makes_nothing(handing):
    made = at_once(*[handing(number, key="hall-same") for number in range(6)])
    assert sorted(type(one).__name__ for one in made) == ["IntegrityError"] * 5 + ["Submitted"], made
    assert Application.objects.count() == Case.objects.count() == Series.objects.get().last == 1


def test_whoever_waits_is_written_with_the_others():
    first, go, sizes = Signal(), Signal(), []

    def together(wanted):
        sizes.append(len(wanted))
        first.set()
        go.wait(20)
        return [one * 2 for one in wanted]

    queue = Gathering(together)

    def later(number):
        first.wait(20)
        if number == 5:
            while len(queue._waiting) < 4:
                pass
            go.set()
            return 10
        return queue.put(number)

    made = at_once(lambda: queue.put(0), *[lambda number=number: later(number) for number in range(1, 6)])
    assert (made, sizes) == ([0, 2, 4, 6, 8, 10], [1, 4])
    connections.close_all()
