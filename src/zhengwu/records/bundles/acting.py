"""What is done to a matter as a whole in one act: accepted (联合受理), delivered (一窗取件), taken back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from zhengwu.records import rows
from zhengwu.records.bundles import going, matters
from zhengwu.records.bundles.matters import MATTER
from zhengwu.records.bundles.models import Matter
from zhengwu.records.bundles.offers import content
from zhengwu.records.cases import actions, tracking
from zhengwu.records.cases.queries import posts_over
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import PUBLIC, Actor
from zhengwu.records.troubles import conflict, invalid, missing
from zhengwu.statute.bundles import Part
from zhengwu.statute.procedures import procedure
from zhengwu.statute.procedures.model import Event

OPEN_CASES = (
    "SELECT c.id, c.body_id, c.unit_id, c.procedure FROM approvals_application a JOIN cases_case c ON c.id = a.case_id "
    "WHERE a.matter_id = %s AND c.state = %s ORDER BY c.id"
)
LOCKED = """
SELECT c.id FROM approvals_application a JOIN cases_case c ON c.id = a.case_id
WHERE a.matter_id = %s AND c.is_open ORDER BY c.id FOR UPDATE OF c
"""
WITHDRAWN = "申请人撤回了本环节。"


@dataclass(frozen=True, slots=True)
class Done:
    """The cases in which the step was taken, and how many wait for somebody of another body."""

    cases: tuple[int, ...]
    left: int


def accept(matter_id: int, *, by: Actor, at: datetime) -> Done:
    """Accepts every case of the matter that was handed in and that this person may accept, all or none.

    Raises Trouble: missing, conflict (none waits, or none is theirs), and as the step itself.
    """
    return _all(matter_id, "submitted", Event("accepted", day_of(at)), by, at)


def deliver(matter_id: int, channel: str, *, by: Actor, at: datetime) -> Done:
    """Delivers every decision of the matter that this person may deliver, all or none, once nothing is left to decide.

    Raises Trouble: missing, conflict (a part is not decided yet, none is theirs), and as the step itself.
    """
    ((waiting, running),) = rows.told(
        "SELECT m.waiting <> '[]', (SELECT COUNT(*) FROM approvals_application a JOIN cases_case c ON c.id = a.case_id "
        "WHERE a.matter_id = m.id AND c.is_open AND c.state <> 'decided') FROM bundles_matter m WHERE m.id = %s",
        [matter_id],
    ) or [(None, 0)]
    if waiting is None:
        raise missing(MATTER, where="matter_id")
    if waiting or running:
        raise conflict(
            "not_all_decided",
            "还有环节没有作出决定；全部决定后一次送达。单个环节可在其办件中先行送达。",
            "A part is not decided yet. All is delivered at once then; a single one can be delivered from its case.",
        )
    return _all(matter_id, "decided", Event("delivered", day_of(at), says={"channel": channel}), by, at)


def withdraw(matter_id: int, nodes: Collection[str] = (), text: str = "", *, at: datetime) -> tuple[str, ...]:
    """Takes parts back for the applicant, or all that is not decided yet; all or none. What rests on them ends.

    Raises Trouble: missing, invalid (no such part), conflict (nothing can be taken back any more), as the step itself.
    """
    with transaction.atomic():
        matter = locked(matter_id)
        states = {one.node: (one.part, one.case_id) for one in matters.matter(matter_id, by=PUBLIC).parts}
        for node in sorted(set(nodes) - states.keys()):
            zh, en = f"这个申请中没有环节“{node[:40]}”。", f"There is no part {node[:40]}."
            raise invalid("no_such_part", zh, en, where="parts")
        open_ = [node for node, (part, _) in states.items() if part in (Part.WAITING, Part.RUNNING)]
        chosen = tuple(node for node in open_ if not nodes or node in nodes)
        if not chosen or set(nodes) - set(chosen):
            zh, en = "所选环节已经办结或者已作出决定，不能撤回。", "What was chosen is decided or over already."
            raise conflict("too_late", zh, en, where="parts")
        _taken_back(matter, [one for one in chosen if states[one][0] is Part.WAITING], at)
        says = {"text": text.strip()} if text.strip() else {}
        for node in chosen:
            case_id = states[node][1]
            if case_id is not None:
                tracking.apply(case_id, Event("withdrawn", day_of(at), says=says), at=at)
    return chosen


def _taken_back(matter: Matter, waiting: Collection[str], at: datetime) -> None:
    """Parts that have not begun end at once."""
    if waiting:
        was = matter.__dict__.copy()
        matter.waiting = [one for one in matter.waiting if one not in waiting]
        matter.notes = {**matter.notes, **dict.fromkeys(waiting, WITHDRAWN)}
        rows.write(matter, was)
        going.begin(matter, content(matter.bundle_id), at=at)


def locked(matter_id: int) -> Matter:
    """A matter and its open cases, which nobody else changes meanwhile: the cases first, as every step locks them.

    Raises Trouble (missing).
    """
    locking = " FOR UPDATE" if connection.features.has_select_for_update else ""
    if locking:
        rows.told(LOCKED, [matter_id])
    matter = rows.one(Matter, f"id = %s{locking}", [matter_id])
    if matter is None:
        raise missing(MATTER, where="matter_id")
    return matter


def _all(matter_id: int, state: str, event: Event, by: Actor, at: datetime) -> Done:
    found = rows.told(OPEN_CASES, [matter_id, state])
    if not found and not rows.told("SELECT 1 FROM bundles_matter WHERE id = %s", [matter_id]):
        raise missing(MATTER, where="matter_id")
    mine = []
    for case_id, body_id, unit_id, key in found:
        step = procedure(key).step(event.key)
        if step is not None and set(step.who) & set(posts_over(by, body_id, unit_id)):
            mine.append(case_id)
    if not mine:
        raise conflict(
            "nothing_to_take",
            "现在没有可由您这样办理的环节。",
            "There is no part for which you can do this now.",
        )
    with transaction.atomic():
        for case_id in mine:
            actions.take(case_id, event, by=by, at=at)
    return Done(tuple(mine), len(found) - len(mine))
