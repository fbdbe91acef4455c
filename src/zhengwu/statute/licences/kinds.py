"""The kinds of licences that are shipped, for an office to begin with: data in `kinds.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Shipped:
    """A kind: its key, its name, what is printed on it, how long it holds, how its numbers look."""

    key: str
    name: str
    fields: tuple[str, ...] = ()
    months: int | None = None
    pattern: str = "{year}{serial:06d}"


@cache
def shipped() -> tuple[Shipped, ...]:
    """All of them."""
    with (Path(__file__).parent / "kinds.toml").open("rb") as file:
        held = tomllib.load(file)
    return tuple(Shipped(key, **{**says, "fields": tuple(says["fields"])}) for key, says in held.items())
