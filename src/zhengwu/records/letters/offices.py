"""The letters that an office can issue, each in the wording in use beside the shipped one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from zhengwu.records.cases.queries import visible
from zhengwu.records.letters.models import OfficeTemplate
from zhengwu.records.letters.wordings import BODY, SEEN_BY, in_force
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within
from zhengwu.records.troubles import Words, missing
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
    own = {(row.procedure, row.key): row for row in in_force(on).filter(body_id=body_id).order_by("since")}
    found = []
    for one in templates(procedure, on):
        row = own.get((one.procedure, one.key))
        told = (row.version, row.pk, row.text) if row else (0, None, one.text)
        found.append(TemplateFacts(one.procedure, one.key, one.name, one.gloss, one.basis, one.since, one.text, *told))
    return found


@dataclass(frozen=True, slots=True)
class Pending:
    """A version that is not in force: a draft (`since` is None), or one that begins on a day to come."""

    id: int
    procedure: str
    key: str
    version: int
    since: date | None


def pending_of(actor: Actor, body_id: int, on: date) -> list[Pending]:
    """The drafts of a body, and what it has published for days to come. Trouble: missing."""
    seen(actor, body_id)
    waiting = Q(status="draft") | Q(status="published", since__gt=on)
    rows = OfficeTemplate.objects.filter(waiting, body_id=body_id).order_by("procedure", "key", "version")
    return [Pending(*row) for row in rows.values_list("id", "procedure", "key", "version", "since")]


def wording_bodies(actor: Actor) -> tuple[tuple[int, str], ...]:
    """The open bodies whose letters the actor may word or look at, those to word first."""
    found: dict[int, str] = {}
    for right in ("templates.manage", "case.read"):
        reach = actor.reach(right)
        near = within(reach, body="", unit=None)
        near |= Q(pk__in=[held.body_id for held in actor.appointments if _of_a_unit(actor, right, held.body_id)])
        if reach:
            rows = Body.objects.filter(near, closed_on=None).order_by("path")
            found |= {pk: name for pk, name in rows.values_list("id", "name") if pk not in found}
    return tuple(found.items())


def case_numbered(actor: Actor, number: str) -> int:
    """The case of this number, to try a wording with. Trouble: missing."""
    found = visible(actor).filter(number=number).values_list("id", flat=True).first()
    if found is None:
        raise missing(Words("这一件", "case"), where="case")
    return int(found)


def overview(actor: Actor, on: date) -> tuple[int, bool]:
    """How many own wordings are in force where the actor words letters, and whether drafts wait there."""
    here = within(actor.reach("templates.manage"), unit=None)
    waiting = OfficeTemplate.objects.filter(here, status="draft").exists()
    return in_force(on).filter(here).count(), waiting


def seen(actor: Actor, body_id: int) -> Body:
    """The body, if the actor works there or words its letters. Trouble: missing."""
    body = Body.objects.filter(pk=body_id).first()
    if body is None or not any(
        actor.reach(right).covers(body.pk, body.path) or _of_a_unit(actor, right, body.pk) for right in SEEN_BY
    ):
        raise missing(BODY, where="body_id")
    return body


def _of_a_unit(actor: Actor, right: str, body_id: int) -> bool:
    """Whether the actor has the right in a unit of the body."""
    return bool(actor.reach(right)) and bool(actor.posts_in(body_id))
