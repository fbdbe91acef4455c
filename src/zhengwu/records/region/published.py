"""What bodies published of a year in annual reports of the library, where nothing is on file of them here.

A report says what came, what became of it and how reviews and suits ended. When each answer was given it does not say:
those numbers stay unknown. What a body has on file here goes before what its report says.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from zhengwu.records.moments import dated
from zhengwu.records.region.counting import Numbers, asked_of

REMEMBERED = 16
CHANGES = "SELECT COALESCE(SUM(changes), 0) FROM library_shelf"
PAPERS = """
SELECT r.body_id, p.id, p.version, p.published_on, p.errors FROM library_paper p
JOIN library_reporter r ON r.id = p.reporter_id
WHERE p.year = %s AND p.newest AND p.reading_id IS NOT NULL AND r.body_id IS NOT NULL ORDER BY p.id
"""
AMOUNTS = """
SELECT a.paper_id, a.cell, a.value FROM library_paper p JOIN library_reporter r ON r.id = p.reporter_id
JOIN library_amount a ON a.paper_id = p.id
WHERE p.year = %s AND p.newest AND r.body_id IS NOT NULL AND a.value IS NOT NULL
"""
PARTS = {"received": "received", "concluded": "concluded", "granted": "granted", "open": "carried_out",
         "partial": "partially_granted", "not_held": "unable_not_held"}  # fmt: skip
GROUPS = {"refused": "refused_", "unable": "unable_", "declined": "declined_", "ended": "other"}
REMEDIES = {"reviews": ("review",), "suits": ("direct_suit", "suit_after_review")}
ENDED = ("upheld", "corrected", "other_result")
ENDS = {f"remedies.{row}.{column}" for of in REMEDIES.values() for row in of for column in ENDED}


class Stated(NamedTuple):
    """A report of the library: its paper, version, day, errors, and the numbers in it; None where they do not do."""

    paper_id: int
    version: int
    published_on: date | None
    errors: int
    numbers: Numbers | None


_made: dict[tuple[str, int, int], Mapping[int, Stated]] = {}


def stated(year: int) -> Mapping[int, Stated]:
    """What each body of this installation said of the year, by body. One statement while no library has changed."""
    [(changes,)] = asked_of(CHANGES, [])
    key = (f"{connection.settings_dict['NAME']}", year, int(changes))
    found = None if connection.in_atomic_block else _made.get(key)
    if found is None:
        found = _made[key] = _read(year)
        while len(_made) > REMEMBERED:
            del _made[next(iter(_made))]
    return found


def forget() -> None:
    """Forgets what was read."""
    _made.clear()


def _read(year: int) -> Mapping[int, Stated]:
    told: dict[int, dict[str, int]] = {}
    for paper_id, cell, value in asked_of(AMOUNTS, [year]):
        told.setdefault(paper_id, {})[cell] = int(Decimal(str(value)))
    return {
        body_id: Stated(paper_id, version, _on(day), errors, _numbers(paper_id, told.get(paper_id, {})))
        for body_id, paper_id, version, day, errors in asked_of(PAPERS, [year])
    }


def _on(day: Any) -> date | None:
    return dated(day) if day else None


def _numbers(paper_id: int, cells: Mapping[str, int]) -> Numbers | None:
    """The numbers of a report; None where it leaves some of them out, or where they do not add up."""
    rows = {cell.split(".")[1]: n for cell, n in cells.items() if cell.startswith("requests.")}
    if not {"received", "concluded", "carried_out"} <= rows.keys() or not cells.keys() >= ENDS:
        return None
    known: dict[str, Any] = {name: rows.get(row, 0) for name, row in PARTS.items()}
    for name, begins in GROUPS.items():
        known[name] = sum(n for row, n in rows.items() if row.startswith(begins) and row != "unable_not_held")
    if sum(known[name] for name in (*GROUPS, "granted", "partial", "not_held")) != rows["concluded"]:
        return None
    for name, of in REMEDIES.items():
        known[name] = sum(cells[f"remedies.{row}.{column}"] for row in of for column in ENDED)
        known[f"{name}_lost"] = sum(cells[f"remedies.{row}.corrected"] for row in of)
    return Numbers(**known, paper=paper_id)
