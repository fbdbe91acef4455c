"""Where what was looked for stands in a text, as it was written: for showing it, in whatever script and width."""

from collections.abc import Sequence
from typing import NamedTuple

from zhengwu.records.findable.folding import fold, places

AROUND, LONG = 24, 110  # characters before the first hit, and of the whole
LOOKED = 20_000  # characters of a text in which a hit is looked for


class Piece(NamedTuple):
    """A piece of a text; `hit` where it is what was looked for."""

    text: str
    hit: bool


def marked(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """The whole text in pieces; `words` are folded."""
    pieces, end = list[Piece](), 0
    for begin, stop in _hits(text, words):
        if begin > end:
            pieces.append(Piece(text[end:begin], False))
        if stop > end:
            pieces.append(Piece(text[max(begin, end) : stop], True))
        end = max(end, stop)
    if end < len(text):
        pieces.append(Piece(text[end:], False))
    return tuple(pieces)


def snippet(texts: Sequence[str], words: Sequence[str]) -> tuple[Piece, ...]:
    """Some words around the first hit in the first of these texts that has one; else how the first one begins."""
    for text in texts:
        text = " ".join(text[:LOOKED].split())
        first = _first(text, words)
        if first is not None:
            begin = max(first - AROUND, 0) if first > LONG // 2 else 0
            end = begin + LONG
            before, after = "…" if begin else "", "…" if end < len(text) else ""
            return marked(f"{before}{text[begin:end]}{after}", words)
    begins = next((" ".join(text[: 2 * LONG].split()) for text in texts if text.strip()), "")
    return (Piece(begins[:LONG] + ("…" if len(begins) > LONG else ""), False),) if begins else ()


def holds(text: str, words: Sequence[str]) -> bool:
    """Whether a text holds all of these words."""
    folded = fold(text)
    return all(word in folded for word in words)


def _first(text: str, words: Sequence[str]) -> int | None:
    folded = fold(text)
    found = [at for word in words if (at := folded.find(word)) >= 0]
    if not found:
        return None
    return min(found) if len(folded) == len(text) else places(text[: 2 * LOOKED])[1][min(found)]


def _hits(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where hits begin and end in the text, in order."""
    folded, found = fold(text), list[tuple[int, int]]()
    at: Sequence[int] = range(len(text))
    if len(folded) != len(text):
        folded, at = places(text)
    for word in words:
        begin = folded.find(word)
        while begin >= 0:
            found.append((at[begin], at[begin + len(word) - 1] + 1))
            begin = folded.find(word, begin + len(word))
    return sorted(found)
