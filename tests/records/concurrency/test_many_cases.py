"""Many officers at once on many cases: numbers without gaps, imports without doubles, nobody in another's way."""

import pytest

from tests.records.crash.proof import breaches
from tests.records.crash.stories import BEGINNING, at_nine
from zhengwu.records.cases import actions
from zhengwu.records.cases.models import Case, Series, Wording
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.troubles import Trouble

pytestmark = pytest.mark.django_db(transaction=True)
AT = at_nine(BEGINNING[1].on)


@pytest.fixture
def opening(district, actors):
    """A function that makes a task which opens a case."""

    def task(body_id=None, events=BEGINNING, **facts):
        told = Opening(Applicant("申请人甲", phone="000-00000000"), **facts)
        body = body_id or district.bureau
        return lambda: actions.open_case("information_request", body, events, told, by=actors["head"], at=AT)

    return task


def test_different_cases_do_not_wait_for_one_another_in_vain(side_by_side, file_case, step):
    cases = [file_case() for _ in range(8)]
    results = side_by_side(*[step(pk, "head", "decided", outcome="granted", expected=2) for pk in cases])
    assert [one.case_id for one in results] == cases
    assert breaches() == []


def test_numbers_have_neither_gaps_nor_doubles(side_by_side, opening):
    results = side_by_side(*[opening() for _ in range(8)])
    assert sorted(int(one.number[-6:]) for one in results) == list(range(1, 9))
    assert len({one.secret for one in results}) == 8
    assert Wording.objects.get().cases == 8
    assert breaches() == []


def test_an_opening_that_is_refused_takes_no_number(side_by_side, opening):
    tasks = [opening(), opening(unit_id=99999), opening(), opening(events=BEGINNING[1:] * 2), opening()]
    results = side_by_side(*tasks)
    refused = [one for one in results if isinstance(one, Trouble)]
    assert len(refused) == 2, results
    assert Series.objects.get().last == Case.objects.count() == 3
    assert breaches() == []


@pytest.mark.parametrize("officers", [2, 8])
def test_an_import_repeated_at_once_makes_one_case(side_by_side, opening, officers):
    results = side_by_side(*[opening(source_key="旧系统-1") for _ in range(officers)])
    assert len({(one.case_id, one.number) for one in results}) == 1, results
    assert len([one for one in results if one.secret]) == 1
    assert Case.objects.count() == 1
    assert breaches() == []


def test_the_same_source_key_at_two_bodies_is_two_cases(side_by_side, opening, district, actors, hire, actor):
    beside = actor(hire("head", district.affairs))
    told = Opening(Applicant("申请人甲", phone="000-00000000"), source_key="旧系统-1")

    def foreign():
        return actions.open_case("information_request", district.affairs, BEGINNING, told, by=beside, at=AT)

    results = side_by_side(opening(source_key="旧系统-1"), foreign)
    assert len({one.case_id for one in results}) == 2
    assert breaches() == []
