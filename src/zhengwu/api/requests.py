"""Information requests (依申请公开): handed in online by anybody, or taken down by staff from any channel."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field, StringConstraints

from zhengwu.api.answers import told
from zhengwu.api.asking import ANYBODY
from zhengwu.api.once import gathered
from zhengwu.api.said import ApplicantSaid, said_event
from zhengwu.api.shapes import Day, Id, Optional, Said, YesNo
from zhengwu.records.cases import actions
from zhengwu.records.cases.opening import Opened, Opening
from zhengwu.records.cases.shown import Named
from zhengwu.records.drafts import turns
from zhengwu.records.outbox.actions import Claim
from zhengwu.records.troubles import forbidden
from zhengwu.statute.procedures import model as statute
from zhengwu.statute.procedures.information_request.intake import RECEIPT_DAY
from zhengwu.visits import Asked

router = Router()
KEY = "information_request"
Item = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=4000)]
Help = Annotated[str, StringConstraints(strict=True, max_length=500)]


class NewRequest(Said):
    """A request for information, item by item.

    The public hands in online, today. Staff name the channel and the day; with `register_now` the request is
    registered at once, where the channel lets that day be the day of receipt.
    """

    body_id: Id
    items: Annotated[list[Item], Field(min_length=1, max_length=50)]
    applicant: ApplicantSaid
    channel: Literal["counter", "registered_mail", "ordinary_mail", "online", "fax", "oral"] = "online"
    on: Day | None = None
    signed_on: Day | None = None
    delivery_form: Optional = ""
    assistance: Help = ""
    register_now: YesNo = False
    unit_id: Id | None = None


@dataclass(frozen=True, slots=True)
class Submitted:
    """A request that is on file now. `secret` opens it to its applicant, with the number; it is shown once.

    `receipt` says which day counts as the day of receipt, from which the time to answer runs.
    """

    case_id: int
    number: str
    secret: str
    length: int
    state: str
    receipt: Named


@router.post("/requests", auth=ANYBODY, response=told(Submitted, 201))
def submit(request: Asked, said: NewRequest) -> HttpResponse:
    """Hands in a request, sixty an hour from one address. Under one Idempotency-Key it makes no second case."""
    outside = request.actor.kind == "public"
    if outside and (said.channel != "online" or said.register_now or said.unit_id is not None):
        raise forbidden(
            "case.register",
            "网上提交只能使用 online 渠道，登记和分办由行政机关办理。",
            "Online, the channel is `online`; registering and assigning are for the office.",
        )
    opening = Opening(said.applicant.applicant(), unit_id=said.unit_id)
    events, limited = _events(request, said), outside and turns.limited("submit")

    def deed(claim: Claim | None) -> Opened:
        if limited:
            turns.take("submit", request.address, at=request.at)
        by, at = request.actor, request.at
        return actions.open_case(KEY, said.body_id, events, opening, by=by, at=at, claim=claim)

    state = "received" if said.register_now else "submitted"
    receipt = Named(RECEIPT_DAY.code, *RECEIPT_DAY.reason)
    shape = lambda made: Submitted(made.case_id, made.number, made.secret, made.length, state, receipt)  # noqa: E731
    return gathered(request, deed, shape, alone=limited)


def _events(request: Asked, said: NewRequest) -> list[statute.Event]:
    told: dict[str, Any] = {
        "channel": said.channel,
        "items": said.items,
        "signed_on": said.signed_on,
        "delivery_form": said.delivery_form,
        "assistance": said.assistance,
        "filled_by_staff": True if request.actor.kind != "public" else None,
    }
    first = said_event(request, "submitted", said.on, {key: value for key, value in told.items() if value})
    if not said.register_now:
        return [first]
    return [first, said_event(request, "received", said.signed_on or said.on, {})]
