"""What is done with one input in a worker process, and the compact answer that travels back."""

import os
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from zhengwu.cli.groups import fault_id
from zhengwu.cli.limits import Limits, TimeUp, time_limit
from zhengwu.cli.sources import Source
from zhengwu.cli.troubles import Refusal
from zhengwu.statute.report.model import Finding, Kind, Report, Severity, TableStatus

if TYPE_CHECKING:
    from zhengwu.statute.report.renderers.facts import Fact


VERDICT_KEYS = ("source", "agency", "year", "publication_date", "format", "findings", "unread")


class Want(Enum):
    """What a command needs of each report; what it does not ask for is not made."""

    REPORT = "report"  # the report itself
    FINDINGS = "findings"  # every finding
    COUNTS = "counts"  # how many findings there are of each grade
    JSON = "json"  # the whole reading as one line of JSON, findings included
    VERDICT = "verdict"  # the same without tables and text
    CSV = "csv"  # one line a cell
    FACTS = "facts"  # one value a cell, for Parquet


_MARK = "\ue000decimal\ue000"  # stands where a decimal goes; no document holds it, and one that does is seen
_NEED_FINDINGS = frozenset({Want.FINDINGS, Want.COUNTS, Want.JSON, Want.VERDICT})


@dataclass(frozen=True, slots=True)
class Task:
    """One input with what is wanted of it and what it may cost; `last_year` is checked against."""

    source: Source
    wants: frozenset[Want]
    limits: Limits
    last_year: Source | None = None


@dataclass(frozen=True, slots=True)
class TableLine:
    """How one table was read: its status, and how many of the cells to expect were placed."""

    key: str
    status: TableStatus
    placed: int
    expected: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What one input gave: either a refusal, or who and when, how the tables were read, and what was wanted."""

    name: str
    refusal: Refusal | None = None
    agency: str | None = None
    year: int | None = None
    format: str = ""
    kind: str = ""
    tables: tuple[TableLine, ...] = ()
    unread: int = 0
    counts: tuple[int, int, int] = (0, 0, 0)  # errors, warnings, notices
    paired_with: str = ""
    report: Report | None = None
    findings: tuple[Finding, ...] = ()
    json: str = ""
    csv: bytes = b""
    facts: "tuple[Fact, ...]" = ()


def take(task: Task) -> Reading:
    """Reads, checks and encodes one input; whatever goes wrong becomes a refusal, within the limits of the task."""
    name = task.source.name
    if task.source.refusal:
        return Reading(name, task.source.refusal)
    try:
        _import_what_reading_needs()
        with time_limit(task.limits.seconds):
            return _answer(task)
    except TimeUp:
        return failed(task, True)
    except MemoryError:
        return Reading(name, _too_much_memory(task.limits))
    except RecursionError:
        return Reading(
            name, Refusal("too_deep", "文件嵌套过深，无法读取。", "The file is nested too deeply to be read.")
        )
    except Exception as error:  # noqa: BLE001 - one broken file must not end the run over the others
        return Reading(name, _refusal(error))


def _import_what_reading_needs() -> None:
    """Loads the libraries, once in each process, so that their time is not the first file's."""
    import zhengwu.statute.report.checks
    import zhengwu.statute.report.readers.assemble
    import zhengwu.statute.report.readers.files.html  # noqa: F401 - loaded for what it loads


def load(source: Source, seconds: float) -> Report:
    """The report that a source holds; raises Unreadable, FetchError or OSError."""
    from zhengwu.statute.report.readers import Unreadable, read_bytes, read_file

    if source.url:
        from zhengwu.cli.fetch import fetch

        report = read_bytes(fetch(source.url, seconds), source.url)
    else:
        report = read_file(Path(source.path or source.name))
    if not report.parts and all(table.status is TableStatus.MISSING for table in report.tables.values()):
        raise Unreadable(
            "no_report",
            "这个文件里没有找到年度报告的标题、部分或表格。请确认这是政府信息公开工作年度报告。",
            "Neither heading nor table of an annual report was found in it. Make sure that this is such a report.",
        )
    return replace(report, source=source.name)


def _answer(task: Task) -> Reading:
    from zhengwu.statute.report.checks import check
    from zhengwu.statute.report.readers.reasons import REASONS

    report = load(task.source, task.limits.seconds)
    last_year = load(task.last_year, task.limits.seconds) if task.last_year else None
    wants = task.wants
    findings = check(report, last_year=last_year, reasons=REASONS) if wants & _NEED_FINDINGS else ()
    return Reading(
        name=task.source.name,
        agency=report.agency,
        year=report.year,
        format=report.format,
        kind=report.source_kind,
        tables=lines_of(report),
        unread=len(report.unread),
        counts=count(findings),
        paired_with=task.last_year.name if task.last_year else "",
        report=report if Want.REPORT in wants else None,
        findings=findings if Want.FINDINGS in wants else (),
        json=_json(report, findings, wants, task),
        csv=_csv(report) if Want.CSV in wants else b"",
        facts=_facts(report) if Want.FACTS in wants else (),
    )


def count(findings: Sequence[Finding]) -> tuple[int, int, int]:
    """How many errors, warnings and notices there are."""
    grades = [finding.severity for finding in findings]
    return grades.count(Severity.ERROR), grades.count(Severity.WARNING), grades.count(Severity.NOTICE)


def lines_of(report: Report) -> tuple[TableLine, ...]:
    """How far each table of the report's form was read."""
    from zhengwu.statute.report.formats import format_of

    lines = []
    for form in format_of(report.format).tables:
        table = report.table(form.key)
        placed = {key for key, cell in table.cells.items() if cell.kind is not Kind.MISSING}
        expected = form.expected_keys({row for row, _ in placed})
        lines.append(TableLine(form.key, table.status, sum(key in placed for key in expected), len(expected)))
    return tuple(lines)


def failed(task: Task, stuck: bool) -> Reading:
    """The reading of an input that ran out of time, or that took its worker process down."""
    if stuck:
        seconds = f"{task.limits.seconds:g}"
        refusal = Refusal(
            "timeout",
            f"读取超过 {seconds} 秒，已放弃。可用 --timeout 放宽。",
            f"Reading took more than {seconds} seconds and was given up. Allow more with --timeout.",
        )
    else:
        refusal = Refusal(
            "crashed",
            "读取这个文件时工作进程中断，文件可能已损坏或过大。",
            "The worker process ended while it read this file; the file may be damaged or too large.",
        )
    return Reading(task.source.name, refusal)


def _too_much_memory(limits: Limits) -> Refusal:
    size = limits.memory // 2**20
    return Refusal(
        "memory",
        f"读取需要的内存超过 {size} MB，已放弃。可用 --memory 放宽。",
        f"Reading needs more than {size} MB of memory and was given up. Allow more with --memory.",
    )


def _refusal(error: Exception) -> Refusal:
    from zhengwu.cli.fetch import FetchError
    from zhengwu.statute.report.readers.errors import Unreadable

    if isinstance(error, Unreadable):
        return Refusal(error.code, error.sentence, error.gloss)
    if isinstance(error, FetchError):
        return error.refusal
    if isinstance(error, OSError):
        why = error.strerror or type(error).__name__
        return Refusal(
            "no_access",
            f"无法打开文件（{why}）。请检查读取权限。",
            f"The file could not be opened ({why}). Check that you may read it.",
        )
    if os.environ.get("ZHENGWU_DEBUG"):
        traceback.print_exception(error)
    number, name = fault_id(error), type(error).__name__
    return Refusal(
        "defect",
        f"读取时程序出现缺陷（{number}，{name}）。请报告编号，如可能附上文件。",
        f"A defect of this program ended the reading ({number}, {name}). Please report the id and the file.",
    )


def _json(report: Report, findings: Sequence[Finding], wants: frozenset[Want], task: Task) -> str:
    if not wants & {Want.JSON, Want.VERDICT}:
        return ""
    from zhengwu.statute.report.renderers.json import to_dict

    reading = to_dict(report, findings)
    if Want.VERDICT in wants:
        reading = {key: reading[key] for key in VERDICT_KEYS} | {
            "last_year": task.last_year.name if task.last_year else None
        }
    return encoded(reading)


def encoded(value: object) -> str:
    """The same JSON as `renderers.json.dumps` gives, by the encoder in C: five times as fast over many reports."""
    import json
    import re

    from zhengwu.statute.report.renderers.json import dumps

    decimals: list[Decimal] = []

    def mark(number: Decimal) -> str:
        decimals.append(number)
        return _MARK

    text = json.dumps(value, ensure_ascii=False, default=mark)
    if not text.isascii() and re.search("[\ud800-\udfff]", text):
        return dumps(value)  # halves of surrogate pairs, which UTF-8 cannot carry
    if decimals:
        if text.count(f'"{_MARK}"') != len(decimals):
            return dumps(value)
        digits = iter(decimals)
        text = re.sub(f'"{_MARK}"', lambda _: format(next(digits), "f"), text)
    return text


def _csv(report: Report) -> bytes:
    from zhengwu.statute.report.renderers.facts import facts, to_csv

    return to_csv(facts([report]), bom=False, head=False)


def _facts(report: Report) -> "tuple[Fact, ...]":
    from zhengwu.statute.report.renderers.facts import facts

    return tuple(facts([report]))
