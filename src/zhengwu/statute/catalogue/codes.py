"""The code lists of service items: each value with its code in the standard, its Chinese name and an English gloss."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Code:
    """A value of a list. `code` is that of the standard, empty where it has none; `says` are further facts of it."""

    key: str
    code: str
    zh: str
    en: str
    says: Mapping[str, str | bool | int] = field(default_factory=dict)


@cache
def _lists() -> Mapping[str, Mapping[str, Code]]:
    with (Path(__file__).parent / "codes.toml").open("rb") as file:
        held = tomllib.load(file)
    return MappingProxyType({name: MappingProxyType(_codes(those)) for name, those in held.items()})


def _codes(those: dict[str, dict[str, str | bool | int]]) -> dict[str, Code]:
    found = {}
    for key, says in those.items():
        further = {name: value for name, value in says.items() if name not in ("code", "zh", "en")}
        found[key] = Code(key, str(says.get("code", "")), str(says["zh"]), str(says["en"]), MappingProxyType(further))
    return found


def codes(name: str) -> Mapping[str, Code]:
    """A list by its name; KeyError where there is none."""
    return _lists()[name]


def code(name: str, key: str) -> Code:
    """A value of a list by its key; KeyError where there is none."""
    return _lists()[name][key]


def key_of(name: str, written: str) -> str | None:
    """The key of a value by whatever it is written as: key, code or Chinese name; None where the list has none."""
    wanted = written.strip()
    for one in _lists()[name].values():
        if wanted in (one.key, one.zh) or (one.code and wanted.lstrip("0") == one.code.lstrip("0")):
            return one.key
    return None
