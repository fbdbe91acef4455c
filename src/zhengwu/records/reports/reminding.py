"""The office above reminds a body of its report: once a day, through the notices, entered in the journal."""

from datetime import date, datetime

from django.db import transaction

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.notices.announcing import reported
from zhengwu.records.organs.models import Body
from zhengwu.records.outbox.actions import put
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within
from zhengwu.records.reports.models import AnnualReport
from zhengwu.records.reports.overview import late
from zhengwu.records.reports.territory import due_on
from zhengwu.records.troubles import forbidden

RIGHT = "region.supervise"


def remind(year: int, body_id: int | None = None, *, by: Actor, on: date, at: datetime) -> int:
    """Reminds the bodies that are late with a year's report, or the one named, late or not; each once a day.

    Returns how many were reminded; a body that has published is not. Raises Trouble (forbidden).
    """
    reach = by.reach(RIGHT)
    if not reach:
        raise forbidden(RIGHT)
    wanted = late(by, year, on) if body_id is None else [body_id]
    bodies = Body.objects.filter(within(reach, body="", unit=None), pk__in=wanted, closed_on=None)
    out = AnnualReport.objects.filter(year=year, published_on__isnull=False)
    told = 0
    with transaction.atomic():
        for body in bodies.exclude(pk__in=out.values("body_id")).order_by("path"):
            message = {"year": year, "body": body.pk}
            if not put("report.reminded", message, due_at=at, body_id=body.pk, dedupe=f"remind:{body.pk}:{year}:{on}"):
                continue
            over = due_on(body, year) < on
            reported("report_overdue" if over else "report_due", body.pk, year, at=at, who=by.id or 0)
            record(Deed("report.reminded", body.pk, "report", str(year)), by=by, at=at)
            told += 1
    return told
