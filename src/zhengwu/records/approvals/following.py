"""What follows an application: materials that come in later, reviews by others, bad faith on record and repaired."""

from datetime import date, datetime

from django.db import transaction

from zhengwu.records import rows
from zhengwu.records.approvals.models import Application, BadFaith, Supplied, Task
from zhengwu.records.approvals.submitting import DEFERRED, Given
from zhengwu.records.cases import actions
from zhengwu.records.cases.actions import Taken
from zhengwu.records.cases.models import Case
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing
from zhengwu.statute.procedures.model import Event

TASK, FAITH = Words("这项审查", "review"), Words("这条失信记录", "record of bad faith")
BARRED, REPAIRED = "approval.barred", "approval.repaired"
ONE_YEAR, THREE_YEARS = 1, 3
BASES = {ONE_YEAR: "行政许可法第七十八条", THREE_YEARS: "行政许可法第七十九条"}


def supply(case_id: int, materials: tuple[Given, ...], text: str = "", *, by: Actor, at: datetime) -> Taken:
    """Hands in materials later: those of a correction, or those that were to follow.

    Raises Trouble: missing, conflict (nothing is waited for), invalid (a material that the case does not have).
    """
    with transaction.atomic():
        case = rows.one(Case, "id = %s", [case_id])
        application = rows.one(Application, "case_id = %s", [case_id])
        if case is None or application is None:
            raise missing(Words("这一件", "case"), where="case_id")
        there = {one.key: one for one in Supplied.objects.filter(application_id=application.pk)}
        unknown = [one.key for one in materials if one.key not in there]
        if unknown or not materials:
            zh, en = "请选择这一件的材料。", "Choose materials of this case."
            raise invalid("material_unknown", zh, en, where=f"materials.{unknown[0][:60]}" if unknown else "materials")
        corrects = case.state == "awaiting_correction"
        keys = [one.key for one in materials if corrects or there[one.key].state == DEFERRED]
        if not keys:
            zh, en = "现在没有等待补交的材料。", "No material is waited for now."
            raise conflict("nothing_waited_for", zh, en, where="materials")
        for one in materials:
            _handed_in(there[one.key], one, at, actions.person_of(by))
        says = {"materials": keys} | ({"text": text} if corrects and text else {})
        event = Event("correction_received" if corrects else "supplement_received", day_of(at), says=says)
        if by.kind == "public":
            return actions.take_outside(case_id, event, side="applicant", name=application.holder_name, at=at)
        return actions.take(case_id, event, by=by, at=at)


def _handed_in(row: Supplied, given: Given, at: datetime, seen_by: str) -> None:
    was = row.__dict__.copy()
    row.file_id, row.file_name, row.licence_id = given.file_id, given.file_name[:255], given.licence_id
    row.original_seen_by = seen_by if given.original_seen else ""
    row.note, row.at = given.note[:500], at
    if row.state != DEFERRED:  # what was to follow turns with the step itself
        row.state = "given"
    rows.write(row, was)


def review(task_id: int, verdict: str, opinion: str = "", *, by: Actor, at: datetime) -> Taken:
    """Makes a review that was asked of one's unit or body, which need not be that of the case (联审).

    Raises Trouble: missing (no such review, or not one's own), conflict (made already, or the case went on).
    """
    with transaction.atomic():
        task = rows.one(Task, "id = %s", [task_id])
        path = Body.objects.values_list("path", flat=True).get(pk=task.body_id) if task else ""
        post = next((one for one in ("reviewer", "handler") if task and _holds(by, one, task, path)), "")
        if task is None or not post:
            raise missing(TASK, where="task_id")
        if task.done_on is not None:
            zh, en = "这项审查已经完成。", "This review has been made."
            raise conflict("done", zh, en, where="task_id")
        says = {"stage": task.key, "verdict": verdict} | ({"opinion": opinion} if opinion.strip() else {})
        return actions.take_for(task.case_id, Event("reviewed", day_of(at), says=says), post=post, by=by, at=at)


def _holds(by: Actor, post: str, task: Task, path: str) -> bool:
    right = "case.review" if post == "reviewer" else "case.handle"
    return by.may(right, task.body_id, path, task.unit_id)


def bar(case_id: int, reason: str, *, years: int, by: Actor, at: datetime) -> int:
    """Bars whoever lied in a matter of safety for one year, or got a licence by fraud for three, from that item.

    Raises Trouble: missing, forbidden (case.decide), invalid (no reason, another length).
    """
    if years not in BASES or not reason.strip():
        zh, en = "请写明原因；期限为一年或者三年。", "Say why; the length is one year or three."
        raise invalid("invalid_value", zh, en, where="reason" if years in BASES else "years")
    with transaction.atomic():
        application = rows.one(Application, "case_id = %s", [case_id])
        case = rows.one(Case, "id = %s", [case_id])
        if application is None or case is None or not application.holder_blind:
            raise missing(Words("这一件", "case"), where="case_id")
        path = Body.objects.values_list("path", flat=True).get(pk=case.body_id)
        if not by.may("case.decide", case.body_id, path, case.unit_id):
            raise forbidden("case.decide")
        on = day_of(at)
        row = BadFaith(
            holder_blind=application.holder_blind, holder_name=application.holder_name, body_id=case.body_id,
            case_id=case_id, item_id=application.item_id, bar="application", reason=reason.strip()[:500],
            basis=BASES[years], since=on, until=_years_after(on, years), by=by.name[:60],
        )  # fmt: skip
        rows.lay(BadFaith, [row])
        record(Deed(BARRED, case.body_id, "case", str(case_id), f"{years} {reason.strip()}"), by=by, at=at)
        return row.pk


def _years_after(on: date, years: int) -> date:
    try:
        return on.replace(year=on.year + years)
    except ValueError:
        return on.replace(year=on.year + years, day=28)


def repair(bad_faith_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """Puts down that somebody's good faith is restored: what they were barred from is open to them again.

    Raises Trouble: missing, forbidden (case.decide), invalid (no reason), conflict (repaired already).
    """
    if not reason.strip():
        raise invalid("reason_missing", "请写明修复的依据。", "Say on what it rests.", where="reason")
    with transaction.atomic():
        row = rows.one(BadFaith, "id = %s", [bad_faith_id])
        if row is None:
            raise missing(FAITH, where="bad_faith_id")
        path = Body.objects.values_list("path", flat=True).get(pk=row.body_id)
        if not by.may("case.decide", row.body_id, path):
            raise forbidden("case.decide")
        if row.repaired_on is not None:
            raise conflict("repaired", "已经修复。", "It has been repaired.", where="bad_faith_id")
        was = row.__dict__.copy()
        row.repaired_on = day_of(at)
        rows.write(row, was)
        record(Deed(REPAIRED, row.body_id, "bad_faith", str(row.pk), reason.strip()[:500]), by=by, at=at)
