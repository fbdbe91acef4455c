"""What is done to a matter as a whole: all its cases are accepted (联合受理), or delivered (一窗取件), in one act."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhengwu.records import rows
from zhengwu.records.bundles.matters import MATTER
from zhengwu.records.cases import actions
from zhengwu.records.cases.queries import posts_over
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import conflict, missing
from zhengwu.statute.procedures import procedure
from zhengwu.statute.procedures.model import Event

OPEN_CASES = (
    "SELECT c.id, c.body_id, c.unit_id, c.procedure FROM approvals_application a JOIN cases_case c ON c.id = a.case_id "
    "WHERE a.matter_id = %s AND c.state = %s ORDER BY c.id"
)


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
