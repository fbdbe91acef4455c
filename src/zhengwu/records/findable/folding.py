"""Texts as they are compared: one width, small letters, Simplified characters, one kind of bracket, quote and dash.

Each character is folded for itself, so that whatever a text holds, its folded form holds folded. ASCII punctuation
becomes a character of Unicode's private area: no sign that an index or a database reads in its own way is left, nor
the one that marks begin with.
"""

import unicodedata
from functools import cache
from hashlib import sha256

SIGN = 0xE000  # ASCII punctuation lies above it by its own number
PRIVATE = range(0xE000, 0xF900)
ALIKE = {
    "(": "〔【［[{｛〖〘⟦",
    ")": "〕】］]}｝〗〙⟧",
    '"': "“”„‟「」『』﹁﹂﹃﹄〝〞",
    "'": "‘’‚‛",
    "-": "‐‑‒–—―−─━",
    "<": "《〈⟨«‹",
    ">": "》〉⟩»›",
    "·": "•・‧∙",
    "\ue0a7": "§",  # begins marks (`dated`), so no text holds it
}
HAN = [range(0x3400, 0xA000), range(0xF900, 0xFB00)]


class _Folded(dict[int, str]):
    """A character's folded form by its number: made when it is first met."""

    def __missing__(self, number: int) -> str:
        made = self[number] = _fold(chr(number))
        return made


def fold(text: str) -> str:
    """The text as it is compared."""
    return text.translate(_table())


def places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in `text` of the one that it was made of."""
    table, folded, found = _table(), list[str](), list[int]()
    for at, character in enumerate(text):
        made = table[ord(character)]
        folded.append(made)
        found += [at] * len(made)
    return "".join(folded), found


def fingerprint() -> str:
    """What the folding is, in short: an index made with another one must be made anew."""
    table, told = _table(), (range(0x20, 0x3400), *HAN, range(0xFF00, 0xFFF0))
    said = "".join(table[number] + "\n" for among in told for number in among)
    return sha256(said.encode()).hexdigest()[:16]


@cache
def _table() -> _Folded:
    return _Folded()


@cache
def _simplified() -> dict[str, str]:
    """The Simplified character of each Traditional one, one for one."""
    import opencc

    convert = opencc.OpenCC("t2s").convert
    pairs = ((one, convert(one)) for among in HAN for one in map(chr, among))
    return {one: other for one, other in pairs if one != other and len(other) == 1}


@cache
def _alike() -> dict[str, str]:
    return {other: one for one, others in ALIKE.items() for other in others}


def _fold(character: str) -> str:
    if ord(character) in PRIVATE or unicodedata.category(character) in ("Cf", "Mn"):
        return ""
    one = _alike().get(character, character)
    made = "".join(_alike().get(part, part) for part in unicodedata.normalize("NFKC", one).lower())
    return "".join(_lone(_simplified().get(part, part)) for part in made)


def _lone(part: str) -> str:
    if part.isspace() or unicodedata.category(part) in ("Cc", "Cs"):
        return " "
    if part.isascii() and not part.isalnum():
        return chr(SIGN + ord(part))
    return part
