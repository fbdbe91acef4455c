"""Bytes on disk, under the name of their SHA-256: `files/ab/abcdef…` below the home folder.

A file is there only when all of it is: written beside its place, flushed, renamed, and the folders flushed too. The row
follows. A file without a row is harmless and is the same file when it comes again; a row without a file cannot be.
"""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings

from zhengwu.records.documents.kinds import KINDS, kind_of
from zhengwu.records.documents.models import StoredFile
from zhengwu.records.troubles import Trouble, Words

NAME = 255


def keep(content: bytes, name: str, *, at: datetime) -> StoredFile:
    """The stored file of these bytes, kept first if they are new. Trouble where their kind is not allowed."""
    return keep_as(content, name, KINDS[kind_of(content)].media_type, at=at)


def keep_as(content: bytes, name: str, media_type: str, *, at: datetime) -> StoredFile:
    """The same for a file of whatever kind, told by whoever read it: it is never shown in place."""
    sum_ = lay_down(content)
    facts = {"size": len(content), "media_type": media_type, "name": plain_name(name), "created_at": at}
    StoredFile.objects.bulk_create([StoredFile(sha256=sum_, **facts)], ignore_conflicts=True)
    return StoredFile.objects.get(sha256=sum_)


def lay_down(content: bytes) -> str:
    """Puts bytes into the store, without a row; gives their sum. May be done by several threads at once."""
    sum_ = hashlib.sha256(content).hexdigest()
    _write(place(sum_), content)
    return sum_


def content_of(file: StoredFile) -> bytes:
    """The bytes, checked against their sum. Trouble where they are gone or were changed from outside."""
    try:
        content = place(file.sha256).read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != file.sha256:
        message = Words("文件已丢失或者被改动，不能打开。", "The file is gone or was changed, and is not opened.")
        advice = Words("请联系系统管理员从备份恢复。", "Ask the administrator to restore it from the backup.")
        raise Trouble("conflict", "file_damaged", message, advice, file.sha256)
    return content


def place(sum_: str) -> Path:
    """Where the bytes of this sum lie."""
    return Path(settings.HOME) / "files" / sum_[:2] / sum_


def plain_name(name: str) -> str:
    """The last part of a name as it was sent, without signs that do not print; never empty, never a path."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign for sign in last if sign.isprintable()).strip(". ")
    if len(plain) > NAME:
        stem, dot, suffix = plain.rpartition(".")
        plain = f"{stem[: NAME - 10]}{dot}{suffix[:9]}" if dot else plain[:NAME]
    return plain or "未命名"


def sweep(*, before: datetime) -> int:
    """Takes away what a power cut left half-written before this moment, and counts it. Files that are kept stay."""
    left = (Path(settings.HOME) / "files").glob(".new-*")
    old = [path for path in left if path.stat().st_mtime < before.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _write(path: Path, content: bytes) -> None:
    if path.exists() and path.stat().st_size == len(content):
        return
    for folder in (path.parent.parent, path.parent):
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _flush(folder.parent)
    handle, temporary = tempfile.mkstemp(dir=path.parent.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).chmod(0o400)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _flush(path.parent)


def _flush(folder: Path) -> None:
    """Makes the names in a folder last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
