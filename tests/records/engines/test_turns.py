"""The queue of SQLite's writers: it lets in one at a time, gives every turn back, and is never needed."""

import os
import signal
import threading
import time

import pytest
from django.db import connection, transaction

from tests.together import at_once
from zhengwu.records.engines.sqlite3 import base
from zhengwu.records.engines.sqlite3.base import Turns
from zhengwu.records.outbox.models import Beat
from zhengwu.records.outbox.queries import last_beat

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the queue is SQLite's")


@pytest.fixture
def turns(tmp_path):
    return Turns(str(tmp_path / "turn"))


def test_one_is_in_at_a_time(turns):
    inside, most = [], []

    def visit():
        handle = turns.take()
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.005)
        inside.pop()
        turns.end(handle)

    at_once(*[visit] * 6)
    assert most == [1] * 6


def test_processes_wait_for_one_another_and_a_kill_gives_the_turn_back(turns):
    hear, say = os.pipe()
    child = os.fork()
    if child == 0:
        turns.take()
        os.write(say, b"in")
        time.sleep(60)
        os._exit(1)
    assert os.read(hear, 2) == b"in"
    waited = threading.Thread(target=lambda: turns.end(turns.take()))
    waited.start()
    waited.join(0.2)
    assert waited.is_alive()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    waited.join(10)
    assert not waited.is_alive()


def test_who_waits_too_long_goes_on_without(turns, monkeypatch):
    monkeypatch.setattr(base, "PATIENCE", 0.05)
    handle = turns.take()
    assert turns.take() is None
    turns.end(handle)
    assert turns.take() is not None


def test_a_file_that_cannot_be_had_stops_nobody(tmp_path):
    turns = Turns(str(tmp_path / "no such folder" / "turn"))
    assert turns.take() is None
    assert not turns.threads.locked()


@on_sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fails", [False, True])
def test_a_transaction_gives_its_turn_back(fails):
    with pytest.raises(ZeroDivisionError) if fails else transaction.atomic(), transaction.atomic():
        assert connection._turn is not None
        Beat.objects.create(name="tick", at="2026-03-02T01:00Z")
        _ = 1 // (0 if fails else 1)
    assert connection._turn is None
    assert (last_beat("tick") is None) == fails


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_writers_without_a_turn_are_as_safe(monkeypatch):
    monkeypatch.setattr(Turns, "take", lambda self: None)

    def write(name):
        with transaction.atomic():
            count = Beat.objects.count()
            time.sleep(0.01)
            Beat.objects.create(name=f"{name}-{count}", at="2026-03-02T01:00Z")

    assert at_once(*[lambda name=name: write(name) for name in range(4)]) == [None] * 4
    assert sorted(beat.name[-1] for beat in Beat.objects.all()) == ["0", "1", "2", "3"]
