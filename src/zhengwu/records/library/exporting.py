"""A library leaving the house as a table: papers, findings with what was decided, cells, sums. On the journal."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal

import orjson
from django.db import connection, transaction

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.library import across, listing, shelves
from zhengwu.records.library.judging import label
from zhengwu.records.library.listing import Asking
from zhengwu.records.library.models import STANDINGS, VERDICTS
from zhengwu.records.people.actors import Actor
from zhengwu.records.reports.exports import GRAVE, MOST, Sheet, Value, csv_of, xlsx_of
from zhengwu.records.troubles import Words, missing

AT_ONCE = 1_000
STANDS, DECIDED = dict(STANDINGS), dict(VERDICTS)
NOTE = "数据取自公开发布的年度报告（含更正），不是本系统记录的数据"
WRITERS: dict[str, Callable[[Sheet], bytes]] = {"csv": csv_of, "xlsx": xlsx_of}
KINDS = (*WRITERS, "json")


def papers(holder_id: int, asked: Asking) -> Sheet:
    """The list as it was asked for, 100,000 lines at most."""
    heads = (
        "机关", "年度", "版次", "最新版", "进度", "错误", "待处理", "已处理", "已读格数", "应有格数", "公布日期",
        "格式", "文件类型", "文件", "不能读取的原因",
    )  # fmt: skip
    return Sheet("年度报告库", heads, tuple(_papers(holder_id, asked)))


def _papers(holder_id: int, asked: Asking) -> Iterator[tuple[Value, ...]]:
    after, told = "", 0
    while told < MOST and (found := listing.papers(holder_id, asked, after=after, limit=AT_ONCE)):
        after, told = found[-1].spot(asked.sort), told + len(found)
        for one in found:
            yield (
                one.reporter or one.proposed or one.agency, one.year, one.version or None, "是" if one.newest else "",
                STANDS[one.standing], one.errors, one.open, one.decided, one.placed, one.expected, one.published_on,
                one.format, one.kind, one.file, one.zh,
            )  # fmt: skip


FINDINGS = """
SELECT COALESCE(r.name, p.agency), p.year, p.name, f.rule, f.severity, f.sentence, f.expected, f.found, f.verdict,
COALESCE(d.note, ''), COALESCE(d.by, ''), f.basis
FROM library_found f JOIN library_paper p ON p.id = f.paper_id LEFT JOIN library_reporter r ON r.id = p.reporter_id
LEFT JOIN library_decision d ON d.id = (SELECT MAX(e.id) FROM library_decision e
WHERE e.reporter_id = p.reporter_id AND e.year = p.year AND e.key = f.key)
WHERE p.holder_id = %s {only} ORDER BY p.id, f.id LIMIT %s
"""


def findings(holder_id: int, year: int | None) -> Sheet:
    """Every finding with what was decided about it."""
    heads = ("机关", "年度", "文件", "规则", "程度", "发现", "应为", "现为", "处理", "理由", "处理人", "依据")
    only, values = ("AND p.year = %s", [year]) if year is not None else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(FINDINGS.format(only=only), [holder_id, *values, MOST])
        rows = tuple(
            (*row[:4], GRAVE[row[4]], *row[5:8], DECIDED.get(row[8], ""), *row[9:]) for row in cursor.fetchall()
        )
    return Sheet("年度报告库校验发现", heads, rows)


CELLS = """
SELECT r.name, a.year, a.cell, a.value, a.corrected, p.name FROM library_amount a
JOIN library_paper p ON p.id = a.paper_id JOIN library_reporter r ON r.id = p.reporter_id
WHERE a.holder_id = %s AND a.year = %s {only} ORDER BY p.id, a.id LIMIT %s
"""


def cells(holder_id: int, year: int, cell: str = "") -> Sheet:
    """What the reports of a year say in the cells that are compared, a line a cell; or in one cell."""
    form = across.form_of(year)
    heads = ("机关", "年度", "格", "格的名称", "数值", "是否更正", "文件")
    only, values = ("AND a.cell = %s", [cell]) if cell else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(CELLS.format(only=only), [holder_id, year, *values, MOST])
        rows = cursor.fetchall()
    names = {one: label(one, form.key).zh for one in across.cells(form)}
    return Sheet(f"{year}年度报告库数据", heads, tuple(_cell(row, names) for row in rows))


def _cell(row: tuple[str, int, str, object, bool, str], names: dict[str, str]) -> tuple[Value, ...]:
    name, year, cell, value, corrected, file = row
    told = None if value is None else round(Decimal(str(value)), 6)
    return name, year, cell, names.get(cell, cell), told, "是" if corrected else "", file


def sums(holder_id: int, year: int) -> Sheet:
    """The sums of a year, with how many reports state each cell and how many do not."""
    heads = ("格", "格的名称", "合计", "有数据的报告", "无数据的报告", "更正数")
    rows = tuple(
        (one.cell, one.label.zh, one.total, one.stated, one.missing, one.corrected)
        for one in across.summed(holder_id, year)
    )
    return Sheet(f"{year}年度报告库合计", heads, rows)


def written(sheet: Sheet, kind: str, holder_id: int, *, by: Actor, at: datetime) -> bytes:
    """The sheet as a file, once the journal has it. Trouble: missing (no such kind, no such library)."""
    if kind not in KINDS:
        raise missing(Words("这种文件", "kind of file"), where="kind")
    shelves.seen(by, holder_id)
    with transaction.atomic():
        record(Deed("library.exported", holder_id, "library", kind, sheet.name), by=by, at=at)
    return WRITERS[kind](sheet) if kind in WRITERS else _json(sheet)


def _json(sheet: Sheet) -> bytes:
    lines = [dict(zip(sheet.heads, map(_plain, row), strict=True)) for row in sheet.rows]
    told = {"name": sheet.name, "note": NOTE, "rows": lines}
    return orjson.dumps(told, option=orjson.OPT_INDENT_2)


def _plain(value: Value) -> str | int | float | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
