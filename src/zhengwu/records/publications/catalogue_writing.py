"""A publication list as a file: XLSX in the layout of the standard catalogues, CSV with the same columns, JSON."""

import csv
import io
import json
from collections.abc import Iterator, Sequence

import xlsxwriter

from zhengwu.records.publications.lines import Line
from zhengwu.statute.calendar import Unit
from zhengwu.statute.disclosure import categories, channels, kinds, pilot_fields
from zhengwu.statute.disclosure.cadence import cadences

KINDS = ("xlsx", "csv", "json")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run
# The heads of 国办发〔2019〕54号: the group that several columns stand under, and the column.
HEADS: tuple[tuple[str, str, int], ...] = (
    ("", "序号", 6), ("公开事项", "一级事项", 14), ("公开事项", "二级事项", 22), ("", "公开内容（要素）", 40),
    ("", "公开依据", 26), ("", "公开时限", 18), ("", "公开主体", 18), ("", "公开渠道和载体", 26),
    ("公开对象", "全社会", 7), ("公开对象", "特定群体", 7), ("公开方式", "主动", 7), ("公开方式", "依申请公开", 7),
    ("公开层级", "县级", 7), ("公开层级", "乡、村级", 7),
    ("本机关填写", "条例类别", 24), ("本机关填写", "信息种类", 14), ("本机关填写", "试点领域", 16),
)  # fmt: skip
UNITS = {Unit.WORKING_DAYS: "个工作日", Unit.CALENDAR_DAYS: "日"}
NO_GROUP = "—"  # an empty cell would say what the one above says
TICK = "√"


def cells(one: Line, body: str) -> list[str]:
    """A line as the columns of a standard catalogue say it."""
    cadence = cadences()[one.cadence]
    days = f"，{one.within}{UNITS.get(cadence.unit, '日')}内" if one.within and not cadence.fixed else ""
    ticks = (
        one.audience == "society", one.audience == "affected", one.manner == "proactive", one.manner == "on_request",
        one.level in ("county", "both"), one.level in ("township", "both"),
    )  # fmt: skip
    places = "\n".join(f"■{channels()[key].zh}" for key in one.channels if key in channels())
    return [
        one.number, one.group or NO_GROUP, one.title, one.content, one.basis, f"{cadence.zh}{days}",
        one.unit or body, places, *(TICK if ticked else "" for ticked in ticks), categories()[one.category].zh,
        kinds()[one.kind].zh if one.kind else "", pilot_fields()[one.field].zh if one.field else "",
    ]  # fmt: skip


def written(kind: str, title: str, body: str, lines: Sequence[Line]) -> bytes:
    """The list as a file of that kind, one of KINDS."""
    rows = [cells(one, body) for one in lines]
    if kind == "csv":
        return _csv(rows)
    return _json(rows) if kind == "json" else _xlsx(title, rows)


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([head for _, head, _ in HEADS])
    writer.writerows([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


def _json(rows: Sequence[Sequence[str]]) -> bytes:
    names = [head for _, head, _ in HEADS]
    return json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False, indent=1).encode()


def _xlsx(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet()
        framed = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_name": "FangSong", "font_size": 10}
        big = book.add_format({"bold": True, "align": "center", "font_name": "SimHei", "font_size": 16})
        head = book.add_format({**framed, "bold": True, "align": "center", "font_name": "SimHei"})
        plain, middle = book.add_format(framed), book.add_format({**framed, "align": "center"})
        page.merge_range(0, 0, 0, len(HEADS) - 1, title, big)
        for place, (_, _, width) in enumerate(HEADS):
            page.set_column(place, place, width)
        for first, last, group, name in _groups():
            if group:
                page.merge_range(1, first, 1, last, group, head)
                for place in range(first, last + 1):
                    page.write_string(2, place, HEADS[place][1], head)
            else:
                page.merge_range(1, first, 2, first, name, head)
        for at, row in enumerate(rows, 3):
            for place, cell in enumerate(row):
                page.write_string(at, place, cell, middle if place == 0 or 8 <= place <= 13 else plain)
        page.freeze_panes(3, 3)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(1, 2)
    return out.getvalue()


def _groups() -> Iterator[tuple[int, int, str, str]]:
    """The heads of the first row: from which column to which, the group's name, or that of the one column."""
    place = 0
    while place < len(HEADS):
        group, name, _ = HEADS[place]
        last = place
        while group and last + 1 < len(HEADS) and HEADS[last + 1][0] == group:
            last += 1
        yield place, last, group, name
        place = last + 1
