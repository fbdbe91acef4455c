"""Facts: one line a cell, for statistics over many reports, as CSV or Parquet.

A missing cell has a line too, with kind "missing" and no value. Values are decimals, not floats: sums of money come out
to the fen in every engine. Six decimals hold an amount in 万元 to the fen.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation

from zhengwu.statute.paper.errors import RenderError
from zhengwu.statute.report.formats import Column, Row
from zhengwu.statute.report.model import Number, Report, Table
from zhengwu.statute.report.renderers.document import known_form
from zhengwu.statute.report.renderers.layout import number_text, printed_keys

DIGITS, DECIMALS = 24, 6  # of a value in Parquet
BATCH = 50_000  # lines of Parquet that are held in memory at a time
LABEL_SEPARATOR = " › "


@dataclass(frozen=True, slots=True)
class Fact:
    """A cell of a report with everything that says which one it is and where it stood."""

    agency: str | None
    year: int | None
    format: str
    table: str
    row: str
    column: str
    label_zh: str  # the labels before the row, outermost first
    column_label: str
    value: Number | None
    kind: str
    raw: str
    unit: str | None
    note: str
    page: int | None
    table_no: int | None
    row_no: int | None
    column_no: int | None
    line: int | None
    source: str


def facts(reports: Iterable[Report]) -> Iterator[Fact]:
    """The facts of these reports, one after the other; nothing is kept, so that there may be any number."""
    for report in reports:
        form = known_form(report.format)
        for key in [spec.key for spec in form.tables]:
            table = report.table(key)
            own = form if table.format == form.key else known_form(table.format)
            spec = (own if own.has(key) else form).table(key)
            for row_key, column_key in printed_keys(spec, table):
                found = spec.find(row_key)
                if found is not None:
                    block, row = found
                    column = next(column for column in block.columns if column.key == column_key)
                    yield _fact(report, table, row, column)


def _fact(report: Report, table: Table, row: Row, column: Column) -> Fact:
    cell = table.cell(row.key, column.key)
    place = cell.place
    return Fact(
        agency=report.agency,
        year=report.year,
        format=table.format,
        table=table.key,
        row=row.key,
        column=column.key,
        label_zh=LABEL_SEPARATOR.join((*row.under, row.label)),
        column_label=LABEL_SEPARATOR.join((*column.under, column.label)),
        value=cell.value,
        kind=str(cell.kind),
        raw=cell.raw,
        unit=cell.unit or (column.unit if not column.amount else None),
        note=cell.note,
        page=place.page if place else None,
        table_no=place.table if place else None,
        row_no=place.row if place else None,
        column_no=place.column if place else None,
        line=place.line if place else None,
        source=report.source,
    )


HEAD = tuple(field.name for field in fields(Fact))

_RISKY = re.compile(r"[=+\-@\t\r]")
_HARMLESS = re.compile(r"[-+]?[\d.,]*%?|-+")


def to_csv(lines: Iterable[Fact], *, bom: bool = True, head: bool = True) -> bytes:
    """The facts as CSV in UTF-8. `bom` is the mark by which Excel knows UTF-8.

    A text that a spreadsheet would take for a formula gets an apostrophe in front; plain numbers and strokes do not.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    if head:
        writer.writerow(HEAD)
    for fact in lines:
        writer.writerow([_csv(getattr(fact, name)) for name in HEAD])
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8", "replace")


def _csv(value: str | Number | None) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return number_text(value)
    text = value.replace("\x00", "")
    return f"'{text}" if _RISKY.match(text) and not _HARMLESS.fullmatch(text) else text


def to_parquet(lines: Iterable[Fact]) -> bytes:
    """The facts as one Parquet file; RenderError where a value has more digits than the file can hold exactly."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    text, count = pa.string(), pa.int32()
    kinds = {"value": pa.decimal128(DIGITS, DECIMALS)} | dict.fromkeys(
        ("year", "page", "table_no", "row_no", "column_no", "line"), count
    )
    schema = pa.schema([(name, kinds.get(name, text)) for name in HEAD])
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        batch: list[Fact] = []
        for fact in lines:
            batch.append(fact)
            if len(batch) == BATCH:
                writer.write_table(pa.table(_columns(batch), schema=schema))
                batch.clear()
        writer.write_table(pa.table(_columns(batch), schema=schema))
    return bytes(sink.getvalue())


def _columns(batch: list[Fact]) -> dict[str, list[str | Number | None]]:
    columns = {name: [getattr(fact, name) for fact in batch] for name in HEAD}
    columns["value"] = [_decimal(fact) for fact in batch]
    return {
        name: [v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in values]
        for name, values in columns.items()
    }


def _decimal(fact: Fact) -> Decimal | None:
    if fact.value is None:
        return None
    value = Decimal(fact.value)
    try:
        exact = value.quantize(Decimal(1).scaleb(-DECIMALS))
    except InvalidOperation:
        exact = None
    if exact is None or exact != value or exact.adjusted() >= DIGITS - DECIMALS:
        where = f"{fact.table}/{fact.row}/{fact.column}"
        raise RenderError(
            "value_too_long",
            f"{where} 的数值 {value} 位数过多，Parquet 无法精确保存；请改用 CSV 或 JSON。",
            f"The value {value} at {where} has too many digits for Parquet; use CSV or JSON.",
        )
    return exact
