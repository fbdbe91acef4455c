"""The light of a case: a shape, a word and a colour, never colour alone; with the working days left or over."""

from dataclasses import dataclass
from typing import Literal

# In time; soon; past what the office promised; past what the law allows; waiting for somebody else; ended.
Kind = Literal["calm", "soon", "promise", "late", "waiting", "closed"]
KINDS: tuple[Kind, ...] = ("calm", "soon", "promise", "late", "waiting", "closed")


@dataclass(frozen=True, slots=True)
class Light:
    """How it stands, and the working days left (negative: over); None where there is no last day or it does not matter.

    The kinds are those of `records.cases.lights`.
    """

    kind: Kind
    days: int | None = None
