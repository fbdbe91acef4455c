"""The one way in which a case changes: `take` gives the case after an event, or says why the event may not be.

It knows no procedure, asks no clock and changes nothing: the same case, event and calendar always give the same answer.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

from zhengwu.statute.calendar import Calendar, national
from zhengwu.statute.calendar.model import FIRST, LAST
from zhengwu.statute.procedures import clocks
from zhengwu.statute.procedures.fields import fill_in, shown
from zhengwu.statute.procedures.model import Case, Event, Item, Procedure, Refused, Scene, Step, Words

LAST_EVENT = date(LAST.year - 1, 12, 31)  # so that every period that begins by then also ends within the calendar


def begin(procedure: Procedure) -> Case:
    """A case to which nothing has happened yet."""
    return Case(procedure.key, procedure.initial)


def take(procedure: Procedure, case: Case, event: Event, calendar: Calendar | None = None) -> Case | Refused:
    """The case after the event, or the first reason why it may not happen."""
    step = procedure.step(event.key)
    if step is None:
        return _unknown(procedure, event.key)
    refused = may(procedure, case, step, event.by) or out_of_order(case, step, event.on)
    if refused:
        return refused
    filled = fill_in(step, case, event)
    if isinstance(filled, Refused):
        return filled
    scene = Scene(procedure, case, filled, calendar or national())
    for guard in step.guards:
        if not guard.holds(scene):
            return Refused(guard.code, guard.reason, guard.basis or step.basis, guard.field or "event")
    return _taken(scene, step)


def follow(
    procedure: Procedure, events: Iterable[Event], calendar: Calendar | None = None
) -> tuple[Case, Refused | None]:
    """The case as far as the events lead, and why the next one may not happen; its position is `len(case.events)`."""
    case, calendar = begin(procedure), calendar or national()
    for event in events:
        after = take(procedure, case, event, calendar)
        if isinstance(after, Refused):
            return case, after
        case = after
    return case, None


def replay(procedure: Procedure, events: Iterable[Event], calendar: Calendar | None = None) -> Case | Refused:
    """The case that these events make; the first refusal where they do not follow from one another."""
    case, refused = follow(procedure, events, calendar)
    return refused or case


def strike(procedure: Procedure, case: Case, number: int, calendar: Calendar | None = None) -> Case | Refused:
    """The case without the event at that position (the first is 0), refused where the rest does not follow any more.

    A struck entry was an error of the file, not of the law: whoever keeps the file keeps the entry, marked.
    """
    if isinstance(number, bool) or not 0 <= number < len(case.events):
        words = Words(f"没有第{shown(number)}条记录", f"there is no entry {shown(number)}")
        return Refused("no_such_event", words, field="number")
    after, refused = follow(procedure, (*case.events[:number], *case.events[number + 1 :]), calendar)
    if refused is None:
        return after
    struck, broken = case.events[number], case.events[len(after.events) + 1]
    names = [step.name if (step := procedure.step(one.key)) else Words(one.key, one.key) for one in (struck, broken)]
    return Refused(
        "others_rest_on_it",
        Words(
            f"不能撤销“{names[0].zh}”（{struck.on}）：其后的“{names[1].zh}”（{broken.on}）将不成立，因为{refused.reason.zh}",
            f"“{names[0].en}” ({struck.on}) cannot be struck: “{names[1].en}” ({broken.on}) rests on it, "
            f"since {refused.reason.en}",
        ),
        refused.basis,
        "number",
    )


def may(procedure: Procedure, case: Case, step: Step, by: str = "") -> Refused | None:
    """Why the step may not be taken in this state, or by this post; None where both are right."""
    if not procedure.ways(step.key, case.state):
        return _not_here(procedure.state(case.state).name, step.name, step.basis)
    if by and by not in step.who:
        return _not_yours(step.name, step.who, step.basis)
    return None


@cache
def _not_here(state: Words, step: Words, basis: str) -> Refused:
    words = Words(
        f"现处于“{state.zh}”，不能办理“{step.zh}”",
        f"the case is in “{state.en}”; “{step.en}” is not possible from there",
    )
    return Refused("not_from_this_state", words, basis, "event")


@cache
def _not_yours(step: Words, who: tuple[str, ...], basis: str) -> Refused:
    words = Words(f"“{step.zh}”不由此岗位办理", f"“{step.en}” is not for this post; it is for: {', '.join(who)}")
    return Refused("not_yours", words, basis, "by")


def out_of_order(case: Case, step: Step, on: date) -> Refused | None:
    """Why the step may not be taken on that day: outside the calendar, or before a step it must follow."""
    if not FIRST <= on <= LAST_EVENT:
        words = Words(f"日期 {on} 应在 {FIRST} 至 {LAST_EVENT} 之间", f"{on} must be from {FIRST} to {LAST_EVENT}")
        return Refused("outside_calendar", words, field="on")
    floor = case.events[0].on if step.backdated and case.events else case.latest
    if on >= floor:
        return None
    return Refused(
        "before_last_step",
        Words(f"日期 {on} 早于此前步骤的日期 {floor}", f"{on} lies before {floor}, the day of an earlier step"),
        field="on",
    )


def _taken(scene: Scene, step: Step) -> Case:
    procedure, case, event = scene.procedure, scene.case, scene.event
    kept = {key: event.says[key] for key in step.keeps if event.says.get(key) is not None}
    facts = {**case.facts, **kept} if kept else case.facts
    events, items, latest = (*case.events, event), _items(case, step, event), max(case.latest, event.on)
    after = Case(case.procedure, case.state, events, items, case.clocks, facts, latest)
    running = clocks.apply(scene, after, step.effects) if step.effects else case.clocks
    ways = procedure.ways(step.key, case.state)
    target = ways[0].target
    if ways[0].when is not None:
        seen = Scene(procedure, Case(case.procedure, case.state, events, items, running, facts, latest), event,
                     scene.calendar)  # fmt: skip
        target = next(move.target for move in ways if move.when is None or move.when(seen))
    if target and target != case.state and procedure.state(target).closed:
        running = clocks.stop_all(running, event.on)
    return Case(case.procedure, target or case.state, events, items, running, facts, latest)


def _items(case: Case, step: Step, event: Event) -> tuple[Item, ...]:
    if not step.items:
        return case.items
    if step.items == "enters":
        words = event.get("items") or [item.description for item in case.items] or [""]
        return tuple(Item(str(number), text, event.on) for number, text in enumerate(words, 1))
    if step.items == "adds":
        return case.items + _more(case, event.says["items"], event.on)
    if step.items == "restates":
        return _restated(case, event)
    return tuple(
        _moved(item, step, event, str(case.facts.get("outcome", ""))) if _is_meant(item, event) else item
        for item in case.items
    )


def _more(case: Case, texts: Iterable[str], on: date) -> tuple[Item, ...]:
    return tuple(Item(str(number), text, on) for number, text in enumerate(texts, len(case.items) + 1))


def _restated(case: Case, event: Event) -> tuple[Item, ...]:
    """The open items in the words given now, one after the other; words beyond their number are further items."""
    texts = iter(event.get("items", ()))
    restated = tuple(
        replace(item, description=next(texts, item.description)) if item.is_open else item for item in case.items
    )
    return restated + _more(case, texts, event.on)


def _is_meant(item: Item, event: Event) -> bool:
    wanted = event.get("item")
    return wanted is None or item.number == wanted


def _moved(item: Item, step: Step, event: Event, known: str) -> Item:
    outcome = event.get("outcome") or step.outcome or known
    if step.items == "concludes" and not item.outcome:
        return replace(item, outcome=outcome, concluded_on=event.on)
    if step.items == "concludes" and item.redone == "ordered":
        return replace(item, redone=outcome)
    if step.items == "answers" and not item.is_open and not item.is_answered:
        return replace(item, redo_answered_on=event.on) if item.redone else replace(item, answered_on=event.on)
    if step.items == "redoes" and item.outcome:
        return replace(item, redone="ordered", redo_answered_on=None)
    return item


def _unknown(procedure: Procedure, key: str) -> Refused:
    known = "、".join(step.key for step in procedure.steps)
    return Refused(
        "unknown_step",
        Words(
            f"“{procedure.name.zh}”没有步骤“{shown(key)}”；可用：{known}",
            f"no step “{shown(key)}” in this procedure; known: {known}",
        ),
        field="event",
    )
