"""Links of a hash chain: each holds the SM3 of its own parts and of the link before it."""

from collections.abc import Iterable

from cryptography.hazmat.primitives import hashes


def link(previous: str, parts: Iterable[str]) -> str:
    """The SM3, in hexadecimal, of a link and its predecessor's hash. The parts are told apart by their lengths."""
    digest = hashes.Hash(hashes.SM3())
    for part in (previous, *parts):
        encoded = part.encode()
        digest.update(len(encoded).to_bytes(4) + encoded)
    return digest.finalize().hex()
