"""One case with everything on it, as screens and other systems are shown it: four statements, however long its file.

Written as SQL, because it is what is asked most. What an actor may see is decided by the reach of `case.read`, the same
as in `queries.visible`; a test holds the two together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, overload

from django.db import connection

from zhengwu.records.cases import filing
from zhengwu.records.cases.filing import Filed
from zhengwu.records.cases.paragraphs import consultation_facts, fee_facts, item_facts, search_facts
from zhengwu.records.cases.queries import CASE, posts_over
from zhengwu.records.cases.shown import (
    ClockFacts,
    ConsultationFacts,
    EventFacts,
    ItemFacts,
    Named,
    NextFacts,
    PartyFacts,
    PromisedFacts,
    Ref,
    RelatedFacts,
    ResponsibleFacts,
    Sheet,
)
from zhengwu.records.organs.promised import promises_of
from zhengwu.records.people.actors import Actor
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import missing
from zhengwu.statute.calendar import Calendar, Unit
from zhengwu.statute.procedures import clocks as periods
from zhengwu.statute.procedures import explain, lawful, next_steps, procedure, responsible_units
from zhengwu.statute.procedures import model as statute

ENVELOPES = """
SELECT c.id, c.number, c.procedure, c.body_id, b.name, b.path, c.unit_id, u.name, c.handler_id, p.name, c.title,
       c.channel, c.counted_class, c.applicant_name, c.created_at, c.length, c.head, c.about_id, w.cases,
       c.wording_id, c.item_id, c.promised_on
FROM cases_case c
JOIN organs_body b ON b.id = c.body_id
LEFT JOIN organs_unit u ON u.id = c.unit_id
LEFT JOIN people_person p ON p.id = c.handler_id
LEFT JOIN cases_wording w ON w.id = c.wording_id
"""
ENVELOPE = f"{ENVELOPES} WHERE c.id = %s"
PARTIES = """
SELECT id, role, key, name, counted_class, id_kind, id_masked, organisation
FROM cases_party WHERE case_id = %s ORDER BY id
"""
RELATED = """
SELECT c.about_id, c.id, c.procedure, c.number, c.state, c.outcome, c.body_id, b.path, c.unit_id
FROM cases_case c JOIN organs_body b ON b.id = c.body_id
WHERE c.about_id = %s OR c.id = %s ORDER BY c.id
"""

OWN_PROMISE = "事项实施清单载明的承诺办结时限"


@dataclass(frozen=True, slots=True)
class Envelope:
    """The columns of a case that no event tells, with the names of what they point to."""

    id: int
    number: str
    procedure: str
    body_id: int
    body_name: str
    body_path: str
    unit_id: int | None
    unit_name: str | None
    handler_id: int | None
    handler_name: str | None
    title: str
    channel: str
    counted_class: str
    applicant_name: str
    created_at: datetime
    length: int
    head: str
    about_id: int | None
    alike: int | None
    wording_id: int | None
    item_id: int | None
    promised_on: date | None


@dataclass(frozen=True, slots=True, eq=False)
class File:
    """What the events of a case make, and nothing but they. Kept by their hash; what is made of it is kept by it."""

    filed: tuple[Filed, ...]
    case: statute.Case
    clocks: tuple[ClockFacts, ...]
    items: tuple[ItemFacts, ...]
    events: tuple[EventFacts, ...]
    consultations: tuple[ConsultationFacts, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A case taken from the shelf: its envelope, its file, and what the engine makes of it."""

    envelope: Envelope
    rules: statute.Procedure
    calendar: Calendar
    file: File

    @property
    def case(self) -> statute.Case:
        """The case as the engine has it."""
        return self.file.case


def opened(actor: Actor, case_id: int) -> Opened:
    """The case, if the actor may see it: two statements. Raises Trouble (missing)."""
    rows = _rows(ENVELOPE, [case_id])
    if not rows:
        raise missing(CASE, where="case_id")
    found = envelope(rows[0])
    if not actor.reach("case.read").covers(found.body_id, found.body_path, found.unit_id):
        raise missing(CASE, where="case_id")
    return replayed(found)


def replayed(envelope: Envelope) -> Opened:
    """The case with its file, for whoever has seen to it that it may be seen."""
    calendar = calendar_of(envelope.body_id)
    file = _file(envelope.id, envelope.length, envelope.head, envelope.procedure, calendar)
    return Opened(envelope, procedure(envelope.procedure), calendar, file)


def envelope_of(case_id: int) -> Envelope:
    """The envelope, whoever asks. Raises Trouble (missing)."""
    rows = _rows(ENVELOPE, [case_id])
    if not rows:
        raise missing(CASE, where="case_id")
    return envelope(rows[0])


def envelope(row: tuple[Any, ...]) -> Envelope:
    """A row of ENVELOPES in its types."""
    return Envelope(*(*_with_moment(row, 14)[:-1], filing.as_day(row[-1])))


@lru_cache(maxsize=1_000)
def _file(case_id: int, length: int, head: str, procedure_key: str, calendar: Calendar) -> File:
    """The file whose last event has the hash `head`. The chain tells all before it, so that what is kept stays true."""
    rules = procedure(procedure_key)
    filed, case = filing.remembered(case_id, length, head, procedure_key, calendar)
    return File(
        filed,
        case,
        tuple(_clock(rules, case, calendar, running) for running in case.clocks),
        item_facts(rules, filed, case),
        event_facts(rules, filed),
        consultation_facts(case),
    )


def sheet(actor: Actor, case_id: int, on: date) -> Sheet:
    """Everything about a case that the actor may see, on that day. Raises Trouble (missing)."""
    return sheet_of(actor, opened(actor, case_id), on)


def sheet_of(actor: Actor, found: Opened, on: date) -> Sheet:
    """The same of a case that the actor has opened: two statements more, a third where it is late."""
    envelope, rules, file = found.envelope, found.rules, found.file
    standing = lawful.standing(rules, file.case, on, found.calendar)
    state = rules.state(file.case.state)
    return Sheet(
        id=envelope.id,
        number=envelope.number,
        procedure=_named(rules),
        body=Ref(envelope.body_id, envelope.body_name),
        unit=_ref(envelope.unit_id, envelope.unit_name),
        handler=_ref(envelope.handler_id, envelope.handler_name),
        title=envelope.title,
        channel=envelope.channel,
        counted_class=envelope.counted_class,
        applicant_name=envelope.applicant_name,
        created_at=envelope.created_at,
        length=envelope.length,
        head=envelope.head,
        asked_on=on,
        stage=_named(state),
        is_open=not state.closed,
        outcome=_named(rules.outcome(standing.outcome)),
        due=_of(file.clocks, standing.due),
        promised=promised_facts(found),
        late=standing.late,
        days_left=standing.days_left,
        waits=_of(file.clocks, standing.waits),
        clocks=file.clocks,
        items=file.items,
        events=file.events,
        parties=parties_of(envelope.id),
        consultations=file.consultations,
        searches=search_facts(file.filed),
        fees=fee_facts(file.filed),
        related=_related(actor, envelope),
        alike=envelope.alike or 0,
        responsible=responsible(found, on) if standing.late else (),
        steps=steps(actor, found, on),
    )


def promised_facts(found: Opened) -> PromisedFacts | None:
    """What the body promised for this case; a statement where it did, none where not."""
    envelope, running = found.envelope, found.case.clock(found.rules.main)
    if envelope.promised_on is None or running is None:
        return None
    entered = min(item.entered_on for item in found.case.items)
    held = promises_of(envelope.body_id, envelope.procedure)
    one = next((one for one in held if one.holds(entered)), None)
    if one is None:  # a clock of the case's own: what the item promises, said by the case's first event
        own = found.case.clock("promised")
        length = found.case.facts.get("promised_days")
        working = own is None or own.unit is Unit.WORKING_DAYS
        return PromisedFacts(envelope.promised_on, int(length), working, OWN_PROMISE) if length is not None else None
    return PromisedFacts(envelope.promised_on, one.length, running.unit is Unit.WORKING_DAYS, one.basis)


def parties_of(case_id: int) -> tuple[PartyFacts, ...]:
    """The parties as they are shown; whoever asks has opened the case."""
    return tuple(PartyFacts(*row) for row in _rows(PARTIES, [case_id]))


def _clock(rules: statute.Procedure, case: statute.Case, calendar: Calendar, running: statute.Running) -> ClockFacts:
    """A clock with its explanation."""
    clock = rules.clock(running.clock)
    due, lines = explain(rules, case, running, calendar)
    return ClockFacts(
        clock.key,
        clock.name.zh,
        clock.name.en,
        running.party,
        clock.duty.value,
        running.since,
        due.on,
        due.earliest,
        due.provisional,
        periods.is_running(running),
        running.stopped_on,
        lines,
    )


def _of(clocks: Sequence[ClockFacts], due: periods.Due | None) -> ClockFacts | None:
    if due is None:
        return None
    wanted = (due.running.clock, due.running.party)
    return next((one for one in clocks if (one.key, one.party) == wanted), None)


def event_facts(rules: statute.Procedure, filed: Sequence[Filed]) -> tuple[EventFacts, ...]:
    """The events as they are shown."""
    return tuple(
        EventFacts(
            one.number,
            one.key,
            *_step_name(rules, one.key),
            one.on,
            one.post,
            one.actor,
            one.actor_name,
            one.at,
            one.says,
            one.struck,
            one.hash,
        )
        for one in filed
    )


def _step_name(rules: statute.Procedure, key: str) -> tuple[str, str]:
    step = rules.step(key)
    return (step.name.zh, step.name.en) if step else ("更正登记", "entry struck out")


def steps(actor: Actor, found: Opened, on: date) -> tuple[NextFacts, ...]:
    """Which steps the actor may take now, and why not the others; one function for every counter."""
    told = steps_for(found, on, posts_over(actor, found.envelope.body_id, found.envelope.unit_id))
    person = f"person:{actor.id}" if actor.kind == "person" else ""
    return tuple(_of_some_matter(found, one, on, person) if one.step == DECIDES else one for one in told)


def steps_for(found: Opened, on: date, posts: frozenset[str]) -> tuple[NextFacts, ...]:
    """The same for somebody who holds these posts or stands on this side."""
    return _steps(found.file, found.rules.key, found.calendar, on, posts)


@lru_cache(maxsize=2_000)
def _steps(file: File, key: str, calendar: Calendar, on: date, posts: frozenset[str]) -> tuple[NextFacts, ...]:
    shown = []
    for one in next_steps(procedure(key), file.case, on, calendar, posts):
        shown.append(_allowed(one.step.key, one.step.basis) if one.refused is None else _told(one.step, one.refused))
    return tuple(shown)


DECIDES = "decided"
BY_MATTER = ("consultation_open", "own_proposal")  # guards that only a matter, or a person, is refused by


def _of_some_matter(found: Opened, one: NextFacts, on: date, person: str) -> NextFacts:
    """The decision, refused where the law refuses it on every open matter: an opinion is out, or it is one's own."""
    step = found.rules.step(one.step)
    guards = [guard for guard in step.guards if guard.code in BY_MATTER] if step else []
    if step is None or not guards or not one.lawful:
        return one
    why = None
    for item in (item.number for item in found.case.items if item.is_open):
        event = statute.Event(step.key, on, person=person, says={"item": item})
        scene = statute.Scene(found.rules, found.case, event, found.calendar)
        why = next((guard for guard in guards if not guard.holds(scene)), None)
        if why is None:
            return one
    return one if why is None else _told(step, statute.Refused(why.code, why.reason, why.basis or step.basis))


def _told(step: statute.Step, why: statute.Refused) -> NextFacts:
    return NextFacts(step.key, False, why.code, why.reason.zh, why.reason.en, why.basis, why.field)


@cache
def _allowed(key: str, basis: str) -> NextFacts:
    return NextFacts(key, True, "", "", "", basis, "")


def responsible(found: Opened, on: date) -> tuple[ResponsibleFacts, ...]:
    """The units that held the case while its time ran, with their names."""
    held = responsible_units(found.rules, found.case, found.calendar, on)
    names = unit_names({one.unit for one in held})
    return tuple(
        ResponsibleFacts(one.unit, names.get(one.unit, one.unit), one.since, one.until, one.counted, one.late)
        for one in held
    )


OFFICE_ITSELF = "政府信息公开工作机构"  # 条例第四条; who holds a case that nobody has been given


def unit_names(units: set[str]) -> dict[str, str]:
    """The names of units by their ids as events write them."""
    ids = [int(unit) for unit in units if unit.isdecimal()]
    names = {"": OFFICE_ITSELF}
    if ids:
        marks = ", ".join(["%s"] * len(ids))
        names |= {str(pk): name for pk, name in _rows(f"SELECT id, name FROM organs_unit WHERE id IN ({marks})", ids)}
    return names


def person_names(ids: Iterable[int]) -> dict[int, str]:
    """The names of these people by id: one statement, none for nobody."""
    wanted = list(dict.fromkeys(ids))
    marks = ", ".join(["%s"] * len(wanted))
    return dict(_rows(f"SELECT id, name FROM people_person WHERE id IN ({marks})", wanted)) if wanted else {}


def _related(actor: Actor, envelope: Envelope) -> tuple[RelatedFacts, ...]:
    reach = actor.reach("case.read")
    return tuple(
        RelatedFacts("remedy" if about == envelope.id else "about", pk, key, number, state, outcome)
        for about, pk, key, number, state, outcome, body, path, unit in _rows(
            RELATED, [envelope.id, envelope.about_id or 0]
        )
        if reach.covers(body, path, unit)
    )


@overload
def _named(one: statute.State | statute.Procedure) -> Named: ...
@overload
def _named(one: statute.Outcome | None) -> Named | None: ...
def _named(one: statute.State | statute.Procedure | statute.Outcome | None) -> Named | None:
    return Named(one.key, *one.name) if one else None


def _ref(pk: int | None, name: str | None) -> Ref | None:
    return None if pk is None else Ref(pk, name or "")


def _rows(statement: str, values: Sequence[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _with_moment(row: tuple[Any, ...], at: int) -> tuple[Any, ...]:
    return (*row[:at], filing.as_moment(row[at]), *row[at + 1 :])
