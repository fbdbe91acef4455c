"""Steps of publishing, told shortly: who registers, puts forward, reviews, approves and publishes a document."""

from datetime import UTC, date, datetime

from zhengwu.records.cases import actions as cases
from zhengwu.records.publications import actions
from zhengwu.records.publications.actions import Draft
from zhengwu.records.publications.texts import Written
from zhengwu.statute.procedures import Event

ON, AT = date(2026, 3, 2), datetime(2026, 3, 2, 1, tzinfo=UTC)
TEXT = "第一条　为了方便群众，制定本规定。\n\n第二条　自发布之日起施行。"


def registered(actors, body_id, kind="notice", text=TEXT, **more):
    """A draft of the clerk."""
    number = more.pop("number", "")
    draft = Draft(kind, ON, Written(more.pop("title", "办事规定"), text, document_number=number), **more)
    return actions.register(body_id, draft, by=actors["clerk"], at=AT)


def step(made, key, by, on=ON, at=AT, **says):
    """A step of its case."""
    return cases.take(made.case_id, Event(key, on, says=says), by=by, at=at)


def approved(actors, made, **says):
    """Put forward by the clerk, reviewed by the head in both ways, approved by the leader."""
    step(made, "attributed", actors["clerk"], attribute="proactive")
    for aspect in ("secrecy", "legal"):
        step(made, "reviewed", actors["head"], aspect=aspect, verdict="passed")
    step(made, "approved", actors["leader"], **says)
    return made


def published(actors, body_id, **more):
    """A document that is public."""
    made = approved(actors, registered(actors, body_id, **more))
    step(made, "published", actors["clerk"])
    return made
