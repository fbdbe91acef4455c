"""What time does to applications: nobody told what was to be corrected, nobody decided on a renewal.

Both follow from the law itself, so clockwork puts them on file (行政许可法第三十二条、第五十条). Each case is its own
transaction: one that fails leaves the others done, and is tried again in the next round.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhengwu.records import rows
from zhengwu.records.cases import actions, filing
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import Trouble
from zhengwu.statute.procedures.model import Event

PAGE = 500
# Both lists are ranges of the index of a procedure's inbox.
SILENT = """
SELECT c.id, c.number, c.body_id, c.length, c.head FROM cases_case c
WHERE c.procedure = 'licensing' AND c.sort_on < %s AND c.state = 'submitted' AND c.id > %s ORDER BY c.id LIMIT %s
"""
UNDECIDED = """
SELECT c.id, c.number, c.body_id, c.length, c.head FROM cases_case c
JOIN approvals_application a ON a.case_id = c.id JOIN licences_licence l ON l.id = a.about_id
WHERE c.procedure = 'licensing' AND c.sort_on < '9999-12-31' AND c.state IN ('in_review', 'in_special_procedure')
AND a.action = 'renewal' AND l.valid_to < %s AND c.id > %s ORDER BY c.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: deemed accepted, deemed renewed, and what failed."""

    accepted: int = 0
    renewed: int = 0
    failed: tuple[str, ...] = ()


def run(*, on: date, at: datetime) -> Round:
    """One round at this moment."""
    failed: list[str] = []
    accepted = sum(_taken(row, _acceptance(row, on), at, failed) for row in _paged(SILENT, on))
    # A renewal that was asked for too late is refused by its rule, which is no failure.
    renewed = sum(_taken(row, Event("deemed_renewed", on), at, []) for row in _paged(UNDECIDED, on))
    return Round(accepted, renewed, tuple(failed))


def _acceptance(row: Sequence[Any], on: date) -> Event | None:
    """The acceptance, dated back to the day on which the materials came in; None where the file cannot be read."""
    case_id, _, body_id, length, head = row
    try:
        _, case = filing.remembered(case_id, length, head, "licensing", calendar_of(body_id))
    except filing.BrokenFile:
        return None
    running = case.clock("intake")
    return Event("deemed_accepted", running.since, says={"noted_on": on.isoformat()}) if running else None


def _taken(row: Sequence[Any], event: Event | None, at: datetime, failed: list[str]) -> bool:
    try:
        if event is not None:
            actions.take(row[0], event, by=CLOCKWORK, at=at)
            return True
    except (Trouble, filing.BrokenFile) as trouble:
        failed.append(f"{row[1]}: {trouble}")
    return False


def _paged(statement: str, on: date) -> Iterator[Sequence[Any]]:
    after = 0
    while page := rows.told(statement, [on.isoformat(), after, PAGE]):
        yield from page
        after = page[-1][0]
