"""Whose report a file is, and on which year: a person says so, and the name is remembered."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.library import deciding, papers
from zhengwu.records.library.papers import PaperFacts
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.library.places import BASE, named

OTHER = "-"


@dataclass(frozen=True, slots=True)
class MatchPage:
    """What the file says of whose it is, the form, and by what the answer will be remembered."""

    facts: PaperFacts
    name: Words
    form: Filled
    remembered: str


def form_of(names: tuple[str, ...]) -> Form:
    """The fields: one of the names that may be meant, or another one; and the year."""
    fields = []
    if names:
        other = Choice(OTHER, words("library.match.other"))
        choices = (*(Choice(name, same(name)) for name in names), other)
        fields.append(Field("known", words("library.match.which"), "radios", choices=choices))
    hint = words("library.match.name_hint") if names else None
    fields.append(Field("name", words("library.match.name"), hint=hint, required=not names, most=100))
    fields.append(Field("year", words("library.match.year"), "number", most=4, width=4))
    return Form(tuple(fields))


@staff
@once
def match(request: Asked, paper_id: int) -> HttpResponse:
    """`/desk/library/papers/ID/match`."""
    facts, names, remembered = papers.proposals(request.actor, paper_id)
    form = form_of(names)
    if request.method != "POST":
        known, name = (names[0], "") if names else ("", facts.agency)
        page = MatchPage(
            facts, named(facts), form.empty(year=str(facts.year or ""), known=known, name=name), remembered
        )
        return show(request, "workbench/library/match.html", page)
    filled = form.read(request.POST)
    name = filled["known"] if filled["known"] not in ("", OTHER) else filled["name"]
    if filled.sound and not name:
        filled = filled.wrong("name", words("library.match.no_name"))
    if not filled.sound:
        return show(request, "workbench/library/match.html", MatchPage(facts, named(facts), filled, remembered), 422)
    try:
        deciding.match(paper_id, name, filled.number("year") or 0, by=request.actor, at=request.at)
    except Trouble as trouble:
        if trouble.kind in ("missing", "forbidden"):
            raise
        page = MatchPage(facts, named(facts), filled.refused(trouble), remembered)
        return show(request, "workbench/library/match.html", page, STATUS[trouble.kind])
    told = words("library.match.done", name=name, year=filled["year"])
    return onward(request, f"{BASE}/papers/{paper_id}", Notice("done", told))
