"""The one place of the API that asks the clock: once a request, and everything below is told."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, with its zone."""
    return datetime.now(UTC)
