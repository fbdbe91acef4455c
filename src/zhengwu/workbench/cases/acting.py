"""A step taken on a case: its form, and what the law says to what was filled in. Nobody's work is overwritten."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpResponse

from zhengwu.records.cases import actions
from zhengwu.records.cases.sheet import Opened, opened, steps
from zhengwu.records.cases.shown import EventFacts, NextFacts
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.statute.procedures import model as statute
from zhengwu.statute.procedures.lawful import standing
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Filled
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.cases.fields import ON, beginning, form_of, says
from zhengwu.workbench.naming import stage, step_name

STEP = Words("这个步骤", "step")


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step of a case: its form, its article, what the case is about, and what others entered meanwhile.

    `refused` is why the step may not be taken now; then there is no form.
    """

    case_id: int
    number: str
    title: str
    step: Words
    basis: str
    stage: Words
    due_on: date | None
    days_left: int | None
    items: tuple[statute.Item, ...]
    form: Filled | None
    refused: Words | None
    refused_basis: str
    meanwhile: tuple[EventFacts, ...]
    grave: bool


@staff
@once
def act(request: Asked, case_id: int, key: str) -> HttpResponse:
    """Shows the form of a step, or takes it."""
    found = opened(request.actor, case_id)
    step = found.rules.step(key)
    if step is None:
        raise missing(STEP, where="step")
    form = form_of(found, step, request.actor, request.on)
    if request.method != "POST":
        why = next(one for one in steps(request.actor, found, request.on) if one.step == key)
        filled = None if not why.lawful else form.empty(**beginning(found, step, request.on))
        return show(request, "workbench/cases/step.html", _page(request, found, step, filled, why))
    filled = form.read(request.POST)
    if not filled.sound:
        return _again(request, found, step, filled, 422)
    event = statute.Event(step.key, filled.day(ON) or request.on, says=says(step, filled))
    try:
        actions.take(case_id, event, by=request.actor, at=request.at, expected=filled.number("expected"))
    except Trouble as trouble:
        return _again(request, found, step, filled.refused(trouble), STATUS[trouble.kind])
    return onward(request, f"/desk/cases/{case_id}", Notice("done", _done(found.rules.key, step)))


def _done(procedure: str, step: statute.Step) -> Words:
    name = step_name(procedure, step.key)
    said = words("case.step.done_letter" if step.notices else "case.step.done")
    return Words(said.zh.format(step=name.zh), said.en.format(step=name.en))


def _again(request: Asked, found: Opened, step: statute.Step, filled: Filled, status: int) -> HttpResponse:
    """The form with what was typed; it now knows of what is on file, so that sending it again is a choice."""
    seen = filled.number("expected")
    page = _page(request, found, step, filled, None)
    if seen is not None and seen != found.envelope.length:
        fresh = {**filled.values, "expected": (str(found.envelope.length),)}
        page = replace(
            page,
            form=replace(filled, values=fresh),
            meanwhile=tuple(one for one in found.file.events if one.number > seen),
        )
    return show(request, "workbench/cases/step.html", page, status)


def _page(request: Asked, found: Opened, step: statute.Step, filled: Filled | None, why: NextFacts | None) -> StepPage:
    now = standing(found.rules, found.case, request.on, found.calendar)
    refused = why is not None and not why.lawful
    return StepPage(
        case_id=found.envelope.id,
        number=found.envelope.number,
        title=found.envelope.title,
        step=step_name(found.rules.key, step.key),
        basis=step.basis,
        stage=stage(found.rules.key, found.case.state),
        due_on=now.due.on if now.due else None,
        days_left=now.days_left,
        items=found.case.items,
        form=filled,
        refused=Words(why.zh, why.en) if why and refused else None,
        refused_basis=why.basis if why and refused else "",
        meanwhile=(),
        grave=step.items == "concludes" and bool(step.outcome),
    )
