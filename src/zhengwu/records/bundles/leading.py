"""What the leading department does for a matter of several: it urges a department on, and calls all to one visit.

Both are told to who has the cases, and stand in the journal: that is where the page of the matter has them from.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhengwu.records import rows
from zhengwu.records.bundles import matters
from zhengwu.records.bundles.matters import MATTER
from zhengwu.records.bundles.shown import MatterFacts, PartFacts
from zhengwu.records.cases.filing import as_moment
from zhengwu.records.cases.models import Case
from zhengwu.records.journal.actions import Deed
from zhengwu.records.journal.actions import record as enter
from zhengwu.records.moments import day_of
from zhengwu.records.notices import telling
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import conflict, forbidden, invalid, missing
from zhengwu.statute.bundles import Part

LEADS = "case.register"
URGED, INSPECTION = "matter.urged", "matter.inspection"
DONE = (
    "SELECT action, at, actor_name, reason FROM journal_entry WHERE kind = 'matter' AND object_id = %s "
    "AND action IN ('matter.urged', 'matter.inspection') ORDER BY id"
)
NOTE = 200


@dataclass(frozen=True, slots=True)
class Led:
    """Something that the leading department did: which of the two, when, who, and what it said."""

    action: str
    at: datetime
    who: str
    said: str


def leads(matter: MatterFacts, by: Actor) -> bool:
    """Whether somebody acts for the leading department of a matter."""
    reach = by.reach(LEADS)
    return bool(reach) and (reach.everything or matter.body_id in reach.bodies)


def led(matter_id: int) -> tuple[Led, ...]:
    """What was done so far, oldest first. One statement."""
    found = rows.told(DONE, [str(matter_id)])
    return tuple(Led(action, as_moment(at), who, said) for action, at, who, said in found)


def urge(matter_id: int, node: str, *, by: Actor, at: datetime) -> None:
    """Tells who has the case of a part that the others wait for it; once a day for each part.

    Raises Trouble: missing, forbidden (not of the leading body), conflict (nothing to urge, urged today already).
    """
    with transaction.atomic():
        matter = _led(matter_id, by)
        part = next((one for one in matter.parts if one.node == node), None)
        if part is None or part.part is not Part.RUNNING or part.case_id is None:
            raise conflict("nothing_to_urge", "这个环节现在没有在办的办件。", "Nothing is under way in this part.")
        told = part.name
        if any((one.action, one.said, day_of(one.at)) == (URGED, told, day_of(at)) for one in led(matter_id)):
            raise conflict("urged_today", "今天已经催办过这个环节。", "This part was urged today already.")
        _tell(part, "urged", by, at)
        enter(Deed(URGED, matter.body_id, "matter", str(matter_id), told[:500]), by=by, at=at)


def inspect(
    matter_id: int, nodes: Collection[str], day: date, note: str = "", *, by: Actor, at: datetime
) -> tuple[str, ...]:
    """Calls several departments to one visit on one day (联合勘验、联合验收); gives the names of the parts.

    Raises Trouble: missing, forbidden (not of the leading body), invalid (a day gone by, no part that is under way).
    """
    if day < day_of(at):
        raise invalid("day_gone", "联合勘验的日期不能早于今天。", "The day of the visit has gone by.", where="day")
    with transaction.atomic():
        matter = _led(matter_id, by)
        chosen = [one for one in matter.parts if one.node in nodes and one.part is Part.RUNNING]
        if not chosen or len(chosen) < len(set(nodes)):
            zh, en = "请选择在办的环节。", "Choose parts that are under way."
            raise invalid("no_such_part", zh, en, where="parts")
        for one in chosen:
            _tell(one, "joint_visit", by, at, until=day)
        names = tuple(one.name for one in chosen)
        said = f"{day.isoformat()}：{'、'.join(names)}" + (f"。{note.strip()[:NOTE]}" if note.strip() else "")
        enter(Deed(INSPECTION, matter.body_id, "matter", str(matter_id), said[:500]), by=by, at=at)
    return names


def _led(matter_id: int, by: Actor) -> MatterFacts:
    matter = matters.matter(matter_id, by=by)
    if by.kind == "public":
        raise missing(MATTER, where="matter_id")
    if not leads(matter, by):
        zh, en = "由牵头机关办理。", "This is for the leading body."
        raise forbidden(LEADS, zh, en)
    return matter


def _tell(part: PartFacts, occasion: str, by: Actor, at: datetime, until: date | None = None) -> None:
    row = rows.one(Case, "id = %s", [part.case_id])
    if row is not None:
        telling.called(row, occasion, at, who=by.id or 0, until=until)
