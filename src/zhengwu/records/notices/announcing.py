"""Telling the staff of what is no single case: the annual report, an import that waits, days that moved, a device."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from zhengwu.records.moments import day_of
from zhengwu.records.notices.models import Address, SwitchedOff
from zhengwu.records.notices.table import APP, Occasion, occasions
from zhengwu.records.notices.telling import Subject, effect, lay, told
from zhengwu.records.organs.models import Body
from zhengwu.records.people.models import Appointment
from zhengwu.records.people.rights import RIGHTS

MOVED = """
SELECT c.handler_id, COUNT(DISTINCT c.id) FROM timetable_move m JOIN cases_case c ON c.id = m.case_id
WHERE m.at = %s AND c.handler_id IS NOT NULL AND c.is_open GROUP BY c.handler_id
"""


def reported(key: str, body_id: int, year: int, *, at: datetime, who: int = 0) -> None:
    """Tells of the annual report of a body, its lists, or an import of it: whoever has a right that the table names.

    `year` is the number that goes with it: of an import its id.
    """
    one = occasions()[key]
    people = {person for right in one.to for person in _holders(right, body_id, at)} - {who}
    _tell(one, people, Subject(None, body_id, year, at, who))


def moved(at: datetime) -> None:
    """Tells each handler how many of their open cases have another last day by the change of the calendar at `at`."""
    with connection.cursor() as cursor:
        cursor.execute(MOVED, [connection.ops.adapt_datetimefield_value(at)])
        found = cursor.fetchall()
    for person, count in found:
        _tell(occasions()["calendar_moved"], {person}, Subject(None, None, count, at))


def signed_in(person_id: int, session_id: int, *, at: datetime) -> None:
    """Tells somebody that they have signed in on a device that is new to us."""
    _tell(occasions()["new_sign_in"], {person_id}, Subject(None, None, session_id, at))


def _holders(right: str, body_id: int, at: datetime) -> set[int]:
    """Who has this right over the body on that day."""
    path, day = Body.objects.values_list("path", flat=True).get(pk=body_id), day_of(at)
    held = Appointment.objects.filter(post__in=RIGHTS[right], person__active=True, since__lte=day)
    held = held.exclude(until__lt=day)
    return {
        person
        for person, post, place, below in held.values_list("person_id", "post", "body_id", "body__path")
        if place == body_id or (RIGHTS[right][post] == "below" and path.startswith(below))
    }


def _tell(one: Occasion, people: Iterable[int], about: Subject) -> None:
    wanted = sorted(people)
    off = set(SwitchedOff.objects.filter(person_id__in=wanted, occasion=one.key).values_list("person_id", flat=True))
    silent = SwitchedOff.objects.filter(address__person_id__in=wanted, occasion=one.key).values("address_id")
    addresses = Address.objects.filter(person_id__in=wanted, channel__in=one.channels, confirmed_at__isnull=False)
    notices = [
        told(person, one, about) for person in wanted if APP in one.channels and (person not in off or one.locked(APP))
    ]
    found = addresses.exclude(pk__in=silent).values_list("id", "channel")
    lay(notices, [effect(one, address, channel, about, {"body": about.body_id}) for address, channel in found])
