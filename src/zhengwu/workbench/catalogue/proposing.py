"""Lines to begin a list with: those of 条例第二十条 for this kind of body, and examples of the pilot fields."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.publications import entries, lines
from zhengwu.records.troubles import Words
from zhengwu.statute.disclosure import categories, pilot_fields
from zhengwu.statute.disclosure.standards import Model, of_field, starting
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Filter
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.catalogue.place import Place, cadence_name, managed


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line that the list might have; `there` where it has it already."""

    model: Model
    category: Words
    cadence: Words
    there: bool


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """The lines proposed, of the regulation or of one field."""

    place: Place
    field: str
    filters: tuple[Filter, ...]
    proposals: tuple[Proposal, ...]

    @property
    def open(self) -> int:
        """How many are not in the list yet."""
        return sum(not one.there for one in self.proposals)


@staff
@once
def propose(request: Asked, body_id: int) -> HttpResponse:
    """`/desk/catalogue/BODY/proposals`: shows lines to begin with; sent, those that were ticked are added."""
    here = managed(request.actor, body_id)
    if request.method == "POST":
        chosen = [str(key)[:60] for key in request.POST.getlist("line")][: entries.MOST]
        added = entries.propose(body_id, chosen, by=request.actor, at=request.at)
        said = Notice("done" if added else "note", words("catalogue.propose.done", n=added))
        return onward(request, here.base, said)
    field = request.GET.get("field", "")
    models = of_field(field) if field in pilot_fields() else starting(here.body.kind)
    there = {one.standard for one in lines.all_of(body_id, request.on)}
    proposals = tuple(
        Proposal(one, _category(one), cadence_name(one.cadence, one.within), one.key in there) for one in models
    )
    fields = tuple(Choice(key, Words(one.zh, one.en)) for key, one in pilot_fields().items())
    filters = (Filter("field", words("catalogue.propose.field"), fields, field),)
    return show(request, "workbench/catalogue/propose.html", ProposalPage(here, field, filters, proposals))


def _category(one: Model) -> Words:
    found = categories()[one.category]
    return Words(found.zh, found.en)
