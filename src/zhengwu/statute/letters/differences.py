"""What two wordings of a letter differ in: by paragraphs and, within one, by signs. Standard library only."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from zhengwu.statute.letters.merge import PLACEHOLDER

How = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of signs that is in both, only in the earlier wording, or only in the later one."""

    how: How
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph of either wording: unchanged, gone, new, or changed in the pieces that say so."""

    how: Literal["same", "gone", "new", "changed"]
    pieces: tuple[Piece, ...]


def differences(before: str, after: str) -> tuple[Change, ...]:
    """Every paragraph of both, in order. Equal wordings give paragraphs that are all the same."""
    old, new = (tuple(line for line in text.strip().splitlines() if line.strip()) for text in (before, after))
    found: list[Change] = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            found += [Change("same", (Piece("same", line),)) for line in old[a:b]]
            continue
        for was, now in zip_longest(old[a:b], new[c:d]):
            found += [_change(was, now)]
    return tuple(found)


def _change(was: str | None, now: str | None) -> Change:
    if was is None or now is None:
        how: Literal["gone", "new"] = "new" if was is None else "gone"
        return Change(how, (Piece(how, now if was is None else was or ""),))  # type: ignore[arg-type]
    a, b = _signs(was), _signs(now)
    pieces: list[Piece] = []
    for how_, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if how_ == "equal":
            pieces.append(Piece("same", "".join(a[i:j])))
        else:
            pieces += [Piece("gone", "".join(a[i:j]))] if j > i else []
            pieces += [Piece("new", "".join(b[k:m]))] if m > k else []
    return Change("changed", tuple(pieces))


def _signs(line: str) -> list[str]:
    """The signs of a line; a placeholder is one."""
    found, at = list[str](), 0
    for placeholder in PLACEHOLDER.finditer(line):
        found += [*line[at : placeholder.start()], placeholder[0]]
        at = placeholder.end()
    return [*found, *line[at:]]
