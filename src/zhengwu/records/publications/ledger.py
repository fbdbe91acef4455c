"""The register as a ledger of the annual report: rules and normative documents in part two, channels in part one.

A body that had nothing public in the register by the end of a year gets no figure from it, not a zero: then people
enter the cells. Licences and penalties are not counted here: what is published of them are results, not the decisions
themselves.
"""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from zhengwu.records import rows
from zhengwu.records.moments import dated
from zhengwu.records.people.reach import one_of
from zhengwu.records.publications import figures
from zhengwu.records.publications.visible import SEEN
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.ledgers import LEDGERS, TEXTS, Ledger, Record, column_of
from zhengwu.statute.disclosure import channels
from zhengwu.statute.report.formats import Format
from zhengwu.statute.report.model import Number

NAME = "publications"
ROWS = {"government_rule": "government_rules", "normative_document": "normative_documents"}
# What each column counts, from `first` to `last` of the year: forms of 2021 and of 2019.
COLUMNS: dict[str, str] = {
    "issued": "p.made_on BETWEEN %(first)s AND %(last)s",
    "repealed": "p.repealed_on BETWEEN %(first)s AND %(last)s",
    "in_force": "p.made_on <= %(last)s AND (p.repealed_on IS NULL OR p.repealed_on > %(last)s)",
    "made": "p.made_on BETWEEN %(first)s AND %(last)s",
    "disclosed": "p.published_on BETWEEN %(first)s AND %(last)s",
    "disclosed_total": "p.published_on <= %(last)s",
}
# The documents, by the index that holds nothing else.
DOCUMENTS = f"""publications_publication p WHERE p.body_id = %(body)s
AND p.kind IN ('government_rule', 'normative_document') AND {SEEN}"""
COUNTED = ", ".join(f"COUNT(CASE WHEN {condition} THEN 1 END)" for condition in COLUMNS.values())


def _values(body_id: int, year: int) -> dict[str, Any]:
    return {"body": body_id, "first": date(year, 1, 1), "last": date(year, 12, 31)}


def cells(body_id: int, year: int, form: Format) -> dict[CellKey, Number]:
    """The figures of a body's year. Two statements, or one where the register had nothing by then."""
    if not kept([body_id], year):
        return {}
    by_kind = {kind: counts for kind, *counts in _counted(body_id, year)}
    nothing = [0] * len(COLUMNS)
    every = {
        CellKey("publications", row, column): count
        for kind, row in ROWS.items()
        for column, count in zip(COLUMNS, by_kind.get(kind, nothing), strict=True)
    }
    return {cell: count for cell, count in every.items() if column_of(form, cell) is not None}


def state(body_id: int, body_ids: Sequence[int], year: int) -> Hashable:
    """How far the register has come: what it counts for the body, and what it has placed by body. Two statements."""
    documents = _counted(body_id, year)
    placed = (
        f"SELECT body_id, year, channel, SUM(count) FROM publications_tally WHERE {one_of('body_id', body_ids)} "
        "AND year <= %s GROUP BY body_id, year, channel ORDER BY 1, 2, 3"
    )
    return tuple(documents), tuple(rows.told(placed, [*dict.fromkeys(body_ids), year]))


def _counted(body_id: int, year: int) -> list[tuple[Any, ...]]:
    return _told(f"SELECT p.kind, {COUNTED} FROM {DOCUMENTS} GROUP BY p.kind ORDER BY 1", _values(body_id, year))


def _told(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def kept(body_ids: Sequence[int], year: int) -> bool:
    """Whether one of these bodies had anything public in the register by the end of a year. One statement."""
    if not body_ids:
        return False
    statement = f"SELECT 1 FROM publications_tally WHERE {one_of('body_id', body_ids)} AND year <= %s AND count > 0"
    return bool(rows.told(f"{statement} LIMIT 1", [*dict.fromkeys(body_ids), year]))


def behind(body_id: int, year: int, form: Format, cell: CellKey, after: int, limit: int) -> list[Record]:
    """A page of the documents that a cell counts, in the order of their ids. One statement, or none."""
    kind = next((kind for kind, row in ROWS.items() if row == cell.row), "")
    if cell.column not in COLUMNS or not kind or column_of(form, cell) is None:
        return []
    statement = (
        "SELECT p.id, p.title, COALESCE(NULLIF(p.document_number, ''), p.index_number, ''), p.made_on "
        f"FROM {DOCUMENTS} AND p.kind = %(kind)s AND {COLUMNS[cell.column]} "
        "AND p.id > %(after)s ORDER BY p.id LIMIT %(limit)s"
    )
    found = _told(statement, {**_values(body_id, year), "kind": kind, "after": after, "limit": limit})
    return [Record(pk, title, number, dated(on)) for pk, title, number, on in found]


def texts(body_ids: Sequence[int], year: int) -> Mapping[str, Number]:
    """How many were published in each channel and in all of them; nothing where no register was kept."""
    if not kept(body_ids, year):
        return {}
    found = figures.by_channel(body_ids, year)
    placed = {f"published.{key}": found.get(key, 0) for key in channels()}
    return {**placed, "published.total": sum(found.values())}


def register() -> None:
    """Makes the register one of the report's ledgers."""
    LEDGERS[NAME] = Ledger(cells, state, behind, texts)
    TEXTS[NAME] = frozenset((*(f"published.{key}" for key in channels()), "published.total"))
