"""What happened to a request, in the words of who asked.

Nothing of other people, nothing that is under way inside the office, no decision before it was delivered.
"""

from collections.abc import Mapping
from typing import Any

from zhengwu.portal.services import following
from zhengwu.records.cases.sheet import Opened
from zhengwu.records.cases.shown import EventFacts
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.parts.timeline import Happening, Rail

# The events that an applicant is told, with what the clock does after them.
TOLD: Mapping[str, Rail] = {
    "submitted": "none", "confirmed": "none", "received": "runs",
    "correction_requested": "paused", "correction_received": "runs", "correction_lapsed": "none",
    "consultation_sent": "paused", "reason_requested": "runs", "reason_received": "runs", "deferred": "runs",
    "fee_notice_sent": "paused", "fee_paid": "runs", "fee_lapsed": "none",
    "extended": "runs", "delivered": "none", "withdrawn": "none", "redo_ordered": "runs", "archived": "none",
}  # fmt: skip
ENDS_ASKING = ("opinion_received", "consultation_lapsed")
DETAIL = ("what", "reasons", "note")  # what the office says to the applicant with a step
SAYS = ("correction_requested", "extended", "deferred", "reason_requested", "fee_notice_sent")


def story(found: Opened) -> tuple[Happening, ...]:
    """What happened, oldest first."""
    office = same(found.envelope.body_name)
    standing = [one for one in found.file.events if not one.struck]
    rails = {**TOLD, **following.TOLD} if following.is_approval(found.rules.key) else TOLD
    asked, told = False, []
    for one in standing:
        if one.key == "consultation_sent" and asked:
            continue
        asked = asked or one.key == "consultation_sent"
        if one.key in rails:
            who = words("tracking.you") if one.post == "applicant" else office
            told.append(Happening(one.on, _what(one), who, _detail(one), rail=rails[one.key]))
    ended = [one for one in standing if one.key in ENDS_ASKING]
    if ended and found.case.state != "consulting":
        told.append(Happening(ended[-1].on, words("tracking.asking_ended"), office, rail="runs"))
    return tuple(sorted(told, key=lambda one: one.on))


def _what(one: EventFacts) -> Words:
    if one.key == "confirmed":
        return words("tracking.confirmed_by." + ("you" if one.post == "applicant" else "office"))
    return Words(one.zh, one.en)


def _detail(one: EventFacts) -> Words | str:
    if one.key not in SAYS and one.key not in following.SAYS:
        return ""
    says: Mapping[str, Any] = one.says
    if says.get("amount"):
        return words("tracking.demand.amount", amount=says["amount"])
    return "；".join(str(says[name]) for name in DETAIL if says.get(name))
