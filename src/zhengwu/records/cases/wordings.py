"""Requests worded alike: the same text found by its digest, similar ones by their simhash."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

BANDS, BAND_BITS = 4, 16
SIGNS = re.compile(r"[\W_]+")


def normalised(text: str) -> str:
    """The text without what does not change its meaning: width, case, spaces and signs."""
    return SIGNS.sub("", unicodedata.normalize("NFKC", text)).lower()


def digest(text: str) -> str:
    """Equal for texts that say the same in the same words."""
    return hashlib.sha256(normalised(text).encode()).hexdigest()


# For each byte, its bits as eight counters of 24 bits in one number: adding such numbers counts all bits at once.
LANE = 24
LANES = tuple(sum(1 << LANE * bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


def bands(text: str) -> tuple[int, ...]:
    """The 64-bit simhash over pairs of characters, in four quarters of 16 bits. A text without pairs gives zeros."""
    pairs = _pairs(text)
    counted = sum(map(_lanes, pairs)).to_bytes(64 * LANE // 8, "little")
    half, step = len(pairs) / 2, LANE // 8
    ones = (int.from_bytes(counted[at : at + step], "little") > half for at in range(0, len(counted), step))
    number = sum(1 << bit for bit, one in enumerate(ones) if one)
    return tuple(number >> BAND_BITS * quarter & 0xFFFF for quarter in range(BANDS))


@lru_cache(maxsize=10_000)  # requests speak of the same things
def _lanes(pair: str) -> int:
    """The 64 bits of a pair's hash as 64 counters in one number."""
    hashed = hashlib.blake2b(pair.encode(), digest_size=8).digest()
    return sum(LANES[byte] << 8 * LANE * at for at, byte in enumerate(reversed(hashed)))


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
