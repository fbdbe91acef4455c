"""Cases: lists, one case whole, its clocks, its steps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Annotated, Any, Literal, cast

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from zhengwu.api.answers import After, Limit, answer, page, page_of, told
from zhengwu.api.asking import ANYBODY
from zhengwu.api.ledgers import inbox_place
from zhengwu.api.once import once, once_but_secret
from zhengwu.api.procedures import StepShape, step_fragment
from zhengwu.api.said import ApplicantSaid, Fields, Key, said_event
from zhengwu.api.shapes import LARGEST, Day, Id, Optional, PathId, Said, Whole
from zhengwu.records.cases import actions, alike, lights, queries
from zhengwu.records.cases.actions import Taken
from zhengwu.records.cases.alike import Similar
from zhengwu.records.cases.lights import Lights
from zhengwu.records.cases.opening import Opened, Opening
from zhengwu.records.cases.queries import Line
from zhengwu.records.cases.sheet import opened, sheet, steps
from zhengwu.records.cases.shown import ClockFacts, NextFacts, Sheet
from zhengwu.records.cases.wanted import Wanted
from zhengwu.records.troubles import invalid
from zhengwu.visits import Asked

router = Router()
OptionalId = Annotated[int | None, Query(ge=1, le=LARGEST)]
OptionalDay = Annotated[Day | None, Query()]
Word = Annotated[str, Query(max_length=60)]
PARTS: Callable[[Line], tuple[Any, ...]] = attrgetter(*Line.__slots__)


@dataclass(frozen=True, slots=True)
class Lit(Line):
    """A line of a list with its light: late, promise, soon, waiting, calm or closed."""

    light: str


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step for the asker: lawful now or why not, and, for a form, the step with its fields."""

    step: StepShape
    lawful: bool
    code: str
    zh: str
    en: str
    basis: str
    field: str


class Filters(Said):
    """Which cases a list shows."""

    procedure: Word = ""
    body_id: OptionalId = None
    unit_id: OptionalId = None
    handler_id: OptionalId = None
    state: Word = ""
    outcome: Word = ""
    is_open: bool | None = None
    due_through: OptionalDay = None
    late: bool = False
    wording_id: OptionalId = None
    about_id: OptionalId = None
    text: Word = ""

    def wanted(self, on: date) -> Wanted:
        """The same for the records."""
        return Wanted(**self.model_dump(exclude={"late", "after", "limit"}), late_on=on if self.late else None)


class StepSaid(Said):
    """A step to be taken: its key, its day (today if left out), what its fields say.

    `expected` is the number of events that the caller has seen; if there are more by now, nothing is done (409).
    """

    event: Key
    on: Day | None = None
    expected: Whole | None = None
    fields: Fields = Field(default_factory=dict)


class StrikeSaid(Said):
    """Why an entry is struck out."""

    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    expected: Whole | None = None


class NewCase(Said):
    """A case of a procedure other than the request: a record correction, a review or a suit about another case."""

    procedure: Literal["record_correction", "administrative_review", "lawsuit"]
    body_id: Id
    on: Day | None = None
    fields: Fields = Field(default_factory=dict)
    applicant: ApplicantSaid | None = None
    about_id: Id | None = None
    unit_id: Id | None = None
    title: Optional = ""


FIRST = {"record_correction": "received", "administrative_review": "notified", "lawsuit": "notified"}


@router.get("/cases", response=told(page_of(Lit)))
def inbox(request: Asked, filters: Query[Filters], after: After = None, limit: Limit = 50) -> HttpResponse:
    """The cases that the caller may see, the most urgent first.

    `text` is a number or how it begins, a part of a party's name, or words of a title; 500 cases are found at most, the
    newest.
    """
    found = queries.inbox(request.actor, filters.wanted(request.on), after=inbox_place(after), limit=limit + 1)
    soon = lights.soon_through(request.on)
    lit = [_lit(line, lights.light(lights.days_of(line), request.on, soon)) for line in found]
    return page(lit, limit, lambda line: (line.sort_on.isoformat(), line.id))


@router.get("/cases/counts", response=told(Lights))
def counts(request: Asked, filters: Query[Filters]) -> HttpResponse:
    """How many open cases of that list are late, due soon, waiting and calm; 1001 means more than a thousand."""
    return answer(lights.counts(request.actor, filters.wanted(request.on), request.on))


@router.post("/cases", auth=ANYBODY, response=told(Opened, 201))
@once_but_secret
def open_case(request: Asked, said: NewCase) -> HttpResponse:
    """Opens a record correction (anybody), a review or a suit (staff); the secret is shown once."""
    event = said_event(request, FIRST[said.procedure], said.on, said.fields)
    applicant = said.applicant.applicant() if said.applicant else None
    if said.procedure == "record_correction" and applicant is None:
        raise invalid("field_missing", "请填写申请人。", "Give the applicant.", where="applicant")
    opening = Opening(applicant, unit_id=said.unit_id, title=said.title, about_id=said.about_id)
    made = actions.open_case(said.procedure, said.body_id, [event], opening, by=request.actor, at=request.at)
    return answer(made, 201)


@router.get("/cases/{case_id}", response=told(Sheet))
def case(request: Asked, case_id: PathId) -> HttpResponse:
    """One case whole: the four facts, clocks with their explanation, items, events, parties, next steps."""
    return answer(sheet(request.actor, case_id, request.on))


@router.get("/cases/{case_id}/steps", response=told(list[StepShown]))
def next_steps(request: Asked, case_id: PathId) -> HttpResponse:
    """Every step of the case: lawful now for the caller, or why not; with the fields that it asks for."""
    found = opened(request.actor, case_id)
    return answer(shown_steps(found.rules.key, steps(request.actor, found, request.on)))


@router.post("/cases/{case_id}/steps", response=told(Taken, 201))
@once
def take(request: Asked, case_id: PathId, said: StepSaid) -> HttpResponse:
    """Takes a step. What the law does not allow is refused in words, with the article."""
    event = said_event(request, said.event, said.on, said.fields)
    taken = actions.take(case_id, event, by=request.actor, at=request.at, expected=said.expected)
    return answer(taken, 201)


@router.post("/cases/{case_id}/events/{number}/strike", response=told(Taken, 201))
@once
def strike(request: Asked, case_id: PathId, number: PathId, said: StrikeSaid) -> HttpResponse:
    """Strikes out an event that was entered by mistake; it stays on file, marked."""
    taken = actions.strike(
        case_id, number, said.reason, by=request.actor, at=request.at, on=request.on, expected=said.expected
    )
    return answer(taken, 201)


@router.get("/cases/{case_id}/clock", response=told(list[ClockFacts]))
def clock(request: Asked, case_id: PathId) -> HttpResponse:
    """Every clock of the case, each day explained: start, days skipped and why, pauses, extension, article."""
    return answer(opened(request.actor, case_id).file.clocks)


@router.get("/cases/{case_id}/similar", response=told(list[Similar]))
def similar(request: Asked, case_id: PathId) -> HttpResponse:
    """Requests worded like this one, the likest first."""
    return answer(alike.similar(request.actor, queries.row_of(request.actor, case_id)))


def shown_steps(procedure: str, found: tuple[NextFacts, ...]) -> list[StepShown]:
    """The steps with their fields; a step is the same JSON every time, so it is made once."""
    return [
        StepShown(
            cast("Any", step_fragment(procedure, one.step)), one.lawful, one.code, one.zh, one.en, one.basis, one.field
        )
        for one in found
    ]


def _lit(line: Line, light: str) -> Lit:
    return Lit(*(*PARTS(line), light))
