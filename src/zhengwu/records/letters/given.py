"""What a case has given to its applicant on paper: letters that have reached them, and who decides on a remedy.

Whoever asks has been checked by the case's number and secret. A letter to somebody else is not shown, nor one that has
not reached the applicant yet, nor one that was withdrawn.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from zhengwu.records.documents.actions import Copy
from zhengwu.records.letters import actions
from zhengwu.records.letters.queries import LETTER
from zhengwu.records.letters.words import GOVERNMENT
from zhengwu.records.moments import dated
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.troubles import missing
from zhengwu.statute.letters.delivery import answered_on

CAME = """
SELECT l.id, l.title, l.document_number, l.issued_on, d.channel, d.sent_on, d.delivered_on
FROM letters_letter l JOIN letters_delivery d ON d.letter_id = l.id
WHERE l.case_id = %s AND l.party = '' AND l.withdrawn_at IS NULL ORDER BY l.id
"""
ABOVE = """
SELECT b.id, b.name, b.kind, b.address, b.closed_on, w.key, w.value
FROM organs_body b LEFT JOIN letters_officeword w ON w.body_id = b.id WHERE b.id IN ({marks}) ORDER BY b.path
"""


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
    """The letters that have reached the applicant by that day, in the order of issue. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(CAME, [case_id])
        rows = cursor.fetchall()
    found: dict[int, Given] = {}
    for pk, title, number, issued_on, channel, sent_on, delivered_on in rows:
        day = answered_on(channel, dated(sent_on), dated(delivered_on) if delivered_on else None)
        if day is not None and day <= on and (pk not in found or day < found[pk].reached_on):
            found[pk] = Given(pk, title, number, dated(issued_on), day)
    return tuple(found.values())


def copy(case_id: int, letter_id: int, kind: str, *, on: date, at: datetime) -> Copy:
    """A letter that has reached the applicant as a file ("pdf" or "docx"). Trouble: missing, invalid (kind)."""
    if letter_id not in {one.id for one in letters(case_id, on)} or kind not in ("pdf", "docx"):
        raise missing(LETTER, where="letter_id")
    return actions.document(letter_id, kind, by=CLOCKWORK, at=at)


def competent(body_id: int) -> Competent:
    """Who reviews the body's decisions, which court hears them, and how a fee is paid. Two statements, at times three.

    The nearest word counts, of the body or of one above it; without one for the review, the government next above.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT path FROM organs_body WHERE id = %s", [body_id])
        (path,) = cursor.fetchone()
        above = [int(part) for part in path.split(".") if part]
        cursor.execute(ABOVE.format(marks=", ".join(["%s"] * len(above))), above)
        rows = cursor.fetchall()
    said = {key: value for *_, key, value in rows if value}
    standing = {name: address for _, name, _, address, closed_on, *_ in rows if closed_on is None}
    governments = [
        name for pk, name, kind, _, closed, *_ in rows if pk != body_id and kind == GOVERNMENT and not closed
    ]
    reviewer = said.get("review_body") or (governments[-1] if governments else "")
    address = standing.get(reviewer)
    if reviewer and address is None:
        address = Body.objects.filter(name=reviewer, closed_on=None).values_list("address", flat=True).first()
    return Competent(reviewer, said.get("court", ""), address or "", said.get("payment", ""))
