"""Cases leaving the house: one case with its file and hashes, a list as CSV or XLSX. Each is entered in the journal."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice

from django.db import connection, transaction
from xlsxwriter import Workbook

from zhengwu.records.cases import filing, queries
from zhengwu.records.cases.queries import row_of
from zhengwu.records.cases.sheet import sheet
from zhengwu.records.cases.shown import Sheet
from zhengwu.records.cases.wanted import Wanted
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import Condition, within_sql
from zhengwu.records.troubles import forbidden
from zhengwu.statute.procedures import procedure

AT_ONCE = 1000
HEADS = {
    "number": "编号",
    "procedure": "程序",
    "body": "机关",
    "unit": "承办机构",
    "title": "标题",
    "channel": "提交方式",
    "counted_class": "申请人类别",
    "applicant_name": "申请人",
    "state": "阶段",
    "outcome": "结果",
    "entered_on": "收到日期",
    "due_on": "答复期限",
    "concluded_on": "办结日期",
    "answered_on": "答复日期",
}
PAGE = """
SELECT c.id, c.number, c.procedure, b.name, u.name, c.title, c.channel, c.counted_class, c.applicant_name, c.state,
    c.outcome, c.entered_on, c.due_on, c.concluded_on, c.answered_on
FROM cases_case c JOIN organs_body b ON b.id = c.body_id LEFT JOIN organs_unit u ON u.id = c.unit_id
WHERE {condition} AND c.id > %s ORDER BY c.id LIMIT %s
"""
WORKBOOK = 10_000  # rows of a workbook; whoever needs more takes CSV
CUT = f"本表只列出前 {WORKBOOK:,} 件，后面还有。需要全部，请导出 CSV 文件，或再加条件分次导出。"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


@dataclass(frozen=True, slots=True)
class Exported:
    """A case as it leaves the house. `whole` says that the chain of hashes holds and ends in the case's `head`."""

    sheet: Sheet
    exported_at: datetime
    whole: bool


def one(case_id: int, *, on: date, by: Actor, at: datetime) -> Exported:
    """A case with all its events and their hashes. Raises Trouble: missing, forbidden (case.export)."""
    with transaction.atomic():
        row = row_of(by, case_id)
        if not by.may("case.export", row.body_id, row.body.path, row.unit_id):
            raise forbidden("case.export")
        found = sheet(by, case_id, on)
        filed = filing.read(case_id)
        whole = filing.is_whole(filed) == 0 and bool(filed) and (filed[-1].hash, len(filed)) == (row.head, row.length)
        record(Deed("case.exported", row.body_id, "case", str(case_id), row.number), by=by, at=at)
    return Exported(found, at, whole)


def listed(wanted: Wanted, *, by: Actor, at: datetime) -> Iterator[str]:
    """The cases of a list as lines of CSV, a thousand at a time. The journal has the entry before the first line.

    Raises Trouble: forbidden (case.export anywhere).
    """
    return _as_csv(_taken_out(wanted, by, at))


def workbook(wanted: Wanted, *, by: Actor, at: datetime) -> bytes:
    """The same as a workbook (XLSX), of the first 10,000 cases on file at most; where there are more, the name of the
    sheet and the line below the last case say so. Trouble as `listed`.
    """
    lines = list(islice(_taken_out(wanted, by, at), WORKBOOK + 1))
    cut = len(lines) > WORKBOOK
    out = BytesIO()
    with Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(f"办件（前{WORKBOOK}件）" if cut else "办件")
        page.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        page.write_row(0, 0, list(HEADS.values()), bold)
        for at_row, cells in enumerate(lines[:WORKBOOK], start=1):
            page.write_row(at_row, 0, cells)
        if cut:
            page.write(WORKBOOK + 2, 0, CUT, bold)
    return out.getvalue()


def _taken_out(wanted: Wanted, by: Actor, at: datetime) -> Iterator[list[str]]:
    """The cells of each case, once the journal has the entry."""
    reach = by.reach("case.export")
    if not reach:
        raise forbidden("case.export")
    with transaction.atomic():
        named = Body.objects.filter(pk=wanted.body_id or 0).values_list("pk", flat=True).first()
        body = named or next((held.body_id for held in by.appointments), None)
        record(Deed("cases.exported", body, "case", "", repr(wanted)), by=by, at=at)
    return _lines(queries.narrowed(by, wanted), within_sql(reach))


def _lines(which: Condition, may: Condition) -> Iterator[list[str]]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            statement = PAGE.format(condition=f"{which[0]} AND {may[0]}")
            cursor.execute(statement, [*which[1], *may[1], last, AT_ONCE])
            rows = cursor.fetchall()
        for row in rows:
            yield _cells(row)
        if len(rows) < AT_ONCE:
            return
        last = rows[-1][0]


def _cells(row: tuple[object, ...]) -> list[str]:
    """What a row says, in the words of its procedure."""
    told = dict(zip(HEADS, ("" if value is None else str(value) for value in row[1:]), strict=True))
    rules = procedure(told["procedure"])
    outcome = rules.outcome(told["outcome"])
    told |= {"procedure": rules.name.zh, "state": rules.state(told["state"]).name.zh}
    return list((told | {"outcome": outcome.name.zh if outcome else ""}).values())


def _as_csv(lines: Iterator[list[str]]) -> Iterator[str]:
    yield "\ufeff" + _line(list(HEADS.values()))
    while page := list(islice(lines, AT_ONCE)):
        yield "".join(_line([_safe(cell) for cell in cells]) for cells in page)


def _line(cells: list[str]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
