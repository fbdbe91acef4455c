"""Part two of the annual report from applications and items, with the figures of three bureaus' reports."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from tests.records.approvals.conftest import MONDAY
from zhengwu.records.approvals import ledger
from zhengwu.records.approvals.models import Application
from zhengwu.records.cases.models import Case
from zhengwu.records.items.models import Item
from zhengwu.records.reports.addresses import CellKey
from zhengwu.statute.report.formats import format_of

OLD, NEW = format_of("2019"), format_of("2021")
NUMBERED = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) "


def copies(model, pk, count, **changed):
    """So many copies of a row, with some columns as SQL; gives the first and last of the new ids."""
    table, fields = model._meta.db_table, [one.column for one in model._meta.concrete_fields if not one.primary_key]
    values = ", ".join(changed.get(name, f't."{name}"') for name in fields)
    names = ", ".join(f'"{name}"' for name in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{NUMBERED} INSERT INTO {table} ({names}) SELECT {values} FROM {table} t, n WHERE t.id = %s"
            if connection.vendor == "sqlite"
            else f"INSERT INTO {table} ({names}) {NUMBERED} SELECT {values} FROM {table} t, n WHERE t.id = %s",
            [count, pk],
        )


def shelf(body_id, item_id, kind, then, change, decisions, made):
    """Items of a type at the end of 2024 and of 2025, and so many decisions in 2025; of what was applied for once."""
    was, now = "'2020-01-01'", "'2025-05-01'"
    day = "::date" if connection.vendor == "postgresql" else ""
    went, came = max(-change, 0), max(change, 0)
    usual = {"type": f"'{kind}'", "since": was + day}
    for name, count, more in (
        ("a", then - went, {}),
        ("b", went, {"until": f"'2025-06-30'{day}"}),
        ("c", came, {"since": now + day}),
    ):
        if count:
            copies(Item, item_id, count, code=f"'{kind}{name}' || n.i", **{**usual, "body_id": str(body_id), **more})
    case_id = Application.objects.get(pk=made).case_id
    mark = f"'{kind}{body_id}-' || n.i"
    copies(Case, case_id, decisions, number=mark, body_id=str(body_id), source_key=mark)
    ids = f"(SELECT c.id FROM cases_case c WHERE c.number = {mark})"
    facts = {"body_id": str(body_id), "type": f"'{kind}'", "decided_on": f"'2025-07-01'{day}", "outcome": "'granted'"}
    copies(Application, made, decisions, case_id=ids, **facts)


@pytest.mark.parametrize(
    ("licences", "others"),
    [((454, 299, 36192), (45, 37, 6327)), ((276, -98, 26878), (36, 28, 562)), ((110, -16, 36896), (42, -6, 3440))],
    ids=["001", "003", "004"],
)
def test_the_figures_of_a_bureau_come_from_its_records(district, items, applied, licences, others):
    made = applied().application_id
    for kind, figures in (("licence", licences), ("public_service", others)):
        shelf(district.affairs, items["restaurant"], kind, *figures, made)
    found = ledger.cells(district.affairs, 2025, OLD)
    for row, figures in (("licensing", licences), ("other_services", others)):
        columns = ("items_last_year", "change", "decisions")
        assert tuple(found[CellKey("publications", row, one)] for one in columns) == figures
    assert ledger.cells(district.affairs, 2025, NEW)[CellKey("publications", "licensing", "decisions")] == licences[2]


def test_it_works(granted, step, district):
    case_id = granted()
    step(case_id, "fee_notice_sent", "clerk", amount="1500.00")
    step(case_id, "fee_paid", "clerk", amount="1500.00", voucher="第1号")
    found = ledger.cells(district.bureau, 2026, NEW)
    assert found == {
        CellKey("publications", "licensing", "decisions"): 1,
        CellKey("publications", "administrative_fees", "amount"): Decimal("0.15"),
    }
    assert [one.id for one in ledger.behind(district.bureau, 2026, NEW, next(iter(found)), 0, 9)] == [case_id]
    fees = CellKey("publications", "administrative_fees", "amount")
    assert [one.number for one in ledger.behind(district.bureau, 2026, NEW, fees, 0, 9)] == [
        Case.objects.get(pk=case_id).number
    ]


def test_what_is_not_delivered_before_its_fee_is_paid(granted, step):
    case_id = granted()
    step(case_id, "fee_notice_sent", "clerk", amount="10.00")
    with pytest.raises(Exception, match="fee_due"):
        step(case_id, "delivered", "clerk")


def test_a_body_without_items_gets_no_figure(district, items):
    assert ledger.cells(district.station, 2026, OLD) == {}
    assert ledger.cells(district.bureau, 2023, OLD) == {}


def test_a_change_opens_what_came_and_went(district, items):
    Item.objects.filter(pk=items["restaurant"]).update(until=date(2026, 2, 1))
    found = ledger.cells(district.bureau, 2026, OLD)
    cell = CellKey("publications", "licensing", "change")
    assert found[cell] == -1
    assert [(one.id, one.what) for one in ledger.behind(district.bureau, 2026, OLD, cell, 0, 9)] == [
        (items["restaurant"], "item")
    ]
    assert ledger.state(district.bureau, (), 2026) != ledger.state(district.bureau, (), 2025)
    assert MONDAY.year == 2026
