"""The remedy paragraph of a decision (救济告知), by its kind and the day of the decision.

`review_or_suit`: 60 days for a review, six months for a suit, as the person likes. `review_first`: a refusal to
disclose decided from 2024-01-01 on must go to review before it can go to court (行政复议法 2023, Art. 23(1)(4)), and
the decision must say so; before that day both ways were open at once.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Remedy:
    """The wording for one kind of decision, in force from `since` to `until` (both included; None is open)."""

    kind: str
    since: date
    until: date | None
    basis: tuple[str, ...]
    text: str

    def in_force(self, on: date) -> bool:
        """Whether a decision of this day tells this remedy."""
        return self.since <= on and (self.until is None or on <= self.until)


@cache
def remedies() -> tuple[Remedy, ...]:
    """Every wording, as `remedies.toml` has it. ValueError where two of a kind are in force at a time."""
    raw = tomllib.loads(resources.files(__package__).joinpath("remedies.toml").read_text("utf-8"))
    found = tuple(_build(entry) for entry in raw["remedy"])
    for entry in found:
        if sum(other.kind == entry.kind and other.in_force(entry.since) for other in found) > 1:
            raise ValueError(f"remedies.toml: two wordings of {entry.kind} are in force on {entry.since}")
    return found


def remedy_of(kind: str, on: date) -> Remedy:
    """The wording with its basis. KeyError where the kind is not known or nothing was in force on that day."""
    for entry in remedies():
        if entry.kind == kind and entry.in_force(on):
            return entry
    known = ", ".join(sorted({entry.kind for entry in remedies()}))
    raise KeyError(f"no remedy {kind!r} on {on}; known kinds: {known}, from {min(r.since for r in remedies())} on")


def remedy(kind: str, on: date, review_body: str, court: str) -> str:
    """The paragraph with the names in it. ValueError where a name is missing: a remedy without an address is none."""
    if not review_body.strip() or not court.strip():
        raise ValueError("the review body and the court must both be named")
    names = {"{review_body}": review_body.strip(), "{court}": court.strip()}
    head, *rest = remedy_of(kind, on).text.split("{")
    filled = [names["{" + part.split("}", 1)[0] + "}"] + part.split("}", 1)[1] for part in rest]
    return head + "".join(filled)


def _build(entry: dict[str, Any]) -> Remedy:
    return Remedy(entry["kind"], entry["since"], entry.get("until"), tuple(entry["basis"]), entry["text"])
