"""Pictures: whether they are whole, how large they would become, and what cameras and programs wrote beside them.

Only heads are read, never pixels: a picture of a few bytes may unpack to gigabytes.
"""

import io
import re
import struct
import zlib
from collections.abc import Callable

from PIL import Image

from zhengwu.statute.inspection.model import Limits, Look, Said
from zhengwu.statute.inspection.personal import masked_name
from zhengwu.statute.inspection.telling import found, refusal, refused

PNG = b"\x89PNG\r\n\x1a\n"
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # markers that tell the size of a JPEG
ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length
MOST_FRAMES = 5_000
GPS, ARTIST, OWNER, SERIAL, COPYRIGHT = 0x8825, 0x013B, 0xA430, 0xA431, 0x8298
DEVICE = (0x010F, 0x0110, 0x0131, 0x0132)
EXIF = 0x8769
SIDE = 60_000
MOST_TAGS = 200
Size = tuple[int, int]


def look(content: bytes, limits: Limits, *, strict: bool = True) -> Look:
    """The look at a PNG, JPEG, GIF or WebP. Not strict: a picture inside a document, which other programs wrote.

    Refused where it is damaged; of other pictures inside documents nothing is told.
    """
    follow = next((follow for start, follow in KINDS if start(content)), None)
    seen = Look()
    if follow is None:
        return seen
    try:
        (width, height), end = follow(content)
    except (IndexError, struct.error, ValueError) as error:
        raise refused("truncated") from error
    if width * height > limits.pixels or max(width, height) > SIDE:
        raise refused("giant_picture", width=width, height=height)
    rest = content[end:].lstrip(b"\x00\r\n")
    if rest and strict:
        seen.refused.append(refusal("trailing", count=len(content) - end))
    if not seen.refused:
        _notes(content, seen)
    seen.found.append(found("unseen", Said("图片", "the picture")))
    return seen


def _png(content: bytes) -> tuple[Size, int]:
    at, size, drawn = len(PNG), (0, 0), False
    while True:
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        body = content[at + 8 : at + 8 + length]
        if struct.unpack(">I", content[at + 8 + length : at + 12 + length])[0] != zlib.crc32(kind + body):
            raise refused("damaged")
        if kind == b"IHDR":
            size = struct.unpack(">II", body[:8])
        drawn = drawn or kind == b"IDAT"
        at += 12 + length
        if kind == b"IEND":
            if not drawn or size == (0, 0):
                raise refused("damaged")
            return size, at


def _jpeg(content: bytes) -> tuple[Size, int]:
    at, size = 2, (0, 0)
    while True:
        if content[at] != 0xFF:
            raise refused("damaged")
        mark = content[at + 1]
        if mark == 0xFF:
            at += 1
        elif mark in ALONE:
            at += 2
        elif mark == 0xD9:
            if size == (0, 0):
                raise refused("damaged")
            return size, at + 2
        else:
            length = struct.unpack(">H", content[at + 2 : at + 4])[0]
            if mark in FRAMES:
                height, width = struct.unpack(">HH", content[at + 5 : at + 9])
                size = (width, height)
            at += 2 + length
            if mark == 0xDA:
                at = _scan_end(content, at)


def _scan_end(content: bytes, at: int) -> int:
    """The next marker behind the coded pixels: FF that is not stuffed and no restart mark."""
    while True:
        at = content.index(b"\xff", at)
        if content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
            at += 2
        else:
            return at


def _gif(content: bytes) -> tuple[Size, int]:
    width, height, packed = struct.unpack("<HHB", content[6:11])
    at = 13 + (3 << ((packed & 7) + 1) if packed & 0x80 else 0)
    frames = 0
    while True:
        kind = content[at]
        if kind == 0x3B:
            if not frames:
                raise refused("damaged")
            return (width, height), at + 1
        if kind == 0x21:
            at = _blocks(content, at + 2)
        elif kind == 0x2C:
            frames += 1
            flags = content[at + 9]
            at = _blocks(content, at + 11 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0))
            if frames * width * height > MOST_FRAMES * 1_000_000:
                raise refused("giant_picture", width=width, height=height)
        else:
            raise refused("damaged")


def _blocks(content: bytes, at: int) -> int:
    while content[at]:
        at += content[at] + 1
    return at + 1


def _webp(content: bytes) -> tuple[Size, int]:
    end = 8 + struct.unpack("<I", content[4:8])[0]
    if end > len(content):
        raise refused("truncated")
    kind, body = content[12:16], content[20:40]
    if kind == b"VP8X":
        return (1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")), end
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return (1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)), end
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[6:10])
        return (width & 0x3FFF, height & 0x3FFF), end
    raise refused("damaged")


def told_tags(notes: bytes) -> dict[int, int]:
    """The tags of the first table of EXIF notes with their values, as they stand there, even where the rest is torn."""
    tags = notes.removeprefix(b"Exif\0\0")
    order = ">" if tags[:2] == b"MM" else "<"
    found_tags: dict[int, int] = {}
    try:
        first = struct.unpack(order + "I", tags[4:8])[0]
        for number in range(min(MOST_TAGS, struct.unpack(order + "H", tags[first : first + 2])[0])):
            at = first + 2 + 12 * number
            tag, _, _, value = struct.unpack(order + "HHIH", tags[at : at + 10])
            found_tags[tag] = value
    except struct.error:
        return found_tags
    return found_tags


def _notes(content: bytes, seen: Look) -> None:
    """Place, owner, device and time. A picture whose notes the library cannot read is damaged."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            exif = picture.getexif()
            words = {str(key): str(value) for key, value in picture.info.items() if isinstance(value, str | bytes)}
            tags = {**dict(exif), **dict(exif.get_ifd(EXIF))}
            place = dict(exif.get_ifd(GPS)) or GPS in told_tags(picture.info.get("exif", b""))
    except Exception as error:
        raise refused("damaged") from error
    where = Said("照片的拍摄信息", "notes of the photograph")
    xmp = next((value for key, value in words.items() if "xmp" in key.lower() or "XML:com" in key), "")
    if place or re.search(r"exif:GPSL|GPSLatitude", xmp):
        seen.found.append(found("photo_place", where))
    owner = next((str(tags[tag]).strip("\0 ") for tag in (ARTIST, OWNER, SERIAL, COPYRIGHT) if tags.get(tag)), "")
    owner = owner or next(
        (value for key, value in words.items() if key.lower() in ("author", "artist", "copyright")), ""
    )
    if owner:
        seen.found.append(found("photo_owner", where, masked_name(owner)))
    device = next((str(tags[tag]).strip("\0 ") for tag in DEVICE if tags.get(tag)), "")
    comment = next((value for key, value in words.items() if key.lower() in ("comment", "description", "title")), "")
    if device or xmp or comment:
        seen.found.append(found("photo_notes", where, device))


KINDS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], tuple[Size, int]]], ...] = (
    (lambda content: content.startswith(PNG), _png),
    (lambda content: content.startswith(b"\xff\xd8\xff"), _jpeg),
    (lambda content: content.startswith((b"GIF87a", b"GIF89a")), _gif),
    (lambda content: content.startswith(b"RIFF") and content[8:12] == b"WEBP", _webp),
)
