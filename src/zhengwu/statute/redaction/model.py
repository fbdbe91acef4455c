"""What the proof of a redaction says. Standard library only; nothing here holds a withheld passage in clear."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with the redacted copy.

    `passage` is the number of the withheld passage, from 1, or None; `where` names the place. `cured`: the cleaned copy
    no longer has it, so that it does not stand against the release.
    """

    code: str
    where: str
    sentence: str
    gloss: str
    passage: int | None = None
    cured: bool = False


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A named person has looked at these pages (numbers from 1) and vouches that they show nothing withheld."""

    by: str
    on: date
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """The result: passed only if nothing uncured was found, in the cleaned copy as well as in the comparison.

    `cleaned` is empty where the copy could not be read. Sums are SHA-256 in hexadecimal. `compared` counts the pages
    (of a PDF) or paragraphs whose text was compared; `unseen` are the pages that need a person's eyes.
    """

    passed: bool
    findings: tuple[Finding, ...]
    cleaned: bytes
    kind: str
    original_sha256: str
    redacted_sha256: str
    cleaned_sha256: str
    compared: int
    unseen: tuple[int, ...] = ()
    confirmed_by: str = ""
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """Text that stands somewhere in a file: `code` says what kind of place it is, `where` names it in words."""

    code: str
    where: str
    gloss: str
    text: str


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes of a file that are no text by themselves, and in which encoded text may stand."""

    code: str
    where: str
    gloss: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A file laid open. `shown` has the text of each page, or of the whole document as its only page.

    `pictured` are the pages that show more than their text says; `textless` those that show something and have no text.
    `burdens` are findings that stand whatever the passages are.
    """

    kind: str
    shown: tuple[str, ...]
    parts: int  # pages or paragraphs
    traces: tuple[Trace, ...]
    blobs: tuple[Blob, ...]
    pictured: frozenset[int] = frozenset()
    textless: frozenset[int] = frozenset()
    burdens: tuple[Finding, ...] = ()


class Unreadable(Exception):
    """A file that cannot be laid open. `code` is stable; sentence (Chinese) and gloss (English) say what to do."""

    def __init__(self, code: str, sentence: str, gloss: str) -> None:
        super().__init__(gloss)
        self.code = code
        self.sentence = sentence
        self.gloss = gloss
