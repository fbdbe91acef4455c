"""What is made of one file, without a database: read, checked, packed. It runs in whatever process has the time.

The version of the reader is a sum over all that reads and checks: what another version read can be read anew.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from zhengwu import __version__
from zhengwu.statute.report.checks import check
from zhengwu.statute.report.checks.cells import amount_of
from zhengwu.statute.report.formats import Format, format_of
from zhengwu.statute.report.model import Cause, Cell, Finding, Kind, Number, Place, Report, TableStatus
from zhengwu.statute.report.readers import Unreadable, read_bytes
from zhengwu.statute.report.readers.reasons import REASONS
from zhengwu.statute.report.readers.saved import read_saved
from zhengwu.statute.report.renderers.json import dumps, to_dict

LONGEST = 120  # signs of a key
LARGEST = 30_000_000  # bytes of a file
PLACES = (("sheet", ""), ("page", "p"), ("table", "t"), ("row", "r"), ("column", "c"), ("line", "l"))


@dataclass(frozen=True, slots=True)
class Said:
    """A finding as it is kept. `key` says of which rule it is and what about, whatever its wording and place."""

    key: str
    rule: str
    severity: str
    cause: str
    basis: str
    sentence: str
    gloss: str
    cells: tuple[str, ...]
    expected: str
    found: str
    place: str


@dataclass(frozen=True, slots=True)
class Stated:
    """What a cell says: its number in the unit of the form, None where it states none."""

    cell: str
    value: Number | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: a report with its findings, or why it could not be read (`code`, `zh`, `en`)."""

    reader: str
    code: str = ""
    zh: str = ""
    en: str = ""
    agency: str = ""
    year: int | None = None
    format: str = ""
    kind: str = ""
    title: str = ""
    published_on: date | None = None
    placed: int = 0
    expected: int = 0
    content: bytes = b""
    sum: str = ""
    findings: tuple[Said, ...] = ()
    amounts: tuple[Stated, ...] = ()


@cache
def version() -> str:
    """Which reader this is: the release, and a sum over everything that reads and checks."""
    found = hashlib.sha256()
    for part in ("readers", "checks", "formats"):
        for file in _files(resources.files("zhengwu.statute.report").joinpath(part)):
            found.update(file.read_bytes())
    return f"{__version__[:20]} {found.hexdigest()[:8]}"


def _files(folder: Traversable) -> Iterator[Traversable]:
    for one in sorted(folder.iterdir(), key=lambda each: each.name):
        if one.is_dir():
            yield from _files(one)
        elif one.name.endswith((".py", ".toml")):
            yield one


def outcome(content: bytes, name: str) -> Outcome:
    """Reads, checks and packs a file. What cannot be read is an outcome too; nothing is raised for a bad file."""
    try:
        report = read_bytes(content, name)
    except Unreadable as error:
        return refused(error.code, error.sentence, error.gloss)
    except RecursionError:
        return refused("too_deep", "文件嵌套过深，无法读取。", "The file is nested too deeply to be read.")
    if not report.parts and all(table.status is TableStatus.MISSING for table in report.tables.values()):
        zh = "这个文件里没有找到年度报告的标题、部分或表格。请确认这是政府信息公开工作年度报告。"
        return refused("no_report", zh, "Neither heading nor table of an annual report was found in it.")
    return of_report(replace(report, source=name))


def refused(code: str, zh: str, en: str) -> Outcome:
    """The outcome of a file that could not be read."""
    return Outcome(version(), code[:40], zh[:400], en[:400])


def of_report(report: Report) -> Outcome:
    """The outcome of a file that was read."""
    text = dumps(to_dict(replace(report, source=""))).encode()  # the paper knows its file
    placed, expected = reach_of(report)
    return Outcome(
        version(),
        agency=_held(report.agency or "")[:100],
        year=report.year,
        format=report.format,
        kind=report.source_kind[:12],
        title=_held(report.title)[:200],
        published_on=report.published_on,
        placed=placed,
        expected=expected,
        content=zlib.compress(text, 6),
        sum=hashlib.sha256(text).hexdigest(),
        findings=said(check(report, reasons=REASONS)),
        amounts=tuple(amounts(report)),
    )


def unpacked(content: bytes) -> Report:
    """The report of a reading."""
    return read_saved(zlib.decompress(content))


def reach_of(report: Report) -> tuple[int, int]:
    """How many cells of the form were placed, and how many were to be expected."""
    placed = expected = 0
    for form in format_of(report.format).tables:
        seen = {key for key, cell in report.table(form.key).cells.items() if cell.kind is not Kind.MISSING}
        wanted = form.expected_keys({row for row, _ in seen})
        expected += len(wanted)
        placed += sum(key in seen for key in wanted)
    return placed, expected


def said(findings: Iterable[Finding]) -> tuple[Said, ...]:
    """Findings as they are kept, each with a key of its own."""
    told: dict[str, Said] = {}
    for one in findings:
        key, number = key_of(one), 1
        while key in told:
            number += 1
            key = f"{key_of(one)[: LONGEST - 4]}#{number}"
        told[key] = Said(
            _held(key), one.rule[:24], one.severity.value, one.cause.value, one.basis[:300], _held(one.sentence),
            _held(one.gloss), tuple(f"{ref.table}.{ref.row}.{ref.column}" for ref in one.cells), _held(one.expected),
            _held(one.found), written(one.place),
        )  # fmt: skip
    return tuple(told.values())


def _held(text: str) -> str:
    """A text as every database can hold it: without noughts and halves of signs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def key_of(one: Finding) -> str:
    """What a finding is about: its rule and its cells; without cells, what it expected and found, never its wording.

    What could not be read is named by its tables, since every reader fails at other cells.
    """
    cells = [f"{ref.table}.{ref.row}.{ref.column}" for ref in one.cells]
    if one.cause is Cause.UNREAD and cells:
        cells = list(dict.fromkeys(name.partition(".")[0] for name in cells))
    about = ",".join(cells) or re.sub(r"\s", "", f"{one.expected}|{one.found}")
    key = f"{one.rule}:{about}"
    if len(key) <= LONGEST - 4 and (cells or about == "|"):
        return key
    return f"{one.rule}:{hashlib.sha256(about.encode()).hexdigest()[:32]}"


def written(place: Place | None) -> str:
    """A place in a file as text: `p4 t5 r2 c7`, counted from 1; empty where there is none."""
    if place is None:
        return ""
    known = [f"{sign}{value}" for name, sign in PLACES if (value := getattr(place, name)) is not None]
    return " ".join(known)[:80]


def amounts(report: Report) -> Iterator[Stated]:
    """What the cells that are compared say in this report."""
    form = format_of(report.format)
    for table, row, column, money in compared(form):
        yield Stated(f"{table}.{row}.{column}", number(report, (table, row, column), money=money))


def number(report: Report, cell: tuple[str, str, str], *, money: bool = False) -> Number | None:
    """What a cell states, money in the unit of the form; 0 where a sentence says that there was nothing."""
    found: Cell = report.cell(*cell)
    if found.kind is Kind.MISSING and report.table(cell[0]).status is TableStatus.STATED_NONE:
        return 0
    value = found.stated
    value = amount_of(value, found.unit) if value is not None and money else value
    return None if value is None or not -(10**13) < value < 10**13 else value


@cache
def compared(form: Format) -> tuple[tuple[str, str, str, bool], ...]:
    """The cells that are compared between bodies: totals of rows, and all of a table without them; and if money."""
    money = {
        (table.key, column.key) for table in form.tables for block in table.blocks for column in block.columns
        if column.amount
    }  # fmt: skip
    found = []
    for table in form.tables:
        summed = table.layout == "rows" and any(column == "total" for _, column in table.keys)
        keys = [key for key in table.keys if not summed or key[1] == "total"]
        found += [(table.key, *key, (table.key, key[1]) in money) for key in keys]
    return tuple(found)


def corrected(report: Report, values: Iterable[tuple[tuple[str, str, str], Decimal]]) -> Report:
    """The report with the right values that people gave for single cells, marked as such in their notes."""
    tables = dict(report.tables)
    for (table, row, column), value in values:
        plain = int(value) if value == value.to_integral_value() else value.normalize()
        cell = Cell(
            plain, f"{plain}", Kind.ZERO if plain == 0 else Kind.NUMBER, place=report.cell(table, row, column).place
        )
        old = report.table(table)
        status = TableStatus.PARTIAL if old.status in (TableStatus.MISSING, TableStatus.UNREAD) else old.status
        tables[table] = replace(old, status=status, cells={**old.cells, (row, column): cell})
    return replace(report, tables=tables)
