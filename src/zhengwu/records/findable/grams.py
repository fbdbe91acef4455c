"""Folded texts as what an index holds of them: overlapping pairs, so that any part of a text is found exactly, and the
single characters, by which one alone is found at once.

Pairs are made of whatever is no space: of figures, letters and punctuation as of Han characters, so that a part of a
number is found as well as a part of a name. A character that stands before a space is a token alone, too.
"""

from operator import add
from typing import NamedTuple

from zhengwu.records.findable.folding import fold

MOST_WORDS = 8  # of a question
MOST_LENGTH = 60  # of a word of it: longer ones are cut
MOST_TEXT = 200_000  # characters of one text that are looked through


def pairs(folded: str) -> str:
    """The pairs of a folded text in its order, with spaces between them."""
    return " ".join(map(add, folded, folded[1:])) if len(folded) > 1 else folded


def singles(folded: str) -> str:
    """Each character of a folded text once."""
    return " ".join({*folded})


class Shaped(NamedTuple):
    """A text as an index takes it, made beforehand: folded; and its pairs and single characters where wanted."""

    folded: str
    pairs: str
    singles: str


def shaped(text: str, before: str = "", after: str = "") -> Shaped:
    """A part of a text in the shape of an index; `before` and `after` are a space where another part stands there."""
    folded = fold(text)
    return Shaped(folded, pairs(f"{before}{folded}{after}"), singles(folded))


def joined(*parts: Shaped) -> Shaped:
    """The shape of parts with spaces between them."""
    return Shaped(*(" ".join(same) for same in zip(*parts, strict=True)))


def pairs_of(word: str) -> list[str]:
    """The pairs of a word that is looked for."""
    return list(map(add, word, word[1:]))


def sought(text: str) -> tuple[str, ...]:
    """The words of a question, folded, each of them once: what is found holds all of them."""
    found = dict.fromkeys(word[:MOST_LENGTH] for word in fold(text).split())
    return tuple(found)[:MOST_WORDS]
