"""What a body does to have its services used: campaigns, assistance, meetings, systems joined, users registered.

Annual reports tell such figures; here each has entries behind it, with the day and what was done.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from zhengwu.records import rows
from zhengwu.records.items.actions import MANAGE
from zhengwu.records.items.models import Drive
from zhengwu.records.items.queries import Page
from zhengwu.records.journal.actions import Deed
from zhengwu.records.journal.actions import record as enter
from zhengwu.records.moments import dated, day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.organs.queries import BODY
from zhengwu.records.people.actors import Actor
from zhengwu.records.rows import told
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing
from zhengwu.statute.catalogue import codes

ENTRY = Words("这一条", "entry")
REGISTERED = "registered"
MOST = 2_000_000_000  # of a number
WITHIN = "items_drive d JOIN organs_body b ON b.id = d.body_id WHERE b.path LIKE %s AND d.struck = ''"


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done, or of the kind "registered" how things stood on a day."""

    kind: str
    name: str
    on: date
    times: int = 1
    staff: int = 0
    people: int = 0
    base: int = 0


@dataclass(frozen=True, slots=True)
class DriveFacts:
    """An entry as it is shown."""

    id: int
    body_id: int
    body_name: str
    done: Done
    struck: str


@dataclass(frozen=True, slots=True)
class Sums:
    """What was done of one kind: entries, how often, people of the office who took part, people reached."""

    entries: int
    times: int
    staff: int
    people: int


@dataclass(frozen=True, slots=True)
class Registered:
    """How many had registered on the newest day that is on file, and of how many who might; `share` in percent."""

    on: date
    people: int
    base: int

    @property
    def share(self) -> float | None:
        """The share in percent, by two places; None where nobody said of how many."""
        return round(self.people * 100 / self.base, 2) if self.base else None


def note(body_id: int, done: Done, *, by: Actor, at: datetime) -> int:
    """Puts an entry on file; gives its id. Raises Trouble: missing, forbidden, invalid (naming the field)."""
    _check(done, day_of(at))
    with transaction.atomic():
        body = Body.objects.filter(pk=body_id, closed_on=None).first()
        if body is None:
            raise missing(BODY, where="body_id")
        if not by.may(MANAGE, body.pk, body.path):
            raise forbidden(MANAGE)
        row = Drive(body=body, by=by.name[:60], at=at, **(asdict(done) | {"name": done.name.strip()}))
        rows.lay(Drive, [row])
        enter(Deed("drive.noted", body.pk, "body", str(body.pk), done.name.strip()), by=by, at=at)
    return int(row.pk)


def _check(done: Done, today: date) -> None:
    if done.kind not in codes("drive"):
        raise invalid("unknown_choice", "没有这个种类。", "There is no such kind.", where="kind")
    if not done.name.strip() or len(done.name) > 300:
        raise invalid("bad_fact", "必须填写，至多300字。", "300 characters at most.", where="name")
    if done.on > today:
        raise invalid("day_to_come", "日期不能晚于今天。", "The day is still to come.", where="on")
    for name in ("times", "staff", "people", "base"):
        if not 0 <= getattr(done, name) <= MOST or (name == "times" and not done.times):
            raise invalid("bad_number", "请填写合理的数量。", "This number cannot be.", where=name)
    if done.kind == REGISTERED and done.base and done.people > done.base:
        raise invalid("above_base", "注册人数不能多于人口数。", "More have registered than there are.", where="people")


def strike(entry_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """Strikes an entry out that was wrong. Raises Trouble: missing, forbidden, invalid, conflict (struck already)."""
    if not reason.strip():
        raise invalid("reason_missing", "请写明划去的原因。", "Say why it is struck out.", where="reason")
    with transaction.atomic():
        row = Drive.objects.select_for_update(of=("self",)).select_related("body").filter(pk=entry_id).first()
        if row is None:
            raise missing(ENTRY, where="entry_id")
        if not by.may(MANAGE, row.body_id, row.body.path):
            raise forbidden(MANAGE)
        if row.struck:
            raise conflict("struck", "这一条已经划去。", "This entry is struck out already.")
        row.struck = reason.strip()[:300]
        row.save(update_fields=["struck"])
        enter(Deed("drive.struck", row.body_id, "body", str(row.body_id), row.struck), by=by, at=at)


def totals(path: str, since: date, until: date) -> dict[str, Sums]:
    """What the bodies at and below a path did in a period, by kind; every kind is there. One statement."""
    statement = (
        "SELECT d.kind, COUNT(*), SUM(d.times), SUM(d.staff), SUM(d.people) FROM "
        f'{WITHIN} AND d."on" >= %s AND d."on" <= %s GROUP BY d.kind'
    )
    found = {kind: Sums(*map(int, sums)) for kind, *sums in told(statement, _period(path, since, until))}
    return {kind: found.get(kind, Sums(0, 0, 0, 0)) for kind in codes("drive")}


def registered(path: str, on: date) -> Registered | None:
    """Who had registered by the newest entry up to a day; None where there is none. One statement."""
    statement = (
        f'SELECT d."on", d.people, d.base FROM {WITHIN} AND d.kind = %s AND d."on" <= %s '
        'ORDER BY d."on" DESC, d.id DESC LIMIT 1'
    )
    found = told(statement, [f"{path}%", REGISTERED, on.isoformat()])
    return Registered(dated(found[0][0]), found[0][1], found[0][2]) if found else None


def listed(path: str, *, kind: str = "", before: int = 0, most: int = 50) -> Page[DriveFacts]:
    """The entries of the bodies at and below a path, the newest first; those struck out stay to be seen."""
    condition, values = "b.path LIKE %s", list[Any]([f"{path}%"])
    if kind:
        condition, values = f"{condition} AND d.kind = %s", [*values, kind]
    if before:
        condition, values = f"{condition} AND d.id < %s", [*values, before]
    statement = (
        'SELECT d.id, d.body_id, b.name, d.kind, d.name, d."on", d.times, d.staff, d.people, d.base, d.struck '
        f"FROM items_drive d JOIN organs_body b ON b.id = d.body_id WHERE {condition} ORDER BY d.id DESC LIMIT %s"
    )
    found = tuple(_facts(row) for row in told(statement, [*values, most + 1]))
    return Page(found[:most], str(found[most - 1].id) if len(found) > most else "")


def _facts(row: tuple[Any, ...]) -> DriveFacts:
    key, body, body_name, kind, name, on, times, staff, people, base, struck = row
    return DriveFacts(key, body, body_name, Done(kind, name, dated(on), times, staff, people, base), struck)


def _period(path: str, since: date, until: date) -> list[Any]:
    return [f"{path}%", since.isoformat(), until.isoformat()]
