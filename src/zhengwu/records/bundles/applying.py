"""Applying for a bundle: one application, one number, and the cases of all parts that wait for no other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import orjson
from django.db import IntegrityError, connection, transaction

from zhengwu.records import rows
from zhengwu.records.approvals import faith, submitting
from zhengwu.records.approvals.holders import Holder
from zhengwu.records.approvals.submitting import NOBODY, Given, Submission, barred
from zhengwu.records.bundles import going, offers
from zhengwu.records.bundles.models import Matter
from zhengwu.records.bundles.planning import Need, Plan, Planned, planned
from zhengwu.records.cases.actions import person_of
from zhengwu.records.cases.opening import digest, fresh_secret
from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.sealing import blind
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import Trouble, Words, conflict, invalid, missing
from zhengwu.statute.forms import as_sent, judged, split
from zhengwu.statute.forms.judging import fields

MARK = "套"


@dataclass(frozen=True, slots=True)
class Applying:
    """What a bundle is applied for with. `answers` are those to its questions and to those of its items, `filled` the
    texts typed into the merged form, `materials` and `deferred` name the needs of the plan by their keys. `commits` are
    the parts for which notice and commitment was chosen. `incomplete` is for staff who take in what is not complete.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    filled: Mapping[str, Sequence[str]] = field(default_factory=dict)
    holder: Holder = NOBODY
    channel: str = "online"
    mandate: str = ""
    materials: tuple[Given, ...] = ()
    deferred: tuple[str, ...] = ()
    commits: tuple[str, ...] = ()
    incomplete: bool = False


@dataclass(frozen=True, slots=True)
class Applied:
    """A matter on file, and the cases that were begun with it. The secret is told once."""

    matter_id: int
    number: str
    secret: str
    cases: tuple[int, ...]


def apply(bundle_id: int, said: Applying, *, by: Actor, at: datetime, source_key: str | None = None) -> Applied:
    """Puts the application on file and begins every part that waits for no other, all in one transaction.

    Repeated with the same `source_key`, the matter that is there is told. Raises Trouble: missing (not on offer),
    invalid (an answer, a field, a material, named by its key in the plan), conflict, forbidden.
    """
    on = day_of(at)
    offered = offers.version(bundle_id)
    if offered.status != "published" or not offers.holds(offered, on):
        raise missing(offers.BUNDLE, where="bundle_id")
    if source_key is not None and not 0 < len(source_key) <= 80:
        zh, en = "来源编号应为1至80字。", "A source key has 1 to 80 characters."
        raise invalid("source_key", zh, en, where="source_key")
    plan = planned(offered, said.answers, on)
    try:
        with transaction.atomic():
            there = _there(offered.body_id, source_key)
            return there or _applied(plan, said, on, by=by, at=at, source_key=source_key)
    except IntegrityError:
        there = _there(offered.body_id, source_key)
        if there is None:
            raise
        return there


def _applied(plan: Plan, said: Applying, on: date, *, by: Actor, at: datetime, source_key: str | None) -> Applied:
    seen_by = "" if by.kind == "public" else person_of(by)
    submissions = submissions_of(plan, said, on, counter=bool(seen_by))
    secret = fresh_secret()
    matter = _matter(plan, said, submissions, secret, on, at, source_key, seen_by)
    rows.lay(Matter, [matter])
    try:
        going.begin(matter, plan.offered.content, at=at, strictly=True)
    except Trouble as trouble:
        trouble.where = _here(plan, trouble.where)
        raise
    cases = rows.told("SELECT case_id FROM approvals_application WHERE matter_id = %s ORDER BY id", [matter.pk])
    return Applied(matter.pk, matter.number, secret, tuple(one[0] for one in cases))


def _here(plan: Plan, where: str) -> str:
    """Where in this application something is wrong that a part's item was refused for."""
    kind, _, name = where.partition(".")
    node, _, key = name.partition("__")
    if kind == "materials":
        found = next((one.key for one in plan.needs if (node, key) in one.uses), name)
    elif kind == "filled":
        found = plan.form.places.get((node, key), name)
    elif kind == "answers":
        found = next((one.key for one in plan.posed if (node, key) in one.uses), name)
    else:
        return where
    return f"{kind}.{found}"


def submissions_of(plan: Plan, said: Applying, on: date, *, counter: bool = False) -> dict[str, Submission]:
    """What each part is applied for with. Raises Trouble (invalid) for what is missing or wrong, whenever it begins."""
    _answered(plan)
    partly = said.incomplete and counter
    filled = filled_of(plan, said)
    found = judged(plan.form.form, filled, on=on)
    if found.faults and not partly:
        fault = found.faults[0]
        raise invalid("form_field", fault.zh, fault.en, where=f"filled.{fault.field}")
    values = split(plan.form, found.values)
    unknown = {one.key for one in said.materials} | set(said.deferred)
    for key in sorted(unknown - {one.key for one in plan.needs}):
        zh, en = f"这种情形下不需要材料“{key[:60]}”。", f"No material “{key[:60]}” is wanted in this situation."
        raise invalid("material_unknown", zh, en, where=f"materials.{key[:60]}")
    _promised(plan, said, on)
    made = {}
    for part in plan.parts:
        node = part.node.key
        own = as_sent(values.get(node, {}))
        made[node] = _submission(plan, part, said, own)
        if not partly:
            _sound(plan, part, made[node], on, counter=counter)
    return made


def _promised(plan: Plan, said: Applying, on: date) -> None:
    """Raises Trouble for a promise that cannot be made: of a material that may not follow, of a part without one."""
    for need in plan.needs:
        if need.key in said.deferred and not need.deferrable:
            name = need.material.name
            zh, en = f"“{name}”不在可以容缺后补的材料之内。", f"“{name}” is not among the materials that may follow."
            raise invalid("not_deferrable", zh, en, where=f"materials.{need.key}")
    for node in sorted(set(said.commits) - {one.node.key for one in plan.committing}):
        zh, en = f"环节“{node[:40]}”不适用告知承诺。", f"Notice and commitment is not offered for {node[:40]}."
        raise invalid("no_commitment", zh, en, where="commits")
    for one in faith.standing(said.holder.code, on) if said.commits else ():
        if one.bar == "commitment":
            raise barred(one.reason, one.basis, "commits", until=one.until)


def filled_of(plan: Plan, said: Applying) -> dict[str, Sequence[str]]:
    """The answers to the merged form, with those that say who the holder is, which are not asked for again."""
    known = holder_values(said.holder)
    own = {one.key: (known[one.means],) for one in fields(plan.form.form) if known.get(one.means)}
    return {**said.filled, **own}


def holder_values(holder: Holder) -> dict[str, str]:
    """What a form may ask of the holder, by what the fields mean."""
    return {f"holder.{name}": getattr(holder, name) for name in ("name", "code", "phone", "address")}


def _answered(plan: Plan) -> None:
    left = [(one.key, one.text) for one in plan.open] + [(o.key, o.question.text) for o in plan.posed if not o.answer]
    for key, text in left:
        raise invalid("question_open", f"请先回答：{text}", f"Answer first: {text}", where=f"answers.{key}")
    if not plan.parts:
        zh, en = "在这种情形下，没有需要在这里办理的事项。", "In this situation nothing is to be applied for here."
        raise conflict("nothing_to_do", zh, en, where="answers")


def _submission(plan: Plan, part: Planned, said: Applying, filled: Mapping[str, Sequence[str]]) -> Submission:
    node = part.node.key
    given = {one.key: one for one in said.materials}
    own = [(key, need) for need in plan.needs for place, key in need.uses if place == node]
    materials = tuple(replace(given[need.key], key=key) for key, need in own if need.key in given)
    follows = [key for key, need in own if need.key in said.deferred]
    deferred = tuple(key for key in follows if plan.material((node, key)).necessity == "deferrable")
    return Submission(
        plan.answers_of(node), filled, said.holder, said.channel, said.mandate, materials, deferred,
        node in said.commits, node=node,
    )  # fmt: skip


def _sound(plan: Plan, part: Planned, said: Submission, on: date, *, counter: bool) -> None:
    """What a part that begins later would be refused for is told now; what an earlier part brings is not asked for."""
    node = part.node.key
    if plan.waits[node] or counter:
        arising = {key for need in plan.needs if need.arises for place, key in need.uses if place == node}
        given = {one.key for one in said.materials}
        for need in _wanted(plan, node):
            key = next(key for place, key in need.uses if place == node)
            own = plan.material((node, key))
            followed = key in said.deferred or (said.commits and own.replaced)
            if key not in given | arising and not followed and own.necessity != "conditional":
                name = need.material.name
                zh, en = f"请提交“{name}”。", f"“{name}” is missing."
                raise invalid("material_missing", zh, en, where=f"materials.{need.key}")
        submitting.form_of(part.held, said, on)


def _wanted(plan: Plan, node: str) -> tuple[Need, ...]:
    """The needs of a part, less those for which the office may have a licence on file: these are looked at in time."""
    return tuple(
        one for one in plan.needs if not one.material.licence_type and any(place == node for place, _ in one.uses)
    )


def _matter(
    plan: Plan, said: Applying, submissions: Mapping[str, Submission], secret: str, on: date, at: datetime,
    source_key: str | None, seen_by: str,
) -> Matter:  # fmt: skip
    offered, holder = plan.offered, said.holder
    body = rows.one(Body, "id = %s AND closed_on IS NULL", [offered.body_id])
    if body is None:
        raise missing(Words("这个机关", "body"), where="bundle_id")
    kept = {node: going.written(one) for node, one in submissions.items()}
    items = {one.node.key: one.held.item_id for one in plan.parts}
    return Matter(
        bundle_id=offered.id, body_id=offered.body_id, number=_number(body, on.year), secret=digest(secret),
        title=offered.content.name[:200], answers=dict(said.answers),
        filled=orjson.dumps({"parts": kept, "items": items, "seen_by": seen_by}).decode(),
        holder_name=holder.name.strip()[:200], holder_blind=blind(holder.code) if holder.code else "",
        channel=said.channel[:20], nodes={key: list(before) for key, before in plan.waits.items()},
        waiting=list(plan.waits), promised_on=calendar_of(offered.body_id).add_working_days(on, plan.days),
        source_key=source_key, at=at,
    )  # fmt: skip


def _number(body: Body, year: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_series (body_id, name, year, last) VALUES (%s, 'bundle', %s, 1) "
            "ON CONFLICT (body_id, name, year) DO UPDATE SET last = cases_series.last + 1 RETURNING last",
            [body.pk, year],
        )
        (last,) = cursor.fetchone()
    return f"{body.number_prefix}{MARK}{year}-{last:06d}"


def _there(body_id: int, source_key: str | None) -> Applied | None:
    if source_key is None:
        return None
    found: list[Any] = rows.told(
        "SELECT id, number FROM bundles_matter WHERE body_id = %s AND source_key = %s", [body_id, source_key]
    )
    if not found:
        return None
    matter_id, number = found[0]
    cases = rows.told("SELECT case_id FROM approvals_application WHERE matter_id = %s ORDER BY id", [matter_id])
    return Applied(matter_id, number, "", tuple(one[0] for one in cases))
