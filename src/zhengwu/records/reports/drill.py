"""From a cell back to its cases: as many as it counts, page by page, each page a few short ranges of one index.

A cell is cut into strands. Within a strand every column of the index but the last two is fixed, so its rows lie side by
side in the order of the page, however many there are. A total is the strands of its addends, one after the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from zhengwu.records.cases.models import OPEN_END, Case, Item
from zhengwu.records.reports.addresses import Address, CellKey, addresses, counted_cells, leaves
from zhengwu.records.reports.count import ledger
from zhengwu.records.troubles import Words, invalid, missing
from zhengwu.statute.report.formats import Format

Ledger = type[Item] | type[Case]
SIGNS = {"": "=", "gt": ">", "lt": "<", "gte": ">=", "lte": "<="}
REST = "r.outcome, r.counted_class, r.entered_on, r.concluded_on, r.{}, r.id"
ITEMS = f"SELECT r.case_id, c.number, r.number, {REST} FROM cases_item r JOIN cases_case c ON c.id = r.case_id"
CASES = f"SELECT r.id, r.number, '', {REST} FROM cases_case r"
MANY = 8  # strands; a cell of more first asks which of them there are


class Spot(NamedTuple):
    """Where a page ended: the strand, the year that orders it, and the id of the row on file."""

    strand: str
    year: int
    id: int


@dataclass(frozen=True, slots=True)
class Behind:
    """One matter behind a cell. `item` is its number within the case; empty where the body counts whole requests."""

    case_id: int
    number: str
    item: str
    outcome: str
    counted_class: str
    entered_on: date | None
    concluded_on: date | None
    spot: Spot


@dataclass(frozen=True, slots=True)
class Strand:
    """A range of an index: fixed columns, then `year` (a column) from `least` to `most`, then the id."""

    name: str
    fixed: tuple[tuple[str, str | int], ...]
    year: str
    least: int
    most: int

    def ranges(self, after: Spot | None) -> Iterator[dict[str, Any]]:
        """The conditions of the rows that follow `after`, range by range."""
        least = self.least
        if after is not None:
            yield dict(self.fixed) | {self.year: after.year, "id__gt": after.id}
            least = after.year + 1
        if least <= self.most:
            yield dict(self.fixed) | {f"{self.year}__gte": least, f"{self.year}__lte": self.most}


def drill(
    body_id: int, year: int, form: Format, cell: CellKey, *, after: Spot | None = None, limit: int = 50
) -> list[Behind]:
    """A page of the matters that the cell counts. Raises Trouble (missing) for a cell that is not counted."""
    if cell not in counted_cells(form):
        raise missing(Words("这一格的办件清单", "list of cases behind this cell"), where="cell")
    book = ledger(body_id)
    strands = list(strands_of(book, body_id, year, form, cell))
    start = _start(strands, after)
    found: list[Behind] = []
    for at, strand in enumerate(strands[start:]):
        for condition in strand.ranges(after if at == 0 else None):
            found += _rows(book, strand, condition, limit - len(found))
            if len(found) >= limit:
                return found
    return found


def _start(strands: Sequence[Strand], after: Spot | None) -> int:
    if after is None:
        return 0
    names = [strand.name for strand in strands]
    if after.strand not in names:
        raise invalid("bad_cursor", "翻页标记无效。", "This is no cursor of a page.", where="after")
    return names.index(after.strand)


def strands_of(book: Ledger, body_id: int, year: int, form: Format, cell: CellKey) -> Iterator[Strand]:
    """The strands of a cell, in a fixed order; those of a long total are left out where the index holds none."""
    wanted = set(leaves(form, cell))
    behind = [address for address, place in addresses(form).items() if place in wanted]
    years: dict[str, list[int]] = {}
    outcomes: dict[str, set[str]] = {}
    for address in behind:
        key = address.procedure
        if address.phase in ("before", "open") and key not in years:
            years[key] = entered_years(book, body_id, key, year)
        if address.phase == "concluded" and len(behind) > MANY:
            if key not in outcomes:
                outcomes[key] = outcomes_of(book, body_id, key, year)
            if address.outcome not in outcomes[key]:
                continue
        yield from _strands(body_id, year, address, years.get(key, []))


def _strands(body_id: int, year: int, address: Address, years: Sequence[int]) -> Iterator[Strand]:
    procedure, phase, outcome, counted_class = address
    fixed = (("body_id", body_id), ("procedure", procedure), ("counted_class", counted_class))
    if phase == "concluded":
        name = f"{procedure}/{outcome}/{counted_class}"
        yield Strand(name, (*fixed, ("concluded_year", year), ("outcome", outcome)), "entered_year", 0, year)
        return
    least = year + 1 if phase == "open" else year
    for entered in [year] if phase == "entered" else years:
        if phase != "before" or entered < year:
            name = f"{procedure}/{phase}/{counted_class}/{entered}"
            yield Strand(name, (*fixed, ("entered_year", entered)), "concluded_year", least, OPEN_END)


def entered_years(book: Ledger, body_id: int, procedure: str, through: int) -> list[int]:
    """The years up to `through` in which something came in, the latest first: one look into the index for each."""
    found: list[int] = []
    latest = _one(
        book, "MAX", {"body_id": body_id, "procedure": procedure, "entered_year__lte": through}, "entered_year"
    )
    while latest is not None:
        found.append(latest)
        earlier = {"body_id": body_id, "procedure": procedure, "entered_year__lt": latest}
        latest = _one(book, "MAX", earlier, "entered_year")
    return found


def outcomes_of(book: Ledger, body_id: int, procedure: str, year: int) -> set[str]:
    """The outcomes of what was concluded in a year: one look into the index for each."""
    found: set[str] = set()
    concluded = {"body_id": body_id, "procedure": procedure, "concluded_year": year}
    first = _one(book, "MIN", concluded, "outcome")
    while first is not None:
        found.add(first)
        first = _one(book, "MIN", concluded | {"outcome__gt": first}, "outcome")
    return found


def _one(book: Ledger, function: str, condition: dict[str, Any], column: str) -> Any:
    """The least or greatest value of a column of the index."""
    where, values = _where(condition)
    return _asked(f"SELECT {function}(r.{column}) FROM {book._meta.db_table} r WHERE {where}", values)[0][0]


def _where(condition: dict[str, Any]) -> tuple[str, list[Any]]:
    parts = [key.partition("__") for key in condition]
    return " AND ".join(f"r.{name} {SIGNS[sign]} %s" for name, _, sign in parts), list(condition.values())


def _asked(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _rows(book: Ledger, strand: Strand, condition: dict[str, Any], limit: int) -> Iterator[Behind]:
    where, values = _where(condition)
    order = f"r.{strand.year}, r.id LIMIT %s"
    for case_id, number, item, outcome, counted_class, entered_on, concluded_on, year, row_id in _asked(
        f"{(CASES if book is Case else ITEMS).format(strand.year)} WHERE {where} ORDER BY {order}", [*values, limit]
    ):
        spot = Spot(strand.name, year, row_id)
        yield Behind(case_id, number, item, outcome, counted_class, entered_on, concluded_on, spot)
