"""What an inspection says. Standard library only; an excerpt never shows a whole number, name or address."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

MB = 1_000_000
Level = Literal["must", "notice"]  # a person must accept it or have it cleaned; a person is told of it


@dataclass(frozen=True, slots=True)
class Said:
    """The same words in Chinese and in English; both empty where there is nothing to say."""

    zh: str = ""
    en: str = ""


NOWHERE = Said()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not taken: a stable code, what is the matter, where in the file, and what to do about it."""

    code: str
    said: Said
    where: Said
    advice: Said


@dataclass(frozen=True, slots=True)
class Found:
    """Something hidden or personal. `count` says how often; place and excerpt are those of the first.

    `cleanable`: a cleaned copy may be without it. `cured`: it was in the original and is not in the cleaned copy.
    """

    code: str
    level: Level
    said: Said
    where: Said = NOWHERE
    excerpt: str = ""
    count: int = 1
    cleanable: bool = False
    cured: bool = False


@dataclass(frozen=True, slots=True)
class Inspection:
    """The result. `kind` is a key of the table of kinds, by content, empty where it is unknown.

    `found` is complete only where nothing is refused.
    """

    kind: str
    media_type: str
    size: int
    refused: tuple[Refusal, ...] = ()
    found: tuple[Found, ...] = ()

    @property
    def stops(self) -> tuple[Found, ...]:
        """What a person must accept, or have cleaned, before the file goes out."""
        return tuple(one for one in self.found if one.level == "must" and not one.cured)


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file and what it unpacks to may be. `containers`: archives of publishable files are taken, too."""

    bytes: int = 100 * MB
    unpacked: int = 500 * MB
    ratio: int = 200  # of unpacked to packed bytes of one member, where there is much of it
    members: int = 5_000
    nested: int = 2  # archives inside archives
    pixels: int = 100 * MB
    pages: int = 1_000
    text: int = 20 * MB  # characters that are looked through for personal data
    containers: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text, and where it stands."""

    where: Said
    text: str


@dataclass(slots=True)
class Look:
    """What looking into a file of one kind gave. Filled by the module of that kind, read by `inspect`."""

    refused: list[Refusal] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    texts: Iterable[Text] = ()


class Refused(Exception):
    """A file that cannot be looked at any further, for this reason."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.said.en)
        self.refusal = refusal


def to_row(found: Found) -> dict[str, Any]:
    """The finding as it is kept on file, as JSON."""
    said, where = found.said, found.where
    return {
        "code": found.code,
        "level": found.level,
        "zh": said.zh,
        "en": said.en,
        "where": where.zh,
        "where_en": where.en,
        "excerpt": found.excerpt,
        "count": found.count,
        "cleanable": found.cleanable,
        "cured": found.cured,
    }


def from_row(row: dict[str, Any]) -> Found:
    """The finding that was kept. KeyError where the row is none."""
    return Found(
        row["code"],
        row["level"],
        Said(row["zh"], row["en"]),
        Said(row["where"], row["where_en"]),
        row["excerpt"],
        row["count"],
        row["cleanable"],
        row["cured"],
    )
