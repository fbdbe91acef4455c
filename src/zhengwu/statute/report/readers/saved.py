"""Reads back the JSON that `renderers.json` writes, into an equal report: a reading once made need not be made again.

A saved reading is a file like any other and is not trusted: size, nesting, length of numbers, kinds and keys are
checked, and a value that contradicts its kind is refused, so that no zero comes in this way that nobody printed.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NoReturn, TypeVar

from zhengwu.statute.report.formats import Format, TableForm, format_of
from zhengwu.statute.report.model import (
    MISSING,
    Cell,
    Key,
    Kind,
    Number,
    Part,
    Place,
    Report,
    Table,
    TableStatus,
    Unread,
)
from zhengwu.statute.report.readers.errors import Unreadable

LARGEST = 20_000_000  # bytes
LONGEST_NUMBER = 40  # characters
COUNTS = ("table", "row", "column", "page", "line")

T = TypeVar("T")


def read_saved(data: bytes, name: str = "") -> Report:
    """The report saved in these bytes; Unreadable where they are no saved reading of ours.

    The report keeps the source it was once read from; `name` stands in for it where it has none.
    """
    if len(data) > LARGEST:
        raise Unreadable("too_large", "文件过大，不是保存的读取结果。", "The file is too large for a saved reading.")
    try:
        tree = json.loads(
            data.decode("utf-8-sig"), parse_float=_decimal, parse_int=_integer, parse_constant=_no_constant
        )
    except Unreadable:
        raise
    except (ValueError, RecursionError) as error:
        raise Unreadable("broken_json", "文件不是完整的 JSON。", "The file is not sound JSON.") from error
    report = report_from(tree)
    return report if report.source or not name else replace(report, source=name)


def report_from(tree: object) -> Report:
    """The report that these plain values stand for, as `json.loads` gives them; Unreadable where they do not."""
    top = _mapping(tree, "top level")
    if not {"agency", "year", "tables", "text"} <= top.keys():
        _refuse("it lacks agency, year, tables or text")
    form = _form(_text(top, "format"))
    tables = _mapping(top["tables"], "tables")
    read = {key: _table(key, _mapping(table, key)) for key, table in tables.items()}
    return Report(
        agency=_optional(top, "agency", str),
        year=_optional(top, "year", int),
        format=form.key,
        tables={key: table for key, table in read.items() if table is not None},
        parts=_parts(top),
        title=_text(top, "title"),
        preface=_text(top, "preface"),
        published_on=_date(_optional(top, "publication_date", str)),
        unread=tuple(_unread(_mapping(entry, "unread")) for entry in _list(top.get("unread", []), "unread")),
        source=_text(top, "source"),
        source_kind=_text(top, "source_kind"),
    )


def _refuse(what: str) -> NoReturn:
    raise Unreadable("not_saved", "文件不是本程序保存的读取结果。", f"The file is not a saved reading: {what}.")


def _parts(top: Mapping[str, object]) -> dict[str, Part]:
    text = _mapping(top["text"], "text")
    parts = {}
    for key, raw in _mapping(top.get("parts", {}), "parts").items():
        part = _mapping(raw, key)
        parts[key] = Part(key, _text(part, "heading"), _text(text, key), _place(part.get("place")))
    if any(words is not None and key not in parts for key, words in text.items()):
        _refuse("a part has text but no heading")
    return parts


def _table(key: str, raw: Mapping[str, object]) -> Table | None:
    """The table, or None where it was written only to show that the report has none."""
    if raw.get("absent") is True:
        return None
    form = _form(_text(raw, "format"))
    if not form.has(key):
        _refuse(f"form {form.key} has no table {key}")
    listed = {_listed(entry) for entry in _list(raw.get("listed_missing", []), "listed_missing")}
    cells = _cells(form.table(key), _mapping(raw.get("cells", {}), key), listed)
    return Table(key, form.key, _member(TableStatus, _text(raw, "status")), cells, _text(raw, "sentence"))


def _cells(form: TableForm, raw: Mapping[str, object], listed: set[Key]) -> dict[Key, Cell]:
    known = set(form.all_keys)
    cells: dict[Key, Cell] = {}
    for row, columns in raw.items():
        for column, entry in _mapping(columns, row).items():
            if (row, column) not in known:
                _refuse(f"table {form.key} has no cell {row}/{column}")
            cell = _cell(_mapping(entry, column))
            if cell != MISSING or (row, column) in listed:
                cells[row, column] = cell
    return cells


def _cell(raw: Mapping[str, object]) -> Cell:
    value = raw.get("value")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | Decimal)):
        _refuse(f"{value!r} is no number")
    kind = _member(Kind, _text(raw, "kind"))
    fits = {Kind.NUMBER: bool(value), Kind.ZERO: value is not None and value == 0}
    if not fits.get(kind, value is None):
        _refuse(f"a cell of kind {kind} cannot have the value {value}")
    return Cell(
        value, _text(raw, "raw"), kind, _optional(raw, "unit", str), _text(raw, "note"), _place(raw.get("place"))
    )


def _place(raw: object) -> Place | None:
    if raw is None:
        return None
    place = _mapping(raw, "place")
    counts = {name: _optional(place, name, int) for name in COUNTS}
    return Place(**counts, sheet=_optional(place, "sheet", str))


def _unread(raw: Mapping[str, object]) -> Unread:
    texts = tuple(text for text in _list(raw.get("raw", []), "raw") if isinstance(text, str))
    return Unread(
        _text(raw, "table"), _optional(raw, "row", str), texts, _text(raw, "reason"), _place(raw.get("place"))
    )


def _listed(entry: object) -> Key:
    match entry:
        case [str(row), str(column)]:
            return row, column
    _refuse("listed_missing holds something else than pairs")


def _form(key: str) -> Format:
    try:
        return format_of(key)
    except KeyError as error:
        raise Unreadable("unknown_form", f"没有编号为“{key}”的报告格式。", f"There is no form {key!r}.") from error


def _member(kind: Callable[[str], T], value: str) -> T:
    try:
        return kind(value)
    except ValueError:
        _refuse(f"{value!r} is not known")


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        _refuse(f"{text!r} is no date")


def _text(raw: Mapping[str, object], key: str) -> str:
    value = raw.get(key, "")
    return value if isinstance(value, str) else _refuse(f"{key} is no text")


def _optional(raw: Mapping[str, object], key: str, kind: type[T]) -> T | None:
    value = raw.get(key)
    if value is None or (isinstance(value, kind) and not isinstance(value, bool)):
        return value
    _refuse(f"{key} is no {kind.__name__}")


def _mapping(value: object, where: str) -> Mapping[str, object]:
    return value if isinstance(value, dict) else _refuse(f"{where} is no object")


def _list(value: object, where: str) -> list[object]:
    return value if isinstance(value, list) else _refuse(f"{where} is no list")


def _integer(text: str) -> Number:
    return int(text) if len(text) <= LONGEST_NUMBER else _refuse("a number is too long")


def _decimal(text: str) -> Number:
    try:
        number = Decimal(text)
    except InvalidOperation:
        _refuse(f"{text[:LONGEST_NUMBER]!r} is no number")
    if len(text) > LONGEST_NUMBER or not -LONGEST_NUMBER < number.adjusted() < LONGEST_NUMBER:
        _refuse("a number is too long")
    return number


def _no_constant(text: str) -> NoReturn:
    _refuse(f"{text} is no number")
