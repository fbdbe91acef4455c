"""Everything on file, written out in open formats: JSON Lines and Parquet, a schema, stored files, the calendar.

Rows are streamed: memory does not grow with the number of cases. All tables are of one moment.
"""

import base64
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
from django.db import transaction

from zhengwu import __version__
from zhengwu.records.documents.models import PERSONAL, Attachment, Release, StoredFile
from zhengwu.records.documents.store import place
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.keeping import tables
from zhengwu.records.keeping.snapshot import snapshot
from zhengwu.records.keeping.tables import Column, Table
from zhengwu.records.library.models import Paper
from zhengwu.records.people.actors import Actor
from zhengwu.records.reports.models import Emitted
from zhengwu.statute.calendar import national

Report = Callable[[str, int, int], None]
PARQUET = {"integer": "int64", "text": "string", "boolean": "bool_", "date": "date32", "json": "string",
           "bytes": "binary", "real": "float64"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to write out: of which bodies (none: of all), and whether personal data is to be unsealed."""

    bodies: tuple[int, ...] = ()
    unsealed: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: rows by table, and stored files."""

    rows: dict[str, int]
    files: int
    left_back: int


def note_unsealing(wanted: Wanted, reason: str, *, by: Actor, at: datetime) -> None:
    """Puts it on record, before anything leaves, that somebody took personal data out in the clear."""
    with transaction.atomic():
        for body in wanted.bodies or (None,):
            record(Deed("export.unsealed", body, "export", "", reason), by=by, at=at)


def write(folder: Path, wanted: Wanted, *, at: datetime, report: Report) -> Written:
    """Writes everything into an empty folder. Raises OSError (no room, no right), Trouble (a body)."""
    found = tables.tables()
    for name in ("jsonl", "parquet", "files", "reports"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    written: dict[str, int] = {}
    with snapshot():
        for table in found:
            total = tables.count(table, wanted.bodies)
            read = tables.rows(table, bodies=wanted.bodies, unsealed=wanted.unsealed)
            written[table.name] = _table(folder, table, read, total, report)
        files, left_back = _files(folder / "files", wanted, report)
        _reports(folder / "reports", wanted)
    _calendar(folder / "calendar.json")
    _schema(folder / "schema.json", found, written)
    (folder / "README.md").write_text(_readme(written, files, left_back, wanted, at), encoding="utf-8")
    return Written(written, files, left_back)


def _table(folder: Path, table: Table, rows: Iterable[tuple[Any, ...]], total: int, report: Report) -> int:
    """One table, to both formats in one pass."""
    import pyarrow
    from pyarrow import parquet

    schema = pyarrow.schema([(column.name, _arrow(column)) for column in table.columns])
    names, done, rows = [column.name for column in table.columns], 0, iter(rows)
    lines_at, parquet_at = folder / "jsonl" / f"{table.name}.jsonl", folder / "parquet" / f"{table.name}.parquet"
    with lines_at.open("wb") as lines, parquet.ParquetWriter(parquet_at, schema, compression="zstd") as columns:
        while batch := list(islice(rows, tables.at_a_time(table))):
            for row in batch:
                lines.write(orjson.dumps(dict(zip(names, row, strict=True)), default=_plain) + b"\n")
            by_column = zip(*batch, strict=True)
            arrays = [
                pyarrow.array(_cells(column, cells), type=schema.field(column.name).type)
                for column, cells in zip(table.columns, by_column, strict=True)
            ]
            columns.write_batch(pyarrow.record_batch(arrays, schema=schema))
            done += len(batch)
            report(table.name, done, max(total, done))
    return done


def _arrow(column: Column) -> Any:
    import pyarrow

    if column.kind == "moment":
        return pyarrow.timestamp("us", tz="UTC")
    if column.kind == "decimal":
        return pyarrow.decimal128(38, 2)
    return getattr(pyarrow, PARQUET[column.kind])()


def _cells(column: Column, cells: Iterable[Any]) -> list[Any]:
    if column.kind == "json":
        return [None if cell is None else orjson.dumps(cell, default=_plain).decode() for cell in cells]
    return list(cells)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    raise TypeError(type(value).__name__)


def _files(folder: Path, wanted: Wanted, report: Report) -> tuple[int, int]:
    """Copies the stored files; those that hold somebody's personal data stay back unless unsealing was asked for."""
    found = StoredFile.objects.order_by("pk")
    if wanted.bodies:
        attached = Attachment.objects.filter(body_id__in=wanted.bodies).values("file")
        released = Release.objects.filter(body_id__in=wanted.bodies)
        papers = Paper.objects.filter(holder_id__in=wanted.bodies).values("file")
        ids = attached.union(released.values("file"), released.exclude(original=None).values("original"), papers)
        found = found.filter(pk__in={row["file"] for row in ids.iterator(tables.ROWS)})
    total, done, back = found.count(), 0, 0
    personal = set() if wanted.unsealed else _personal()
    for pk, sum_ in found.values_list("pk", "sha256").iterator(tables.ROWS):
        if pk in personal:
            back += 1
            continue
        target = folder / sum_[:2] / sum_
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(place(sum_), target)
        done += 1
        if done % 50 == 0 or done + back == total:
            report("files", done + back, total)
    return done, back


def _personal() -> set[int]:
    return set(Attachment.objects.filter(role__in=PERSONAL).values_list("file_id", flat=True).iterator(tables.ROWS))


def _reports(folder: Path, wanted: Wanted) -> None:
    """The annual reports as they were issued: BODY-YEAR-vVERSION-STAGE.KIND, the JSON among them."""
    found = Emitted.objects.order_by("pk")
    if wanted.bodies:
        found = found.filter(report__body_id__in=wanted.bodies)
    columns = ("report__body_id", "report__year", "report__version", "stage", "kind", "content")
    for body, year, version, stage, kind, content in found.values_list(*columns).iterator(tables.LARGE_ROWS):
        (folder / f"{body}-{year}-v{version}-{stage}.{kind}").write_bytes(bytes(content))


def _calendar(target: Path) -> None:
    known = national()
    years = [plan for year in range(2007, 2061) if (plan := known.plan(year)) is not None]
    content = {"version": known.version, "years": [asdict(plan) for plan in years]}
    target.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2, default=str))


def _schema(target: Path, found: Iterable[Table], written: dict[str, int]) -> None:
    said = [
        {
            "table": one.name,
            "meaning": one.meaning,
            "rows": written[one.name],
            "columns": [asdict(c) for c in one.columns],
        }
        for one in found
    ]
    target.write_text(
        json.dumps({"zhengwu": __version__, "tables": said}, ensure_ascii=False, indent=1), encoding="utf-8"
    )


def _readme(written: dict[str, int], files: int, left_back: int, wanted: Wanted, at: datetime) -> str:
    lines = "\n".join(_listed(written))
    sealed = "已解密 unsealed" if wanted.unsealed else "仍加密 sealed (SM4-GCM, text such as `k1.…`)"
    return f"""# 政务系统导出 · Export of Zhengwu {__version__}

{at.isoformat()} · 个人信息（证件号码、联系方式）{sealed} · 机关 bodies: {len(wanted.bodies) or "全部 all"}

- `jsonl/TABLE.jsonl`：每行一个 JSON 对象，UTF-8 · one JSON object a line
- `parquet/TABLE.parquet`：同样的行 · the same rows (zstd); JSON columns are JSON text
- `schema.json`：各表各列的含义、类型和引用 · meaning, kind and reference of every column
- `files/`：{files} 个文件，以内容的 SHA-256 命名；{left_back} 个含个人信息的未导出 · files named by
  the SHA-256 of their content; left back because they hold personal data: {left_back}
- `reports/`：已签发、公布的年度报告 · annual reports as issued, BODY-YEAR-vVERSION-STAGE.KIND
- `calendar.json`：已公布的放假安排 · the announced working-day calendar

Passwords, tokens, sessions and other secrets are not here. `cases_event` is the record; states, outcomes and due dates
in `cases_case` and `cases_item` follow from it.

| Table | Rows |
|---|---|
{lines}
"""


def _listed(written: dict[str, int]) -> Iterator[str]:
    return (f"| {name} | {rows} |" for name, rows in written.items())
