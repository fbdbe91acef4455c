"""Which bodies have not published their annual report although its last day has passed."""

from datetime import date

from zhengwu.records.organs.models import Body
from zhengwu.records.reports.models import AnnualReport
from zhengwu.records.reports.territory import due_on


def overdue(year: int, on: date) -> tuple[int, ...]:
    """The ids of the open bodies that are late with the report on that year. Two statements."""
    published = set(
        AnnualReport.objects.filter(year=year, published_on__isnull=False).values_list("body_id", flat=True)
    )
    bodies = Body.objects.filter(closed_on=None).order_by("id")
    return tuple(body.pk for body in bodies if body.pk not in published and due_on(body, year) < on)
