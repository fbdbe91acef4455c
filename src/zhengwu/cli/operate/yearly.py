"""What the calendar brings round: the annual report on 31 December, and a year whose working days nobody knows yet."""

from datetime import date, datetime

WARN_FROM = 11  # month: the notice about next year's holidays mostly comes by then


def reminded(on: date, at: datetime) -> int:
    """Puts the yearly messages down, each once. Returns to how many bodies the report was announced.

    From 31 December until the end of January the draft of every open body is laid, and the body is told once that its
    report is there to be checked. Once a month a warning is given while
    due dates reach into a year without a notice.
    """
    from django.db import transaction

    from zhengwu.records.organs.queries import open_bodies
    from zhengwu.records.outbox.actions import put
    from zhengwu.records.reports.actions import prepare
    from zhengwu.records.timetable.queries import unannounced

    told = 0
    with transaction.atomic():
        year = unannounced(on)
        if year is not None and (on.month >= WARN_FROM or year == on.year):
            put("calendar.unannounced", {"year": year}, due_at=at, dedupe=f"calendar:{year}:{on:%Y-%m}")
        closing = on.year if (on.month, on.day) == (12, 31) else on.year - 1 if on.month == 1 else None
        if closing:
            prepare(closing, on, at=at)
        for body_id in open_bodies() if closing else ():
            message, dedupe = {"year": closing, "body": body_id}, f"report:{body_id}:{closing}"
            told += put("report.ready", message, due_at=at, body_id=body_id, dedupe=dedupe)
    return told
