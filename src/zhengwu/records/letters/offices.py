"""The letters that an office can issue, each in the wording in use beside the shipped one."""

from dataclasses import dataclass
from datetime import date

from zhengwu.records.letters.models import OfficeTemplate
from zhengwu.records.letters.wordings import BODY
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import missing
from zhengwu.statute.letters.registry import templates


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """A letter: the shipped wording, and the office's own where one is published (`version`, 0 where none is)."""

    procedure: str
    key: str
    name: str
    gloss: str
    basis: tuple[str, ...]
    since: date
    shipped: str
    version: int
    template_id: int | None
    text: str


def templates_of(actor: Actor, body_id: int, procedure: str, on: date) -> list[TemplateFacts]:
    """The letters of a body on that day, of one procedure if it is named; two statements. Trouble: missing."""
    seen(actor, body_id)
    rows = OfficeTemplate.objects.filter(body_id=body_id, status="published")
    own = {(row.procedure, row.key): row for row in rows}
    found = []
    for one in templates(procedure, on):
        row = own.get((one.procedure, one.key))
        told = (row.version, row.pk, row.text) if row else (0, None, one.text)
        found.append(TemplateFacts(one.procedure, one.key, one.name, one.gloss, one.basis, one.since, one.text, *told))
    return found


def seen(actor: Actor, body_id: int) -> Body:
    """The body, if the actor works there or words its letters. Trouble: missing."""
    body = Body.objects.filter(pk=body_id).first()
    if body is None or not any(
        actor.reach(right).covers(body.pk, body.path) or _of_a_unit(actor, right, body.pk)
        for right in ("case.read", "templates.manage")
    ):
        raise missing(BODY, where="body_id")
    return body


def _of_a_unit(actor: Actor, right: str, body_id: int) -> bool:
    """Whether the actor has the right in a unit of the body."""
    return bool(actor.reach(right)) and bool(actor.posts_in(body_id))
