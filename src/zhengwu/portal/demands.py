"""What the office asks of an applicant at this moment: one thing at most, with its last day and where it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhengwu.records.cases.sheet import Opened
from zhengwu.records.cases.tracking import Tracked
from zhengwu.records.letters.given import competent
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import words
from zhengwu.ui.parts.dates import Reasoned

# What is asked in a stage: the event that asked, and the step that answers it; a fee is paid elsewhere.
ASKING: Mapping[str, tuple[str, str]] = {
    "submitted": ("submitted", "confirmed"),
    "awaiting_correction": ("correction_requested", "correction_received"),
    "awaiting_reason": ("reason_requested", "reason_received"),
    "awaiting_fee": ("fee_notice_sent", ""),
}


@dataclass(frozen=True, slots=True)
class Demand:
    """What is to be done, what the office said, by when, what follows if not, and the step that does it."""

    title: Words
    said: Words | str
    until: Reasoned | None
    otherwise: Words
    step: str
    how: str = ""


def demand(found: Opened, told: Tracked, waits: Reasoned | None) -> Demand | None:
    """What is asked now; None where nothing is."""
    stage = told.stage.key
    if stage not in ASKING or found.rules.key != "information_request":
        return None
    event, step = ASKING[stage]
    lawful = {one.step for one in told.steps if one.lawful}
    taken = {one.key for one in found.file.events if one.post == "applicant" and not one.struck}
    if stage == "submitted" and ("confirmed" in taken or "confirmed" not in lawful):
        return None
    asked = [one.says for one in found.file.events if one.key == event and not one.struck]
    says: Mapping[str, Any] = asked[-1] if asked else {}
    title, otherwise = words(f"tracking.demand.{stage}.title"), words(f"tracking.demand.{stage}.otherwise")
    if stage == "awaiting_fee":
        amount = str(says.get("amount", ""))
        due = words("tracking.demand.amount", amount=amount) if amount else ""
        return Demand(title, due, waits, otherwise, "", competent(found.envelope.body_id).payment)
    said = str(says.get("what") or says.get("note") or "") if stage != "submitted" else ""
    return Demand(title, said, waits, otherwise, step if step in lawful else "")
