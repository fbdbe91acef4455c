"""The promises that bodies make for their cases (承诺时限): looked at, tried, made, taken back.

A promise holds for cases received from a day on that is still to come, so that none of the days that are past changes.
It is shorter than the law's length, and takes nothing from it: what is late is asked of the law alone.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.moments import day_of
from zhengwu.records.organs.limits import RIGHT
from zhengwu.records.organs.models import Body, Promise
from zhengwu.records.organs.queries import BODY
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing
from zhengwu.statute.calendar import Unit
from zhengwu.statute.procedures import procedure, procedures
from zhengwu.statute.procedures.approval import KEYS
from zhengwu.statute.procedures.model import Duty, Limit

PROMISE = Words("这项承诺", "promise")
MADE, ENDED = "body.promise_made", "body.promise_ended"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """A promise: of which body for which procedure, how long, for cases received when, and where it was announced."""

    id: int
    body_id: int
    name: str
    procedure: str
    length: int
    since: date
    until: date | None
    basis: str
    by: str

    @property
    def law(self) -> Limit:
        """The length of the law on the day it begins."""
        return law_of(self.procedure, self.since)


def promisable() -> tuple[str, ...]:
    """The procedures of which a promise can be made: those whose main clock is the office's, counted in days.

    Of approvals the items promise, each its own.
    """
    found = []
    for rules in procedures():
        if rules.key in KEYS:
            continue
        clock = rules.clock(rules.main)
        if clock.duty is Duty.OFFICE and all(one.unit is not Unit.MONTHS and one.length > 1 for one in clock.limits):
            found.append(rules.key)
    return tuple(found)


def law_of(key: str, on: date) -> Limit:
    """The shortest limit that the law knows for the main clock of a procedure on a day."""
    rules = procedure(key)
    limits = rules.clock(rules.main).limits
    valid = [one for one in limits if (one.since or date.min) <= on <= (one.until or date.max)]
    return min(valid, key=lambda one: one.length)


def listed(actor: Actor, on: date) -> list[PromiseFacts]:
    """The promises of that day and of days to come, of the open bodies that the actor manages. One statement."""
    rows = Promise.objects.filter(within(actor.reach(RIGHT), unit=None), Q(until=None) | Q(until__gte=on))
    found = rows.filter(body__closed_on=None).select_related("body").order_by("body__path", "procedure", "since")
    return [_facts(row) for row in found]


def one(actor: Actor, promise_id: int) -> PromiseFacts:
    """One promise. Raises Trouble: missing."""
    row = Promise.objects.select_related("body").filter(pk=promise_id).first()
    if row is None or not actor.may(RIGHT, row.body_id, row.body.path):
        raise missing(PROMISE, where="promise_id")
    return _facts(row)


def check(key: str, length: int, since: date, today: date) -> Limit:
    """The law's limit, if the promise may be made. Raises Trouble (invalid): not shorter, or not from a day to come."""
    if key not in promisable():
        raise invalid("no_promise", "这种办件不能另设承诺时限。", "No promise for this procedure.", where="procedure")
    if since <= today:
        zh = "最早从明天起；已经收到的办件不受影响。"
        raise invalid("past_day", zh, "From tomorrow on at the earliest: what came in keeps its days.", where="since")
    law = law_of(key, since)
    if not 0 < length < law.length:
        zh = f"承诺时限须短于法定的{law.length}日（{law.basis}），且至少一日。"
        en = f"It must be shorter than the law's {law.length} days ({law.basis}), and one day at least."
        raise invalid("longer_than_law", zh, en, where="length")
    return law


def make(body_id: int, key: str, length: int, since: date, basis: str, *, by: Actor, at: datetime) -> PromiseFacts:
    """Makes a promise for cases received from a day on; the one before it ends the day before.

    Raises Trouble: missing, forbidden, invalid (not shorter than the law, no day to come, no basis).
    """
    if not basis.strip() or len(basis) > 200 or not basis.isprintable():
        raise invalid("invalid_value", "请写明在哪里公布的承诺。", "Say where it was announced.", where="basis")
    with transaction.atomic():
        body = _body(body_id, by)
        check(key, length, since, day_of(at))
        of_it = Promise.objects.filter(body=body, procedure=key)
        of_it.filter(since__gte=since).delete()
        of_it.filter(Q(until=None) | Q(until__gte=since)).update(until=since - DAY)
        values = {"length": length, "since": since, "basis": basis.strip(), "by": by.name[:60], "at": at}
        row = Promise.objects.create(body=body, procedure=key, **values)
        record(Deed(MADE, body.pk, "promise", str(row.pk), f"{key} {length} {since}"), by=by, at=at)
    return _facts(row)


def end(promise_id: int, *, by: Actor, at: datetime) -> PromiseFacts:
    """Ends a promise with today, or takes back one that has not begun; what was received under it keeps it.

    Where one that had not begun is taken back, the one before it goes on. Raises Trouble: missing, forbidden, conflict.
    """
    with transaction.atomic():
        row = Promise.objects.select_for_update(of=("self",)).select_related("body").filter(pk=promise_id).first()
        if row is None:
            raise missing(PROMISE, where="promise_id")
        _body(row.body_id, by)
        facts, today = _facts(row), day_of(at)
        if row.until is not None and row.until <= today:
            raise conflict("ended", "这项承诺已经结束。", "This promise has ended already.")
        if row.since > today:
            before = Promise.objects.filter(body=row.body, procedure=row.procedure, until=row.since - DAY)
            before.update(until=row.until)
            row.delete()
        else:
            row.until = today
            row.save(update_fields=["until"])
        said = f"{facts.procedure} {facts.length} {facts.since}"
        record(Deed(ENDED, facts.body_id, "promise", str(promise_id), said), by=by, at=at)
    return facts


def _body(body_id: int, by: Actor) -> Body:
    body = Body.objects.select_for_update(no_key=True).filter(pk=body_id).first()
    if body is None:
        raise missing(BODY, where="body_id")
    if not by.may(RIGHT, body.pk, body.path):
        raise forbidden(RIGHT)
    return body


def _facts(row: Promise) -> PromiseFacts:
    return PromiseFacts(
        row.pk, row.body_id, row.body.name, row.procedure, row.length, row.since, row.until, row.basis, row.by
    )
