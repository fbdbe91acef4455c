"""What is done to cases. Each action is one transaction: lock, ask the engine, append, write the cache, effects.

Whatever is refused is a Trouble and leaves everything as it was. `by` and `at` come from the counter.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction

from zhengwu.records import rows
from zhengwu.records.cases import filing, projections, shelving
from zhengwu.records.cases.gathered import INTAKE, Incoming, announce
from zhengwu.records.cases.models import Case, Event, Item
from zhengwu.records.cases.opening import Opened, Opening, check
from zhengwu.records.cases.queries import CASE, posts_over, visible
from zhengwu.records.moments import day_of
from zhengwu.records.notices import telling
from zhengwu.records.organs.models import Body, Unit
from zhengwu.records.organs.promised import promises_of
from zhengwu.records.outbox.actions import Claim, keep
from zhengwu.records.people.actors import Actor, Reach
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import Trouble, Words, conflict, forbidden, invalid, missing
from zhengwu.statute.calendar import Calendar
from zhengwu.statute.procedures import engine, procedure
from zhengwu.statute.procedures import model as statute

LOCKED = "FROM cases_case c JOIN organs_body b ON b.id = c.body_id WHERE c.id = %s"
RECEIVING = "FROM organs_body b WHERE b.id = %s AND b.closed_on IS NULL"
STATUS = {"not_yours": "forbidden", "not_from_this_state": "conflict"}


@dataclass(frozen=True, slots=True)
class Taken:
    """A case after a step: its new state, its last day, and how many events it has now."""

    case_id: int
    number: str
    state: str
    outcome: str
    due_on: date | None
    length: int


def open_case(
    procedure_key: str,
    body_id: int,
    events: Sequence[statute.Event],
    opening: Opening,
    *,
    by: Actor,
    at: datetime,
    claim: Claim | None = None,
) -> Opened:
    """Opens a case with its first events. Repeated with the same `source_key` it returns the case that is there.

    With a `claim` the answer is kept under its key, in the same transaction. Raises Trouble: missing (body, procedure),
    invalid (a field), forbidden, conflict (the events do not follow); IntegrityError where the key was used meanwhile.
    """
    rules = known(procedure_key)
    if opening.applicant is not None:
        check(opening.applicant)
    there = _imported(body_id, opening.source_key)
    if there is None:
        try:
            return INTAKE.put(_incoming(rules, body_id, events, opening, by, at, claim))
        except IntegrityError:
            there = _imported(body_id, opening.source_key)
            if there is None:
                raise  # else the same import ran beside this one and was first
    keep([(claim, there)])
    return there


def _incoming(
    rules: statute.Procedure,
    body_id: int,
    events: Sequence[statute.Event],
    opening: Opening,
    by: Actor,
    at: datetime,
    claim: Claim | None,
) -> Incoming:
    body, calendar = receiving(body_id, "body_id"), calendar_of(body_id)
    _unit(body_id, opening.unit_id)
    _about(opening.about_id, by)
    case = told(rules, body_id, events, opening, by=by, at=at, calendar=calendar)
    promised = promises_of(body_id, rules.key)
    prepared = shelving.prepare(body, case, opening, by=by, at=at, calendar=calendar, promised=promised)
    return Incoming(body, rules, prepared, at, claim)


def receiving(body_id: int, where: str) -> Body:
    """A body that takes cases in. Raises Trouble (missing) for one that is closed, naming the field `where`."""
    found = rows.prepared(f"SELECT {rows.names(Body, 'b')} {RECEIVING}", [body_id])
    if not found:
        raise missing(Words("这个机关", "body"), where=where)
    return rows.read(Body, found[0])


def told(
    rules: statute.Procedure,
    body_id: int,
    events: Sequence[statute.Event],
    opening: Opening,
    *,
    by: Actor,
    at: datetime,
    calendar: Calendar,
) -> statute.Case:
    """The case that the first events make, signed by the actor. Raises Trouble for the first that may not be."""
    case = engine.begin(rules)
    for event in events:
        _not_ahead(event.on, at)
        signed = _signed(rules, event, by, body_id, opening.unit_id)
        case = _after(rules, case, projections.named(body_id, signed), calendar)
    return case


def known(procedure_key: str) -> statute.Procedure:
    """The procedure of that key; Trouble (missing) where there is none."""
    try:
        return procedure(procedure_key)
    except KeyError:
        raise missing(Words("这种程序", "procedure"), where="procedure") from None


def _imported(body_id: int, source_key: str | None) -> Opened | None:
    if source_key is None:
        return None
    row = Case.objects.filter(body_id=body_id, source_key=source_key).first()
    return Opened(row.pk, row.number, "", row.length) if row else None


def take(case_id: int, event: statute.Event, *, by: Actor, at: datetime, expected: int | None = None) -> Taken:
    """Takes a step. `expected` is the number of events the actor has seen; if there are more by now, nothing is done.

    Raises Trouble: missing (no such case, or not to be seen), forbidden (not this post), conflict (not from this state,
    or changed meanwhile), invalid (a field).
    """
    with transaction.atomic():
        row = _locked(case_id, by, expected)
        return _stepped(row, event, by=by, at=at)


def take_outside(
    case_id: int, event: statute.Event, *, side: str, name: str, at: datetime, expected: int | None = None
) -> Taken:
    """Takes a step for the applicant or a third party, whose secret the counter has checked."""
    with transaction.atomic():
        row = _row(case_id, None, expected)
        said = replace(event, by=side, person=side)
        return _stepped(row, said, by=Actor("public", name=name), at=at, signed=True)


def take_for(case_id: int, event: statute.Event, *, post: str, by: Actor, at: datetime) -> Taken:
    """Takes a step for somebody of another unit or body who was asked for it, as the caller has seen to, in `post`."""
    with transaction.atomic():
        row = _row(case_id, None, None)
        return _stepped(row, replace(event, by=post, person=person_of(by)), by=by, at=at, signed=True)


def _stepped(row: Case, event: statute.Event, *, by: Actor, at: datetime, signed: bool = False) -> Taken:
    _not_ahead(event.on, at)
    rules, calendar = procedure(row.procedure), calendar_of(row.body_id)
    was = row.__dict__.copy()
    _, before = filing.remembered(row.pk, row.length, row.head, row.procedure, calendar)
    said = event if signed else _signed(rules, event, by, row.body_id, row.unit_id)
    after = _after(rules, before, projections.named(row.body_id, said), calendar)
    filed = filing.append(row, after.events[-1], actor_name=by.name, at=at)
    rows.lay(Event, [filed])
    _cache(row, before, after, calendar)
    projections.hand_over(row, filed)
    projections.project(row, filed)
    announce(rules, row, filed, at)
    rows.write(row, was)
    return Taken(row.pk, row.number, row.state, row.outcome, row.due_on, row.length)


def strike(
    case_id: int, number: int, reason: str, *, by: Actor, at: datetime, on: date, expected: int | None = None
) -> Taken:
    """Strikes out an event entered by mistake. It stays on file, marked, and the case is as if it had not been.

    Raises Trouble: forbidden (only the head may), invalid (no such event), conflict (the rest would not follow).
    """
    if not reason.strip():
        raise invalid("reason_missing", "请写明更正的原因。", "Say why the entry is struck out.", where="reason")
    with transaction.atomic():
        row = _locked(case_id, by, expected)
        _not_ahead(on, at)
        if not by.holds("head", row.body_id):
            raise forbidden("case.decide")
        filed = filing.read(row.pk)
        live = [one for one in filed if not one.struck and one.key != filing.STRUCK]
        if not any(one.number == number for one in live):
            zh, en = "没有这一条未更正的记录。", "There is no such entry that stands."
            raise invalid("no_such_event", zh, en, where="number")
        calendar, rules = calendar_of(row.body_id), procedure(row.procedure)
        _not_fixed(row, next(one.key for one in live if one.number == number))
        before = filing.replayed(row.procedure, filed, calendar)
        rest = [one.event() for one in live if one.number != number]
        after = engine.replay(rules, rest, calendar)
        if isinstance(after, statute.Refused):
            raise conflict(
                "needed_by_later_steps",
                f"其后的步骤依赖这一条：{after.reason.zh}",
                f"Later steps rest on it: {after.reason.en}",
            )
        says = {"number": number, "reason": reason.strip()[:1000]}
        struck = statute.Event(filing.STRUCK, on, "head", person_of(by), says)
        was = row.__dict__.copy()
        entry = filing.append(row, struck, actor_name=by.name, at=at)
        rows.lay(Event, [entry])
        _cache(row, before, after, calendar)
        telling.stepped(row, entry)
        projections.unproject(row, number, [one for one in live if one.number != number])
        rows.write(row, was)
        return Taken(row.pk, row.number, row.state, row.outcome, row.due_on, row.length)


def _not_fixed(row: Case, key: str) -> None:
    if projections.is_fixed(row, key):
        raise conflict(
            "seen_by_others",
            "这一步已经对外产生效果，不能更正；请办理相反的步骤（例如撤下）。",
            "Others have seen what this step did: it is not struck out, but undone by a step such as taking down.",
        )


def _cache(row: Case, before: statute.Case, after: statute.Case, calendar: Calendar) -> None:
    """Writes the cached columns and, where they changed, the rows of the items."""
    filing.write_cache(row, after, calendar, promises_of(row.body_id, row.procedure))
    entered = (before.clock(procedure(row.procedure).main) is None) != (
        after.clock(procedure(row.procedure).main) is None
    )
    if after.items != before.items or entered:
        gone = {item.number for item in before.items} - {item.number for item in after.items}
        if gone:
            Item.objects.filter(case_id=row.pk, number__in=gone).delete()
        rows.lay(Item, filing.items_of(row, after), over=("case_id", "number"))


def _after(rules: statute.Procedure, case: statute.Case, event: statute.Event, calendar: Calendar) -> statute.Case:
    after = engine.take(rules, case, event, calendar)
    if isinstance(after, statute.Refused):
        raise refusal(after)
    return after


def refusal(refused: statute.Refused) -> Trouble:
    """A refusal of the engine as the trouble that counters show; the law stands in the advice."""
    advice = Words(
        f"依据：{refused.basis}" if refused.basis else "请改正后重试。",
        f"Basis: {refused.basis}" if refused.basis else "Correct it and try again.",
    )
    kind = STATUS.get(refused.code, "invalid")
    return Trouble(kind, refused.code, Words(*refused.reason), advice, refused.field)  # type: ignore[arg-type]


def _not_ahead(on: date, at: datetime) -> None:
    """What is put on file has happened: no event lies after the day at the office."""
    if on > day_of(at):
        raise invalid(
            "in_the_future",
            f"日期 {on} 晚于今日 {day_of(at)}；只能登记已经发生的事项。",
            f"{on} lies after today, {day_of(at)}: only what has happened can be put on file.",
            where="on",
        )


def _signed(
    rules: statute.Procedure, event: statute.Event, by: Actor, body_id: int, unit_id: int | None
) -> statute.Event:
    """The event with the post it is taken by: one that the step is for, if the actor holds one over this unit."""
    step = rules.step(event.key)
    if by.kind == "clockwork":
        post = "system"
    elif by.kind == "public":
        post = "applicant"
    else:
        held = posts_over(by, body_id, unit_id)
        post = next((who for who in (step.who if step else ()) if who in held), "nobody")
    return replace(event, by=post, person=person_of(by))


def person_of(by: Actor) -> str:
    """How a case names who acted."""
    return f"{by.kind}:{by.id}" if by.id is not None else by.kind


def _locked(case_id: int, by: Actor, expected: int | None) -> Case:
    return _row(case_id, by.reach("case.read"), expected)


def _row(case_id: int, reach: Reach | None, expected: int | None) -> Case:
    """The row, locked; with a reach only where it covers the case, the same as `queries.visible`."""
    locking = "FOR UPDATE OF c" if connection.features.has_select_for_update_of else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {rows.names(Case, 'c')}, b.path {LOCKED} {locking}", [case_id])
        found = cursor.fetchone()
    row = rows.read(Case, found[:-1]) if found else None
    if row is None or (reach is not None and not reach.covers(row.body_id, found[-1], row.unit_id)):
        raise missing(CASE, where="case_id")
    if expected is not None and expected != row.length:
        raise conflict(
            "changed_meanwhile",
            f"此件已由他人办理（现有{row.length}条记录，您看到的是{expected}条）；没有作任何改动。",
            f"Somebody else has worked on the case ({row.length} entries, you saw {expected}); nothing was changed.",
            where="expected",
        )
    return row


def _unit(body_id: int, unit_id: int | None) -> None:
    if unit_id is not None and not Unit.objects.filter(id=unit_id, body_id=body_id, closed_on=None).exists():
        raise missing(Words("这个内设机构", "unit"), where="unit_id")


def _about(about_id: int | None, by: Actor) -> None:
    if about_id is not None and not visible(by).filter(pk=about_id).exists():
        raise missing(CASE, where="about_id")
