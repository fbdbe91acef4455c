"""What people decide in a library: about a finding, about one cell, about whose report a file is.

Nothing is deleted: a later decision holds over an earlier one, and taking one back is a decision too.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.library import judging, shelves
from zhengwu.records.library.judging import Cell
from zhengwu.records.library.matching import called, plain, remember
from zhengwu.records.library.models import VERDICTS, Correction, Decision, Found, Paper, Reporter
from zhengwu.records.library.taking import place
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words, conflict, invalid, missing
from zhengwu.statute.report.formats import format_for_year, format_of

FINDING = Words("这项发现", "finding")
CELL = Words("这一格", "cell")
KNOWN = tuple(key for key, _ in VERDICTS)
LARGEST = Decimal(10) ** 13


@dataclass(frozen=True, slots=True)
class Deciding:
    """What is said about a finding. With `reader`, `value` is the right one of `cell` ("table.row.column")."""

    verdict: str
    note: str = ""
    cell: str = ""
    value: str = ""


def decide(found_id: int, said: Deciding, *, by: Actor, at: datetime) -> None:
    """Decides about a finding. Trouble: missing, forbidden, conflict (no body yet), invalid (verdict, note, value)."""
    with transaction.atomic():
        paper, row = _finding(found_id, by)
        if paper.reporter is None or paper.year is None:
            raise conflict(
                "no_body", "请先确定这是哪个机关、哪一年的报告。", "First say whose report this is, on which year."
            )
        if said.verdict not in KNOWN:
            raise invalid("verdict", "请选择怎样处理。", "Choose what is to be done.", where="verdict")
        if said.verdict != judging.STILL and not said.note.strip():
            raise invalid("note", "请写明理由。", "Say why.", where="note")
        cells = row.cells
        if said.verdict == "reader" and cells:
            cell = said.cell if said.cell in cells else cells[0] if len(cells) == 1 else ""
            if not cell:
                raise invalid("cell", "请选择读错的是哪一格。", "Choose the cell that was read wrongly.", where="cell")
            _put(paper, _key(cell), said.value, said.note, by, at)
        _note(paper, row, said, by, at)
        _judged(paper)
        record(_deed("library.decided", paper, f"{row.rule}: {said.verdict}"), by=by, at=at)


def take_back(decision_id: int, *, by: Actor, at: datetime) -> int:
    """Takes a decision back: the finding is open again; a correction that came with it stays. Gives the paper's id.

    Trouble: missing, forbidden, conflict (another one holds by now).
    """
    with transaction.atomic():
        row = Decision.objects.filter(pk=decision_id).first()
        if row is None:
            raise missing(Words("这项处理", "decision"), where="decision_id")
        paper = shelves.paper_of(by, row.paper_id, deciding=True)
        latest = Decision.objects.filter(reporter_id=row.reporter_id, year=row.year, key=row.key).latest("id")
        if latest.pk != row.pk or not row.verdict:
            raise conflict("not_latest", "这项处理已被更新。", "Another decision holds by now.")
        row.pk, row.verdict, row.note, row.by, row.at = None, "", "", by.name[:60], at
        row.save(force_insert=True)
        for other in _newest(row.holder_id, row.reporter_id, row.year):
            _refresh(other, row.key)
        shelves.changed(row.holder_id)
        record(_deed("library.taken_back", paper, row.rule), by=by, at=at)
    return paper.pk


def correct(paper_id: int, cell: str, value: str, why: str, *, by: Actor, at: datetime) -> None:
    """Gives the right value of one cell. Trouble: missing, forbidden, invalid (cell, value, no reason)."""
    with transaction.atomic():
        paper = shelves.paper_of(by, paper_id, deciding=True)
        if not why.strip():
            raise invalid("why", "请写明理由。", "Say why.", where="why")
        _put(paper, _key(cell), value, why, by, at)
        _judged(paper)
        record(_deed("library.corrected", paper, cell), by=by, at=at)


def uncorrect(paper_id: int, cell: str, *, by: Actor, at: datetime) -> None:
    """Takes a correction back: the cell is as it was read. Trouble: missing, forbidden."""
    with transaction.atomic():
        paper = shelves.paper_of(by, paper_id, deciding=True)
        row = judging.corrections(paper.pk).get(_key(cell))
        if row is None:
            raise missing(Words("这项更正", "correction"), where="cell")
        row.pk, row.taken_back, row.by, row.at = None, True, by.name[:60], at
        row.save(force_insert=True)
        _judged(paper)
        record(_deed("library.uncorrected", paper, cell), by=by, at=at)


def match(paper_id: int, name: str, year: int, *, by: Actor, at: datetime) -> None:
    """Says whose report a file is, and on which year; remembered for the next file of that name.

    What was decided about its findings goes with it. Trouble: missing, forbidden, invalid (no name, no such year).
    """
    name = " ".join(name.split())[:100]
    if not name:
        raise invalid("name", "请写明机关名称。", "Name the body.", where="name")
    if format_for_year(year) is None:
        raise invalid("year", "没有这一年度的报告格式，请核对年度。", "There is no form for that year.", where="year")
    with transaction.atomic():
        paper = shelves.paper_of(by, paper_id, deciding=True)
        body = Body.objects.filter(name=name).values_list("id", flat=True).first()
        reporter, _ = Reporter.objects.get_or_create(holder_id=paper.holder_id, name=name, defaults={"body_id": body})
        was = (paper.reporter_id, paper.year)
        paper.reporter, paper.year, paper.matched, paper.proposed = reporter, year, "person", ""
        place(paper, was)
        paper.save()
        _move(paper, was)
        _judged(paper)
        remember(paper.holder_id, [plain(paper.agency) or called(paper.name)], reporter.pk, by=by.name, at=at)
        record(_deed("library.matched", paper, f"{name} {year}"), by=by, at=at)


def _finding(found_id: int, by: Actor) -> tuple[Paper, Found]:
    row = Found.objects.filter(pk=found_id).first()
    if row is None:
        raise missing(FINDING, where="found_id")
    return shelves.paper_of(by, row.paper_id, deciding=True), row


def _key(cell: str) -> Cell:
    names = cell.split(".")
    if len(names) != 3:
        raise missing(CELL, where="cell")
    return names[0], names[1], names[2]


def _put(paper: Paper, cell: Cell, value: str, why: str, by: Actor, at: datetime) -> None:
    """Puts a correction down, with what had been read."""
    form = format_of(paper.format) if paper.format else None
    if (
        form is None
        or paper.reading_id is None
        or not form.has(cell[0])
        or cell[1:] not in form.table(cell[0]).all_keys
    ):
        raise missing(CELL, where="cell")
    read = judging.read_as(judging.raw_report(paper.reading_id), cell)
    row = Correction(paper=paper, holder_id=paper.holder_id, table=cell[0], row=cell[1], column=cell[2], at=at)
    row.value, row.read, row.why, row.by = _number(value), read, why.strip()[:500], by.name[:60]
    row.save(force_insert=True)


def _number(text: str) -> Decimal:
    plain_text = text.strip().replace(",", "").replace("，", "").replace(" ", "")
    try:
        value = Decimal(plain_text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not -LARGEST < value < LARGEST:
        raise invalid("value", "请填写数字。", "Enter a number.", where="value")
    return round(value, 6)


def _note(paper: Paper, row: Found, said: Deciding, by: Actor, at: datetime) -> None:
    Decision.objects.create(
        holder_id=paper.holder_id, reporter_id=paper.reporter_id or 0, year=paper.year or 0, paper=paper, key=row.key,
        rule=row.rule, verdict=said.verdict, note=said.note.strip()[:500], sentence=row.sentence, gloss=row.gloss,
        expected=row.expected, found=row.found, by=by.name[:60], at=at,
    )  # fmt: skip


def _judged(paper: Paper) -> None:
    """Judges a paper anew, and the report of the year after it, which is compared with it."""
    following: list[Paper] = []
    if paper.reporter_id and paper.year and paper.newest:
        following = _newest(paper.holder_id, paper.reporter_id, paper.year + 1)
    for one in (paper, *following):
        if one.reading_id:
            judging.judge(one)
            one.save(update_fields=judging.JUDGED)
    shelves.changed(paper.holder_id)


def _newest(holder_id: int, reporter_id: int, year: int) -> list[Paper]:
    return list(Paper.objects.filter(holder_id=holder_id, reporter_id=reporter_id, year=year, newest=True))


def _refresh(paper: Paper, key: str) -> None:
    """Notes what holds now about one finding of a paper."""
    row = Found.objects.filter(paper=paper, key=key).first()
    if row is not None:
        held = judging.decisions(paper.reporter_id, paper.year).get(key)
        judging.judged(row, held, counts=paper.newest)
        row.save(update_fields=["verdict", "changed", "open"])
    judging.recount(paper.pk)


def _move(paper: Paper, was: tuple[int | None, int | None]) -> None:
    """Takes what was decided in this paper along to its right body and year."""
    if was[0] and was[1] and was != (paper.reporter_id, paper.year):
        mine = Decision.objects.filter(paper=paper, reporter_id=was[0], year=was[1])
        mine.update(reporter_id=paper.reporter_id, year=paper.year)


def _deed(action: str, paper: Paper, told: str) -> Deed:
    return Deed(action, paper.holder_id, "library", str(paper.pk), told)
