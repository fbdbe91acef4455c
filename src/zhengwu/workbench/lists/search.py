"""Search over everything one may see, kind by kind; and, with a reason, by somebody's identity number."""

from dataclasses import dataclass, field

from django.http import HttpResponse

from zhengwu.records import searching
from zhengwu.records.cases import parties
from zhengwu.records.cases.parties import Found
from zhengwu.records.cases.words import bodies_within
from zhengwu.records.findable.tokens import phrases
from zhengwu.records.people.actors import Actor
from zhengwu.records.searching import BodyFound, FileFound, LetterFound, PersonFound, ReportFound
from zhengwu.records.troubles import Trouble
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Paging
from zhengwu.visits import Asked
from zhengwu.workbench.lists.rows import Row, rows_of

PAGE = 20
PERSON = Form(
    (
        Field("id_number", words("search.id_number"), width=20, complete="off", most=100),
        Field("reason", words("search.reason"), "textarea", words("case.unmask.hint"), most=500, rows=2),
    )
)


@dataclass(frozen=True, slots=True)
class Things:
    """What was found beside cases, kind by kind."""

    letters: tuple[LetterFound, ...] = ()
    files: tuple[FileFound, ...] = ()
    bodies: tuple[BodyFound, ...] = ()
    reports: tuple[ReportFound, ...] = ()
    staff: tuple[PersonFound, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything was found."""
        return any((self.letters, self.files, self.bodies, self.reports, self.staff))


NOTHING = Things()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was asked, what was found, and the search for a person, where one may.

    `marks` are the words that are shown highlighted; `near` numbers that may have been meant.
    """

    text: str = ""
    rows: tuple[Row, ...] = ()
    paging: Paging = field(default_factory=lambda: Paging("", True, {}))
    things: Things = NOTHING
    near: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    form: Filled | None = None
    people: tuple[Found, ...] = ()
    person_asked: bool = False


@staff
def search(request: Asked) -> HttpResponse:
    """`/desk/search`: finds things. A search for a person is a deed, entered in the journal."""
    if request.method == "POST":
        return _person(request)
    text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:60]
    form = PERSON.empty() if request.actor.reach("personal.unmask") else None
    if not text:
        return show(request, "workbench/lists/search.html", SearchPage(form=form))
    after = request.GET.get("after", "")
    place = int(after) if after.isdecimal() and len(after) < 19 else None
    lines = searching.cases(request.actor, text, after=place, limit=PAGE + 1)
    last = str(lines[PAGE - 1].id) if len(lines) > PAGE else ""
    page = SearchPage(
        text,
        rows_of(lines[:PAGE], request.on, together=False),
        Paging(last, place is None, {"q": text}),
        _things(request.actor, text) if place is None else NOTHING,
        tuple(searching.near_numbers(request.actor, text)) if not lines else (),
        tuple(run for run in text.split() if phrases(run)),
        form,
    )
    return show(request, "workbench/lists/search.html", page)


def _things(actor: Actor, text: str) -> Things:
    scopes = bodies_within(actor)
    return Things(
        tuple(searching.letters(actor, text, scopes)),
        tuple(searching.files(actor, text, scopes)),
        tuple(searching.bodies(actor, text)),
        tuple(searching.reported(actor, text)),
        tuple(searching.staff(actor, text)),
    )


def _person(request: Asked) -> HttpResponse:
    filled = PERSON.read(request.POST)
    if not filled.sound:
        return show(request, "workbench/lists/search.html", SearchPage(form=filled), 422)
    try:
        found = parties.by_number(
            filled["id_number"], filled["reason"], by=request.actor, at=request.at, address=request.address
        )
    except Trouble as trouble:
        page = SearchPage(form=filled.refused(trouble))
        return show(request, "workbench/lists/search.html", page, STATUS[trouble.kind])
    page = SearchPage(form=PERSON.empty(), people=tuple(found), person_asked=True)
    return show(request, "workbench/lists/search.html", page)
