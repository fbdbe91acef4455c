"""What somebody has applied for: the cases of a holder, or the cases that a browser has opened. A statement each.

Who asks for those of a holder has shown that they are it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhengwu.records.cases.filing import as_moment
from zhengwu.records.moments import day_of
from zhengwu.records.rows import told
from zhengwu.records.sealing import blinds
from zhengwu.records.troubles import Words
from zhengwu.statute.procedures import procedure

MOST = 50
FACTS = "SELECT c.id, c.number, c.title, c.procedure, c.state, b.name, c.created_at FROM cases_case c "
BODY = "JOIN organs_body b ON b.id = c.body_id "


@dataclass(frozen=True, slots=True)
class Mine:
    """A case of somebody's: its number, what it is about, where it stands, since when."""

    case_id: int
    number: str
    title: str
    stage: Words
    is_open: bool
    body_name: str
    on: date


def of_cases(case_ids: Iterable[int]) -> tuple[Mine, ...]:
    """These cases, the newest first."""
    some = ", ".join(str(int(one)) for one in set(case_ids))
    if not some:
        return ()
    return tuple(_mine(row) for row in told(f"{FACTS}{BODY}WHERE c.id IN ({some}) ORDER BY c.id DESC"))


def of_holder(code: str) -> tuple[Mine, ...]:
    """The applications of a holder by identity number or credit code, the newest first."""
    keys = blinds(code)
    if not keys:
        return ()
    marks = ", ".join(["%s"] * len(keys))
    statement = (
        f"{FACTS}{BODY}JOIN approvals_application a ON a.case_id = c.id "
        f"WHERE a.holder_blind IN ({marks}) AND a.holder_blind <> '' ORDER BY c.id DESC LIMIT %s"
    )
    return tuple(_mine(row) for row in told(statement, [*keys, MOST]))


def _mine(row: tuple[Any, ...]) -> Mine:
    case_id, number, title, key, name, body, created = row
    rules = procedure(key)
    state = rules.state(name)
    return Mine(
        case_id, number, title or rules.name.zh, Words(*state.name), not state.closed, body, day_of(as_moment(created))
    )
