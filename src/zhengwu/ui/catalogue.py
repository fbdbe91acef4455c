"""The words of the screens: `words/LANGUAGE/PLACE.toml`, each with an English id; both languages have the same ids.

An id is `place.group.name`. A sentence may have `{places}`; where a number `n` decides its form it is a table of `one`
and `other`. `say` chooses from words that carry both languages themselves, as the records and the statute do.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Protocol

from zhengwu.records.troubles import Words

LANGUAGES = ("zh", "en")
FOLDER = Path(__file__).parent / "words"


class Said(Protocol):
    """Anything that says the same in both languages."""

    @property
    def zh(self) -> str:
        """In Chinese."""

    @property
    def en(self) -> str:
        """In English."""


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Every sentence of a language by its id; the two forms of a plural end in `.one` and `.other`."""
    found: dict[str, str] = {}
    for path in sorted((FOLDER / lang).glob("*.toml")):
        _gather(path.stem, tomllib.loads(path.read_text("utf-8")), found)
    return found


def _gather(name: str, value: object, found: dict[str, str]) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _gather(f"{name}.{key}", inner, found)
    else:
        found[name] = str(value)


def text(lang: str, name: str, /, **places: object) -> str:
    """A sentence of the catalogue with its places filled in. Raises KeyError for an id that does not exist."""
    sentences = catalogue(lang)
    sentence = sentences.get(name)
    if sentence is None:
        sentence = sentences[f"{name}.{'one' if places.get('n') == 1 else 'other'}"]
    return sentence.format(**places) if places else sentence


def words(name: str, /, **places: object) -> Words:
    """A sentence of the catalogue in both languages."""
    return Words(text("zh", name, **places), text("en", name, **places))


def same(value: object) -> Words:
    """A name or a number, which is the same in both languages."""
    return Words(str(value), str(value))


def say(lang: str, said: Said | str) -> str:
    """What is said, in a language; a plain text is itself."""
    if isinstance(said, str):
        return said
    return said.en if lang == "en" else said.zh
