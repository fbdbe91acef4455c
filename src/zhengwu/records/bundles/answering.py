"""What the applicant of a matter hands in afterwards: asked by one department, answered once for all parts.

A material that several parts want is one file: the case that asked for it gets it by its own step, every other case in
which it is wanting has it too, and so have the parts that begin later.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

import orjson
from django.db import transaction

from zhengwu.records import rows
from zhengwu.records.approvals import following
from zhengwu.records.approvals.models import Supplied
from zhengwu.records.approvals.submitting import Given
from zhengwu.records.bundles import acting, offers
from zhengwu.records.bundles.planning import planned
from zhengwu.records.cases import filing, tracking
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.troubles import conflict, invalid
from zhengwu.statute.procedures import Event

CORRECTING, DEFERRED, MISSING = "awaiting_correction", "deferred", "missing"
SUPPLIED = (
    "SELECT a.node, c.id, b.name, c.state, c.due_on, s.id, s.key, s.name, s.state FROM approvals_application a "
    "JOIN cases_case c ON c.id = a.case_id JOIN organs_body b ON b.id = c.body_id "
    "LEFT JOIN approvals_supplied s ON s.application_id = a.id "
    "WHERE a.matter_id = %s AND c.is_open AND c.outcome = '' ORDER BY c.id, s.id"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a material stands in a case of the matter."""

    case_id: int
    supplied_id: int
    key: str
    state: str


@dataclass(frozen=True, slots=True)
class Owed:
    """A material that one department or several wait for. `places` are the cases that have it, `later` the parts that
    begin later and want it as well.
    """

    key: str
    name: str
    places: tuple[Place, ...]
    later: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """A case in which a correction is asked for: what its body said."""

    case_id: int
    node: str
    body_name: str
    said: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that the applicant is asked for now, over all parts."""

    asking: tuple[Asking, ...]
    owed: tuple[Owed, ...]


def waiting(matter_id: int, on: date) -> Waiting:
    """What the applicant of a matter is asked for now; three statements, and those of the plan."""
    told = rows.told(SUPPLIED, [matter_id])
    correcting = {one[1]: (one[0], one[2]) for one in told if one[3] == CORRECTING}
    asked = {one[1] for one in told if one[1] in correcting or one[8] == DEFERRED}
    if not asked:
        return Waiting((), ())
    events = filing.read_many(sorted(correcting))
    asking = tuple(Asking(case, *of, _said(events[case])) for case, of in correcting.items())
    uses = _uses(matter_id, on)
    found: dict[str, tuple[str, list[Place]]] = {}
    for node, case_id, _, _, _, supplied_id, key, name, state in told:
        if supplied_id is not None:
            need = uses.get((node, key), f"{node}__{key}")
            found.setdefault(need, (name, []))[1].append(Place(case_id, supplied_id, key, state))
    waits = {use for use in uses if use[0] not in {one[0] for one in told}}
    owed = tuple(
        Owed(need, name, tuple(places), tuple(use for use in waits if uses[use] == need))
        for need, (name, places) in found.items()
        if any(one.case_id in correcting or (one.case_id in asked and one.state == DEFERRED) for one in places)
    )
    return Waiting(asking, owed)


def _said(events: tuple[filing.Filed, ...]) -> str:
    asked = [one.says for one in events if one.key == "correction_requested" and not one.struck]
    return str(asked[-1].get("what") or asked[-1].get("note") or "") if asked else ""


def _uses(matter_id: int, on: date) -> dict[tuple[str, str], str]:
    """Which need each material of each part is, as the bundle of the matter has them."""
    ((bundle_id, answers),) = rows.told("SELECT bundle_id, answers FROM bundles_matter WHERE id = %s", [matter_id])
    given = orjson.loads(answers) if isinstance(answers, str | bytes) else answers
    plan = planned(offers.version(bundle_id), given, on)
    return {use: need.key for need in plan.needs for use in need.uses}


def answer(matter_id: int, given: Mapping[str, Given], text: str = "", *, at: datetime) -> tuple[int, ...]:
    """Hands in what is asked for, all of it at once; gives the cases that it went to. `given` by the keys of `waiting`.

    Raises Trouble: invalid (a material that nobody asked for, nothing at all), conflict (nothing is asked for).
    """
    with transaction.atomic():
        matter = acting.locked(matter_id)
        now = waiting(matter_id, day_of(at))
        if not now.owed and not now.asking:
            raise conflict("nothing_waited_for", "现在没有等您补正或者补交的材料。", "Nothing is asked of you now.")
        owed = {one.key: one for one in now.owed}
        for key in given.keys() - owed.keys():
            raise invalid(
                "material_unknown", "请选择要补交的材料。", "Choose a material.", where=f"materials.{key[:60]}"
            )
        if not given and not text.strip():
            raise invalid("nothing_sent", "请上传材料，或者写明补正的内容。", "Send a file, or write.", where="text")
        reached = _hand_in(now, {owed[key]: one for key, one in given.items()}, text.strip(), at)
        if any(owed[key].later for key in given):
            was = matter.__dict__.copy()
            kept = orjson.loads(matter.filled or "{}")
            for key, one in given.items():
                _keep(kept, owed[key], one)
            matter.filled = orjson.dumps(kept).decode()
            rows.write(matter, was)
    return reached


def _hand_in(now: Waiting, given: Mapping[Owed, Given], text: str, at: datetime) -> tuple[int, ...]:
    """Each case gets what is for it: by its step where it waits for it, else beside its step."""
    correcting = {one.case_id for one in now.asking}
    steps: dict[int, list[Given]] = {}
    beside: list[tuple[Place, Given]] = []
    for owed, one in given.items():
        for place in owed.places:
            own = Given(place.key, one.file_id, one.file_name, note=one.note)
            if place.case_id in correcting or place.state == DEFERRED:
                steps.setdefault(place.case_id, []).append(own)
            elif place.state == MISSING:
                beside.append((place, own))
    for place, own in beside:
        Supplied.objects.filter(pk=place.supplied_id).update(
            state="given", file_id=own.file_id, file_name=own.file_name[:255], at=at
        )
    for case_id, these in steps.items():
        following.supply(case_id, tuple(these), text, by=PUBLIC, at=at)
    for case_id in sorted(correcting - steps.keys()) if text else ():
        event = Event("correction_received", day_of(at), says={"text": text})
        tracking.apply(case_id, event, at=at)
        steps[case_id] = []
    return tuple(sorted(steps))


def _keep(kept: dict[str, dict[str, dict[str, list[object]]]], owed: Owed, one: Given) -> None:
    """The file stands for the material in the parts that begin later, too."""
    for node, key in owed.later:
        part = kept["parts"].get(node)
        if part is not None and not any(dict(each)["key"] == key for each in part["materials"]):  # type: ignore[call-overload]
            part["materials"].append(asdict(Given(key, one.file_id, one.file_name)))
