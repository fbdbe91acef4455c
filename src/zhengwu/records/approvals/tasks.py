"""Reviews that an item asks for (联审): each waits for its unit, of this body or of one that acts together with it."""

from datetime import date

from zhengwu.records import rows
from zhengwu.records.approvals.models import Task
from zhengwu.records.cases.models import Case, Event
from zhengwu.records.organs.models import Body, Unit
from zhengwu.statute.calendar import Calendar
from zhengwu.statute.catalogue.model import Record, Stage
from zhengwu.statute.procedures.model import Case as Told


def open_all(case: Case, record: Record, known: Told, on: date, calendar: Calendar) -> None:
    """One task for each review of the item that the application was pinned to, in the caller's transaction."""
    wanted = set(known.facts.get("stages") or ())
    stages = {one.key: one for one in (*record.stages, *(s for v in record.variants for s in v.stages))}
    made = [_task(case, one, on, calendar) for key, one in stages.items() if key in wanted]
    if made:
        rows.lay(Task, made, over=("case_id", "key"))


def _task(case: Case, stage: Stage, on: date, calendar: Calendar) -> Task:
    body_id, unit_id = _whose(case.body_id, stage.unit)
    due = calendar.add_working_days(on, stage.days) if stage.days else None
    return Task(
        case_id=case.pk, key=stage.key, name=stage.name[:100], body_id=body_id, unit_id=unit_id or case.unit_id,
        due_on=due,
    )  # fmt: skip


def _whose(body_id: int, name: str) -> tuple[int, int | None]:
    """The body and unit of that name: a unit of the body itself, or a cooperating body."""
    if not name:
        return body_id, None
    unit = Unit.objects.filter(body_id=body_id, name=name, closed_on=None).values_list("id", flat=True).first()
    if unit is not None:
        return body_id, unit
    body = Body.objects.filter(name=name, closed_on=None).values_list("id", flat=True).first()
    return (body, None) if body is not None else (body_id, None)


def close(case_id: int, event: Event) -> None:
    """Puts down what a review found, in the caller's transaction."""
    stage = event.says.get("stage")
    if stage:
        Task.objects.filter(case_id=case_id, key=stage).update(
            done_on=event.on,
            verdict=event.says["verdict"],
            opinion=str(event.says.get("opinion") or "")[:2000],
            by=event.actor_name,
        )
