"""The count over cases that the engine made, the fee ledger, and figures of other ledgers."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.records.reports.conftest import AT, Matter
from tests.records.reports.story import REQUEST
from zhengwu.records.cases import actions as cases
from zhengwu.records.cases.models import Case, Event, Fee, Item
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.reports import ledgers, queries
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.count import FeeTotals, count, fees
from zhengwu.records.reports.drill import drill
from zhengwu.records.troubles import Trouble
from zhengwu.statute.procedures.fields import event_from
from zhengwu.statute.report.formats import format_of

FORM = format_of("2021")
LATER = datetime(2026, 6, 1, 2, tzinfo=UTC)


def say(key, on, **says):
    return event_from({"event": key, "on": on, **says})


def cells(body_id, year=2026):
    found = count(body_id, year, FORM).figures
    return {cell.row for cell, number in found.items() if cell.column == "total" and number and cell.row != "concluded"}


@pytest.fixture
def request_id(actors, district):
    """A request of March, granted and delivered."""
    events = [say("submitted", "2026-03-02", channel="counter", items=["批复"]), say("received", "2026-03-02")]
    made = cases.open_case(
        REQUEST, district.bureau, events, Opening(Applicant("申请人甲", phone="000")), by=actors["clerk"], at=LATER
    )
    for step in (
        say("decided", "2026-03-05", outcome="granted"),
        say("delivered", "2026-03-06", channel="counter"),
    ):
        cases.take(made.case_id, step, by=actors["head"], at=LATER)
    return made.case_id


def test_a_decision_ordered_anew_is_counted_once(request_id, actors, district):
    assert cells(district.bureau) == {"received", "granted"}
    cases.take(request_id, say("redo_ordered", "2026-05-06"), by=actors["head"], at=LATER)
    assert cells(district.bureau) == {"received", "granted"}
    again = say("decided", "2026-05-08", outcome="not_exist", reasons="经检索没有")
    cases.take(request_id, again, by=actors["head"], at=LATER)
    assert cells(district.bureau) == {"received", "granted"}
    assert cells(district.bureau, 2027) == set()


def test_a_decision_struck_out_is_open_again(request_id, actors, district):
    for number in (4, 3):
        cases.strike(request_id, number, "录错", by=actors["head"], at=LATER, on=date(2026, 4, 1))
    assert cells(district.bureau) == {"received", "carried_out"}
    listed = drill(district.bureau, 2026, FORM, CellKey("requests", "carried_out", "total"))
    assert [one.case_id for one in listed] == [request_id]
    assert cells(district.bureau, 2027) == {"carried_in", "carried_out"}


def test_the_counted_items_are_those_of_the_engine(request_id):
    item, case = Item.objects.get(), Case.objects.get()
    assert (item.entered_year, item.concluded_year, item.outcome) == (2026, 2026, "granted")
    assert (case.entered_year, case.concluded_year, case.outcome) == (2026, 2026, "granted")


def test_fees_are_those_of_the_year(district, file_matters):
    case = file_matters(district.bureau, [Matter(REQUEST, 2026, None, "", "enterprise")])[0]
    ledger = [("notice", "30.00", "2026-01-01"), ("notice", "0.50", "2026-12-31"), ("payment", "30.00", "2026-05-01"),
              ("notice", "9.00", "2025-12-31"), ("payment", "9.00", "2027-01-01")]  # fmt: skip
    for number, (kind, amount, on) in enumerate(ledger, 1):
        event = Event.objects.create(case=case, number=number, key="x", on=on, actor="x", at=AT, hash="")
        Fee.objects.create(case=case, body_id=district.bureau, event=event, kind=kind, amount=amount, on=on)
    assert fees(district.bureau, 2026) == FeeTotals(2, Decimal("30.5"), 1, Decimal(30))


def test_another_ledger_plugs_in_and_its_cells_are_not_entered_by_hand(district, actors, monkeypatch):
    cell = CellKey("publications", "licensing", "decisions")
    monkeypatch.setitem(ledgers.LEDGERS, "licences", ledgers.Ledger(lambda body_id, year, form: {cell: 12}))
    seen = queries.cell_of(actors["clerk"], district.bureau, 2026, cell).stated
    assert (seen.value, seen.source) == (12, "licences")
    with pytest.raises(Trouble, match="counted_cell"):
        ledgers.check_entry(district.bureau, 2026, FORM, cell, Decimal(1), "台账")
