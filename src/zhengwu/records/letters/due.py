"""Which letters the steps of a case call for, which of them are not issued yet, and what each is about.

A procedure names the letters of a step and of an outcome; here they are matched with what is on file. A letter that
was withdrawn is wanted again; an entry that was struck out wants none.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from zhengwu.records.cases.filing import STRUCK, on_file
from zhengwu.records.cases.sheet import File, Opened, opened
from zhengwu.records.letters.models import Letter
from zhengwu.records.people.actors import Actor
from zhengwu.statute.calendar import Calendar
from zhengwu.statute.letters.registry import templates
from zhengwu.statute.procedures import begin, procedure, take
from zhengwu.statute.procedures import model as statute
from zhengwu.statute.procedures.clocks import party_of
from zhengwu.statute.procedures.information_request.rules import consultations

# Letters that a step names and that only some of its events call for.
ONLY_WHEN: Mapping[str, Callable[[statute.Event], bool]] = {
    "third_party_consultation": lambda event: event.get("kind") == "third_party",
    "agency_consultation": lambda event: event.get("kind") != "third_party",
    "third_party_override": lambda event: bool(event.get("override_reason")),
}


@dataclass(frozen=True, slots=True)
class DueLetter:
    """A letter that an event calls for: about which items, to which party ("" is the applicant), since which day.

    `event` is the number of the event on file; 0 where no event calls for the letter.
    """

    key: str
    title: str
    gloss: str
    event: int
    step: str
    since: date
    items: tuple[str, ...]
    party: str


@dataclass(frozen=True, slots=True)
class Moment:
    """An event on file, and the case before and after it."""

    number: int
    event: statute.Event
    before: statute.Case
    after: statute.Case


def due_letters(actor: Actor, case_id: int) -> tuple[DueLetter, ...]:
    """The letters that the case wants now, in the order of its events: three statements. Trouble: missing."""
    found = opened(actor, case_id)
    done = set(standing(case_id))
    return tuple(one for one in wanted(found) if (one.event, one.key, one.party) not in done)


def standing(case_id: int) -> dict[tuple[int, str, str], str]:
    """The letters of a case that were issued for an event and not withdrawn: event, key, party; with their numbers."""
    rows = Letter.objects.filter(case_id=case_id, event_number__gt=0, withdrawn_at=None)
    columns = rows.values_list("event_number", "key", "party", "document_number")
    return {(event, key, party): number for event, key, party, number in columns}


def wanted(found: Opened) -> tuple[DueLetter, ...]:
    """Every letter that the events on file call for, issued or not; kept as long as the file is."""
    return _wanted(found.file, found.rules.key, found.calendar)


@lru_cache(maxsize=1_000)
def _wanted(file: File, key: str, calendar: Calendar) -> tuple[DueLetter, ...]:
    rules = procedure(key)
    return tuple(letter for moment in _moments(rules, file, calendar) for letter in _of_moment(rules, moment))


def moments(found: Opened) -> tuple[Moment, ...]:
    """The events that stand, each with the case before and after it."""
    return _moments(found.rules, found.file, found.calendar)


def _moments(rules: statute.Procedure, file: File, calendar: Calendar) -> tuple[Moment, ...]:
    live = [one.number for one in file.filed if not one.struck and one.key != STRUCK]
    case, told, kept = begin(rules), [], on_file(rules.key)
    for number, event in zip(live, file.case.events, strict=True):
        after = take(kept, case, event, calendar)
        if isinstance(after, statute.Refused):  # the file was replayed before: it follows
            raise AssertionError(after.code)
        told.append(Moment(number, event, case, after))
        case = after
    return tuple(told)


def items_of(moment: Moment, step: statute.Step) -> tuple[str, ...]:
    """The numbers of the items that an event is about: the one it names, those it decides or answers, or all."""
    named = moment.event.get("item")
    if named:
        return (str(named),)
    if step.items == "concludes":
        return tuple(item.number for item in moment.before.items if item.is_open)
    if step.items == "answers":
        return tuple(item.number for item in moment.before.items if not item.is_open and not item.is_answered)
    return tuple(item.number for item in moment.after.items)


@cache
def addressee(procedure: str, key: str) -> str:
    """Whom a letter goes to, by the placeholder in its shipped first line: "applicant", "third_party", "agency", …"""
    text = next((one.text for one in templates(procedure) if one.key == key), "")
    lines = [line for line in text.splitlines() if line.startswith("@{")]
    return lines[0].removeprefix("@{").split("}")[0] if lines else ""


def letter_of_no_event(found: Opened, key: str, item: str, on: date) -> DueLetter:
    """A letter that no event calls for. KeyError where the procedure has no such letter."""
    title, gloss = _titles(found.rules.key)[key]
    items = (item,) if item else tuple(one.number for one in found.case.items)
    return DueLetter(key, title, gloss, 0, "", on, items, "")


def _of_moment(rules: statute.Procedure, moment: Moment) -> Iterator[DueLetter]:
    step = rules.step(moment.event.key)
    for key in step.notices if step else ():
        if step is None or not _calls_for(rules, step, moment.event, key):
            continue
        title, gloss = _titles(rules.key)[key]
        items = items_of(moment, step)
        for party in _parties(moment, key, items):
            yield DueLetter(key, title, gloss, moment.number, step.key, moment.event.on, items, party)


def _calls_for(rules: statute.Procedure, step: statute.Step, event: statute.Event, key: str) -> bool:
    if key in ONLY_WHEN:
        return ONLY_WHEN[key](event)
    if key not in {outcome.notice for outcome in rules.outcomes}:
        return True
    outcome = rules.outcome(event.get("outcome") or step.outcome)
    return outcome is not None and outcome.notice == key


def _parties(moment: Moment, key: str, items: tuple[str, ...]) -> tuple[str, ...]:
    """Whom the letter goes to; one letter each."""
    if key == "third_party_override":
        return tuple(
            one.party
            for one in consultations(moment.before)
            if one.kind == "third_party" and one.consents is False and (not one.item or one.item in items)
        )
    return (party_of(moment.event),) if key in ONLY_WHEN else ("",)


@cache
def _titles(procedure: str) -> dict[str, tuple[str, str]]:
    return {one.key: (one.name, one.gloss) for one in templates(procedure)}
