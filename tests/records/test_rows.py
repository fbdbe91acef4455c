"""Rows in plain SQL are those that the ORM writes and reads."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from zhengwu.records import rows
from zhengwu.records.cases.models import Case, Event, Item, Party

AT = datetime(2026, 3, 2, 1, 30, 5, 123456, tzinfo=UTC)


@pytest.fixture
def case(district):
    """A row of a case, not yet laid down."""
    columns = {"procedure": "information_request", "body_id": district.bureau, "number": "QH-1", "created_at": AT}
    return Case(**columns, title="100% 的“附件”", due_on=date(2026, 4, 1), provisional=True)


def values(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_what_is_laid_down_is_what_the_orm_reads(case):
    rows.lay(Case, [case])
    says = {"items": ["甲", "乙"], "amount": "12.50", "nested": {"on": None}}
    event = Event(case=case, number=1, key="submitted", on=date(2026, 3, 2), actor="public", at=AT, says=says)
    party = Party(case=case, role="applicant", name="申请人甲", phone="000-00000000")
    rows.lay(Event, [event])
    rows.lay(Party, [party])
    for row in (case, event, party):
        assert values(type(row).objects.get(pk=row.pk)) == values(row)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM cases_party")
        assert "000-00000000" not in cursor.fetchone()[0]


def test_what_is_read_is_what_the_orm_reads(case):
    case.save()
    found = rows.one(Case, "t.number = %s", ["QH-1"])
    assert values(found) == values(Case.objects.get())
    assert not found._state.adding
    assert rows.one(Case, "t.number = %s", ["QH-2"]) is None


def test_many_rows_get_their_ids_in_order(district, monkeypatch):
    monkeypatch.setattr(rows, "MOST", 90)
    told = {"procedure": "lawsuit", "body_id": district.bureau, "created_at": AT}
    made = [Case(**told, number=f"QH-{number}") for number in range(10)]
    rows.lay(Case, made)
    assert [Case.objects.get(pk=row.pk).number for row in made] == [row.number for row in made]


def test_a_row_that_is_there_is_written_over_where_that_is_wanted(case):
    case.save()
    told = {"case": case, "body_id": case.body_id, "procedure": case.procedure, "entered_on": date(2026, 3, 2)}
    first = Item(**told, number="1", description="甲")
    rows.lay(Item, [first])
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.lay(Item, [Item(**told, number="1")])
    again = [Item(**told, number="1", description="乙", redone="答复"), Item(**told, number="2", description="丙")]
    rows.lay(Item, again, over=("case_id", "number"))
    assert [row.pk for row in again] == [first.pk, Item.objects.get(number="2").pk]
    assert [values(row) for row in Item.objects.order_by("number")] == [values(row) for row in again]


def test_only_what_changed_is_written(case):
    case.save()
    was = case.__dict__.copy()
    case.state, case.due_on = "received", None
    with CaptureQueriesContext(connection) as asked:
        rows.write(case, was)
        rows.write(case, case.__dict__.copy())
    assert len(asked) == 1
    assert asked[0]["sql"].count(" = ") == 3
    assert values(Case.objects.get()) == values(case)
