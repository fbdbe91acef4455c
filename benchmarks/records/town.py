"""The town that every measurement uses: bodies, units and a person for every post, made by the records' own actions."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import django
from django.core.management import call_command

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
SINCE = date(2020, 1, 1)
PASSWORD = "qinghe-lake-7431"
POSTS = ("clerk", "handler", "head", "supervisor")


@dataclass(frozen=True)
class Town:
    """Ids: the government, its large office with four units, a district with ten departments, and who works where."""

    government: int
    office: int
    units: tuple[int, ...]
    district: int
    departments: tuple[int, ...]
    people: dict[str, int]


def at_nine(on: date) -> datetime:
    """Nine o'clock on that day at the office."""
    return datetime.combine(on, time(9), SHANGHAI)


def open_records(*, migrate: bool = False) -> None:
    """Makes Django ready; with `migrate`, the tables too."""
    django.setup()
    if migrate:
        call_command("migrate", verbosity=0)


def founded() -> Town:
    """Founds the town in an empty database."""
    from zhengwu.records.organs import actions as organs
    from zhengwu.records.organs.actions import Describing
    from zhengwu.records.people.actors import CLOCKWORK

    def body(name: str, kind: str, prefix: str, parent: int | None = None) -> int:
        facts = Describing(name, name[:10], kind, prefix, address=f"{name}一楼", phone="000-00000000")
        return organs.establish(facts, parent_id=parent, by=CLOCKWORK, at=AT)

    government = body("青禾市人民政府", "government", "QH")
    office = body("青禾市行政审批局", "department", "QHSP", government)
    district = body("青禾市东湖区人民政府", "government", "DH", government)
    departments = tuple(body(f"东湖区第{number}局", "department", f"DH{number}", district) for number in range(1, 11))
    units = tuple(
        organs.establish_unit(body_id=office, name=f"第{number}科", by=CLOCKWORK, at=AT) for number in range(1, 5)
    )
    people = {
        "clerk": _hired("clerk", office),
        "handler": _hired("handler", office, units[0]),
        "head": _hired("head", office),
        "supervisor": _hired("supervisor", government),
        "district supervisor": _hired("supervisor", district),
    }
    return Town(government, office, units, district, departments, people)


def _hired(post: str, body_id: int, unit_id: int | None = None) -> int:
    from zhengwu.records.people.models import Appointment, Person

    person = Person(username=f"{post}{body_id}", name=f"{post}甲")
    person.set_password(PASSWORD)
    person.save()
    Appointment.objects.create(person=person, body_id=body_id, unit_id=unit_id, post=post, since=SINCE)
    return person.pk


def actor_of(person_id: int):
    """The person as the actor that they are."""
    from zhengwu.records.people.actors import Actor, Held
    from zhengwu.records.people.models import Appointment

    rows = Appointment.objects.filter(person_id=person_id).select_related("body", "person").order_by("id")
    held = tuple(Held(row.post, row.body_id, row.body.path, row.unit_id) for row in rows)
    return Actor("person", person_id, rows[0].person.name, held)
