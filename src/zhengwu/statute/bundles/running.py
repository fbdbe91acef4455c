"""How a bundle goes on: which parts begin, and which end without having begun, after what became of the others.

It cannot hang: a part that waits, waits only for parts of the same application that are not finished; those form no
circle; so there is always one that is being dealt with, or one that begins or ends now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from zhengwu.statute.bundles.graph import Waits


class Part(StrEnum):
    """What has become of a part: it waits, is being dealt with, was granted, was not, or ended before it began."""

    WAITING = "waiting"
    RUNNING = "running"
    GRANTED = "granted"
    FAILED = "failed"
    DROPPED = "dropped"


FINISHED = (Part.GRANTED, Part.FAILED, Part.DROPPED)


@dataclass(frozen=True, slots=True)
class Onward:
    """What is to be done now: parts that begin, and parts that end since what they rest on was not granted."""

    begin: tuple[str, ...] = ()
    end: tuple[str, ...] = ()


def onward(waits: Waits, states: Mapping[str, Part], ends: Mapping[str, bool]) -> Onward:
    """What is to be done in these states. `ends` says of each part whether it ends where one before it failed."""
    now = dict(states)
    begin: list[str] = []
    end: list[str] = []
    moved = True
    while moved:  # one that ends may end others
        moved = False
        for key, before in waits.items():
            if now[key] is not Part.WAITING:
                continue
            failed = any(now[other] in (Part.FAILED, Part.DROPPED) for other in before)
            if failed and ends[key]:
                now[key], moved = Part.DROPPED, True
                end.append(key)
            elif all(now[other] in FINISHED for other in before):
                now[key], moved = Part.RUNNING, True
                begin.append(key)
    return Onward(tuple(begin), tuple(end))


def finished(states: Mapping[str, Part]) -> bool:
    """Whether nothing is left to be done."""
    return all(one in FINISHED for one in states.values())
