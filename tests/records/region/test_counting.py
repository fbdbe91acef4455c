"""The count over many bodies: what it says is what one would count by hand, and every figure leads to its records."""

from datetime import date

import pytest

from tests.records.region.conftest import REQUEST, REVIEW, SUIT, TODAY
from zhengwu.records.cases.models import CLOSED, Case, Item
from zhengwu.records.organs.models import Body
from zhengwu.records.region import behind, counting
from zhengwu.records.region.counting import Numbers, Period, count, together
from zhengwu.records.region.lines import Sought, listed

DAYS = (TODAY, date(2025, 12, 31), date(2024, 12, 31))


@pytest.fixture
def region(district, ledger):
    for body_id in (district.government, district.bureau, district.affairs, district.station, district.foreign):
        ledger(body_id, 60)
    Body.objects.filter(pk=district.affairs).update(counting="per_request")
    return district


def by_hand(body, on):
    """The numbers of a body as one would count them, row by row."""
    book = Case if body.counting == "per_request" else Item
    rows = [one for one in book.objects.filter(body=body) if one.entered_on <= on]
    left = [one for one in rows if one.concluded_on and date(on.year, 1, 1) <= one.concluded_on <= on]
    requests = [one for one in left if one.procedure == REQUEST]
    cases = [one for one in Case.objects.filter(body=body, procedure=REQUEST) if one.entered_on <= on]
    answers = [one for one in cases if one.answered_on and date(on.year, 1, 1) <= one.answered_on <= on]
    standing = [one for one in cases if one.sort_on < CLOSED or (one.answered_on or one.concluded_on) > on]
    groups = [counting.gathered()[one.outcome] for one in requests]
    return {
        "received": sum(one.procedure == REQUEST and one.entered_on.year == on.year for one in rows),
        "concluded": len(requests), **{name: groups.count(name) for name in behind.GROUPS},
        "open": len(standing), "late": sum((one.answered_due_on or one.due_on or on) < on for one in standing),
        "answered": len(answers), "answered_late": sum(one.answered_on > one.answered_due_on for one in answers),
        "days": sum(one.answered_within for one in answers), "timed": len(answers),
        **{name: sum(one.procedure == key for one in left) for name, key in (("reviews", REVIEW), ("suits", SUIT))},
        "reviews_lost": sum(one.procedure == REVIEW and one.outcome in counting.lost(REVIEW) for one in left),
        "suits_lost": sum(one.procedure == SUIT and one.outcome in counting.lost(SUIT) for one in left),
    }  # fmt: skip


@pytest.mark.parametrize("on", [*DAYS, date(2025, 11, 20), date(2024, 2, 29)])
def test_it_counts_what_one_would_count_by_hand(region, on):
    found = count(Period(on), TODAY)
    for body in Body.objects.all():
        wanted = by_hand(body, on)
        assert {name: getattr(found[body.pk], name) for name in wanted} == wanted, body.name


def test_some_bodies_counted_alone_say_the_same(region):
    some = [region.bureau, region.affairs]
    whole = count(Period(TODAY), TODAY)
    assert count(Period(TODAY), TODAY, some) == {pk: whole[pk] for pk in some}


def paged(actor, body_id, name, on):
    """Every line of a list, seven a page."""
    _, page = behind.behind(actor, body_id, name, on, TODAY, limit=7)
    found = page
    while page:
        _, page = behind.behind(actor, body_id, name, on, TODAY, after=page[-1].spot, limit=7)
        found = [*found, *page]
    return found


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("name", behind.LISTS)
def test_each_figure_leads_to_exactly_as_many_records(region, actors, name, on):
    told = 0
    for placed in listed(actors["supervisor"], on, TODAY, Sought()).rows:
        lines = paged(actors["supervisor"], placed.line.body_id, name, on)
        assert len({(one.case_id, one.item) for one in lines}) == len(lines) == getattr(placed.line.now, name)
        told += len(lines)
    assert told == getattr(listed(actors["supervisor"], on, TODAY, Sought()).total.now, name)
    assert told or name in ("unable", "declined")


def test_a_sum_holds_every_number_of_its_parts():
    one = Numbers(received=3, days=20, timed=4, spread=(1, 2, 0, 0, 1, 0))
    assert together([one, one, Numbers()]) == Numbers(received=6, days=40, timed=8, spread=(2, 4, 0, 0, 2, 0))
    assert together([]) == Numbers()


@pytest.mark.parametrize(("through", "before"), [
    (date(2026, 11, 20), date(2025, 11, 20)), (date(2024, 12, 31), date(2023, 12, 31)),
    (date(2024, 2, 29), date(2023, 2, 28)), (date(2025, 2, 28), date(2024, 2, 28)),
])  # fmt: skip
def test_the_year_before_is_taken_to_the_same_day(through, before):
    assert Period(through).before() == Period(before)
