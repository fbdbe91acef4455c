"""Opens the zip files that office documents are, within limits: a small file must not unpack to a huge one."""

import io
import zipfile
import zlib

from lxml import etree

from zhengwu.statute.report.readers.errors import Unreadable

MOST_UNPACKED = 120_000_000  # bytes of all members together
MOST_MEMBER = 60_000_000  # bytes of one member that is read
MOST_MEMBERS = 5_000


class Archive:
    """The members of an office file, read on demand and never beyond the limits."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise broken("文件已损坏或不完整（压缩包无法打开）。", "The file is damaged or truncated: its archive does not open.") from error
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
            raise Unreadable(
                "too_large",
                "文件解压后过大，可能是压缩炸弹，未予读取。",
                "The file unpacks to too much data (a zip bomb?) and was not read.",
            )
        if any(member.flag_bits & 1 for member in members):
            raise encrypted()
        self.names = frozenset(member.filename for member in members)

    def read(self, name: str) -> bytes:
        """The bytes of a member; Unreadable where it is damaged or larger than it claims."""
        try:
            with self._zip.open(name) as member:
                content = member.read(MOST_MEMBER + 1)
        except (zipfile.BadZipFile, KeyError, EOFError, OSError, zlib.error, NotImplementedError, RuntimeError) as error:
            raise broken("文件内部已损坏，无法读取。", f"The file is damaged inside ({name}).") from error
        if len(content) > MOST_MEMBER:
            raise Unreadable("too_large", "文件内容过大，未予读取。", f"The part {name} is too large and was not read.")
        return content

    def xml(self, name: str) -> etree._Element:
        """A member parsed as XML, without entities and network."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
        try:
            return etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise broken("文件内部已损坏，无法读取。", f"The file is damaged inside ({name}).") from error


def broken(sentence: str, gloss: str) -> Unreadable:
    """The refusal of a damaged file."""
    return Unreadable("broken", sentence, gloss)


def encrypted() -> Unreadable:
    """The refusal of a file that asks for a password."""
    return Unreadable(
        "encrypted", "文件已加密，请先去除密码再读取。", "The file is encrypted: remove its password first, then read it again."
    )
