"""Writing a wording: the text with all that is wrong with it, beside how a letter would look; kept as a draft."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.cases.sheet import opened
from zhengwu.records.letters import due, gathering, offices, wordings
from zhengwu.records.letters.faults import Fault, faults
from zhengwu.records.letters.gathering import Choosing
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.statute.letters.merge import MOST_TEMPLATE
from zhengwu.statute.letters.model import Field as Placeholder
from zhengwu.statute.letters.model import Letter
from zhengwu.statute.letters.renderers import RenderError, render
from zhengwu.statute.letters.vocabulary import vocabulary
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.letters import Place, place_of

FORM = Form(
    (
        Field("text", words("templates.text"), "textarea", words("templates.text_hint"), most=9_999, rows=18),
        Field("note", words("templates.note"), hint=words("templates.note_hint"), required=False, most=200),
        Field("case", words("templates.case"), hint=words("templates.case_hint"), required=False, most=60, width=20),
    )
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A letter as it would be, as text, and from what: a case's number, or empty for example values."""

    title: str
    text: str
    number: str


@dataclass(frozen=True, slots=True)
class WritingPage:
    """A wording being written, what is wrong with it, and how a letter would look."""

    place: Place
    form: Filled
    faults: tuple[Fault, ...]
    sample: Sample | None
    placeholders: tuple[Placeholder, ...]


@staff
@once
def write(request: Asked, body_id: int, key: str, name: str) -> HttpResponse:
    """`…/write`: shows the text with its faults and a preview; keeps it as a new draft."""
    place = place_of(request.actor, body_id, key, name, request.on)
    wordings.manageable(body_id, request.actor)
    if request.method != "POST":
        return _begun(request, place)
    filled = FORM.read(request.POST)
    found = faults(key, name, filled["text"], request.on) if filled["text"] else ()
    if found:
        filled = filled.wrong("text", words("templates.faults_above", n=len(found)))
    sample, filled = _sampled(request, place, filled) if filled.sound else (None, filled)
    if not filled.sound or "save" not in request.POST:
        return _shown(request, WritingPage(place, filled, found, sample, _known()), 200 if filled.sound else 422)
    try:
        made = wordings.draft(
            body_id, key, name, filled["text"], filled["note"], request.on, by=request.actor, at=request.at
        )
    except Trouble as trouble:
        page = WritingPage(place, filled.refused(trouble), found, sample, _known())
        return _shown(request, page, STATUS[trouble.kind])
    done = Notice("done", words("templates.drafted", n=made.version))
    return onward(request, f"/desk/administration/wordings/{made.id}", done)


@staff
def pdf(request: Asked, body_id: int, key: str, name: str) -> HttpResponse:
    """`…/pdf`: the text that was sent, or the wording in force, as a PDF with example values."""
    place = place_of(request.actor, body_id, key, name, request.on)
    text = str(request.POST.get("text", "")).replace("\r\n", "\n")[:MOST_TEMPLATE]
    text = text or wordings.in_use(body_id, key, name, request.on).template.text
    made = wordings.preview(key, name, text, request.on)
    number = str(request.POST.get("case", "")).strip()
    if number:
        made = _of_case(request, place, text, number)
    try:
        content = render(made, "pdf")
    except RenderError as error:
        raise missing(Words(error.sentence, error.gloss), where="pdf") from error
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="preview.pdf"'
    return response


def _begun(request: Asked, place: Place) -> HttpResponse:
    """The newest draft that was named, or the wording in force, to begin from."""
    of = request.GET.get("of", "")
    if of.isascii() and of.isdecimal() and len(of) < 16:
        text = wordings.version(request.actor, int(of)).text
    else:
        text = wordings.in_use(place.body_id, place.procedure, place.key, request.on).template.text
    filled = FORM.empty(text=text.strip())
    sample, filled = _sampled(request, place, filled)
    return _shown(request, WritingPage(place, filled, (), sample, _known()), 200)


def _shown(request: Asked, page: WritingPage, status: int) -> HttpResponse:
    return show(request, "workbench/administration/wording.html", page, status)


def _sampled(request: Asked, place: Place, filled: Filled) -> tuple[Sample | None, Filled]:
    """The letter with example values, or with those of the case that was named."""
    number = filled["case"]
    try:
        if number:
            made = _of_case(request, place, filled["text"], number)
        else:
            made = wordings.preview(place.procedure, place.key, filled["text"], request.on)
    except Trouble as trouble:
        return None, filled.wrong("case" if number else "text", trouble.message)
    return Sample(made.title, render(made, "text").decode(), number), filled


def _of_case(request: Asked, place: Place, text: str, number: str) -> Letter:
    """The letter for a case on file: for its first event that calls for it, or for none. Raises Trouble."""
    case_id = offices.case_numbered(request.actor, number)
    found = opened(request.actor, case_id)
    if found.rules.key != place.procedure:
        raise missing(Words("这件所属程序的文书", "letter of this case's procedure"), where="case")
    meant = [one for one in due.wanted(found) if one.key == place.key]
    event, party = (meant[0].event, meant[0].party) if meant else (0, "")
    choosing = Choosing(place.key, event, party, text=text)
    return gathering.preview(case_id, choosing, by=request.actor, on=request.on).letter


def _known() -> tuple[Placeholder, ...]:
    return tuple(vocabulary().values())
