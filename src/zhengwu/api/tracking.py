"""Following a case from outside: by its number and the secret of its receipt, without signing in."""

from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field, StringConstraints

from zhengwu.api.answers import answer, told
from zhengwu.api.once import once
from zhengwu.api.said import Fields, Key
from zhengwu.api.shapes import Line, Said, Whole
from zhengwu.records.cases import tracking
from zhengwu.records.cases.actions import Taken
from zhengwu.records.cases.tracking import Tracked
from zhengwu.statute.procedures import model as statute
from zhengwu.visits import Asked

router = Router()
Text = Annotated[str, StringConstraints(strict=True, max_length=4000)]


class Receipt(Said):
    """What stands on a receipt."""

    number: Line
    secret: Line


class OwnStep(Receipt):
    """A step of the applicant: confirmed, correction_received, reason_received or withdrawn."""

    event: Key
    fields: Fields = Field(default_factory=dict)
    expected: Whole | None = None


class Opinion(Receipt):
    """What a third party, a co-maker or another agency says to disclosure."""

    opinion: Literal["agrees", "objects"]
    text: Text = ""


@router.post("/tracking", auth=None, response=told(Tracked))
def track(request: Asked, said: Receipt) -> HttpResponse:
    """Where the case stands, by when it is to be answered and why, and what the applicant can do now."""
    case_id = tracking.followed(said.number, said.secret, at=request.at, address=request.address)
    return answer(tracking.tracked(case_id, request.on))


@router.post("/tracking/steps", auth=None, response=told(Taken, 201))
def step(request: Asked, said: OwnStep) -> HttpResponse:
    """Takes a step as the applicant."""
    case_id = tracking.followed(said.number, said.secret, at=request.at, address=request.address)
    return _step(request, case_id, said)


@once
def _step(request: Asked, case_id: int, said: OwnStep) -> HttpResponse:
    event = statute.Event(said.event, request.on, says=said.fields)
    return answer(tracking.apply(case_id, event, at=request.at, expected=said.expected), 201)


@router.post("/opinions", auth=None, response=told(Taken, 201))
def opinion(request: Asked, said: Opinion) -> HttpResponse:
    """Gives an opinion, with the number and the secret of the letter that asked for it."""
    case_id, party = tracking.asked(said.number, said.secret, at=request.at, address=request.address)
    return _opinion(request, case_id, party, said)


@once
def _opinion(request: Asked, case_id: int, party: str, said: Opinion) -> HttpResponse:
    taken = tracking.give_opinion(case_id, party, said.opinion, said.text, on=request.on, at=request.at)
    return answer(taken, 201)
