"""Opens the zip files that office documents are, within limits: a small file must not unpack to a huge one."""

import io
import struct
import zipfile
import zlib

from lxml import etree

from zhengwu.statute.report.readers.errors import Unreadable

MOST_UNPACKED = 120_000_000  # bytes of all members together, as the archive says
MOST_MEMBER = 60_000_000  # bytes of one member that is read
MOST_READ = 80_000_000  # bytes of all members that are read
MOST_MEMBERS = 5_000
MOST_XML = 15_000_000  # bytes of one member that is parsed
MOST_TAGS = 800_000

_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    KeyError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    RuntimeError,
)


class Archive:
    """The members of an office file, read on demand and never beyond the limits."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            members = self._zip.infolist()
        except _FAULTS as error:
            sentence = "文件已损坏或不完整（压缩包无法打开）。"
            raise broken(sentence, "The file is damaged or truncated: its archive does not open.") from error
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
            raise _bomb()
        if any(member.flag_bits & 1 for member in members):
            raise encrypted()
        if _overlapping(members):
            raise broken("文件已损坏（压缩包内容互相重叠）。", "The file is damaged: parts of its archive overlap.")
        self.names = frozenset(member.filename for member in members)
        self._left = MOST_READ

    def read(self, name: str) -> bytes:
        """The bytes of a member; Unreadable where it is damaged or larger than it claims."""
        try:
            if self._zip.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise zipfile.BadZipFile(name)
            with self._zip.open(name) as member:
                content = member.read(MOST_MEMBER + 1)
        except _FAULTS as error:
            raise broken("文件内部已损坏，无法读取。", f"The file is damaged inside ({name}).") from error
        self._left -= len(content)
        if len(content) > MOST_MEMBER or self._left < 0:
            raise _bomb()
        return content

    def xml(self, name: str) -> etree._Element:
        """A member parsed as XML. Office files have neither document types nor entities; one that has is refused."""
        return parse_xml(self.read(name), name)


def parse_xml(content: bytes, name: str) -> etree._Element:
    """The root of a member's XML, parsed without entities and network."""
    if len(content) > MOST_XML or content.count(b"<") > MOST_TAGS:
        raise Unreadable("too_large", "文件内容过大，未予读取。", f"The part {name} is too large and was not read.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken("文件内部已损坏，无法读取。", f"The file is damaged inside ({name}).") from error
    if root.getroottree().docinfo.internalDTD is not None:
        sentence = "文件含有不允许的文档类型声明，未予读取。"
        raise broken(sentence, f"The part {name} declares a document type: it was not read.")
    return root


def _overlapping(members: list[zipfile.ZipInfo]) -> bool:
    """Whether two members share bytes of the file, as they do only in a bomb."""
    end = -1
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            return True
        end = member.header_offset + member.compress_size
    return False


def _bomb() -> Unreadable:
    return Unreadable(
        "too_large",
        "文件解压后过大，可能是压缩炸弹，未予读取。",
        "The file unpacks to too much data (a zip bomb?) and was not read.",
    )


def broken(sentence: str, gloss: str) -> Unreadable:
    """The refusal of a damaged file."""
    return Unreadable("broken", sentence, gloss)


def encrypted() -> Unreadable:
    """The refusal of a file that asks for a password."""
    return Unreadable(
        "encrypted",
        "文件已加密，请先去除密码再读取。",
        "The file is encrypted: remove its password first, then read it again.",
    )
