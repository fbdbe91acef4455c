"""Letters (文书): which ones a case wants, each as it would be, issued, fetched as a file, served, withdrawn."""

from contextlib import suppress
from datetime import date
from typing import Annotated, Literal

import orjson
from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field, StringConstraints

from zhengwu.api.answers import answer, told
from zhengwu.api.once import once
from zhengwu.api.said import Key
from zhengwu.api.shapes import Day, Id, Optional, PathId, Said, Whole, YesNo
from zhengwu.api.tracking import Receipt
from zhengwu.api.uploads import binary, download
from zhengwu.records.cases import tracking
from zhengwu.records.cases.queries import row_of
from zhengwu.records.documents.kinds import KINDS
from zhengwu.records.letters import actions, due, gathering, queries, serving, showing
from zhengwu.records.letters.due import DueLetter
from zhengwu.records.letters.gathering import Choosing, Previewed
from zhengwu.records.letters.queries import LetterFacts
from zhengwu.records.letters.serving import Issue, Served, Serving, Withdrawal
from zhengwu.records.letters.showing import Papers
from zhengwu.records.troubles import Trouble
from zhengwu.visits import Asked

router = Router()
FileKind = Literal["docx", "pdf", "html", "text"]
KindAsked = Annotated[FileKind, Query()]
FILES = binary(KINDS["docx"].media_type, KINDS["pdf"].media_type, "text/html", "text/plain")
Typed = Annotated[str, StringConstraints(strict=True, max_length=20_000)]
Values = Annotated[dict[Key, Typed], Field(max_length=40, description="what is typed, by placeholder")]
Channel = Literal["counter", "other_agency", "mail", "electronic"]


class Chosen(Said):
    """Which letter: the one that event `event` calls for (0 or none: no event does), to which party, on which item.

    `values` adds what the file does not tell, or says it otherwise; dates are written 2026-01-31.
    """

    key: Key
    event: Whole = 0
    party: Optional = ""
    item: Annotated[str, StringConstraints(strict=True, max_length=8)] = ""
    issued_on: Day | None = None
    values: Values = Field(default_factory=dict)

    def choosing(self) -> Choosing:
        """The same for the records."""
        return Choosing(self.key, self.event, self.party, self.item, self.values)


class NewLetter(Chosen):
    """A letter to be issued. `series` names a series of numbers other than the procedure's own."""

    series: Annotated[str, StringConstraints(strict=True, strip_whitespace=True, max_length=20)] = ""


class DeliverySaid(Said):
    """A delivery. `signed_on` is the day of receipt, or of entry into the applicant's system.

    Where a step of the procedure follows from it, that step is taken too, unless `with_step` is false.
    """

    channel: Channel
    sent_on: Day | None = None
    signed_on: Day | None = None
    recipient: Annotated[str, StringConstraints(strict=True, strip_whitespace=True, max_length=100)] = ""
    proof_id: Id | None = None
    note: Annotated[str, StringConstraints(strict=True, strip_whitespace=True, max_length=300)] = ""
    with_step: YesNo = True

    def serving(self, on: date) -> Serving:
        """The same for the records."""
        return Serving(**{**self.model_dump(), "sent_on": self.sent_on or self.signed_on or on})


class Reason(Said):
    """Why."""

    reason: Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=500)]


class LetterWanted(Receipt):
    """A letter to be fetched by the applicant, and the kind of file."""

    kind: FileKind = "pdf"


@router.get("/cases/{case_id}/letters", response=told(list[LetterFacts]))
def listed(request: Asked, case_id: PathId) -> HttpResponse:
    """The letters of a case with their deliveries, void ones too."""
    row_of(request.actor, case_id)
    return answer(queries.letters(request.actor, case_id))


@router.get("/cases/{case_id}/letters/due", response=told(list[DueLetter]))
def wanted(request: Asked, case_id: PathId) -> HttpResponse:
    """The letters that the case wants now: which event calls for each, since when, on which items, to whom."""
    return answer(due.due_letters(request.actor, case_id))


@router.post("/cases/{case_id}/letters/preview", response=told(Previewed))
def preview(request: Asked, case_id: PathId, said: Chosen) -> HttpResponse:
    """A letter as it would be, as text and HTML, with the values found, those still missing and what to check."""
    on = said.issued_on or request.on
    return answer(gathering.preview(case_id, said.choosing(), by=request.actor, on=on))


@router.post("/cases/{case_id}/letters", response=told(LetterFacts, 201))
def issue(request: Asked, case_id: PathId, said: NewLetter) -> HttpResponse:
    """Issues a letter under the next document number, and makes its Word and PDF files.

    The files are made after the letter is on file; where that fails they are made when they are first asked for.
    """
    response = _issue(request, case_id, said)
    with suppress(Trouble, OSError):
        actions.print_out(orjson.loads(response.content)["id"], by=request.actor, at=request.at)
    return response


@once
def _issue(request: Asked, case_id: int, said: NewLetter) -> HttpResponse:
    wish = Issue(said.choosing(), said.issued_on or request.on, said.series)
    return answer(serving.issue_due(case_id, wish, by=request.actor, at=request.at), 201)


@router.get("/letters/{letter_id}/file", response=told(None), openapi_extra=FILES)
def file(request: Asked, letter_id: PathId, kind: KindAsked = "pdf") -> HttpResponse:
    """A letter as a file: docx, pdf, html or text. Word and PDF are made once; everybody gets the same bytes."""
    return download(actions.document(letter_id, kind, by=request.actor, at=request.at))


@router.post("/letters/{letter_id}/deliveries", response=told(Served, 201))
@once
def serve(request: Asked, letter_id: PathId, said: DeliverySaid) -> HttpResponse:
    """Records a delivery, and with it the step that follows on the day that the law counts; both or neither."""
    wish = said.serving(request.on)
    return answer(serving.serve(letter_id, wish, by=request.actor, at=request.at), 201)


@router.post("/letters/{letter_id}/withdraw", response=told(Withdrawal))
@once
def withdraw(request: Asked, letter_id: PathId, said: Reason) -> HttpResponse:
    """Makes a letter void. Its number stays taken; steps on file stay, and the answer names them."""
    return answer(serving.withdraw(letter_id, said.reason, by=request.actor, at=request.at))


@router.get("/bodies/{body_id}/letters/void", response=told(list[str]))
def void(request: Asked, body_id: PathId, year: Annotated[int, Query(ge=1900, le=2199)]) -> HttpResponse:
    """The document numbers of a body and year whose letters were withdrawn."""
    return answer(queries.void_numbers(request.actor, body_id, year))


@router.post("/tracking/papers", auth=None, response=told(Papers))
def papers(request: Asked, said: Receipt) -> HttpResponse:
    """The letters and documents that the applicant may fetch: what was delivered, and what was given out with it."""
    return answer(showing.papers(_followed(request, said)))


@router.post("/tracking/letters/{letter_id}", auth=None, response=told(None), openapi_extra=FILES)
def own_letter(request: Asked, letter_id: PathId, said: LetterWanted) -> HttpResponse:
    """A letter as a file, for its applicant."""
    case_id = _followed(request, said)
    return download(showing.letter(case_id, letter_id, said.kind, at=request.at, address=request.address))


@router.post("/tracking/releases/{release_id}", auth=None, response=told(None), openapi_extra=binary())
def own_release(request: Asked, release_id: PathId, said: Receipt) -> HttpResponse:
    """A document that was given out, for its applicant."""
    case_id = _followed(request, said)
    return download(showing.release(case_id, release_id, at=request.at, address=request.address))


def _followed(request: Asked, said: Receipt) -> int:
    return tracking.followed(said.number, said.secret, at=request.at, address=request.address)
