"""Every check that a report must pass before it is signed: on its figures, on its documents, on what is read back.

The rules are those that read anybody's report (`zhengwu.statute.report.checks`). What is added here only the records
can know: figures that nobody gave, matters without a cell, last year's signed report, and whether a document still
says what the report says.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from zhengwu.records.reports.drafting import Draft, digest_of
from zhengwu.statute.report.checks import check
from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.model import Cause, CellRef, Finding, Report, Severity
from zhengwu.statute.report.readers import Unreadable, read_bytes
from zhengwu.statute.report.renderers import KINDS, RenderError, render

ISSUED = ("html", "docx", "pdf", "xlsx", "json")  # the kinds in which a report is published
_BASIS = "条例第五十条；国办公开办函〔2021〕30号：数据应当准确、完整"


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding as it is kept. `id` stays the same as long as the finding says the same; a reason names it."""

    id: str
    rule: str
    severity: str
    cause: str
    basis: str
    sentence: str
    gloss: str
    cells: tuple[str, ...]
    expected: str
    found: str

    @property
    def blocks(self) -> bool:
        """Whether the report is not to be signed with it, unless somebody says why."""
        return self.severity == Severity.ERROR.value


@dataclass(frozen=True, slots=True)
class Issued:
    """A report as documents by kind, and what reading them back found."""

    documents: Mapping[str, bytes]
    findings: tuple[Checked, ...]


def kept(findings: Iterable[Finding]) -> tuple[Checked, ...]:
    """Findings as they are kept, gravest first."""
    order = {severity: number for number, severity in enumerate(Severity)}
    return tuple(_kept(finding) for finding in sorted(findings, key=lambda one: order[one.severity]))


def _kept(finding: Finding) -> Checked:
    cells = tuple(f"{ref.table}.{ref.row}.{ref.column}" for ref in finding.cells)
    told = "|".join((finding.rule, finding.severity.value, finding.sentence, *cells))
    number = hashlib.sha256(told.encode()).hexdigest()[:10]
    return Checked(
        f"{finding.rule}-{number}", finding.rule, finding.severity.value, finding.cause.value, finding.basis,
        finding.sentence, finding.gloss, cells, finding.expected, finding.found,
    )  # fmt: skip


def plain(findings: Iterable[Checked]) -> list[dict[str, Any]]:
    """Findings as plain values, to be stored."""
    return [asdict(finding) for finding in findings]


def wrong(findings: Iterable[Checked]) -> int:
    """How many of them stand against signing."""
    return sum(one.blocks for one in findings)


def stored(findings: Iterable[Mapping[str, Any]]) -> tuple[Checked, ...]:
    """Findings that were stored."""
    return tuple(Checked(**{**finding, "cells": tuple(finding["cells"])}) for finding in findings)


def judged(draft: Draft, last: Report | None, local_due_on: date | None) -> tuple[Checked, ...]:
    """What the rules and the records say about a draft; `last` is the same body's signed report of the year before."""
    report = draft.report
    if last is not None:
        last = replace(last, agency=report.agency)  # it is the same body, whatever it was called
    findings = [one for one in check(report, last_year=last, local_due_on=local_due_on) if one.rule != "UNREAD"]
    return kept([*findings, *_own(draft, last)])


def _own(draft: Draft, last: Report | None) -> Iterator[Finding]:
    gaps = [one.cell for one in draft.cells if one.value is None]
    if gaps:
        rows = dict.fromkeys(_named(draft, cell.table, cell.row, cell.column) for cell in gaps)
        yield _finding(
            "FIGURE-MISSING",
            f"有{len(gaps)}格还没有数据：{'、'.join(rows)}。",
            f"{len(gaps)} cells have no figure yet.",
            cells=[CellRef(*cell) for cell in gaps],
        )
    for name in draft.unknown:
        zh, en = f"正文中的数据项“{name}”还没有数据。", f"The text names {name}, which has no figure yet."
        yield _finding("TEXT-GAP", zh, en)
    for group in draft.unplaced:
        yield _finding(
            "COUNT-UNPLACED",
            f"有{group.number}件没有可计入的格（{group.procedure}，类别“{group.counted_class}”，结果“{group.outcome}”）。",
            f"{group.number} matters have no cell: {group.procedure}, class {group.counted_class!r}, "
            f"outcome {group.outcome!r}.",
        )
    if last is None:
        zh = "系统中没有上一年度已签发的报告，上年结转数量没有比对；可以导入上一年度报告后再校验。"
        en = "No signed report of the year before is on file: what was carried in was not compared. Import it."
        yield _finding("ROLL-UNKNOWN", zh, en, Severity.WARNING, Cause.UNREAD)
    whole = draft.territory
    if whole is not None and whole.aggregate.draft:
        absent = "、".join(whole.aggregate.missing)
        zh = f"汇总不完整，只是草稿；未报送：{absent or '无'}。"
        yield _finding("SUM-INCOMPLETE", zh, f"The sum is a draft; not filed: {absent or 'none'}.")
    for key in ("overview", "problems"):
        if key not in draft.own_words:
            title = next(part.title for part in draft.form.parts if part.key == key)
            zh, en = f"“{title}”仍是系统生成的文字，请核对补充。", f"Part {key} is still the text made here."
            yield _finding("TEXT-START", zh, en, Severity.NOTICE, Cause.UNSURE)


def _named(draft: Draft, table: str, row: str, column: str) -> str:
    found = draft.form.table(table).find(row)
    told = next((one.label for one in found[0].columns if one.key == column), column) if found else column
    return f"{found[1].label if found else row}·{told}"


def _finding(
    rule: str,
    zh: str,
    en: str,
    severity: Severity = Severity.ERROR,
    cause: Cause = Cause.REPORT,
    cells: Iterable[CellRef] = (),
) -> Finding:
    return Finding(rule, severity, cause, _BASIS, zh, en, tuple(cells))


REMEMBERED = 4  # signing mostly follows checking, with the same report
_issued: dict[tuple[str, frozenset[str]], Issued] = {}


def issue(report: Report, *, known: Iterable[Checked] = ()) -> Issued:
    """Writes the report in every kind, reads each document back and compares. `known` findings are not told again.

    The last few answers are remembered: the same report gives the same documents.
    """
    rules = frozenset(one.rule for one in known)
    key = (digest_of(report), rules)
    found = _issued.pop(key, None) or _issue(report, rules)
    _issued[key] = found
    for old in list(_issued)[:-REMEMBERED]:
        _issued.pop(old, None)
    return found


def forget() -> None:
    """Forgets what was issued: the next answer is made anew."""
    _issued.clear()


def _issue(report: Report, known: frozenset[str]) -> Issued:
    documents: dict[str, bytes] = {}
    findings: list[Finding] = []
    for kind in ISSUED:
        try:
            documents[kind] = render(report, kind)
        except RenderError as error:
            findings.append(_finding("RENDER", f"不能生成{kind}：{error.sentence}", f"No {kind}: {error.gloss}"))
            continue
        findings += _read_back(report, kind, documents[kind], known)
    return Issued(documents, kept(findings))


def _read_back(report: Report, kind: str, content: bytes, known: frozenset[str]) -> Iterator[Finding]:
    try:
        read = read_bytes(content, f"report{KINDS[kind]}")
    except Unreadable as error:
        yield _finding("READ-BACK", f"{kind}文件读不回来：{error.sentence}", f"{kind} cannot be read: {error.gloss}")
        return
    wrong = _differences(report, read)
    if wrong:
        listed = "、".join(wrong[:10])
        zh = f"{kind}文件读回后有{len(wrong)}处与报告不一致：{listed}。"
        yield _finding("READ-BACK", zh, f"{kind} read back differs in {len(wrong)} places: {listed}.")
    for finding in check(read):
        if finding.severity is Severity.ERROR and finding.rule not in known:
            yield replace(finding, sentence=f"（{kind}文件）{finding.sentence}", gloss=f"({kind}) {finding.gloss}")


def _differences(report: Report, read: Report) -> list[str]:
    """The places in which what was read does not say what the report says: cells, year, body and texts."""
    words = [read.title, read.preface, *(f"{part.heading}{part.text}" for part in read.parts.values())]
    everything = _solid("".join((read.agency or "", *words)))
    found = [name for name in ("year", "format") if getattr(read, name) != getattr(report, name)]
    found += [] if _solid(report.agency or "") in everything else ["agency"]
    form = format_of(report.format)
    for table in form.tables:
        for row, column in table.keys:
            if read.cell(table.key, row, column).value != report.cell(table.key, row, column).value:
                found.append(f"{table.key}.{row}.{column}")
    found += [key for key, part in report.parts.items() if _solid(part.text) not in everything]
    return found


def _solid(text: str) -> str:
    return "".join(text.split())
