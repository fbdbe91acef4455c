"""Deeds on a case that are no step of the law: striking out an entry, looking at a party in clear."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.cases import actions, parties
from zhengwu.records.cases.parties import InClear
from zhengwu.records.cases.sheet import Opened, opened
from zhengwu.records.cases.shown import EventFacts
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.cases.telling import detail

STRIKE = Form(
    (
        Field("reason", words("case.strike.reason"), "textarea", words("case.strike.reason_hint"), most=1000, rows=3),
        Field("expected", same(""), "hidden", required=False),
    )
)
UNMASK = Form((Field("reason", words("case.unmask.reason"), "textarea", words("case.unmask.hint"), most=500, rows=2),))


@dataclass(frozen=True, slots=True)
class StrikePage:
    """The entry that is to be struck out, and why."""

    case_id: int
    number: str
    event: EventFacts
    detail: Words
    form: Filled


@dataclass(frozen=True, slots=True)
class UnmaskPage:
    """The reason asked for, or the party in clear."""

    case_id: int
    number: str
    form: Filled
    party: InClear | None


@staff
@once
def strike(request: Asked, case_id: int, number: int) -> HttpResponse:
    """Strikes out an entry; it stays on file, marked."""
    found = opened(request.actor, case_id)
    event = next((one for one in found.file.events if one.number == number and not one.struck), None)
    if event is None:
        raise missing(Words("这条记录", "entry"), where="number")
    if request.method != "POST":
        return _shown_strike(request, found, event, STRIKE.empty(expected=str(found.envelope.length)), 200)
    filled = STRIKE.read(request.POST)
    if not filled.sound:
        return _shown_strike(request, found, event, filled, 422)
    try:
        actions.strike(
            case_id, number, filled["reason"], by=request.actor, at=request.at, on=request.on,
            expected=filled.number("expected"),
        )  # fmt: skip
    except Trouble as trouble:
        return _shown_strike(request, found, event, filled.refused(trouble), STATUS[trouble.kind])
    return onward(request, f"/desk/cases/{case_id}", Notice("done", words("case.strike.done")))


def _shown_strike(request: Asked, found: Opened, event: EventFacts, filled: Filled, status: int) -> HttpResponse:
    page = StrikePage(found.envelope.id, found.envelope.number, event, detail(found.rules, event, {}), filled)
    return show(request, "workbench/cases/strike.html", page, status)


@staff
def unmask(request: Asked, case_id: int, party_id: int) -> HttpResponse:
    """Asks for the reason, then shows the party in clear; the look is entered in the journal."""
    number = opened(request.actor, case_id).envelope.number
    if request.method != "POST":
        return show(request, "workbench/cases/unmask.html", UnmaskPage(case_id, number, UNMASK.empty(), None))
    filled = UNMASK.read(request.POST)
    if not filled.sound:
        return show(request, "workbench/cases/unmask.html", UnmaskPage(case_id, number, filled, None), 422)
    found = parties.unmask(
        case_id, party_id, filled["reason"], by=request.actor, at=request.at, address=request.address
    )
    return show(request, "workbench/cases/unmask.html", UnmaskPage(case_id, number, filled, found))
