"""What happened to a request, and what was answered, in the words of who asked.

Nothing of other people, nothing that is under way inside the office, no decision before it was delivered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from zhengwu.records.cases.paragraphs import COURT, REVIEW_BODY
from zhengwu.records.cases.sheet import Opened
from zhengwu.records.cases.shown import EventFacts, ItemFacts
from zhengwu.records.cases.tracking import Tracked
from zhengwu.records.letters.given import competent
from zhengwu.records.troubles import Words
from zhengwu.statute.calendar import Calendar, Unit, explained
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.parts.dates import Reasoned, of_period
from zhengwu.ui.parts.timeline import Happening, Rail

REVIEW_DAYS = 60  # 行政复议法第二十条
# The events that an applicant is told, with what the clock does after them.
TOLD: Mapping[str, Rail] = {
    "submitted": "none", "confirmed": "none", "received": "runs",
    "correction_requested": "paused", "correction_received": "runs", "correction_lapsed": "none",
    "consultation_sent": "paused", "reason_requested": "runs", "reason_received": "runs", "deferred": "runs",
    "fee_notice_sent": "paused", "fee_paid": "runs", "fee_lapsed": "none",
    "extended": "runs", "delivered": "none", "withdrawn": "none", "redo_ordered": "runs", "archived": "none",
}  # fmt: skip
ENDS_ASKING = ("opinion_received", "consultation_lapsed")
DETAIL = ("what", "reasons", "note", "amount")  # what the office says to the applicant with a step
SAYS = ("correction_requested", "extended", "deferred", "reason_requested", "fee_notice_sent")


@dataclass(frozen=True, slots=True)
class Answer:
    """One matter that was asked for: its words, and once it is answered the answer, and what may be done against it."""

    item: ItemFacts
    outcome: Words | None
    remedy: str
    review_body: str
    until: Reasoned | None


def story(found: Opened) -> tuple[Happening, ...]:
    """What happened, oldest first."""
    office = same(found.envelope.body_name)
    standing = [one for one in found.file.events if not one.struck]
    asked, told = False, []
    for one in standing:
        if one.key == "consultation_sent" and asked:
            continue
        asked = asked or one.key == "consultation_sent"
        if one.key in TOLD:
            who = words("tracking.you") if one.post == "applicant" else office
            told.append(Happening(one.on, _what(one), who, _detail(one), rail=TOLD[one.key]))
    ended = [one for one in standing if one.key in ENDS_ASKING]
    if ended and found.case.state != "consulting":
        told.append(Happening(ended[-1].on, words("tracking.asking_ended"), office, rail="runs"))
    return tuple(sorted(told, key=lambda one: one.on))


def _what(one: EventFacts) -> Words:
    if one.key == "confirmed":
        return words("tracking.confirmed_by." + ("you" if one.post == "applicant" else "office"))
    return Words(one.zh, one.en)


def _detail(one: EventFacts) -> str:
    if one.key not in SAYS:
        return ""
    says: Mapping[str, Any] = one.says
    return "；".join(str(says[name]) for name in DETAIL if says.get(name))


def answers(found: Opened, told: Tracked, on: date) -> tuple[Answer, ...]:
    """Each matter with its answer as far as that has gone out."""
    office = competent(found.envelope.body_id) if any(one.remedy for one in told.items) else None
    shown = []
    for item in told.items:
        outcome = Words(item.zh, item.en) if item.zh else None
        if not item.remedy or office is None:
            shown.append(Answer(item, outcome, "", "", None))
            continue
        review_body = office.review_body or REVIEW_BODY
        text = item.remedy.replace(REVIEW_BODY, review_body).replace(COURT, office.court or COURT)
        since = item.redo_answered_on or item.answered_on
        until = _until(found.calendar, since, on) if since else None
        shown.append(Answer(item, outcome, text, review_body, until))
    return tuple(shown)


def _until(calendar: Calendar, since: date, on: date) -> Reasoned:
    """Every day of it counts, so that the sentences say enough without a strip."""
    end, lines = explained(calendar, since, REVIEW_DAYS, Unit.CALENDAR_DAYS)
    return replace(of_period(end, since, Unit.CALENDAR_DAYS, lines, calendar, on), weeks=())
