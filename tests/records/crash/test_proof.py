"""The proof that the crash tests rest on sees each kind of damage."""

import pytest
from django.db import connection

from tests.records.crash import stories
from tests.records.crash.proof import breaches
from zhengwu.records.cases.models import Case, Event, Fee, Item, Party, Series, Wording
from zhengwu.records.outbox.models import Effect

DAMAGES = {
    "an event is gone": lambda row: Event.objects.filter(case=row, number=2).delete(),
    "the last event is gone": lambda row: Event.objects.filter(case=row, number=row.length).delete(),
    "an event says something else": lambda row: Event.objects.filter(case=row, number=2).update(says={"note": "改"}),
    "the head is old": lambda row: Case.objects.filter(pk=row.pk).update(head="0" * 64),
    "the state is old": lambda row: Case.objects.filter(pk=row.pk).update(state="received"),
    "the day is old": lambda row: Case.objects.filter(pk=row.pk).update(sort_on="2026-01-05"),
    "an item is gone": lambda row: Item.objects.filter(case=row, number="1").delete(),
    "an item is old": lambda row: Item.objects.filter(case=row, number="1").update(outcome=""),
    "a fee is gone": lambda row: Fee.objects.filter(case=row, kind="payment").delete(),
    "the applicant is gone": lambda row: Party.objects.filter(case=row).delete(),
    "an effect is gone": lambda row: Effect.objects.filter(payload__case=row.pk).last().delete(),
    "a number was given twice": lambda row: Series.objects.update(last=1),
    "a number was lost": lambda row: Series.objects.update(last=3),
    "a wording is counted twice": lambda row: Wording.objects.update(cases=5),
}


@pytest.fixture
def filed(db, district, actors):
    """Two cases, the first with a fee and an ending."""
    head, body = actors["head"], district.bureau

    class Life:
        choice = staticmethod(lambda lives: lives[3])
        random = staticmethod(lambda: 1.0)
        randrange = staticmethod(lambda end: 1)

    pks = [stories.opened(Life, body, head)[0] for _ in range(2)]
    while stories.stepped(row := Case.objects.get(pk=pks[0]), head) is not None:
        pass
    return row


def test_a_sound_file_has_no_breach(filed):
    assert breaches() == []


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_seen(filed, damage):
    damage(filed)
    assert breaches()


@pytest.mark.skipif("connection.vendor != 'sqlite'")
@pytest.mark.django_db(transaction=True)
def test_rows_without_a_case_are_seen(filed):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.execute("UPDATE cases_item SET case_id = id + 99999")
        assert any("foreign_key_check" in breach for breach in breaches())
        cursor.execute("DELETE FROM cases_item")
        cursor.execute("PRAGMA foreign_keys=ON")
