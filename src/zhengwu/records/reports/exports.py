"""Tables leaving the house: the bodies of a year, their findings, one cell across bodies, the matters behind a cell.

Each is a `Sheet` first, heads and rows, and then CSV or XLSX. Each export is entered in the journal.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO

import xlsxwriter
from django.db import transaction

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.people.actors import Actor
from zhengwu.records.reports import across, overview
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.drafting import form_for
from zhengwu.records.reports.drill import Behind, drill
from zhengwu.records.reports.models import STATUSES
from zhengwu.records.reports.queries import RIGHT, staffed
from zhengwu.records.reports.territory import Filed
from zhengwu.records.troubles import Words, forbidden, missing
from zhengwu.statute.report.model import Number

KINDS = ("csv", "xlsx")
AT_ONCE = 1000
MOST = 100_000  # rows of a sheet
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run
STATUS = {"": "未开始", **dict(STATUSES)}
GRAVE = {"error": "错误", "warning": "疑误", "notice": "提示"}
Value = str | Number | date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: what it is called, its heads, its rows."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def filing(actor: Actor, year: int, on: date) -> Sheet:
    """Who has filed: every body within reach."""
    heads = ("机关", "进度", "版次", "应公布日期", "签发日期", "公布日期", "逾期天数", "错误项数")
    rows: list[tuple[Value, ...]] = []
    after = ""
    while found := overview.lines(actor, (year,), on, after=after, limit=AT_ONCE):
        after = found[-1].path
        rows += [_filed(one.name, one.years[0], on) for one in found]
    return Sheet(f"{year}年度报告报送情况", heads, tuple(rows))


def _filed(name: str, one: Filed, on: date) -> tuple[Value, ...]:
    judged = one.status not in ("", "draft")
    return (
        name, STATUS[one.status], one.version or None, one.due_on, one.signed_on, one.published_on, one.days_late(on),
        one.errors if judged else None,
    )  # fmt: skip


def findings(actor: Actor, year: int, rule: str = "") -> Sheet:
    """What stands against the reports of a year, body by body."""
    heads = ("机关", "进度", "规则", "程度", "发现", "应为", "现为", "依据", "签发说明")
    rows = tuple(
        (
            one.body, STATUS[one.status], one.finding.rule, GRAVE[one.finding.severity], one.finding.sentence,
            one.finding.expected, one.finding.found, one.finding.basis, one.reason,
        )
        for one in across.against(actor, year, rule)
    )  # fmt: skip
    return Sheet(f"{year}年度报告校验发现", heads, rows)


def stated(actor: Actor, year: int, cell: CellKey, label: str) -> Sheet:
    """One cell in the reports of a year, beside the year before."""
    rows = tuple((one.body, one.before, one.value, one.rank or None) for one in across.stated(actor, year, cell))
    return Sheet(label, ("机关", f"{year - 1}年度", f"{year}年度", "位次"), rows)


def behind(actor: Actor, body_id: int, year: int, cell: CellKey, label: str) -> Sheet:
    """The matters that a cell counts, all of them, 100,000 at most. Trouble: missing, forbidden (case.export)."""
    body = staffed(actor, body_id)
    if not actor.may("case.export", body.pk, body.path):
        raise forbidden("case.export")
    heads = ("编号", "事项", "结果", "类别", "收到日期", "办结日期")
    rows = tuple(
        (one.number, one.item, one.outcome, one.counted_class, one.entered_on, one.concluded_on)
        for one in _all(body.pk, year, cell)
    )
    return Sheet(label, heads, rows)


def _all(body_id: int, year: int, cell: CellKey) -> Iterator[Behind]:
    found: Sequence[Behind] = ()
    told = 0
    while told < MOST:
        after = found[-1].spot if found else None
        found = drill(body_id, year, form_for(year), cell, after=after, limit=AT_ONCE)
        yield from found
        told += len(found)
        if len(found) < AT_ONCE:
            return


def written(sheet: Sheet, kind: str, *, by: Actor, at: datetime, body_id: int | None = None) -> bytes:
    """The sheet as a file, once the journal has it. Raises Trouble: missing (no such kind), forbidden."""
    if kind not in KINDS:
        raise missing(Words("这种文件", "kind of file"), where="kind")
    if not by.reach(RIGHT):
        raise forbidden(RIGHT)
    with transaction.atomic():
        body = body_id or next((held.body_id for held in by.appointments), None)
        record(Deed("reports.exported", body, "report", kind, sheet.name), by=by, at=at)
    return csv_of(sheet) if kind == "csv" else xlsx_of(sheet)


def csv_of(sheet: Sheet) -> bytes:
    """The sheet as CSV; no cell of it is run by a spreadsheet."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(sheet.heads)
    writer.writerows([_plain(value) for value in row] for row in sheet.rows)
    return ("\ufeff" + out.getvalue()).encode()


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return value.isoformat() if isinstance(value, date) else str(value)


def xlsx_of(sheet: Sheet) -> bytes:
    """The sheet as XLSX."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page, head = book.add_worksheet(), book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page.freeze_panes(1, 1)
        page.set_column(0, 0, 28)
        page.set_column(1, len(sheet.heads) - 1, 14)
        for column, text in enumerate(sheet.heads):
            page.write_string(0, column, text, head)
        for at, row in enumerate(sheet.rows, 1):
            for column, value in _filled(row):
                if isinstance(value, str):
                    page.write_string(at, column, value)
                elif isinstance(value, date):
                    page.write_datetime(at, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
                else:
                    page.write_number(at, column, float(value))
    return out.getvalue()


def _filled(row: Iterable[Value]) -> Iterator[tuple[int, str | Number | date]]:
    return ((column, value) for column, value in enumerate(row) if value is not None)
