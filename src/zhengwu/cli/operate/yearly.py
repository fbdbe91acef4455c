"""What the calendar brings round: the annual report on 31 December, and a year whose working days nobody knows yet."""

from datetime import date, datetime

OVERDUE = "report.overdue"
WARN_FROM = 11  # month: the notice about next year's holidays mostly comes by then


def reminded(on: date, at: datetime) -> int:
    """Puts the yearly messages down, each once. Returns to how many bodies the report was announced.

    From 31 December until the end of January the draft of every open body is laid, and the body is told once that its
    report is there to be checked. Once a month a warning is given while
    due dates reach into a year without a notice.
    """
    from django.db import transaction

    from zhengwu.records.notices import announcing
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
            for body_id in open_bodies():
                message, dedupe = {"year": closing, "body": body_id}, f"report:{body_id}:{closing}"
                if put("report.ready", message, due_at=at, body_id=body_id, dedupe=dedupe):
                    announcing.reported("report_due", body_id, closing, at=at)
                    told += 1
    return told


def warned(on: date, at: datetime) -> int:
    """Tells each body once that its report on last year is late; looks once a day. Returns how many were told."""
    from django.db import transaction

    from zhengwu.records.moments import day_of
    from zhengwu.records.notices import announcing
    from zhengwu.records.outbox.actions import beat, put
    from zhengwu.records.outbox.queries import last_beat
    from zhengwu.records.reports.overdue import overdue

    last, year, told = last_beat(OVERDUE), on.year - 1, 0
    if last is not None and day_of(last) >= on:
        return 0
    with transaction.atomic():
        for body_id in overdue(year, on):
            message, dedupe = {"year": year, "body": body_id}, f"report-overdue:{body_id}:{year}"
            if put(OVERDUE, message, due_at=at, body_id=body_id, dedupe=dedupe):
                announcing.reported("report_overdue", body_id, year, at=at)
                told += 1
        beat(OVERDUE, at=at)
    return told


def brought_round(on: date, at: datetime) -> None:
    """What a day or a week brings round: lists and guides, licences that expire soon, promises."""
    from zhengwu.records.approvals import promises
    from zhengwu.records.licences import reminding as licences
    from zhengwu.records.publications import reminding as lists

    lists.run(on=on, at=at)
    licences.run(on=on, at=at)
    licences.holders(on=on, at=at)
    promises.run(on=on, at=at)
