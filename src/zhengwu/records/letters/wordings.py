"""The office's own wordings over the shipped ones: drafted, previewed, published, retired; the history stays."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from zhengwu.records.documents.actions import actor_key
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.letters.models import OfficeTemplate
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Trouble, Words, conflict, forbidden, invalid, missing
from zhengwu.statute.letters.merge import check_text, merge, needed
from zhengwu.statute.letters.model import Letter, Problem, Template
from zhengwu.statute.letters.registry import template
from zhengwu.statute.letters.vocabulary import examples

BODY = Words("这个机关", "body")
WORDING = Words("这个模板版本", "version of a template")


@dataclass(frozen=True, slots=True)
class WordingFacts:
    """A version of an office's wording."""

    id: int
    body_id: int
    procedure: str
    key: str
    version: int
    status: str
    text: str
    note: str
    actor_name: str
    at: datetime
    published_at: datetime | None
    retired_at: datetime | None


@dataclass(frozen=True, slots=True)
class InUse:
    """A body's wording of a letter on a day, and its name on file ("statute 2019-05-15", "office 3")."""

    template: Template
    name: str


def in_use(body_id: int, procedure: str, key: str, on: date) -> InUse:
    """The office's published wording if there is one, the shipped one otherwise. Trouble: missing."""
    shipped = _shipped(procedure, key, on)
    row = OfficeTemplate.objects.filter(body_id=body_id, procedure=procedure, key=key, status="published").first()
    if row is None:
        return InUse(shipped, f"statute {shipped.since}")
    return InUse(replace(shipped, text=row.text, fields=needed(row.text)), f"office {row.version}")


def draft(
    body_id: int, procedure: str, key: str, text: str, note: str, on: date, *, by: Actor, at: datetime
) -> WordingFacts:
    """A new version, not yet in use. Trouble: missing, forbidden, invalid (what is wrong with the text)."""
    body = manageable(body_id, by)
    shipped = _shipped(procedure, key, on)
    if problems := check_text(text):
        raise refused("bad_template", problems)
    if lost := _lost(shipped, text):
        zh = f"模板缺少法定内容：{'、'.join(lost)}。请补回相应占位符。"
        raise invalid(
            "legal_content_missing", zh, f"The text lacks {', '.join(lost)}, which the law wants.", where="text"
        )
    with transaction.atomic():
        Body.objects.select_for_update().only("pk").get(pk=body_id)
        versions = OfficeTemplate.objects.filter(body=body, procedure=procedure, key=key)
        version = (versions.aggregate(last=Max("version"))["last"] or 0) + 1
        facts = {"body": body, "procedure": procedure, "key": key, "version": version, "text": text, "note": note[:200]}
        row = OfficeTemplate.objects.create(**facts, actor=actor_key(by), actor_name=by.name[:60], at=at)
        record(Deed("template.draft", body_id, "template", str(row.pk), f"{procedure}/{key} {version}"), by=by, at=at)
    return _facts(row)


def publish(template_id: int, *, by: Actor, at: datetime) -> WordingFacts:
    """Puts a draft into use; the version in use before is retired. Trouble: missing, forbidden, conflict."""
    with transaction.atomic():
        row = _row(template_id, by)
        if row.status != "draft":
            raise conflict("not_a_draft", "只有草稿可以发布。", "Only a draft can be published.")
        others = OfficeTemplate.objects.filter(body_id=row.body_id, procedure=row.procedure, key=row.key)
        others.filter(status="published").update(status="retired", retired_at=at)
        return _moved(row, "published", by, at)


def retire(template_id: int, *, by: Actor, at: datetime) -> WordingFacts:
    """Takes a version out of use; letters are then worded as shipped. Trouble: missing, forbidden, conflict."""
    with transaction.atomic():
        row = _row(template_id, by)
        if row.status == "retired":
            raise conflict("already_retired", "该版本已经停用。", "This version is already retired.")
        return _moved(row, "retired", by, at)


def preview(procedure: str, key: str, text: str, on: date) -> Letter:
    """The letter with example values. Trouble: missing, invalid (what is wrong with the text)."""
    made = merge(replace(_shipped(procedure, key, on), text=text, fields=needed(text)), examples())
    if isinstance(made, tuple):
        raise refused("bad_template", made)
    return made


def history(actor: Actor, body_id: int, procedure: str, key: str) -> list[WordingFacts]:
    """Every version, the newest first. Trouble: missing, forbidden."""
    manageable(body_id, actor)
    rows = OfficeTemplate.objects.filter(body_id=body_id, procedure=procedure, key=key)
    return [_facts(row) for row in rows.order_by("-version")]


def refused(code: str, problems: tuple[Problem, ...]) -> Trouble:
    """The problems of a text or of its values as one refusal."""
    zh, en = "".join(problem.sentence for problem in problems), " ".join(problem.gloss for problem in problems)
    return invalid(code, zh, en, where=",".join(dict.fromkeys(problem.field or "text" for problem in problems)))


def _lost(shipped: Template, text: str) -> list[str]:
    """What an office may not leave out: the remedy, and the reasons and basis of a decision."""
    return [field for field in ("remedy", "reasons", "basis") if field in shipped.fields and field not in needed(text)]


def _shipped(procedure: str, key: str, on: date) -> Template:
    try:
        return template(procedure, key, on)
    except KeyError as error:
        raise missing(Words("这种文书", "letter"), where=str(error)) from error


def manageable(body_id: int, by: Actor) -> Body:
    """The body, if the actor may word its letters. Trouble: missing, forbidden."""
    body = Body.objects.filter(pk=body_id).first()
    if body is None:
        raise missing(BODY, where="body_id")
    if not by.may("templates.manage", body.pk, body.path):
        raise forbidden("templates.manage")
    return body


def _row(template_id: int, by: Actor) -> OfficeTemplate:
    row = OfficeTemplate.objects.select_for_update().filter(pk=template_id).first()
    if row is None:
        raise missing(WORDING, where="template_id")
    body = row.body
    if not any(by.may(right, body.pk, body.path) for right in ("templates.manage", "case.read")):
        raise missing(WORDING, where="template_id")
    manageable(row.body_id, by)
    return row


def _moved(row: OfficeTemplate, status: str, by: Actor, at: datetime) -> WordingFacts:
    row.status = status
    if status == "published":
        row.published_at = at
    else:
        row.retired_at = at
    row.save(update_fields=["status", "published_at", "retired_at"])
    record(Deed(f"template.{status}", row.body_id, "template", str(row.pk)), by=by, at=at)
    return _facts(row)


def _facts(row: OfficeTemplate) -> WordingFacts:
    return WordingFacts(
        row.pk,
        row.body_id,
        row.procedure,
        row.key,
        row.version,
        row.status,
        row.text,
        row.note,
        row.actor_name,
        row.at,
        row.published_at,
        row.retired_at,
    )
