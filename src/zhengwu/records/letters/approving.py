"""Values of letters of approvals: special procedures and hearings, as their events say them."""

from datetime import date

from zhengwu.records.letters.sight import Sight
from zhengwu.statute.procedures.choices import NAMES


def days_of(sight: Sight, key: str) -> int | None:
    """The working days that the event of the letter `key` names."""
    return int(sight.says("days") or 0) or None if sight.letter.key == key else None


def special_kind(sight: Sight) -> str:
    """Which special procedure is begun, in words."""
    kind = sight.says("kind") if sight.letter.key == "special_notice" else ""
    return NAMES[kind].zh if kind else ""


def hearing_on(sight: Sight) -> date | None:
    """The day of the hearing."""
    day = sight.event.get("held_on") if sight.event else None
    return day if isinstance(day, date) else None


def hearing_place(sight: Sight) -> str:
    """Time and place of the hearing."""
    return sight.says("place") if sight.letter.key == "hearing_notice" else ""
