"""SQLite whose writers stand in a queue, rather than sleep and try again.

SQLite has one writer at a time. One that finds it busy sleeps, up to 100 ms at once, and whoever comes by meanwhile
goes first. Here a writer takes its turn before BEGIN IMMEDIATE and is woken when the turn is free. The turn only saves
time: SQLite's own lock still decides, and who waits too long for a turn, or cannot have one, goes on without.
"""

import fcntl
import os
import threading
from typing import Any

from django.db.backends.sqlite3 import base

PATIENCE = 5.0  # seconds to wait for the other threads of this process


class Turns:
    """The turn of one database: a lock among the threads of a process, then one on a file among the processes.

    The kernel takes the file's lock back when a process ends, however it ends.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.threads = threading.Lock()

    def take(self) -> int | None:
        """Waits for the turn; what `end` wants, or None where there is no turn to be had."""
        if not self.threads.acquire(timeout=PATIENCE):
            return None
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            self.threads.release()
            return None
        return handle

    def end(self, handle: int) -> None:
        """Lets the next one in."""
        fcntl.flock(handle, fcntl.LOCK_UN)  # told to the kernel, because a fork may hold the handle too
        os.close(handle)
        self.threads.release()


_turns: dict[str, Turns] = {}
os.register_at_fork(after_in_child=_turns.clear)  # a thread that held a turn is not in the child


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that holds its turn from BEGIN to the end of the transaction."""

    _turn: tuple[Turns, int] | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _take_turn(self) -> None:
        path = str(self.settings_dict["NAME"])
        if self._turn is not None or self.is_in_memory_db():
            return
        turns = _turns.setdefault(path, Turns(f"{path}-turn"))
        handle = turns.take()
        self._turn = None if handle is None else (turns, handle)

    def _end_turn(self) -> None:
        if self._turn is not None:
            (turns, handle), self._turn = self._turn, None
            turns.end(handle)

    def _commit(self) -> Any:
        super()._commit()  # type: ignore[misc]  # where this fails, a rollback follows
        self._end_turn()

    def _rollback(self) -> Any:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> Any:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()
