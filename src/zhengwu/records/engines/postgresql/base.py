"""PostgreSQL whose connections are looked at before a request without a question to the server.

Django's look is `SELECT 1`: a round trip for every request. A server that has ended a connection has closed its socket
or left a word in it, so that the socket has something to read; only then the server is asked.
"""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose silence is taken for health."""

    def is_usable(self) -> bool:
        """Whether the connection can be used; the server is asked after an error, or where it has said something."""
        if self.connection is None or self.errors_occurred or self.connection.closed or self._has_word():
            return super().is_usable()
        return True

    def _has_word(self) -> bool:
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return bool(waiting.poll(0))
