from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.conftest import START
from tests.together import at_once
from zhengwu.records.journal import queries
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.journal.models import Chain, Entry
from zhengwu.records.people.actors import CLOCKWORK, PUBLIC


def note(body_id, action="personal.unmasked", by=CLOCKWORK, reason="核对身份"):
    with transaction.atomic():
        return record(Deed(action, body_id, "case", "7", reason, "192.0.2.1"), by=by, at=START)


@pytest.fixture
def chain(district):
    for turn in range(8):
        note(district.affairs, reason=f"第{turn}次")
    return district.affairs


def alter(chain, number, **values):
    sets = ", ".join(f"{name} = %s" for name in values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE journal_entry SET {sets} WHERE chain = %s AND number = %s", [*values.values(), chain, number]
        )


def test_it_works(chain, actors):
    newest = queries.page(actors["auditor"], after=None, limit=1)[0]
    assert (newest.action, newest.reason, newest.actor) == ("personal.unmasked", "第7次", "clockwork")
    assert [line.reason for line in queries.page(actors["auditor"], after=newest.id, limit=2)] == ["第6次", "第5次"]
    assert queries.verify_chain(chain).whole


CHANGES = [
    {"reason": "没有看过"},
    {"actor": "person:99"},
    {"at": "2026-01-05 00:00:00+00:00"},
    {"object_id": "8"},
    {"hash": "0" * 64},
]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_an_altered_entry_is_found(chain, change):
    alter(chain, 4, **change)
    verdict = queries.verify_chain(chain)
    assert (verdict.whole, verdict.broken_at, verdict.why) == (False, 4, "altered")


def test_a_chain_whose_text_moved_between_fields_is_found(chain):
    Entry.objects.filter(chain=chain, number=4).update(kind="", object_id="case7")
    assert queries.verify_chain(chain).broken_at == 4


def test_a_missing_entry_is_found_wherever_it_was(chain):
    for gone, why in ((9, "cut off"), (5, "lacking"), (1, "lacking")):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM journal_entry WHERE chain = %s AND number = %s", [chain, gone])
        verdict = queries.verify_chain(chain)
        assert (verdict.broken_at, verdict.why) == (gone, why)


def test_an_entry_cannot_be_changed_or_deleted_by_the_house(chain):
    entry = Entry.objects.first()
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()


def test_an_entry_stands_only_if_the_deed_does(chain):
    before = Entry.objects.count()
    with transaction.atomic():
        record(Deed("case.exported", chain), by=PUBLIC, at=START)
        transaction.set_rollback(True)
    assert Entry.objects.count() == before
    assert queries.verify_chain(chain).whole


def test_a_fork_is_refused_by_the_database(chain):
    twin = Entry.objects.get(chain=chain, number=3)
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.bulk_create([twin])


def test_only_auditors_see_and_only_their_bodies(chain, actors, district):
    note(district.foreign)
    note(None)
    own = {district.government, district.bureau, district.affairs, district.station}
    for post, by in actors.items():
        seen = {line.body_id for line in queries.page(by, after=None, limit=100)}
        assert seen == (own | {None} if post == "auditor" else set())
        assert {verdict.chain for verdict in queries.verify(by)} == (own | {0} if post == "auditor" else set())


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_lose_nothing_and_fork_nothing(district):
    def write():
        return [note(district.affairs, by=PUBLIC) for _ in range(20)]

    results = at_once(*[write] * 6)
    assert all(isinstance(result, list) for result in results), results
    verdict = queries.verify_chain(district.affairs)
    assert (verdict.whole, verdict.entries) == (True, Chain.objects.get(key=district.affairs).length)
    assert verdict.entries == 1 + 6 * 20
    assert START + timedelta(0) == Entry.objects.last().at


@pytest.mark.django_db(transaction=True)
def test_two_first_writers_of_a_chain_begin_it_once(db):
    results = at_once(*[lambda: note(None)] * 6)
    assert all(isinstance(result, int) for result in results), results
    assert queries.verify_chain(0).entries == 6
