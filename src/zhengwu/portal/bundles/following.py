"""Following an application for a bundle: number and secret, then one page with all parts, each leading to its case."""

from dataclasses import dataclass
from urllib.parse import quote

from django.http import Http404, HttpResponse

from zhengwu.portal import identity, keyring
from zhengwu.portal.bundles import opening, telling
from zhengwu.portal.bundles.opening import home_of
from zhengwu.portal.keyring import Key, key_of
from zhengwu.portal.tracking import door_form, throttled
from zhengwu.portal.tracking import home_of as home_of_case
from zhengwu.records.bundles import answering, matters
from zhengwu.records.bundles.answering import Waiting
from zhengwu.records.bundles.shown import MatterFacts, PartFacts
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.bundles import Part
from zhengwu.statute.procedures import procedure
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Filled
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.timeline import Happening
from zhengwu.visits import Asked

NOTHING = Waiting((), ())
KNOWN_WHEN = ("delivered", "archived")  # an applicant learns a decision when it is delivered


@dataclass(frozen=True, slots=True)
class DoorPage:
    """Number and secret are asked for."""

    filled: Filled


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part as its applicant sees it: where it stands in a word, and the case where there is one."""

    facts: PartFacts
    state: Words
    after: str


@dataclass(frozen=True, slots=True)
class MatterPage:
    """The whole application, layer by layer."""

    matter: MatterFacts
    layers: tuple[tuple[PartLine, ...], ...]
    waiting: Waiting
    story: tuple[Happening, ...]
    withdraws: bool
    home: str


@public
def door(request: Asked) -> HttpResponse:
    """`/bundles/follow`: asks for number and secret."""
    form = door_form()
    if request.method != "POST":
        number = str(request.GET.get("number", ""))[:40]
        return show(request, "portal/bundles/follow.html", DoorPage(form.empty(number=number)))
    filled = form.read(request.POST)
    if filled.sound:
        try:
            return opening.opened(request, filled["number"], filled["secret"])
        except Trouble as trouble:
            filled = throttled(filled, trouble)
    return show(request, "portal/bundles/follow.html", DoorPage(filled), 422)


@public
def matter(request: Asked, number: str) -> HttpResponse:
    """`/bundles/follow/NUMBER`: where each part stands; a POST leaves the page and closes it for this browser."""
    facts = opened(request, number)
    if isinstance(facts, HttpResponse):
        return facts
    if request.method == "POST":
        response = onward(request, "/bundles/follow", Notice("done", words("tracking.left")))
        keyring.take_off(request, response, "matter", number)
        return response
    names = {one.node: one.name for one in facts.parts}
    layers = tuple(tuple(_line(one, names) for one in layer) for layer in facts.layers)
    waiting = answering.waiting(facts.id, request.on) if facts.is_open else NOTHING
    withdraws = any(one.part in (Part.WAITING, Part.RUNNING) for one in facts.parts)
    page = MatterPage(facts, layers, waiting, telling.story(facts), withdraws, home_of(number))
    return show(request, "portal/bundles/matter.html", page)


@public
def case(request: Asked, number: str, node: str) -> HttpResponse:
    """`/bundles/follow/NUMBER/NODE`: opens the case of one part, on the page where any case is followed."""
    facts = opened(request, number)
    if isinstance(facts, HttpResponse):
        return facts
    part = next((one for one in facts.parts if one.node == node and one.case_id is not None), None)
    if part is None or part.case_id is None:
        raise Http404(node)
    response = onward(request, home_of_case(part.case_number))
    keyring.put(request, response, part.case_number, Key("applicant", part.case_id))
    return response


def opened(request: Asked, number: str) -> MatterFacts | HttpResponse:
    """The application that this browser has opened; where it has not, the way to the door."""
    try:
        key = key_of(request, "matter", number)
    except Trouble:
        proof = identity.proven(request)
        own = matters.of_holder(proof.number) if proof else ()
        known = next((one.id for one in own if one.number == number), 0)
        if known:
            return matters.matter(known, by=PUBLIC)
        where = f"/bundles/follow?number={quote(number)}"
        return onward(request, where, Notice("note", words("tracking.closed")))
    return matters.matter(key.case_id, by=PUBLIC)


def _line(one: PartFacts, names: dict[str, str]) -> PartLine:
    after = "、".join(names[key] for key in one.after)
    if one.case_id is None:
        return PartLine(one, words(f"bundles.part.{one.part.value}"), after)
    rules = procedure(one.procedure)
    if one.state in KNOWN_WHEN and one.outcome:
        outcome = next((each for each in rules.outcomes if each.key == one.outcome), None)
        if outcome is not None:
            return PartLine(one, Words(*outcome.name), after)
    return PartLine(one, Words(*rules.state(one.state).name), after)
