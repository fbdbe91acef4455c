"""PostgreSQL whose connections are looked at before a request at no cost, and prepare what is hot.

Django's look is `SELECT 1`: a round trip for every request. A server that has ended a connection has closed its socket
or left a word in it, so that the socket has something to read; only then the server is asked. What every request asks
is prepared once a connection, so that the server neither reads nor plans it anew. No statement is compiled, which
would cost a list of a million cases 45 ms, more than the list.
"""

import select
from typing import Any

from django.db.backends.postgresql import base

SELDOM = 1_000_000  # Django has psycopg prepare nothing, not even what asks for it (`records.rows.prepared`)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose silence is taken for health; it prepares the statements that ask to be prepared, no others."""

    def get_connection_params(self) -> dict[str, Any]:
        """Django's, with a threshold where it sets none, without which psycopg never prepares."""
        found: dict[str, Any] = super().get_connection_params()
        if found.get("prepare_threshold") is None:
            found["prepare_threshold"] = SELDOM
        return found

    def init_connection_state(self) -> None:
        """Django's, and no statement is compiled."""
        super().init_connection_state()
        with self.connection.cursor() as cursor:
            cursor.execute("SET jit = off")

    def is_usable(self) -> bool:
        """Whether the connection can be used; the server is asked after an error, or where it has said something."""
        if self.connection is None or self.errors_occurred or self.connection.closed or self._has_word():
            return super().is_usable()
        return True

    def _has_word(self) -> bool:
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return bool(waiting.poll(0))
