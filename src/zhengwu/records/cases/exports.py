"""Cases leaving the house: one case with its file and hashes, a list as CSV. Each export is entered in the journal."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO

from django.db import transaction
from django.db.models import QuerySet

from zhengwu.records.cases import filing
from zhengwu.records.cases.models import Case
from zhengwu.records.cases.queries import Wanted, row_of, visible
from zhengwu.records.cases.sheet import sheet
from zhengwu.records.cases.shown import Sheet
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within
from zhengwu.records.troubles import forbidden

AT_ONCE = 1000
HEADS = {
    "number": "编号",
    "procedure": "程序",
    "body__name": "机关",
    "unit__name": "承办机构",
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
    reach = by.reach("case.export")
    if not reach:
        raise forbidden("case.export")
    with transaction.atomic():
        named = Body.objects.filter(pk=wanted.body_id or 0).values_list("pk", flat=True).first()
        body = named or next((held.body_id for held in by.appointments), None)
        record(Deed("cases.exported", body, "case", "", repr(wanted)), by=by, at=at)
    return _lines(visible(by).filter(within(reach)).filter(wanted.condition()).order_by("id"))


def _lines(found: QuerySet[Case]) -> Iterator[str]:
    yield "\ufeff" + _line(list(HEADS.values()))
    last = 0
    while rows := list(found.filter(id__gt=last).values_list("id", *HEADS)[:AT_ONCE]):
        last = rows[-1][0]
        yield "".join(_line([_cell(value) for value in row[1:]]) for row in rows)


def _line(cells: list[str]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
