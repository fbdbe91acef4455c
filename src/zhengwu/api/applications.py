"""Applications for service items, handed in by staff or pushed by another system that took them in.

The public applies on the portal, where files are looked into as they come. A system names each application by its own
`source_key`: sent again, whatever happened in between, it makes no second case. Files follow by
`/cases/{case_id}/attachments`; what becomes of the case is told by `/changes`.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import Field, StringConstraints

from zhengwu.api.answers import told
from zhengwu.api.once import gathered
from zhengwu.api.shapes import Day, Id, Line, Optional, Said, YesNo
from zhengwu.records.approvals import actions
from zhengwu.records.approvals.holders import Holder
from zhengwu.records.approvals.submitting import Given, Submission, Submitted
from zhengwu.records.outbox.actions import Claim
from zhengwu.visits import Asked

router = Router()
Key = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=60)]
Answer = Annotated[str, StringConstraints(strict=True, max_length=4000)]
Answers = Annotated[dict[Key, Answer], Field(max_length=100)]
Filled = Annotated[dict[Key, list[Answer]], Field(max_length=300)]
SourceKey = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=100)]


class HolderSaid(Said):
    """Whom the result is for: name, identity number or credit code, and how to reach them."""

    name: Line
    code: Optional = ""
    kind: Literal[
        "natural_person", "enterprise", "institution", "social_organisation", "unincorporated", "administrative_body",
        "other_organisation",
    ] = "natural_person"  # fmt: skip
    phone: Optional = ""
    address: Optional = ""


class MaterialSaid(Said):
    """A material: an original that was seen, or where another system has it from. Licences on file are found by us."""

    key: Key
    original_seen: YesNo = False
    reused_from: Optional = ""
    note: Optional = ""


class NewApplication(Said):
    """An application for an item as it holds on the day.

    `answers` are those of the item's questions, `filled` those of its form, each a list of texts. `deferred` names
    materials that are promised to follow, `commits` chooses notice and commitment. `incomplete` is for staff who take
    in what is not complete, to be corrected by one notice.
    """

    item_id: Id
    holder: HolderSaid
    answers: Answers = Field(default_factory=dict)
    filled: Filled = Field(default_factory=dict)
    materials: Annotated[list[MaterialSaid], Field(max_length=100)] = Field(default_factory=list)
    deferred: Annotated[list[Key], Field(max_length=100)] = Field(default_factory=list)
    commits: YesNo = False
    mandate: Optional = ""
    about_licence_id: Id | None = None
    channel: Literal["counter", "online", "mail", "kiosk", "system"] = "online"
    received_on: Day | None = None
    incomplete: YesNo = False
    source_key: SourceKey | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """An application on file. `secret` opens it to its applicant, with the number; it is told once."""

    case_id: int
    application_id: int
    number: str
    secret: str


@router.post("/applications", response=told(Handed, 201))
def submit(request: Asked, said: NewApplication) -> HttpResponse:
    """Hands in an application. Under one Idempotency-Key, or one source_key of its body, it makes no second case."""

    def deed(claim: Claim | None) -> Submitted:
        what, by, at = _submission(said), request.actor, request.at
        return actions.submit(said.item_id, what, by=by, at=at, source_key=said.source_key, claim=claim)

    return gathered(request, deed, lambda made: Handed(made.case_id, made.application_id, made.number, made.secret))


def _submission(said: NewApplication) -> Submission:
    return Submission(
        answers=said.answers,
        filled=said.filled,
        holder=Holder(**said.holder.model_dump()),
        channel=said.channel,
        mandate=said.mandate,
        materials=tuple(Given(**one.model_dump()) for one in said.materials),
        deferred=tuple(said.deferred),
        commits=said.commits,
        about=said.about_licence_id,
        received_on=said.received_on,
        incomplete=said.incomplete,
    )
