"""What bodies must publish, and whether they did: the lines of their publication lists, as of a day."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from zhengwu.records.publications import coverage

MANY = 100  # bodies, from which on the lists are looked through once in FRESH seconds at most
FRESH = 10.0


@dataclass(frozen=True, slots=True)
class Duties:
    """Of the lines of publication lists: how many there are, are in order, are late, are late with nothing ever out."""

    lines: int = 0
    met: int = 0
    late: int = 0
    never: int = 0


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was seen last, and when."""

    asked: tuple[object, ...]
    looked: float
    found: Mapping[int, Duties]


NO_DUTIES = Duties()
_seen: dict[str, _Seen] = {}


def duties(body_ids: Sequence[int], on: date) -> Mapping[int, Duties]:
    """The duties of each body that has a publication list. Two statements."""
    if len(body_ids) < MANY:
        return _counted(body_ids, on)
    name, asked = f"{connection.settings_dict['NAME']}", (on, *body_ids)
    last = _seen.get(name)
    if last is None or last.asked != asked or time.monotonic() - last.looked > FRESH:
        found = _counted(body_ids, on)
        kept = last.found if last is not None and last.found == found else found
        last = _seen[name] = _Seen(asked, time.monotonic(), kept)
    return last.found


def forget() -> None:
    """Forgets what was seen."""
    _seen.clear()


def _counted(body_ids: Sequence[int], on: date) -> Mapping[int, Duties]:
    found = coverage.totals(body_ids, on)
    return {pk: Duties(one.lines, one.met, one.late, one.never) for pk, one in found.items() if one.lines}


def all_duties(several: Sequence[Duties]) -> Duties | None:
    """The sum; None where no body has a list."""
    if not several:
        return None
    return Duties(*(sum(getattr(one, name) for one in several) for name in Duties.__slots__))
