"""Proves that what is kept of applications says what their cases say: decisions, licences, promises.

A defect is a pair: which case, and what is the matter in both languages.
"""

from collections.abc import Iterator
from typing import Any

from zhengwu.records import rows
from zhengwu.records.approvals.carrying import GRANTED
from zhengwu.records.items.queries import record
from zhengwu.records.troubles import Words

PAGE = 500
APPLICATIONS = """
SELECT a.id, c.number, c.state, c.outcome, c.concluded_on, a.outcome, a.decided_on, a.version_id, a.action,
(SELECT COUNT(*) FROM licences_licence l WHERE l.case_id = c.id),
(SELECT COUNT(*) FROM approvals_pledge p WHERE p.case_id = c.id AND p.kind = 'deferred' AND p.verified_on IS NULL),
(SELECT COUNT(*) FROM cases_event e WHERE e.case_id = c.id AND e.key = 'redo_ordered'),
c.item_id = a.item_id
FROM approvals_application a JOIN cases_case c ON c.id = a.case_id WHERE a.id > %s ORDER BY a.id LIMIT %s
"""
DECIDED = (*GRANTED, "refused")
Found = tuple[int, int, list[tuple[str, Words]]]


def applications() -> Iterator[Found]:
    """How many applications were proved of how many, and the defects of the last page."""
    total = int(rows.told("SELECT COUNT(*) FROM approvals_application")[0][0])
    done = after = 0
    while page := rows.told(APPLICATIONS, [after, PAGE]):
        found = [(str(row[1]), words) for row in page for words in _wrong(row)]
        done, after = done + len(page), page[-1][0]
        yield done, max(total, done), found


def _wrong(row: tuple[Any, ...]) -> Iterator[Words]:
    _, _, state, outcome, concluded_on, kept, decided_on, version_id, action, licences, open_promises, redone, same = (
        row
    )
    if not same:
        yield Words("办件上的事项与申请的事项不符", "is for another item than its case says")
    if redone:
        return  # decided twice: the case's columns hold the first round, the application the last
    if outcome in DECIDED and (kept != outcome or str(decided_on) != str(concluded_on)):
        yield Words(
            f"决定为 {kept or '无'}，按办件应为 {outcome}", f"is {kept or 'undecided'}, its case says {outcome}"
        )
    if outcome not in DECIDED and kept:
        yield Words(f"记有决定 {kept}，办件没有作出决定", f"holds the decision {kept}, its case has none")
    wants = any(one.licence_type for one in record(version_id).results) and action != "cancellation"
    if outcome in GRANTED and wants and not licences:
        yield Words("已准予而没有证照", "was granted, but no licence is on file")
    if outcome not in GRANTED and licences:
        yield Words("没有准予而有证照", "was not granted, but a licence is on file")
    if state in ("decided", "delivered") and outcome in GRANTED and open_promises:
        yield Words("已准予而容缺材料未补齐", "was granted, but a material is still to follow")
