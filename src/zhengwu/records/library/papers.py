"""One paper of a library as it is shown: its reading with corrections, its findings, the decisions, its versions."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from zhengwu.records.documents import store
from zhengwu.records.documents.actions import Copy
from zhengwu.records.library import judging, reader, shelves
from zhengwu.records.library.judging import Cell
from zhengwu.records.library.matching import Names, called, plain
from zhengwu.records.library.models import Correction, Decision, Found, Paper, Reading
from zhengwu.records.people.actors import Actor
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.report.compare import Comparison, compare
from zhengwu.statute.report.model import Report, Severity

GRAVE = [one.value for one in Severity]  # gravest first
TYPES = {"pdf": "application/pdf", "text": "text/plain; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A file and how far it is. `may_decide` is about whoever asks."""

    id: int
    holder_id: int
    file: str
    size: int
    sha256: str
    taken_at: datetime
    taken_by: str
    standing: str
    why: Words
    reporter: str
    body_id: int | None
    proposed: str
    matched: str
    year: int | None
    version: int
    newest: bool
    agency: str
    printed_year: int | None
    format: str
    kind: str
    title: str
    published_on: date | None
    placed: int
    expected: int
    open: int
    decided: int
    reader: str
    older: bool
    may_decide: bool


@dataclass(frozen=True, slots=True)
class FoundFacts:
    """A finding with the decision that holds, if any. `changed`: it was decided over other figures."""

    id: int
    paper_id: int
    key: str
    rule: str
    severity: str
    cause: str
    basis: str
    said: Words
    cells: tuple[str, ...]
    expected: str
    found: str
    place: str
    verdict: str
    changed: bool
    open: bool
    decision: "DecisionFacts | None" = None


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What somebody decided about a finding."""

    id: int
    key: str
    rule: str
    verdict: str
    note: str
    said: Words
    expected: str
    found: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """The right value of a cell: what had been read, what is read now, whether that agrees (None: as it was)."""

    cell: CellKey
    value: Decimal
    read: str
    now: str
    agrees: bool | None
    why: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Copies:
    """Another version of the same report, or another reading of the same file."""

    id: int
    label: str
    at: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that the page of a paper shows. `gone` are decisions whose finding is not found any more."""

    facts: PaperFacts
    report: Report | None
    found: tuple[FoundFacts, ...]
    gone: tuple[DecisionFacts, ...]
    corrections: tuple[CorrectionFacts, ...]
    versions: tuple[Copies, ...]
    readings: tuple[Copies, ...]


def facts(actor: Actor, paper_id: int) -> PaperFacts:
    """One paper. One statement. Trouble: missing."""
    return _facts(actor, shelves.paper_of(actor, paper_id))


def _facts(actor: Actor, one: Paper) -> PaperFacts:
    reporter = one.reporter
    return PaperFacts(
        one.pk, one.holder_id, one.name, one.file.size, one.file.sha256, one.taken_at, one.taken_by, one.standing,
        Words(one.zh, one.en), reporter.name if reporter else "", reporter.body_id if reporter else None, one.proposed,
        one.matched, one.year, one.version, one.newest, one.agency, one.printed_year, one.format, one.kind, one.title,
        one.published_on, one.placed, one.expected, one.open, one.decided, one.reader,
        bool(one.reader) and one.reader != reader.version(),
        actor.may(shelves.DECIDE, one.holder_id, one.holder.path),
    )  # fmt: skip


def whole(actor: Actor, paper_id: int) -> Whole:
    """A paper with all that is known about it. Seven statements at most. Trouble: missing."""
    paper = shelves.paper_of(actor, paper_id)
    told = _facts(actor, paper)
    if paper.reading_id is None:
        return Whole(told, None, (), (), (), (), ())
    report, raw, known = judging.report_of(paper)
    held = judging.decisions(paper.reporter_id, paper.year)
    rows = sorted(Found.objects.filter(paper=paper), key=lambda one: (GRAVE.index(one.severity), one.pk))
    found = tuple(_found(one, held) for one in rows)
    keys = {one.key for one in found}
    gone = tuple(_decision(one) for key, one in held.items() if key not in keys)
    corrections = tuple(_correction(raw, cell, one) for cell, one in known.items())
    return Whole(told, report, found, gone, corrections, _versions(paper), _readings(paper))


def _found(one: Found, held: dict[str, Decision]) -> FoundFacts:
    decision = held.get(one.key)
    return FoundFacts(
        one.pk, one.paper_id, one.key, one.rule, one.severity, one.cause, one.basis, Words(one.sentence, one.gloss),
        tuple(one.cells), one.expected, one.found, one.place, one.verdict, one.changed, one.open,
        _decision(decision) if decision else None,
    )  # fmt: skip


def _decision(one: Decision) -> DecisionFacts:
    return DecisionFacts(
        one.pk, one.key, one.rule, one.verdict, one.note, Words(one.sentence, one.gloss), one.expected, one.found,
        one.by, one.at,
    )  # fmt: skip


def _correction(raw: Report, cell: Cell, one: Correction) -> CorrectionFacts:
    now = judging.read_as(raw, cell)
    agrees = None if now == one.read else now == judging.plain(one.value)
    return CorrectionFacts(CellKey(*cell), one.value, one.read, now, agrees, one.why, one.by, one.at)


def _versions(paper: Paper) -> tuple[Copies, ...]:
    if paper.reporter_id is None or paper.year is None:
        return ()
    same = Paper.objects.filter(holder_id=paper.holder_id, reporter_id=paper.reporter_id, year=paper.year)
    rows = same.order_by("version").values_list("id", "version", "taken_at")
    return tuple(Copies(pk, str(version), at, pk == paper.pk) for pk, version, at in rows)


def _readings(paper: Paper) -> tuple[Copies, ...]:
    rows = Reading.objects.filter(paper=paper).order_by("at", "id").values_list("id", "reader", "at")
    return tuple(Copies(pk, version, at, pk == paper.reading_id) for pk, version, at in rows)


def finding(actor: Actor, found_id: int) -> tuple[PaperFacts, FoundFacts, tuple[DecisionFacts, ...]]:
    """A finding, its paper, and all that was decided about it, the newest first. Trouble: missing."""
    row = Found.objects.filter(pk=found_id).first()
    if row is None:
        raise missing(Words("这项发现", "finding"), where="found_id")
    paper = shelves.paper_of(actor, row.paper_id)
    past: list[Decision] = []
    if paper.reporter_id and paper.year:
        same = Decision.objects.filter(reporter_id=paper.reporter_id, year=paper.year, key=row.key)
        past = list(same.order_by("-id")[:20])
    held = {row.key: past[0]} if past and past[0].verdict else {}
    return _facts(actor, paper), _found(row, held), tuple(_decision(one) for one in past)


def cell(actor: Actor, paper_id: int, key: CellKey) -> tuple[PaperFacts, Report, Report, tuple[Correction, ...]]:
    """A paper with and without corrections, and every correction of one cell, the newest first. Trouble: missing."""
    paper = shelves.paper_of(actor, paper_id)
    if paper.reading_id is None:
        raise missing(Words("这一格", "cell"), where="cell")
    report, raw, _ = judging.report_of(paper)
    past = Correction.objects.filter(paper=paper, table=key.table, row=key.row, column=key.column).order_by("-id")[:20]
    return _facts(actor, paper), report, raw, tuple(past)


def original(actor: Actor, paper_id: int) -> tuple[Copy, bool]:
    """The file as it came, and whether a browser may show it: text and PDF alone. Trouble: missing, conflict (gone)."""
    paper = shelves.paper_of(actor, paper_id)
    content = store.content_of(paper.file)
    media = TYPES.get(paper.kind, "application/octet-stream")
    return Copy(content, media, store.plain_name(paper.name)), paper.kind in TYPES


def compared(actor: Actor, paper_id: int, other: int, *, readings: bool) -> tuple[PaperFacts, Comparison]:
    """What changed from another reading of the file, or another version of the report, to this. Trouble: missing."""
    paper = shelves.paper_of(actor, paper_id)
    if paper.reading_id is None:
        raise missing(Words("读取结果", "reading"), where="paper_id")
    now = judging.raw_report(paper.reading_id) if readings else judging.report_of(paper)[0]
    if readings:
        if not Reading.objects.filter(pk=other, paper=paper).exists():
            raise missing(Words("这次读取", "reading"), where="other")
        before = judging.raw_report(other)
    else:
        copy = shelves.paper_of(actor, other)
        if copy.reading_id is None or (copy.reporter_id, copy.year) != (paper.reporter_id, paper.year):
            raise missing(Words("这个版本", "version"), where="other")
        before = judging.report_of(copy)[0]
    return _facts(actor, paper), compare(before, now)


def proposals(actor: Actor, paper_id: int) -> tuple[PaperFacts, tuple[str, ...], str]:
    """A paper, the names of bodies that it may be of, the most alike first, and by what it is remembered.

    Trouble: missing.
    """
    paper = shelves.paper_of(actor, paper_id)
    names = Names.of(paper.holder_id)
    alike = names.alike(paper.agency or called(paper.name))
    told = [name for name in (paper.reporter.name if paper.reporter else "", paper.proposed, *alike) if name]
    return _facts(actor, paper), tuple(dict.fromkeys(told))[:6], plain(paper.agency) or called(paper.name)
