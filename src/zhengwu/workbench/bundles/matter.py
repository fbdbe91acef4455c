"""`/desk/bundles/matters/MATTER`: an application for a bundle, layer by layer; accepted and delivered as a whole."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.bundles import acting, matters
from zhengwu.records.bundles.shown import MatterFacts, PartFacts
from zhengwu.records.troubles import Words
from zhengwu.statute.bundles import Part
from zhengwu.statute.procedures import procedure
from zhengwu.statute.procedures.approval.fields import DELIVERIES
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.bundles.listing import reader


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part at the desk: where it stands in a word, and what it waits for."""

    facts: PartFacts
    state: Words
    after: str


@dataclass(frozen=True, slots=True)
class MatterPage:
    """The whole application, and what can be done with all of it at once."""

    matter: MatterFacts
    layers: tuple[tuple[PartLine, ...], ...]
    accepts: bool
    delivers: bool
    delivering: Filled


def _form() -> Form:
    choices = tuple(Choice(key, words(f"bundles.desk.by.{key}")) for key in DELIVERIES)
    return Form((Field("channel", words("bundles.desk.channel"), "select", choices=choices),))


@staff
def matter(request: Asked, matter_id: int) -> HttpResponse:
    """`/desk/bundles/matters/MATTER`."""
    facts = matters.matter(matter_id, by=reader(request.actor))
    return _shown(request, facts, _form().empty(channel="counter"))


def _shown(request: Asked, facts: MatterFacts, delivering: Filled, status: int = 200) -> HttpResponse:
    accepts = any(one.state == "submitted" for one in facts.parts)
    delivers = facts.state == "decided" and any(one.state == "decided" for one in facts.parts)
    page = MatterPage(facts, layers_of(facts), accepts, delivers, delivering)
    return show(request, "workbench/bundles/matter.html", page, status)


def layers_of(facts: MatterFacts) -> tuple[tuple[PartLine, ...], ...]:
    """The parts of an application layer by layer, each with where it stands."""
    names = {one.node: one.name for one in facts.parts}
    return tuple(tuple(_line(one, names) for one in layer) for layer in facts.layers)


def _line(one: PartFacts, names: dict[str, str]) -> PartLine:
    after = "、".join(names[key] for key in one.after)
    if one.case_id is None:
        return PartLine(one, words(f"bundles.part.{one.part.value}"), after)
    rules = procedure(one.procedure)
    outcome = next((each for each in rules.outcomes if each.key == one.outcome), None)
    state = Words(*rules.state(one.state).name)
    if outcome is None or one.part is Part.RUNNING:
        return PartLine(one, state, after)
    return PartLine(one, Words(f"{outcome.name[0]} · {state.zh}", f"{outcome.name[1]} · {state.en}"), after)


@staff
@once
def accept(request: Asked, matter_id: int) -> HttpResponse:
    """`/desk/bundles/matters/MATTER/accept`: all that is this person's to accept, in one act."""
    home = f"/desk/bundles/matters/{matter_id}"
    matters.matter(matter_id, by=reader(request.actor))
    if request.method != "POST":
        return onward(request, home)
    done = acting.accept(matter_id, by=request.actor, at=request.at)
    return onward(request, home, Notice("done", words("bundles.desk.accepted", n=len(done.cases), left=done.left)))


@staff
@once
def deliver(request: Asked, matter_id: int) -> HttpResponse:
    """`/desk/bundles/matters/MATTER/deliver`: all decisions that are this person's to deliver, in one act."""
    home = f"/desk/bundles/matters/{matter_id}"
    facts = matters.matter(matter_id, by=reader(request.actor))
    if request.method != "POST":
        return onward(request, home)
    filled = _form().read(request.POST)
    if not filled.sound:
        return _shown(request, facts, filled, 422)
    done = acting.deliver(matter_id, filled["channel"], by=request.actor, at=request.at)
    return onward(request, home, Notice("done", words("bundles.desk.delivered", n=len(done.cases), left=done.left)))
