"""Files of a version in preparation: inspected before they are taken, cleaned, accepted with a reason, removed.

Inspection, scan and storing happen outside transactions; only then is the row written, the case locked.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from zhengwu.records.documents.actions import Copy
from zhengwu.records.documents.models import StoredFile
from zhengwu.records.documents.store import content_of, keep_as, plain_name
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.people.actors import Actor
from zhengwu.records.publications import scanning
from zhengwu.records.publications.actions import prepared
from zhengwu.records.publications.models import Publication, PublishedFile, Version
from zhengwu.records.publications.releasing import SCANNED, Stop, check_text, digest, found_in, stop_of, unresolved
from zhengwu.records.publications.visible import staff_sees, to_staff
from zhengwu.records.rows import names, one, read, told
from zhengwu.records.troubles import Trouble, Words, conflict, invalid, missing
from zhengwu.statute.inspection import (
    Found,
    Inspection,
    Limits,
    Refusal,
    Refused,
    Stream,
    inspect,
    read_bounded,
    shown,
    to_row,
)  # fmt: skip
from zhengwu.statute.inspection.cleaning import cleaned
from zhengwu.statute.inspection.telling import found as finding

__all__ = [
    "FileFacts", "Stop", "accept", "accept_text", "attach", "check_text", "clean", "files_of", "inspect_again",
    "open_file", "remove", "stops_of", "unresolved",
]  # fmt: skip
MOST = 50  # files of a version
REASON = 500
OF_VERSION = f"""
SELECT {names(PublishedFile, "f")}, COALESCE(c.size, s.size)
FROM publications_publishedfile f JOIN publications_version v ON v.id = f.version_id
  JOIN documents_storedfile s ON s.id = f.file_id LEFT JOIN documents_storedfile c ON c.id = f.cleaned_id
WHERE v.publication_id = %s AND v.number = %s AND f.removed_at IS NULL ORDER BY f.id
"""
LIMITS = Limits()
FILE = Words("这个附件", "file")


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file of a version as the staff sees it. `stop` says why it may not go out yet, `cleanable` whether to offer it.

    `size` is that of what the public gets; `cleaned`: they get a cleaned copy. `shown`: a browser may show it.
    """

    id: int
    name: str
    media_type: str
    size: int
    found: tuple[Found, ...]
    stop: Stop | None
    cleaned: bool
    cleanable: bool
    accepted: str
    accepted_by: str
    accepted_at: datetime | None
    inspected_at: datetime
    shown: bool


def attach(publication_id: int, name: str, content: bytes | Path | Stream, *, by: Actor, at: datetime) -> FileFacts:
    """Inspects a file, keeps it and puts it to the version in preparation. The same bytes again give what is there.

    A path is read only if it is not too large, a stream only until it is. Raises Trouble: missing, forbidden, conflict
    (not in preparation, too many, scan not possible), invalid (`file_refused` with every reason, `virus`).
    """
    plain = plain_name(name)
    with transaction.atomic():
        prepared(publication_id, by)
    given = content if isinstance(content, bytes | Path) else _read(plain, content)
    told = inspect(name.replace("\\", "/").rpartition("/")[2], given, LIMITS)
    if told.refused:
        raise _refused(plain, told.refused)
    whole = given.read_bytes() if isinstance(given, Path) else given
    found = (*told.found, *_scanned(whole))
    stored = keep_as(whole, plain, told.media_type, at=at)
    with transaction.atomic():
        row, version = prepared(publication_id, by)
        here = PublishedFile.objects.filter(version_id=version.pk, removed_at=None)
        same = here.filter(file=stored).select_related("file", "cleaned").first()
        if same is not None:
            return _facts(same, (same.cleaned or same.file).size)
        if here.count() >= MOST:
            raise conflict("too_many_files", f"附件至多 {MOST} 个。", f"At most {MOST} files.", where="file")
        made = PublishedFile.objects.create(
            version=version, file=stored, name=plain, media_type=told.media_type, inspected_at=at,
            found=[to_row(one) for one in found],
        )  # fmt: skip
        _record("attach", row, made, stored.sha256, by, at)
    return _facts(made, (made.cleaned or made.file).size)


def accept(file_id: int, why: str, *, by: Actor, at: datetime) -> FileFacts:
    """Takes responsibility for what was found: it may go out, for this reason.

    Raises Trouble: missing, forbidden, conflict (not in preparation, nothing to accept), invalid (reason).
    """
    reason = _reason(why)
    with transaction.atomic():
        row, file = _mine(file_id, by)
        if not any(one.level == "must" and not one.cured for one in found_in(file)):
            zh, en = "这个附件没有需要接受的内容。", "Nothing in the file awaits a decision."
            raise conflict("nothing_to_accept", zh, en, where="file_id")
        file.accepted, file.accepted_by, file.accepted_at = reason, by.name[:60], at
        file.save(update_fields=["accepted", "accepted_by", "accepted_at"])
        _record("accept", row, file, reason, by, at)
    return _facts(file, (file.cleaned or file.file).size)


def accept_text(publication_id: int, why: str, *, by: Actor, at: datetime) -> None:
    """The same for what is personal in the words of the version; holds until something else is found in them.

    Raises Trouble as `accept`.
    """
    reason = _reason(why)
    with transaction.atomic():
        row, version = prepared(publication_id, by)
        told = digest(check_text(version))
        if not told:
            zh, en = "正文没有需要接受的内容。", "Nothing in the text awaits a decision."
            raise conflict("nothing_to_accept", zh, en, where="publication_id")
        version.accepted, version.accepted_by, version.accepted_at = reason, by.name[:60], at
        version.accepted_digest = told
        version.save(update_fields=["accepted", "accepted_by", "accepted_at", "accepted_digest"])
        deed = Deed("publication.text.accept", row.body_id, "publication", str(row.pk), reason)
        record(deed, by=by, at=at)


def remove(file_id: int, *, by: Actor, at: datetime) -> None:
    """Takes a file out of the version. Raises Trouble: missing, forbidden, conflict (not in preparation)."""
    with transaction.atomic():
        row, file = _mine(file_id, by)
        file.removed_at = at
        file.save(update_fields=["removed_at"])
        _record("remove", row, file, file.name, by, at)


def clean(file_id: int, *, by: Actor, at: datetime) -> FileFacts:
    """Puts a cleaned copy in place of the file; what it still has is told anew, and what it is rid of, as cured.

    Raises Trouble: missing, forbidden, conflict (not in preparation), invalid (`file_refused`: no copy can be made).
    """
    with transaction.atomic():
        _, file = _mine(file_id, by)
    content = content_of(file.file)
    try:
        copy, told = cleaned(file.name, content, inspect(file.name, content, LIMITS), LIMITS)
    except Refused as error:
        raise _refused(file.name, (error.refusal,)) from error
    found = (*told.found, *_scanned(copy))
    stored = keep_as(copy, file.name, told.media_type, at=at)
    return _told_anew(file_id, found, stored, "clean", by, at)


def inspect_again(file_id: int, *, by: Actor, at: datetime) -> FileFacts:
    """Inspects and scans what would be given out once more: for files that came before the office had its scanner.

    Raises Trouble as `attach`.
    """
    with transaction.atomic():
        _, file = _mine(file_id, by)
    content = content_of(file.cleaned or file.file)
    told: Inspection = inspect(file.name, content, LIMITS)
    if told.refused:
        raise _refused(file.name, told.refused)
    cured = [one for one in found_in(file) if one.cured]
    return _told_anew(file_id, (*told.found, *cured, *_scanned(content)), file.cleaned, "inspect", by, at)


def files_of(publication_id: int, number: int, *, by: Actor) -> tuple[FileFacts, ...]:
    """The files of a version by its number, for the staff. Two statements. Raises Trouble (missing)."""
    if not staff_sees(by, publication_id):
        raise missing(Words("这条信息", "publication"), where="publication_id")
    found = told(OF_VERSION, [publication_id, number])
    return tuple(_facts(read(PublishedFile, row[:-1]), row[-1]) for row in found)


def stops_of(publication_id: int, number: int, *, by: Actor) -> tuple[Stop, ...]:
    """What keeps a version from being released, the words first, for the staff. Raises Trouble (missing)."""
    version = one(Version, "publication_id = %s AND number = %s", [publication_id, number])
    if version is None or not staff_sees(by, publication_id):
        raise missing(Words("这条信息", "publication"), where="publication_id")
    return unresolved(version)


def open_file(file_id: int, *, by: Actor) -> Copy:
    """What would be given to the public, for the staff. Raises Trouble (missing)."""
    row = PublishedFile.objects.filter(pk=file_id).select_related("file", "cleaned", "version").first()
    if row is None or not to_staff(by).filter(pk=row.version.publication_id).exists():
        raise missing(FILE, where="file_id")
    return Copy(content_of(row.cleaned or row.file), row.media_type, row.name)


def _told_anew(
    file_id: int, found: tuple[Found, ...], copy: StoredFile | None, deed: str, by: Actor, at: datetime
) -> FileFacts:
    """Writes what another inspection found; what was accepted before holds only where nothing new was found."""
    with transaction.atomic():
        row, file = _mine(file_id, by)
        if digest(found) != digest(tuple(one for one in found_in(file) if not one.cured)):
            file.accepted, file.accepted_by, file.accepted_at = "", "", None
        file.found, file.cleaned, file.inspected_at = [to_row(one) for one in found], copy, at
        file.save()
        _record(deed, row, file, (copy or file.file).sha256, by, at)
    return _facts(file, (copy or file.file).size)


def _mine(file_id: int, by: Actor) -> tuple[Publication, PublishedFile]:
    """The register's row and the file, for those who may write its version."""
    file = (
        PublishedFile.objects.filter(pk=file_id, removed_at=None).select_related("file", "cleaned", "version").first()
    )
    if file is None:
        raise missing(FILE, where="file_id")
    row, version = prepared(file.version.publication_id, by)
    if version.pk != file.version_id:
        raise missing(FILE, where="file_id")
    return row, file


def _facts(row: PublishedFile, size: int) -> FileFacts:
    """A file with the size of what would be given out."""
    found = found_in(row)
    kind_cleans = any(one.cleanable and not one.cured for one in found) and row.cleaned_id is None
    return FileFacts(
        row.pk, row.name, row.media_type, size, found, stop_of(row), row.cleaned_id is not None, kind_cleans,
        row.accepted, row.accepted_by, row.accepted_at, row.inspected_at, shown(row.media_type),
    )  # fmt: skip


def _read(name: str, stream: Stream) -> bytes:
    try:
        return read_bounded(stream, LIMITS)
    except Refused as error:
        raise _refused(name, (error.refusal,)) from error


def _scanned(content: bytes) -> tuple[Found, ...]:
    if not scanning.wanted():
        return ()
    scanning.scan(content)
    return (finding(SCANNED),)


def _reason(why: str) -> str:
    reason = why.strip()
    if not reason:
        raise invalid("reason_missing", "请写明可以公开的理由。", "Say why it may be published.", where="why")
    if len(reason) > REASON:
        raise invalid("too_long", f"至多{REASON}字。", f"{REASON} characters at most.", where="why")
    return reason


def _refused(name: str, refusals: tuple[Refusal, ...]) -> Trouble:
    """Every reason in one: what, where, and what to do."""
    zh = "".join(f"{one.said.zh.rstrip('。')}{f'（{one.where.zh}）' if one.where.zh else ''}。" for one in refusals[:8])
    en = " ".join(f"{one.said.en.rstrip('.')}{f' ({one.where.en})' if one.where.en else ''}." for one in refusals[:8])
    advice = Words(
        "".join(dict.fromkeys(one.advice.zh for one in refusals[:8])),
        " ".join(dict.fromkeys(one.advice.en for one in refusals[:8])),
    )
    message = Words(f"“{name}”没有收下：{zh}", f"“{name}” was not taken: {en}")
    return Trouble("invalid", "file_refused", message, advice, "file")


def _record(deed: str, row: Publication, file: PublishedFile, reason: str, by: Actor, at: datetime) -> None:
    told = Deed(f"publication.file.{deed}", row.body_id, "published_file", str(file.pk), reason)
    record(told, by=by, at=at)
