"""What was answered once is given again while nothing was written since, and not a moment longer."""

from threading import Thread

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.test.client import RequestFactory

from zhengwu.front import Memory, remembering
from zhengwu.records.findable import rebuilding
from zhengwu.records.organs.models import Body
from zhengwu.records.publications.models import Publication
from zhengwu.records.unchanged import mark

pytestmark = pytest.mark.django_db(transaction=True)


class Door:
    """The application as a server sees it; `turns` counts how often Django was asked."""

    def __init__(self):
        self.memory, self.turns, self.django = Memory(), 0, WSGIHandler()
        self.application = remembering(self.counted, self.memory)

    def counted(self, environ, start):
        self.turns += 1
        return self.django(environ, start)

    def get(self, path, **headers):
        said = []
        environ = (
            RequestFactory().get(path, headers={"host": "127.0.0.1", "accept-language": "zh-CN", **headers}).environ
        )
        content = b"".join(self.application(environ, lambda status, headers: said.extend([status, dict(headers)])))
        return int(said[0][:3]), said[1], content.decode(errors="replace")


@pytest.fixture(autouse=True)
def emptied(press):
    """The index of words is no model, so nobody else empties it."""
    yield
    rebuilding.rebuild("publications", lambda after: ([], after), lambda _: None)


@pytest.fixture
def door(press):
    return Door()


def quiet(door, path):
    """Asks until the answer comes from memory: PostgreSQL's mark moves with the writes of other databases, too."""
    for _ in range(500):
        before = door.turns
        found = door.get(path)
        if door.turns == before:
            return found
    raise AssertionError("it is never remembered")


def test_the_same_answer_without_asking_django(door, press):
    path = f"/publications/{press.publish().publication_id}"
    first = door.get(path)
    assert first[0] == 200
    assert quiet(door, path) == first
    assert "关于容缺受理的通知" in first[2]


def test_withdrawn_is_gone_for_who_wrote_it_and_for_all_others(door, press):
    made = press.publish()
    path = f"/publications/{made.publication_id}"
    quiet(door, path)
    press.withdraw(made)
    assert door.get(path)[0] == 410
    found = []
    thread = Thread(target=lambda: (found.append(door.get(path)[0]), connection.close()))
    thread.start()
    thread.join()
    assert found == [410]


def elsewhere(work):
    """Does something by a connection of its own, as another process does."""

    def done():
        work()
        connection.close()

    thread = Thread(target=done)
    thread.start()
    thread.join()


def test_what_another_connection_writes_is_seen_at_once(door, press):
    path = f"/publications/{press.publish().publication_id}"
    for number in range(20):
        quiet(door, path)
        elsewhere(lambda number=number: Body.objects.update(phone=f"000-{number:08}"))
        assert f"000-{number:08}" in door.get(path)[2]


def test_inside_a_transaction_nothing_is_remembered(press):
    assert mark() is not None
    with transaction.atomic():
        assert mark() is None
        Publication.objects.update(title="未定")
        transaction.set_rollback(True)


def test_who_asks_otherwise_gets_an_answer_of_their_own(door, press):
    path = f"/publications/{press.publish().publication_id}"
    tag = quiet(door, path)[1]["ETag"]
    assert 'lang="en"' in door.get(path, **{"accept-language": "en"})[2]
    assert door.get(path, **{"if-none-match": tag})[0] == 304
    assert door.get(path, **{"accept-encoding": "gzip"})[1]["Content-Encoding"] == "gzip"
    assert door.get(path, host="evil.example")[0] == 400
    assert quiet(door, path)[1]["ETag"] == tag


def test_only_what_says_so_is_remembered(door, press):
    press.publish()
    for path in ("/", "/publications", "/search?q=容缺", "/publications/999999", "/track"):
        door.get(path)
        door.get(path)
    assert door.memory.answers == {}


def test_a_memory_has_an_end(door, press):
    paths = [f"/publications/{press.publish(title=f'第{number}号通知').publication_id}" for number in range(6)]
    size = len(quiet(door, paths[0])[2].encode())
    door.memory.most = size * 11
    for path in paths * 3:
        door.get(path)
    assert 0 < door.memory.bytes <= size * 11
    assert sum(len(one.content) for one in door.memory.answers.values()) == door.memory.bytes


def test_a_connection_that_broke_is_no_answer(door, press):
    if connection.vendor != "postgresql":
        pytest.skip("a file does not break off")
    path = f"/publications/{press.publish().publication_id}"
    quiet(door, path)
    connection.connection.pgconn.finish()
    assert mark() is None
    connection.close()
    assert door.get(path)[0] == 200
