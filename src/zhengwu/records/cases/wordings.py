"""Requests worded alike: the same text found by its digest, similar ones by their simhash."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

BANDS, BAND_BITS = 4, 16
SIGNS = re.compile(r"[\W_]+")


def normalised(text: str) -> str:
    """The text without what does not change its meaning: width, case, spaces and signs."""
    return SIGNS.sub("", unicodedata.normalize("NFKC", text)).lower()


def digest(text: str) -> str:
    """Equal for texts that say the same in the same words."""
    return hashlib.sha256(normalised(text).encode()).hexdigest()


# For each byte, its bits as eight counters of 24 bits in one number: adding such numbers counts all bits at once.
LANES = tuple(sum(1 << 24 * bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


def bands(text: str) -> tuple[int, ...]:
    """The 64-bit simhash over pairs of characters, in four quarters of 16 bits. A text without pairs gives zeros."""
    pairs = _pairs(text)
    totals = [0] * 8
    for pair in pairs:
        for at, byte in enumerate(hashlib.blake2b(pair.encode(), digest_size=8).digest()):
            totals[at] += LANES[byte]
    half = len(pairs) / 2
    ones = (sum(1 << bit for bit in range(8) if (total >> 24 * bit & 0xFFFFFF) > half) for total in totals)
    number = int.from_bytes(bytes(ones))
    return tuple(number >> BAND_BITS * quarter & 0xFFFF for quarter in range(BANDS))


def likeness(one: str, other: str) -> float:
    """How much two texts share, from 0 to 1: pairs of characters in common among all that either has."""
    left, right = _pairs(one), _pairs(other)
    return len(left & right) / len(left | right) if left and right else float(normalised(one) == normalised(other))


def _pairs(text: str) -> set[str]:
    plain = normalised(text)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}


def joined(items: Iterable[str]) -> str:
    """The text of a request: its items, a line each."""
    return "\n".join(items)
