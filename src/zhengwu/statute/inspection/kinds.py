"""What a file is, told by its content; the name only has to agree.

The table is `kinds.toml`. A kind is told by its first bytes, by what lies in its package, or by how it reads.
"""

import io
import re
import tomllib
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from zhengwu.statute.inspection import plain

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+(?P<doctype>\w+)|(?P<root>[a-z][\w:.-]*))",
    re.DOTALL | re.IGNORECASE,
)
PAGES = {"html", "head", "body", "script", "iframe", "meta", "title", "link", "style", "div", "table", "p", "a", "img",
         "form", "object", "embed", "frameset", "base", "center", "font", "span", "h1"}  # fmt: skip
MESSAGE = re.compile(r"(?:MIME-Version|Content-Type|From):.*\n(?:.*\n){0,40}.*text/html", re.IGNORECASE)
UNPRINTED = {"Cc", "Cf", "Zl", "Zp", "Co", "Cs"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A line of the table. `stream`, `content_types`, `mimetype` and `member` tell it inside a package."""

    key: str
    zh: str
    en: str
    extensions: tuple[str, ...]
    media_type: str
    most_mb: int
    publish: bool
    starts: tuple[bytes, ...] = ()
    content_types: tuple[str, ...] = ()
    mimetype: str = ""
    member: str = ""
    stream: str = ""
    refuse: str = ""
    to: str = ""
    shown: bool = False


@cache
def kinds() -> dict[str, Kind]:
    """The kinds by key, in the order in which they are tried."""
    rows = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text("utf-8"))["kind"]
    return {row["key"]: Kind(**{key: _value(key, value) for key, value in row.items()}) for row in rows}


def shown(media_type: str) -> bool:
    """Whether a browser may show files of this media type; all others are only downloaded."""
    return any(kind.shown and kind.media_type == media_type for kind in kinds().values())


def suffix_of(name: str) -> str:
    """The ending of a name, in small letters, without its point."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")


def kind_of(name: str, content: bytes) -> Kind | None:
    """The kind by content. The name decides only between text and table of the same signs. None: unknown."""
    table = kinds()
    if b"%PDF-" in content[:1024] and not content.startswith(table["gif"].starts):
        return table["pdf"]
    if content.startswith(table["zip"].starts):
        return _packed(name, content)
    if content.startswith(OLE):
        return _compound(content)
    for kind in table.values():
        if kind.starts and content.startswith(kind.starts):
            return kind
    return _others(name, content)


def _others(name: str, content: bytes) -> Kind | None:
    """Kinds that are told by more than their first bytes."""
    table = kinds()
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return table["webp"]
    if (
        content.startswith(b"BM")
        and content[6:10] == bytes(4)
        and content[14:15] in (b"\x0c", b"\x28", b"\x6c", b"\x7c")
    ):
        return table["bmp"]
    if content[4:8] == b"ftyp":
        return table["mp4"]
    if content.startswith(b"ID3") or (content[:1] == b"\xff" and content[1:2] in (b"\xfb", b"\xf3", b"\xf2", b"\xfa")):
        return table["mp3"]
    text = plain.decoded(content)
    return None if text is None else _text(name, text)


def _text(name: str, text: str) -> Kind:
    table = kinds()
    head = text[:4096]
    if head.lstrip().startswith("{\\rtf"):
        return table["rtf"]
    markup = MARKUP.match(head)
    if markup:
        root = (markup["root"] or markup["doctype"] or "").lower().rpartition(":")[2]
        if root == "svg":
            return table["svg"]
        if root in PAGES:
            return table["html"]
        if head.lstrip().startswith("<?xml") or markup["doctype"]:
            return table["xml"]
    if MESSAGE.match(head):
        return table["html"]
    return table["csv"] if suffix_of(name) == "csv" else table["txt"]


def _packed(name: str, content: bytes) -> Kind:
    """Which kind of zip; where its directory cannot be read, what the name says."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            types = _member(archive, names, "[Content_Types].xml").decode("utf-8", "ignore")
            mimetype = _member(archive, names, "mimetype").decode("ascii", "ignore").strip()
    except Exception:  # noqa: BLE001 a forged zip makes the library raise anything; its own inspection says why
        return _named(name)
    for kind in kinds().values():
        if types and any(main in types for main in kind.content_types):
            return kind
        if (kind.mimetype and kind.mimetype == mimetype) or (kind.member and kind.member in names):
            return kind
    return kinds()["program"] if "META-INF/MANIFEST.MF" in names or "classes.dex" in names else kinds()["zip"]


def _named(name: str) -> Kind:
    """The kind of package that a name promises; its own inspection says what is the matter with it."""
    packages = [kind for kind in kinds().values() if kind.content_types or kind.mimetype or kind.member]
    return next((kind for kind in packages if suffix_of(name) in kind.extensions), kinds()["zip"])


def _member(archive: zipfile.ZipFile, names: set[str], name: str) -> bytes:
    if name not in names:
        return b""
    with archive.open(name) as member:
        return member.read(1_000_000)


def _compound(content: bytes) -> Kind:
    """Which old Office file: by the names in the directory of the compound file, which are in UTF-16."""
    for kind in kinds().values():
        if kind.stream and kind.stream.encode("utf-16-le") in content:
            return kind
    return kinds()["xls"] if "Book\0".encode("utf-16-le") in content else kinds()["ole"]


def _value(key: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(bytes.fromhex(one) for one in value) if key == "starts" else tuple(value)
    return value
