"""What somebody may have meant whose question found nothing: another number, word or character, fewer words.

A guess is offered only where it finds something. Each kind asks a bounded number of questions of the index.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhengwu.records.findable import dated
from zhengwu.records.findable.folding import fold, places
from zhengwu.records.publications import finding, words
from zhengwu.statute.disclosure.terms import terms

MOST = 5
LOOKED = 60  # titles that are looked at for each part of a word
LONG = 12  # characters of a word in which one is looked for that is wrong
NUMBERED = re.compile(r"^(.*?)\W*((?:19|20)\d\d)\W*年?第?(\d{1,6})\W*号?\W*$")


@dataclass(frozen=True, slots=True)
class Guess:
    """What may have been meant; `known` and `unknown` words of the question, where some find something alone."""

    meant: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def guess(text: str) -> Guess:
    """What may have been meant by a question that found nothing."""
    parts = list(dict.fromkeys(text.split()))[:8]
    known = tuple(part for part in parts if _finds(part)) if len(parts) > 1 else ()
    unknown = tuple(part for part in parts if part not in known)
    meant = dict.fromkeys(_numbers(text)) or dict.fromkeys(_otherwise(text))
    if meant:
        return Guess(tuple(meant)[:MOST])
    if len(parts) == 1:
        meant = dict.fromkeys(_alike(parts[0]))
    elif len(unknown) == 1 and known:
        meant = dict.fromkeys(" ".join((*known, other)) for other in _alike(unknown[0]))
        meant = {one: None for one in meant if _finds(one)}
    return Guess(tuple(meant)[:MOST], known, unknown if known else ())


def _finds(text: str) -> bool:
    return bool(dated.find(words.KIND, text, most=1))


def _otherwise(text: str) -> Iterator[str]:
    """The question with words that are others in the other script: all of them at once, or one of them."""
    pairs = terms()
    ways = (pairs, tuple((here, elsewhere) for elsewhere, here in pairs), *((pair,) for pair in pairs))
    tried = dict.fromkeys(_exchanged(text, some) for some in ways)
    for said in list(tried)[: MOST + 1]:
        if said != text and _finds(said):
            yield said


def _exchanged(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    """A text with one word of each pair in place of the other, in whatever script it is written."""
    for one, other in pairs:
        folded, at = places(text)
        word = fold(one)
        begin = folded.find(word)
        if begin >= 0:
            text = text[: at[begin]] + other + text[at[begin + len(word) - 1] + 1 :]
    return text


def _numbers(text: str) -> Iterator[str]:
    """Document numbers as they are usually written, this one and those beside it: figures exchanged, another year."""
    told = NUMBERED.match(unicodedata.normalize("NFKC", text).strip())
    if told is None:
        return
    prefix, year, serial = told[1].strip(" ([〔【"), int(told[2]), told[3].lstrip("0") or "0"
    swapped = [serial[:at] + serial[at + 1] + serial[at] + serial[at + 2 :] for at in range(len(serial) - 1)]
    tried = [(year, serial), *((year, other) for other in swapped), (year - 1, serial), (year + 1, serial)]
    for year_, serial_ in dict.fromkeys(tried):
        number = f"{prefix}〔{year_}〕{serial_}号"
        if number != text and _finds(number):
            yield number


def _alike(word: str) -> list[str]:
    """What stands in titles and differs from a word by one character: another one, one too many, one too few, or two
    exchanged; the most frequent first.
    """
    folded = fold(word)
    if not 2 <= len(folded) <= LONG:
        return []
    found = Counter[str]()
    for at in range(len(folded) - 1):
        other = folded[:at] + folded[at + 1] + folded[at] + folded[at + 2 :]
        if other != folded:
            found.update(_pieces(other, {other}))
    if len(folded) > 2:
        for at in range(len(folded)):
            found.update(_pieces(f"{folded[:at]} {folded[at + 1 :]}", set(), folded))
    return [piece for piece, _ in found.most_common(MOST)]


def _pieces(question: str, wanted: set[str], near: str = "") -> Iterator[str]:
    """Pieces of the titles that a question finds: those wanted, or those near a word."""
    for _, title in finding.named(question, LOOKED):
        folded, at = places(title)
        lengths = {len(one) for one in wanted} if wanted else range(len(near) - 1, len(near) + 2)
        for length in lengths:
            for begin in range(len(folded) - length + 1):
                piece = folded[begin : begin + length]
                if (piece in wanted if wanted else _is_near(piece, near)) and " " not in piece:
                    yield title[at[begin] : at[begin + length - 1] + 1]


def _is_near(piece: str, word: str) -> bool:
    """Whether two texts of nearly one length differ in one character."""
    if len(piece) == len(word):
        return sum(one != other for one, other in zip(piece, word, strict=True)) == 1
    longer, shorter = (piece, word) if len(piece) > len(word) else (word, piece)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer) - 1))
