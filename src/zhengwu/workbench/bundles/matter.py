"""`/desk/bundles/matters/MATTER`: an application for a bundle, layer by layer; accepted and delivered as a whole."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpResponse

from zhengwu.records.bundles import acting, leading, matters
from zhengwu.records.bundles.leading import Led
from zhengwu.records.bundles.shown import MatterFacts, PartFacts
from zhengwu.records.cases import lights
from zhengwu.records.cases.lights import Days
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.bundles import Part
from zhengwu.statute.calendar import national
from zhengwu.statute.procedures import procedure
from zhengwu.statute.procedures.approval.fields import DELIVERIES
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.dates import left_until
from zhengwu.ui.parts.lights import Light
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.bundles.listing import reader

LATE = ("late", "promise", "soon")
WAITS = ("awaiting_correction", "suspended", "awaiting_supplement")


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part at the desk: where it stands in a word, what it waits for, what waits for it; its light where it runs."""

    facts: PartFacts
    state: Words
    after: str
    blocks: str = ""
    light: Light | None = None

    @property
    def light_kind(self) -> str:
        """How it stands in time; empty where nothing runs."""
        return self.light.kind if self.light else ""


@dataclass(frozen=True, slots=True)
class MatterPage:
    """The whole application, what can be done with all of it at once, and what its leading department may do.

    `holding` are the parts under way that others wait for, the most urgent first. `visiting` is None for all others.
    """

    matter: MatterFacts
    layers: tuple[tuple[PartLine, ...], ...]
    holding: tuple[PartLine, ...]
    accepts: bool
    delivers: bool
    delivering: Filled
    led: tuple[Led, ...]
    visiting: Filled | None
    leads: bool


def _form() -> Form:
    choices = tuple(Choice(key, words(f"bundles.desk.by.{key}")) for key in DELIVERIES)
    return Form((Field("channel", words("bundles.desk.channel"), "select", choices=choices),))


@staff
def matter(request: Asked, matter_id: int) -> HttpResponse:
    """`/desk/bundles/matters/MATTER`."""
    facts = matters.matter(matter_id, by=reader(request.actor))
    return _shown(request, facts)


def _shown(
    request: Asked, facts: MatterFacts, status: int = 200, delivering: Filled | None = None,
    visiting: Filled | None = None,
) -> HttpResponse:  # fmt: skip
    layers = layers_of(facts, request.on)
    running = [one for layer in layers for one in layer if one.light is not None]
    holding = sorted((one for one in running if one.blocks or one.light_kind in LATE), key=_urgency)
    leads = leading.leads(facts, request.actor) and facts.is_open
    page = MatterPage(
        facts,
        layers,
        tuple(holding),
        any(one.state == "submitted" for one in facts.parts),
        facts.state == "decided" and any(one.state == "decided" for one in facts.parts),
        delivering or _form().empty(channel="counter"),
        leading.led(facts.id),
        (visiting or _visit(facts).empty()) if leads and running else None,
        leads,
    )
    return show(request, "workbench/bundles/matter.html", page, status)


def _urgency(one: PartLine) -> date:
    return one.facts.promised_on or one.facts.due_on or date.max


def _visit(facts: MatterFacts) -> Form:
    choices = tuple(
        Choice(one.node, same(one.name), same(one.body_name)) for one in facts.parts if one.part is Part.RUNNING
    )
    note = Field("note", words("bundles.desk.visit_note"), required=False, most=200)
    day = Field("day", words("bundles.desk.visit_day"), "date")
    return Form((Field("parts", words("bundles.desk.visit_parts"), "checks", choices=choices), day, note))


def layers_of(facts: MatterFacts, on: date) -> tuple[tuple[PartLine, ...], ...]:
    """The parts of an application layer by layer, each with where it stands on that day."""
    names = {one.node: one.name for one in facts.parts}
    waiting = [one for one in facts.parts if one.part is Part.WAITING]
    soon = lights.soon_through(on)
    found = []
    for layer in facts.layers:
        told = [(one, _line(one, names)) for one in layer]
        found.append(tuple(_lit(line, waiting, on, soon) if one.part is Part.RUNNING else line for one, line in told))
    return tuple(found)


def _lit(line: PartLine, waiting: list[PartFacts], on: date, soon: date) -> PartLine:
    one = line.facts
    blocks = "、".join(other.name for other in waiting if one.node in other.after)
    kind = lights.light(Days(one.due_on, one.promised_on, True, one.state in WAITS), on, soon)
    nearest = min((day for day in (one.due_on, one.promised_on) if day is not None), default=None)
    day = one.due_on if kind == "late" else nearest
    days = left_until(national(), on, day) if day is not None else None
    return replace(line, blocks=blocks, light=Light(kind, days))  # type: ignore[arg-type]


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
        return _shown(request, facts, 422, filled)
    done = acting.deliver(matter_id, filled["channel"], by=request.actor, at=request.at)
    return onward(request, home, Notice("done", words("bundles.desk.delivered", n=len(done.cases), left=done.left)))


@staff
@once
def urge(request: Asked, matter_id: int) -> HttpResponse:
    """`/desk/bundles/matters/MATTER/urge`: who has the case of a part is told that others wait."""
    home = f"/desk/bundles/matters/{matter_id}"
    if request.method != "POST":
        return onward(request, home)
    leading.urge(matter_id, str(request.POST.get("part", ""))[:40], by=reader(request.actor), at=request.at)
    return onward(request, home, Notice("done", words("bundles.desk.urged")))


@staff
@once
def visit(request: Asked, matter_id: int) -> HttpResponse:
    """`/desk/bundles/matters/MATTER/visit`: several departments are called to one visit on one day."""
    home = f"/desk/bundles/matters/{matter_id}"
    facts = matters.matter(matter_id, by=reader(request.actor))
    if request.method != "POST":
        return onward(request, home)
    filled = _visit(facts).read(request.POST)
    day = filled.day("day")
    if filled.sound and day is not None:
        try:
            leading.inspect(facts.id, filled.many("parts"), day, filled["note"], by=request.actor, at=request.at)
            return onward(request, home, Notice("done", words("bundles.desk.visit_called")))
        except Trouble as trouble:
            return _shown(request, facts, STATUS[trouble.kind], visiting=filled.refused(trouble))
    return _shown(request, facts, 422, visiting=filled)
