"""Everything that is public as data: CSV, JSON and JSON Lines as it is read, Parquet made for whoever asks for it.

Nothing of it is kept. A row that is taken down while somebody downloads is not in what they have yet to get; a Parquet
file during whose making something was taken down is made again before a byte of it leaves.
"""

import csv
import tempfile
import threading
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime
from io import StringIO
from itertools import islice
from typing import IO, Any, cast

import orjson
from django.conf import settings
from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from zhengwu.portal.publications.page import address_of
from zhengwu.records.publications import offering
from zhengwu.records.publications.offering import Row
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.statute.disclosure import kinds
from zhengwu.ui.doors import public
from zhengwu.visits import Asked

FORMS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
}
FIELDS = ("id", "url", *(one.name for one in fields(Row) if one.name != "id"))
AT_ONCE = 200  # rows of one piece of a stream
GROUP = 5_000  # rows of one group of a Parquet file
MOST_GROUPS = 200
TRIES = 3
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MAKING = threading.Lock()  # one Parquet file at a time in a process


@public
def publications(request: Asked, form: str, year: int = 0) -> HttpResponse:
    """`/data/publications.FORM` and `/data/publications-YEAR.FORM`; `?kind=` narrows either."""
    kind = str(request.GET.get("kind", ""))
    if form not in FORMS or (kind and kind not in kinds()) or not (year == 0 or 1900 < year < 2200):
        raise missing(Words("这份数据", "data set"), where="form")
    name = "-".join(["publications", *([str(year)] if year else []), *([kind] if kind else [])])
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"', "Cache-Control": "no-cache"}
    if form == "parquet":
        return _parquet(request, year, kind, headers)
    made = {"csv": as_csv, "json": as_json, "jsonl": as_lines}[form](offering.rows(year, kind))
    streamed = StreamingHttpResponse(made, content_type=FORMS[form], headers=headers)
    return cast("HttpResponse", streamed)  # the frame passes on whatever it is


def told(row: Row) -> dict[str, Any]:
    """A row by the names of its fields, as JSON has it."""
    found = {name: getattr(row, name) for name in FIELDS if name != "url"}
    found["facts"] = dict(row.facts) if len(dict(row.facts)) == len(row.facts) else [list(one) for one in row.facts]
    return {"id": row.id, "url": address_of(row.id), **found}


def as_csv(rows: Iterable[Row]) -> Iterator[bytes]:
    """With a mark of its encoding, as spreadsheets want it; what a spreadsheet would compute is made a text."""
    yield ("\ufeff" + ",".join(FIELDS) + "\r\n").encode()
    for page in _pages(rows, AT_ONCE):
        out = StringIO()
        csv.writer(out, lineterminator="\r\n").writerows([_cell(value) for value in told(row).values()] for row in page)
        yield out.getvalue().encode()


def as_lines(rows: Iterable[Row]) -> Iterator[bytes]:
    """A JSON object a line."""
    for page in _pages(rows, AT_ONCE):
        yield b"".join(orjson.dumps(told(row)) + b"\n" for row in page)


def as_json(rows: Iterable[Row]) -> Iterator[bytes]:
    """One list of objects."""
    yield b"["
    first = True
    for page in _pages(rows, AT_ONCE):
        yield (b"\n" if first else b",\n") + b",\n".join(orjson.dumps(told(row)) for row in page)
        first = False
    yield b"\n]\n"


def _pages(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    left = iter(rows)
    while page := list(islice(left, size)):
        yield page


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case date() | datetime():
            return value.isoformat()
        case dict() | list():
            return orjson.dumps(value).decode() if value else ""
    said = str(value)
    return f"'{said}" if said.startswith(FORMULA) else said


def _parquet(request: Asked, year: int, kind: str, headers: dict[str, str]) -> HttpResponse:
    if not MAKING.acquire(timeout=1):
        raise _busy()
    try:
        for turn in range(TRIES):
            file = tempfile.TemporaryFile(dir=settings.HOME)  # noqa: SIM115 - the answer closes it; it has no name
            begun = request.at
            as_parquet(offering.rows(year, kind), file)
            if not offering.taken_down_since(begun):
                break
            file.close()
            if turn == TRIES - 1:
                raise _busy()
    finally:
        MAKING.release()
    size = file.tell()
    file.seek(0)
    answer = FileResponse(file, content_type=FORMS["parquet"], headers=headers | {"Content-Length": str(size)})
    return cast("HttpResponse", answer)


def _busy() -> Trouble:
    message = Words(
        "这类文件正在生成，或者内容正在变动。", "A file of this kind is being made, or what it holds is changing."
    )
    advice = Words("请一分钟后再试，或者下载 JSON Lines。", "Try again in a minute, or take JSON Lines.")
    return Trouble("throttled", "busy", message, advice, "form", wait=60)


def as_parquet(rows: Iterable[Row], out: IO[bytes]) -> None:
    """Columns with their types, group by group. Raises Trouble where it would be larger than a million rows."""
    import pyarrow
    from pyarrow import parquet

    schema = pyarrow.schema([(name, _type(name)) for name in FIELDS])
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for number, page in enumerate(_pages(rows, GROUP)):
            if number == MOST_GROUPS:
                message = Words("数据超过一百万行。", "There are more than a million rows.")
                raise Trouble("invalid", "too_large", message, Words("请按年度下载。", "Take it by year."), "form")
            columns = {name: list[Any]() for name in FIELDS}
            for row in page:
                for name, value in told(row).items():
                    columns[name].append(orjson.dumps(value).decode() if name == "facts" else value)
            writer.write_table(pyarrow.table(columns, schema=schema))


def _type(name: str) -> Any:
    import pyarrow

    if name in ("made_on", "published_on", "repealed_on"):
        return pyarrow.date32()
    if name == "changed_at":
        return pyarrow.timestamp("us", tz="UTC")
    return {"id": pyarrow.int64(), "version": pyarrow.int16()}.get(name, pyarrow.string())
