"""Standard catalogues as offices have them, read: XLSX or CSV, heads in two rows, merged cells, ticks in columns.

A file is looked at first: each row says what will become of it, and what is wrong with it. Then all of it is written or
none. Columns are told by their heads; a cell that was merged with the one above says what that one says.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Literal

from django.db import transaction
from python_calamine import CalamineError, CalamineWorkbook

from zhengwu.records.organs.models import Unit
from zhengwu.records.people.actors import Actor
from zhengwu.records.publications import entries, lines
from zhengwu.records.publications.entries import Wanted
from zhengwu.records.publications.lines import Line
from zhengwu.records.troubles import Trouble, Words, invalid
from zhengwu.statute.disclosure import categories, kinds, pilot_fields
from zhengwu.statute.disclosure.cadence import cadences
from zhengwu.statute.disclosure.standards import of_field

What = Literal["new", "changed", "same", "wrong"]
MOST_BYTES, MOST_ROWS = 10_000_000, 2000
TICKS = frozenset("√✓✔■☑●是y1")
# Column, and what its head holds; the first that fits, so what is longer stands before what is part of it.
HEADS: dict[str, tuple[str, ...]] = {
    "number": ("序号",), "group": ("一级事项", "公开事项类别"), "title": ("二级事项", "公开事项", "事项名称"),
    "content": ("公开内容", "内容要素"), "basis": ("公开依据",), "term": ("公开时限", "公开频次"),
    "who": ("公开主体", "责任"),
    "channels": ("公开渠道", "渠道和载体"), "society": ("全社会",), "affected": ("特定群体", "特定群众", "精准推送"),
    "on_request": ("依申请",), "proactive": ("主动",), "county": ("县级",), "township": ("乡",),
    "category": ("条例类别",), "kind": ("信息种类",), "field": ("试点领域",),
}  # fmt: skip
TICKED = ("affected", "society", "on_request", "proactive", "county", "township")
MERGED = ("group", "who", "channels")  # what is empty where a cell goes over several rows
TERMS: tuple[tuple[str, str], ...] = (
    ("半年", "half_yearly"), ("季", "quarterly"), ("每月", "monthly"), ("月度", "monthly"), ("每周", "weekly"),
    ("每日", "daily"), ("批复", "budget"), ("年初", "year_start"),
    ("每年", "yearly"), ("年度", "yearly"), ("逐件", "event"), ("长期", "once"),
)  # fmt: skip
CHANGES = ("变", "及时", "即时", "实时", "随时", "形成", "更新", "制作", "获取", "之日")  # whenever it changes
PLACES: tuple[tuple[str, str], ...] = (
    ("政府网站", "portal"), ("门户网站", "portal"), ("公报", "gazette"), ("微", "wechat"), ("新媒体", "wechat"),
    ("发布会", "briefing"), ("广播", "press"), ("电视", "press"), ("报", "press"), ("纸质", "press"),
    ("查阅", "reading_point"), ("服务平台", "platform"), ("服务中心", "hall"), ("服务站", "hall"), ("公示栏", "hall"),
    ("公告栏", "hall"), ("屏", "hall"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looked:
    """A row and what will become of it; `line` is the one that it changes, `why` what is wrong, `unsure` what was taken
    for something that the file does not say.
    """

    number: int
    what: What
    wanted: Wanted
    line: int | None = None
    differs: tuple[str, ...] = ()
    why: Words | None = None
    unsure: Words | None = None


def read(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """The rows of a file by column, each with its place in the file. Raises Trouble (invalid)."""
    if len(content) > MOST_BYTES:
        raise _bad("too_large", "文件超过10MB。", "The file is larger than 10 MB.")
    grid = list(_xlsx(content) if content[:2] == b"PK" else _csv(content))
    at, columns = _head(grid)
    found = list(_rows(grid[at:], columns, at + 1))
    if not found:
        raise _bad("no_rows", "文件中没有数据行。", "The file has no rows.")
    if len(found) > MOST_ROWS:
        raise _bad("too_many_rows", f"超过{MOST_ROWS}行。", f"More than {MOST_ROWS} rows.")
    return found


def _xlsx(content: bytes) -> Iterator[list[str]]:
    try:
        rows = (
            CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
        )
    except (CalamineError, OSError, ValueError):
        raise _bad("bad_file", "不能打开此表格文件。", "The spreadsheet cannot be opened.") from None
    for row in rows:
        yield [_cell(value) for value in row]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _csv(content: bytes) -> Iterator[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            yield from ([cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), strict=True))
        except UnicodeDecodeError:
            continue
        except csv.Error as error:
            raise _bad("bad_csv", f"CSV 格式有误：{error}", f"The CSV is broken: {error}") from None
        return
    raise _bad("bad_file", "不能识别此文件；请使用 XLSX 或 CSV。", "Neither XLSX nor CSV.")


def _head(grid: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    """Where the rows begin, and which column is which: the head is one row or two, below whatever title there is."""
    for at, row in enumerate(grid[:12]):
        if sum(bool(_column(cell)) for cell in row) < 3:
            continue
        below = grid[at + 1] if at + 1 < len(grid) else []
        two = sum(bool(_column(cell)) for cell in below) >= 2
        width = max(len(row), len(below) if two else 0)
        columns = [(_column(_at(below, one)) if two else "") or _column(_at(row, one)) for one in range(width)]
        once = [name if name not in columns[:place] else "" for place, name in enumerate(columns)]
        if "title" not in once:
            break
        return at + (2 if two else 1), once
    zh = "没有找到表头；至少要有“序号、公开事项（二级事项）、公开内容”。"
    raise _bad("no_head", zh, "No head was found: number, item and content are needed at least.")


def _at(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def _column(head: str) -> str:
    name = re.sub(r"\s", "", unicodedata.normalize("NFKC", head))
    return next((column for column, words in HEADS.items() if any(word in name for word in words)), "") if name else ""


def _rows(grid: Iterable[Sequence[str]], columns: Sequence[str], at: int) -> Iterator[tuple[int, dict[str, str]]]:
    above: dict[str, str] = {}
    for number, row in enumerate(grid, at):
        cells = {name: _at(row, place) for place, name in enumerate(columns) if name}
        if not (cells.get("title") or cells.get("content")):
            continue
        for name in MERGED:
            if not cells.get(name) and above.get(name):
                cells[name] = above[name]
        above = cells
        yield number, cells


def looked_at(body_id: int, found: Sequence[tuple[int, dict[str, str]]], field: str, on: date) -> list[Looked]:
    """What will become of the rows in a body's list, for a pilot field or none. Two statements."""
    units = {name: pk for pk, name in Unit.objects.filter(body_id=body_id, closed_on=None).values_list("id", "name")}
    there = {(one.field, one.group, one.title): one for one in lines.all_of(body_id, on)}
    seen: set[tuple[str, str, str]] = set()
    told = []
    for number, cells in found:
        wanted = wanted_of(cells, field, units)
        key = wanted.field, wanted.group, wanted.title
        looked = _looked(number, wanted, there.get(key), key in seen)
        told.append(replace(looked, unsure=unsure_of(cells.get("term", ""))))
        seen.add(key)
    return told


def _looked(number: int, wanted: Wanted, line: Line | None, twice: bool) -> Looked:
    if twice:
        return Looked(number, "wrong", wanted, why=Words("这一行与前面的重复", "the row is there twice"))
    try:
        entries.check(wanted)
    except Trouble as trouble:
        return Looked(number, "wrong", wanted, why=Words(f"{trouble.where}：{trouble.message.zh}", trouble.message.en))
    if line is None:
        return Looked(number, "new", wanted)
    wanted = replace(wanted, number=line.number, standard=line.standard, kind=wanted.kind or line.kind)
    differs = tuple(name for name, value in asdict(wanted).items() if getattr(line, name) != value)
    return Looked(number, "changed" if differs else "same", wanted, line.id, differs)


def wanted_of(cells: dict[str, str], field: str, units: dict[str, int]) -> Wanted:
    """The line that a row says, as well as it can be told; what cannot be is for `entries.check` to refuse."""
    field = _named(cells.get("field", ""), {key: one.zh for key, one in pilot_fields().items()}) or field
    category = _named(cells.get("category", ""), {key: one.zh for key, one in categories().items()})
    cadence, within = term(cells.get("term", ""))
    who = cells.get("who", "")
    ticked = {
        name: _ticked(cells.get(name, "")) for name in ("affected", "society", "on_request", "county", "township")
    }
    return Wanted(
        title=cells.get("title") or cells.get("content", "")[:200],
        category=category or next((one.category for one in of_field(field)), "art20_15"),
        cadence=cadence,
        unit_id=next((pk for name, pk in units.items() if name in who), None),
        field=field,
        kind=_named(cells.get("kind", ""), {key: one.zh for key, one in kinds().items()}),
        group=cells.get("group", "").strip("—"),
        content=cells.get("content", ""),
        basis=cells.get("basis", ""),
        within=within,
        channels=places(cells.get("channels", "")),
        audience="affected" if ticked["affected"] and not ticked["society"] else "society",
        manner="on_request" if ticked["on_request"] and not ticked["proactive"] else "proactive",
        level={(True, True): "both", (True, False): "county", (False, True): "township"}.get(
            (ticked["county"], ticked["township"]), ""
        ),
    )


def unsure_of(text: str) -> Words | None:
    """That a 公开时限 is not said, or not in words that are known, so that it is taken for "whenever it changes"."""
    if term(text)[0] != "on_change" or any(word in text for word in CHANGES) or re.search(r"\d", text):
        return None
    zh = f"没有读懂公开时限“{text[:40]}”" if text else "没有写公开时限"
    return Words(f"{zh}，暂按变更后及时更新", "The time limit is not understood and is taken for: when it changes")


def term(text: str) -> tuple[str, int]:
    """How often and within how many days: 公开时限 as catalogues write it. Unclear means whenever it changes."""
    fitting = (one for one in cadences().values() if text.startswith(one.zh))
    ours = max(fitting, key=lambda one: len(one.zh), default=None)
    cadence = ours.key if ours else next((key for word, key in TERMS if word in text), "on_change")
    days = re.search(r"(\d{1,3})\s*个?(?:工作日|日|天)", text.removeprefix(ours.zh) if ours else text)
    return cadence, int(days[1]) if days else cadences()[cadence].within


def places(text: str) -> tuple[str, ...]:
    """The channels that a cell names: those with a tick where there are ticks, else all."""
    parts = re.split(r"[\s、，,；;]+|(?=[■□√])", text)
    marked = [part for part in parts if part[:1] in ("■", "√", "☑")]
    named = [key for part in (marked or parts) if part[:1] != "□" for word, key in PLACES if word in part]
    return tuple(dict.fromkeys(named)) or ("portal",)


def _ticked(cell: str) -> bool:
    return bool(cell) and (cell[0].lower() in TICKS)


def _named(text: str, names: dict[str, str]) -> str:
    """The key of a name, or of itself; empty where there is none."""
    return text if text in names else next((key for key, zh in names.items() if text and zh == text), "")


def write(body_id: int, found: Sequence[Looked], *, by: Actor, at: datetime) -> tuple[int, int]:
    """Writes the rows that were looked at: how many lines are new, how many changed. Trouble as `entries`."""
    with transaction.atomic():
        new = entries.add_all(body_id, [one.wanted for one in found if one.what == "new"], by=by, at=at)
        changed = [one for one in found if one.what == "changed" and one.line is not None]
        for one in changed:
            entries.change(one.line or 0, one.wanted, by=by, at=at)
    return new, len(changed)


def _bad(code: str, zh: str, en: str) -> Trouble:
    return invalid(code, zh, en, where="file", advice=Words("请核对文件后重试。", "Look at the file, then try again."))
