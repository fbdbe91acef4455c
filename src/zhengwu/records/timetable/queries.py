"""Which calendar holds for a body."""

from zhengwu.statute.calendar import Calendar, national


def calendar_of(body_id: int) -> Calendar:
    """The calendar by which the body counts."""
    return national()
