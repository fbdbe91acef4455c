"""Which day a moment belongs to: that of the office's clock, whatever zone the moment was written in."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

OFFICE = ZoneInfo("Asia/Shanghai")


def day_of(at: datetime) -> date:
    """The day at the office. `at` has a zone; a moment without one raises ValueError."""
    if at.tzinfo is None:
        raise ValueError("a moment without a zone has no day")
    return at.astimezone(OFFICE).date()


def dated(value: date | str) -> date:
    """A date as plain SQL gives it: SQLite may give its text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
