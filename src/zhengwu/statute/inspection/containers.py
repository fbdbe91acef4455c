"""The zip that an office file is, read within limits.

Whatever two programs may read differently is refused: members that overlap, names that lie, bytes that no member owns.
A bomb is told by its directory, before anything is unpacked; the library holds members to the sizes told there.
"""

import io
import struct
import zipfile
import zlib
from functools import partial
from itertools import pairwise

from zhengwu.statute.inspection.model import MB, Limits
from zhengwu.statute.inspection.telling import part, refused

FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, KeyError, EOFError, OSError, ValueError, RuntimeError)
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
LOCAL = struct.Struct("<4s5H3L2H")
SMALL = 10 * MB  # what unpacks to no more than this is no bomb, whatever the ratio
DESCRIPTOR = 24  # bytes that may stand behind a member
COMMENT = 65_557  # bytes at the end in which a directory's end is looked for
STREAMED = 8  # flag: sizes stand behind the member


def unpack(content: bytes, limits: Limits, depth: int = 0) -> dict[str, bytes]:
    """Every member by its name. Refused where it is a bomb, locked, damaged, forged or ambiguous."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_directory(content, archive, members, limits)
            unpacked = {member.filename: archive.read(member) for member in members if not member.is_dir()}
    except FAULTS as error:
        raise refused("truncated" if b"PK\x05\x06" not in content[-COMMENT:] else "damaged") from error
    _check_nested(unpacked, limits, depth)
    return unpacked


def is_zip(content: bytes) -> bool:
    """Whether programs could open it as a zip, wherever in it the zip begins."""
    if b"PK\x05\x06" not in content[-COMMENT:] or b"PK\x01\x02" not in content:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return bool(archive.infolist())
    except FAULTS:
        return False


def _check_directory(content: bytes, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(members) > limits.members:
        raise refused("too_many_members", count=len(members))
    if any(member.flag_bits & 1 for member in members):
        raise refused("encrypted")
    for member in members:
        _check_name(member)
    if len({member.filename.lower() for member in members}) != len(members):
        raise refused("ambiguous")
    _check_size(content, members, limits)
    _check_places(content, archive, members)


def _check_name(member: zipfile.ZipInfo) -> None:
    name = member.orig_filename.replace("\\", "/")
    parts = name.split("/")
    outside = name.startswith("/") or ".." in parts or ":" in parts[0]
    if outside or any(sign < " " for sign in name) or (member.external_attr >> 16) & 0o170000 == 0o120000:
        raise refused("traversal", name=ascii(name[:60])[1:-1] if not name.isprintable() else name[:60])


def _check_size(content: bytes, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    whole = sum(member.file_size for member in members)
    ratio = whole // max(1, len(content))
    swollen = any(one.file_size > SMALL and one.file_size > limits.ratio * max(1, one.compress_size) for one in members)
    if whole > limits.unpacked or swollen or (whole > SMALL and ratio > limits.ratio):
        raise refused("zip_bomb", size=whole // MB, ratio=ratio)


def _check_places(content: bytes, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Members lie one behind the other, each under the name that the directory gives it, and nothing between them."""
    ordered = sorted(members, key=lambda member: member.header_offset)
    heads = [_head(content, member) for member in ordered]
    spans = [
        (member.header_offset, member.header_offset + LOCAL.size + head[9] + head[10] + member.compress_size)
        for member, head in zip(ordered, heads, strict=True)
    ]
    for (_, end), (begin, _) in pairwise([*spans, (archive.start_dir, 0)]):
        if begin < end:
            raise refused("overlap")
        if begin - end > DESCRIPTOR:
            raise refused("ambiguous")
    if (spans and spans[0][0] != 0) or not all(map(partial(_agree, content), ordered, heads)):
        raise refused("ambiguous")
    if archive.comment:
        raise refused("trailing", count=len(archive.comment))
    end = content.rfind(b"PK\x05\x06")
    if len(content) - end != 22:
        raise refused("trailing", count=len(content) - end - 22)


def _head(content: bytes, member: zipfile.ZipInfo) -> tuple[int, ...]:
    """The head that stands before a member; its first field is its mark."""
    head: tuple[int, ...] = LOCAL.unpack(content[member.header_offset : member.header_offset + LOCAL.size])
    return head


def _agree(content: bytes, member: zipfile.ZipInfo, head: tuple[int, ...]) -> bool:
    """Whether a member's own head says what the directory says, and it is packed in one of the usual ways."""
    flags, method, packed, size, length = head[2], head[3], head[7], head[8], head[9]
    at = member.header_offset + LOCAL.size
    told = member.orig_filename.encode("utf-8" if member.flag_bits & 0x800 else "cp437", "replace")
    sizes = (
        flags & STREAMED or 0xFFFFFFFF in (packed, size) or (packed, size) == (member.compress_size, member.file_size)
    )
    usual = method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return bool(content[at : at + length] == told and method == member.compress_type and sizes and usual)


def _check_nested(members: dict[str, bytes], limits: Limits, depth: int) -> None:
    """Archives inside are held to the same rules, and may not go on for ever."""
    inner = {name: member for name, member in members.items() if member.startswith(ZIPS)}
    if inner and depth >= limits.nested:
        raise refused("nested")
    left = limits.unpacked - sum(map(len, members.values()))
    for name, member in inner.items():
        if left <= 0:
            raise refused("zip_bomb", part(name), size=limits.unpacked // MB, ratio=limits.ratio)
        further = Limits(limits.bytes, left, limits.ratio, limits.members, limits.nested)
        left -= sum(map(len, unpack(member, further, depth + 1).values()))
