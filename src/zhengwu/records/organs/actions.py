"""Establishing, renaming, moving and closing bodies and units (设立、更名、划转、撤销).

The tree has one lock, the rows of its roots in the order of their ids, taken by whatever changes its shape: two moves
at once wait for each other, and no body becomes its own ancestor. Each action is one transaction and one journal entry.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat, Substr

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.moments import day_of
from zhengwu.records.organs import validity
from zhengwu.records.organs.models import Body, FormerName, Unit
from zhengwu.records.organs.queries import BODY, UNIT
from zhengwu.records.organs.touched import touched
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.models import Appointment
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing

RIGHT = "organs.manage"
POSTS_HELD = ("仍有人员任职，请先免职。", "Posts are still held there; dismiss their holders first.")
CASES_OPEN = ("仍有在办事项，请先办结。", "Cases are still open there; conclude them first.")
NOT_TODAY = ("只有当天撤销的可以恢复。", "Only what was closed today can be opened again.")
THEN = Words("办完后再撤销。", "Then close it.")
ANEW = Words("请重新设立。", "Establish it anew.")


@dataclass(frozen=True, slots=True)
class Describing:
    """What is said of a body when it is established or described anew. The meanings are those of the model."""

    name: str
    short_name: str
    kind: str
    number_prefix: str
    code: str = ""
    region: str = ""
    counting: str = "per_item"
    local_due_on: str = ""
    address: str = ""
    phone: str = ""
    hours: str = ""


def establish(facts: Describing, *, parent_id: int | None, by: Actor, at: datetime) -> int:
    """Establishes a body below `parent_id` and returns its id. None: at the top, which only the installation may.

    Raises Trouble: forbidden, missing (parent), invalid (a fact), conflict (name or code taken, parent closed).
    """
    validity.check(facts)
    with transaction.atomic():
        _lock_tree()
        parent = _parent(parent_id, by)
        body = Body(parent=parent, path="", established_on=day_of(at), **asdict(facts))
        _saved(body)
        body.path = f"{parent.path if parent else ''}{body.pk:04d}."
        body.save(update_fields=["path"])
        _note("body.established", body, by, at)
        return body.pk


def describe(body_id: int, facts: Describing, *, by: Actor, at: datetime) -> None:
    """Says all facts of a body anew, its name included (更名, from today on). Raises Trouble as `establish` does."""
    validity.check(facts)
    with transaction.atomic():
        body = _managed(body_id, by)
        old = body.name
        if facts.name != old:
            _leave_name(body, facts.name, day_of(at))
        for key, value in asdict(facts).items():
            setattr(body, key, value)
        _saved(body)
        _note("body.renamed" if old != body.name else "body.described", body, by, at, reason=old)


def rename(body_id: int, *, name: str, short_name: str, by: Actor, at: datetime, since: date | None = None) -> None:
    """Gives a body another name from the day `since` on, today where it is not said (更名). The old one is kept.

    A day ahead is refused: the name changes when the day has come. Renamed back on the day of a renaming, that one is
    as if it had not been. Raises Trouble: forbidden, missing, invalid, conflict.
    """
    validity.check_name(name, short_name)
    with transaction.atomic():
        body, today = _managed(body_id, by), day_of(at)
        if since is not None and not body.established_on <= since <= today:
            raise invalid(
                "bad_day",
                "更名日期须在设立之后、今天以前（含今天）。",
                "Between its establishment and today.",
                where="since",
            )
        old, first = body.name, since or today
        if name != old:
            _leave_name(body, name, first)
        body.name, body.short_name = name, short_name
        _saved(body)
        _note("body.renamed", body, by, at, reason=f"{old} {first}")


def move(body_id: int, *, parent_id: int | None, by: Actor, at: datetime) -> None:
    """Puts a body, with all bodies below it, below another one (划转), or at the top.

    Raises Trouble: forbidden, missing, conflict (below itself, parent closed).
    """
    with transaction.atomic():
        _lock_tree()
        body, parent = _managed(body_id, by), _parent(parent_id, by)
        if parent is not None and parent.path.startswith(body.path):
            raise conflict("below_itself", "机关不能移到自己或其下级之下。", "A body cannot stand below itself.")
        new = f"{parent.path if parent else ''}{body.pk:04d}."
        below = Body.objects.filter(path__startswith=body.path)
        below.update(path=Concat(Value(new), Substr("path", len(body.path) + 1)))
        Body.objects.filter(pk=body.pk).update(parent=parent)
        _note("body.moved", body, by, at, reason=f"{body.path} → {new}")


def close(body_id: int, *, by: Actor, at: datetime, successor_id: int | None = None) -> None:
    """Closes a body (撤销); `successor_id` goes on with its powers. What stands against it is told by `standing`.

    Raises Trouble: forbidden, missing, conflict (a body below it is open, posts are held, cases are open).
    """
    with transaction.atomic():
        _lock_tree()
        body, day = _managed(body_id, by), day_of(at)
        if body.closed_on is not None:
            raise conflict("closed", "该机关已撤销。", "The body is closed already.")
        if Body.objects.filter(path__startswith=body.path, closed_on=None).exclude(pk=body.pk).exists():
            raise conflict("bodies_below", "下级机关尚未撤销。", "A body below it is still open.", advice=THEN)
        if Appointment.objects.filter(body=body).exclude(until__lt=day).exists():
            raise conflict("posts_held", *POSTS_HELD, advice=THEN)
        if touched(body.pk, day).cases:
            raise conflict("cases_open", *CASES_OPEN, advice=THEN)
        if successor_id is not None and not _may_succeed(successor_id, body):
            raise missing(BODY, where="successor_id")
        body.closed_on, body.successor_id = day, successor_id
        body.save(update_fields=["closed_on", "successor"])
        _note("body.closed", body, by, at, reason=f"→ {successor_id}" if successor_id else "")


def reopen(body_id: int, *, by: Actor, at: datetime) -> None:
    """Takes back a closing of today. Raises Trouble: forbidden, missing, conflict (closed earlier, parent closed)."""
    with transaction.atomic():
        _lock_tree()
        body = _managed(body_id, by)
        if body.closed_on != day_of(at):
            raise conflict("not_closed_today", *NOT_TODAY, advice=ANEW)
        if body.parent is not None and body.parent.closed_on is not None:
            raise conflict("parent_closed", "上级机关已撤销。", "The body above is closed.")
        body.closed_on = body.successor = None
        body.save(update_fields=["closed_on", "successor"])
        _note("body.reopened", body, by, at)


def establish_unit(*, body_id: int, name: str, parent_id: int | None = None, by: Actor, at: datetime) -> int:
    """Establishes a unit inside a body and returns its id. Raises Trouble: forbidden, missing, invalid, conflict."""
    validity.check_name(name, name[:30])
    with transaction.atomic():
        body = _managed(body_id, by)
        if parent_id is not None and not Unit.objects.filter(pk=parent_id, body=body, closed_on=None).exists():
            raise missing(UNIT, where="parent_id")
        unit = Unit(body=body, parent_id=parent_id, name=name)
        _saved(unit)
        _note("unit.established", body, by, at, kind="unit", object_id=unit.pk, reason=name)
        return unit.pk


def rename_unit(unit_id: int, *, name: str, by: Actor, at: datetime) -> None:
    """Gives a unit another name. Raises Trouble: forbidden, missing, invalid, conflict."""
    validity.check_name(name, name[:30])
    with transaction.atomic():
        unit = _managed_unit(unit_id, by)
        old, unit.name = unit.name, name
        _saved(unit)
        _note("unit.renamed", unit.body, by, at, kind="unit", object_id=unit.pk, reason=old)


def close_unit(unit_id: int, *, by: Actor, at: datetime) -> None:
    """Closes a unit. Raises Trouble: forbidden, missing, conflict while posts are held there."""
    with transaction.atomic():
        unit, day = _managed_unit(unit_id, by), day_of(at)
        if Appointment.objects.filter(unit=unit).exclude(until__lt=day).exists():
            raise conflict("posts_held", *POSTS_HELD, advice=THEN)
        unit.closed_on = day
        unit.save(update_fields=["closed_on"])
        _note("unit.closed", unit.body, by, at, kind="unit", object_id=unit.pk)


def reopen_unit(unit_id: int, *, by: Actor, at: datetime) -> None:
    """Takes back a closing of today. Raises Trouble: forbidden, missing, conflict (closed earlier, body closed)."""
    with transaction.atomic():
        unit = _managed_unit(unit_id, by)
        if unit.closed_on != day_of(at):
            raise conflict("not_closed_today", *NOT_TODAY, advice=ANEW)
        if unit.body.closed_on is not None:
            raise conflict("body_closed", "该机关已撤销。", "The body is closed.")
        unit.closed_on = None
        unit.save(update_fields=["closed_on"])
        _note("unit.reopened", unit.body, by, at, kind="unit", object_id=unit.pk)


def _may_succeed(successor_id: int, body: Body) -> bool:
    return Body.objects.filter(pk=successor_id, closed_on=None).exclude(pk=body.pk).exists()


def _leave_name(body: Body, new: str, since: date) -> None:
    """Keeps the name that goes, with its last day; one that lasted no day is not kept."""
    last = since - timedelta(days=1)
    latest = FormerName.objects.filter(body=body).order_by("-until").first()
    if latest is not None and latest.until > last:
        raise invalid(
            "bad_day",
            f"须晚于上次更名（{latest.until}之后）。",
            f"After the last renaming ({latest.until}).",
            where="since",
        )
    if latest is not None and latest.until == last:
        if latest.name == new:
            latest.delete()
    elif last >= body.established_on:
        FormerName.objects.create(body=body, name=body.name, short_name=body.short_name, until=last)


def _lock_tree() -> None:
    list(_locked(Body.objects.filter(parent=None)).order_by("id").values_list("id"))


def _locked(bodies: QuerySet[Body]) -> QuerySet[Body]:
    return bodies.select_for_update(no_key=True)  # rows that refer to a body need not wait


def _parent(parent_id: int | None, by: Actor) -> Body | None:
    """The body to stand below, locked and open. The top belongs to the installation."""
    if parent_id is None:
        if not by.reach(RIGHT).everything:
            raise forbidden(RIGHT)
        return None
    parent = _managed(parent_id, by)
    if parent.closed_on is not None:
        raise conflict("parent_closed", "上级机关已撤销。", "The body above is closed.", where="parent_id")
    return parent


def _managed(body_id: int, by: Actor) -> Body:
    body = _locked(Body.objects.filter(pk=body_id)).first()
    if body is None:
        raise missing(BODY, where="body_id")
    if not by.may(RIGHT, body.pk, body.path):
        raise forbidden(RIGHT)
    return body


def _managed_unit(unit_id: int, by: Actor) -> Unit:
    unit = Unit.objects.select_for_update(of=("self",)).select_related("body").filter(pk=unit_id).first()
    if unit is None:
        raise missing(UNIT, where="unit_id")
    if not by.may(RIGHT, unit.body_id, unit.body.path):
        raise forbidden(RIGHT)
    return unit


def _saved(row: Body | Unit) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise conflict(
            "taken", "名称或统一社会信用代码已被使用。", "The name or the credit code is taken.", where="name"
        ) from None


def _note(
    action: str,
    body: Body,
    by: Actor,
    at: datetime,
    *,
    kind: str = "body",
    object_id: int | None = None,
    reason: str = "",
) -> None:
    record(Deed(action, body.pk, kind, str(object_id or body.pk), reason), by=by, at=at)
