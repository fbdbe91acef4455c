"""One cell in every report of a library, and the sums of a year with what is missing in them.

Only the newest version of each body's report counts. The figures are as others published them, not those on file here.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from zhengwu.records.library import shelves
from zhengwu.records.library.judging import label
from zhengwu.records.library.reader import compared
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.report.formats import Format, format_for_year

LEAST = 5  # bodies that state a number, from which on they are ranked
PAGE = 50
FORM = Words("这一年度的报告格式", "form for that year")


class Value(NamedTuple):
    """What a body states in a cell, the year before and this year."""

    paper_id: int
    name: str
    value: Decimal | None
    corrected: bool
    before: Decimal | None
    rank: int


@dataclass(frozen=True, slots=True)
class Sum:
    """A cell over all reports of a year: the sum of those that state it, how many do, do not, were corrected."""

    cell: str
    label: Words
    total: Decimal
    stated: int
    missing: int
    corrected: int


ONE = """
SELECT p.id, r.name, a.value, a.corrected,
(SELECT b.value FROM library_paper q JOIN library_amount b ON b.paper_id = q.id AND b.cell = a.cell
 WHERE q.holder_id = p.holder_id AND q.reporter_id = p.reporter_id AND q.year = p.year - 1 AND q.newest)
FROM library_amount a JOIN library_paper p ON p.id = a.paper_id JOIN library_reporter r ON r.id = p.reporter_id
WHERE a.holder_id = %s AND a.year = %s AND a.cell = %s AND a.value IS {what}
ORDER BY a.value DESC, a.id LIMIT %s OFFSET %s
"""
SUMMED = """
SELECT cell, COALESCE(SUM(value), 0), COUNT(value), COUNT(*), SUM(CASE WHEN corrected THEN 1 ELSE 0 END)
FROM library_amount WHERE holder_id = %s AND year = %s {only} GROUP BY cell
"""
_summed: dict[tuple[int, int, int, str], dict[str, tuple[Decimal, int, int, int]]] = {}
REMEMBERED = 64


def form_of(year: int) -> Format:
    """The form of a year. Trouble: missing."""
    found = format_for_year(year)
    if found is None:
        raise missing(FORM, where="year")
    return found


def cells(form: Format) -> tuple[str, ...]:
    """The cells that can be compared, in the order of the form."""
    return tuple(".".join(one[:3]) for one in compared(form))


def one_cell(holder_id: int, year: int, total: Sum, *, start: int = 0, limit: int = PAGE) -> list[Value]:
    """What each report says in a cell, largest first, those that state nothing last. One statement or two.

    `total` is the sum of that cell and year. Ranked from five stated numbers on.
    """
    cell = total.cell
    ranked = total.stated >= LEAST
    rows = _values(holder_id, year, cell, "NOT NULL", limit, start) if start < total.stated else []
    if len(rows) < limit:
        rows += _values(holder_id, year, cell, "NULL", limit - len(rows), max(start - total.stated, 0))
    found: list[Value] = []
    for place, (paper, name, value, corrected, before) in enumerate(rows, start + 1):
        same = found and value is not None and found[-1].value == value
        rank = (found[-1].rank if same else place) if ranked and value is not None else 0
        found.append(Value(paper, name, _plain(value), bool(corrected), _plain(before), rank))
    return found


def _values(
    holder_id: int, year: int, cell: str, what: str, limit: int, start: int
) -> list[tuple[int, str, object, object, object]]:
    with connection.cursor() as cursor:
        cursor.execute(ONE.format(what=what), [holder_id, year, cell, limit, start])
        return list(cursor.fetchall())


def _plain(value: object) -> Decimal | None:
    return None if value is None else round(Decimal(str(value)), 6)


def summed(holder_id: int, year: int, cell: str = "") -> tuple[Sum, ...]:
    """The sums of a year: of every cell that is compared, or of one; remembered until the library changes.

    Trouble: missing (no form for that year, no such cell).
    """
    form = form_of(year)
    known = cells(form)
    if cell and cell not in known:
        raise missing(Words("这一格", "cell"), where="cell")
    key = (holder_id, year, shelves.changes(holder_id), cell)
    if key not in _summed:
        _summed[key] = _sum(holder_id, year, cell)
        while len(_summed) > REMEMBERED:
            del _summed[next(iter(_summed))]
    found = _summed[key]
    nothing = (Decimal(0), 0, 0, 0)
    return tuple(
        Sum(one, label(one, form.key), told[0], told[1], told[2] - told[1], told[3])
        for one in ((cell,) if cell else known)
        for told in (found.get(one, nothing),)
    )


def _sum(holder_id: int, year: int, cell: str) -> dict[str, tuple[Decimal, int, int, int]]:
    only, values = ("AND cell = %s", [cell]) if cell else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(SUMMED.format(only=only), [holder_id, year, *values])
        rows = cursor.fetchall()
    return {one: (_plain(total) or Decimal(0), stated, every, int(fixed)) for one, total, stated, every, fixed in rows}


def forget() -> None:
    """Forgets what was added up."""
    _summed.clear()
