"""What may be kept, told by content and never by name: one table of kinds with their limits."""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from zhengwu.records.troubles import Trouble, Words, invalid

MB = 1_000_000
MOST_MEMBERS = 5_000  # of a zip
MOST_UNPACKED = 500 * MB
MOST_RATIO = 200  # of unpacked to packed bytes, where there is much of it
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is kept: media type, what people call it, and the most bytes of one."""

    media_type: str
    name: str
    most: int


KINDS: dict[str, Kind] = {
    "pdf": Kind("application/pdf", "PDF", 100 * MB),
    "docx": Kind(OFFICE + "wordprocessingml.document", "DOCX", 50 * MB),
    "xlsx": Kind(OFFICE + "spreadsheetml.sheet", "XLSX", 50 * MB),
    "odt": Kind(OPEN + "text", "ODT", 50 * MB),
    "ods": Kind(OPEN + "spreadsheet", "ODS", 50 * MB),
    "ofd": Kind("application/ofd", "OFD", 100 * MB),
    "png": Kind("image/png", "PNG", 30 * MB),
    "jpeg": Kind("image/jpeg", "JPEG", 30 * MB),
    "gif": Kind("image/gif", "GIF", 10 * MB),
    "tiff": Kind("image/tiff", "TIFF", 100 * MB),
    "webp": Kind("image/webp", "WebP", 30 * MB),
    "bmp": Kind("image/bmp", "BMP", 30 * MB),
    "zip": Kind("application/zip", "ZIP", 100 * MB),
    "txt": Kind("text/plain", "TXT", 5 * MB),
}
STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
MARKUP = ("<!doctype", "<html", "<svg", "<script", "<?xml", "{\\rtf")
LARGEST = max(kind.most for kind in KINDS.values())


def kind_of(content: bytes) -> str:
    """The key of the kind, in `KINDS`. Trouble where it is empty, too large, not allowed, or a zip bomb."""
    if not content:
        raise invalid("empty_file", "文件是空的。", "The file is empty.", where="file")
    key = _told(content)
    if key is None:
        names = "、".join(kind.name for kind in KINDS.values())
        advice = Words(f"请转换为下列格式之一：{names}。", "Convert it to PDF, DOCX, XLSX, a picture or plain text.")
        raise invalid("kind_not_allowed", "不接收这种类型的文件。", "This kind of file is not taken.", advice=advice)
    kind = KINDS[key]
    if len(content) > kind.most:
        most = kind.most // MB
        zh, en = f"{kind.name} 文件不得超过 {most} MB。", f"A {kind.name} file has at most {most} MB."
        raise invalid("file_too_large", zh, en, where="file")
    return key


def _told(content: bytes) -> str | None:
    if b"%PDF-" in content[:1024]:
        return "pdf"
    for start, key in STARTS:
        if content.startswith(start):
            return key
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    if content.startswith(b"BM") and content[2:6] == len(content).to_bytes(4, "little"):
        return "bmp"
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    return "txt" if _is_text(content) else None


def _packed(content: bytes) -> str | None:
    """Which kind of zip. None where it has macros; Trouble where it is damaged, locked or a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            size = sum(member.file_size for member in members)
            mimetype = archive.read("mimetype")[:100].decode("ascii", "ignore") if "mimetype" in names else ""
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, RuntimeError, EOFError) as error:
        raise _damaged() from error
    if len(members) > MOST_MEMBERS or size > MOST_UNPACKED or (size > 50 * MB and size > MOST_RATIO * len(content)):
        zh, en = "压缩文件解压后过大或者文件过多，未予接收。", "The archive unpacks to too much: it was not taken."
        raise invalid("archive_too_large", zh, en, where="file")
    if any("vbaProject" in name for name in names):
        return None
    for mark, key in (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("OFD.xml", "ofd")):
        if mark in names:
            return key
    return {OPEN + "text": "odt", OPEN + "spreadsheet": "ods"}.get(mimetype.strip(), "zip")


def _damaged() -> Trouble:
    return invalid("file_damaged", "文件已损坏，请重新上传。", "The file is damaged: upload it again.", where="file")


def _is_text(content: bytes) -> bool:
    """Whether it is plain text; what a browser would run is not."""
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        plain = not any(sign < " " and sign not in "\t\r\n\f" for sign in text)
        return plain and not text.lstrip()[:200].lower().startswith(MARKUP)
    return False
