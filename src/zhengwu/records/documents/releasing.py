"""Giving out: a redacted copy only with its proof, a whole file only cleaned.

Proofs are made outside transactions: `ready` proves and keeps the cleaned copy, `give_out` puts it on file, `release`
does both. A proof takes about a tenth of a second a page, so that its files are bounded: `MOST_PAGES`, `MOST_BYTES`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from zhengwu.records.cases.models import Case
from zhengwu.records.documents.actions import DOCUMENT, Copy, actor_key, writable
from zhengwu.records.documents.models import Attachment, Release
from zhengwu.records.documents.queries import visible, visible_releases
from zhengwu.records.documents.store import content_of, keep, plain_name
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.people.actors import Actor
from zhengwu.records.sealing import blind
from zhengwu.records.troubles import Trouble, Words, forbidden, invalid, missing
from zhengwu.statute.redaction.files import clean, pages_of
from zhengwu.statute.redaction.model import Confirmation, Proof, Unreadable
from zhengwu.statute.redaction.prove import prove, to_json

MOST_PAGES = 100  # of a PDF that is proved while somebody waits
MOST_BYTES = 20_000_000


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
class Ready:
    """A release that is proved: the cleaned copy is kept, and only the row is wanting."""

    releasing: Releasing
    original_id: int | None
    file_id: int
    proof: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Released:
    """The release, and the sum of the file that was given out: it is the cleaned copy, not the upload."""

    id: int
    sha256: str
    name: str


def check(case_id: int, releasing: Releasing, *, by: Actor) -> Proof:
    """The proof, without releasing anything: what an officer sees before they decide.

    Trouble: missing (case, original), forbidden, invalid (`too_much_to_prove`).
    """
    writable(case_id, by)
    original = content_of(_original(case_id, releasing, by).file)
    for where, content in (("original_id", original), ("file", releasing.content)):
        _check_size(content, where)
    return prove(original, releasing.content, releasing.passages, releasing.confirmation)


def release(case_id: int, releasing: Releasing, *, by: Actor, at: datetime) -> Released:
    """Gives out the cleaned copy. Trouble: missing, forbidden, invalid (`not_proved` lists every finding)."""
    return give_out(case_id, ready(case_id, releasing, by=by, at=at), by=by, at=at)


def ready(case_id: int, releasing: Releasing, *, by: Actor, at: datetime) -> Ready:
    """Proves the copy and keeps it cleaned, in no transaction. Trouble as `release`."""
    _releasable(case_id, releasing.item_number, by)
    original = None
    if releasing.original_id is None:
        content, proof = _whole(releasing)
    else:
        _check_date(releasing)
        found = check(case_id, releasing, by=by)
        if not found.passed:
            raise _not_proved(found)
        content, proof = found.cleaned, to_json(found)
        original = _original(case_id, releasing, by).file_id
    return Ready(releasing, original, keep(content, releasing.name, at=at).pk, proof)


def give_out(case_id: int, proved: Ready, *, by: Actor, at: datetime) -> Released:
    """Puts a proved release on file. Trouble: missing, forbidden, invalid (item)."""
    case, releasing = _releasable(case_id, proved.releasing.item_number, by), proved.releasing
    with transaction.atomic():
        row = Release.objects.create(
            case=case,
            body_id=case.body_id,
            item_number=releasing.item_number,
            original_id=proved.original_id,
            file_id=proved.file_id,
            name=plain_name(releasing.name),
            proof=proved.proof,
            passages=[blind(passage) for passage in releasing.passages],
            released_at=at,
            actor=actor_key(by),
            actor_name=by.name[:60],
            reassess_on=releasing.reassess_on,
        )
        record(Deed("document.release", case.body_id, "release", str(row.pk), row.file.sha256), by=by, at=at)
    return Released(row.pk, row.file.sha256, row.name)


def open_release(release_id: int, *, by: Actor) -> Copy:
    """The bytes of a released file. Trouble: missing."""
    row = visible_releases(by).select_related("file").filter(pk=release_id).first()
    if row is None:
        raise missing(DOCUMENT, where="release_id")
    return Copy(content_of(row.file), row.file.media_type, row.name)


def _releasable(case_id: int, item: str, by: Actor) -> Case:
    case = writable(case_id, by)
    if not any(by.may(right, case.body_id, case.body.path, case.unit_id) for right in ("case.decide", "case.handle")):
        raise forbidden("case.decide")
    if not case.items.filter(number=item).exists():
        raise invalid("unknown_item", "该件没有这一项。", "The case has no such item.", where="item_number")
    return case


def _original(case_id: int, releasing: Releasing, by: Actor) -> Attachment:
    found = visible(by).filter(pk=releasing.original_id or 0, case_id=case_id, withdrawn_at=None)
    original = found.select_related("file").first()
    if original is None:
        raise missing(DOCUMENT, where="original_id")
    return original


def _check_size(content: bytes, where: str) -> None:
    """Refuses what would take longer to prove than a request may last; what cannot be counted the proof refuses."""
    try:
        pages = pages_of(content)
    except Unreadable:
        pages = 0
    if len(content) > MOST_BYTES or pages > MOST_PAGES:
        most = MOST_BYTES // 1_000_000
        zh = f"一次核验的文件不得超过 {most} MB、{MOST_PAGES} 页（现有 {pages} 页）。"
        en = f"A proof takes files of at most {most} MB and {MOST_PAGES} pages; this one has {pages} pages."
        advice = Words("请按页拆分后分别处理。", "Split it by pages and release the parts.")
        raise invalid("too_much_to_prove", zh, en, where=where, advice=advice)


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
