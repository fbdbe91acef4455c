"""The page of a case: facts, the four that are kept apart, why it is due then, what happened, what may be done now."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from zhengwu.records.cases import near
from zhengwu.records.cases.lights import SOON, soon_through
from zhengwu.records.cases.near import Near
from zhengwu.records.cases.sheet import Opened, opened, sheet_of
from zhengwu.records.cases.shown import PartyFacts, RelatedFacts, Sheet
from zhengwu.records.documents import listing as documents
from zhengwu.records.documents.listing import Attached, GivenOut
from zhengwu.records.letters import due
from zhengwu.records.letters import listing as letters
from zhengwu.records.letters.due import DueLetter
from zhengwu.records.letters.listing import Line
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words
from zhengwu.statute.calendar import national
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import show
from zhengwu.ui.parts.dates import Reasoned, left_until
from zhengwu.ui.parts.lights import Light
from zhengwu.ui.parts.steps import Offer, Steps
from zhengwu.visits import Asked
from zhengwu.workbench.approvals import panel
from zhengwu.workbench.approvals.panel import Applied
from zhengwu.workbench.cases import clock, published, story, work
from zhengwu.workbench.cases.clock import Course
from zhengwu.workbench.cases.published import Document, Publishable
from zhengwu.workbench.cases.story import Entry
from zhengwu.workbench.cases.work import Matter, Proposal
from zhengwu.workbench.naming import outcome, procedure_name, stage

ISSUING = ("case.handle", "case.register", "case.decide", "case.review")
RELEASING = ("case.handle", "case.decide")
PEOPLE = ("case.register", "case.handle")
ASKED = ("third_party", "co_maker", "agency")  # parties that answer with a secret of their own


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A related case: what it is to this one, its procedure and where it stands."""

    id: int
    relation: str
    number: str
    procedure: Words
    stage: Words


@dataclass(frozen=True, slots=True)
class Alike:
    """A request worded like this one, what was decided on it, and whether its answer may be taken over here."""

    near: Near
    outcome: Words
    take_over: str


@dataclass(frozen=True, slots=True)
class May:
    """What its reader may do on this case beside the steps: issue letters, give out, see and keep up the people."""

    issue: bool
    release: bool
    unmask: bool
    people: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with everything that its reader may see, and may do: `firsts` before the steps of the law."""

    sheet: Sheet
    light: Light
    due: Reasoned | None
    waits: Reasoned | None
    others: tuple[tuple[Words, Reasoned], ...]
    course: Course | None
    entries: tuple[Entry, ...]
    matters: tuple[Matter, ...]
    proposals: tuple[Proposal, ...]
    firsts: tuple[Offer, ...]
    steps: Steps
    due_letters: tuple[DueLetter, ...]
    letters: tuple[Line, ...]
    attachments: tuple[Attached, ...]
    releases: tuple[GivenOut, ...]
    similar: tuple[Alike, ...]
    related: tuple[Neighbour, ...]
    may: May
    document: Document | None
    publishable: Publishable | None
    applied: Applied | None

    def asked(self, party: PartyFacts) -> bool:
        """Whether the party answers by itself, with a secret of its own."""
        return party.role in ASKED


@staff
def case(request: Asked, case_id: int) -> HttpResponse:
    """The page."""
    return show(request, "workbench/cases/case.html", page_of(request.actor, case_id, request.on))


@staff
def dossier(request: Asked, case_id: int) -> HttpResponse:
    """The same as a case file to be printed: cover, course, letters, files."""
    return show(request, "workbench/cases/dossier.html", page_of(request.actor, case_id, request.on))


def page_of(actor: Actor, case_id: int, today: date) -> CasePage:
    """The case as it stands that day. Raises Trouble (missing)."""
    found = opened(actor, case_id)
    told = sheet_of(actor, found, today)
    issued = letters.of_case(case_id)
    may = may_of(actor, found)
    done = {(one.event_number, one.key, one.party) for one in issued if one.stands}
    wanted = tuple(one for one in due.wanted(found) if (one.event, one.key, one.party) not in done)
    names = story.names_in(told.events)
    waiting = work.proposals(found, names)
    near = _similar(actor, found, told)
    firsts = work.firsts(found, told.steps, waiting, wanted if may.issue else (), issued if may.issue else ())
    shown = {(one.key, one.party) for one in (told.due, told.waits) if one}
    others = (one for one in told.clocks if (one.key, one.party) not in shown)
    return CasePage(
        sheet=told,
        light=light_of(told),
        due=clock.reasoned(found, told.due, today),
        waits=clock.reasoned(found, told.waits, today) if told.waits and told.waits != told.due else None,
        others=tuple((Words(one.zh, one.en), why) for one in others if (why := clock.reasoned(found, one, today))),
        course=clock.course(found, told.due, today),
        entries=story.entries(
            found, issued, wanted if may.issue else (), names, head=actor.holds("head", told.body.id)
        ),
        matters=work.matters(found, told.items, told.steps, waiting),
        proposals=waiting,
        firsts=firsts,
        steps=work.ordered(found, told.steps, case_id, waiting),
        due_letters=tuple(one for one in wanted if not _offered(one, firsts)) if may.issue else (),
        letters=issued,
        attachments=documents.attached(case_id),
        releases=documents.given_out(case_id),
        similar=near,
        related=tuple(_neighbour(one) for one in told.related),
        may=may,
        document=published.document(actor, found),
        publishable=published.publishable(actor, found, max((one.near.cases for one in near), default=0)),
        applied=panel.applied(actor, found),
    )


def may_of(actor: Actor, found: Opened) -> May:
    """What the actor may do on the case beside its steps."""
    one = found.envelope

    def has(*rights: str) -> bool:
        return any(actor.may(right, one.body_id, one.body_path, one.unit_id) for right in rights)

    return May(has(*ISSUING), has(*RELEASING), has("personal.unmask"), has(*PEOPLE))


def light_of(told: Sheet) -> Light:
    """The light of a case: derived on the day asked, as in a list."""
    if not told.is_open:
        return Light("closed")
    if told.late:
        return Light("late", told.days_left)
    if told.due is None or told.due.on is None:
        return Light("waiting" if told.waits or told.due else "calm")
    if told.promised and told.promised.on < told.asked_on:
        return Light("promise", left_until(national(), told.asked_on, told.promised.on))
    near = told.promised is not None and told.promised.on <= soon_through(told.asked_on)
    return Light("soon" if near or (told.days_left or 0) <= SOON else "calm", told.days_left)


def _offered(letter: DueLetter, firsts: tuple[Offer, ...]) -> bool:
    """Whether a letter stands among the steps already."""
    return not letter.party and any(one.href.endswith(f"letter={letter.key}&event={letter.event}") for one in firsts)


def _similar(actor: Actor, found: Opened, told: Sheet) -> tuple[Alike, ...]:
    if told.procedure.key != "information_request" or not told.is_open:
        return ()
    lawful = {one.step for one in told.steps if one.lawful}
    step = next((key for key in ("proposed", "decided") if key in lawful), "")
    return tuple(
        Alike(
            one,
            outcome(told.procedure.key, one.outcome),
            f"/desk/cases/{told.id}/steps/{step}?like={one.case_id}" if step and one.outcome else "",
        )
        for one in near.near(actor, found.envelope.wording_id, told.id)
    )


def _neighbour(one: RelatedFacts) -> Neighbour:
    return Neighbour(one.id, one.relation, one.number, procedure_name(one.procedure), stage(one.procedure, one.state))
