"""How texts are made comparable: width, case, spaces and signs that do not print never hide a withheld passage."""

import re
import unicodedata
from dataclasses import dataclass

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
FEWEST_HAN, FEWEST = 2, 3  # characters of a passage with and without Chinese signs
FEWEST_BYTES = 4  # of a passage that is looked for in bytes: fewer are found in any picture
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


def kept(text: str) -> str:
    """The text in plain width and lower case, without spaces and signs that do not print; punctuation stays."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = unicodedata.normalize("NFKC", plain)
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] not in "ZC" and sign != "\u00ad")


def squeezed(text: str) -> str:
    """What is left when punctuation goes too: letters, signs of writing, figures."""
    return "".join(sign for sign in kept(text) if sign.isalnum())


@dataclass(frozen=True, slots=True)
class Passage:
    """A withheld passage, ready to be looked for. `number` counts from 1."""

    number: int
    squeezed: str
    encoded: tuple[bytes, ...]

    @property
    def too_short(self) -> bool:
        """Whether it is found everywhere, so that its absence cannot be proved."""
        return len(self.squeezed) < (FEWEST_HAN if HAN.search(self.squeezed) else FEWEST)

    def in_text(self, text: str) -> bool:
        """Whether an already squeezed text has it."""
        return self.squeezed in text

    def in_bytes(self, content: bytes) -> bool:
        """Whether bytes have it, as it was typed or squeezed, in any of the usual encodings."""
        return any(form in content for form in self.encoded)


def passage(number: int, text: str) -> Passage:
    """The passage made ready."""
    forms = {text.strip(), "".join(text.split()), squeezed(text)}
    encoded = {form.encode(encoding, "ignore") for form in forms for encoding in ENCODINGS}
    return Passage(number, squeezed(text), tuple(sorted(form for form in encoded if len(form) >= FEWEST_BYTES)))


def without(text: str, passages: tuple[Passage, ...]) -> str:
    """A kept text without the passages, wherever they stand and however they are spaced and punctuated."""
    places = [index for index, sign in enumerate(text) if sign.isalnum()]
    plain = "".join(text[index] for index in places)
    gone = bytearray(len(text))
    for wanted in passages:
        start = plain.find(wanted.squeezed) if wanted.squeezed else -1
        while start >= 0:
            first, last = places[start], places[start + len(wanted.squeezed) - 1]
            gone[first : last + 1] = b"\x01" * (last + 1 - first)
            start = plain.find(wanted.squeezed, start + 1)
    return "".join(sign for sign, out in zip(text, gone, strict=True) if not out)
