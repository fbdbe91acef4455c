"""Whether a file may be made public: what it really is, what it would do, what it hides, what is personal in it.

`inspect` tells the kind by content (`kinds.toml`), refuses what is hostile or cannot be looked into (`reasons.toml`),
and finds what a person must see before release; `clean` makes a copy without what can be taken out; `sanitised` makes
a text of the public out of whatever was pasted. Nothing here runs a file, unpacks a bomb or reads more than its limits.
No database, no clock, no network: the scan for viruses is asked for in `zhengwu.records.publications`.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Protocol

from zhengwu.statute.inspection import containers, plain
from zhengwu.statute.inspection.kinds import UNPRINTED, Kind, kind_of, kinds, shown, suffix_of
from zhengwu.statute.inspection.model import (
    MB,
    NOWHERE,
    Found,
    Inspection,
    Limits,
    Look,
    Refusal,
    Refused,
    Said,
    Text,
    from_row,
    to_row,
)  # fmt: skip
from zhengwu.statute.inspection.personal import masked, personal
from zhengwu.statute.inspection.telling import part, refusal, refused

__all__ = [
    "MB", "NOWHERE", "Found", "Inspection", "Kind", "Limits", "Refusal", "Refused", "Said", "Stream", "Text",
    "from_row", "inspect", "kinds", "masked", "personal", "read_bounded", "shown", "suffix_of", "to_row",
]  # fmt: skip
USUAL = Limits()
PIECE = 1 << 20
# The module and function that looks into a kind; loaded when the first file of the kind comes.
LOOKS: dict[str, tuple[str, str]] = {
    "pdf": ("pdf", "look"),
    "docx": ("word", "look"),
    "xlsx": ("sheets", "look"),
    "pptx": ("slides", "look"),
    "odt": ("opendocument", "look"),
    "ods": ("opendocument", "look"),
    "ofd": ("opendocument", "look_ofd"),
    "png": ("images", "look"),
    "jpeg": ("images", "look"),
    "gif": ("images", "look"),
    "webp": ("images", "look"),
    "svg": ("vector", "look"),
    "mp4": ("recordings", "look_film"),
    "mp3": ("recordings", "look_sound"),
    "txt": ("plain", "look"),
}


class Stream(Protocol):
    """Whatever gives bytes piece by piece, as an upload does."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, at most so many; none at the end."""
        ...


def inspect(name: str, content: bytes | Path, limits: Limits = USUAL) -> Inspection:
    """What a file is, why it is refused, and what was found in it. Never raises for what a file holds.

    A path is read only if the file is no larger than the limit.
    """
    size = content.stat().st_size if isinstance(content, Path) else len(content)
    try:
        if size > limits.bytes:
            raise refused("too_large", size=f"{size / MB:,.1f}", most=limits.bytes // MB)
        whole = content.read_bytes() if isinstance(content, Path) else content
        kind, look = _looked(name, whole, limits)
    except Refused as error:
        return Inspection("", "", size, (error.refusal,))
    return Inspection(kind.key, kind.media_type, size, tuple(_once(look.refused)), _merged(look.found))


def read_bounded(stream: Stream, limits: Limits = USUAL) -> bytes:
    """What a stream gives, read piece by piece. Refused as soon as it is more than the limit."""
    pieces, size = [], 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > limits.bytes:
            raise refused("too_large", size=f"> {limits.bytes // MB}", most=limits.bytes // MB)
        pieces.append(piece)
    return b"".join(pieces)


def _looked(name: str, content: bytes, limits: Limits, depth: int = 0) -> tuple[Kind, Look]:
    if not content:
        raise refused("empty")
    kind = kind_of(name, content)
    if kind is None:
        raise refused("unknown_kind")
    look = Look(refused=[*_named(name, kind), *_sized(content, kind), *_refused_kind(kind, content, limits)])
    if not look.refused:
        try:
            seen = _look_of(kind, content, limits, depth)
        except Refused as error:
            seen = Look(refused=[error.refusal])
        except (MemoryError, RecursionError):
            seen = Look(refused=[refusal("damaged")])
        look.refused += seen.refused
        look.found += seen.found
        if not look.refused:
            _read(seen, look, limits)
    return kind, look


def _look_of(kind: Kind, content: bytes, limits: Limits, depth: int) -> Look:
    """What the module of the kind sees. A library's own failure on a hostile file is a refusal, never a pass."""
    if kind.key == "zip":
        return _archive(content, limits, depth)
    if kind.key == "csv":
        return plain.look(content, limits, table=True)
    module, function = LOOKS[kind.key]
    look: Callable[[bytes, Limits], Look] = getattr(import_module(f"{__name__}.{module}"), function)
    try:
        return look(content, limits)
    except Refused:
        raise
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OSError, ArithmeticError) as error:
        raise refused("damaged") from error


def _read(seen: Look, look: Look, limits: Limits) -> None:
    """Looks through the texts. What cannot be read to its end is refused, not passed."""
    try:
        look.found += personal(_bounded(seen, limits))
    except Refused as error:
        look.refused.append(error.refusal)


def _bounded(seen: Look, limits: Limits) -> Iterator[Text]:
    left = limits.text
    for text in seen.texts:
        left -= len(text.text)
        if left < 0:
            raise refused("too_much_text")
        yield text


def _named(name: str, kind: Kind) -> list[Refusal]:
    """Whether the name tells the truth."""
    if any(unicodedata.category(sign) in UNPRINTED for sign in name):
        return [refusal("deceptive_name")]
    suffix = suffix_of(name)
    if suffix in kind.extensions:
        return []
    return [refusal("name_lies", suffix=suffix[:20] or "（无）", kind=kind.zh, kind_en=kind.en)]


def _sized(content: bytes, kind: Kind) -> list[Refusal]:
    size = len(content)
    return [refusal("too_large", size=f"{size / MB:,.1f}", most=kind.most_mb)] if size > kind.most_mb * MB else []


def _refused_kind(kind: Kind, content: bytes, limits: Limits) -> list[Refusal]:
    """Why a kind is not made public; what makes a file of it dangerous is said as well."""
    if kind.publish or (kind.key == "zip" and limits.containers):
        return []
    reason = refusal(kind.refuse, kind=kind.zh, kind_en=kind.en, to=kind.to)
    return [reason, *_dangers(kind, content, limits)]


def _dangers(kind: Kind, content: bytes, limits: Limits) -> Iterator[Refusal]:
    """What is known of a kind that is refused anyhow: bombs, macros, scripts."""
    if kind.key == "zip":
        try:
            containers.unpack(content, limits)
        except Refused as error:
            yield error.refusal
    elif content.startswith(bytes.fromhex("d0cf11e0")):
        wide = [name.encode("utf-16-le") for name in ("_VBA_PROJECT", "VBA", "Macros", "_VBA_PROJECT_CUR")]
        if any(name + b"\0\0" in content for name in wide):
            yield refusal("macro")
        if "EncryptedPackage".encode("utf-16-le") in content:
            yield refusal("encrypted")
    elif kind.key == "rtf" and b"\\object" in content:
        yield refusal("ole")
    elif kind.key in ("html", "xml"):
        text = plain.decoded(content) or ""
        if plain.RUN.search(text):
            yield refusal("script")
        if "<!ENTITY" in text:
            yield refusal("entities")


def _archive(content: bytes, limits: Limits, depth: int) -> Look:
    """An archive, where the office takes them: every file in it is held to the same rules."""
    look = Look()
    for name, member in containers.unpack(content, limits, depth).items():
        try:
            _, inner = _looked(name.rpartition("/")[2], member, limits, depth + 1)
        except Refused as error:
            look.refused.append(_inside(name, error.refusal))
            continue
        look.refused += [_inside(name, one) for one in inner.refused]
        look.found += [_found_inside(name, one) for one in inner.found]
    return look


def _inside(name: str, one: Refusal) -> Refusal:
    where = part(name)
    return Refusal(one.code, one.said, Said(f"{where.zh} {one.where.zh}", f"{where.en} {one.where.en}"), one.advice)


def _found_inside(name: str, one: Found) -> Found:
    where = part(name)
    place = Said(f"{where.zh} {one.where.zh}".strip(), f"{where.en} {one.where.en}".strip())
    return Found(one.code, one.level, one.said, place, one.excerpt, one.count, False)


def _merged(findings: list[Found]) -> tuple[Found, ...]:
    """Findings that say the same at the same place as one."""
    merged: dict[tuple[str, str, str], Found] = {}
    for one in findings:
        key = (one.code, one.where.zh, one.excerpt)
        there = merged.get(key)
        merged[key] = one if there is None else replace(there, count=there.count + one.count)
    return tuple(merged.values())


def _once(refusals: list[Refusal]) -> Iterator[Refusal]:
    """Each reason once: the first place tells enough."""
    met: set[tuple[str, str]] = set()
    for one in refusals:
        if (one.code, one.said.zh) not in met:
            met.add((one.code, one.said.zh))
            yield one
