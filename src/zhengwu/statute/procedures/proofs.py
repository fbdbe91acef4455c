"""Proves a procedure before it is used: what is wrong with it, as sentences; an empty list is the proof."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from zhengwu.statute.letters.registry import templates
from zhengwu.statute.letters.remedies import remedies
from zhengwu.statute.procedures.choices import name_of
from zhengwu.statute.procedures.fields import ENVELOPE, accepts
from zhengwu.statute.procedures.model import Clock, Does, Effect, FieldKind, Outcome, Procedure, Step
from zhengwu.statute.procedures.sides import OUTSIDE, POSTS
from zhengwu.statute.report.formats import Format, formats


def faults(procedure: Procedure) -> list[str]:
    """Everything that keeps the procedure from being sound, one sentence each."""
    return [
        f"{procedure.key}: {fault}"
        for part in (_names, _ways, _clocks, _outcomes, _letters)
        for fault in part(procedure)
    ]


def _names(procedure: Procedure) -> Iterator[str]:
    for kind in ("states", "steps", "clocks", "outcomes"):
        keys = [one.key for one in getattr(procedure, kind)]
        yield from (f"{kind} hold {key} twice" for key in sorted({key for key in keys if keys.count(key) > 1}))
    states = {state.key for state in procedure.states}
    for step in procedure.steps:
        yield from (
            f"step {step.key} is for {who}, whom nobody knows" for who in step.who if who not in (*POSTS, *OUTSIDE)
        )
        ends = {end for move in step.moves for end in (*move.origins, move.target) if end}
        yield from (f"step {step.key} names the state {end}, which is not there" for end in sorted(ends - states))
        keys = [one.key for one in step.fields]
        yield from (
            f"step {step.key} has the field {key} twice" for key in sorted({k for k in keys if keys.count(k) > 1})
        )
        for key in (*step.keeps, *(guard.field for guard in step.guards if guard.field not in ("", "on"))):
            if step.field(key) is None:
                yield f"step {step.key} relies on the field {key}, which it does not have"
        yield from _moves(procedure, step)
        yield from _fields(procedure, step)


def _moves(procedure: Procedure, step: Step) -> Iterator[str]:
    """From every state one move without condition, the last: so there is always one, and each can be made."""
    for origin in dict.fromkeys(origin for move in step.moves for origin in move.origins):
        ways = procedure.ways(step.key, origin)
        if ways[-1].when is not None:
            yield f"step {step.key} may find no move from {origin}: the last one has a condition"
        if any(move.when is None for move in ways[:-1]):
            yield f"step {step.key} has a move from {origin} that is never made"


def _fields(procedure: Procedure, step: Step) -> Iterator[str]:
    """Fields that can be filled in: none hides behind the envelope, defaults are accepted, choices have names."""
    for one in step.fields:
        nameless = [choice for choice in one.choices if name_of(procedure, one, choice) is None]
        yield from (f"step {step.key} offers {choice} for {one.key}, which has no name" for choice in nameless)
        if one.key in ENVELOPE:
            yield f"step {step.key} has the field {one.key}, which every event has"
        if (one.kind is FieldKind.CHOICE) != bool(one.choices):
            yield f"step {step.key} offers choices for {one.key} wrongly"
        if one.default is not None and not accepts(one, one.default):
            yield f"step {step.key} has for {one.key} a default that it refuses"


def _ways(procedure: Procedure) -> Iterator[str]:
    """Every state can be reached from the first and, unless final, left; from each a way leads to a final one."""
    edges: dict[str, set[str]] = {state.key: set() for state in procedure.states}
    for step in procedure.steps:
        for move in step.moves:
            for origin in move.origins:
                edges.setdefault(origin, set()).add(move.target or origin)
    reached = _reach(edges, procedure.initial)
    finals = {state.key for state in procedure.states if state.final}
    for state in procedure.states:
        if state.key not in reached:
            yield f"state {state.key} cannot be reached"
        if state.final:
            continue
        if not edges[state.key] - {state.key}:
            yield f"state {state.key} cannot be left"
        elif not _reach(edges, state.key) & finals:
            yield f"no way leads from state {state.key} to an end"


def _reach(edges: dict[str, set[str]], start: str) -> set[str]:
    seen, ahead = {start}, [start]
    while ahead:
        for state in edges.get(ahead.pop(), ()):
            if state not in seen:
                seen.add(state)
                ahead.append(state)
    return seen


def _clocks(procedure: Procedure) -> Iterator[str]:
    keys = {clock.key for clock in procedure.clocks}
    if procedure.main not in keys:
        yield f"the main clock {procedure.main} is not there"
    steps = {step.key for step in procedure.steps}
    effects = [(step, effect) for step in procedure.steps for effect in step.effects]
    for step, effect in effects:
        yield from (
            f"step {step.key} turns the clock {key}, which is not there"
            for key in (effect.clock, effect.ends_with)
            if key and key not in keys
        )
        yield from _amount(procedure, step, effect)
    for clock in procedure.clocks:
        does = {effect.does for _, effect in effects if effect.clock == clock.key}
        yield from (f"clock {clock.key} is never {word}" for do, word in _LIFE if do not in does)
        if clock.lapse and clock.lapse not in steps:
            yield f"clock {clock.key} lapses into the step {clock.lapse}, which is not there"
        if Does.PAUSE in does and Does.RESUME not in does:
            yield f"clock {clock.key} is paused, but never resumed"
        if any(not limit.basis for limit in clock.limits) or not clock.limits:
            yield f"clock {clock.key} has a length without its law"
        yield from _gaps(clock)


def _amount(procedure: Procedure, step: Step, effect: Effect) -> Iterator[str]:
    """A length or an extension is a count, a last day a date; what must be known is required or has a default. A length
    may be a fact that another step keeps.
    """
    if effect.does not in (Does.EXTEND, Does.FIX) and not effect.amount:
        return
    one = step.field(effect.amount)
    if one is None and effect.does is Does.START:
        kept = (other for other in procedure.steps if effect.amount in other.keeps)
        one = next((other.field(effect.amount) for other in kept), None)
    if one is None:
        yield f"step {step.key} takes the field {effect.amount} for a clock, but does not have it"
        return
    if one.kind is not (FieldKind.DAY if effect.does is Does.FIX else FieldKind.COUNT):
        yield f"step {step.key} takes the field {one.key} for a clock, but it holds a {one.kind}"
    if effect.does is not Does.START and not one.required and one.default is None:
        yield f"step {step.key} needs the field {one.key} for a clock, but it may stay empty"


def _gaps(clock: Clock) -> Iterator[str]:
    """On each day some length is in force, and just one where nothing chooses between them."""
    edges = {limit.since or date.min for limit in clock.limits} | {date.min}
    edges |= {limit.until + timedelta(days=1) for limit in clock.limits if limit.until}
    for edge in sorted(edges):
        valid = [one for one in clock.limits if (one.since or date.min) <= edge <= (one.until or date.max)]
        if not valid:
            yield f"clock {clock.key} has no length on {edge}"
        if len(valid) > 1 and clock.choose is None:
            yield f"clock {clock.key} has two lengths on {edge}"


_LIFE = ((Does.START, "started"), (Does.STOP, "stopped"))


def _outcomes(procedure: Procedure) -> Iterator[str]:
    """Every outcome is given by a step, described, and counted in exactly one place of each form in force."""
    reachable = {
        choice for step in procedure.steps for one in step.fields if one.key == "outcome" for choice in one.choices
    }
    reachable |= {step.outcome for step in procedure.steps if step.outcome}
    for outcome in procedure.outcomes:
        if outcome.key not in reachable:
            yield f"outcome {outcome.key} is not given by any step"
        yield from (f"outcome {outcome.key} has {named}" for named in _misplaced(procedure, outcome))
    for step in procedure.steps:
        kept = any("outcome" in other.keeps for other in procedure.steps)
        if step.items == "concludes" and not (step.outcome or step.field("outcome") or kept):
            yield f"step {step.key} concludes without an outcome"
    known = {outcome.key for outcome in procedure.outcomes}
    yield from (f"the outcome {key} is given, but not described" for key in sorted(reachable - known))


def _misplaced(procedure: Procedure, outcome: Outcome) -> Iterator[str]:
    keys = {form.key for form in formats()} if procedure.table else set()
    yield from (f"no place in form {key}" for key in sorted(keys - set(outcome.places)))
    yield from (f"a place in form {key}, which is not there" for key in sorted(set(outcome.places) - keys))
    for form in formats():
        place = outcome.places.get(form.key)
        if place and not _is_place(form, place.table, place.row, place.column):
            yield f"the place {place} in form {form.key}, which that form does not have"


def _is_place(form: Format, table: str, row: str, column: str) -> bool:
    if table not in {one.key for one in form.tables}:
        return False
    found = form.table(table).find(row)
    return found is not None and (not column or column in {one.key for one in found[0].columns})


def unfed(form: Format, procedures: Iterable[Procedure]) -> list[str]:
    """Rows of results in the form's table of requests that no outcome of any procedure would ever be counted in."""
    fed = {
        place.row
        for one in procedures
        for outcome in one.outcomes
        for key, place in outcome.places.items()
        if key == form.key
    }
    computed = {"received", "carried_in", "concluded", "carried_out"}
    rows = (row.key for block in form.table("requests").blocks for row in block.rows if not row.optional)
    return [f"form {form.key}: nothing is ever counted in {row}" for row in rows if row not in fed | computed]


def _letters(procedure: Procedure) -> Iterator[str]:
    there = {template.key for template in templates(procedure.key)}
    wanted = {notice for step in procedure.steps for notice in step.notices}
    wanted |= {outcome.notice for outcome in procedure.outcomes if outcome.notice}
    yield from (f"the letter {key} has no template" for key in sorted(wanted - there))
    kinds = {outcome.remedy for outcome in procedure.outcomes if outcome.remedy}
    yield from (f"the remedy {kind} has no wording" for kind in sorted(kinds - {one.kind for one in remedies()}))
