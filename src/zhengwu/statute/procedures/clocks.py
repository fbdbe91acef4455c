"""The clocks of a case: how steps move them, and on which day each runs out.

Counting follows 条例第三十三条 and 民法典第二百零一条: the day of the beginning is not counted. Days in a pause, after its
first and through its last day, drop out; overlapping pauses drop out once. A suspended clock has no last day until it
starts anew, and then its whole length again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from zhengwu.statute.calendar import Calendar, Unit
from zhengwu.statute.procedures.model import Case, Clock, Does, Effect, Event, Limit, Pause, Running, Scene


@dataclass(frozen=True, slots=True)
class Span:
    """Days that are not counted: after `since`, through `until`; `assumed` where the real end is not known yet."""

    since: date
    until: date
    party: str
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a clock. `on` is None while it is suspended; `earliest` is the day to warn by.

    `provisional` says that the day may still move: the calendar is not announced, or the end of a pause is not proved.
    """

    running: Running
    on: date | None
    earliest: date | None
    provisional: bool
    spans: tuple[Span, ...] = ()
    before_move: date | None = None
    uncounted: int = 0


def apply(scene: Scene, after: Case, effects: Iterable[Effect]) -> tuple[Running, ...]:
    """The clocks of `after` once the effects of the event have been worked in, one by one."""
    clocks = list(after.clocks)
    for effect in effects:
        if effect.when is not None and not effect.when(replace_case(scene, after)):
            continue
        party = party_of(scene.event) if effect.each_party else ""
        at = next((n for n, one in enumerate(clocks) if one.clock == effect.clock and one.party == party), None)
        if effect.does is Does.START:
            fresh = _start(scene, after, effect, party, clocks[at] if at is not None else None)
            if at is None:
                clocks.append(fresh)
            else:
                clocks[at] = fresh
        elif at is not None:
            clocks[at] = _turn(clocks[at], effect, scene.event)
    return tuple(clocks)


def replace_case(scene: Scene, case: Case) -> Scene:
    """The scene with the case as it is now."""
    return replace(scene, case=case)


def party_of(event: Event) -> str:
    """The party an event is about; events that name none are about the only one."""
    return str(event.get("party") or "1")


def _start(scene: Scene, after: Case, effect: Effect, party: str, before: Running | None) -> Running:
    clock, event = scene.procedure.clock(effect.clock), scene.event
    limit = limit_of(clock, after, event.on)
    named = event.get(effect.amount) if effect.amount else None
    return Running(
        clock=clock.key,
        since=event.on,
        length=named if isinstance(named, int) else limit.length,
        unit=limit.unit,
        basis=limit.basis,
        party=party,
        cause=event.key,
        fixed_end=named if isinstance(named, date) else None,
        earlier=(*before.earlier, before.since) if before else (),
    )


def limit_of(clock: Clock, case: Case, on: date) -> Limit:
    """The limit in force on that day; the one that the facts of the case choose where there are several."""
    valid = [one for one in clock.limits if (one.since or date.min) <= on and on <= (one.until or date.max)]
    return valid[clock.choose(case) if clock.choose else 0]


def _turn(running: Running, effect: Effect, event: Event) -> Running:
    if effect.does is Does.SUSPEND:
        return replace(running, suspended_on=event.on)
    if effect.does is Does.STOP:
        return replace(running, stopped_on=event.on, pauses=_closed(running.pauses, event.on, None))
    if effect.does is Does.EXTEND:
        return replace(running, extension=running.extension + event.get(effect.amount, 0), extended_on=event.on)
    if effect.does is Does.FIX:
        return replace(running, fixed_end=event.get(effect.amount))
    if effect.does is Does.PAUSE:
        pause = Pause(event.on, None, party_of(event), effect.ends_with)
        return replace(running, pauses=(*running.pauses, pause))
    return replace(running, pauses=_closed(running.pauses, event.on, party_of(event)))


def _closed(pauses: tuple[Pause, ...], on: date, party: str | None) -> tuple[Pause, ...]:
    return tuple(
        replace(pause, until=on) if pause.until is None and party in (None, pause.party) else pause for pause in pauses
    )


def due(case: Case, running: Running, calendar: Calendar) -> Due:
    """The last day of one clock, with the days that drop out."""
    if running.fixed_end is not None:
        return Due(running, running.fixed_end, running.fixed_end, False)
    if running.suspended_on is not None:
        return Due(running, None, None, False)
    spans = tuple(_span(case, pause, calendar) for pause in running.pauses)
    length = running.length + running.extension
    if running.unit is not Unit.WORKING_DAYS:
        return _calendar_due(running, spans, length, calendar)
    merged, uncounted = union(spans), 0
    while True:
        last = calendar.add_working_days(running.since, length + uncounted)
        out = sum(calendar.working_days_between(max(a, running.since), min(b, last)) for a, b in merged)
        if out == uncounted:
            break
        uncounted = out
    end = calendar.end_of(running.since, length + uncounted, Unit.WORKING_DAYS)
    provisional = end.provisional or any(span.assumed for span in spans)
    return Due(running, last, end.earliest, provisional, spans, None, uncounted)


def _calendar_due(running: Running, spans: tuple[Span, ...], length: int, calendar: Calendar) -> Due:
    out = sum((until - since).days for since, until in union(spans))
    if out and running.unit is Unit.MONTHS:  # the days that dropped out are added after the month's end
        nominal = calendar.end_of(running.since, length, running.unit)
        end = calendar.end_of(nominal.before_move or nominal.on, out, Unit.CALENDAR_DAYS)
    else:
        end = calendar.end_of(running.since, length + out, running.unit)
    return Due(running, end.on, end.earliest, end.provisional, spans, end.before_move, out)


def _span(case: Case, pause: Pause, calendar: Calendar) -> Span:
    """A pause ends with the opinion, and at the latest when the other side's own period is over (条例第三十二条)."""
    limit = case.clock(pause.ends_with, pause.party) if pause.ends_with else None
    latest = due(case, limit, calendar).on if limit is not None else None
    if pause.until is not None:
        return Span(pause.since, min(pause.until, latest) if latest else pause.until, pause.party)
    if latest is not None:
        return Span(pause.since, latest, pause.party)
    # Nobody knows when it was received. The earliest day it can have been is the day it was sent.
    return Span(pause.since, calendar.add_working_days(pause.since, 15), pause.party, assumed=True)


def union(spans: Iterable[Span]) -> list[tuple[date, date]]:
    """The spans put together, so that no day is in two of them."""
    merged: list[tuple[date, date]] = []
    for since, until in sorted((span.since, span.until) for span in spans if span.until > span.since):
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(until, merged[-1][1]))
        else:
            merged.append((since, until))
    return merged


def is_running(running: Running) -> bool:
    """True where the clock still runs: neither stopped nor waiting to start anew."""
    return running.stopped_on is None and running.suspended_on is None
