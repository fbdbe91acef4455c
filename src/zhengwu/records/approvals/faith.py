"""Commitments (告知承诺、容缺承诺) and bad faith: what is promised, what was not true, and what that bars."""

from collections.abc import Sequence
from datetime import date, datetime

from zhengwu.records import rows
from zhengwu.records.approvals import submitting
from zhengwu.records.approvals.models import Application, BadFaith, Pledge, Supplied
from zhengwu.records.approvals.submitting import Submission
from zhengwu.records.items.queries import Held
from zhengwu.records.sealing import blinds

HOLDS = "t.holder_blind IN ({marks}) AND t.repaired_on IS NULL AND (t.until IS NULL OR t.until >= %s)"


def standing(holder_code: str, on: date) -> list[BadFaith]:
    """What is on record against somebody on that day, and neither over nor repaired. One statement."""
    known = blinds(holder_code)
    if not known:
        return []
    condition = HOLDS.format(marks=", ".join(["%s"] * len(known)))
    return rows.several(BadFaith, condition, [*known, on.isoformat()])


def refuse_barred(held: Held, said: Submission, on: date) -> None:
    """Raises Trouble (conflict) where the holder may not commit again, or not apply for this item.

    Staff who take in what is incomplete may take in this too, and refuse it in writing.
    """
    for one in standing(said.holder.code, on):
        if one.bar == "commitment" and said.commits:
            raise submitting.barred(one.reason, one.basis, "commits", until=one.until)
        if one.bar == "application" and one.item_id == held.item_id and not said.incomplete:
            raise submitting.barred(one.reason, one.basis, "item_id", until=one.until)


def pledges(
    held: Held, application: Application, supplied: Sequence[Supplied], said: Submission, at: datetime
) -> list[Pledge]:
    """The promises that an application holds: one for the commitment, one for all that is to follow."""
    found = []
    record = held.record
    if said.commits:
        duties = "\n".join(f"{n}. {text}" for n, text in enumerate(record.commitment.obligations, 1))
        found.append((record.commitment.kind, f"{duties}\n{record.commitment.consequences}".strip()))
    later = [one.name for one in supplied if one.state == submitting.DEFERRED]
    if later:
        listed = "、".join(later)
        text = f"承诺自受理之日起{record.supplement_days}个工作日内补交：{listed}。逾期未补交的，接受公布的后果。"
        found.append(("deferred", text))
    return [
        Pledge(
            case_id=application.case_id, body_id=held.body_id, kind=kind, text=text,
            holder_blind=application.holder_blind, signed_at=at,
        )
        for kind, text in found
    ]  # fmt: skip
