"""What the law lets a body do with a case, step by step: procedures as data, and one pure engine for all of them.

What lives here: states, steps, clocks and outcomes of each procedure (one module or folder each), the engine (`take`,
`replay`), the clocks with their explanation, which steps are lawful now, and the proofs that a procedure is sound. What
does not: cases that are on file (`zhengwu.records.cases`), and any notion of today.
"""

from functools import cache

from zhengwu.statute.calendar import Line
from zhengwu.statute.procedures import (
    administrative_review,
    approval,
    information_request,
    lawsuit,
    proactive_disclosure,
    record_correction,
)
from zhengwu.statute.procedures.clocks import Due, due
from zhengwu.statute.procedures.engine import begin, follow, replay, strike, take
from zhengwu.statute.procedures.explanation import explain
from zhengwu.statute.procedures.fields import event_from, written
from zhengwu.statute.procedures.lawful import Next, Standing, next_steps, outcome_of, standing
from zhengwu.statute.procedures.model import Case, Event, Item, Procedure, Refused, Running, Words
from zhengwu.statute.procedures.responsibility import Held, responsible_units

__all__ = [
    "Case", "Due", "Event", "Held", "Item", "Line", "Next", "Procedure", "Refused", "Running", "Standing", "Words",
    "begin", "due", "event_from", "explain", "follow", "next_steps", "outcome_of", "procedure", "procedures", "replay",
    "responsible_units", "standing", "strike", "take", "written",
]  # fmt: skip


class UnsoundProcedure(ValueError):
    """A procedure that does not pass its proofs; the message lists the faults."""


@cache
def procedures() -> tuple[Procedure, ...]:
    """Every procedure, proved sound; UnsoundProcedure names the faults of one that is not."""
    from zhengwu.statute.procedures.proofs import faults

    found = (
        information_request.PROCEDURE,
        record_correction.PROCEDURE,
        administrative_review.PROCEDURE,
        lawsuit.PROCEDURE,
        proactive_disclosure.PROCEDURE,
        *approval.PROCEDURES,
    )
    wrong = [fault for one in found for fault in faults(one)]
    if wrong:
        raise UnsoundProcedure("; ".join(wrong))
    return found


@cache
def procedure(key: str) -> Procedure:
    """The procedure `key`; KeyError where there is none."""
    return next((one for one in procedures() if one.key == key), None) or _missing(key)


def _missing(key: str) -> Procedure:
    raise KeyError(key)
