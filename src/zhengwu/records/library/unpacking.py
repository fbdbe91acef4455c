"""Files as they are sent in: single ones, and archives of them within limits. What is refused is told file by file."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from zhengwu.records.library.reader import LARGEST
from zhengwu.records.troubles import Words

MB = 1_000_000
MOST_FILES = 2_000  # of an archive
MOST_UNPACKED = 300 * MB  # of an archive in all
LARGEST_ARCHIVE = 100 * MB
OFFICE = ("word/", "xl/", "OFD.xml", "content.xml", "[Content_Types].xml")  # a document, though it is a zip
SYSTEM = ("__MACOSX/", ".DS_Store", "Thumbs.db")


@dataclass(frozen=True, slots=True)
class Sent:
    """A file with its name and folders. `why` says why it was refused; then there is no content."""

    name: str
    content: bytes = b""
    why: Words | None = None


def files_in(name: str, content: bytes) -> Iterator[Sent]:
    """The file itself, or what is in it where it is an archive."""
    if not content.startswith(b"PK\x03\x04") or _is_document(content):
        yield Sent(name, content)
    elif len(content) > LARGEST_ARCHIVE:
        most = LARGEST_ARCHIVE // MB
        yield _refused(name, f"压缩包超过 {most} MB，请分成几个。", f"The archive has more than {most} MB: split it.")
    else:
        yield from _members(name, content)


def _is_document(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(one.startswith(OFFICE) for one in archive.namelist()[:50])
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def _members(name: str, content: bytes) -> Iterator[Sent]:
    """Each file of an archive. Sizes are counted while unpacking, never believed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = [one for one in archive.infolist() if not one.is_dir()]
            if len(listed) > MOST_FILES:
                zh = f"压缩包里的文件超过 {MOST_FILES} 个，请分成几个。"
                yield _refused(name, zh, f"The archive has more than {MOST_FILES} files: split it.")
                return
            left = MOST_UNPACKED
            for one in listed:
                sent = _member(archive, one, name, left)
                if sent is None:
                    continue
                left -= len(sent.content)
                yield sent
                if left <= 0:
                    zh = f"压缩包解压后超过 {MOST_UNPACKED // MB} MB，其余文件没有收。"
                    yield _refused(name, zh, "The archive unpacks to too much; the rest of it was not taken.")
                    return
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, EOFError):
        yield _refused(name, "压缩包已损坏，请重新打包。", "The archive is damaged: pack it again.")


def _member(archive: zipfile.ZipFile, one: zipfile.ZipInfo, name: str, left: int) -> Sent | None:
    """A file of an archive; None for what a system leaves there."""
    called = f"{name}/{_called(one)}"
    if any(mark in called for mark in SYSTEM):
        return None
    if one.flag_bits & 1:
        return _refused(called, "压缩包有密码，请去掉密码。", "The archive has a password: take it off.")
    most = min(LARGEST, left)
    try:
        with archive.open(one) as file:
            content = file.read(most + 1)
    except RuntimeError:
        return _refused(called, "不支持这种压缩方法，请用普通 ZIP。", "Packed in an unknown way: use a plain ZIP.")
    if len(content) > most:
        return _refused(called, "文件解压后过大，未收。", "It unpacks to too much and was not taken.")
    return Sent(called, content)


def _called(one: zipfile.ZipInfo) -> str:
    """The name of a member; one that is not marked as UTF-8 was written by a Chinese system."""
    if one.flag_bits & 0x800:
        return one.filename
    try:
        return one.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return one.filename


def _refused(name: str, zh: str, en: str) -> Sent:
    return Sent(name, why=Words(zh, en))
