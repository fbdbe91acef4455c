"""The timeline of a case: one line an event, the letter it called for, and what the clock did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from zhengwu.records.cases.sheet import File, Opened, person_names, unit_names
from zhengwu.records.cases.shown import EventFacts
from zhengwu.records.letters.due import DueLetter
from zhengwu.records.letters.listing import Line
from zhengwu.records.people.rights import POSTS
from zhengwu.statute.calendar import Calendar
from zhengwu.statute.procedures import procedure
from zhengwu.ui.parts.timeline import Happening, Rail
from zhengwu.workbench.cases import clock
from zhengwu.workbench.cases.telling import detail
from zhengwu.workbench.naming import step_name


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the timeline: the number of its event, its letters, those not issued yet, whether it may be struck."""

    number: int
    happening: Happening
    letters: tuple[Line, ...]
    due: tuple[DueLetter, ...]
    strikeable: bool


def entries(
    found: Opened, issued: Sequence[Line], due: Sequence[DueLetter], names: Mapping[str, str], *, head: bool
) -> tuple[Entry, ...]:
    """The timeline, oldest first, with the clock after each entry."""
    told = _happenings(found.file, found.rules.key, found.calendar, tuple(sorted(names.items())))
    return tuple(
        Entry(
            event.number,
            happening,
            tuple(one for one in issued if one.event_number == event.number),
            tuple(one for one in due if one.event == event.number),
            head and not event.struck and event.key != "entry_struck",
        )
        for event, happening in zip(found.file.events, told, strict=True)
    )


@lru_cache(maxsize=1_000)
def _happenings(file: File, key: str, calendar: Calendar, named: tuple[tuple[str, str], ...]) -> tuple[Happening, ...]:
    """The lines without what hangs on them; kept as long as the file is."""
    rules, names = procedure(key), dict(named)
    running = file.case.clock(rules.main)
    one = clock.due_in(file, running, calendar)
    made: list[Happening] = []
    before: Rail = "none"
    for event in file.events:
        after = clock.rail(one, event.on) if not event.struck else before
        made.append(
            Happening(
                event.on,
                step_name(key, event.key),
                who(event),
                detail(rules, event, names),
                None,
                after,
                clock.change(before, after, event),
                event.struck,
            )
        )
        before = after
    return tuple(made)


def who(event: EventFacts) -> str:
    """Who entered an event, with the post."""
    return f"{event.actor_name}（{POSTS[event.post]}）" if event.post in POSTS else event.actor_name


def names_in(events: Sequence[EventFacts]) -> dict[str, str]:
    """The names of the units and people that events name by their ids: two statements at most."""
    units = {str(one.says["unit"]) for one in events if one.says.get("unit")}
    people = {int(one.says["handler"]) for one in events if str(one.says.get("handler", "")).isdecimal()}
    found = {f"unit:{key}": name for key, name in unit_names(units).items()} if units else {}
    return found | {f"handler:{key}": name for key, name in person_names(people).items()}
