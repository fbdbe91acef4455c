"""What may be wrong with a number, and the one form in which numbers are compared and stored."""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a number is not accepted: a stable code, a sentence in Chinese and one in English that say what to do."""

    code: str
    zh: str
    en: str


def written(text: str) -> str:
    """The number as it is stored: half-width, capital letters, without spaces and hyphens that people put between."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(sign for sign in plain if not sign.isspace() and sign not in "-‐‑–—")
