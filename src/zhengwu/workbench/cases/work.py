"""What may be done on a case: its steps in their order, what may be done on each matter, what waits for approval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhengwu.records.cases.sheet import Opened
from zhengwu.records.cases.shown import EventFacts, ItemFacts, NextFacts
from zhengwu.records.letters.due import DueLetter
from zhengwu.records.letters.listing import Line
from zhengwu.records.letters.serving import ANSWERED, step_of
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import words
from zhengwu.ui.parts.steps import Offer, Refusal, Steps
from zhengwu.workbench.cases.telling import fields_told
from zhengwu.workbench.naming import step_name

# Which lawful step stands first: what brings the case on; the rest follows in the order of the law.
FIRST = (
    "confirmed", "received", "correction_received", "opinion_received", "reason_received", "fee_paid", "delivered",
    "answered", "defended", "decided", "attributed", "approved", "not_published", "reviewed", "published", "reassessed",
    "proposed", "archived", "search_recorded", "assigned",
)  # fmt: skip
LAST = (
    "deemed_accepted",
    "terminated",
    "item_added",
    "redo_ordered",
    "withdrawn",
    "taken_down",
    "discarded",
    "repealed",
    "returned",
)
"""What is rare, or ends a case without an answer, stands last."""
ANSWERS = ("", "published", "not_published")  # outcomes of steps that are no end without an answer
BY_ITEM = ("decided", "proposed", "delivered")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody proposed and nobody decided: about which matter, in words, by whom. `returned` is why it came back.

    `outcome` and `fields` are as the event says them.
    """

    event: int
    item: str
    outcome: Words
    told: tuple[Words, ...]
    by: str
    on: date
    returned: str


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter with its decision, what is proposed on it, and the steps that are about it alone."""

    item: ItemFacts
    proposal: Proposal | None
    offers: tuple[Offer, ...]


def firsts(
    found: Opened,
    steps: Sequence[NextFacts],
    waiting: Sequence[Proposal],
    wanted: Sequence[DueLetter],
    issued: Sequence[Line],
) -> tuple[Offer, ...]:
    """What stands before every step: to approve what was proposed; after a decision to make its letter, then to serve
    it, which is what the delivery is entered with.
    """
    at, lawful = f"/desk/cases/{found.envelope.id}", {one.step for one in steps if one.lawful}
    if waiting and "decided" in lawful:
        return tuple(Offer(f"{at}/proposals/{one.event}", words("case.approve.first"), one.outcome) for one in waiting)
    if ANSWERED not in lawful:
        return ()
    letters = tuple(
        Offer(
            f"{at}/letters/new?letter={one.key}&event={one.event}",
            Words(words("case.letters.make", title=one.title).zh, words("case.letters.make", title=one.gloss).en),
        )
        for one in wanted
        if one.step == "decided" and not one.party
    )
    return letters or tuple(
        Offer(f"{at}/letters/{one.id}/serve", words("case.letters.serve_first"), one.document_number)
        for one in issued
        if one.stands and not one.arrived and step_of(found.rules, one.key) == ANSWERED
    )


def ordered(found: Opened, steps: Sequence[NextFacts], case_id: int, waiting: Sequence[Proposal] = ()) -> Steps:
    """The lawful steps, what brings the case on first; then the others, with why they must wait.

    Where a proposal waits, nobody is asked for another one first.
    """
    proposed = found.case.last("proposed") is not None
    handled = found.envelope.handler_id is not None

    def rank(one: NextFacts) -> int:
        if one.step == "accepted":
            return -2
        if one.step == "assigned" and not handled and found.rules.key != "proactive_disclosure":
            return -1
        if one.step == "proposed" and waiting:
            return 100
        if one.step == "decided" and not proposed and found.rules.step("proposed"):
            return FIRST.index("proposed")
        if one.step in FIRST:
            return FIRST.index(one.step)
        return 200 if one.step in LAST or one.step.endswith("_lapsed") else 100

    lawful = sorted((one for one in steps if one.lawful), key=rank)
    offers = tuple(_offer(found, one, f"/desk/cases/{case_id}/steps/{one.step}") for one in lawful)
    later = sorted(
        (one for one in steps if not one.lawful), key=lambda one: one.code in ("not_from_this_state", "not_yours")
    )
    refusals = tuple(Refusal(step_name(found.rules.key, one.step), Words(one.zh, one.en), one.basis) for one in later)
    return Steps(offers, refusals)


def _offer(found: Opened, one: NextFacts, href: str) -> Offer:
    return Offer(href, step_name(found.rules.key, one.step), "", one.basis, _grave(found, one))


def _grave(found: Opened, one: NextFacts) -> bool:
    """Whether the step ends the case without an answer to it."""
    step = found.rules.step(one.step)
    if step is None or one.step == "taken_down":
        return step is not None
    return (
        step.items == "concludes" and step.outcome not in ("", "published", "not_published") and step.key != "decided"
    )


def matters(
    found: Opened, items: Sequence[ItemFacts], steps: Sequence[NextFacts], waiting: Sequence[Proposal]
) -> tuple[Matter, ...]:
    """The matters of a case. Where there are several, each has the steps that may be taken on it alone."""
    lawful = {one.step for one in steps if one.lawful} if len(items) > 1 else set()
    return tuple(Matter(item, _of(item, waiting), _offers(found, item, lawful)) for item in items)


def _of(item: ItemFacts, waiting: Sequence[Proposal]) -> Proposal | None:
    return next((one for one in waiting if one.item in ("", item.number)), None)


def _offers(found: Opened, item: ItemFacts, lawful: set[str]) -> tuple[Offer, ...]:
    state = next(one for one in found.case.items if one.number == item.number)
    waits = not state.is_open and not state.is_answered
    fit = {"decided": state.is_open, "proposed": state.is_open, "delivered": waits}
    return tuple(
        Offer(f"/desk/cases/{found.envelope.id}/steps/{key}?item={item.number}", step_name(found.rules.key, key))
        for key in BY_ITEM
        if key in lawful and fit[key] and (step := found.rules.step(key)) and step.field("item")
    )


def proposals(found: Opened, names: Mapping[str, str]) -> tuple[Proposal, ...]:
    """What is proposed and not decided: the latest for each open matter, in their order, or the one for all."""
    open_items = {item.number for item in found.case.items if item.is_open}
    told: dict[str, Proposal] = {}
    returned = ""
    for event in reversed(found.file.events):
        if event.struck:
            continue
        if event.key in ("decided", "redo_ordered") and not event.says.get("item"):
            break
        if event.key == "assigned" and event.says.get("note"):
            returned = returned or str(event.says["note"])
        item = str(event.says.get("item") or "")
        if event.key == "proposed" and item not in told and "" not in told and (not item or item in open_items):
            told[item] = _proposal(found, event, names, returned)
    return tuple(told[item] for item in sorted(told)) if open_items else ()


def _proposal(found: Opened, event: EventFacts, names: Mapping[str, str], returned: str) -> Proposal:
    outcome = found.rules.outcome(str(event.says.get("outcome")))
    return Proposal(
        event.number,
        str(event.says.get("item") or ""),
        Words(*outcome.name) if outcome else Words("", ""),
        fields_told(found.rules, event, names, without=("outcome", "item")),
        event.actor_name,
        event.on,
        returned,
    )
