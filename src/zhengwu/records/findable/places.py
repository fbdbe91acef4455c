"""What both databases are told of a dated index. A place is a number that grows with the day."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from zhengwu.records.findable.grams import Shaped


class Lying(NamedTuple):
    """A text as it lies in the index: `text` is as written, its parts on lines of their own; `shape` is made of it."""

    id: int
    on: date
    marks: tuple[str, ...]
    text: str
    shape: Shaped | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: folded words, all of them; one of each group of marks; days; places before `before`."""

    words: tuple[str, ...]
    marks: tuple[tuple[str, ...], ...] = ()
    since: date | None = None
    until: date | None = None
    before: int | None = None

    def span(self, bits: int, beyond: int = 2**62) -> tuple[int, int]:
        """The first place and the one after the last, where a day takes so many bits."""
        first = self.since.toordinal() << bits if self.since else 0
        last = (self.until.toordinal() + 1) << bits if self.until else beyond
        return first, min(last, self.before) if self.before is not None else last
