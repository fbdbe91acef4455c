"""Working through findings: one at a time, decided, and on to the next; a decision can be taken back."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse

from zhengwu.records.library import deciding, listing, papers
from zhengwu.records.library.deciding import KNOWN, Deciding
from zhengwu.records.library.papers import DecisionFacts, FoundFacts, PaperFacts
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.report.formats import Format, format_of
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.library.paper import title, where
from zhengwu.workbench.library.places import BASE, named, place_of
from zhengwu.workbench.reports.tables import label_of

MOST_CELLS = 60


@dataclass(frozen=True, slots=True)
class FindingPage:
    """A finding, what was decided about it before, and the form. `through`: one works through all that are open."""

    facts: PaperFacts
    name: Words
    found: FoundFacts
    title: Words
    where: Words | None
    cells: tuple[Link, ...]
    past: tuple[DecisionFacts, ...]
    form: Filled
    through: bool
    left: int
    skip: str
    to: str


@staff
def following(request: Asked) -> HttpResponse:
    """`/desk/library/next`: to the next finding that is open; to the list where there is none."""
    place = place_of(request)
    spot = [int(part) if part.isdecimal() and len(part) < 19 else 0 for part in request.GET.get("after", "").split("-")]
    found = listing.next_open(place.holder_id, *spot) if len(spot) == 2 else listing.next_open(place.holder_id)
    if found is None:
        query = urlencode(place.kept())
        return onward(request, f"{BASE}{'?' if query else ''}{query}", Notice("note", words("library.through.done")))
    return onward(request, f"{BASE}/findings/{found}?through=1")


def form_of(found: FoundFacts, form: Format | None) -> Form:
    """The fields: what to do, the cell and its right value, why."""
    verdicts = tuple(
        Choice(key, words(f"library.verdict.{key}"), words(f"library.verdict_hint.{key}"))
        for key in KNOWN
        if found.cells or key != "reader"
    )
    fields = [Field("verdict", words("library.decide.verdict"), "radios", choices=verdicts)]
    if found.cells and form is not None:
        cells = tuple(Choice(name, label_of(form, *name.split("."))) for name in found.cells[:MOST_CELLS])
        hint = words("library.decide.only_reader")
        if len(cells) > 1:
            fields.append(Field("cell", words("library.decide.cell"), "select", hint, False, cells))
        fields.append(Field("value", words("library.decide.value"), hint=hint, required=False, most=30, width=10))
    fields.append(Field("note", words("library.decide.note"), "textarea", words("library.decide.note_hint"), False,
                        most=500, rows=3))  # fmt: skip
    return Form(tuple(fields))


@staff
@once
def decide(request: Asked, found_id: int) -> HttpResponse:
    """`/desk/library/findings/ID`: shows it; sent, decides, and goes on to the next or back to the paper."""
    facts, found, past = papers.finding(request.actor, found_id)
    through = "1" in (request.GET.get("through"), request.POST.get("through"))
    form = form_of(found, format_of(facts.format) if facts.format else None)
    if request.method != "POST":
        typed = {"verdict": found.verdict} if found.verdict else {}
        if found.decision and not found.changed:
            typed["note"] = found.decision.note
        return _page(request, facts, found, past, form.empty(**typed), through, 200)
    filled = form.read(request.POST)
    if not filled.sound:
        return _page(request, facts, found, past, filled, through, 422)
    said = Deciding(filled["verdict"], filled["note"], filled["cell"], filled["value"])
    try:
        deciding.decide(found_id, said, by=request.actor, at=request.at)
    except Trouble as trouble:
        if trouble.kind in ("missing", "forbidden"):
            raise
        return _page(request, facts, found, past, filled.refused(trouble), through, STATUS[trouble.kind])
    told = Notice("done", words("library.decide.done", verdict=words(f"library.verdict.{said.verdict}")))
    if through:
        return onward(request, f"{BASE}/next?after={found.paper_id}-{found.id}", told)
    return onward(request, f"{BASE}/papers/{found.paper_id}#findings", told)


def _page(
    request: Asked,
    facts: PaperFacts,
    found: FoundFacts,
    past: tuple[DecisionFacts, ...],
    filled: Filled,
    through: bool,
    status: int,
) -> HttpResponse:
    form = format_of(facts.format) if facts.format else None
    base = f"{BASE}/papers/{facts.id}"
    cells = tuple(
        Link(f"{base}/cells/{name.replace('.', '/')}", label_of(form, *name.split(".")))
        for name in found.cells[:MOST_CELLS]
        if form is not None
    )
    left = listing.counts(facts.holder_id).open
    skip = f"{BASE}/next?after={found.paper_id}-{found.id}"
    page = FindingPage(
        facts, named(facts), found, title(found.rule, facts.year), where(found.place), cells, past, filled, through,
        left, skip, f"{BASE}/findings/{found.id}",
    )  # fmt: skip
    return show(request, "workbench/library/finding.html", page, status)


@staff
@once
def take_back(request: Asked, decision_id: int) -> HttpResponse:
    """Sent: a decision is taken back; the finding, if it is still found, is open again."""
    if request.method != "POST":
        return onward(request, BASE)
    paper = deciding.take_back(decision_id, by=request.actor, at=request.at)
    return onward(request, f"{BASE}/papers/{paper}#findings", Notice("done", words("library.take_back.done")))
