"""The page of a case: facts, the four that are kept apart, why it is due then, what happened, what may be done now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from zhengwu.records.cases import alike, queries
from zhengwu.records.cases.alike import Similar
from zhengwu.records.cases.lights import SOON
from zhengwu.records.cases.sheet import Opened, opened, sheet, unit_names
from zhengwu.records.cases.shown import EventFacts, NextFacts, RelatedFacts, Sheet
from zhengwu.records.documents import queries as documents
from zhengwu.records.documents.queries import AttachmentFacts, ReleaseFacts
from zhengwu.records.letters import due
from zhengwu.records.letters import queries as letters
from zhengwu.records.letters.due import DueLetter
from zhengwu.records.letters.queries import LetterFacts
from zhengwu.records.people import colleagues
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.rights import POSTS
from zhengwu.records.troubles import Words
from zhengwu.statute.procedures import model as statute
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import show
from zhengwu.ui.parts.dates import Reasoned
from zhengwu.ui.parts.lights import Light
from zhengwu.ui.parts.steps import Offer, Refusal, Steps
from zhengwu.ui.parts.timeline import Drawn, Happening, Rail
from zhengwu.visits import Asked
from zhengwu.workbench.cases import clock
from zhengwu.workbench.cases.telling import detail
from zhengwu.workbench.naming import procedure_name, stage, step_name

ISSUING = ("case.handle", "case.register", "case.decide", "case.review")
# Which lawful step stands first: what brings the case on; the rest follows in the order of the law.
FIRST = (
    "confirmed", "received", "correction_received", "opinion_received", "reason_received", "fee_paid", "delivered",
    "answered", "defended", "decided", "proposed", "search_recorded", "assigned",
)  # fmt: skip
LAST = ("item_added", "redo_ordered", "withdrawn")
"""What is rare, or ends a case without an answer, stands last."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the timeline, with the number of its event on file and whether it may be struck out."""

    number: int
    happening: Happening
    strikeable: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A related case: what it is to this one, its procedure and where it stands."""

    id: int
    relation: str
    number: str
    procedure: Words
    stage: Words


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with everything that its reader may see, and may do."""

    sheet: Sheet
    light: Light
    due: Reasoned | None
    waits: Reasoned | None
    others: tuple[tuple[Words, Reasoned], ...]
    course: tuple[Drawn, ...]
    entries: tuple[Entry, ...]
    steps: Steps
    due_letters: tuple[DueLetter, ...]
    letters: tuple[LetterFacts, ...]
    attachments: tuple[AttachmentFacts, ...]
    releases: tuple[ReleaseFacts, ...]
    similar: tuple[Similar, ...]
    related: tuple[Neighbour, ...]
    proposals: tuple[Words, ...]
    may_issue: bool
    may_unmask: bool
    may_write: bool


@staff
def case(request: Asked, case_id: int) -> HttpResponse:
    """The page."""
    return show(request, "workbench/cases/case.html", page_of(request.actor, case_id, request.on))


def page_of(actor: Actor, case_id: int, today: date) -> CasePage:
    """The case as it stands that day. Raises Trouble (missing)."""
    told = sheet(actor, case_id, today)
    found = opened(actor, case_id)
    envelope = found.envelope
    issued = letters.letters(actor, case_id)
    main = clock.due_of(found, told.due)
    may_issue = any(actor.may(right, envelope.body_id, envelope.body_path, envelope.unit_id) for right in ISSUING)
    shown = {(one.key, one.party) for one in (told.due, told.waits) if one}
    others = (one for one in told.clocks if (one.key, one.party) not in shown)
    return CasePage(
        sheet=told,
        light=light_of(told),
        due=clock.reasoned(found, told.due, today),
        waits=clock.reasoned(found, told.waits, today) if told.waits and told.waits != told.due else None,
        others=tuple((Words(one.zh, one.en), why) for one in others if (why := clock.reasoned(found, one, today))),
        course=clock.course(found, main, today),
        entries=entries(actor, found, told.events, issued, today),
        steps=ordered(found, told.steps, case_id),
        due_letters=due.due_letters(actor, case_id) if may_issue else (),
        letters=tuple(issued),
        attachments=tuple(documents.attachments(actor, case_id)),
        releases=tuple(documents.releases(actor, case_id)),
        similar=_similar(actor, told),
        related=tuple(_neighbour(one) for one in told.related),
        proposals=_proposals(found),
        may_issue=may_issue,
        may_unmask=actor.may("personal.unmask", envelope.body_id, envelope.body_path, envelope.unit_id),
        may_write=may_issue,
    )


def light_of(told: Sheet) -> Light:
    """The light of a case: derived on the day asked, as in a list."""
    if not told.is_open:
        return Light("closed")
    if told.late:
        return Light("late", told.days_left)
    if told.due is None or told.due.on is None:
        return Light("waiting" if told.waits or told.due else "calm")
    return Light("soon" if (told.days_left or 0) <= SOON else "calm", told.days_left)


def ordered(found: Opened, steps: Sequence[NextFacts], case_id: int) -> Steps:
    """The lawful steps, what brings the case on first; then the others, with why they must wait."""
    proposed = found.case.last("proposed") is not None
    handled = found.envelope.handler_id is not None

    def rank(one: NextFacts) -> int:
        if one.step == "assigned" and not handled:
            return -1
        if one.step == "decided" and not proposed and found.rules.step("proposed"):
            return FIRST.index("proposed")
        if one.step in FIRST:
            return FIRST.index(one.step)
        return 200 if one.step in LAST or one.step.endswith("_lapsed") else 100

    offers = tuple(
        Offer(
            f"/desk/cases/{case_id}/steps/{one.step}",
            step_name(found.rules.key, one.step),
            "",
            one.basis,
            _grave(found, one),
        )
        for one in sorted((one for one in steps if one.lawful), key=rank)
    )
    later = sorted(
        (one for one in steps if not one.lawful), key=lambda one: one.code in ("not_from_this_state", "not_yours")
    )
    refusals = tuple(Refusal(step_name(found.rules.key, one.step), Words(one.zh, one.en), one.basis) for one in later)
    return Steps(offers, refusals)


def _grave(found: Opened, one: NextFacts) -> bool:
    """Whether the step ends the case without an answer to it."""
    step = found.rules.step(one.step)
    return step is not None and step.items == "concludes" and bool(step.outcome) and one.step != "decided"


def entries(
    actor: Actor, found: Opened, events: Sequence[EventFacts], issued: Sequence[LetterFacts], today: date
) -> tuple[Entry, ...]:
    """The timeline, oldest first, with the clock after each entry."""
    one = clock.due_of(found, next((facts for facts in found.file.clocks if facts.key == found.rules.main), None))
    names = _names(events)
    head = actor.holds("head", found.envelope.body_id)
    made: list[Entry] = []
    before: Rail = "none"
    for event in events:
        after = clock.rail(one, event.on) if not event.struck else before
        who = f"{event.actor_name}（{POSTS.get(event.post, event.post)}）" if event.post in POSTS else event.actor_name
        happening = Happening(
            event.on,
            step_name(found.rules.key, event.key),
            who,
            detail(found.rules, event, names),
            None,
            after,
            clock.change(before, after, event),
            event.struck,
        )
        made.append(Entry(event.number, happening, head and not event.struck and event.key != "entry_struck"))
        before = after
    return tuple(made)


def _names(events: Sequence[EventFacts]) -> dict[str, str]:
    """The names of the units and people that events name by their ids."""
    units = {str(one.says["unit"]) for one in events if one.says.get("unit")}
    people = {int(one.says["handler"]) for one in events if str(one.says.get("handler", "")).isdecimal()}
    found = {f"unit:{key}": name for key, name in unit_names(units).items()} if units else {}
    return found | {f"handler:{key}": name for key, name in colleagues.names(people).items()}


def _similar(actor: Actor, told: Sheet) -> tuple[Similar, ...]:
    if told.procedure.key != "information_request" or not told.is_open:
        return ()
    return tuple(alike.similar(actor, queries.row_of(actor, told.id), limit=5))


def _neighbour(one: RelatedFacts) -> Neighbour:
    return Neighbour(one.id, one.relation, one.number, procedure_name(one.procedure), stage(one.procedure, one.state))


def _proposals(found: Opened) -> tuple[Words, ...]:
    """What is proposed and not decided."""
    open_items = {item.number for item in found.case.items if item.is_open}
    told = []
    for event in reversed(found.case.events):
        if event.key == "decided":
            break
        if event.key == "proposed" and (not event.get("item") or event.get("item") in open_items):
            told.append(_proposal(found, event))
    return tuple(told)


def _proposal(found: Opened, event: statute.Event) -> Words:
    outcome = found.rules.outcome(str(event.get("outcome")))
    name = Words(*outcome.name) if outcome else Words("", "")
    reasons = event.get("reasons") or ""
    return Words(f"{name.zh}。{reasons}", f"{name.en}. {reasons}")
