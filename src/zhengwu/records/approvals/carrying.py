"""What the events of an approval do beside the case: reviews that wait, promises, the licence, the published result.

All of it is done in the transaction of the step. Others who follow what happens to applications, such as bundles, add
themselves to FOLLOWERS, by the keys of the events.
"""

from collections.abc import Callable
from datetime import date

from zhengwu.records import rows
from zhengwu.records.approvals import results, tasks
from zhengwu.records.approvals.holders import Holder
from zhengwu.records.approvals.models import Application, BadFaith, Pledge, Supplied
from zhengwu.records.cases import filing
from zhengwu.records.cases.models import Case, Event
from zhengwu.records.items.queries import record
from zhengwu.records.licences import actions as licences
from zhengwu.records.people.actors import Actor
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.statute.calendar import Calendar
from zhengwu.statute.procedures import clocks
from zhengwu.statute.procedures.approval import rules
from zhengwu.statute.procedures.model import Case as Told

FOLLOWERS: dict[str, list[Callable[[Case, Application, Event], None]]] = {}
GRANTED = ("granted", "deemed_renewed")
# What others rely on cannot be struck out of the file; another step says that it holds no more.
FIXED = frozenset(
    ("accepted", "deemed_accepted", "reviewed", "supplement_received", "supplement_lapsed", "commitment_withdrawn",
     "decided", "deemed_renewed", "delivered", "verified", "redo_ordered")
)  # fmt: skip
DEEDS = {
    "suspend": "suspended",
    "resume": "resumed",
    "withdraw": "withdrawn",
    "revoke": "revoked",
    "cancel": "cancelled",
    "penalty": "stripped",
}


def carry(case: Case, event: Event) -> None:
    """Writes what an event of an application does."""
    does, others = CARRIED.get(event.key), FOLLOWERS.get(event.key, ())
    if does is None and not others:
        return
    application = rows.one(Application, "case_id = %s", [case.pk])
    if application is None:
        return  # opened by the file: what it did is written by whoever lays it down
    if does is not None:
        does(case, application, event)
    for follow in others:
        follow(case, application, event)


def told(case: Case) -> tuple[Told, Calendar]:
    """The case as its events make it, up to the one that was just appended."""
    calendar = calendar_of(case.body_id)
    return filing.remembered(case.pk, case.length, case.head, case.procedure, calendar)[1], calendar


def _accepted(case: Case, application: Application, event: Event) -> None:
    known, calendar = told(case)
    tasks.open_all(case, record(application.version_id), known, event.on, calendar)
    running = known.clock("supplement")
    if running is not None:
        end = clocks.due(known, running, calendar).on
        Pledge.objects.filter(case_id=case.pk, kind="deferred").update(due_on=end)


def _reviewed(case: Case, _application: Application, event: Event) -> None:
    tasks.close(case.pk, event)


def _supplemented(case: Case, application: Application, event: Event) -> None:
    known, _ = told(case)
    keys = list(event.says.get("materials", ()))
    Supplied.objects.filter(application_id=application.pk, key__in=keys, state="deferred").update(
        state="given", at=event.at
    )
    if not rules.outstanding(known):
        _settle(case, event, "kept", "已补齐", kinds=("deferred",))


def _lapsed(case: Case, _application: Application, event: Event) -> None:
    _settle(case, event, "broken", "逾期未补交", kinds=("deferred",))


def _uncommitted(case: Case, application: Application, event: Event) -> None:
    """The promise is taken back: what it stood for is missing again."""
    _settle(case, event, "withdrawn", "申请人撤回承诺", kinds=("proof", "conditions"))
    Supplied.objects.filter(application_id=application.pk, state="committed").update(state="missing", at=event.at)


def _settle(case: Case, event: Event, outcome: str, finding: str, *, kinds: tuple[str, ...]) -> None:
    found = Pledge.objects.filter(case_id=case.pk, kind__in=kinds, verified_on=None)
    found.update(verified_on=event.on, outcome=outcome, finding=finding[:1000], by=event.actor_name)


def _decided(case: Case, application: Application, event: Event) -> None:
    known, calendar = told(case)
    was = application.__dict__.copy()
    application.outcome = known.items[0].redone or known.items[0].outcome
    application.decided_on = event.on
    application.due_on, application.promised_on = (_last_day(known, calendar, key) for key in ("statutory", "promised"))
    rows.write(application, was)
    says = record(application.version_id)
    if application.outcome in GRANTED:
        grant(case, application, event)
        if rules.committed(known):
            due = calendar.add_working_days(event.on, says.commitment.check_days)
            Pledge.objects.filter(case_id=case.pk, kind__in=("proof", "conditions"), due_on=None).update(due_on=due)


def _last_day(known: Told, calendar: Calendar, key: str) -> date | None:
    running = known.clock(key)
    return clocks.due(known, running, calendar).on if running is not None else None


def grant(case: Case, application: Application, event: Event) -> int | None:
    """The licence that a decision gives, where the item's result is one; gives its id."""
    result = next((one for one in record(application.version_id).results if one.licence_type), None)
    if result is None:
        return None
    holder = Holder(application.holder_name, application.holder_code, application.holder_kind)
    return licences.grant(
        result.licence_type,
        case_id=case.pk,
        event_id=event.pk,
        body_id=case.body_id,
        holder=holder,
        facts=results.licence_facts(application, event),
        months=result.months,
        about=application.about_id,
        action=application.action,
        on=event.on,
        by=actor_of(event),
        at=event.at,
    )


def actor_of(event: Event) -> Actor:
    """Who took a step, as registers name them; without posts, since the step was allowed."""
    kind, _, key = event.actor.partition(":")
    return Actor(kind, int(key) if key.isdecimal() else None, event.actor_name)  # type: ignore[arg-type]


def _delivered(case: Case, application: Application, event: Event) -> None:
    if application.outcome in GRANTED:
        results.publish(case, application, event)


def _verified(case: Case, application: Application, event: Event) -> None:
    result, finding = str(event.says["result"]), str(event.says["finding"])
    Pledge.objects.filter(case_id=case.pk, kind__in=("proof", "conditions")).update(
        verified_on=event.on, outcome=result, finding=finding[:1000], by=event.actor_name
    )
    if result == "broken" and application.holder_blind:
        rows.lay(BadFaith, [_bad_faith(case, application, event, finding)])


def _bad_faith(case: Case, application: Application, event: Event, finding: str) -> BadFaith:
    return BadFaith(
        holder_blind=application.holder_blind, holder_name=application.holder_name, body_id=case.body_id,
        case_id=case.pk, bar="commitment", reason=f"承诺不实：{finding}"[:500], basis="国办发〔2020〕42号",
        since=event.on, by=event.actor_name,
    )  # fmt: skip


CARRIED: dict[str, Callable[[Case, Application, Event], None]] = {
    "accepted": _accepted,
    "deemed_accepted": _accepted,
    "reviewed": _reviewed,
    "supplement_received": _supplemented,
    "supplement_lapsed": _lapsed,
    "commitment_withdrawn": _uncommitted,
    "decided": _decided,
    "deemed_renewed": _decided,
    "delivered": _delivered,
    "verified": _verified,
}


def carry_action(case: Case, event: Event) -> None:
    """What the decision of a case of its own accord does to the licence that it is about."""
    if event.key != "decided" or event.says.get("outcome") != "carried_out":
        return
    known, _ = told(case)
    key = str(known.facts["kind"])
    licence_id, by = int(known.facts["licence"]), actor_of(event)
    reason = str(event.says["reasons"])[: licences.REASON]
    licences.act(licence_id, DEEDS[key], reason=reason, case_id=case.pk, on=event.on, by=by, at=event.at)
    if key == "revoke":  # it should not have been granted; what ended lawfully was rightly published
        results.take_down(licence_id, on=event.on, at=event.at)
