"""What others entered on a case since somebody opened a form: who, when, what. Nobody's work is overwritten."""

from dataclasses import dataclass, replace

from zhengwu.records.cases.sheet import Opened
from zhengwu.records.cases.shown import EventFacts
from zhengwu.records.troubles import Words
from zhengwu.ui.forms import Filled
from zhengwu.workbench.cases.story import names_in, who
from zhengwu.workbench.cases.telling import detail


@dataclass(frozen=True, slots=True)
class Since:
    """An entry made meanwhile: the event, who entered it, and what it says."""

    event: EventFacts
    who: str
    detail: Words


def since(found: Opened, seen: int | None) -> tuple[Since, ...]:
    """The entries after so many; none where nobody says how many were seen."""
    if seen is None or seen >= found.envelope.length:
        return ()
    events = [one for one in found.file.events if one.number > seen]
    names = names_in(events)
    return tuple(Since(one, who(one), detail(found.rules, one, names)) for one in events)


def aware(found: Opened, filled: Filled) -> Filled:
    """The form that knows of all entries on file: sending it again is a choice. What was typed is kept."""
    return replace(filled, values={**filled.values, "expected": (str(found.envelope.length),)})
