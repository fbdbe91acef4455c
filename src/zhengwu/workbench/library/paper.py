"""A report of the library: the official form with its cells marked, its findings with what was decided, its history."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.http import HttpResponse
from markupsafe import Markup

from zhengwu.records.library import papers, shelves
from zhengwu.records.library.papers import CorrectionFacts, DecisionFacts, FoundFacts, PaperFacts, Whole
from zhengwu.records.reports.across import title_of
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.troubles import Words
from zhengwu.statute.report.formats import Format, format_of
from zhengwu.statute.report.model import Cause, CellRef, Finding, Key, Report, Severity
from zhengwu.statute.report.renderers.layout import lay_out
from zhengwu.ui.catalogue import text, words
from zhengwu.ui.doors import staff
from zhengwu.ui.environment import environment
from zhengwu.ui.links import Link
from zhengwu.ui.looks import look_of
from zhengwu.ui.pages import show
from zhengwu.ui.parts.statutory import StatutoryTable, statutory
from zhengwu.ui.parts.tables import Fact
from zhengwu.visits import Asked
from zhengwu.workbench.library.places import BASE, named
from zhengwu.workbench.reports.tables import anchor, label_of, plain

MOST_CELLS = 4
REMEMBERED = 128
SIGNS = {"p": "page", "t": "table", "r": "row", "c": "column", "l": "line"}
_laid: "OrderedDict[tuple[object, ...], Markup]" = OrderedDict()


@dataclass(frozen=True, slots=True)
class Note:
    """A finding beside the form: its number, the cells it is about, where it stands in the file."""

    number: int
    one: FoundFacts
    tables: tuple[str, ...]
    cells: tuple[Link, ...]
    more: int
    where: Words | None


@dataclass(frozen=True, slots=True)
class Right:
    """A correction: the cell in words, and the values."""

    one: CorrectionFacts
    link: Link
    value: str


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Findings, form and text. They depend on the paper and the library's last change, nothing else."""

    facts: PaperFacts
    notes: tuple[Note, ...]
    gone: tuple[DecisionFacts, ...]
    rights: tuple[Right, ...]
    tables: tuple[StatutoryTable, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A paper. `columns` are the findings, the form and the text, ready."""

    facts: PaperFacts
    name: Words
    known: tuple[Fact, ...]
    columns: Markup


@staff
def one(request: Asked, paper_id: int) -> HttpResponse:
    """`/desk/library/papers/ID`."""
    facts = papers.facts(request.actor, paper_id)
    lang = look_of(request).lang
    key = (paper_id, facts.holder_id, shelves.changes(facts.holder_id), facts.may_decide, lang)
    found = _laid.get(key)
    if found is None:
        whole = papers.whole(request.actor, paper_id)
        template = environment(lang).get_template("workbench/library/columns.html")
        found = _laid[key] = Markup(template.render(page=laid_out(whole), whole=whole, base=BASE))
        while len(_laid) > REMEMBERED:
            _laid.popitem(last=False)
    page = PaperPage(facts, named(facts), _known(facts), found)
    return show(request, "workbench/library/paper.html", page)


def _known(one: PaperFacts) -> tuple[Fact, ...]:
    """What is known of the file."""
    read = words("library.placed", placed=one.placed, expected=one.expected) if one.expected else None
    return (
        Fact(words("library.printed"), one.title or one.agency),
        Fact(words("library.form"), words("library.form_of", form=one.format) if one.format else None),
        Fact(words("library.published"), one.published_on),
        Fact(words("library.read"), read),
        Fact(words("library.how"), words(f"library.matched.{one.matched}")),
        Fact(words("library.taken"), words("library.taken_by", who=one.taken_by)),
        Fact(words("library.file"), one.file),
    )


def laid_out(whole: Whole) -> LaidOut:
    """What the page shows of a paper that was read."""
    facts, report = whole.facts, whole.report
    if report is None:
        return LaidOut(facts, (), (), (), (), ())
    form = format_of(report.format)
    parts = tuple((part.heading, _paragraphs(part.text)) for part in report.parts.values())
    return LaidOut(
        facts,
        tuple(_note(number, one, form) for number, one in enumerate(whole.found, 1)),
        whole.gone,
        tuple(_right(one, form, facts) for one in whole.corrections),
        tables_of(_marked(report, whole.corrections), whole.found, f"{BASE}/papers/{facts.id}"),
        parts,
    )


def _marked(report: Report, corrections: Sequence[CorrectionFacts]) -> Report:
    """The report with a word beside each figure that a person corrected."""
    tables = dict(report.tables)
    for one in corrections:
        table, at = tables[one.cell.table], (one.cell.row, one.cell.column)
        marked = replace(table.cell(*at), note=words("library.corrected").zh)
        tables[one.cell.table] = replace(table, cells={**table.cells, at: marked})
    return replace(report, tables=tables)


def _paragraphs(text_: str) -> tuple[str, ...]:
    return tuple(line for line in text_.split("\n") if line.strip())


def tables_of(report: Report, found: Sequence[FoundFacts], base: str) -> tuple[StatutoryTable, ...]:
    """The tables of the form with what was read in them, marked where something was found; cells lead to a page."""
    marked = tuple(_finding(one) for one in found)
    drawn = []
    for table in format_of(report.format).tables:
        link = partial(_address, f"{base}/cells/{table.key}")
        drawn.append(replace(statutory(lay_out(table, report.table(table.key)), marked, link), marks=()))
    return tuple(drawn)


def _address(base: str, at: Key) -> str:
    return f"{base}/{at[0]}/{at[1]}"


def _finding(one: FoundFacts) -> Finding:
    cells = tuple(CellRef(*CellKey(*name.split("."))) for name in one.cells)
    severity, cause = Severity(one.severity), Cause(one.cause)
    return Finding(one.rule, severity, cause, one.basis, one.said.zh, one.said.en, cells, one.expected, one.found)


def _note(number: int, one: FoundFacts, form: Format) -> Note:
    cells = tuple(Link(f"#{anchor(name)}", label_of(form, *name.split("."))) for name in one.cells[:MOST_CELLS])
    more = max(len(one.cells) - MOST_CELLS, 0)
    tables = tuple(dict.fromkeys(name.partition(".")[0] for name in one.cells))
    return Note(number, one, tables, cells, more, where(one.place))


def title(rule: str, year: int | None) -> Words:
    """What a rule says."""
    return words("library.corrected_rule") if rule == "CORRECTED" else title_of(rule, year or 2024)


def where(place: str) -> Words | None:
    """A place in the file in words; None where it is not known."""
    told = [(SIGNS.get(part[0], ""), part[1:]) for part in place.split(" ") if part]
    known = [(f"library.place.{name}", number) for name, number in told if name]
    if not known:
        return None
    zh, en = ("".join(text(lang, key, at=at) + sep for key, at in known) for lang, sep in (("zh", ""), ("en", " ")))
    return Words(zh, en.strip())


def _right(one: CorrectionFacts, form: Format, facts: PaperFacts) -> Right:
    href = f"{BASE}/papers/{facts.id}/cells/{'/'.join(one.cell)}"
    return Right(one, Link(href, label_of(form, *one.cell)), str(plain(one.value)))


def forget() -> None:
    """Forgets what was laid out."""
    _laid.clear()
