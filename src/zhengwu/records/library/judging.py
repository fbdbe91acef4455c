"""What is found in a paper, beside what people decided about it: made anew with each reading and each correction.

A decision finds its finding again by body, year, rule and what it is about. One that was made over other figures holds
on, and is shown to be looked at again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import Count, Q

from zhengwu.records import rows
from zhengwu.records.library import reader
from zhengwu.records.library.models import (
    DONE,
    OPEN,
    READING,
    UNMATCHED,
    UNREADABLE,
    WAITING,
    Amount,
    Correction,
    Decision,
    Found,
    Paper,
    Reading,
)
from zhengwu.records.library.reader import Said, Stated
from zhengwu.records.troubles import Words
from zhengwu.statute.report.checks import check
from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.model import Cause, Number, Report, Severity
from zhengwu.statute.report.readers.reasons import REASONS

CORRECTED = "CORRECTED"
STILL = "todo"  # decided to be looked at once more: it counts as open
REMEMBERED = 64  # reports
_unpacked: dict[str, Report] = {}
Cell = tuple[str, str, str]


def raw_report(reading_id: int) -> Report:
    """What a reading says, as it was read. The last few are remembered by their sums; then one statement, else two."""
    sum_ = Reading.objects.values_list("sum", flat=True).get(pk=reading_id)
    found = _unpacked.get(sum_)
    if found is None:
        content = Reading.objects.values_list("content", flat=True).get(pk=reading_id)
        found = _unpacked[sum_] = reader.unpacked(bytes(content))
        while len(_unpacked) > REMEMBERED:
            del _unpacked[next(iter(_unpacked))]
    return found


def corrections(paper_id: int) -> dict[Cell, Correction]:
    """The corrections of a paper that hold, by cell. One statement."""
    found = {
        (one.table, one.row, one.column): one for one in Correction.objects.filter(paper_id=paper_id).order_by("id")
    }
    return {cell: one for cell, one in found.items() if not one.taken_back}


def report_of(paper: Paper) -> tuple[Report, Report, dict[Cell, Correction]]:
    """The newest reading of a paper, with its corrections and without, and these."""
    raw = raw_report(paper.reading_id or 0)
    known = corrections(paper.pk)
    whole = reader.corrected(raw, ((cell, one.value) for cell, one in known.items())) if known else raw
    return whole, raw, known


def last_year(paper: Paper) -> Paper | None:
    """The newest report of the same body on the year before."""
    if not paper.reporter_id or not paper.year:
        return None
    found = Paper.objects.filter(
        holder_id=paper.holder_id, reporter_id=paper.reporter_id, year=paper.year - 1, newest=True
    )
    return found.exclude(reading=None).first()


def judge(paper: Paper) -> None:
    """Checks a paper anew: its newest reading with what was corrected, beside the report of the year before."""
    whole, raw, known = report_of(paper)
    before = last_year(paper)
    last = None
    if before is not None:
        last = replace(report_of(before)[0], agency=whole.agency, year=before.year)  # matched: it is the same body
    whole = replace(whole, year=whole.year or paper.year)
    findings = reader.said(check(whole, last_year=last, reasons=REASONS))
    flags = tuple(flag for cell, one in known.items() if (flag := _flag(raw, cell, one)))
    paper.against_id = before.reading_id if before else None
    lay(paper, (*flags, *findings), tuple(reader.amounts(whole)), {".".join(cell) for cell in known})


def _flag(raw: Report, cell: Cell, one: Correction) -> Said | None:
    """What a later reading says of a correction: that it agrees by now, or that it says something else again."""
    now = read_as(raw, cell)
    if now == one.read:
        return None
    agrees = now == plain(one.value)
    zh = f"更正值{plain(one.value)}（原读为{one.read or '空'}），现在读为{now or '空'}。"
    en = f"Corrected to {plain(one.value)} (read as {one.read or 'nothing'} then), now read as {now or 'nothing'}."
    severity = Severity.NOTICE if agrees else Severity.WARNING
    tail = Words("新的读取结果与更正一致。", " The new reading agrees.") if agrees else Words(
        "新的读取结果与更正不一致，请核对原件。", " The new reading disagrees: see the original."
    )  # fmt: skip
    name = ".".join(cell)
    return Said(
        f"{CORRECTED}:{name}", CORRECTED, severity.value, Cause.UNSURE.value, "", zh + tail.zh, en + tail.en, (name,),
        plain(one.value), now, "",
    )  # fmt: skip


def read_as(report: Report, cell: Cell) -> str:
    """A cell of a reading in words: its number, or what was printed."""
    found = report.cell(*cell)
    value = reader.number(report, cell)
    return plain(value) if value is not None else found.raw.strip()[:60]


def plain(value: Number) -> str:
    """A number without the noughts behind its point."""
    return (
        f"{int(value)}"
        if value == int(value)
        else f"{value.normalize():f}"
        if not isinstance(value, int)
        else f"{value}"
    )


def lay(
    paper: Paper,
    findings: Sequence[Said],
    amounts: Sequence[Stated],
    corrected: Iterable[str] = (),
    *,
    first: bool = False,
) -> None:
    """Puts down what was found and what is stated, each finding beside the decision that holds; and counts.

    `first`: it is the first reading of the paper, nothing is there yet.
    """
    decided = decisions(paper.reporter_id, paper.year) if findings else {}
    old = {} if first else {one.key: one for one in Found.objects.filter(paper_id=paper.pk)}
    kept = {one.key for one in findings}
    gone = [one.pk for key, one in old.items() if key not in kept]
    if gone:
        Found.objects.filter(pk__in=gone).delete()
    fresh: list[Found] = []
    moved: list[Found] = []
    for one in findings:
        row = old.get(one.key) or Found(paper_id=paper.pk, holder_id=paper.holder_id, key=one.key)
        _fill(row, one, decided.get(one.key), counts=paper.newest)
        (moved if row.pk else fresh).append(row)
    if fresh:
        rows.lay(Found, fresh)
    if moved:
        Found.objects.bulk_update(moved, FIELDS)
    both = (*fresh, *moved)
    paper.errors = sum(one.severity == Severity.ERROR.value for one in both)
    paper.open = sum(one.open for one in both)
    paper.decided = sum(bool(one.verdict) and not one.open for one in both)
    paper.standing = standing(paper)
    if not first:
        Amount.objects.filter(paper_id=paper.pk).delete()
    _lay_amounts(paper, amounts, frozenset(corrected))


FIELDS = (
    "rule", "severity", "cause", "basis", "sentence", "gloss", "cells", "expected", "found", "place", "verdict",
    "changed", "open",
)  # fmt: skip


def _fill(row: Found, one: Said, decision: Decision | None, *, counts: bool) -> None:
    for name in ("rule", "severity", "cause", "basis", "sentence", "gloss", "expected", "found", "place"):
        setattr(row, name, getattr(one, name))
    row.cells = list(one.cells)
    judged(row, decision, counts=counts)


def judged(row: Found, decision: Decision | None, *, counts: bool) -> None:
    """Notes the decision that holds about a finding. Only findings of the newest version count as open."""
    row.verdict = decision.verdict if decision else ""
    row.changed = bool(
        decision and decision.verdict and (decision.expected, decision.found) != (row.expected, row.found)
    )
    row.open = counts and (row.verdict in ("", STILL) or row.changed)


def standing(paper: Paper) -> str:
    """What is to be done with a paper."""
    if paper.state in (WAITING, READING):
        return WAITING
    if paper.reading_id is None:
        return UNREADABLE
    if paper.reporter_id is None or paper.year is None:
        return UNMATCHED
    return OPEN if paper.open else DONE


JUDGED = ("errors", "open", "decided", "against", "standing")  # the columns that a judgement writes


def _lay_amounts(paper: Paper, amounts: Sequence[Stated], corrected: frozenset[str]) -> None:
    if paper.newest and paper.year:
        made = [
            Amount(
                holder_id=paper.holder_id, paper_id=paper.pk, year=paper.year, cell=one.cell, value=one.value,
                corrected=one.cell in corrected,
            )
            for one in amounts
        ]  # fmt: skip
        rows.lay(Amount, made)


def decisions(reporter_id: int | None, year: int | None) -> dict[str, Decision]:
    """The decisions that hold about a body's report on a year, by key. One statement, none where there is no body."""
    if reporter_id is None or year is None:
        return {}
    found = {one.key: one for one in Decision.objects.filter(reporter_id=reporter_id, year=year).order_by("id")}
    return {key: one for key, one in found.items() if one.verdict}


def renumber(holder_id: int, reporter_id: int, year: int) -> list[Paper]:
    """Numbers the versions of a body's report on a year anew; gives those whose place as the newest one changed.

    By their dates of publication where all have one, else in the order in which they came.
    """
    found = list(Paper.objects.filter(holder_id=holder_id, reporter_id=reporter_id, year=year).order_by("id"))
    if all(one.published_on for one in found):
        found.sort(key=lambda one: (one.published_on, one.pk))
    moved = []
    for number, one in enumerate(found, 1):
        newest = number == len(found)
        if one.newest != newest:
            moved.append(one)
        if (one.version, one.newest) != (number, newest):
            one.version, one.newest = number, newest
            Paper.objects.filter(pk=one.pk).update(version=number, newest=newest)
    return moved


def recount(paper_id: int) -> None:
    """Counts the findings of a paper again."""
    told = Found.objects.filter(paper_id=paper_id).aggregate(
        still=Count("id", filter=Q(open=True)), settled=Count("id", filter=Q(open=False) & ~Q(verdict=""))
    )
    stands = OPEN if told["still"] else DONE
    Paper.objects.filter(pk=paper_id).update(open=told["still"], decided=told["settled"], standing=stands)


def label(cell: str, form: str) -> Words:
    """A cell in words: its row and its column."""
    table, row, column = cell.split(".")
    known = format_of(form)
    found = known.table(table).find(row) if known.has(table) else None
    if not found:
        return Words(row, row)
    head = next((one for one in found[0].columns if one.key == column), None)
    zh, en = (head.label, head.gloss) if head else (column, column)
    return Words(f"{found[1].label} · {zh}", f"{found[1].gloss} · {en}")
