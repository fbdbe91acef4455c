"""The third screen of the counter for a bundle: the parts in their order, each material once, one form for all.

What the office has already is chosen beforehand. Sent, every part that waits for no other is on file, and those that
this counter may accept are accepted in the same act (联合受理).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.http import HttpResponse

from zhengwu.records.approvals import checklist, desk
from zhengwu.records.approvals.checklist import Reused
from zhengwu.records.approvals.desk import Known
from zhengwu.records.approvals.submitting import Given
from zhengwu.records.bundles import acting, applying
from zhengwu.records.bundles.applying import Applied, Applying
from zhengwu.records.bundles.planning import Need, Plan, planned
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import Trouble, Words
from zhengwu.records.unfinished import actions as unfinished
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Progress
from zhengwu.visits import Asked
from zhengwu.workbench.approvals import answers
from zhengwu.workbench.approvals.bringing import FOLLOWS, MATERIAL, REUSE, SEEN, WANTING, YES
from zhengwu.workbench.approvals.finding import progress
from zhengwu.workbench.approvals.taking import answers_of, holder_of
from zhengwu.workbench.bundles.taking import PLACE, record_of, taken_in

KEPT_KEY = 80


@dataclass(frozen=True, slots=True)
class BringPage:
    """The plan, the checklist and the form. `until` is the last day where it is handed in today."""

    progress: Progress
    plan: Plan
    layers: tuple[tuple[str, ...], ...]
    arising: tuple[Need, ...]
    until: date
    holder: str
    form: Filled
    materials: tuple[Field, ...]
    others: tuple[Field, ...]
    asked: tuple[Field, ...]
    known: Known | None
    at: str
    back: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What is being taken in: the plan, what was said on the screen before, what the office has, by need."""

    plan: Plan
    values: Mapping[str, str]
    reused: Mapping[str, Reused]
    commits: bool
    known: Known | None
    on: date


@staff
def bring(request: Asked, bundle_id: int) -> HttpResponse:
    """`/desk/intake/bundles/BUNDLE/bring`: sent, puts the application on file and goes on to the receipt."""
    offered, place = taken_in(request.actor, bundle_id, request.on), f"{PLACE}{bundle_id}"
    kept = unfinished.read(request.actor, place, at=request.at)
    plan = planned(offered, answers_of(kept.values), request.on) if kept and kept.values.get("name") else None
    if kept is None or plan is None or not plan.complete:
        taken = request.method == "POST" and unfinished.read(request.actor, f"taken/bundles/{bundle_id}", at=request.at)
        return onward(request, f"/desk/{place}{'/receipt' if taken else ''}")
    here = _intake(request, plan, kept.values)
    if request.method != "POST":
        return _shown(request, here, _form(here, _typed(request, here)).empty(**_beginning(here)))
    typed = _typed(request, here)
    filled = _form(here, typed).read(request.POST)
    receives = request.POST.get("does") == "receive"
    wrong = {} if receives else answers.problems(answers.judge(record_of(plan), typed, request.on))
    problems = {} if receives else {**filled.problems, **wrong, **_wanting(here, filled)}
    filled = replace(filled, problems=problems)
    if not filled.sound:
        return _shown(request, here, filled, 422)
    try:
        with transaction.atomic():
            made = _apply(request, here, _said(here, filled, typed, receives=receives))
            if made.secret:
                receipt = {"matter_id": str(made.matter_id), "number": made.number, "secret": made.secret}
                unfinished.keep(request.actor, f"taken/bundles/{bundle_id}", receipt, at=request.at)
            unfinished.drop(request.actor, place)
    except Trouble as trouble:
        return _shown(request, here, filled.refused(_located(trouble)), STATUS[trouble.kind])
    return onward(request, f"/desk/{place}/receipt")


def _intake(request: Asked, plan: Plan, values: Mapping[str, str]) -> Intake:
    code = values.get("code", "")
    reused: dict[str, Reused] = {}
    commits = False
    for part in plan.parts:
        held, said = part.held, plan.answers_of(part.node.key)
        commits = commits or checklist.may_commit(held.record, code, request.on)
        for line in checklist.of(held.record, said, code, on=request.on, body_id=held.body_id) if code else ():
            need = next(one for one in plan.needs if (part.node.key, line.material.key) in one.uses)
            if line.reused is not None:
                reused.setdefault(need.key, line.reused)
    known = desk.known(request.actor, code, request.on) if code else None
    return Intake(plan, values, reused, commits, known, request.on)


def _apply(request: Asked, here: Intake, said: Applying) -> Applied:
    """The application on file; what this counter may accept of it is accepted, unless it is only received."""
    key = f"counter:{request.POST.get('key', '')}"[:KEPT_KEY]
    made = applying.apply(here.plan.offered.id, said, by=request.actor, at=request.at, source_key=key)
    if made.secret and not said.incomplete and here.plan.offered.content.joint:
        try:
            acting.accept(made.matter_id, by=request.actor, at=request.at)
        except Trouble as trouble:
            if trouble.code != "nothing_to_take":
                raise
    return made


def _said(here: Intake, filled: Filled, typed: Mapping[str, tuple[str, ...]], *, receives: bool) -> Applying:
    chosen = {one.key: _chosen(here, one, filled) for one in here.plan.bring()}
    given = (_given(here, key, how) for key, how in chosen.items())
    return Applying(
        answers=here.plan.answers,
        filled=typed,
        holder=holder_of(here.values),
        channel="counter",
        mandate=here.values.get("mandate", ""),
        materials=tuple(one for one in given if one is not None),
        deferred=tuple(key for key, how in chosen.items() if how == FOLLOWS),
        commits=filled.many("commits"),
        incomplete=receives,
    )


def _chosen(here: Intake, need: Need, filled: Filled) -> str:
    """What became of a material: what was chosen, else what "all seen" says of it."""
    chosen = filled[MATERIAL + need.key]
    if chosen or filled["all"] != "yes":
        return chosen
    return SEEN if here.plan.standing(need, filled.many("commits")) else WANTING


def _given(here: Intake, key: str, chosen: str) -> Given | None:
    had = here.reused.get(key)
    if chosen == REUSE and had is not None:
        return Given(key, had.file_id, had.file_name, had.licence_id, reused_from=had.source)
    return Given(key, original_seen=True) if chosen == SEEN else None


def _wanting(here: Intake, filled: Filled) -> dict[str, Words]:
    """Materials of which nothing is said, or that are wanting and must be there."""
    found = {}
    for need in here.plan.bring(filled.many("commits")):
        chosen = _chosen(here, need, filled)
        if chosen in (SEEN, REUSE, FOLLOWS) or need.material.necessity == "conditional":
            continue
        said = "approvals.bring.missing" if chosen else "approvals.bring.say"
        found[MATERIAL + need.key] = words(said, name=need.material.name)
    return found


def _located(trouble: Trouble) -> Trouble:
    """The same at the field that is meant."""
    where = trouble.where
    for begins, own in (("materials.", MATERIAL), ("filled.", answers.BEGINS)):
        where = own + where.removeprefix(begins) if where.startswith(begins) else where
    return Trouble(trouble.kind, trouble.code, trouble.message, trouble.advice, where)


def _typed(request: Asked, here: Intake) -> dict[str, tuple[str, ...]]:
    return answers.typed(record_of(here.plan), request.POST, holder_of(here.values))


def _beginning(here: Intake) -> dict[str, str]:
    return {MATERIAL + key: REUSE for key in here.reused}


def _form(here: Intake, typed: Mapping[str, tuple[str, ...]]) -> Form:
    record = record_of(here.plan)
    known = {answers.BEGINS + key for key in answers.known_of(record, holder_of(here.values))}
    asked = answers.fields_of(record, answers.judge(record, typed, here.on))
    return Form((*_materials(here), *_commits(here), *(one for one in asked if one.name not in known)))


def _materials(here: Intake) -> tuple[Field, ...]:
    found = [_material(here, one) for one in here.plan.bring()]
    if any(one.key not in here.reused for one in here.plan.bring()):
        found.insert(0, Field("all", words("approvals.bring.all"), "checks", required=False, choices=YES))
    return tuple(found)


def _material(here: Intake, need: Need) -> Field:
    choices = [Choice(SEEN, words("approvals.bring.seen"))]
    if need.key in here.reused:
        choices.insert(0, Choice(REUSE, words("approvals.bring.reuse", source=here.reused[need.key].source)))
    if need.deferrable:
        choices.append(Choice(FOLLOWS, words("bundles.counter.follows", n=here.plan.follow_days(need))))
    choices.append(Choice(WANTING, words("approvals.bring.wanting")))
    parts = dict.fromkeys(here.plan.part(node).held.name for node, _ in need.uses)
    hint = words("bundles.counter.for_parts", names="、".join(parts))
    name = same(need.material.name)
    return Field(MATERIAL + need.key, name, "radios", hint, required=False, choices=tuple(choices))


def _commits(here: Intake) -> tuple[Field, ...]:
    """Notice and commitment, part by part, where it is offered to this holder."""
    offered = here.plan.committing if here.commits else ()
    choices = tuple(
        Choice(one.node.key, same(one.held.name), same("；".join(one.held.record.commitment.obligations)))
        for one in offered
    )
    label = words("approvals.bring.commits")
    return (Field("commits", label, "checks", required=False, choices=choices),) if choices else ()


def _shown(request: Asked, here: Intake, filled: Filled, status: int = 200) -> HttpResponse:
    plan, at = here.plan, f"/desk/{PLACE}{here.plan.offered.id}"
    groups = {name: tuple(one for one in filled.fields if _group(one.name) == name) for name in ("m", "o", "f")}
    most = max((one.layer for one in plan.parts), default=-1)
    page = BringPage(
        progress("bring"), plan,
        tuple(tuple(one.node.key for one in plan.parts if one.layer == layer) for layer in range(most + 1)),
        tuple(one for one in plan.needs if one.arises),
        calendar_of(plan.offered.body_id).add_working_days(request.on, plan.days), here.values.get("name", ""),
        filled, groups["m"], groups["o"], groups["f"], here.known, f"{at}/bring", at,
    )  # fmt: skip
    return show(request, "workbench/bundles/bring.html", page, status)


def _group(name: str) -> str:
    if name == "all" or name.startswith(MATERIAL):
        return "m"
    return "f" if name.startswith(answers.BEGINS) else "o"
