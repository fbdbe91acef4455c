"""What is asked of applications: one with everything on it, reviews that wait, commitments to verify, bad faith."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import orjson

from zhengwu.records import rows
from zhengwu.records.approvals.models import Application
from zhengwu.records.approvals.shown import (
    AnswerFacts,
    ApplicationFacts,
    BadFaithFacts,
    MaterialFacts,
    PledgeFacts,
    TaskFacts,
)
from zhengwu.records.cases.filing import as_day, as_moment
from zhengwu.records.cases.queries import CASE
from zhengwu.records.items.queries import record
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import one_of, within_sql
from zhengwu.records.troubles import missing
from zhengwu.statute.catalogue.model import Limit, Record
from zhengwu.statute.catalogue.variants import asked, told
from zhengwu.statute.forms.model import Field, Kind
from zhengwu.statute.forms.saying import said
from zhengwu.statute.identifiers import citizen_id

SEEN = """
SELECT c.body_id, b.path, c.unit_id, i.code, v.number, ab.number, l.id, l.number
FROM cases_case c JOIN organs_body b ON b.id = c.body_id JOIN approvals_application a ON a.case_id = c.id
JOIN items_item i ON i.id = a.item_id JOIN items_itemversion v ON v.id = a.version_id
LEFT JOIN licences_licence ab ON ab.id = a.about_id
LEFT JOIN licences_licence l ON l.case_id = c.id AND l.status <> 'superseded'
WHERE c.id = %s ORDER BY l.id DESC LIMIT 1
"""
MATERIALS = """
SELECT s.id, s.key, s.name, s.state, s.file_id, s.file_name, s.licence_id, s.reused_from, s.original_seen_by, s.note,
s.at
FROM approvals_supplied s JOIN approvals_application a ON a.id = s.application_id WHERE a.case_id = %s ORDER BY s.id
"""
TASKS = """
SELECT t.id, t.case_id, t.key, t.name, t.body_id, b.name, t.unit_id, u.name, t.due_on, t.done_on, t.verdict, t.opinion,
t.by
FROM approvals_task t JOIN organs_body b ON b.id = t.body_id LEFT JOIN organs_unit u ON u.id = t.unit_id
"""
PLEDGES = """
SELECT p.id, p.case_id, c.number, c.title, a.holder_name, p.kind, p.text, p.signed_at, p.due_on, p.verified_on,
p.outcome, p.finding, p.by
FROM approvals_pledge p JOIN cases_case c ON c.id = p.case_id JOIN approvals_application a ON a.case_id = c.id
"""
FAITH = """
SELECT f.id, f.holder_name, f.body_id, b.name, f.case_id, f.item_id, i.name, f.bar, f.reason, f.basis, f.since, f.until,
f.repaired_on, f.by
FROM approvals_badfaith f JOIN organs_body b ON b.id = f.body_id LEFT JOIN items_item i ON i.id = f.item_id
"""
PERSONAL = (Kind.CITIZEN_ID, Kind.PHONE, Kind.ADDRESS)
UNITS = {"working_days": "个工作日", "calendar_days": "日", "months": "个月", "hours": "小时"}


def application(case_id: int, *, by: Actor) -> ApplicationFacts | None:
    """What a case is about, for whoever may see the case; None where it was not applied for. Five statements.

    Raises Trouble (missing) where the actor may not see it.
    """
    seen = rows.told(SEEN, [case_id])
    row = rows.one(Application, "case_id = %s", [case_id])
    if not seen or row is None:
        return None
    body_id, path, unit_id, code, number, about, licence_id, licence = seen[0]
    if by.kind != "public" and not by.reach("case.read").covers(body_id, path, unit_id):
        raise missing(CASE, where="case_id")
    clear = by.kind == "public" or by.may("personal.unmask", body_id, path, unit_id)
    return _facts(row, record(row.version_id), code, number, (about, licence_id, licence), clear=clear)


def _facts(
    row: Application, says: Record, code: str, number: int, licences: tuple[Any, ...], *, clear: bool
) -> ApplicationFacts:
    case_id, situation = row.case_id, told(says, row.answers)
    about, licence_id, licence = licences
    return ApplicationFacts(
        id=row.pk,
        case_id=case_id,
        item_id=row.item_id,
        item_code=code,
        item_name=says.name,
        version_id=row.version_id,
        version=number,
        type=row.type,
        action=row.action,
        situation=_situation(says, row.answers),
        answers=tuple(_answers(says, orjson.loads(row.filled or "{}"), clear=clear)),
        holder_name=row.holder_name,
        holder_code=row.holder_code if clear else citizen_id.mask(row.holder_code or ""),
        holder_kind=row.holder_kind,
        mandate=row.mandate,
        about_id=row.about_id,
        about_number=about or "",
        licence_id=licence_id,
        licence_number=licence or "",
        matter_id=row.matter_id,
        node=row.node,
        submitted_at=row.submitted_at,
        materials=materials_of(case_id),
        tasks=tasks_of(case_id),
        pledges=pledges_of(case_id),
        statutory=_length(situation.statutory),
        promised=_length(situation.promised),
    )


def _situation(says: Record, answers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    found = []
    for question in asked(says, answers):
        chosen = next((one.text for one in question.choices if one.key == answers.get(question.key)), "")
        if chosen:
            found.append((question.text, chosen))
    return tuple(found)


def _answers(says: Record, filled: Mapping[str, Any], *, clear: bool) -> Iterable[AnswerFacts]:
    for section in says.form.sections:
        for one in section.fields:
            if one.key in filled:
                yield _answer(one, filled[one.key], clear=clear)


def _answer(field: Field, value: Any, *, clear: bool) -> AnswerFacts:
    words = said(field, value)
    hidden = not clear and (field.personal or field.kind in PERSONAL)
    return AnswerFacts(field.key, field.label, citizen_id.mask(words) if hidden else words, hidden)


def _length(limit: Limit) -> str:
    if limit.length is None:
        return ""
    return "当场" if limit.length == 0 else f"{limit.length}{UNITS.get(limit.unit, '')}"


def materials_of(case_id: int) -> tuple[MaterialFacts, ...]:
    """The materials of a case. One statement."""
    return tuple(_material(row) for row in rows.told(MATERIALS, [case_id]))


def _material(row: tuple[Any, ...]) -> MaterialFacts:
    values: list[Any] = [*row[:-1], as_moment(row[-1])]
    return MaterialFacts(*values)


def tasks_of(case_id: int) -> tuple[TaskFacts, ...]:
    """The reviews of a case. One statement."""
    return tuple(_task(row) for row in rows.told(f"{TASKS} WHERE t.case_id = %s ORDER BY t.id", [case_id]))


def waiting(actor: Actor, *, after: tuple[str, int] | None = None, most: int = 50) -> tuple[TaskFacts, ...]:
    """Reviews that wait for the bodies and units the actor reviews or handles for, the most urgent first.

    `after` is due day and id of the last one of the page before. One statement.
    """
    may, values = within_sql(actor.reach("case.review"), body="t.body_id", unit="t.unit_id")
    also, more = within_sql(actor.reach("case.handle"), body="t.body_id", unit="t.unit_id")
    condition = f"t.done_on IS NULL AND ({may} OR {also})"
    args = [*values, *more]
    if after is not None:
        condition += " AND (COALESCE(t.due_on, '9999-12-31'), t.id) > (%s, %s)"
        args += [after[0], after[1]]
    order = "ORDER BY COALESCE(t.due_on, '9999-12-31'), t.id LIMIT %s"
    return tuple(_task(row) for row in rows.told(f"{TASKS} WHERE {condition} {order}", [*args, most]))


def _task(row: tuple[Any, ...]) -> TaskFacts:
    values = list(row)
    values[7], values[8], values[9] = values[7] or "", as_day(values[8]), as_day(values[9])
    return TaskFacts(*values)


def pledges_of(case_id: int) -> tuple[PledgeFacts, ...]:
    """The commitments of a case. One statement."""
    return tuple(_pledge(row) for row in rows.told(f"{PLEDGES} WHERE p.case_id = %s ORDER BY p.id", [case_id]))


def to_verify(
    actor: Actor,
    *,
    kinds: tuple[str, ...] = ("proof", "conditions"),
    after: tuple[str, int] | None = None,
    until: date | None = None,
    most: int = 50,
) -> tuple[PledgeFacts, ...]:
    """Commitments that nobody has verified yet and that are due some day, the most urgent first. One statement.

    With `kinds` ("deferred",): materials that are still to follow. With `until`: due by that day only.
    """
    reach = actor.reach("case.read")
    may, values = within_sql(reach, body="p.body_id", unit="c.unit_id")
    listed = one_of("p.kind", kinds)
    condition = f"p.verified_on IS NULL AND p.due_on IS NOT NULL AND {listed} AND {may}"
    args: list[Any] = [*kinds, *values]
    if reach.units and not reach.paths and not reach.everything:  # a unit is of a body, by which the index is ordered
        bodies = dict.fromkeys((*reach.bodies, *(held.body_id for held in actor.appointments)))
        condition += f" AND {one_of('p.body_id', bodies)}"
        args += bodies
    if until is not None:
        condition += " AND p.due_on <= %s"
        args.append(until.isoformat())
    if after is not None:
        condition += " AND (p.due_on, p.id) > (%s, %s)"
        args += [after[0], after[1]]
    of_unit = " JOIN cases_case c ON c.id = p.case_id" if reach.units else ""
    order = "ORDER BY p.due_on, p.id"
    first = f"SELECT p.id FROM approvals_pledge p{of_unit} WHERE {condition} {order} LIMIT %s"
    found = rows.told(f"{PLEDGES} WHERE p.id IN (SELECT id FROM ({first}) first) {order}", [*args, most])
    return tuple(_pledge(row) for row in found)


def _pledge(row: tuple[Any, ...]) -> PledgeFacts:
    values = list(row)
    values[7] = as_moment(values[7])
    values[8], values[9] = as_day(values[8]), as_day(values[9])
    return PledgeFacts(*values)


def bad_faith(
    actor: Actor, *, on: date, all_of_it: bool = False, before: int = 0, most: int = 50
) -> tuple[BadFaithFacts, ...]:
    """Bad faith that the actor may see, the newest first; only what holds on that day unless all is wanted."""
    may, values = within_sql(actor.reach("case.read"), body="f.body_id", unit="")
    condition, args = may, [*values]
    if not all_of_it:
        condition += " AND f.repaired_on IS NULL AND (f.until IS NULL OR f.until >= %s)"
        args.append(on.isoformat())
    if before:
        condition += " AND f.id < %s"
        args.append(before)
    return tuple(
        _faith(row) for row in rows.told(f"{FAITH} WHERE {condition} ORDER BY f.id DESC LIMIT %s", [*args, most])
    )


def _faith(row: tuple[Any, ...]) -> BadFaithFacts:
    values = list(row)
    values[6] = values[6] or ""
    values[10:13] = [as_day(value) for value in values[10:13]]
    return BadFaithFacts(*values)
