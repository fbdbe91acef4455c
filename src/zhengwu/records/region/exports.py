"""A region leaving the house: all its lines and their sum as CSV, XLSX or JSON, line by line; the journal knows."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO

import orjson
from django.db import transaction
from xlsxwriter import Workbook

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.organs.models import KINDS as BODY_KINDS
from zhengwu.records.people.actors import Actor
from zhengwu.records.region.counting import Numbers
from zhengwu.records.region.duties import Duties
from zhengwu.records.region.lines import RIGHT, Listed
from zhengwu.records.region.measures import Measure, is_ranked, value_of
from zhengwu.records.reports.models import STATUSES
from zhengwu.records.troubles import Words, forbidden, missing

KINDS = ("csv", "xlsx", "json")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run
NAMED = dict(BODY_KINDS)
STATUS = {"": "未开始", **dict(STATUSES)}
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the file: its key in JSON, and what it is called in a sheet."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What leaves: a title that says as of which day, the heads, and the rows, one by one."""

    title: str
    heads: tuple[Head, ...]
    rows: Iterator[tuple[Cell, ...]]


def sheet(found: Listed, measures: Sequence[tuple[Measure, str]], least: int, today: date) -> Sheet:
    """All lines with their measures, this year and the year before, and the sum as the last one.

    `measures` come with their names. A share is given with what it is made of, so that nobody has to average it.
    """
    heads = [Head("body", "机关"), Head("kind", "类别")]
    for one, name in measures:
        heads += [Head(one.key, name)]
        heads += (
            [Head(f"{one.key}_of", f"{name}（基数）"), Head(f"{one.key}_fit", f"{name}（可排名）")] if one.whole else []
        )
        heads += [Head(f"{one.key}_before", f"{name}（上年）")] if one.compared else []
    heads += [Head("report", f"{found.year}年度报告"), Head("published", "公布日期"), Head("days_late", "逾期天数")]
    return Sheet(f"截至{found.period.through}", tuple(heads), _rows(found, measures, least, today))


def _rows(
    found: Listed, measures: Sequence[tuple[Measure, str]], least: int, today: date
) -> Iterator[tuple[Cell, ...]]:
    for placed in found.rows:
        line, report = placed.line, placed.line.report
        told = _measured([one for one, _ in measures], line.now, line.before, line.duties, least)
        published = report.published_on.isoformat() if report.published_on else None
        days = 0 if report.origin == "imported" else report.days_late(today)
        yield (line.name, NAMED[line.kind], *told, STATUS[report.status], published, days)
    total = found.total
    told = _measured([one for one, _ in measures], total.now, total.before, total.duties, least)
    yield ("合计", "", *told, f"已公布{total.published}/{total.bodies}", None, None)


def _measured(
    measures: Sequence[Measure], now: Numbers, before: Numbers, duties: Duties | None, least: int
) -> Iterator[Cell]:
    for one in measures:
        value = value_of(one, now, duties)
        yield _plain(value.number)
        if one.whole:
            yield value.whole
            yield "是" if is_ranked(one, value, least) else "否"
        if one.compared:
            yield _plain(value_of(one, before, None).number)


def _plain(number: float | None) -> Cell:
    return number if number is None or isinstance(number, int) else round(number, 4)


def written(made: Sheet, kind: str, *, by: Actor, at: datetime) -> Iterator[bytes]:
    """The file, piece by piece, once the journal has it. Raises Trouble: missing (no such kind), forbidden."""
    if kind not in KINDS:
        raise missing(Words("这种文件", "kind of file"), where="kind")
    if not by.reach(RIGHT):
        raise forbidden(RIGHT)
    with transaction.atomic():
        body = next((held.body_id for held in by.appointments), None)
        record(Deed("region.exported", body, "region", kind, made.title), by=by, at=at)
    return {"csv": _csv, "xlsx": _xlsx, "json": _json}[kind](made)


def _csv(made: Sheet) -> Iterator[bytes]:
    yield ("\ufeff" + _line([head.name for head in made.heads])).encode()
    for row in made.rows:
        yield _line([_safe(cell) for cell in row]).encode()


def _line(cells: Sequence[Cell]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _xlsx(made: Sheet) -> Iterator[bytes]:
    out = BytesIO()
    with Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page, bold = book.add_worksheet(made.title), book.add_format({"bold": True, "text_wrap": True})
        page.freeze_panes(1, 1)
        page.set_column(0, 0, 28)
        page.write_row(0, 0, [head.name for head in made.heads], bold)
        for at, row in enumerate(made.rows, 1):
            page.write_row(at, 0, row)
    yield out.getvalue()


def _json(made: Sheet) -> Iterator[bytes]:
    """An array of objects, one a line; the sum is the last one."""
    keys = [head.key for head in made.heads]
    before = b"[\n"
    for row in made.rows:
        yield before + orjson.dumps(dict(zip(keys, row, strict=True)))
        before = b",\n"
    yield b"\n]\n" if before != b"[\n" else b"[]\n"
