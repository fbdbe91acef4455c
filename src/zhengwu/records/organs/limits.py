"""The limits that a body sets itself inside those of the law: today the day by which its annual report is out."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.journal.models import Entry
from zhengwu.records.organs.models import Body
from zhengwu.records.organs.queries import BODY
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within
from zhengwu.records.troubles import forbidden, invalid, missing
from zhengwu.statute.report.checks.dates import DEPARTMENT, GOVERNMENT, DueDate

RIGHT = "organs.manage"
SET = "body.limit_set"


@dataclass(frozen=True, slots=True)
class LimitFacts:
    """A body's own day for its annual report ("01-20", empty where the law's holds), and since when it is so."""

    body_id: int
    name: str
    law: DueDate
    local_due_on: str
    since: datetime | None
    by: str


def limits(actor: Actor) -> list[LimitFacts]:
    """The open bodies that the actor manages, each with its limit: two statements."""
    rows = list(Body.objects.filter(within(actor.reach(RIGHT), body="", unit=None), closed_on=None).order_by("path"))
    told = Entry.objects.filter(action=SET, kind="body", object_id__in=[str(row.pk) for row in rows]).order_by("id")
    since = {object_id: (at, by) for object_id, at, by in told.values_list("object_id", "at", "actor_name")}
    return [
        LimitFacts(row.pk, row.name, law_of(row.kind), row.local_due_on, *since.get(str(row.pk), (None, "")))
        for row in rows
    ]


def law_of(kind: str) -> DueDate:
    """The day of the law for a kind of body."""
    return GOVERNMENT if kind == "government" else DEPARTMENT


def limit(actor: Actor, body_id: int) -> LimitFacts:
    """One of them. Raises Trouble: missing."""
    found = next((one for one in limits(actor) if one.body_id == body_id), None)
    if found is None:
        raise missing(BODY, where="body_id")
    return found


def read(text: str, law: DueDate) -> str:
    """A day as it is kept: "01-20"; empty for none. Raises Trouble (invalid): no day, or later than the law's."""
    if not text:
        return ""
    try:
        month, day = (int(part) for part in text.split("-"))
        date(2024, month, day)
    except ValueError:
        raise invalid(
            "no_day", "请写作“月-日”，例如 01-20。", "Write month and day, such as 01-20.", where="local_due_on"
        ) from None
    if (month, day) > (law.month, law.day):
        zh = f"不能晚于法定的{law.month}月{law.day}日（{law.basis}）。"
        en = f"It cannot be later than the law's {law.month:02}-{law.day:02} ({law.basis})."
        raise invalid("longer_than_law", zh, en, where="local_due_on")
    return f"{month:02}-{day:02}"


def set_limit(body_id: int, text: str, *, by: Actor, at: datetime) -> str:
    """Sets the day from now on, or takes it back. Raises Trouble: missing, forbidden, invalid."""
    with transaction.atomic():
        body = Body.objects.select_for_update(no_key=True).filter(pk=body_id).first()
        if body is None:
            raise missing(BODY, where="body_id")
        if not by.may(RIGHT, body.pk, body.path):
            raise forbidden(RIGHT)
        old, body.local_due_on = body.local_due_on, read(text, law_of(body.kind))
        body.save(update_fields=["local_due_on"])
        record(Deed(SET, body.pk, "body", str(body.pk), f"{old or '—'} → {body.local_due_on or '—'}"), by=by, at=at)
        return body.local_due_on
