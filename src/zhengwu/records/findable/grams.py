"""Folded texts as what an index holds of them, each once: single characters, overlapping pairs, and threes of figures.

Where three figures, letters or ASCII signs stand in a row, all three are one token instead of the first two: pairs of
them are in nearly every text. Whatever is no space counts, so that a part of a number is found as a part of a name is.
"""

import re
from operator import add
from typing import NamedTuple

from zhengwu.records.findable.compact import compact
from zhengwu.records.findable.folding import SIGN, fold

MOST_WORDS = 8  # of a question
MOST_LENGTH = 60  # of a word of it: longer ones are cut
MOST_TEXT = 2_500_000  # characters of one text that are looked through: more than a publication can have
NARROW = frozenset("0123456789abcdefghijklmnopqrstuvwxyz") | {
    chr(SIGN + number) for number in range(0x21, 0x7F) if not chr(number).isalnum()
}
SIGN_OF_RUN = f"[{''.join(sorted(NARROW))}]"
RUN = re.compile(f"{SIGN_OF_RUN}{{3,}}")
ENDS = re.compile(f"({SIGN_OF_RUN}){SIGN_OF_RUN}*({SIGN_OF_RUN}{{2}})")  # what of a run makes pairs


class Shaped(NamedTuple):
    """A text as an index takes it, made beforehand: folded; or its tokens with spaces between them, and its bytes."""

    folded: str
    tokens: str
    packed: bytes


class Halves(NamedTuple):
    """A text on both sides of a number that is not known yet: folded, or in bytes, with the tokens of both sides."""

    folded: tuple[str, str]
    tokens: str
    packed: tuple[bytes, bytes]


class Looked(NamedTuple):
    """How a word is looked for: of each group one token is there; `exact`: then the word is, too."""

    groups: tuple[tuple[str, ...], ...]
    exact: bool


def tokens(folded: str) -> str:
    """The tokens of a folded text, each once."""
    narrow = RUN.findall(folded)
    wide = ENDS.sub(r"\1 \2", folded) if narrow else folded
    found = {*folded, *map(add, wide, wide[1:])}
    for run in narrow:
        found.update(map(add, map(add, run, run[1:]), run[2:]))
    return " ".join(found)


def shaped(text: str, *, cut: bool = True) -> Shaped:
    """A text, or a part of one on lines of its own, in the shape of an index; `cut`: as tokens and bytes."""
    folded = fold(text)
    return Shaped("", tokens(folded), compact(folded)) if cut else Shaped(folded, "", b"")


def halves(before: str, after: str, *, cut: bool = True) -> Halves:
    """Both sides of a number, in the shape of an index; `cut`: as tokens and bytes."""
    first, second = fold(before), fold(after)
    if not cut:
        return Halves((first, second), "", (b"", b""))
    return Halves(("", ""), tokens(f"{first} {second}"), (compact(first), compact(second)))


def whole(both: Halves, number: str) -> Shaped:
    """The shape of a text once its number is known."""
    folded = fold(number)
    if not both.tokens:
        before, after = both.folded
        return Shaped(f"{before} {folded} {after}", "", b"")
    cut = _of_run(folded) if len(folded) > 2 and is_narrow(folded) else tokens(folded)
    first, second = both.packed
    return Shaped("", f"{both.tokens} {cut}", b" ".join((first, compact(folded), second)))


def _of_run(run: str) -> str:
    """The tokens of one run of figures, letters and ASCII signs."""
    return " ".join({*run, run[-2:], *map(add, map(add, run, run[1:]), run[2:])})


def looked(word: str) -> Looked:
    """How a word without spaces is looked for."""
    if len(word) == 1:
        return Looked(((word,),), True)
    groups = list[tuple[str, ...]]()
    for at in range(len(word) - 2):
        three = word[at : at + 3]
        groups.append((three if is_narrow(three) else three[:2],))
    last = word[-2:]
    if not is_narrow(last):
        groups.append((last,))
    elif not is_narrow(word[-3:]) or len(word) == 2:  # what follows the two in a text is not known
        groups.append((last, *(last + sign for sign in sorted(NARROW))))
    return Looked(tuple(dict.fromkeys(groups)), len(groups) == 1)


def is_narrow(text: str) -> bool:
    """Whether a folded text is made of figures, letters and ASCII signs only."""
    return NARROW.issuperset(text)


def sought(text: str) -> tuple[str, ...]:
    """The words of a question, folded, each of them once: what is found holds all of them."""
    found = dict.fromkeys(word[:MOST_LENGTH] for word in fold(text).split())
    return tuple(found)[:MOST_WORDS]
