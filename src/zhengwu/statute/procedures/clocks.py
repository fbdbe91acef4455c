"""The clocks of a case: how steps move them, and on which day each runs out.

Counting follows 条例第三十三条 and 民法典第二百零一条: the day of the beginning is not counted. Days in a pause,
after its first and through its last day, drop out; overlapping pauses drop out once. A suspended clock has no last day
until it starts anew, and then its whole length again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from zhengwu.statute.calendar import Calendar, Unit
from zhengwu.statute.procedures.model import Case, Clock, Does, Effect, Event, Limit, Pause, Running, Scene

# 条例第三十二条: working days that a letter without proof of receipt is taken to have run, from its sending
UNPROVED = 15


@dataclass(frozen=True, slots=True)
class Span:
    """Days that are not counted: after `since`, through `until`.

    `open` while the pause goes on: `until` is then its latest end. `assumed` where that latest end is not proved, since
    nobody knows on which day the other side was asked; `safe` is then the end if that was the day of sending.
    """

    since: date
    until: date
    party: str
    assumed: bool = False
    open: bool = False
    safe: date | None = None
    cause: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a clock; `earliest` is the day to warn by.

    `on` is None while it waits to start anew, or is in a pause of which nobody knows the end. `provisional` says that
    the day may still move: a year is `unannounced`, or the end of a pause is not proved.
    """

    running: Running
    on: date | None
    earliest: date | None
    provisional: bool
    spans: tuple[Span, ...] = ()
    before_move: date | None = None
    uncounted: int = 0
    unannounced: bool = False


def apply(scene: Scene, after: Case, effects: Iterable[Effect]) -> tuple[Running, ...]:
    """The clocks of `after` once the effects of the event have been worked in, one by one."""
    running = list(after.clocks)
    for effect in effects:
        if effect.when is not None and not effect.when(replace(scene, case=after)):
            continue
        party = party_of(scene.event) if effect.each_party else ""
        at = next((n for n, one in enumerate(running) if one.clock == effect.clock and one.party == party), None)
        if effect.does is Does.START:
            fresh = _start(scene, after, effect, party, running[at] if at is not None else None)
            if at is None:
                running.append(fresh)
            else:
                running[at] = fresh
        elif at is not None:
            running[at] = _turn(running[at], effect, scene.event)
    return tuple(running)


def stop_all(clocks: Iterable[Running], on: date) -> tuple[Running, ...]:
    """The clocks of a case that is closed on that day: none runs on."""
    return tuple(one if one.stopped_on else _stopped(one, on) for one in clocks)


def party_of(event: Event) -> str:
    """The party an event is about; events that name none are about the only one."""
    return str(event.get("party") or "1")


def _start(scene: Scene, after: Case, effect: Effect, party: str, before: Running | None) -> Running:
    clock, event = scene.procedure.clock(effect.clock), scene.event
    limit = limit_of(clock, after, event.on)
    named = event.get(effect.amount, after.facts.get(effect.amount)) if effect.amount else None
    return Running(
        clock=clock.key,
        since=event.on,
        length=named if isinstance(named, int) else limit.length,
        unit=limit.unit,
        basis=effect.basis if isinstance(named, int) and effect.basis else limit.basis,
        party=party,
        cause=event.key,
        stopped_on=_ended(scene, effect, party) if effect.each_party else None,
        earlier=(*before.earlier, before.since) if before else (),
    )


def _ended(scene: Scene, effect: Effect, party: str) -> date | None:
    """When a party's time ended whose beginning is proved only now; None where it goes on."""
    for earlier in reversed(scene.case.events):
        step = scene.procedure.step(earlier.key)
        stops = step and any(e.does is Does.STOP and e.clock == effect.clock and e.each_party for e in step.effects)
        if stops and party_of(earlier) == party:
            return earlier.on
    return None


def limit_of(clock: Clock, case: Case, on: date) -> Limit:
    """The limit in force on that day; the one that the facts of the case choose where there are several."""
    valid = [one for one in clock.limits if (one.since or date.min) <= on and on <= (one.until or date.max)]
    return valid[clock.choose(case) if clock.choose else 0]


def _turn(running: Running, effect: Effect, event: Event) -> Running:
    if effect.does is Does.SUSPEND:
        return replace(running, suspended_on=event.on)
    if effect.does is Does.STOP:
        return running if running.stopped_on else _stopped(running, event.on)
    if effect.does is Does.EXTEND:
        return replace(running, extension=running.extension + event.get(effect.amount, 0), extended_on=event.on)
    if effect.does is Does.FIX:
        return replace(running, fixed_end=event.get(effect.amount), basis=effect.basis or running.basis)
    if effect.does is Does.PAUSE:
        pause = Pause(event.on, None, party_of(event), effect.ends_with, event.key, effect.basis)
        return replace(running, pauses=(*running.pauses, pause))
    return replace(running, pauses=_closed(running.pauses, event.on, party_of(event)))


def _stopped(running: Running, on: date) -> Running:
    return replace(running, stopped_on=on, pauses=_closed(running.pauses, on, None))


def _closed(pauses: tuple[Pause, ...], on: date, party: str | None) -> tuple[Pause, ...]:
    return tuple(
        replace(pause, until=on) if pause.until is None and party in (None, pause.party) else pause for pause in pauses
    )


def due(case: Case, running: Running, calendar: Calendar) -> Due:
    """The last day of one clock, with the days that drop out."""
    if running.suspended_on is not None or endless(running):
        return Due(running, None, None, False)
    if running.fixed_end is not None:
        return Due(running, running.fixed_end, running.fixed_end, False)
    spans = tuple(_span(case, pause, calendar) for pause in running.pauses)
    found = _counted(running, spans, calendar)
    if not any(span.assumed for span in spans):
        return found
    safe = _counted(running, tuple(replace(span, until=span.safe or span.until) for span in spans), calendar)
    return replace(found, earliest=safe.earliest, provisional=True)


def endless(running: Running) -> Pause | None:
    """The open pause that no period ends; None where every pause has an end."""
    return next((pause for pause in running.pauses if pause.until is None and not pause.ends_with), None)


def _counted(running: Running, spans: tuple[Span, ...], calendar: Calendar) -> Due:
    length = running.length + running.extension
    if running.unit is not Unit.WORKING_DAYS:
        return _calendar_due(running, spans, length, calendar)
    merged, uncounted = union(spans), 0
    while merged:
        last = calendar.add_working_days(running.since, length + uncounted)
        out = sum(calendar.working_days_between(max(a, running.since), min(b, last)) for a, b in merged)
        if out == uncounted:
            break
        uncounted = out
    end = calendar.end_of(running.since, length + uncounted, Unit.WORKING_DAYS)
    return Due(running, end.on, end.earliest, end.provisional, spans, None, uncounted, end.provisional)


def _calendar_due(running: Running, spans: tuple[Span, ...], length: int, calendar: Calendar) -> Due:
    end, out = calendar.end_of(running.since, length, running.unit), 0
    nominal = end.before_move or end.on
    for since, until in union(spans):
        if since > end.on:
            break  # it had run out before
        out += (until - since).days
        if running.unit is Unit.MONTHS:  # the days that dropped out are added after the month's end
            end = calendar.end_of(nominal, out, Unit.CALENDAR_DAYS)
        else:
            end = calendar.end_of(running.since, length + out, running.unit)
    return Due(running, end.on, end.earliest, end.provisional, spans, end.before_move, out, end.provisional)


def _span(case: Case, pause: Pause, calendar: Calendar) -> Span:
    """A pause ends with the opinion, and at the latest when the other side's own period is over (条例第三十二条)."""
    is_open = pause.until is None
    limit = case.clock(pause.ends_with, pause.party) or case.clock(pause.ends_with) if pause.ends_with else None
    if limit is None and pause.ends_with:
        # Nobody knows when it was received. The earliest day it can have been is the day it was sent.
        safe = calendar.add_working_days(pause.since, UNPROVED)
        until = pause.until or safe
        assumed, safe = is_open or until > safe, min(until, safe)
        return Span(pause.since, until, pause.party, assumed, is_open, safe, pause.cause, pause.basis)
    latest = due(case, limit, calendar).on if limit is not None else None
    until = min(day for day in (pause.until, latest) if day is not None)
    return Span(pause.since, until, pause.party, False, is_open, None, pause.cause, pause.basis)


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
