"""Entering notices and overlays, and counting open cases anew by them.

The change itself is one short transaction. The cases follow in batches of a transaction each, so that nobody waits for
all of them; should the machine stop in between, `settle` (also in the outbox) does the rest.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import QuerySet

from zhengwu.records.cases.models import Case
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.notices import announcing
from zhengwu.records.organs.models import Body
from zhengwu.records.outbox.actions import put
from zhengwu.records.people.actors import Actor
from zhengwu.records.timetable import models
from zhengwu.records.timetable.facts import Facts, laid_of, on_file
from zhengwu.records.timetable.queries import forget
from zhengwu.records.timetable.shifts import BATCH, Recount, Shift, first_change, recounted, touched
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing
from zhengwu.statute.calendar import Calendar, CalendarError, Overlay, YearPlan, plan_from

RIGHT = "calendar.manage"
EFFECT, OWED = "timetable.settle", "timetable.notice_owed"
AGAIN = timedelta(seconds=10)  # by then every process counts by the new calendar


@dataclass(frozen=True, slots=True)
class NewOverlay:
    """An overlay to be entered. The meanings are those of the model."""

    first: date
    last: date
    working: bool
    reason: str
    document: str
    emergency: bool = False
    region: str = ""
    body_id: int | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do, or did: the days that move, case by case, and how many cases were looked at.

    `broken` are the numbers of cases whose file could not be replayed; their days stay as they were. `whole`: all open
    cases that the change may touch were looked at.
    """

    looked_at: int
    shifts: tuple[Shift, ...]
    broken: tuple[str, ...] = ()
    whole: bool = True


def preview_year(plan: str, kind: str, *, by: Actor, most: int | None = None) -> Preview:
    """What entering this plan would do, looking at `most` cases; nothing is changed.

    Raises Trouble: forbidden, invalid (line by line).
    """
    _may_nationwide(by)
    facts = on_file()
    return _previewed(facts, facts.with_plan(_plan(plan, kind)), most)


def enter_year(plan: str, kind: str, *, notice: str = "", by: Actor, at: datetime, most: int | None = None) -> Preview:
    """Enters the plan of a year and counts the open cases anew: `most` of them at once, the rest by the clockwork.

    Raises Trouble: forbidden, invalid, conflict (entered already).
    """
    _may_nationwide(by)
    read = _plan(plan, kind)
    with transaction.atomic():
        before = _marked()
        standing = models.YearNotice.objects.filter(year=read.year, superseded_at=None)
        if standing.filter(kind=kind, plan=plan).exists():
            raise conflict("entered_already", "这份安排已经录入。", "This plan is entered already.", where="plan")
        standing.update(superseded_at=at)
        row = models.YearNotice.objects.create(
            year=read.year, notice=(notice or read.notice)[:100], kind=kind, plan=plan, by=by.name[:60], at=at
        )
        deed = Deed("calendar.notice_entered", kind="year_notice", object_id=str(row.pk), reason=f"{read.year}")
        _noted(deed, by, at)
    return _applied(before, by, at, most)


def preview_overlay(facts: NewOverlay, *, by: Actor, most: int | None = None) -> Preview:
    """What entering this overlay would do; nothing is changed. Raises Trouble: forbidden, invalid, missing."""
    row, before = _overlay(facts, by), on_file()
    return _previewed(before, before.with_overlay(laid_of(row)), most)


def overlay(facts: NewOverlay, *, by: Actor, at: datetime, most: int | None = None) -> Preview:
    """Enters an overlay and counts the open cases anew: `most` of them at once, the rest by the clockwork.

    Raises Trouble: forbidden, invalid, missing, conflict (entered already).
    """
    with transaction.atomic():
        row, before = _overlay(facts, by), _marked()
        told = {name: getattr(row, name) for name in ("first", "last", "working", "document", "region", "body_id")}
        if models.Overlay.objects.filter(withdrawn_at=None, **told).exists():
            raise conflict(
                "entered_already", "这项调整已经录入。", "This adjustment is entered already.", where="document"
            )
        row.by, row.at = by.name[:60], at
        row.save(force_insert=True)
        deed = Deed(
            "calendar.overlay_entered", row.body_id, "overlay", str(row.pk), f"{facts.document} {facts.reason}"[:500]
        )
        _noted(deed, by, at)
    return _applied(before, by, at, most)


def preview_withdrawal(overlay_id: int, *, by: Actor, most: int | None = None) -> Preview:
    """What withdrawing this overlay would do; nothing is changed. Raises Trouble: forbidden, missing."""
    row, before = _standing(overlay_id, by), on_file()
    return _previewed(before, before.without(row.pk), most)


def withdraw_overlay(overlay_id: int, *, by: Actor, at: datetime, most: int | None = None) -> Preview:
    """Withdraws an overlay and counts the open cases anew. Raises Trouble: forbidden, missing."""
    with transaction.atomic():
        before = _marked()
        row = _standing(overlay_id, by)
        row.withdrawn_by, row.withdrawn_at = by.name[:60], at
        row.save(update_fields=["withdrawn_by", "withdrawn_at"])
        _noted(Deed("calendar.overlay_withdrawn", row.body_id, "overlay", str(row.pk)), by, at)
    return _applied(before, by, at, most)


def settle(*, by: Actor, at: datetime) -> Preview:
    """Counts every open case anew by the facts on file. Where nothing changed meanwhile it changes nothing."""
    facts = on_file()
    return _recounted(facts, facts, date.min, by, at)


def _plan(text: str, kind: str) -> YearPlan:
    reading = plan_from(text, kind)
    if reading.plan is None:
        zh = "；".join(f"第{fault.line}行：{fault.zh}" if fault.line else fault.zh for fault in reading.faults[:20])
        en = "; ".join(f"line {fault.line}: {fault.en}" if fault.line else fault.en for fault in reading.faults[:20])
        raise invalid("bad_plan", zh, en, where="plan")
    return reading.plan


def _overlay(facts: NewOverlay, by: Actor) -> models.Overlay:
    try:
        Overlay(facts.first, facts.last, facts.working, facts.reason, facts.document, facts.region)
    except CalendarError as error:
        raise invalid(error.code, error.zh, error.en, where="last") from error
    for name in ("reason", "document"):
        if not 0 < len(getattr(facts, name).strip()) <= 200:
            raise invalid("field_missing", "请写明依据文件和原因。", "Say by which document, and why.", where=name)
    if facts.region and not (facts.region.isascii() and facts.region.isdecimal() and len(facts.region) <= 12):
        raise invalid("invalid_value", "行政区划代码应为数字。", "A region is a code of digits.", where="region")
    body = Body.objects.filter(pk=facts.body_id, closed_on=None).first() if facts.body_id else None
    if facts.body_id and body is None:
        raise missing(Words("这个机关", "body"), where="body_id")
    if body is None:
        _may_nationwide(by)
    elif not by.may(RIGHT, body.pk, body.path):
        raise forbidden(RIGHT)
    told = {name: getattr(facts, name) for name in ("first", "last", "working", "emergency", "region")}
    return models.Overlay(**told, body=body, reason=facts.reason.strip(), document=facts.document.strip())


def _standing(overlay_id: int, by: Actor) -> models.Overlay:
    row = models.Overlay.objects.select_related("body").filter(pk=overlay_id, withdrawn_at=None).first()
    if row is None:
        raise missing(Words("这项调整", "overlay"), where="overlay_id")
    if row.body is None:
        _may_nationwide(by)
    elif not by.may(RIGHT, row.body.pk, row.body.path):
        raise forbidden(RIGHT)
    return row


def _may_nationwide(by: Actor) -> None:
    """What holds for more than one body's tree is entered by who keeps the calendar from the top of a tree."""
    reach = by.reach(RIGHT)
    if not (reach.everything or any(path.count(".") == 1 for path in reach.paths)):
        raise forbidden(RIGHT)


def _marked() -> Facts:
    """Marks the edition anew, which is the lock of every change, and gives the facts before it."""
    mark = secrets.token_hex(16)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO timetable_edition (id, mark) VALUES (1, %s) ON CONFLICT (id) DO UPDATE SET mark = %s",
            [mark, mark],
        )
    transaction.on_commit(forget)
    return on_file()


def _noted(deed: Deed, by: Actor, at: datetime) -> None:
    record(deed, by=by, at=at)
    put(EFFECT, {}, due_at=at + AGAIN)


def _previewed(before: Facts, after: Facts, most: int | None) -> Preview:
    since = _since(before, after)
    if since is None:
        return Preview(0, ())
    counted, whole = list[Recount](), True
    for rows in _batches(since):
        counted += recounted(rows, after)
        if most is not None and len(counted) >= most:
            whole = not _following(since, rows[-1].pk).exists()
            break
    broken = tuple(one.row.number for one in counted if one.broken)
    return Preview(len(counted), tuple(shift for one in counted for shift in one.shifts), broken, whole)


def _applied(before: Facts, by: Actor, at: datetime, most: int | None) -> Preview:
    after = on_file()
    since = _since(before, after)
    return Preview(0, ()) if since is None else _recounted(before, after, since, by, at, most)


def _since(before: Facts, after: Facts) -> date | None:
    """The first day that any body counts otherwise than before; None where nothing changes for anybody."""
    years = [year for year in {**before.plans, **after.plans} if before.plans.get(year) != after.plans.get(year)]
    bodies = Body.objects.filter(closed_on=None).values_list("path", "region")
    pairs = {(facts[0].version, facts[1].version): facts for facts in _calendars(bodies, before, after)}
    found = [first_change(old, new, years) for old, new in pairs.values()]
    return min((day for day in found if day), default=None)


def _calendars(bodies: Iterable[tuple[str, str]], before: Facts, after: Facts) -> Iterator[tuple[Calendar, Calendar]]:
    for path, region in bodies:
        yield before.calendar(path, region), after.calendar(path, region)


def _batches(since: date) -> Iterator[list[Case]]:
    """The open cases that a change from `since` on may touch, in the order of their ids."""
    last = 0
    while rows := list(_following(since, last)[:BATCH]):
        yield rows
        last = rows[-1].pk


def _following(since: date, last: int) -> QuerySet[Case]:
    return Case.objects.filter(touched(since), pk__gt=last).select_related("body").order_by("pk")


def _recounted(before: Facts, after: Facts, since: date, by: Actor, at: datetime, most: int | None = None) -> Preview:
    looked_at, last, moved, broken = 0, 0, list[Shift](), list[str]()
    of = ("self",) if connection.features.has_select_for_update_of else ()
    while True:
        with transaction.atomic():
            rows = list(_following(since, last).select_for_update(of=of)[:BATCH])
            for one in recounted(rows, after):
                broken += [one.row.number] if one.broken else []
                if one.changed:
                    _write(one, before, after, by, at)
                    moved += one.shifts
            if moved and not rows:
                announcing.moved(at)
        if not rows:
            return Preview(looked_at, tuple(moved), tuple(broken))
        looked_at, last = looked_at + len(rows), rows[-1].pk
        if most is not None and looked_at >= most:
            return Preview(looked_at, tuple(moved), tuple(broken), not _following(since, last).exists())


def _write(one: Recount, before: Facts, after: Facts, by: Actor, at: datetime) -> None:
    row, body = one.row, one.row.body
    row.save(update_fields=["due_on", "promised_on", "earliest_on", "provisional", "waits_until", "sort_on"])
    old, new = (facts.calendar(body.path, body.region).version for facts in (before, after))
    for shift in one.shifts:
        models.Move.objects.create(
            case_id=row.pk, clock=shift.clock, old_due_on=shift.old, new_due_on=shift.new,
            old_version="" if old == new else old, new_version=new, at=at, by=by.name[:60], told_worse=shift.told_worse,
        )  # fmt: skip
        if shift.told_worse:
            told = {"case": row.pk, "clock": shift.clock, "from": str(shift.old), "to": str(shift.new)}
            put(OWED, told, due_at=at, body_id=row.body_id)
