"""What is done with letters: previewed, issued with a number, printed, delivered, withdrawn."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from zhengwu.records.cases.models import Case
from zhengwu.records.documents.actions import Copy, actor_key, writable
from zhengwu.records.documents.models import Attachment
from zhengwu.records.documents.store import content_of, keep
from zhengwu.records.findable import tables
from zhengwu.records.findable.tables import Entry
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.letters import wordings
from zhengwu.records.letters.models import Delivery, Letter
from zhengwu.records.letters.numbers import next_number
from zhengwu.records.letters.queries import LETTER, DeliveryFacts, LetterFacts, delivery_facts, facts, visible
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing
from zhengwu.statute.letters import model as statute
from zhengwu.statute.letters.delivery import CHANNELS, answered_on
from zhengwu.statute.letters.merge import Value, merge
from zhengwu.statute.letters.renderers import KINDS, RenderError, render

ISSUING = ("case.handle", "case.register", "case.decide", "case.review")
GIVEN = ("body", "document_number", "issued_on")  # set here, never by the caller


@dataclass(frozen=True, slots=True)
class Issuing:
    """A letter to be issued: which one, about which item, dated when, with which values, in which series of numbers."""

    key: str
    issued_on: date
    values: Mapping[str, Value]
    item_number: str = ""
    series: str = ""  # the procedure's own if empty
    event_number: int = 0  # of the event on file that calls for it
    party: str = ""


@dataclass(frozen=True, slots=True)
class Delivering:
    """A delivery or an attempt. `delivered_on` is the day of signing, or of entry into the applicant's system."""

    channel: str
    sent_on: date
    delivered_on: date | None = None
    recipient: str = ""
    proof_id: int | None = None
    note: str = ""


def preview(case_id: int, issuing: Issuing, *, by: Actor) -> statute.Letter:
    """The letter as it would be, with its number still open. Trouble: missing, forbidden, invalid."""
    case = issuable(case_id, by)
    return _merged(case, issuing, "（文号待编）")[0]


def issue(case_id: int, issuing: Issuing, *, by: Actor, at: datetime) -> LetterFacts:
    """Issues the letter under the next number. Trouble: missing, forbidden, invalid (each missing value by name)."""
    case = issuable(case_id, by)
    if issuing.item_number and not case.items.filter(number=issuing.item_number).exists():
        raise invalid("unknown_item", "该件没有这一项。", "The case has no such item.", where="item_number")
    _merged(case, issuing, "0")  # what cannot be merged takes no number
    with transaction.atomic():
        number = next_number(case.body, issuing.series or case.procedure, issuing.issued_on.year)
        made, wording = _merged(case, issuing, number.printed)
        row = Letter.objects.create(
            body_id=case.body_id,
            case=case,
            item_number=issuing.item_number,
            event_number=issuing.event_number,
            party=issuing.party,
            procedure=case.procedure,
            key=issuing.key,
            wording=wording,
            series_id=number.series_id,
            serial=number.serial,
            document_number=number.printed,
            title=made.title,
            issued_on=issuing.issued_on,
            given=json.dumps(_plain(issuing.values), ensure_ascii=False),
            content=json.dumps(asdict(made), ensure_ascii=False),
            actor=actor_key(by),
            actor_name=by.name[:60],
            at=at,
        )
        tables.put("letters", [Entry(row.pk, case.body_id, row.found_by)])
        record(Deed("letter.issue", case.body_id, "letter", str(row.pk), number.printed), by=by, at=at)
    return facts(row, ())


def document(letter_id: int, kind: str, *, by: Actor, at: datetime) -> Copy:
    """The letter as a file. Word and PDF files are made once and kept, so that everybody gets the same bytes.

    Trouble: missing; invalid (unknown kind, no Chinese font on this machine).
    """
    row = visible(by).select_related("docx", "pdf").filter(pk=letter_id).first()
    if row is None:
        raise missing(LETTER, where="letter_id")
    return printed(row, kind, at=at)


def printed(row: Letter, kind: str, *, at: datetime) -> Copy:
    """The same for a letter at hand, whoever asks."""
    kept = {"docx": row.docx, "pdf": row.pdf}.get(kind)
    if kept is not None:
        return Copy(content_of(kept), kept.media_type, f"{row.document_number}{KINDS[kind]}")
    try:
        content = render(letter_of(row), kind)
    except RenderError as error:
        raise invalid(error.code, error.sentence, error.gloss, where="kind") from error
    name = f"{row.document_number}{KINDS[kind]}"
    if kind not in ("docx", "pdf"):
        return Copy(content, {"html": "text/html", "text": "text/plain"}[kind], name)
    file = keep(content, name, at=at)
    Letter.objects.filter(pk=row.pk, **{f"{kind}__isnull": True}).update(**{kind: file})
    return Copy(content, file.media_type, name)


def print_out(letter_id: int, *, by: Actor, at: datetime) -> None:
    """Makes the Word and PDF files of a letter and keeps them, outside of any transaction. Trouble as `document`."""
    for kind in ("docx", "pdf"):
        document(letter_id, kind, by=by, at=at)


def prove_delivery(letter_id: int, delivering: Delivering, *, by: Actor, at: datetime) -> DeliveryFacts:
    """Puts a delivery on file. Trouble: missing, forbidden, invalid (days, channel, proof), conflict (withdrawn)."""
    with transaction.atomic():
        row = changeable(letter_id, by)
        _check_delivery(row, delivering)
        made = Delivery.objects.create(
            letter=row,
            channel=delivering.channel,
            sent_on=delivering.sent_on,
            delivered_on=delivering.delivered_on,
            recipient=delivering.recipient.strip()[:100],
            proof_id=delivering.proof_id,
            note=delivering.note.strip()[:500],
            actor=actor_key(by),
            actor_name=by.name[:60],
            at=at,
        )
        deed = Deed("letter.deliver", row.body_id, "letter", str(row.pk), delivering.channel)
        record(deed, by=by, at=at)
    return delivery_facts(made)


def withdraw(letter_id: int, reason: str, *, by: Actor, at: datetime) -> LetterFacts:
    """Makes a letter void. Its number stays taken. Trouble: missing, forbidden, invalid, conflict (delivered, void)."""
    if not reason.strip():
        raise invalid("reason_missing", "请写明作废的理由。", "Say why it is withdrawn.", where="reason")
    with transaction.atomic():
        row = changeable(letter_id, by)
        if row.deliveries.filter(delivered_on__isnull=False).exists():
            zh, en = (
                "文书已经送达，不能作废；请另发更正文书。",
                "The letter was delivered: issue another that corrects it.",
            )
            raise conflict("already_delivered", zh, en)
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = at, actor_key(by), reason.strip()[:500]
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
        record(Deed("letter.withdraw", row.body_id, "letter", str(row.pk), reason.strip()), by=by, at=at)
    return facts(row, ())


def letter_of(row: Letter) -> statute.Letter:
    """The letter as it was merged when it was issued."""
    told = json.loads(row.content)
    blocks = tuple(statute.Block(statute.BlockKind(b["kind"]), b["text"], b["label"]) for b in told.pop("blocks"))
    return statute.Letter(blocks=blocks, **told)


def deliveries_of(row: Letter) -> tuple[DeliveryFacts, ...]:
    """The deliveries of a letter, each with the day that counts."""
    return tuple(delivery_facts(one) for one in row.deliveries.order_by("id"))


def _merged(case: Case, issuing: Issuing, number: str) -> tuple[statute.Letter, str]:
    used = wordings.in_use(case.body_id, case.procedure, issuing.key, issuing.issued_on)
    given: dict[str, Value] = {"body": case.body.name, "document_number": number, "issued_on": issuing.issued_on}
    made = merge(used.template, {**issuing.values, **given})
    if isinstance(made, tuple):
        raise wordings.refused("letter_incomplete", made)
    return made, used.name


def _plain(values: Mapping[str, Value]) -> dict[str, str | int]:
    """The values as JSON has them."""
    return {
        key: value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Decimal) else value
        for key, value in values.items()
        if key not in GIVEN
    }


def issuable(case_id: int, by: Actor) -> Case:
    """The case, if the actor may issue its letters. Trouble: missing, forbidden."""
    case = writable(case_id, by)
    if not any(by.may(right, case.body_id, case.body.path, case.unit_id) for right in ISSUING):
        raise forbidden("case.handle")
    return case


def changeable(letter_id: int, by: Actor) -> Letter:
    """The letter, locked. Trouble where it is not seen, may not be changed, or is void."""
    row = visible(by).select_for_update(of=("self",)).filter(pk=letter_id).first()
    if row is None:
        raise missing(LETTER, where="letter_id")
    issuable(row.case_id, by)
    if row.withdrawn_at is not None:
        raise conflict("letter_void", "该文书已经作废。", "The letter is void.")
    return row


def _check_delivery(row: Letter, delivering: Delivering) -> None:
    if delivering.channel not in CHANNELS:
        raise invalid("unknown_channel", "没有这种送达方式。", "There is no such channel.", where="channel")
    try:
        answered_on(delivering.channel, delivering.sent_on, delivering.delivered_on)
    except ValueError:
        zh, en = "送达日期早于发出日期。", "The letter is received before it is sent."
        raise invalid("bad_days", zh, en, where="delivered_on") from None
    if delivering.sent_on < row.issued_on:
        zh, en = "发出日期早于成文日期。", "The letter is sent before its date."
        raise invalid("bad_days", zh, en, where="sent_on")
    proofs = Attachment.objects.filter(pk=delivering.proof_id or 0, case_id=row.case_id, withdrawn_at=None)
    if delivering.proof_id is not None and not proofs.exists():
        raise missing(Words("这份送达凭证", "proof of delivery"), where="proof_id")
