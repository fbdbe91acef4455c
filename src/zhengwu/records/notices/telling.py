"""Putting notices down, in the transaction of what they tell; messages beside them go into the outbox.

A member of staff is told of a case only while one of their posts lets them see it; whoever did the deed is not told
of it. A step costs two statements, and one more where somebody is told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from zhengwu.records import rows
from zhengwu.records.cases.models import Case, Event
from zhengwu.records.moments import day_of
from zhengwu.records.notices.models import Notice
from zhengwu.records.notices.table import APP, OUTSIDE, Occasion, occasions, of_step
from zhengwu.records.outbox.models import Effect
from zhengwu.records.people.rights import RIGHTS

SEES = tuple(RIGHTS["case.read"])
OF_UNIT = tuple(post for post, extent in RIGHTS["case.read"].items() if extent == "unit")
KIND = "notice."  # the effects of messages are called after their channel: notice.mail, notice.sms, notice.wechat


def _places(values: Iterable[object]) -> str:
    return ", ".join(["%s"] * len(tuple(values)))


# Who holds a post that sees a case of this body and unit, and is meant: by a post, or by name.
STAFF = f"""
SELECT p.id, EXISTS (SELECT 1 FROM notices_switchedoff o WHERE o.person_id = p.id AND o.occasion = %s), d.id, d.channel,
  EXISTS (SELECT 1 FROM notices_switchedoff o WHERE o.address_id = d.id AND o.occasion = %s)
FROM people_person p LEFT JOIN notices_address d ON d.person_id = p.id AND d.confirmed_at IS NOT NULL
WHERE p.active AND p.id <> %s AND p.id IN (
  SELECT a.person_id FROM people_appointment a
  WHERE a.body_id = %s AND a.since <= %s AND (a.until IS NULL OR a.until >= %s)
  AND a.post IN ({_places(SEES)}) AND (a.unit_id IS NULL OR a.unit_id = %s OR a.post NOT IN ({_places(OF_UNIT)}))
  AND (a.person_id = %s OR a.post IN (%s, %s, %s)))
"""
OTHERS = """
SELECT d.id, d.channel, d.side, d.party, o.occasion FROM notices_address d
LEFT JOIN notices_switchedoff o ON o.address_id = d.id
WHERE d.case_id = %s AND d.confirmed_at IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is told of: a case, or a body where there is none; the number of the event or the year; when; by whom.

    `who` is the id of the person who did it, 0 for anybody else. `party` is the third party whose deed it was.
    """

    row: Case | None
    body_id: int | None
    number: int
    at: datetime
    who: int = 0
    party: str = ""


def stepped(row: Case, event: Event) -> None:
    """Tells of a step of a case, if its table says that it is told of. In the transaction of the step."""
    found = of_step(row.procedure, event.key, event.post)
    if not found:
        return
    who = event.actor.removeprefix("person:")
    party = str(event.says.get("party", "")) if event.key == "opinion_received" else ""
    about = Subject(row, row.body_id, event.number, event.at, int(who) if who.isdecimal() else 0, party)
    _tell([one for one in found if one.side == "staff"], about)
    outside = [one for one in found if one.side in OUTSIDE]
    if outside:
        _tell_others(outside, about)


def timed(row: Case, key: str, at: datetime) -> None:
    """Tells of a day of a case that comes near or has passed: once for each such day."""
    occasion = occasions()[key]
    about = Subject(row, row.body_id, row.length, at)
    told = Notice.objects.filter(case_id=row.pk, occasion=key, until=_until(occasion, row))
    if not told.exists():
        _tell([occasion], about)


def refused(case_id: int, at: datetime) -> None:
    """Tells who has a case that a message to a party of it was refused for good."""
    row = Case.objects.get(pk=case_id)
    _tell([occasions()["message_refused"]], Subject(row, row.body_id, row.length, at))


def _tell(found: Iterable[Occasion], about: Subject) -> None:
    notices, effects = [], []
    for one in found:
        for person, off, address, channel, address_off in _staff(one, about):
            if not off or one.locked(APP):
                notices.append((person, one))
            if address is not None and channel in one.channels and not address_off:
                effects.append(effect(one, address, channel, about))
    unique = dict.fromkeys(notices)
    lay([_notice(person, one, about) for person, one in unique if APP in one.channels], effects)


def lay(notices: list[Notice], effects: list[Effect]) -> None:
    """Writes notices and the messages beside them."""
    if notices:
        rows.lay(Notice, notices)
    if effects:
        rows.lay(Effect, effects)


def _staff(one: Occasion, about: Subject) -> list[tuple[int, bool, int | None, str | None, bool]]:
    row = about.row
    assert row is not None
    posts = [to for to in one.to if to != "handler"]
    handler = row.handler_id or 0
    if "handler" in one.to and not handler:
        posts.append("handler" if row.unit_id else "head")
    posts += [""] * (3 - len(posts))
    day = day_of(about.at).isoformat()
    values = [one.key, one.key, about.who, row.body_id, day, day, *SEES, row.unit_id or 0, *OF_UNIT]
    values += [handler if "handler" in one.to else 0, *posts[:3]]
    return _asked(STAFF, values)


def _tell_others(found: Iterable[Occasion], about: Subject) -> None:
    assert about.row is not None
    addresses: dict[tuple[int, str, str, str], set[str]] = {}
    for *address, off in _asked(OTHERS, [about.row.pk]):
        addresses.setdefault(tuple(address), set()).add(off)
    effects = [
        effect(one, address, channel, about)
        for one in found
        for (address, channel, side, party), off in addresses.items()
        if side == one.to[0] and channel in one.channels and about.party in ("", party)
        if one.locked(channel) or one.key not in off
    ]
    lay([], effects)


def effect(one: Occasion, address: int, channel: str, about: Subject, more: Mapping[str, Any] | None = None) -> Effect:
    """The message to one address; the address itself stays sealed where it is. The same message has the same key."""
    row, until = about.row, _until(one, about.row)
    said: dict[str, Any] = {"address": address, "occasion": one.key, "number": about.number}
    said |= {"case": row.pk, "about": row.number} if row else {}
    said |= {"until": until.isoformat()} if until else {}
    place, day = row.pk if row else about.body_id or 0, f"{about.at:%Y%m%d}" if row else f"{about.at:%Y%m%d%H%M%S%f}"
    key = f"{KIND}{address}:{one.key}:{place}:{about.number}:{day}"
    return Effect(
        kind=KIND + channel, payload={**said, **(more or {})}, body_id=about.body_id, dedupe=key, due_at=about.at
    )


def _notice(person: int, one: Occasion, about: Subject) -> Notice:
    return Notice(
        person_id=person,
        case_id=about.row.pk if about.row else None,
        body_id=about.body_id,
        occasion=one.key,
        number=about.number,
        until=_until(one, about.row),
        at=about.at,
    )


def _until(one: Occasion, row: Case | None) -> date | None:
    if row is None or not one.until:
        return None
    return row.due_on if one.until == "due" else row.waits_until


def _asked(statement: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[Any] = cursor.fetchall()
    return found
