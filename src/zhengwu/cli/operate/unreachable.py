"""A server that was not reached a moment ago is not waited for again in the same round."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from socket import gaierror


@dataclass(slots=True)
class Unreachable:
    """What was said when the server was not reached; empty while it is."""

    said: str = ""

    def check(self) -> None:
        """Raises ConnectionError where the server was not reached before."""
        if self.said:
            raise ConnectionError(self.said)

    @contextmanager
    def noticed(self) -> Iterator[None]:
        """Remembers that what is done inside did not reach the server."""
        try:
            yield
        except OSError as error:
            cause = getattr(error, "reason", error)  # urllib wraps what was the matter
            if isinstance(cause, ConnectionError | TimeoutError | gaierror):
                self.said = f"not reached in this round: {cause}"
            raise
