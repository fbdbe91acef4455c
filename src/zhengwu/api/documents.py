"""Documents: files put on a case, fetched and withdrawn; copies given out with their proof; what is withheld.

A proof of a redaction is made within the request, outside of any transaction. It takes about a tenth of a second a
page, which is why a PDF of more than 100 pages and a file of more than 20 MB is refused: split it.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import BeforeValidator, Field, StringConstraints

from zhengwu.api.answers import answer, told
from zhengwu.api.letters import Reason
from zhengwu.api.once import once
from zhengwu.api.shapes import LARGEST, Day, Line, PathId, Said
from zhengwu.api.uploads import LARGEST_FROM_OUTSIDE, Sent, binary, described, download, sent
from zhengwu.records.cases import tracking
from zhengwu.records.cases.queries import row_of
from zhengwu.records.documents import actions, queries, releasing
from zhengwu.records.documents.actions import Receiving
from zhengwu.records.documents.queries import AttachmentFacts, ReleaseFacts
from zhengwu.records.documents.releasing import MOST_BYTES, Ready, Released, Releasing
from zhengwu.records.people.actors import PUBLIC
from zhengwu.statute.redaction.model import Confirmation, Proof
from zhengwu.visits import Asked

router = Router()
Word = Annotated[str, StringConstraints(strict=True, max_length=40)]
Number = Annotated[str, StringConstraints(strict=True, max_length=8)]
Title = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, max_length=200)]
Passages = Annotated[list[Annotated[str, StringConstraints(strict=True, max_length=4000)]], Field(max_length=500)]
Through = Annotated[Day | None, Query(description="today if left out")]


def _empty(value: Any) -> Any:
    """A field of a form that was left empty says nothing."""
    return None if value == "" else value


class Received(Said):
    """What a file is to the case."""

    role: Word
    title: Title = ""
    item_number: Number = ""


class FromOutside(Received):
    """A file of the applicant, with the number and the secret of the receipt."""

    number: Line
    secret: Line


class ToRelease(Said):
    """What is given out of an item. Without an original the file is given whole, only cleaned.

    `passages` are the withheld words as they stand in the original; `pages` are those that show pictures and that
    whoever signed in to send this has looked at and vouches for. A system names that person in `confirmed_by`.
    """

    item_number: Number
    original_id: Annotated[Annotated[int, Field(ge=1, le=LARGEST)] | None, BeforeValidator(_empty)] = None
    passages: Passages = Field(default_factory=list)
    reassess_on: Annotated[Day | None, BeforeValidator(_empty)] = None
    confirmed_by: Annotated[str, StringConstraints(strict=True, strip_whitespace=True, max_length=60)] = ""
    pages: Annotated[list[Annotated[int, Field(ge=1, le=10_000)]], Field(max_length=1000)] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ProofFinding:
    """Something that stands against the copy, or, if `cured`, that its cleaning has taken away."""

    code: str
    where: str
    sentence: str
    gloss: str
    passage: int | None
    cured: bool


@dataclass(frozen=True, slots=True)
class ProofShown:
    """Whether the copy may be given out, and every finding. `unseen` are the pages that a person must look at."""

    passed: bool
    kind: str
    compared: int
    unseen: tuple[int, ...]
    confirmed_by: str
    original_sha256: str
    redacted_sha256: str
    cleaned_sha256: str
    findings: tuple[ProofFinding, ...]


@router.get("/cases/{case_id}/documents", response=told(list[AttachmentFacts]))
def listed(request: Asked, case_id: PathId) -> HttpResponse:
    """The files of a case in the order in which they came, withdrawn ones too."""
    row_of(request.actor, case_id)
    return answer(queries.attachments(request.actor, case_id))


@router.post("/cases/{case_id}/documents", response=told(AttachmentFacts, 201), openapi_extra=described(Received))
def receive(request: Asked, case_id: PathId) -> HttpResponse:
    """Puts a file on a case, untouched. Its kind is told by its content; the same file again is the one there."""
    row_of(request.actor, case_id)
    return _receive(request, case_id, sent(request, Received))


@router.get("/documents/{document_id}/file", response=told(None), openapi_extra=binary())
def file(request: Asked, document_id: PathId) -> HttpResponse:
    """A file of a case. Opening what an applicant sent is entered in the journal."""
    copy = actions.open_file(document_id, by=request.actor, at=request.at, address=request.address)
    return download(copy)


@router.post("/documents/{document_id}/withdraw", response=told(AttachmentFacts))
@once
def withdraw(request: Asked, document_id: PathId, said: Reason) -> HttpResponse:
    """Takes a file out of use; it stays on file with the reason."""
    return answer(actions.withdraw(document_id, said.reason, by=request.actor, at=request.at))


@router.post(
    "/tracking/documents", auth=None, response=told(AttachmentFacts, 201), openapi_extra=described(FromOutside)
)
def receive_from_outside(request: Asked) -> HttpResponse:
    """A file of the applicant: application, identity, correction or payment; at most 30 MB, and 50 files a case."""
    came = sent(request, FromOutside, most=LARGEST_FROM_OUTSIDE)
    case_id = tracking.followed(came.said.number, came.said.secret, at=request.at, address=request.address)
    return _receive(request, case_id, came)


@router.get("/cases/{case_id}/releases", response=told(list[ReleaseFacts]))
def released(request: Asked, case_id: PathId) -> HttpResponse:
    """What was given out of a case, each with its proof."""
    row_of(request.actor, case_id)
    return answer(queries.releases(request.actor, case_id))


@router.post("/cases/{case_id}/releases/check", response=told(ProofShown), openapi_extra=described(ToRelease))
def check(request: Asked, case_id: PathId) -> HttpResponse:
    """The proof of a redacted copy, without giving anything out: every finding with its place."""
    row_of(request.actor, case_id)
    proof = releasing.check(case_id, _wish(request), by=request.actor)
    return answer(_shown(proof))


@router.post("/cases/{case_id}/releases", response=told(Released, 201), openapi_extra=described(ToRelease))
def release(request: Asked, case_id: PathId) -> HttpResponse:
    """Gives out the cleaned copy if its proof is passed; the refusal tells every finding."""
    row_of(request.actor, case_id)
    ready = releasing.ready(case_id, _wish(request), by=request.actor, at=request.at)
    return _release(request, case_id, ready)


@router.get("/releases/{release_id}/file", response=told(None), openapi_extra=binary())
def released_file(request: Asked, release_id: PathId) -> HttpResponse:
    """A file that was given out."""
    return download(releasing.open_release(release_id, by=request.actor))


@router.get("/ledgers/withheld", response=told(list[ReleaseFacts]))
def withheld(request: Asked, through: Through = None) -> HttpResponse:
    """What was withheld and is to be looked at again by that day, the oldest first, at most 200 (条例第十八条)."""
    return answer(queries.to_reassess(request.actor, through or request.on))


@once
def _receive(request: Asked, case_id: int, came: Sent[Any]) -> HttpResponse:
    by = PUBLIC if isinstance(came.said, FromOutside) else request.actor
    said = came.said
    received = Receiving(came.content, came.name, said.role, said.title, said.item_number)
    return answer(actions.receive(case_id, received, by=by, at=request.at), 201)


@once
def _release(request: Asked, case_id: int, ready: Ready) -> HttpResponse:
    return answer(releasing.give_out(case_id, ready, by=request.actor, at=request.at), 201)


def _wish(request: Asked) -> Releasing:
    came = sent(request, ToRelease, most=MOST_BYTES)
    said = came.said
    name = request.actor.name if request.actor.kind == "person" else said.confirmed_by
    confirmation = Confirmation(name, request.on, tuple(said.pages)) if said.pages else None
    return Releasing(
        said.item_number,
        came.content,
        came.name,
        said.original_id,
        tuple(said.passages),
        confirmation,
        said.reassess_on,
    )


def _shown(proof: Proof) -> ProofShown:
    found = tuple(
        ProofFinding(one.code, one.where, one.sentence, one.gloss, one.passage, one.cured) for one in proof.findings
    )
    return ProofShown(
        proof.passed,
        proof.kind,
        proof.compared,
        proof.unseen,
        proof.confirmed_by,
        proof.original_sha256,
        proof.redacted_sha256,
        proof.cleaned_sha256,
        found,
    )
