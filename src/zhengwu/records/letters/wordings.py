"""The office's own wordings over the shipped ones: drafted, previewed, published, retired; the history stays.

A published wording is in force from a day on. The one before it then ends the day before; where it is retired, letters
are worded as shipped again. A letter keeps the wording in which it was issued.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from zhengwu.records.documents.actions import actor_key
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.letters.models import OfficeTemplate
from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.models import Appointment
from zhengwu.records.people.rights import RIGHTS
from zhengwu.records.troubles import Trouble, Words, conflict, forbidden, invalid, missing
from zhengwu.statute.letters.merge import check_text, merge, needed
from zhengwu.statute.letters.model import Letter, Problem, Template
from zhengwu.statute.letters.registry import template
from zhengwu.statute.letters.vocabulary import examples

MANAGE, APPROVE = "templates.manage", "templates.approve"
SEEN_BY = (MANAGE, APPROVE, "case.read")
OTHER = Words("请机关负责人或另一位负责人打开这一页批准。", "Ask the leader or another head to open this page.")
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
    since: date | None = None
    until: date | None = None
    published_by: str = ""

    def in_force(self, on: date) -> bool:
        """Whether letters of that day are worded so."""
        begun = self.status == "published" and self.since is not None and self.since <= on
        return begun and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class InUse:
    """A body's wording of a letter on a day, and its name on file ("statute 2019-05-15", "office 3")."""

    template: Template
    name: str


@dataclass(frozen=True, slots=True)
class Approval:
    """Whether a version may be put into force by somebody: why not, or that it is their own and alone."""

    refused: Trouble | None = None
    alone: bool = False


def in_use(body_id: int, procedure: str, key: str, on: date) -> InUse:
    """The office's wording in force on that day if there is one, the shipped one otherwise. Trouble: missing."""
    shipped = shipped_wording(procedure, key, on)
    row = in_force(on).filter(body_id=body_id, procedure=procedure, key=key).order_by("-since").first()
    if row is None:
        return InUse(shipped, f"statute {shipped.since}")
    return InUse(replace(shipped, text=row.text, fields=needed(row.text)), f"office {row.version}")


def in_force(on: date) -> QuerySet[OfficeTemplate]:
    """The published wordings of that day, of all bodies."""
    return OfficeTemplate.objects.filter(Q(until=None) | Q(until__gte=on), status="published", since__lte=on)


def draft(
    body_id: int, procedure: str, key: str, text: str, note: str, on: date, *, by: Actor, at: datetime
) -> WordingFacts:
    """A new version, not yet in use. Trouble: missing, forbidden, invalid (what is wrong with the text)."""
    body = manageable(body_id, by)
    shipped = shipped_wording(procedure, key, on)
    if problems := check_text(text):
        raise refused("bad_template", problems)
    if lost := lost_from(shipped, text):
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


def publish(template_id: int, since: date | None = None, *, by: Actor, at: datetime) -> WordingFacts:
    """Puts a draft into force from a day on, today without one; what was in force ends the day before.

    Whoever wrote it does not approve it, unless nobody else at the body could: the journal then says so. Trouble:
    missing, forbidden (also one's own draft), conflict (no draft), invalid (a day that is past).
    """
    today = day_of(at)
    since = since or today
    with transaction.atomic():
        row = _row(template_id, by, APPROVE)
        found = approval_of(row, by, today)
        if found.refused:
            raise found.refused
        if since < today:
            zh = "启用日期不能早于今天；已经制发的文书不会改变。"
            raise invalid("past_day", zh, "It cannot come into force on a day that is past.", where="since")
        others = _others(row).filter(status="published")
        others.filter(since__gte=since).update(status="retired", retired_at=at)
        others.filter(Q(until=None) | Q(until__gte=since), since__lt=since).update(until=since - timedelta(days=1))
        row.since, row.published_by = since, by.name[:60]
        return _moved(row, "published", by, at, alone=found.alone)


def approval(actor: Actor, template_id: int, on: date) -> Approval:
    """Whether the actor may put a version into force on that day, and if not, why not. Trouble: missing."""
    row = OfficeTemplate.objects.select_related("body").filter(pk=template_id).first()
    if row is None or not any(actor.may(right, row.body_id, row.body.path) for right in SEEN_BY):
        raise missing(WORDING, where="template_id")
    return approval_of(row, actor, on)


def approval_of(row: OfficeTemplate, actor: Actor, on: date) -> Approval:
    """The same of a version at hand. No statement but for one's own draft, then one."""
    if not actor.may(APPROVE, row.body_id, row.body.path):
        return Approval(forbidden(APPROVE))
    if row.status != "draft":
        return Approval(conflict("not_a_draft", "只有草稿可以发布。", "Only a draft can be published."))
    if row.actor != actor_key(actor):
        return Approval()
    if not _others_approve(row.body_id, actor, on):
        return Approval(alone=True)
    zh = "这一版是您起草的，须由本机关另一位有批准权的人批准。"
    en = "You wrote this version; somebody else of the body who may approve has to approve it."
    return Approval(Trouble("forbidden", "own_draft", Words(zh, en), OTHER, APPROVE))


def _others_approve(body_id: int, actor: Actor, on: date) -> bool:
    """Whether somebody else with a post in the body may approve there on that day."""
    held = Appointment.objects.filter(
        Q(until=None) | Q(until__gte=on), body_id=body_id, since__lte=on, post__in=RIGHTS[APPROVE], person__active=True
    )
    return held.exclude(person_id=actor.id or 0).exists() if actor.kind == "person" else held.exists()


def retire(template_id: int, *, by: Actor, at: datetime) -> WordingFacts:
    """Takes a version out of use; letters are then worded as shipped, or, where it had not begun, as before.

    Trouble: missing, forbidden, conflict.
    """
    with transaction.atomic():
        row = _row(template_id, by, MANAGE)
        if row.status == "retired":
            raise conflict("already_retired", "该版本已经停用。", "This version is already retired.")
        if row.since is not None and row.since > day_of(at):
            ended = _others(row).filter(status="published", until=row.since - timedelta(days=1))
            ended.update(until=row.until)
        return _moved(row, "retired", by, at)


def preview(procedure: str, key: str, text: str, on: date) -> Letter:
    """The letter with example values. Trouble: missing, invalid (what is wrong with the text)."""
    made = merge(replace(shipped_wording(procedure, key, on), text=text, fields=needed(text)), examples())
    if isinstance(made, tuple):
        raise refused("bad_template", made)
    return made


def history(actor: Actor, body_id: int, procedure: str, key: str) -> list[WordingFacts]:
    """Every version, the newest first, for who words or approves letters there. Trouble: missing, forbidden."""
    body = Body.objects.filter(pk=body_id).first()
    if body is None or not actor.may(APPROVE, body.pk, body.path):
        manageable(body_id, actor)
    rows = OfficeTemplate.objects.filter(body_id=body_id, procedure=procedure, key=key)
    return [_facts(row) for row in rows.order_by("-version")]


def refused(code: str, problems: tuple[Problem, ...]) -> Trouble:
    """The problems of a text or of its values as one refusal."""
    zh, en = "".join(problem.sentence for problem in problems), " ".join(problem.gloss for problem in problems)
    return invalid(code, zh, en, where=",".join(dict.fromkeys(problem.field or "text" for problem in problems)))


def version(actor: Actor, template_id: int) -> WordingFacts:
    """One version, for who words letters there or works on its cases. Trouble: missing."""
    row = OfficeTemplate.objects.select_related("body").filter(pk=template_id).first()
    if row is None or not any(actor.may(right, row.body_id, row.body.path) for right in SEEN_BY):
        raise missing(WORDING, where="template_id")
    return _facts(row)


def lost_from(shipped: Template, text: str) -> list[str]:
    """What an office may not leave out: the remedy, and the reasons and basis of a decision."""
    return [field for field in ("remedy", "reasons", "basis") if field in shipped.fields and field not in needed(text)]


def shipped_wording(procedure: str, key: str, on: date) -> Template:
    """The wording that comes with the system. Trouble: missing."""
    try:
        return template(procedure, key, on)
    except KeyError as error:
        raise missing(Words("这种文书", "letter"), where=str(error)) from error


def manageable(body_id: int, by: Actor) -> Body:
    """The body, if the actor may word its letters. Trouble: missing, forbidden."""
    body = Body.objects.filter(pk=body_id).first()
    if body is None:
        raise missing(BODY, where="body_id")
    if not by.may(MANAGE, body.pk, body.path):
        raise forbidden(MANAGE)
    return body


def _row(template_id: int, by: Actor, right: str) -> OfficeTemplate:
    row = OfficeTemplate.objects.select_for_update().filter(pk=template_id).first()
    if row is None:
        raise missing(WORDING, where="template_id")
    body = row.body
    if not any(by.may(one, body.pk, body.path) for one in SEEN_BY):
        raise missing(WORDING, where="template_id")
    if not by.may(right, body.pk, body.path):
        raise forbidden(right)
    return row


def _others(row: OfficeTemplate) -> QuerySet[OfficeTemplate]:
    same = OfficeTemplate.objects.filter(body_id=row.body_id, procedure=row.procedure, key=row.key)
    return same.exclude(pk=row.pk)


def _moved(row: OfficeTemplate, status: str, by: Actor, at: datetime, *, alone: bool = False) -> WordingFacts:
    row.status = status
    if status == "published":
        row.published_at = at
    else:
        row.retired_at = at
    row.save(update_fields=["status", "since", "published_at", "published_by", "retired_at"])
    said = f"{row.procedure}/{row.key} {row.version}"
    deed = "template.published_alone" if alone else f"template.{status}"
    record(Deed(deed, row.body_id, "template", str(row.pk), said), by=by, at=at)
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
        row.since,
        row.until,
        row.published_by,
    )
