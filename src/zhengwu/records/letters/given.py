"""What a case has given to its applicant on paper: letters that have reached them, and who decides on a remedy.

Whoever asks has been checked by the case's number and secret. A letter to somebody else is not shown, nor one that has
not reached the applicant yet, nor one that was withdrawn.
"""

from dataclasses import dataclass
from datetime import date, datetime

from zhengwu.records.documents.actions import Copy
from zhengwu.records.letters import actions
from zhengwu.records.letters.models import Letter
from zhengwu.records.letters.queries import LETTER
from zhengwu.records.letters.words import review_body, words_of
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.troubles import missing
from zhengwu.statute.letters.delivery import answered_on


@dataclass(frozen=True, slots=True)
class Given:
    """A letter that has reached the applicant: its title and number, its day, and the day that counts as receipt."""

    id: int
    title: str
    document_number: str
    issued_on: date
    reached_on: date


@dataclass(frozen=True, slots=True)
class Competent:
    """Who decides on a remedy against a body, where, and how to pay it: as its letters say; empty where nobody has."""

    review_body: str
    court: str
    review_address: str = ""
    payment: str = ""


def letters(case_id: int, on: date) -> tuple[Given, ...]:
    """The letters that have reached the applicant by that day, in the order of issue. Two statements."""
    rows = Letter.objects.filter(case_id=case_id, party="", withdrawn_at=None).order_by("id")
    found = []
    for row in rows.prefetch_related("deliveries"):
        days = [answered_on(one.channel, one.sent_on, one.delivered_on) for one in row.deliveries.all()]
        reached = min((day for day in days if day is not None), default=None)
        if reached is not None and reached <= on:
            found.append(Given(row.pk, row.title, row.document_number, row.issued_on, reached))
    return tuple(found)


def copy(case_id: int, letter_id: int, kind: str, *, on: date, at: datetime) -> Copy:
    """A letter that has reached the applicant as a file ("pdf" or "docx"). Trouble: missing, invalid (kind)."""
    if letter_id not in {one.id for one in letters(case_id, on)} or kind not in ("pdf", "docx"):
        raise missing(LETTER, where="letter_id")
    return actions.document(letter_id, kind, by=CLOCKWORK, at=at)


def competent(body_id: int) -> Competent:
    """Who reviews the body's decisions, which court hears them, and how a fee is paid. Four statements at most."""
    body = Body.objects.get(pk=body_id)
    said = words_of(body)
    reviewer = said.get("review_body") or review_body(body)
    found = Body.objects.filter(name=reviewer, closed_on=None).values_list("address", flat=True).first()
    return Competent(reviewer, said.get("court", ""), found or "", said.get("payment", ""))
