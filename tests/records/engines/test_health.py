"""A connection that the server has ended is noticed before it is used, and a sound one costs no round trip."""

import time

import pytest
from django.db import connection, connections

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no server"),
]


def looked_at():
    """What happens before every request."""
    connection.health_check_enabled, connection.health_check_done = True, False
    connection.close_if_health_check_failed()


def answers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


@pytest.fixture
def other():
    """A function that asks the server over another connection."""
    beside = connections.create_connection("default")

    def asked(statement, *values):
        with beside.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchone()[0]

    yield asked
    beside.close()


def test_no_statement_is_compiled(other):
    assert other("SHOW jit") == "off"


def test_a_sound_connection_is_kept_and_the_server_is_not_asked(other):
    first = answers()
    looked_at()
    assert other("SELECT query FROM pg_stat_activity WHERE pid = %s", first) == "SELECT pg_backend_pid()"
    assert answers() == first


def test_one_that_the_server_ended_is_replaced(other):
    first = answers()
    other("SELECT pg_terminate_backend(%s)", first)
    time.sleep(0.2)
    looked_at()
    assert answers() != first
