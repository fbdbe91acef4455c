"""What is done to annual reports: figures and texts entered, checked, signed, published, corrected, imported."""

from dataclasses import dataclass
from typing import Annotated

from django.http import HttpResponse
from ninja import File, Router
from ninja.files import UploadedFile
from pydantic import Field, StringConstraints

from zhengwu.api.answers import answer, nothing, told
from zhengwu.api.once import once
from zhengwu.api.reports import Key, Note, Year
from zhengwu.api.shapes import Passage, PathId, Said
from zhengwu.records.reports import actions, issuing
from zhengwu.records.reports.checking import Checked
from zhengwu.records.reports.issuing import LARGEST_FILE
from zhengwu.records.troubles import invalid
from zhengwu.visits import Asked

router = Router()
Reason = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=1000)]
FindingId = Annotated[str, StringConstraints(strict=True, max_length=60)]


class TextSaid(Said):
    """The text of a part. Figures stand in braces, `{requests.received.total}`; empty: back to the starting text."""

    text: Passage


class Signature(Said):
    """Why it is signed in spite of errors: a reason for each, by the finding's id. Each is printed in the report."""

    reasons: Annotated[dict[FindingId, Note], Field(default_factory=dict, max_length=100)]


class Correction(Said):
    """Why a signed report is corrected; it is printed in the new version."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Versioned:
    """The version that it is now."""

    version: int


@router.put("/reports/{body_id}/{year}/texts/{part}", response=told(None, 204))
def put_text(request: Asked, body_id: PathId, year: Year, part: Key, said: TextSaid) -> HttpResponse:
    """Writes the text of a part."""
    actions.put_text(body_id, year, part, said.text, by=request.actor, at=request.at)
    return nothing()


@router.post("/reports/{body_id}/{year}/check", response=told(list[Checked]))
@once
def check(request: Asked, body_id: PathId, year: Year) -> HttpResponse:
    """Checks the figures, the documents made of them, and those read back; gives the findings, gravest first."""
    return answer(actions.check(body_id, year, by=request.actor, at=request.at))


@router.post("/reports/{body_id}/{year}/sign", response=told(Versioned))
@once
def sign(request: Asked, body_id: PathId, year: Year, said: Signature) -> HttpResponse:
    """Signs the checked report (签发): it is frozen, and its documents are issued."""
    return answer(Versioned(issuing.sign(body_id, year, reasons=said.reasons, by=request.actor, at=request.at)))


@router.post("/reports/{body_id}/{year}/publish", response=told(Versioned))
@once
def publish(request: Asked, body_id: PathId, year: Year) -> HttpResponse:
    """Publishes the signed report (公布)."""
    return answer(Versioned(issuing.publish(body_id, year, by=request.actor, at=request.at)))


@router.post("/reports/{body_id}/{year}/corrections", response=told(Versioned, 201))
@once
def correct(request: Asked, body_id: PathId, year: Year, said: Correction) -> HttpResponse:
    """Opens a new version of a signed report (更正)."""
    made = actions.correct(body_id, year, reason=said.reason, by=request.actor, at=request.at)
    return answer(Versioned(made), 201)


@router.post("/reports/{body_id}/{year}/import", response=told(Versioned, 201))
@once
def take_in(request: Asked, body_id: PathId, year: Year, file: File[UploadedFile]) -> HttpResponse:
    """Takes in a report of that year that was signed elsewhere: HTML, DOCX, PDF, XLSX, text or JSON."""
    if (file.size or 0) > LARGEST_FILE:
        raise invalid("too_large", "文件过大（至多20MB）。", "The file is too large (20 MB at most).", where="file")
    name = (file.name or "report")[:200]
    made = issuing.import_report(body_id, year, file.read(), name, by=request.actor, at=request.at)
    return answer(Versioned(made), 201)
