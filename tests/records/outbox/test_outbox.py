from datetime import timedelta

import pytest
from django.db import transaction

from tests.conftest import START
from tests.together import at_once
from zhengwu.records.outbox import actions, queries
from zhengwu.records.outbox.actions import MOST_TRIES, Drained, Undeliverable
from zhengwu.records.outbox.models import Effect


def put(kind="mail", due_at=START, dedupe="", **payload):
    with transaction.atomic():
        actions.put(kind, payload, due_at=due_at, dedupe=dedupe)


def test_it_works(db):
    sent = []
    put(to="登记员甲", text="您有新申请")
    assert actions.drain({"mail": sent.append}, at=START) == Drained(sent=1)
    assert (sent[0].payload["text"], sent[0].tries) == ("您有新申请", 1)
    assert actions.drain({"mail": sent.append}, at=START + timedelta(days=9)) == Drained()


def test_an_effect_leaves_only_if_its_cause_stands(db):
    with transaction.atomic():
        put()
        transaction.set_rollback(True)
    assert not Effect.objects.exists()


def test_the_same_effect_is_put_down_once(db):
    for _ in range(3):
        put(dedupe="case-7-overdue")
    put(), put()
    assert Effect.objects.count() == 3


def test_a_failure_waits_longer_each_time_and_the_others_go_on(db):
    def sender(sending):
        if sending.payload.get("bad"):
            raise ConnectionError("no route")

    put(bad=True), put()
    assert actions.drain({"mail": sender}, at=START) == Drained(sent=1, failed=1)
    waits, at = [], START
    for _ in range(10):
        effect = Effect.objects.get(done_at=None)
        waits.append((effect.due_at - at).total_seconds() / 60)
        assert actions.drain({"mail": sender}, at=effect.due_at - timedelta(seconds=1)) == Drained()
        at = effect.due_at
        assert actions.drain({"mail": sender}, at=at) == Drained(failed=1)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360]
    assert effect.last_error == "ConnectionError: no route"


def test_it_gives_up_in_the_end_and_at_once_where_trying_is_of_no_use(db):
    def hopeless(_):
        raise Undeliverable("no such mailbox")

    put()
    assert actions.drain({"mail": hopeless}, at=START) == Drained(given_up=1)
    put()
    Effect.objects.filter(tries=0).update(tries=MOST_TRIES - 1)
    assert actions.drain({"mail": lambda _: 1 / 0}, at=START) == Drained(given_up=1)
    assert actions.drain({"mail": print}, at=START + timedelta(days=99)) == Drained()


def test_what_is_not_due_or_has_no_sender_waits(db):
    put(due_at=START + timedelta(hours=1))
    put(kind="sms")
    assert actions.drain({"mail": print}, at=START) == Drained()
    assert queries.waiting(at=START).count == 1


def test_a_machine_that_stops_while_sending_sends_again(db):
    def stops(_):
        raise KeyboardInterrupt

    put(dedupe="once")
    with pytest.raises(KeyboardInterrupt):
        actions.drain({"mail": stops}, at=START)
    again = []
    assert actions.drain({"mail": again.append}, at=START + timedelta(minutes=1)) == Drained(sent=1)
    assert (again[0].key, again[0].tries) == ("once", 2)


@pytest.mark.django_db(transaction=True)
def test_two_drains_at_once_send_everything_once(db):
    sent = []
    for number in range(30):
        put(number=number)
    at_once(*[lambda: actions.drain({"mail": lambda sending: sent.append(sending.payload["number"])}, at=START)] * 4)
    assert sorted(sent) == list(range(30))


def test_old_answers_are_forgotten(db):
    with transaction.atomic():
        assert actions.begin("person:1", "key-12345678", "f", at=START) is None
        assert actions.begin("person:2", "key-12345678", "f", at=START) is None
    assert actions.forget(before=START) == 0
    assert actions.forget(before=START + timedelta(seconds=1)) == 2


def test_kinds_take_turns_and_what_nobody_sends_is_in_nobodys_way(db):
    for number in range(5):
        put(kind="mail", number=number), put(kind="fax", number=number)
    put(kind="sms", due_at=START - timedelta(days=1))
    heard = []
    ways = {kind: lambda sending: heard.append(sending.kind) for kind in ("mail", "sms")}
    assert actions.drain(ways, at=START, limit=3) == Drained(sent=3)
    assert heard == ["mail", "sms", "mail"]
    assert actions.drain(ways, at=START) == Drained(sent=3)
    assert queries.waiting(at=START).count == 5


def test_what_nobody_would_send_is_not_put_down(db, settings, django_assert_num_queries):
    settings.UNHEARD = frozenset({"case.step"})
    with transaction.atomic(), django_assert_num_queries(0):
        assert not actions.put("case.step", {"case": 7}, due_at=START)
    put(kind="case.late")
    assert queries.waiting(at=START).count == 1


def test_a_count_of_what_waits_ends_and_the_oldest_is_of_any_kind(db, django_assert_max_num_queries):
    late, later = START + timedelta(days=2), START + timedelta(days=1)
    Effect.objects.bulk_create(Effect(kind="mail", due_at=later) for _ in range(queries.MOST + 30))
    put(kind="fax", due_at=late), put(kind="sms", due_at=START), put(kind="sms", due_at=late)
    with django_assert_max_num_queries(5):
        assert queries.waiting(at=late) == queries.Waiting(queries.MOST + 1, START)
    assert queries.waiting(at=START) == queries.Waiting(1, START)
    assert queries.waiting(at=START - timedelta(days=1)) == queries.Waiting(0, None)
