"""The fictional district: what lies open today, that everything the law knows occurs, and that it is whole."""

from datetime import UTC, date, datetime

import pytest

from examples.district.build import build
from examples.district.offices import ALL
from examples.district.requests import REASONS
from examples.district.world import World
from examples.district.years import ordinary
from zhengwu.records.cases import alike
from zhengwu.records.cases.models import Case, Event, Item
from zhengwu.records.keeping import proof
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.reports.models import AnnualReport
from zhengwu.statute.identifiers import citizen_id
from zhengwu.statute.procedures import procedure

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
CLOSED = {"delivered", "abandoned_no_correction", "abandoned_no_fee", "withdrawn", "archived"}


def states(key="information_request"):
    return set(Case.objects.filter(procedure=key).values_list("state", flat=True))


@pytest.mark.django_db
def test_every_open_state_lies_on_a_desk_today():
    build(NOW, "qinghe-test-7431", short=True)
    wanted = {state.key for state in procedure("information_request").states} - CLOSED - {"draft"}
    assert wanted <= states()
    assert {"notified", "answered"} <= states("administrative_review")
    assert {"notified", "defended"} <= states("lawsuit")
    open_ones = Case.objects.filter(is_open=True, procedure="information_request")
    today = date(2026, 11, 20)
    assert open_ones.filter(due_on=today).exists()
    assert open_ones.filter(due_on__lt=today).count() >= 2
    assert open_ones.filter(provisional=True, due_on__year=2027).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2026-01-01", "2026-02-24", "2028-02-29", "2031-10-05"])
def test_it_is_built_on_any_day_and_knows_nothing_of_the_next(day):
    now = datetime.fromisoformat(f"{day}T09:00+08:00")
    build(now, "qinghe-test-7431", short=True)
    assert not Event.objects.filter(on__gt=now.date()).exists()
    assert not Event.objects.filter(at__gt=now).exists()
    assert [one for step in proof.everything() for one in step.defects] == []
    assert Case.objects.filter(is_open=True).count() > 15


def test_the_same_seed_tells_the_same_stories():
    def told(seed):
        world = World(NOW, seed)
        return [ordinary(office, 2026, world.chance(f"{office.key}/{n}")) for office in ALL for n in range(20)]

    assert told(1) == told(1)
    assert told(1) != told(2)


def test_identity_numbers_are_written_rightly_and_belong_to_nobody():
    world = World(NOW, 3)
    plans = [ordinary(office, 2026, world.chance(f"{office.key}/{n}")) for office in ALL for n in range(40)]
    numbers = [plan.who.id_number for plan in plans if plan.who.id_kind == "citizen_id"]
    assert len(numbers) > 200
    assert not [number for number in numbers if citizen_id.problem(number)]
    assert all(number[2:6] == "9900" and number[6:8] == "18" for number in numbers)


@pytest.fixture(scope="module")
def qinghe(ground):
    """All three years, built once for this module."""
    return build(NOW, "qinghe-test-7431")


@pytest.mark.slow
def test_everything_the_law_knows_occurs_in_three_years(qinghe, db):
    outcomes = set(Item.objects.filter(procedure="information_request").values_list("outcome", flat=True))
    assert set(REASONS) | {"withdrawn", "abandoned_no_correction", "abandoned_no_fee"} <= outcomes
    seen = {name: set(Case.objects.values_list(name, flat=True)) for name in ("channel", "counted_class")}
    assert {"online", "counter", "registered_mail", "ordinary_mail", "fax", "oral"} <= seen["channel"]
    assert len(seen["counted_class"] & {"direct_suit", "suit_after_review", "review"}) == 3
    events = set(Event.objects.values_list("key", flat=True))
    unused = {step.key for step in procedure("information_request").steps} - events
    assert unused == set()
    assert Item.objects.exclude(redone="").exists()
    assert Case.objects.count() > 600


@pytest.mark.slow
def test_three_years_are_whole_and_the_identical_ones_group(qinghe, db):
    assert [one for step in proof.everything() for one in step.defects] == []
    assert alike.groups(CLOCKWORK)[0].open >= 55
    done = AnnualReport.objects.values_list("year", "status", "origin")
    assert {(2023, "signed", "imported"), (2024, "published", "counted"), (2025, "published", "counted")} <= set(done)
