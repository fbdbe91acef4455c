"""Whether anything at all was written since: a mark of the whole database, for what is remembered of it.

SQLite counts the commits of others for a connection (`PRAGMA data_version`) and the rows that the connection itself
changed. PostgreSQL names the transactions that are over (`pg_current_snapshot`): the same name means the same rows. A
database on a shared server changes its mark with the writes of its neighbours too, which costs and does no harm.
"""

import threading
from typing import Any

from django.db import DEFAULT_DB_ALIAS, Error, connections

SNAPSHOT = b"SELECT pg_current_snapshot()::text"
STATEMENT = b"zhengwu_unchanged"


class _Seen(threading.local):
    """What a thread saw last: its connection, and what that one said."""

    driver: Any = None
    said: object = None


_seen = _Seen()
_lock = threading.Lock()
_changes = 0  # SQLite: how often a thread of this process found that something was written


def mark() -> object | None:
    """The mark of the database as it is now: equal marks, equal records. None where it cannot be told: inside a
    transaction, and where there is no connection yet, or no more.
    """
    here = connections[DEFAULT_DB_ALIAS]
    driver = here.connection
    if driver is None or here.in_atomic_block:
        return None
    try:
        with here.wrap_database_errors:
            return _of_sqlite(driver) if here.vendor == "sqlite" else _of_postgresql(driver)
    except Error:
        return None


def _of_sqlite(driver: Any) -> int:
    """The mark of this process. Who looks counts up where its own connection sees something new, before anything is
    read: what was made before that look is under a smaller number.
    """
    global _changes
    said = (driver.execute("PRAGMA data_version").fetchone()[0], driver.total_changes)
    if _seen.driver is not driver or _seen.said != said:
        with _lock:
            _changes += 1
        _seen.driver, _seen.said = driver, said
    return _changes


def _of_postgresql(driver: Any) -> bytes | None:
    """The snapshot's name, asked without the ceremony of a cursor: this is asked for every page."""
    inside = driver.pgconn
    if _seen.driver is not driver:
        inside.prepare(STATEMENT, SNAPSHOT)
        _seen.driver = driver
    result = inside.exec_prepared(STATEMENT, ())
    return result.get_value(0, 0) if result.ntuples else None
