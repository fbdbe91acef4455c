"""Personal data at rest: sealed with SM4-GCM, found again by a blind index of HMAC-SM3.

A sealed text is `key name + "." + base64(nonce, sealed text, tag)`; the first key of ZHENGWU_SEAL_KEY seals, every key
opens. The key's name is authenticated with the text. Each key of 32 bytes gives, by HKDF-SM3, one key for sealing and
one for the index, so that neither tells anything of the other. A blind index carries its key's name too: while keys
are changed over, a search asks for the indexes under all of them (`blinds`), and `stale` tells what to seal again.
"""

import base64
import binascii
import secrets
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

from zhengwu.statute.identifiers.problem import written

NONCE = 12
TAG = 16


class Unsealable(Exception):
    """A sealed text was altered, or its key is not among those at hand."""


def seal(text: str) -> str:
    """The text, sealed under the first key. Empty stays empty."""
    if not text:
        return ""
    name = next(iter(settings.SEAL_KEYS))
    nonce = secrets.token_bytes(NONCE)
    encryptor = Cipher(SM4(_derived(name, settings.SEAL_KEYS[name], b"seal", 16)), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(name.encode())
    sealed = encryptor.update(text.encode()) + encryptor.finalize()
    return f"{name}.{base64.b64encode(nonce + sealed + encryptor.tag).decode()}"


def unseal(sealed: str) -> str:
    """What was sealed. Raises Unsealable where the text was altered or the key is unknown."""
    if not sealed:
        return ""
    name, _, encoded = sealed.partition(".")
    key = settings.SEAL_KEYS.get(name)
    if key is None:
        raise Unsealable(f"no key named {name!r} in ZHENGWU_SEAL_KEY")
    try:
        raw = base64.b64decode(encoded, validate=True)
        mode = modes.GCM(raw[:NONCE], raw[-TAG:])
        decryptor = Cipher(SM4(_derived(name, key, b"seal", 16)), mode).decryptor()
        decryptor.authenticate_additional_data(name.encode())
        return (decryptor.update(raw[NONCE:-TAG]) + decryptor.finalize()).decode()
    except (binascii.Error, InvalidTag, ValueError):
        raise Unsealable("a sealed text was altered") from None


def stale(sealed: str) -> bool:
    """Whether a text is sealed under another key than the first, so that it wants sealing again."""
    return bool(sealed) and sealed.partition(".")[0] != next(iter(settings.SEAL_KEYS))


def blind(value: str) -> str:
    """The blind index of a value under the first key: equal for equal values, and nothing else can be read from it."""
    return _blind(next(iter(settings.SEAL_KEYS)), value)


def blinds(value: str) -> list[str]:
    """The blind indexes of a value under every key, for a search (`field__in`)."""
    return [_blind(name, value) for name in settings.SEAL_KEYS] if value else []


def purposed(purpose: bytes) -> list[bytes]:
    """Keys of 32 bytes for another purpose, one from each key at hand, the first one first."""
    return [_derived(name, key, purpose, 32) for name, key in settings.SEAL_KEYS.items()]


class SealedField(models.TextField):  # type: ignore[type-arg]
    """A text field that is sealed in the database and plain in Python. It cannot be searched; see `blind`."""

    def get_prep_value(self, value: Any) -> Any:
        """Seals on the way in."""
        return seal(value) if value else value

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        """Unseals on the way out."""
        return unseal(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Only `isnull` has a meaning: every sealing of a text differs. Anything else is a mistake of the caller."""
        if lookup_name != "isnull":
            raise TypeError("a sealed field cannot be searched; ask its blind index")
        return super().get_lookup(lookup_name)


def _blind(name: str, value: str) -> str:
    if not value:
        return ""
    mac = hmac.HMAC(_derived(name, settings.SEAL_KEYS[name], b"blind", 32), hashes.SM3())
    mac.update(written(value).encode())
    return f"{name}.{mac.finalize().hex()}"


@cache
def _derived(name: str, key: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(hashes.SM3(), length, salt=None, info=b"zhengwu " + purpose + b" " + name.encode()).derive(key)
