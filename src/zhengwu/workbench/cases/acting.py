"""A step taken on a case: its form, and what the law says to what was filled in. Nobody's work is overwritten."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.http import HttpResponse

from zhengwu.records.cases import actions
from zhengwu.records.cases.sheet import Opened, opened, steps
from zhengwu.records.cases.shown import NextFacts
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.records.unfinished import actions as unfinished
from zhengwu.records.unfinished.actions import Kept
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
from zhengwu.workbench.cases import published
from zhengwu.workbench.cases.fields import ON, beginning, form_of, says, taken_over
from zhengwu.workbench.cases.published import Document
from zhengwu.workbench.cases.since import Since, aware, since
from zhengwu.workbench.naming import stage, step_name

STEP = Words("这个步骤", "step")


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step of a case: its form, its article, what the case is about, and what others entered meanwhile.

    `refused` is why the step may not be taken now; then there is no form. `kept_at` is when the reader left the form
    half filled in; `taken_from` the case whose answer stands in it.
    """

    case_id: int
    number: str
    title: str
    key: str
    step: Words
    basis: str
    stage: Words
    due_on: date | None
    days_left: int | None
    items: tuple[statute.Item, ...]
    form: Filled | None
    refused: Words | None
    refused_basis: str
    meanwhile: tuple[Since, ...]
    grave: bool
    kept_at: datetime | None = None
    taken_from: str = ""
    document: Document | None = None


@staff
@once
def act(request: Asked, case_id: int, key: str) -> HttpResponse:
    """Shows the form of a step, or takes it."""
    found, step = _asked(request, case_id, key)
    if request.method != "POST":
        return _opened(request, found, step)
    filled = form_of(found, step, request.actor, request.on).read(request.POST)
    if not filled.sound:
        return _again(request, found, step, filled, 422)
    event = statute.Event(step.key, filled.day(ON) or request.on, says=says(step, filled))
    try:
        actions.take(case_id, event, by=request.actor, at=request.at, expected=filled.number("expected"))
    except Trouble as trouble:
        return _again(request, found, step, filled.refused(trouble), STATUS[trouble.kind])
    unfinished.drop(request.actor, place(case_id, key))
    return onward(request, f"/desk/cases/{case_id}", Notice("done", done(found.rules.key, step)))


@staff
def draft(request: Asked, case_id: int, key: str) -> HttpResponse:
    """Keeps a form half filled in for the person who leaves it, or forgets it."""
    found, step = _asked(request, case_id, key)
    there = f"/desk/cases/{case_id}/steps/{key}"
    if request.method != "POST":
        return onward(request, there)
    if "drop" in request.POST:
        unfinished.drop(request.actor, place(case_id, key))
        return onward(request, there, Notice("done", words("case.draft.dropped")))
    filled = form_of(found, step, request.actor, request.on).read(request.POST)
    values = {name: typed[0] for name, typed in filled.values.items() if typed}
    unfinished.keep(request.actor, place(case_id, key), values, at=request.at)
    said = words("case.draft.kept", step=step_name(found.rules.key, key).zh)
    return onward(request, f"/desk/cases/{case_id}", Notice("done", said))


def place(case_id: int, key: str) -> str:
    """Where a form of this step is kept while it is unfinished."""
    return f"case/{case_id}/{key}"


def done(procedure: str, step: statute.Step) -> Words:
    """What is said once a step was taken."""
    name = step_name(procedure, step.key)
    said = words("case.step.done_letter" if step.notices else "case.step.done")
    return Words(said.zh.format(step=name.zh), said.en.format(step=name.en))


def _asked(request: Asked, case_id: int, key: str) -> tuple[Opened, statute.Step]:
    found = opened(request.actor, case_id)
    step = found.rules.step(key)
    if step is None:
        raise missing(STEP, where="step")
    return found, step


def _opened(request: Asked, found: Opened, step: statute.Step) -> HttpResponse:
    """The form as it is first shown: with what was left unfinished, another case's answer, or defaults."""
    why = next(one for one in steps(request.actor, found, request.on) if one.step == step.key)
    if not why.lawful:
        return show(request, "workbench/cases/step.html", _page(request, found, step, None, why))
    values = beginning(found, step, request.on, str(request.GET.get("item", ""))[:8])
    other = _other(request)
    kept = None if other else unfinished.read(request.actor, place(found.envelope.id, step.key), at=request.at)
    values |= taken_over(other, step) if other else kept.values if kept else {}
    filled = form_of(found, step, request.actor, request.on).empty(**values)
    page = replace(_page(request, found, step, filled, why), taken_from=other.envelope.number if other else "")
    return show(request, "workbench/cases/step.html", _come_back(found, page, kept) if kept else page)


def _come_back(found: Opened, page: StepPage, kept: Kept) -> StepPage:
    if page.form is None:
        return page
    later = since(found, page.form.number("expected"))
    return replace(page, kept_at=kept.at, meanwhile=later, form=aware(found, page.form))


def _other(request: Asked) -> Opened | None:
    """The case whose answer is to be taken over; it must be one that the reader may see."""
    like = str(request.GET.get("like", ""))
    return opened(request.actor, int(like)) if like.isdecimal() and len(like) < 16 else None


def _again(request: Asked, found: Opened, step: statute.Step, filled: Filled, status: int) -> HttpResponse:
    """The form with what was typed; it now knows of what is on file, so that sending it again is a choice."""
    page = _page(request, found, step, filled, None)
    later = since(found, filled.number("expected"))
    if later:
        page = replace(page, form=aware(found, filled), meanwhile=later)
    return show(request, "workbench/cases/step.html", page, status)


def _page(request: Asked, found: Opened, step: statute.Step, filled: Filled | None, why: NextFacts | None) -> StepPage:
    now = standing(found.rules, found.case, request.on, found.calendar)
    refused = why is not None and not why.lawful
    return StepPage(
        case_id=found.envelope.id,
        number=found.envelope.number,
        title=found.envelope.title,
        key=step.key,
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
        grave=(step.items == "concludes" and step.outcome not in ("", "published")) or step.key == "taken_down",
        document=published.document(request.actor, found),
    )
