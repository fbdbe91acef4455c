"""A cleaned copy: the same file without what can be taken out of it, inspected again before anybody relies on it."""

import io
import re
import struct
from collections.abc import Iterator

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from zhengwu.statute.inspection import Limits, inspect
from zhengwu.statute.inspection.cleanoffice import clean_office
from zhengwu.statute.inspection.images import told_tags
from zhengwu.statute.inspection.kinds import kind_of
from zhengwu.statute.inspection.model import Found, Inspection, Refused
from zhengwu.statute.inspection.telling import refused
from zhengwu.statute.redaction.files.cleandocx import clean_docx
from zhengwu.statute.redaction.files.cleanpdf import clean_pdf
from zhengwu.statute.redaction.files.pictures import bare
from zhengwu.statute.redaction.model import Unreadable

DRAWN = {"/Widget", "/Stamp", "/FreeText", "/Watermark"}  # what is laid on a page and belongs to it
ORIENTATION = 0x0112
CLEANABLE = {"pdf", "docx", "xlsx", "pptx", "png", "jpeg", "webp"}
USUAL = Limits()


def clean(name: str, content: bytes) -> bytes:
    """The cleaned copy. Refused where there is none for this kind, or the file cannot be opened."""
    kind = kind_of(name, content)
    if kind is None or kind.key not in CLEANABLE:
        raise refused("not_cleanable")
    try:
        if kind.key == "pdf":
            return clean_pdf(_flat(content))
        if kind.key == "docx":
            return clean_docx(content)
    except (Unreadable, pikepdf.PdfError, pypdfium2.PdfiumError) as error:
        raise refused("damaged") from error
    if kind.key in ("xlsx", "pptx"):
        return clean_office(content)
    if kind.key == "jpeg":
        return _turned(content, bare(content))
    return b"".join(_webp(content)) if kind.key == "webp" else bare(content)


def cleaned(name: str, content: bytes, before: Inspection, limits: Limits = USUAL) -> tuple[bytes, Inspection]:
    """The cleaned copy, and what its own inspection says; what it is rid of is told as cured.

    Refused where there is no copy, or where it is worse than the original.
    """
    copy = clean(name, content)
    after = inspect(name, copy, limits)
    if after.refused:
        raise Refused(after.refused[0])
    gone = [one for one in before.found if _key(one) not in {_key(still) for still in after.found}]
    cured = tuple(_cured(one) for one in gone)
    return copy, Inspection(after.kind, after.media_type, after.size, (), (*after.found, *cured))


def _flat(content: bytes) -> bytes:
    """A PDF in which seals and filled-in fields are part of the page: cleaning takes everything else beside it away."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        drawn = [page for page in document.pages if _keep_drawn(page)]
        if not drawn:
            return content
        document.save(out)
    flat = pypdfium2.PdfDocument(out.getvalue())
    try:
        for page in flat:
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        out = io.BytesIO()
        flat.save(out)
    finally:
        flat.close()
    return out.getvalue()


def _keep_drawn(page: pikepdf.Page) -> bool:
    """Leaves a page's notes but for those that are part of what it shows; whether there are any."""
    notes = page.obj.get("/Annots")
    if not isinstance(notes, pikepdf.Array):
        return False
    shown = [one for one in notes if isinstance(one, pikepdf.Dictionary) and str(one.get("/Subtype", "")) in DRAWN]
    page.obj["/Annots"] = pikepdf.Array(shown)
    return any("/AP" in one for one in shown)


def _key(found: Found) -> tuple[str, str, str]:
    return found.code, found.where.zh, found.excerpt


def _cured(one: Found) -> Found:
    return Found(one.code, one.level, one.said, one.where, one.excerpt, one.count, one.cleanable, cured=True)


def _turned(content: bytes, stripped: bytes) -> bytes:
    """A JPEG without its notes that is still the right way up: only how it was held is written back."""
    told = re.search(rb"\xff\xe1..Exif\0\0(.{8,4096})", content[:70_000], re.DOTALL)
    turn = told_tags(told[1]).get(ORIENTATION, 1) if told else 1
    if not 1 < turn <= 8:
        return stripped
    tags = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, ORIENTATION, 3, 1, turn, 0, 0)
    body = b"Exif\0\0" + tags
    return stripped[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + stripped[2:]


def _webp(content: bytes) -> Iterator[bytes]:
    """A WebP without its notes; the flags that promise them are taken back."""
    kept, at = [], 12
    while at + 8 <= len(content):
        kind, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + length + (length & 1)
        if kind == b"VP8X":
            flags = content[at + 8] & ~0x0C
            kept.append(content[at : at + 8] + bytes([flags]) + content[at + 9 : end])
        elif kind not in (b"EXIF", b"XMP "):
            kept.append(content[at:end])
        at = end
    yield b"RIFF" + struct.pack("<I", 4 + sum(map(len, kept))) + b"WEBP"
    yield from kept
