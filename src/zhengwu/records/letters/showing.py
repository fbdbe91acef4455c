"""What an applicant is given of the letters and documents of the case, once the counter has checked the secret.

No decision is shown before it is delivered, and nothing that goes to somebody else. A letter that was sent
electronically may be fetched here: that is how it arrives. Every opening is entered in the journal.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhengwu.records.cases.sheet import Opened, envelope_of, replayed
from zhengwu.records.documents.actions import DOCUMENT, Copy
from zhengwu.records.documents.models import Release
from zhengwu.records.documents.store import content_of
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.letters.actions import deliveries_of, printed
from zhengwu.records.letters.due import addressee
from zhengwu.records.letters.models import Letter
from zhengwu.records.letters.queries import LETTER
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.troubles import missing


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter, or a document that was given out, as its applicant sees it listed."""

    id: int
    title: str
    document_number: str
    item: str
    on: date


@dataclass(frozen=True, slots=True)
class Papers:
    """Everything of a case that its applicant may fetch."""

    letters: tuple[Paper, ...]
    releases: tuple[Paper, ...]


def papers(case_id: int) -> Papers:
    """What the applicant may fetch, in the order in which it came."""
    return Papers(
        tuple(Paper(one.pk, one.title, one.document_number, one.item_number, one.issued_on) for one in _sent(case_id)),
        tuple(Paper(one.pk, one.name, "", one.item_number, day_of(one.released_at)) for one in _given(case_id)),
    )


def letter(case_id: int, letter_id: int, kind: str, *, at: datetime, address: str = "") -> Copy:
    """A letter as a file. Trouble: missing, invalid (kind)."""
    row = next((one for one in _sent(case_id) if one.pk == letter_id), None)
    if row is None:
        raise missing(LETTER, where="letter_id")
    copy = printed(row, kind, at=at)
    with transaction.atomic():
        deed = Deed("letter.open", row.body_id, "letter", str(row.pk), row.document_number, address)
        record(deed, by=PUBLIC, at=at)
    return copy


def release(case_id: int, release_id: int, *, at: datetime, address: str = "") -> Copy:
    """A document that was given out. Trouble: missing."""
    row = next((one for one in _given(case_id) if one.pk == release_id), None)
    if row is None:
        raise missing(DOCUMENT, where="release_id")
    content = content_of(row.file)
    with transaction.atomic():
        record(Deed("release.open", row.body_id, "release", str(row.pk), "", address), by=PUBLIC, at=at)
    return Copy(content, row.file.media_type, row.name)


def _sent(case_id: int) -> list[Letter]:
    """The letters to the applicant that were delivered, or sent to where the applicant fetches them."""
    rows = Letter.objects.filter(case_id=case_id, withdrawn_at=None, party="").select_related("docx", "pdf")
    theirs = [row for row in rows.order_by("id") if addressee(row.procedure, row.key) == "applicant"]
    return [row for row in theirs if any(_went(one.channel, one.answered_on) for one in deliveries_of(row))]


def _went(channel: str, answered_on: date | None) -> bool:
    return answered_on is not None or channel == "electronic"


def _given(case_id: int) -> list[Release]:
    """What was given out of items whose answer has gone out; what a new decision gives waits for its answer."""
    case = replayed(envelope_of(case_id))
    rows = Release.objects.filter(case_id=case_id).select_related("file").order_by("id")
    return [row for row in rows if _is_out(case, row)]


def _is_out(found: Opened, row: Release) -> bool:
    item = found.case.item(row.item_number)
    if item is None or item.answered_on is None:
        return False
    return item.is_answered or day_of(row.released_at) <= item.answered_on
