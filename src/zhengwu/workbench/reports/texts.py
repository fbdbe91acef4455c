"""The text of a part: written with places for figures, looked at before it is kept, and put right with one tap."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.http import HttpResponse

from zhengwu.records.reports import actions
from zhengwu.records.reports.desk import Piece, on_desk, preview, slip_of
from zhengwu.records.reports.drafting import Stated, form_for
from zhengwu.records.reports.queries import PartFacts
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.reports.heads import Head, head_of
from zhengwu.workbench.reports.tables import label_of, shown

LONGEST = 9_000
OFFERED = 60  # figures to choose from: those that are not 0, as the form has them


@dataclass(frozen=True, slots=True)
class Offered:
    """A figure that a text may name: how it is written, what it is, what it says now."""

    place: str
    label: Words
    value: str


@dataclass(frozen=True, slots=True)
class TextPage:
    """A part as it is edited, as it would be printed, and the figures that it may name."""

    head: Head
    part: PartFacts
    printed: tuple[Piece, ...]
    looked: bool
    offered: tuple[Offered, ...]
    form: Filled


@staff
@once
def text(request: Asked, body_id: int, year: int, key: str) -> HttpResponse:
    """Writes the text of a part; figures stand in braces and update themselves. `look` shows it and keeps nothing."""
    head = head_of(request.actor, body_id, year)
    facts = on_desk(request.actor, body_id, year).facts
    part = next((one for one in facts.parts if one.key == key), None)
    if part is None or not (head.may_write and facts.live):
        raise missing(Words("这个部分", "part"), where="part")
    hint, heading = words("reporting.text.hint"), Words(part.heading, part.heading)
    form = Form((Field("text", heading, "textarea", hint, required=False, most=LONGEST, rows=16),))
    offered = tuple(islice(_offered(year, facts.cells), OFFERED))

    def page(filled: Filled, status: int = 200, *, looked: bool = False) -> HttpResponse:
        printed = preview(request.actor, body_id, year, key, filled["text"])
        shown_as = TextPage(head, part, printed, looked, offered, filled)
        return show(request, "workbench/reports/text.html", shown_as, status)

    if request.method != "POST":
        return page(form.empty(text=part.template))
    filled = form.read(request.POST)
    try:
        if filled.sound and "look" not in request.POST:
            actions.put_text(body_id, year, key, filled["text"], by=request.actor, at=request.at)
            return onward(request, f"{head.base}#part-{key}", Notice("done", words("reporting.text.done")))
        return page(filled, 200 if filled.sound else 422, looked=filled.sound)
    except Trouble as trouble:
        shown_as = TextPage(head, part, (Piece(part.text),), False, offered, filled.refused(trouble))
        return show(request, "workbench/reports/text.html", shown_as, STATUS[trouble.kind])


def _offered(year: int, cells: Iterable[Stated]) -> Iterator[Offered]:
    form = form_for(year)
    for one in cells:
        if one.value and (one.cell.column == "total" or one.cell.table == "publications"):
            yield Offered(f"{{{'.'.join(one.cell)}}}", label_of(form, *one.cell), shown(one.value))


@staff
@once
def mend(request: Asked, body_id: int, year: int) -> HttpResponse:
    """Puts the figure of the form where a text said another one; from then on it updates itself."""
    head = head_of(request.actor, body_id, year)
    if request.method != "POST":
        return onward(request, head.base)
    found, mended = slip_of(request.actor, body_id, year, str(request.POST.get("finding", ""))[:60])
    actions.put_text(body_id, year, found.part, mended, by=request.actor, at=request.at)
    said = words("reporting.slip.done", said=found.said, right=found.right)
    return onward(request, f"{head.base}#part-{found.part}", Notice("done", said))
