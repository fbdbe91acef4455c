"""What somebody proposed, approved or returned with remarks by another person, as one form."""

from dataclasses import dataclass, replace

from django.http import HttpResponse

from zhengwu.records.cases import actions
from zhengwu.records.cases.sheet import Opened, opened, steps
from zhengwu.records.cases.shown import EventFacts, ItemFacts
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.statute.procedures import model as statute
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.cases import work
from zhengwu.workbench.cases.acting import done
from zhengwu.workbench.cases.since import Since, aware, since
from zhengwu.workbench.cases.story import names_in
from zhengwu.workbench.cases.work import Proposal

APPROVE, RETURN = "decided", "assigned"  # the steps that approving and returning are


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    """A proposal with its matters, and the form; `refused` is why its reader may not approve it.

    There is no form where they may not return it either.
    """

    case_id: int
    number: str
    title: str
    proposal: Proposal
    items: tuple[ItemFacts, ...]
    form: Filled | None
    refused: Words | None
    basis: str
    meanwhile: tuple[Since, ...] = ()


@staff
@once
def approve(request: Asked, case_id: int, number: int) -> HttpResponse:
    """Shows what is proposed, and decides it or gives it back."""
    found = opened(request.actor, case_id)
    event = next((one for one in found.file.events if one.number == number and one.key == "proposed"), None)
    waiting = work.proposals(found, names_in(found.file.events))
    proposal = next((one for one in waiting if one.event == number), None)
    if event is None or proposal is None:
        raise missing(Words("这份待审批的拟办意见", "proposal"), where="number")
    page, form = _page(request, found, proposal, event)
    if request.method != "POST" or form is None:
        empty = form.empty(expected=str(found.envelope.length)) if form else None
        return show(request, "workbench/cases/approve.html", replace(page, form=empty))
    filled = form.read(request.POST)
    if filled["deed"] == RETURN and not filled["remarks"]:
        filled = filled.wrong("remarks", words("case.approve.remarks_missing"))
    if not filled.sound:
        return show(request, "workbench/cases/approve.html", replace(page, form=filled), 422)
    try:
        actions.take(case_id, _event(request, found, event, filled), by=request.actor, at=request.at,
                     expected=filled.number("expected"))  # fmt: skip
    except Trouble as trouble:
        later = since(found, filled.number("expected"))
        filled = filled.refused(trouble)
        page = replace(page, form=aware(found, filled) if later else filled, meanwhile=later)
        return show(request, "workbench/cases/approve.html", page, STATUS[trouble.kind])
    step = found.rules.step(APPROVE)
    said = words("case.approve.sent_back") if filled["deed"] == RETURN or step is None else done(found.rules.key, step)
    return onward(request, f"/desk/cases/{case_id}", Notice("done", said))


def _page(request: Asked, found: Opened, proposal: Proposal, event: EventFacts) -> tuple[ApprovalPage, Form | None]:
    told = {one.step: one for one in steps(request.actor, found, request.on)}
    why, back = told.get(APPROVE), told.get(RETURN)
    refused = Words(why.zh, why.en) if why and not why.lawful else None
    if why and why.lawful and event.actor == f"person:{request.actor.id}":
        refused = words("case.approve.own")
    offered = [APPROVE] if why and refused is None else []
    offered += [RETURN] if back and back.lawful else []
    items = tuple(one for one in found.file.items if proposal.item in ("", one.number))
    envelope = found.envelope
    page = ApprovalPage(
        envelope.id, envelope.number, envelope.title, proposal, items, None, refused, why.basis if why else ""
    )
    return page, _form(offered) if offered else None


def _form(offered: list[str]) -> Form:
    choices = tuple(Choice(one, words(f"case.approve.{one}")) for one in offered)
    return Form(
        (
            Field("deed", words("case.approve.deed"), "radios", choices=choices),
            Field("remarks", words("case.approve.remarks"), "textarea", words("case.approve.remarks_hint"), False,
                  most=1000, rows=3),
            Field("expected", same(""), "hidden", required=False),
        )
    )  # fmt: skip


def _event(request: Asked, found: Opened, event: EventFacts, filled: Filled) -> statute.Event:
    if filled["deed"] == RETURN:
        return statute.Event(RETURN, request.on, says={"note": filled["remarks"]})
    step = found.rules.step(APPROVE)
    fields = {one.key for one in step.fields} if step else set()
    return statute.Event(APPROVE, request.on, says={key: value for key, value in event.says.items() if key in fields})
