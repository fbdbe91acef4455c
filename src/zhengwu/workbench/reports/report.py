"""The report desk: the form in the middle, the findings on the left, the text with its live figures on the right."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpResponse
from markupsafe import Markup

from zhengwu.records.documents.actions import Copy
from zhengwu.records.reports import queries
from zhengwu.records.reports.checking import wrong
from zhengwu.records.reports.desk import Deadline, Desk, Piece, on_desk
from zhengwu.records.reports.drafting import form_for
from zhengwu.records.reports.queries import ReportFacts
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.statute.calendar import Line
from zhengwu.statute.report.formats import format_of
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.environment import environment
from zhengwu.ui.looks import look_of
from zhengwu.ui.pages import show
from zhengwu.ui.parts.dates import Reasoned, left_until
from zhengwu.ui.parts.statutory import StatutoryTable
from zhengwu.visits import Asked
from zhengwu.workbench.downloads import sent
from zhengwu.workbench.reports.heads import Deed, Head, deeds, head_of
from zhengwu.workbench.reports.notes import Means, Note, notes_of
from zhengwu.workbench.reports.tables import tables_of

TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
REMEMBERED = 128  # desks laid out
_laid: "OrderedDict[tuple[object, ...], Markup]" = OrderedDict()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a part: its stretches, the figures by themselves where they are live."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part of the text as it stands beside the form."""

    key: str
    heading: str
    paragraphs: tuple[Paragraph, ...]
    own_words: bool


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The three columns. They depend on the report, on what one may do with it and on the language, nothing else."""

    base: str
    facts: ReportFacts
    notes: tuple[Note, ...]
    blocking: int
    checked: bool
    tables: tuple[StatutoryTable, ...]
    parts: tuple[PartShown, ...]
    may_write: bool


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report on the desk. `columns` are the three columns, ready; `old` where a later version is there."""

    head: Head
    status: str
    facts: ReportFacts
    deadline: Reasoned
    deeds: tuple[Deed, ...]
    columns: Markup
    old: bool
    before: str
    documents: tuple[str, ...]


@staff
def one(request: Asked, body_id: int, year: int) -> HttpResponse:
    """The report; the version asked for, or the newest."""
    version = request.GET.get("version", "")
    number = int(version) if version.isdecimal() and len(version) < 6 else None
    head = head_of(request.actor, body_id, year)
    desk = on_desk(request.actor, body_id, year, version=number)
    facts = desk.facts
    newest = facts.versions[-1] if facts.versions else None
    page = ReportPage(
        head,
        facts.about.status if facts.about else "",
        facts,
        reasoned(desk.deadline, year, facts, request.on),
        deeds(request.actor, head.body, year, facts.versions, request.on),
        columns(look_of(request).lang, head, desk),
        facts.about is not None and facts.about != newest,
        desk.before_status,
        tuple(dict.fromkeys(one.kind for one in facts.documents)),
    )
    return show(request, "workbench/reports/report.html", page)


def reasoned(due: Deadline, year: int, facts: ReportFacts, on: date) -> Reasoned:
    """The last day to publish, with the article; days are counted until it is published."""
    lines = [Line("limit", *_both("reporting.due.law", who=due.who, year=year + 1, day=due.by_law), due.basis)]
    if due.on != due.by_law:
        lines.append(Line("move", *_both("reporting.due.local", day=due.on)))
    lines.append(Line("end", *_both("reporting.due.end", day=due.on)))
    published = any(one.published_on for one in facts.versions)
    left = None if published else left_until(calendar_of(facts.body_id), on, due.on)
    return Reasoned(due.on, left, False, tuple(lines))


def _both(name: str, **places: object) -> tuple[str, str]:
    def told(value: object, lang: str) -> object:
        if isinstance(value, date):
            return f"{value.month}月{value.day}日" if lang == "zh" else f"{value:%-d %B}"
        return getattr(value, lang, value)

    zh = words(name, **{key: told(value, "zh") for key, value in places.items()}).zh
    return zh, words(name, **{key: told(value, "en") for key, value in places.items()}).en


def columns(lang: str, head: Head, desk: Desk) -> Markup:
    """The three columns, laid out once for the same report, person's rights and language."""
    may_write = desk.facts.live and head.may_write
    key = (lang, head.base, may_write, desk.stamp)
    found = _laid.get(key)
    if found is None:
        page = laid_out(head, desk, may_write=may_write)
        found = Markup(environment(lang).get_template("workbench/reports/columns.html").render(page=page))
        _laid[key] = found
        while len(_laid) > REMEMBERED:
            _laid.popitem(last=False)
    _laid.move_to_end(key)
    return found


def laid_out(head: Head, desk: Desk, *, may_write: bool) -> LaidOut:
    """What the three columns show."""
    facts = desk.facts
    form = format_of(facts.about.format) if facts.about and not facts.live else form_for(head.year)
    parts = tuple(_part(one.key, one.heading, one.text, one.own_words, desk) for one in facts.parts)
    means = Means(form, head.year, head.base, [one.key for one in parts], desk.slips, facts.reasons, may_write)
    return LaidOut(
        head.base,
        replace(facts, cells=()),
        notes_of(facts.findings, means),
        wrong(facts.findings),
        facts.about is not None and facts.about.status != "draft",
        tables_of(form, facts.cells, facts.findings, head.base),
        parts,
        may_write,
    )


def _part(key: str, heading: str, text: str, own_words: bool, desk: Desk) -> PartShown:
    pieces = desk.pieces.get(key) or (Piece(text),)
    return PartShown(key, heading, tuple(_paragraphs(pieces)), own_words)


def _paragraphs(pieces: Sequence[Piece]) -> list[Paragraph]:
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n") if not piece.place else [piece.text]
        lines[-1].append(Piece(first, piece.place))
        lines += [[Piece(text)] for text in others]
    return [Paragraph(tuple(line)) for line in lines if any(one.text.strip() for one in line)]


def forget() -> None:
    """Forgets what was laid out."""
    _laid.clear()


@staff
def document(request: Asked, body_id: int, year: int, kind: str) -> HttpResponse:
    """A document of the report as it was issued."""
    version = request.GET.get("version", "")
    number = int(version) if version.isdecimal() and len(version) < 6 else None
    found = queries.document(request.actor, body_id, year, kind, version=number)
    return sent(Copy(found.content, TYPES.get(kind, "application/octet-stream"), found.name))
