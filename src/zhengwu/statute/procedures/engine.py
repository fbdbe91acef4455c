"""The one way in which a case changes: `take` gives the case after an event, or says why the event may not be.

It knows no procedure, asks no clock and changes nothing: the same case, event and calendar always give the same answer.
"""

from collections.abc import Iterable
from dataclasses import replace

from zhengwu.statute.calendar import Calendar, CalendarError, national
from zhengwu.statute.procedures import clocks
from zhengwu.statute.procedures.fields import fill_in
from zhengwu.statute.procedures.model import Case, Event, Item, Procedure, Refused, Scene, Step, Words


def begin(procedure: Procedure) -> Case:
    """A case to which nothing has happened yet."""
    return Case(procedure.key, procedure.initial)


def take(procedure: Procedure, case: Case, event: Event, calendar: Calendar | None = None) -> Case | Refused:
    """The case after the event, or the first reason why it may not happen."""
    step = procedure.step(event.key)
    if step is None:
        return _unknown(procedure, event.key)
    refused = may(procedure, case, step, event.by) or _out_of_order(case, step, event)
    if refused:
        return refused
    filled = fill_in(step, case, event)
    if isinstance(filled, Refused):
        return filled
    scene = Scene(procedure, case, filled, calendar or national())
    try:
        scene.calendar.day(event.on)  # refuses a date outside the calendar
        for guard in step.guards:
            if not guard.holds(scene):
                return Refused(guard.code, guard.reason, guard.basis or step.basis, guard.field)
        return _taken(scene, step)
    except CalendarError as error:
        return Refused(error.code, Words(error.zh, error.en), field="on")


def replay(procedure: Procedure, events: Iterable[Event], calendar: Calendar | None = None) -> Case | Refused:
    """The case that these events make; the first refusal where they do not follow from one another."""
    case = begin(procedure)
    for event in events:
        after = take(procedure, case, event, calendar)
        if isinstance(after, Refused):
            return after
        case = after
    return case


def may(procedure: Procedure, case: Case, step: Step, by: str = "") -> Refused | None:
    """Why the step may not be taken in this state, or by this post; None where both are right."""
    if not any(case.state in move.origins for move in step.moves):
        state = procedure.state(case.state).name
        return Refused(
            "not_from_this_state",
            Words(
                f"现处于“{state.zh}”，不能办理“{step.name.zh}”",
                f"the case is in “{state.en}”; “{step.name.en}” is not possible from there",
            ),
            step.basis,
        )
    if by and by not in step.who:
        return Refused(
            "not_yours",
            Words(
                f"“{step.name.zh}”不由此岗位办理",
                f"“{step.name.en}” is not for this post; it is for: {', '.join(step.who)}",
            ),
            step.basis,
        )
    return None


def _taken(scene: Scene, step: Step) -> Case:
    case, event = scene.case, scene.event
    kept = {key: event.says[key] for key in step.keeps if event.says.get(key) is not None}
    after = replace(
        case,
        events=(*case.events, event),
        items=_items(case, step, event),
        facts={**case.facts, **kept} if kept else case.facts,
    )
    after = replace(after, clocks=clocks.apply(scene, after, step.effects))
    seen = replace(scene, case=after)
    target = next(
        move.target for move in step.moves if case.state in move.origins and (move.when is None or move.when(seen))
    )
    return replace(after, state=target or case.state)


def _items(case: Case, step: Step, event: Event) -> tuple[Item, ...]:
    if step.items == "enters":
        words = event.get("items") or [item.description for item in case.items] or [""]
        return tuple(Item(str(number), text, event.on) for number, text in enumerate(words, 1))
    if step.items == "adds":
        more = tuple(Item(str(len(case.items) + n), text, event.on) for n, text in enumerate(event.says["items"], 1))
        return case.items + more
    if not step.items:
        return case.items
    return tuple(
        _moved(item, step, event, str(case.facts.get("outcome", ""))) if _is_meant(item, event) else item
        for item in case.items
    )


def _is_meant(item: Item, event: Event) -> bool:
    wanted = event.get("item")
    return wanted is None or item.number == wanted


def _moved(item: Item, step: Step, event: Event, known: str) -> Item:
    outcome = event.get("outcome") or step.outcome or known
    if step.items == "concludes" and not item.outcome:
        return replace(item, outcome=outcome, concluded_on=event.on)
    if step.items == "concludes" and item.redone == "ordered":
        return replace(item, redone=outcome)
    if step.items == "answers" and item.outcome and item.answered_on is None:
        return replace(item, answered_on=event.on)
    if step.items == "redoes" and item.outcome:
        return replace(item, redone="ordered")
    return item


def _unknown(procedure: Procedure, key: str) -> Refused:
    known = "、".join(step.key for step in procedure.steps)
    return Refused(
        "unknown_step",
        Words(
            f"“{procedure.name.zh}”没有步骤“{key}”；可用：{known}", f"no step {key!r} in this procedure; known: {known}"
        ),
        field="event",
    )


def _out_of_order(case: Case, step: Step, event: Event) -> Refused | None:
    if not case.events:
        return None
    floor = case.events[0].on if step.backdated else max(earlier.on for earlier in case.events)
    if event.on >= floor:
        return None
    return Refused(
        "before_last_step",
        Words(
            f"日期 {event.on} 早于此前步骤的日期 {floor}", f"{event.on} lies before {floor}, the day of an earlier step"
        ),
        field="on",
    )
