import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.records.reports.conftest import CLASSES, Matter
from zhengwu.records.cases.models import Case, Item
from zhengwu.records.organs.models import Body
from zhengwu.records.reports.addresses import CellKey, counted_cells
from zhengwu.records.reports.count import count
from zhengwu.records.reports.drill import drill
from zhengwu.records.troubles import Trouble
from zhengwu.statute.procedures import procedure
from zhengwu.statute.report.formats import format_for_year, format_of

REQUEST = "information_request"
YEARS = range(2019, 2027)
REVIEWS = {one.key: one.places["2021"].column for one in procedure("administrative_review").outcomes}
SUITS = {one.key: one.places["2021"].column for one in procedure("lawsuit").outcomes}


def naive(matters, year, form):
    """Counted one by one with plain ifs, totals by hand."""
    cells = dict.fromkeys(counted_cells(form), 0)
    for one in matters:
        if one.entered is None or one.entered > year or (one.concluded is not None and one.concluded < year):
            continue
        is_open = one.concluded is None or one.concluded > year
        if one.procedure == REQUEST:
            row = procedure(REQUEST).outcome(one.outcome).places[form.key].row if not is_open else "carried_out"
            rows = ["received" if one.entered == year else "carried_in", row, *(["concluded"] if not is_open else [])]
            places = [("requests", row, column) for row in rows for column in (one.counted_class, "total")]
        else:
            result = "pending" if is_open else (REVIEWS | SUITS)[one.outcome]
            places = [("remedies", one.counted_class, column) for column in (result, "total")]
        for place in places:
            cells[CellKey(*place)] += 1
    return cells


@st.composite
def matters(draw):
    kind = draw(st.sampled_from([REQUEST, REQUEST, REQUEST, "administrative_review", "lawsuit"]))
    entered = draw(st.sampled_from([*YEARS, *YEARS, None]))
    concluded = draw(st.one_of(st.none(), st.sampled_from([y for y in YEARS if y >= (entered or 2019)])))
    if kind == REQUEST:
        outcomes, counted_class = [one.key for one in procedure(kind).outcomes], draw(st.sampled_from(CLASSES))
    elif kind == "lawsuit":
        counted_class = draw(st.sampled_from(["direct_suit", "suit_after_review"]))
        outcomes = [key for key in SUITS if key.startswith(counted_class)]
    else:
        outcomes, counted_class = list(REVIEWS), "review"
    outcome = draw(st.sampled_from(outcomes)) if concluded else ""
    redone = draw(st.sampled_from(["", "ordered", outcomes[0]])) if concluded else ""
    return Matter(kind, entered, concluded, outcome, counted_class, redone)


@given(ledger=st.lists(matters(), max_size=40), counting=st.sampled_from(["per_item", "per_request"]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_cell_counts_and_lists_the_same_matters(district, file_matters, ledger, counting):
    Item.objects.all().delete()
    Case.objects.all().delete()
    Body.objects.filter(pk=district.bureau).update(counting=counting)
    file_matters(district.bureau, ledger)
    for year in (2019, 2020, 2021, 2026):
        form = format_for_year(year)
        wanted = naive(ledger, year, form)
        found = count(district.bureau, year, form)
        assert dict(found.figures) == wanted
        assert not found.unplaced
        for cell in sorted(wanted)[year % 7 :: 7] + [cell for cell in wanted if wanted[cell] > 1]:
            assert len(pages(district.bureau, year, form, cell)) == wanted[cell], cell


def pages(body_id, year, form, cell, size=3):
    """Every page, one after the other; no matter is listed twice."""
    found, after = [], None
    while page := drill(body_id, year, form, cell, after=after, limit=size):
        found += page
        after = page[-1].spot
        if len(page) < size:
            break
    assert len({(one.case_id, one.item) for one in found}) == len(found)
    return found


def test_the_count_is_one_statement(district, django_assert_num_queries):
    with django_assert_num_queries(3):  # how the body counts, the ledger, the fees
        count(district.bureau, 2026, format_of("2021"))


def test_items_of_one_request_count_once_where_the_body_counts_requests(district, file_matters):
    two = [Matter(REQUEST, 2026, 2026, outcome, "enterprise", of=1) for outcome in ("granted", "partial")]
    file_matters(district.bureau, two)
    cell = CellKey("requests", "received", "enterprise")
    assert count(district.bureau, 2026, format_of("2021")).figures[cell] == 2
    Body.objects.filter(pk=district.bureau).update(counting="per_request")
    assert count(district.bureau, 2026, format_of("2021")).figures[cell] == 1


def test_a_matter_without_a_class_is_named_and_not_lost(district, file_matters):
    file_matters(district.bureau, [Matter(REQUEST, 2026, 2026, "granted", "")])
    found = count(district.bureau, 2026, format_of("2021"))
    assert [group.number for group in found.unplaced] == [1]
    assert not any(found.figures.values())


def test_it_refuses_the_cases_of_a_cell_that_nobody_counts(district):
    with pytest.raises(Trouble, match="not_found"):
        drill(district.bureau, 2026, format_of("2021"), CellKey("publications", "licensing", "decisions"))
