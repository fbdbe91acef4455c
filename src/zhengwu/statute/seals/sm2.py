"""Signing and verifying with SM2 over SM3 (GB/T 32918, GB/T 35276), and SM3 itself.

The signer's id is that of the standard, `1234567812345678`. A signature is the DER of two numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import gmalg
from cryptography.hazmat.primitives import hashes
from gmalg.errors import GMError

from zhengwu.statute.seals.structures import Pair

ID = b"1234567812345678"
SIZE = 32
Sign = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Keys:
    """A secret key of 32 bytes, and the public one: 04 and two coordinates."""

    secret: bytes
    public: bytes


def keys() -> Keys:
    """A new pair."""
    return Keys(*gmalg.SM2().generate_keypair())


def signer(pair: Keys) -> Sign:
    """A function that signs with a pair: bytes in, DER out."""
    return partial(_sign, pair)


def _sign(pair: Keys, content: bytes) -> bytes:
    r, s = gmalg.SM2(pair.secret, ID, pair.public).sign(content)
    made: bytes = Pair({"r": int.from_bytes(r, "big"), "s": int.from_bytes(s, "big")}).dump()
    return made


def verifies(public: bytes, content: bytes, signature: bytes) -> bool:
    """Whether a signature is that of the holder of a public key over these bytes. Anything unreadable is not."""
    try:
        pair = Pair.load(signature, strict=True)
        parts = [pair[name].native.to_bytes(SIZE, "big") for name in ("r", "s")]
        return bool(gmalg.SM2(None, ID, public).verify(content, *parts))
    except (ValueError, TypeError, OverflowError, ArithmeticError, GMError):
        return False


def sm3(content: bytes) -> bytes:
    """The SM3 of bytes."""
    made = hashes.Hash(hashes.SM3())
    made.update(content)
    return made.finalize()
