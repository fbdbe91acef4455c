"""Giving out: a redacted copy only with its proof, a whole file only cleaned. Proofs are made outside transactions."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhengwu.records.documents.actions import DOCUMENT, actor_key, writable
from zhengwu.records.documents.models import Release
from zhengwu.records.documents.queries import visible
from zhengwu.records.documents.store import content_of, keep, plain_name
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.people.actors import Actor
from zhengwu.records.sealing import blind
from zhengwu.records.troubles import Trouble, Words, forbidden, invalid, missing
from zhengwu.statute.redaction.files import clean
from zhengwu.statute.redaction.model import Confirmation, Proof, Unreadable
from zhengwu.statute.redaction.prove import prove, to_json


@dataclass(frozen=True, slots=True)
class Releasing:
    """What is to be given out of an item: the redacted copy, and the attachment that it is made from.

    Without an original the file is given whole: then nothing is withheld. `passages` are the withheld words of the
    original; `reassess_on` is when withholding them is looked at again.
    """

    item_number: str
    content: bytes
    name: str
    original_id: int | None = None
    passages: tuple[str, ...] = ()
    confirmation: Confirmation | None = None
    reassess_on: date | None = None


@dataclass(frozen=True, slots=True)
class Released:
    """The release, and the sum of the file that was given out: it is the cleaned copy, not the upload."""

    id: int
    sha256: str
    name: str


def check(case_id: int, releasing: Releasing, *, by: Actor) -> Proof:
    """The proof, without releasing anything: what an officer sees before they decide. Trouble: missing, forbidden."""
    writable(case_id, by)
    key = releasing.original_id or 0
    original = visible(by).select_related("file").filter(pk=key, case_id=case_id).first()
    if original is None:
        raise missing(DOCUMENT, where="original_id")
    return prove(content_of(original.file), releasing.content, releasing.passages, releasing.confirmation)


def release(case_id: int, releasing: Releasing, *, by: Actor, at: datetime) -> Released:
    """Gives out the cleaned copy. Trouble: missing, forbidden, invalid (`not_proved` lists every finding)."""
    case = writable(case_id, by)
    if not any(by.may(right, case.body_id, case.body.path, case.unit_id) for right in ("case.decide", "case.handle")):
        raise forbidden("case.decide")
    if not case.items.filter(number=releasing.item_number).exists():
        raise invalid("unknown_item", "该件没有这一项。", "The case has no such item.", where="item_number")
    original = None
    if releasing.original_id is None:
        content, proof = _whole(releasing)
    else:
        _check_date(releasing)
        found = check(case_id, releasing, by=by)
        if not found.passed:
            raise _not_proved(found)
        content, proof = found.cleaned, to_json(found)
        original = visible(by).get(pk=releasing.original_id).file
    file = keep(content, releasing.name, at=at)
    with transaction.atomic():
        row = Release.objects.create(
            case=case,
            body_id=case.body_id,
            item_number=releasing.item_number,
            original=original,
            file=file,
            name=plain_name(releasing.name),
            proof=proof,
            passages=[blind(passage) for passage in releasing.passages],
            released_at=at,
            actor=actor_key(by),
            actor_name=by.name[:60],
            reassess_on=releasing.reassess_on,
        )
        record(Deed("document.release", case.body_id, "release", str(row.pk), file.sha256), by=by, at=at)
    return Released(row.pk, file.sha256, row.name)


def _whole(releasing: Releasing) -> tuple[bytes, dict[str, object]]:
    """A file that is given whole: cleaned where its kind can be, as it is where it cannot."""
    if releasing.passages:
        zh = "列出了不予公开的内容，但没有指明原件。"
        raise invalid("original_missing", zh, "Passages are withheld, but no original is named.", where="original_id")
    try:
        return clean(releasing.content), {"kind": "whole", "cleaned": True}
    except Unreadable as error:
        if error.code in ("picture", "unknown"):
            return releasing.content, {"kind": "whole", "cleaned": False}
        raise invalid(error.code, error.sentence, error.gloss, where="file") from error


def _check_date(releasing: Releasing) -> None:
    if releasing.reassess_on is None:
        zh, en = "请填写重新评估的日期。", "Say when the withholding is to be looked at again."
        raise invalid("reassess_on_missing", zh, en, where="reassess_on")


def _not_proved(proof: Proof) -> Trouble:
    standing = [finding for finding in proof.findings if not finding.cured]
    zh = "处理后的文件没有通过核验：" + "".join(finding.sentence for finding in standing[:10])
    en = "The redacted copy is not proved: " + " ".join(finding.gloss for finding in standing[:10])
    advice = Words("请按提示重新处理后上传。", "Redact it again as told, and upload that.")
    return Trouble("invalid", "not_proved", Words(zh, en), advice, ",".join(finding.code for finding in standing))
