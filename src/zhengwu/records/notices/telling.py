"""Putting notices down, in the transaction of what they tell; messages beside them go into the outbox.

A member of staff is told of a case only while one of their posts lets them see it; whoever did the deed is not told
of it. A step costs one statement, and one more where somebody is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from zhengwu.records import rows
from zhengwu.records.cases.models import Case, Event
from zhengwu.records.moments import day_of
from zhengwu.records.notices.models import Notice
from zhengwu.records.notices.table import APP, Occasion, occasions, of_step
from zhengwu.records.outbox.models import Effect
from zhengwu.records.people.rights import RIGHTS

Told = tuple[Any, ...]
NEW = "INSERT INTO notices_notice (person_id, case_id, body_id, occasion, number, until, at) VALUES "
ROW = "(%s, %s, %s, %s, %s, %s, %s)"
KIND = "notice."  # the effects of messages are called after their channel: notice.mail, notice.sms, notice.wechat
SEES = ", ".join(f"'{post}'" for post in RIGHTS["case.read"])
OF_UNIT = ", ".join(f"'{post}'" for post, extent in RIGHTS["case.read"].items() if extent == "unit")
# Who holds a post that sees a case of this body and unit, and is meant: by name, or by a post.
STAFF = f"""
SELECT p.id, o.occasion, d.id, d.channel, '', '', f.occasion FROM people_person p
LEFT JOIN notices_switchedoff o ON o.person_id = p.id AND o.occasion = %s
LEFT JOIN notices_address d ON d.person_id = p.id AND d.confirmed_at IS NOT NULL
LEFT JOIN notices_switchedoff f ON f.address_id = d.id AND f.occasion = %s
WHERE p.active AND p.id IN (SELECT a.person_id FROM people_appointment a
WHERE {{meant}} AND a.body_id = %s AND a.since <= %s AND (a.until IS NULL OR a.until >= %s)
AND a.post IN ({SEES}) AND (a.unit_id IS NULL OR a.unit_id = %s OR a.post NOT IN ({OF_UNIT})))
"""
OTHERS = """
SELECT 0, NULL, d.id, d.channel, d.side, d.party, f.occasion FROM notices_address d
LEFT JOIN notices_switchedoff f ON f.address_id = d.id
WHERE d.case_id = %s AND d.confirmed_at IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is told of: a case, or a body where there is none; the number of the event or the year; when; by whom.

    `who` is the id of the person who did it, 0 for anybody else. `party` is the third party whose deed it was. `until`
    is the day that is meant where it is none of the case's clocks.
    """

    row: Case | None
    body_id: int | None
    number: int
    at: datetime
    who: int = 0
    party: str = ""
    until: date | None = None


def stepped(row: Case, event: Event) -> None:
    """Tells of a step of a case, if the table says that it is told of. In the transaction of the step."""
    found = of_step(row.procedure, event.key, event.post)
    if found:
        who = event.actor.removeprefix("person:")
        party = str(event.says.get("party", "")) if event.key == "opinion_received" else ""
        about = Subject(row, row.body_id, event.number, event.at, int(who) if who.isdecimal() else 0, party)
        _tell(found, about)


def timed(row: Case, key: str, at: datetime) -> None:
    """Tells of a day of a case that comes near or has passed: once for each such day."""
    occasion = occasions()[key]
    about = Subject(row, row.body_id, 0, at)
    before = Notice.objects.filter(case_id=row.pk, number=0, occasion=key, until=_until(occasion, row))
    if not before.exists():
        _tell([occasion], about)


def dated(row: Case, key: str, day: date, at: datetime) -> bool:
    """Tells of a day of a case that is none of its clocks: once for each such day. Says whether it told."""
    number = day.toordinal()
    if Notice.objects.filter(case_id=row.pk, number=number, occasion=key).exists():
        return False
    with transaction.atomic():
        _tell([occasions()[key]], Subject(row, row.body_id, number, at, until=day))
    return True


def called(row: Case, key: str, at: datetime, *, who: int, until: date | None = None) -> None:
    """Tells who has a case what somebody asks of them, `until` the day that is meant if none of its clocks."""
    _tell([occasions()[key]], Subject(row, row.body_id, row.length, at, who, until=until))


def refused(case_id: int, at: datetime) -> None:
    """Tells who has a case that a message to a party of it was refused for good."""
    row = Case.objects.get(pk=case_id)
    _tell([occasions()["message_refused"]], Subject(row, row.body_id, row.length, at))


def _tell(found: Sequence[Occasion], about: Subject) -> None:
    staff = next((one for one in found if one.side == "staff"), None)
    outside = {one.to[0]: one for one in found if one.side != "staff"}
    notices, effects = dict[int, Told](), list[Effect]()
    silent: set[tuple[int, str]] = set()
    others: dict[int, tuple[str, Occasion]] = {}
    for person, off, address, channel, side, party, address_off in _asked(staff, bool(outside), about):
        if person == 0:
            silent.add((address, address_off))
            if side in outside and about.party in ("", party):
                others[address] = (channel, outside[side])
        elif staff is not None and person != about.who:
            if APP in staff.channels and (not off or staff.locked(APP)):
                notices[person] = told(person, staff, about)
            if address is not None and channel in staff.channels and not address_off:
                effects.append(effect(staff, address, channel, about))
    for address, (channel, one) in others.items():
        if channel in one.channels and (one.locked(channel) or (address, one.key) not in silent):
            effects.append(effect(one, address, channel, about))
    lay(list(notices.values()), effects)


def lay(notices: Sequence[Told], effects: list[Effect]) -> None:
    """Writes notices and the messages beside them, in the caller's transaction."""
    if notices:
        with connection.cursor() as cursor:
            cursor.execute(NEW + ", ".join([ROW] * len(notices)), [value for one in notices for value in one])
    if effects:
        rows.lay(Effect, effects)


def told(person: int, one: Occasion, about: Subject) -> Told:
    """The columns of a notice to somebody, as the database takes them."""
    row, until = about.row, about.until or _until(one, about.row)
    at = connection.ops.adapt_datetimefield_value(about.at)
    return (
        person, row.pk if row else None, about.body_id, one.key, about.number, until.isoformat() if until else None, at
    )  # fmt: skip


def _asked(staff: Occasion | None, outside: bool, about: Subject) -> list[tuple[Any, ...]]:
    """Who might be told, and at which addresses: by one statement, or none where nobody is meant."""
    row = about.row
    assert row is not None
    parts, values = [], list[Any]()
    if staff is not None:
        meant, named = _meant(staff, row, about.who)
        if meant:
            day = day_of(about.at).isoformat()
            parts.append(STAFF.format(meant=meant))
            values += [staff.key, staff.key, *named, row.body_id, day, day, row.unit_id or 0]
    if outside:
        parts.append(OTHERS)
        values.append(row.pk)
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _meant(one: Occasion, row: Case, who: int) -> tuple[str, list[int]]:
    """The condition by which appointments are meant, and its values; none where only they themselves would be."""
    posts, handler = [to for to in one.to if to != "handler"], row.handler_id or 0
    by_name = "handler" in one.to and handler
    if "handler" in one.to and not handler:
        posts.append("handler" if row.unit_id else "head")
    if not posts:
        return ("a.person_id = %s", [handler]) if by_name and handler != who else ("", [])
    listed = ", ".join(f"'{post}'" for post in posts)
    return ("(a.person_id = %s OR " if by_name else "(") + f"a.post IN ({listed}))", [handler] if by_name else []


def effect(one: Occasion, address: int, channel: str, about: Subject, more: Mapping[str, Any] | None = None) -> Effect:
    """The message to one address; the address itself stays sealed where it is. The same message has the same key."""
    row, until = about.row, about.until or _until(one, about.row)
    said: dict[str, Any] = {"address": address, "occasion": one.key, "number": about.number}
    said |= {"case": row.pk, "about": row.number} if row else {}
    said |= {"until": until.isoformat()} if until else {}
    place, day = row.pk if row else about.body_id or 0, f"{about.at:%Y%m%d}" if row else f"{about.at:%Y%m%d%H%M%S%f}"
    key = f"{KIND}{address}:{one.key}:{place}:{about.number}:{day}"
    return Effect(
        kind=KIND + channel, payload={**said, **(more or {})}, body_id=about.body_id, dedupe=key, due_at=about.at
    )


def _until(one: Occasion, row: Case | None) -> date | None:
    if row is None or not one.until:
        return None
    return row.due_on if one.until == "due" else row.waits_until
