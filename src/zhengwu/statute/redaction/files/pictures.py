"""Pictures without what the camera and the programs wrote beside them: place, time, device, comments, thumbnails.

The picture itself is not touched: JPEG segments and PNG chunks that no viewer draws are left out.
"""

from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
TOLD = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
KEPT_SEGMENTS = {0xE0, 0xE2, 0xEE}  # JFIF, colour profile, Adobe's colour transform
COMMENT = 0xFE


def bare(content: bytes) -> bytes:
    """A JPEG or PNG without its notes; any other content, or one that cannot be followed, as it is."""
    if content.startswith(b"\xff\xd8\xff"):
        return b"".join(_jpeg(content))
    if content.startswith(PNG):
        return PNG + b"".join(_png(content))
    return content


def _jpeg(content: bytes) -> Iterator[bytes]:
    """The segments to keep; from the first scan on everything."""
    yield content[:2]
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        mark, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if mark == 0xDA:
            break
        note = mark == COMMENT or (0xE0 <= mark <= 0xEF and mark not in KEPT_SEGMENTS)
        if not note:
            yield content[at : at + 2 + length]
        at += 2 + length
    yield content[at:]


def _png(content: bytes) -> Iterator[bytes]:
    """The chunks to keep, up to the end mark; what stands behind it is left out."""
    at = len(PNG)
    while at + 12 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if kind not in TOLD:
            yield content[at : at + 12 + length]
        at += 12 + length
        if kind == b"IEND":
            return
    yield content[at:]
