"""How long a licence holds: months counted by the calendar, the last day included."""

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)


def last_day(first: date, months: int) -> date:
    """The last day of so many months from a first day on: five years from 5 January 2026 end with 4 January 2031."""
    return _after(first, months) - DAY


def renewed(first: date, months: int, before: date | None) -> date:
    """The last day after a renewal: counted from the end of what it renews while that is still to come.

    Who applies early, as 行政许可法第五十条 wants, loses no day by it.
    """
    return last_day(first if before is None or before < first else before + DAY, months)


def _after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    if day.day > last:  # the 31st of a month that has 30 days: its end, so that the day after it is the next month's
        return date(year, month + 1, last) + DAY
    return date(year, month + 1, day.day)
