"""What happened, one line an event, with what the clock did after it drawn beside."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from zhengwu.ui.catalogue import Said
from zhengwu.ui.links import Link

# What the clock does from this event on: runs, stands still, runs past its last day, or is not there.
Rail = Literal["runs", "paused", "late", "none"]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event: when, what, by whom and with which post, a detail, the letter it produced; and the clock after it."""

    on: date
    what: Said | str
    who: Said | str
    detail: Said | str = ""
    letter: Link | None = None
    rail: Rail = "none"
    clock: Said | str = ""
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """Part of the clock as a bar: its first and last day, what the clock does there, and its length in working days."""

    since: date
    until: date
    rail: Rail
    days: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A segment in the drawing: where it begins and how long it is, of 1000."""

    segment: Segment
    at: int
    long: int


def drawn(segments: tuple[Segment, ...]) -> tuple[Drawn, ...]:
    """The segments side by side, as long as they last."""
    if not segments:
        return ()
    first = segments[0].since
    whole = max((segments[-1].until - first).days, 1)
    found = []
    for one in segments:
        at = round((one.since - first).days * 1000 / whole)
        end = round((one.until - first).days * 1000 / whole)
        found.append(Drawn(one, at, max(end - at, 4)))
    return tuple(found)
