"""One cell of a paper: what was read, what is right, who said so; corrected here, and taken back."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.library import deciding, judging, papers
from zhengwu.records.library.papers import PaperFacts
from zhengwu.records.library.reader import written
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.statute.report.formats import format_of
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.library.paper import where
from zhengwu.workbench.library.places import BASE, named
from zhengwu.workbench.reports.tables import anchor, label_of, plain

FORM = Form(
    (
        Field("value", words("library.decide.value"), most=30, width=10),
        Field("why", words("library.decide.note"), "textarea", words("library.cell.why_hint"), most=500, rows=2),
    )
)


@dataclass(frozen=True, slots=True)
class Past:
    """A correction of the cell, or its end."""

    value: str
    taken_back: bool
    why: str
    read: str
    by: str
    at: object


@dataclass(frozen=True, slots=True)
class CellPage:
    """A cell: what was printed, what was read, what holds."""

    facts: PaperFacts
    name: Words
    label: Words
    raw: str
    read: str
    kind: str
    value: str
    where: Words | None
    corrected: bool
    past: tuple[Past, ...]
    form: Filled
    back: str
    across: str


@staff
@once
def cell(request: Asked, paper_id: int, table: str, row: str, column: str) -> HttpResponse:
    """`/desk/library/papers/ID/cells/TABLE/ROW/COLUMN`: shows it; sent, corrects it or takes the correction back."""
    key = CellKey(table, row, column)
    facts, report, raw, past = papers.cell(request.actor, paper_id, key)
    form = format_of(report.format)
    if not form.has(table) or (row, column) not in form.table(table).all_keys:
        raise missing(Words("这一格", "cell"), where="cell")
    back = f"{BASE}/papers/{paper_id}#{anchor(key)}"
    filled, status = FORM.empty(), 200
    if request.method == "POST":
        filled, status, said = _sent(request, paper_id, ".".join(key))
        if said is not None:
            return onward(request, back, Notice("done", said))
    printed, now = raw.cell(*key), report.cell(*key)
    page = CellPage(
        facts, named(facts), label_of(form, *key), printed.raw, judging.read_as(raw, key), printed.kind.value,
        str(plain(now.value)) if now.value is not None else "", where(written(printed.place)),
        bool(past and not past[0].taken_back),
        tuple(Past(str(plain(one.value)), one.taken_back, one.why, one.read, one.by, one.at) for one in past),
        filled, back, f"{BASE}/across?year={facts.year or ''}&cell={'.'.join(key)}",
    )  # fmt: skip
    return show(request, "workbench/library/cell.html", page, status)


def _sent(request: Asked, paper_id: int, cell: str) -> tuple[Filled, int, Words | None]:
    """Does what was sent: the form as it is shown again, its status, or what was done."""
    by, at = request.actor, request.at
    if request.POST.get("deed") == "take-back":
        deciding.uncorrect(paper_id, cell, by=by, at=at)
        return FORM.empty(), 200, words("library.cell.taken_back")
    filled = FORM.read(request.POST)
    if not filled.sound:
        return filled, 422, None
    try:
        deciding.correct(paper_id, cell, filled["value"], filled["why"], by=by, at=at)
    except Trouble as trouble:
        if trouble.kind in ("missing", "forbidden"):
            raise
        return filled.refused(trouble), STATUS[trouble.kind], None
    return filled, 303, words("library.cell.done")
