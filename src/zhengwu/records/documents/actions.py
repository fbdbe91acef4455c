"""What is done with documents: received, withdrawn, opened. Bytes are made durable before any row speaks of them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhengwu.records.cases.models import Case
from zhengwu.records.cases.queries import CASE
from zhengwu.records.documents.models import ATTESTED, PERSONAL, ROLES, Attachment
from zhengwu.records.documents.queries import AttachmentFacts, facts, visible
from zhengwu.records.documents.store import content_of, keep, plain_name
from zhengwu.records.findable import tables
from zhengwu.records.findable.tables import Entry
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing

MOST_FROM_OUTSIDE = 50  # files that an applicant may add to a case
WRITING = ("case.handle", "case.register", "case.decide", "case.review")
DOCUMENT = Words("这份文件", "document")


@dataclass(frozen=True, slots=True)
class Receiving:
    """A file that comes in: its bytes, the name it was sent under, what it is to the case, and what it is called."""

    content: bytes
    name: str
    role: str
    title: str = ""
    item_number: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """The bytes of a document, with what a browser needs to be told of them."""

    content: bytes
    media_type: str
    name: str


def receive(case_id: int, received: Receiving, *, by: Actor, at: datetime, attested: bool = False) -> AttachmentFacts:
    """Puts a file on a case, untouched. The same file in the same role again gives the attachment that is there.

    The public may add only what an applicant adds; that they are the applicant, the counter has seen by the case's
    secret. `attested`: the house itself was told it by the identity service; else that role is nobody's to give.
    Trouble: missing (case), forbidden, invalid (role, kind, size).
    """
    if received.role not in ROLES or (received.role == ATTESTED and not attested):
        zh, en = f"没有“{received.role}”这种材料。", f"There is no role {received.role!r}."
        raise invalid("unknown_role", zh, en, where="role")
    case = writable(case_id, by, public=received.role in PERSONAL)
    if received.item_number and not case.items.filter(number=received.item_number).exists():
        raise invalid("unknown_item", "该件没有这一项。", "The case has no such item.", where="item_number")
    file = keep(received.content, received.name, at=at)
    with transaction.atomic():
        Case.objects.select_for_update().only("pk").get(pk=case_id)  # two uploads of one file wait for each other
        same = {"case_id": case_id, "file": file, "role": received.role, "item_number": received.item_number}
        there = Attachment.objects.filter(**same, withdrawn_at=None).select_related("file").first()
        if there is not None:
            return facts(there)
        if by.kind == "public" and case.attachments.filter(actor="public").count() >= MOST_FROM_OUTSIDE:
            zh = f"已上传 {MOST_FROM_OUTSIDE} 份材料，请将其余材料当面或者邮寄提交。"
            raise conflict("too_many_files", zh, f"There are {MOST_FROM_OUTSIDE} files already: hand in the rest.")
        name = plain_name(received.name)
        row = Attachment.objects.create(
            **same,
            body_id=case.body_id,
            title=(received.title.strip() or name)[:200],
            name=name,
            actor=actor_key(by),
            actor_name=by.name[:60],
            at=at,
        )
        tables.put("files", [Entry(row.pk, case.body_id, row.found_by)])
        deed = Deed("document.receive", case.body_id, "attachment", str(row.pk), f"{case.number} {file.sha256}")
        record(deed, by=by, at=at)
    return facts(row)


def withdraw(attachment_id: int, reason: str, *, by: Actor, at: datetime) -> AttachmentFacts:
    """Takes a document out of use; it stays on file with the reason. Trouble: missing, forbidden, invalid, conflict."""
    if not reason.strip():
        raise invalid("reason_missing", "请写明撤回的理由。", "Say why it is withdrawn.", where="reason")
    with transaction.atomic():
        row = visible(by).select_for_update(of=("self",)).select_related("file").filter(pk=attachment_id).first()
        if row is None:
            raise missing(DOCUMENT, where="attachment_id")
        writable(row.case_id, by)
        if row.withdrawn_at is not None:
            raise conflict("already_withdrawn", "该文件已经撤回。", "The document is already withdrawn.")
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = at, actor_key(by), reason.strip()[:500]
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
        record(Deed("document.withdraw", row.body_id, "attachment", str(row.pk), reason.strip()), by=by, at=at)
    return facts(row)


def open_file(attachment_id: int, *, by: Actor, at: datetime, address: str = "") -> Copy:
    """The bytes of a document that the actor may see; opening what an applicant sent is recorded. Trouble: missing."""
    row = visible(by).select_related("file").filter(pk=attachment_id).first()
    if row is None:
        raise missing(DOCUMENT, where="attachment_id")
    content = content_of(row.file)
    if row.role in PERSONAL:
        with transaction.atomic():
            deed = Deed("document.open", row.body_id, "attachment", str(row.pk), row.title, address)
            record(deed, by=by, at=at)
    return Copy(content, row.file.media_type, row.name)


def writable(case_id: int, by: Actor, *, public: bool = False) -> Case:
    """The case, if the actor may add to it. Trouble: missing if they may not see it, forbidden if only see it."""
    case = Case.objects.select_related("body").filter(pk=case_id).first()
    if case is None:
        raise missing(CASE, where="case_id")
    if by.kind == "public" and public:
        return case
    held = [right for right in ("case.read", *WRITING) if by.may(right, case.body_id, case.body.path, case.unit_id)]
    if not held:
        raise missing(CASE, where="case_id")
    if held == ["case.read"]:
        raise forbidden("case.handle")
    return case


def actor_key(by: Actor) -> str:
    """The actor as rows name them: "person:3", "public"."""
    return f"{by.kind}:{by.id}" if by.id is not None else by.kind
