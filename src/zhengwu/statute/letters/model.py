"""What a letter is before and after it is filled in. Standard library only."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class BlockKind(StrEnum):
    """How a paragraph stands on the page: flush left to whom it goes, indented, or as a row of the table."""

    ADDRESSEE = "addressee"
    PARAGRAPH = "paragraph"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Field:
    """A placeholder of the closed vocabulary: its key, what it stands for, how its value is written, an example."""

    key: str
    label: str  # Chinese
    gloss: str  # English
    kind: str  # "text", "date", "days" (a whole number) or "money" (yuan)
    example: str


@dataclass(frozen=True, slots=True)
class Template:
    """The wording of one letter of one procedure, in force from `since` to `until` (both included; None is open).

    `text` has one paragraph a line. A line that begins with "@" names the addressee and stands flush left; one that
    begins with "|" is a row "| label | value"; placeholders are `{key}`, and nothing else in braces is allowed.
    """

    procedure: str
    key: str
    name: str  # the title that is printed
    gloss: str
    basis: tuple[str, ...]
    since: date
    until: date | None
    text: str
    fields: tuple[str, ...]  # the placeholders that must be given, with those of the head and the signature

    def in_force(self, on: date) -> bool:
        """Whether a letter issued on this day uses this wording."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or table row of a letter; `label` is empty unless it is a row."""

    kind: BlockKind
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be printed. Everything is plain text; nothing in it is markup."""

    procedure: str
    key: str
    title: str
    number: str  # 发文字号
    blocks: tuple[Block, ...]
    signature: str  # the body that signs
    date: str  # 2026年3月2日


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a template or a value cannot be used: a stable code, the placeholder, and a sentence in two languages."""

    code: str
    field: str
    sentence: str
    gloss: str
