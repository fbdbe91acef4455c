"""The register and its ledger leaving the house, as CSV or as a workbook. Each time the journal has an entry first."""

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

from django.db import transaction
from xlsxwriter import Workbook

from zhengwu.records.cases.exports import FORMULA, WORKBOOK
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.moments import dated
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within_sql
from zhengwu.records.publications import register
from zhengwu.records.publications.register import Line, Wanted
from zhengwu.records.rows import told
from zhengwu.records.troubles import forbidden
from zhengwu.statute.disclosure import channels, kinds
from zhengwu.statute.procedures import procedure

AT_ONCE = 500
FIGURE = re.compile(r"-?[0-9][0-9,]{0,14}(\.[0-9]{1,6})?%?")  # a number as a table shows it
HEADS = ("标题", "文号", "信息种类", "机关", "承办机构", "状态", "生成日期", "公开期限", "公开日期", "再评估日期")
LEDGER_HEADS = (
    "公开日期",
    "索引号",
    "文号",
    "标题",
    "信息种类",
    "机关",
    "渠道",
    "位置",
    "发布日期",
    "停止日期",
    "登记人",
)
STATUS = {"draft": "拟稿", "public": "已公开", "withheld": "不主动公开", "withdrawn": "已撤下", "discarded": "已作废"}
PAGE = 50
LEDGER = """
SELECT p.id, p.published_on, coalesce(p.index_number, ''), p.document_number, p.title, p.kind, b.short_name, l.channel,
  l.place, l."on", l.ended_on, l.by, l.id
FROM publications_publication p
JOIN organs_body b ON b.id = p.body_id
JOIN publications_placement l ON l.publication_id = p.id
WHERE {condition} AND p.id IN (SELECT q.id FROM publications_publication q
  WHERE {chosen} ORDER BY q.published_on, q.id LIMIT %s)
ORDER BY p.published_on, p.id, l.id
"""


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of the ledger: a publication in one channel."""

    publication_id: int
    published_on: date
    index_number: str
    document_number: str
    title: str
    kind: str
    body: str
    channel: str
    place: str
    on: date
    ended_on: date | None
    by: str


def ledger(
    actor: Actor, since: date, until: date, channel: str = "", *, after: str = "", most: int = PAGE
) -> tuple[list[Placed], str]:
    """The publications of a period in each of their channels, the earliest first, and the key of the next page.

    `most` counts publications. With a channel, only their lines in it.
    """
    may, values = within_sql(actor.reach("case.read"), body="q.body_id", unit="q.unit_id")
    chosen, some = f"{may} AND q.published_on BETWEEN %s AND %s AND q.status = 'public'", [*values, since, until]
    if channel:
        chosen += (
            " AND EXISTS (SELECT 1 FROM publications_placement w WHERE w.publication_id = q.id AND w.channel = %s)"
        )
        some.append(channel)
    day, _, number = after.partition(".")
    if number.isdecimal() and len(number) < 19:
        chosen += " AND (q.published_on, q.id) > (%s, %s)"
        some += [_day(day) or since, int(number)]
    condition, first = ("l.channel = %s", [channel]) if channel else ("1 = 1", [])
    found = told(LEDGER.format(condition=condition, chosen=chosen), [*first, *_plain(some), most + 1])
    rows = [_placed(row) for row in found]
    ids = list(dict.fromkeys(one.publication_id for one in rows))
    if len(ids) <= most:
        return rows, ""
    kept = [one for one in rows if one.publication_id != ids[most]]
    return kept, f"{kept[-1].published_on}.{kept[-1].publication_id}"


def _placed(row: tuple[Any, ...]) -> Placed:
    values: Any = (row[0], dated(row[1]), *row[2:9], dated(row[9]), dated(row[10]) if row[10] else None, row[11])
    return Placed(*values)


def _plain(values: Sequence[Any]) -> list[Any]:
    return [value.isoformat() if isinstance(value, date) else value for value in values]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def ledger_lines(since: date, until: date, channel: str = "", *, by: Actor, at: datetime) -> Iterator[tuple[str, ...]]:
    """Every line of the ledger of a period, as texts. Raises Trouble: forbidden (case.export anywhere)."""
    _journal(f"{since}/{until}/{channel}", by, at)
    return _ledger_lines(by, since, until, channel)


def _ledger_lines(by: Actor, since: date, until: date, channel: str) -> Iterator[tuple[str, ...]]:
    after, more = "", True
    while more:
        found, after = ledger(by, since, until, channel, after=after, most=AT_ONCE)
        for one in found:
            yield (
                str(one.published_on), one.index_number, one.document_number, one.title, kinds()[one.kind].zh, one.body,
                channels()[one.channel].zh, one.place, str(one.on), str(one.ended_on or ""), one.by,
            )  # fmt: skip
        more = bool(after)


def lines_of(wanted: Wanted, on: date, *, by: Actor, at: datetime) -> Iterator[tuple[str, ...]]:
    """Every line of a list, as texts. Raises Trouble: forbidden (case.export anywhere)."""
    _journal(repr(wanted), by, at)
    return _lines(wanted, on, by)


def _lines(wanted: Wanted, on: date, by: Actor) -> Iterator[tuple[str, ...]]:
    after, more = "", True
    while more:
        found = register.leaf(by, wanted, on, after=after, most=AT_ONCE)
        yield from map(_cells, found.lines)
        after, more = found.next, bool(found.next)


def _cells(one: Line) -> tuple[str, ...]:
    stands = procedure("proactive_disclosure").state(one.state).name.zh if one.state else STATUS[one.status]
    days = (one.made_on, one.due_on, one.published_on, one.review_on)
    return (
        one.title, one.document_number, kinds()[one.kind].zh, one.body, one.unit, stands,
        *(str(day) if day else "" for day in days),
    )  # fmt: skip


def _journal(what: str, by: Actor, at: datetime) -> None:
    if not by.reach("case.export"):
        raise forbidden("case.export")
    body = next((held.body_id for held in by.appointments), None)
    with transaction.atomic():
        record(Deed("publications.exported", body, "publication", "", what), by=by, at=at)


def listed(wanted: Wanted, on: date, *, by: Actor, at: datetime) -> Iterator[str]:
    """A list as lines of CSV."""
    return as_csv(HEADS, lines_of(wanted, on, by=by, at=at))


def workbook(wanted: Wanted, on: date, *, by: Actor, at: datetime) -> bytes:
    """A list as a workbook (XLSX), of its first 10,000 lines."""
    return as_workbook("公开登记簿", HEADS, lines_of(wanted, on, by=by, at=at))


def as_csv(heads: Sequence[str], found: Iterator[tuple[str, ...]]) -> Iterator[str]:
    """Lines of CSV, so many at a time; what a spreadsheet would run is told as text."""
    yield "\ufeff" + _line(heads)
    while page := list(islice(found, AT_ONCE)):
        yield "".join(_line([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells]) for cells in page)


def as_workbook(
    title: str, heads: Sequence[str], found: Iterator[tuple[str, ...]], figures: Collection[int] = ()
) -> bytes:
    """A workbook with one sheet; where there are more lines than it takes, its last line says so.

    `figures` are the columns whose cells are numbers, to be summed; shares are percentages.
    """
    out = BytesIO()
    with Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, list(heads), book.add_format({"bold": True}))
        share, at = book.add_format({"num_format": "0.00%"}), 0
        for at, cells in enumerate(islice(found, WORKBOOK), start=1):
            sheet.write_row(at, 0, cells)
            for column in figures:
                if FIGURE.fullmatch(cells[column]):
                    plain = float(cells[column].rstrip("%").replace(",", ""))
                    sheet.write_number(at, column, *((plain / 100, share) if "%" in cells[column] else (plain,)))
        if next(found, None) is not None:
            sheet.write(at + 2, 0, f"本表只列出前 {WORKBOOK:,} 条，后面还有；需要全部，请导出 CSV。")
    return out.getvalue()


def _line(cells: Sequence[str]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
