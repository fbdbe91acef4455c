"""The zip that a Word file is, read within limits. Whatever is odd about it is refused: nothing may hide in a file
that two programs read differently."""

import io
import struct
import zipfile
import zlib

from lxml import etree

from zhengwu.statute.redaction.model import Unreadable

MOST_MEMBERS = 3_000
MOST_UNPACKED = 200_000_000
MOST_XML = 40_000_000
_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, KeyError, EOFError, OSError, ValueError, RuntimeError)


def unpack(content: bytes) -> dict[str, bytes]:
    """Every member by its name, in the order of the file. Unreadable where the zip is damaged, locked or ambiguous."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if any(member.flag_bits & 1 for member in members):
                raise Unreadable("encrypted", "文件已加密，请去除密码。", "The file is encrypted: remove its password.")
            names = [member.filename for member in members]
            if len({name.lower() for name in names}) != len(names) or len(names) > MOST_MEMBERS:
                raise broken()
            if sum(member.file_size for member in members) > MOST_UNPACKED:
                raise Unreadable(
                    "too_large", "文件解压后过大，请拆分。", "The file unpacks to too much data: split it."
                )
            if archive.start_dir > len(content) or not members or min(m.header_offset for m in members) != 0:
                raise broken()
            return {member.filename: archive.read(member) for member in members if not member.is_dir()}
    except _FAULTS as error:
        raise broken() from error


def pack(members: dict[str, bytes]) -> bytes:
    """A zip of these members, undated, without comments."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parse(content: bytes) -> etree._Element:
    """The root of a member's XML, without entities, document type, comments and processing instructions."""
    if len(content) > MOST_XML:
        raise Unreadable("too_large", "文件内容过大，请拆分。", "A part of the file is too large: split the file.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise broken()
    return root


def is_xml(name: str) -> bool:
    """Whether a member of this name holds XML."""
    return name.lower().endswith((".xml", ".rels", ".vml"))


def broken() -> Unreadable:
    """The refusal of a file that is damaged or that programs may read in different ways."""
    return Unreadable(
        "broken",
        "文件已损坏或者结构异常，请用文字处理软件打开、另存后重新上传。",
        "The file is damaged or oddly built: open it, save it anew, and upload that.",
    )
