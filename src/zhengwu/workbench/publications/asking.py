"""From an answered request to a publication (条例第四十四条): what one was given becomes a draft for all."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.cases.sheet import Opened, opened
from zhengwu.records.documents import listing as documents
from zhengwu.records.documents import releasing
from zhengwu.records.documents.listing import GivenOut
from zhengwu.records.publications import actions, drafting
from zhengwu.records.publications import files as inspected
from zhengwu.records.publications.actions import Draft
from zhengwu.records.publications.texts import Written
from zhengwu.records.troubles import Trouble, conflict
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.publications import naming

REQUEST = "information_request"


@dataclass(frozen=True, slots=True)
class AskingPage:
    """The form by which an answer becomes a draft, beside what was given out."""

    case_id: int
    number: str
    released: tuple[GivenOut, ...]
    form: Filled


@staff
@once
def from_request(request: Asked, case_id: int) -> HttpResponse:
    """`/desk/publications/of/CASE`: a draft with the files that were given out. Asked again it leads to the draft."""
    found = opened(request.actor, case_id)
    there = drafting.of_request(case_id, found.envelope.body_id, by=request.actor)
    if there is not None:
        return onward(request, f"/desk/publications/{there}")
    released = documents.given_out(case_id)
    if found.rules.key != REQUEST or not publishable(found):
        raise conflict(
            "not_given", "只有已决定公开的申请可以转为主动公开。", "Only what was decided to be given can be published."
        )
    form = _form(released)
    if request.method != "POST":
        first = found.case.items[0].description if found.case.items else ""
        filled = form.empty(title=first[:300], kind="open_area")
        filled = Filled(filled.fields, {**filled.values, "files": tuple(str(one.id) for one in released)})
        return _shown(request, found, released, filled, 200)
    filled = form.read(request.POST)
    if not filled.sound:
        return _shown(request, found, released, filled, 422)
    try:
        return _made(request, found, released, filled)
    except Trouble as trouble:
        return _shown(request, found, released, filled.refused(trouble), STATUS[trouble.kind])


def _made(request: Asked, found: Opened, released: tuple[GivenOut, ...], filled: Filled) -> HttpResponse:
    one = found.envelope
    draft = Draft(filled["kind"], request.on, Written(filled["title"], filled["text"]), one.unit_id)
    made = actions.register(
        one.body_id, draft, by=request.actor, at=request.at, source_key=drafting.key_of_request(one.id)
    )
    chosen = set(filled.many("files"))
    for given in released:
        if str(given.id) in chosen:
            copy = releasing.open_release(given.id, by=request.actor)
            inspected.attach(made.publication_id, copy.name, copy.content, by=request.actor, at=request.at)
    return onward(
        request, f"/desk/publications/{made.publication_id}", Notice("done", words("publishing.request.done"))
    )


def publishable(found: Opened) -> bool:
    """Whether something was decided to be given on a request."""
    return any(item.outcome in GIVEN for item in found.case.items)


GIVEN = ("granted", "partial")


def _form(released: tuple[GivenOut, ...]) -> Form:
    files = tuple(Choice(str(one.id), same(one.name)) for one in released)
    fields = [
        Field("title", words("publishing.title"), "text", words("publishing.request.title_hint"), most=300),
        Field("kind", words("publishing.kind"), "select", choices=naming.kind_choices()),
        Field("text", words("publishing.text"), "textarea", words("publishing.request.text_hint"), False, most=100_000,
              rows=8),
    ]  # fmt: skip
    if files:
        hint = words("publishing.request.files_hint")
        fields.append(Field("files", words("publishing.request.files"), "checks", hint, False, choices=files))
    return Form(tuple(fields))


def _shown(request: Asked, found: Opened, released: tuple[GivenOut, ...], filled: Filled, status: int) -> HttpResponse:
    page = AskingPage(found.envelope.id, found.envelope.number, released, filled)
    return show(request, "workbench/publications/asking.html", page, status)
