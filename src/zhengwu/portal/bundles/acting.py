"""What an applicant does with an application for a bundle: hands in what is asked for, once; takes parts back."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.portal.bundles.following import opened
from zhengwu.portal.bundles.opening import home_of
from zhengwu.portal.files import FILES_HINT, uploads
from zhengwu.records.approvals.submitting import Given
from zhengwu.records.bundles import acting, answering
from zhengwu.records.bundles.answering import Waiting
from zhengwu.records.bundles.shown import MatterFacts
from zhengwu.records.documents import store
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.bundles import Part
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked

FILE = "file-"
TEXT_MOST = 2_000
OPEN = (Part.WAITING, Part.RUNNING)


@dataclass(frozen=True, slots=True)
class SupplyPage:
    """What is asked for over all parts, and a place for each material."""

    matter: MatterFacts
    waiting: Waiting
    filled: Filled
    home: str


@dataclass(frozen=True, slots=True)
class WithdrawPage:
    """The parts that can be taken back, and those that end with them."""

    matter: MatterFacts
    filled: Filled
    home: str


@public
@once
def supply(request: Asked, number: str) -> HttpResponse:
    """`/bundles/follow/NUMBER/supply`: one form for what all departments asked for."""
    facts = opened(request, number)
    if isinstance(facts, HttpResponse):
        return facts
    waiting = answering.waiting(facts.id, request.on)
    if not waiting.asking and not waiting.owed:
        return onward(request, home_of(number), Notice("note", words("bundles.supply.nothing")))
    form = _supplying(waiting)
    filled = form.empty()
    if request.method == "POST":
        filled = form.read(request.POST)
        filled, given = _sent(request, filled, waiting)
        if filled.sound:
            try:
                reached = answering.answer(facts.id, given, filled["text"], at=request.at)
                return onward(request, home_of(number), Notice("done", words("bundles.supply.done", n=len(reached))))
            except Trouble as trouble:
                filled = filled.refused(trouble)
    page = SupplyPage(facts, waiting, filled, home_of(number))
    return show(request, "portal/bundles/supply.html", page, 200 if filled.sound else 422)


def _supplying(waiting: Waiting) -> Form:
    files = tuple(Field(f"{FILE}{one.key}", same(one.name), "files", _for(one), required=False) for one in waiting.owed)
    text = Field("text", words("bundles.supply.text"), "textarea", required=False, most=TEXT_MOST, rows=4)
    return Form((*files, *((text,) if waiting.asking else ())))


def _for(one: answering.Owed) -> Words:
    many = len(one.places) + len(one.later)
    return words("bundles.supply.shared", n=many) if many > 1 else FILES_HINT


def _sent(request: Asked, filled: Filled, waiting: Waiting) -> tuple[Filled, dict[str, Given]]:
    given: dict[str, Given] = {}
    for one in waiting.owed:
        filled, came = uploads(request, filled, f"{FILE}{one.key}")
        for file in came[:1] if filled.sound else ():
            kept = store.keep(file.content, file.name, at=request.at)
            given[one.key] = Given("", kept.pk, file.name)
    return filled, given


@public
@once
def withdraw(request: Asked, number: str) -> HttpResponse:
    """`/bundles/follow/NUMBER/withdraw`: parts, or the whole; what rests on them ends as well."""
    facts = opened(request, number)
    if isinstance(facts, HttpResponse):
        return facts
    form = _withdrawing(facts)
    if not form.fields[0].choices:
        return onward(request, home_of(number), Notice("note", words("bundles.withdraw.too_late")))
    filled = form.empty()
    if request.method == "POST":
        filled = form.read(request.POST)
        if filled.sound:
            try:
                gone = acting.withdraw(facts.id, filled.many("parts"), filled["text"], at=request.at)
                return onward(request, home_of(number), Notice("done", words("bundles.withdraw.done", n=len(gone))))
            except Trouble as trouble:
                filled = filled.refused(trouble)
    page = WithdrawPage(facts, filled, home_of(number))
    return show(request, "portal/bundles/withdraw.html", page, 200 if filled.sound else 422)


def _withdrawing(facts: MatterFacts) -> Form:
    names = {one.node: one.name for one in facts.parts}
    choices = []
    for one in facts.parts:
        if one.part in OPEN:
            rests = "、".join(names[other.node] for other in facts.parts if one.node in other.after)
            hint = words("bundles.withdraw.rests", names=rests) if rests else None
            choices.append(Choice(one.node, same(one.name), hint))
    text = Field("text", words("bundles.withdraw.why"), "textarea", required=False, most=TEXT_MOST, rows=3)
    return Form((Field("parts", words("bundles.withdraw.parts"), "checks", choices=tuple(choices)), text))
