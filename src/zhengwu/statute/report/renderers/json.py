"""A report as JSON, without loss: what it says, where each figure stood, what was found, what could not be read.

Every cell of the form is there; one that was not read has kind "missing", value null and raw "". Numbers are written
with exactly the digits they have. `readers.saved` reads this back into an equal report.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from zhengwu.statute.report.formats import Format, TableForm
from zhengwu.statute.report.model import MISSING, Cell, CellRef, Finding, Part, Place, Report, Table, Unread
from zhengwu.statute.report.renderers.document import known_form
from zhengwu.statute.report.renderers.layout import number_text, printed_keys

PLACES = ("table", "row", "column", "page", "line", "sheet")


def to_dict(report: Report, findings: Iterable[Finding] = ()) -> dict[str, Any]:
    """The report as plain values, in the shape that `zhengwu report read --json` prints. Amounts stay Decimal."""
    form = known_form(report.format)
    return {
        "agency": report.agency,
        "year": report.year,
        "publication_date": report.published_on.isoformat() if report.published_on else None,
        "format": report.format,
        "title": report.title,
        "preface": report.preface,
        "source": report.source,
        "source_kind": report.source_kind,
        "tables": {key: _table(report, form, key) for key in _keys([t.key for t in form.tables], report.tables)},
        "text": {key: _text(report.parts.get(key)) for key in _keys([p.key for p in form.parts], report.parts)},
        "parts": {key: {"heading": part.heading, "place": _place(part.place)} for key, part in report.parts.items()},
        "findings": [_finding(finding) for finding in findings],
        "unread": [_unread(unread) for unread in report.unread],
    }


def dumps(value: object) -> str:
    """The JSON text of plain values, Decimals with exactly their digits; one line."""
    out: list[str] = []
    _write(value, out.append)
    return "".join(out)


def _keys(known: list[str], present: Mapping[str, object]) -> list[str]:
    return known + [key for key in present if key not in known]


def _text(part: Part | None) -> str | None:
    return part.text if part else None


def _table(report: Report, form: Format, key: str) -> dict[str, Any]:
    table = report.table(key)
    own = form if table.format == form.key else known_form(table.format)
    spec = own.table(key) if own.has(key) else None
    made: dict[str, Any] = {"format": table.format, "status": str(table.status)}
    if key not in report.tables:
        made["absent"] = True  # the report holds no such table, not even an empty one
    if table.sentence:
        made["sentence"] = table.sentence
    made["cells"] = _cells(table, spec)
    listed = [list(where) for where, cell in table.cells.items() if cell == MISSING]
    if listed:
        made["listed_missing"] = listed  # cells that the report holds although nothing is known of them
    return made


def _cells(table: Table, spec: TableForm | None) -> dict[str, dict[str, Any]]:
    expected = printed_keys(spec, table) if spec else ()
    rows: dict[str, dict[str, Any]] = {}
    for row, column in dict.fromkeys((*expected, *table.cells)):
        rows.setdefault(row, {})[column] = _cell(table.cell(row, column))
    return rows


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "value": cell.value,
        "raw": cell.raw,
        "kind": str(cell.kind),
        "unit": cell.unit,
        "note": cell.note,
        "place": _place(cell.place),
    }


def _place(place: Place | None) -> dict[str, int | str] | None:
    if place is None:
        return None
    return {name: value for name in PLACES if (value := getattr(place, name)) is not None}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.rule,
        "severity": str(finding.severity),
        "cause": str(finding.cause),
        "basis": finding.basis,
        "sentence": finding.sentence,
        "gloss": finding.gloss,
        "cells": [_ref(cell) for cell in finding.cells],
        "expected": finding.expected,
        "found": finding.found,
        "place": _place(finding.place),
    }


def _ref(ref: CellRef) -> dict[str, Any]:
    return {"table": ref.table, "row": ref.row, "column": ref.column, "raw": ref.raw, "place": _place(ref.place)}


def _unread(unread: Unread) -> dict[str, Any]:
    return {
        "table": unread.table,
        "row": unread.row,
        "raw": list(unread.raw),
        "reason": unread.reason,
        "place": _place(unread.place),
    }


def _write(value: object, put: Callable[[str], None]) -> None:
    if isinstance(value, str):
        put(_string(value))
    elif value is None:
        put("null")
    elif isinstance(value, bool):
        put("true" if value else "false")
    elif isinstance(value, int | Decimal):
        put(number_text(value))
    elif isinstance(value, Mapping):
        put("{")
        for index, (key, item) in enumerate(value.items()):
            put((", " if index else "") + _string(str(key)) + ": ")
            _write(item, put)
        put("}")
    elif isinstance(value, list | tuple):
        put("[")
        for index, item in enumerate(value):
            put(", " if index else "")
            _write(item, put)
        put("]")
    else:
        raise TypeError(f"no JSON for {type(value).__name__}")


_HALF = re.compile("[\ud800-\udfff]")


def _string(text: str) -> str:
    """A JSON string; halves of surrogate pairs, which UTF-8 cannot carry, are written as escapes."""
    encoded = encode_basestring(text)
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", encoded)
