"""What bodies must publish, and whether they did: totals of their baseline publication lists, as of a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Duties:
    """Of the lines of a publication list: how many were due, published in time, published late or late now, never."""

    due: int = 0
    published: int = 0
    late: int = 0
    never: int = 0


NO_DUTIES = Duties()


def duties(body_ids: Sequence[int], on: date) -> Mapping[int, Duties]:
    """The totals of each body that has a publication list."""
    return {}


def all_duties(several: Sequence[Duties]) -> Duties | None:
    """The sum; None where no body has a list."""
    if not several:
        return None
    return Duties(*(sum(getattr(one, name) for one in several) for name in Duties.__slots__))
