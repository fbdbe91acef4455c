"""What two calendars disagree on, for when a notice or an overlay arrives and periods are counted anew."""

from datetime import date

from zhengwu.statute.calendar.counting import Calendar
from zhengwu.statute.calendar.marks import days_of
from zhengwu.statute.calendar.model import FIRST, Day


def changes(before: Calendar, after: Calendar, through: date) -> tuple[Day, ...]:
    """The days up to and with `through` that are worked in one calendar only, as `after` has them, in order."""
    if before.version == after.version:
        return ()
    return tuple(
        after.day(on) for on in days_of(FIRST, through) if before.is_working_day(on) != after.is_working_day(on)
    )
