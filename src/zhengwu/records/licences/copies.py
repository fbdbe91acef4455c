"""Annotated copies (加注件): for one purpose and receiver, until a day, so that a copy that leaks can be traced.

Who makes one: the holder, or the staff for them. A copy that was withdrawn, or is past its day, is told so to whoever
scans it, whatever the licence itself is.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhengwu.records.documents.actions import Copy
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.licences.actions import locked
from zhengwu.records.licences.documents import annotated, document
from zhengwu.records.licences.models import LicenceCopy
from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing
from zhengwu.statute.licences import state
from zhengwu.statute.licences.states import VALID

COPY = Words("这份加注件", "annotated copy")
READS = "licence.read"
MADE, WITHDRAWN = "licence.copied", "licence.copy_withdrawn"
MOST, NAME = 200, 60
TOKEN = 12  # bytes
OVER = "over"


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """An annotated copy."""

    id: int
    licence_id: int
    token: str
    purpose: str
    receiver: str
    until: date
    by: str
    at: datetime
    withdrawn_at: datetime | None

    def standing(self, on: date) -> str:
        """`valid`, `withdrawn`, or `over` once its last day has passed."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        return VALID if on <= self.until else OVER


def make(licence_id: int, purpose: str, receiver: str, until: date, *, by: Actor, at: datetime) -> CopyFacts:
    """Makes a copy. The public may for a licence of which a counter has seen that it is theirs.

    Raises Trouble: missing, forbidden, invalid (no purpose, no receiver, a day that is past or after the licence's
    last), conflict (the licence does not hold).
    """
    for where, said, zh in (("purpose", purpose, "请写明用途"), ("receiver", receiver, "请写明提供给谁")):
        if not said.strip() or len(said) > MOST or not said.isprintable():
            raise invalid("invalid_value", f"{zh}，{MOST}字以内。", f"Say the {where}.", where=where)
    with transaction.atomic():
        row = locked(licence_id)
        _allow(by, row.body_id)
        today = day_of(at)
        if state(row.status, row.valid_to, today).key != VALID:
            raise conflict("not_valid", "这份证照现在不是有效状态，不能出具加注件。", "This licence is not in force.")
        if not today <= until <= (row.valid_to or date.max):
            zh, en = (
                "截止日须在今天以后，且不晚于证照有效期。",
                "Between today and the licence's last day.",
            )
            raise invalid("invalid_value", zh, en, where="until")
        made = LicenceCopy.objects.create(
            licence_id=row.pk, token=secrets.token_urlsafe(TOKEN), purpose=purpose.strip(), receiver=receiver.strip(),
            until=until, by=by.name[:NAME], at=at,
        )  # fmt: skip
        record(Deed(MADE, row.body_id, "licence", str(row.pk), receiver.strip()), by=by, at=at)
    return _facts(made)


def withdraw(copy_id: int, *, by: Actor, at: datetime) -> CopyFacts:
    """Withdraws a copy for good. Raises Trouble: missing, forbidden, conflict (withdrawn already)."""
    with transaction.atomic():
        row = LicenceCopy.objects.select_for_update(of=("self",)).select_related("licence").filter(pk=copy_id).first()
        if row is None:
            raise missing(COPY, where="copy_id")
        _allow(by, row.licence.body_id)
        if row.withdrawn_at is not None:
            raise conflict("withdrawn", "这份加注件已经撤回。", "This copy is withdrawn already.")
        row.withdrawn_at = at
        row.save(update_fields=["withdrawn_at"])
        record(Deed(WITHDRAWN, row.licence.body_id, "licence", str(row.licence_id), row.receiver), by=by, at=at)
    return _facts(row)


def of_licence(licence_id: int, *, most: int = 50) -> list[CopyFacts]:
    """The copies of a licence, the newest first."""
    rows = LicenceCopy.objects.filter(licence_id=licence_id).order_by("-id")[:most]
    return [_facts(row) for row in rows]


def by_token(token: str, licence_id: int) -> CopyFacts | None:
    """The copy of a licence with this token."""
    row = LicenceCopy.objects.filter(token=token[:40], licence_id=licence_id).first() if token else None
    return _facts(row) if row else None


def open_copy(copy_id: int, kind: str, *, on: date, at: datetime) -> Copy:
    """A copy as a file. Raises Trouble: missing, conflict (withdrawn or past its day)."""
    row = LicenceCopy.objects.filter(pk=copy_id).first()
    if row is None:
        raise missing(COPY, where="copy_id")
    if _facts(row).standing(on) != VALID:
        raise conflict("copy_over", "这份加注件已经失效。", "This copy is over.", where="copy_id")
    return document(row.licence_id, kind, on=on, at=at, copy=annotated(row))


def _allow(by: Actor, body_id: int) -> None:
    if by.kind == "public":
        return
    path = Body.objects.values_list("path", flat=True).get(pk=body_id)
    if not by.may(READS, body_id, path):
        raise forbidden(READS)


def _facts(row: LicenceCopy) -> CopyFacts:
    return CopyFacts(
        row.pk, row.licence_id, row.token, row.purpose, row.receiver, row.until, row.by, row.at, row.withdrawn_at
    )
