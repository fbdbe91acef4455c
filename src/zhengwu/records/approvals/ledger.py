"""Applications and items as a ledger of the annual report: part two of both forms.

Of 2021: decisions on licences in the year, and fees collected. Of 2019: for licences and for other services also how
many items there were at the end of the year before, and by how many there are more or fewer. A decision counts in the
year in which it was made, whatever it said; a body with neither items nor applications gets no figure, not a zero.
"""

from collections.abc import Hashable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from zhengwu.records import rows
from zhengwu.records.moments import dated
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.ledgers import LEDGERS, Ledger, Record, column_of
from zhengwu.statute.catalogue import codes
from zhengwu.statute.report.formats import Format
from zhengwu.statute.report.model import Number

NAME = "approvals"
LICENSING, OTHERS, FEES = "licensing", "other_services", "administrative_fees"
TEN_THOUSAND = Decimal(10_000)
# In use on a day, which is given twice: since then, and not yet over.
IN_USE = "i.since IS NOT NULL AND i.since <= %s AND (i.until IS NULL OR i.until >= %s)"
PAID = "f.body_id = %s AND f.kind = 'payment' AND f.\"on\" BETWEEN %s AND %s"


def types(row: str) -> tuple[str, ...]:
    """The types of items that a row counts: licences, or all else that people apply for."""
    applied_for = [key for key, one in codes("item_type").items() if one.says.get("on_application")]
    return ("licence",) if row == LICENSING else tuple(key for key in applied_for if key != "licence")


def cells(body_id: int, year: int, form: Format) -> dict[CellKey, Number]:
    """The figures of a body's year. Four statements, or one where it had nothing by then."""
    last = date(year, 12, 31)
    if not kept(body_id, last):
        return {}
    now, before = _items(body_id, last), _items(body_id, date(year - 1, 12, 31))
    decided = _decided(body_id, year)
    found: dict[CellKey, Number] = {}
    for row in (LICENSING, OTHERS):
        there, then = (sum(count.get(one, 0) for one in types(row)) for count in (now, before))
        found[CellKey("publications", row, "items_last_year")] = then
        found[CellKey("publications", row, "change")] = there - then
        found[CellKey("publications", row, "decisions")] = sum(decided.get(one, 0) for one in types(row))
    charged, charged_then = now.get("charged", 0), before.get("charged", 0)
    found[CellKey("publications", FEES, "items_last_year")] = charged_then
    found[CellKey("publications", FEES, "change")] = charged - charged_then
    found[CellKey("publications", FEES, "amount")] = _paid(body_id, year)
    return {cell: number for cell, number in found.items() if column_of(form, cell) is not None}


def kept(body_id: int, on: date) -> bool:
    """Whether the body had an item by that day. One statement."""
    statement = "SELECT 1 FROM items_item i WHERE i.body_id = %s AND i.since IS NOT NULL AND i.since <= %s LIMIT 1"
    return bool(rows.told(statement, [body_id, on.isoformat()]))


def _items(body_id: int, on: date) -> dict[str, int]:
    """How many items of each type were in use on a day, and how many of them charged."""
    statement = (
        "SELECT i.type, COUNT(*), SUM(CASE WHEN i.charged THEN 1 ELSE 0 END) FROM items_item i "
        f"WHERE i.body_id = %s AND {IN_USE} GROUP BY i.type"
    )
    found = rows.told(statement, [body_id, on.isoformat(), on.isoformat()])
    return {key: count for key, count, _ in found} | {"charged": sum(int(charged) for *_, charged in found)}


def _decided(body_id: int, year: int) -> dict[str, int]:
    """How many decisions of each type were made in a year: ranges of one index."""
    statement = (
        "SELECT a.type, COUNT(*) FROM approvals_application a "
        "WHERE a.body_id = %s AND a.decided_on BETWEEN %s AND %s GROUP BY a.type"
    )
    return dict(rows.told(statement, [body_id, *_year(year)]))


def _paid(body_id: int, year: int) -> Decimal:
    """What was paid in a year, in ten thousand yuan."""
    amount = rows.told(f"SELECT COALESCE(SUM(f.amount), 0) FROM cases_fee f WHERE {PAID}", [body_id, *_year(year)])[0][
        0
    ]
    return (Decimal(str(amount)) / TEN_THOUSAND).quantize(Decimal("0.000001")).normalize() + 0


def _year(year: int) -> tuple[str, str]:
    return f"{year}-01-01", f"{year}-12-31"


def state(body_id: int, _body_ids: Sequence[int], year: int) -> Hashable:
    """How far it has come. Decisions and payments come with events, which are told elsewhere; items do not."""
    days = [one for end in (year, year - 1) for one in [date(end, 12, 31).isoformat()] * 2]
    used = f"SUM(CASE WHEN {IN_USE} THEN 1 ELSE 0 END)"
    statement = (
        f"SELECT i.type, i.charged, {used}, {used} "
        "FROM items_item i WHERE i.body_id = %s GROUP BY i.type, i.charged ORDER BY i.type, i.charged"
    )
    return tuple(rows.told(statement, [*days, body_id]))


def behind(body_id: int, year: int, form: Format, cell: CellKey, after: int, limit: int) -> list[Record]:
    """A page of what a cell counts, in the order of their ids: decisions, items or payments. One statement."""
    if cell.table != "publications" or column_of(form, cell) is None:
        return []
    if cell.column == "decisions" and cell.row in (LICENSING, OTHERS):
        return _decisions(body_id, year, types(cell.row), after, limit)
    if cell.column == "amount" and cell.row == FEES:
        return _payments(body_id, year, after, limit)
    if cell.column in ("items_last_year", "change") and cell.row in (LICENSING, OTHERS, FEES):
        return _listed(body_id, year, cell, after, limit)
    return []


def _decisions(body_id: int, year: int, of: tuple[str, ...], after: int, limit: int) -> list[Record]:
    statement = (
        "SELECT c.id, c.title, c.number, a.decided_on "
        "FROM approvals_application a JOIN cases_case c ON c.id = a.case_id "
        f"WHERE a.body_id = %s AND a.type IN ({_places(of)}) AND a.decided_on BETWEEN %s AND %s AND c.id > %s "
        "ORDER BY c.id LIMIT %s"
    )
    return _records(statement, [body_id, *of, *_year(year), after, limit], "case")


def _payments(body_id: int, year: int, after: int, limit: int) -> list[Record]:
    statement = (
        'SELECT c.id, c.title, c.number, MAX(f."on") FROM cases_fee f JOIN cases_case c ON c.id = f.case_id '
        f"WHERE {PAID} AND c.id > %s GROUP BY c.id, c.title, c.number ORDER BY c.id LIMIT %s"
    )
    return _records(statement, [body_id, *_year(year), after, limit], "case")


def _listed(body_id: int, year: int, cell: CellKey, after: int, limit: int) -> list[Record]:
    """The items of the year before; of a change, those that came or went in the year."""
    of = types(cell.row) if cell.row != FEES else (*types(LICENSING), *types(OTHERS))
    then, now = (date(one, 12, 31).isoformat() for one in (year - 1, year))
    before, after_it = f"({IN_USE})", f"({IN_USE})"
    changed = cell.column == "change"
    condition = f"{before} <> {after_it}" if changed else before
    days = [then, then, now, now] if changed else [then, then]
    charged = " AND i.charged" if cell.row == FEES else ""
    statement = (
        "SELECT i.id, i.name, i.code, COALESCE(i.until, i.since) FROM items_item i "
        f"WHERE i.body_id = %s AND i.type IN ({_places(of)}) AND i.since IS NOT NULL AND {condition}{charged} "
        "AND i.id > %s ORDER BY i.id LIMIT %s"
    )
    return _records(statement, [body_id, *of, *days, after, limit], "item")


def _places(values: tuple[str, ...]) -> str:
    return ", ".join(["%s"] * len(values))


def _records(statement: str, values: list[Any], what: str) -> list[Record]:
    return [Record(pk, title, number, dated(on), what) for pk, title, number, on in rows.told(statement, values)]


def register() -> None:
    """Makes the applications one of the report's ledgers."""
    LEDGERS[NAME] = Ledger(cells, state, behind)
