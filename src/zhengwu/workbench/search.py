"""Search over everything one may see: by number, subject or name; and, with a reason, by somebody's identity number."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.cases import parties, queries
from zhengwu.records.cases.parties import Found
from zhengwu.records.cases.wanted import Wanted
from zhengwu.records.organs import queries as organs
from zhengwu.records.troubles import Trouble
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.pages import show
from zhengwu.visits import Asked
from zhengwu.workbench.inbox import Row, rows_of

MOST = 50
PERSON = Form(
    (
        Field("id_number", words("search.id_number"), width=20, complete="off", most=100),
        Field("reason", words("search.reason"), "textarea", words("case.unmask.hint"), most=500, rows=2),
    )
)


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was asked, what was found, and the search for a person, where one may."""

    text: str
    rows: tuple[Row, ...]
    more: bool
    asked: bool
    form: Filled | None
    people: tuple[Found, ...]
    person_asked: bool


@staff
def search(request: Asked) -> HttpResponse:
    """Finds cases. A search for a person is a deed, entered in the journal."""
    may = bool(request.actor.reach("personal.unmask"))
    if request.method == "POST":
        filled = PERSON.read(request.POST)
        if not filled.sound:
            return _shown(request, SearchPage("", (), False, False, filled, (), False), 422)
        try:
            found = parties.by_number(
                filled["id_number"], filled["reason"], by=request.actor, at=request.at, address=request.address
            )
        except Trouble as trouble:
            page = SearchPage("", (), False, False, filled.refused(trouble), (), False)
            return _shown(request, page, STATUS[trouble.kind])
        return _shown(request, SearchPage("", (), False, False, PERSON.empty(), tuple(found), True), 200)
    text = request.GET.get("q", "").strip()[:60]
    lines = queries.inbox(request.actor, Wanted(text=text), limit=MOST + 1) if text else []
    names = organs.names({line.body_id for line in lines})
    rows = rows_of(lines[:MOST], names, request.on)
    form = PERSON.empty() if may else None
    return _shown(request, SearchPage(text, rows, len(lines) > MOST, bool(text), form, (), False), 200)


def _shown(request: Asked, page: SearchPage, status: int) -> HttpResponse:
    return show(request, "workbench/search.html", page, status)
