"""The letters of a case: looked at before they go out, issued under a number, their delivery recorded, made void."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from zhengwu.records.cases.sheet import Opened, opened
from zhengwu.records.letters import actions, gathering, queries, serving
from zhengwu.records.letters.gathering import Choosing, Previewed
from zhengwu.records.letters.queries import LetterFacts
from zhengwu.records.letters.serving import Issue
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.statute.letters.vocabulary import vocabulary
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form, Kind
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.cases.page import may_of
from zhengwu.workbench.naming import step_name

TYPED = "v-"
LONG = 40  # a value longer than this gets lines
WITHDRAW = Form((Field("reason", words("letter.withdraw.reason"), "textarea", most=500, rows=3),))


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter as it would be: its form, its text, what is to be checked; and which step called for it."""

    case_id: int
    number: str
    title: Words
    form: Filled
    previewed: Previewed
    step: Words


@dataclass(frozen=True, slots=True)
class IssuedPage:
    """A letter as it was issued, and whether its reader may serve it or make it void."""

    case_id: int
    number: str
    letter: LetterFacts
    text: str
    may: bool


@dataclass(frozen=True, slots=True)
class VoidPage:
    """A letter that is made void."""

    case_id: int
    number: str
    letter: LetterFacts
    form: Filled


@staff
@once
def new(request: Asked, case_id: int) -> HttpResponse:
    """Shows a letter as it would be, and issues it."""
    sent = request.POST if request.method == "POST" else request.GET
    typed = {name.removeprefix(TYPED): str(value) for name, value in sent.items() if name.startswith(TYPED)}
    on = _day(str(sent.get("issued_on", ""))) or request.on
    event = str(sent.get("event", "0"))
    choosing = Choosing(
        str(sent.get("letter", ""))[:60],
        int(event) if event.isdecimal() and len(event) < 9 else 0,
        str(sent.get("party", ""))[:200],
        typed={name: value.replace("\r\n", "\n").strip() for name, value in typed.items() if value.strip()},
    )
    found = opened(request.actor, case_id)
    previewed = gathering.preview(case_id, choosing, by=request.actor, on=on)
    form = _form(previewed, choosing)
    if request.method != "POST":
        return _shown(request, found, previewed, form.empty(**_values(previewed, choosing, on)), 200)
    filled = form.read(request.POST)
    if not filled.sound or "preview" in request.POST:
        return _shown(request, found, previewed, filled, 200 if "preview" in request.POST else 422)
    try:
        letter = serving.issue_due(case_id, Issue(choosing, on), by=request.actor, at=request.at)
    except Trouble as trouble:
        return _shown(request, found, previewed, filled.refused(trouble), STATUS[trouble.kind])
    said = words("letter.issued", number=letter.document_number)
    return onward(request, f"/desk/cases/{case_id}/letters/{letter.id}/serve", Notice("done", said))


def _form(previewed: Previewed, choosing: Choosing) -> Form:
    """The day, what is missing, and what the file told, which may be said otherwise."""
    fields = [Field("issued_on", words("letter.issued_on"), "date", width=8)]
    for lacking in previewed.gathered.missing:
        fields.append(Field(TYPED + lacking.key, Words(lacking.label, lacking.gloss), "textarea", most=20_000, rows=3))
    told = [key for key in choosing.typed if TYPED + key not in {one.name for one in fields}]
    for key in (*told, *(key for key in _texts(previewed) if key not in told)):
        text = _texts(previewed).get(key, choosing.typed.get(key, ""))
        label = vocabulary()[key]
        kind: Kind = "textarea" if len(text) > LONG or "\n" in text else "text"
        fields.append(Field(TYPED + key, Words(label.label, label.gloss), kind, required=False, most=20_000, rows=4))
    hidden = (Field(name, same(""), "hidden", required=False) for name in ("letter", "event", "party"))
    return Form((*fields, *hidden))


def _texts(previewed: Previewed) -> Mapping[str, str]:
    return {key: value for key, value in previewed.gathered.values.items() if isinstance(value, str)}


def _values(previewed: Previewed, choosing: Choosing, on: date) -> dict[str, str]:
    values = {TYPED + key: text for key, text in _texts(previewed).items()}
    chosen = {"letter": choosing.key, "event": str(choosing.event), "party": choosing.party}
    return {**values, **chosen, "issued_on": on.isoformat()}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _shown(request: Asked, found: Opened, previewed: Previewed, filled: Filled, status: int) -> HttpResponse:
    letter, one = previewed.gathered.letter, found.envelope
    step = step_name(found.rules.key, letter.step) if letter.step else Words("", "")
    page = LetterPage(one.id, one.number, Words(letter.title, letter.gloss), filled, previewed, step)
    return show(request, "workbench/cases/letter.html", page, status)


@staff
def read(request: Asked, case_id: int, letter_id: int) -> HttpResponse:
    """A letter as it was issued, to be read and printed."""
    letter, number = letter_of(request, case_id, letter_id)
    text = actions.document(letter_id, "text", by=request.actor, at=request.at).content.decode()
    may = may_of(request.actor, opened(request.actor, case_id)).issue and letter.withdrawn_at is None
    return show(request, "workbench/cases/issued.html", IssuedPage(case_id, number, letter, text, may))


@staff
@once
def withdraw(request: Asked, case_id: int, letter_id: int) -> HttpResponse:
    """Makes a letter void; its number stays taken."""
    letter, number = letter_of(request, case_id, letter_id)
    if request.method != "POST":
        return show(request, "workbench/cases/withdraw.html", VoidPage(case_id, number, letter, WITHDRAW.empty()))
    filled = WITHDRAW.read(request.POST)
    if not filled.sound:
        return show(request, "workbench/cases/withdraw.html", VoidPage(case_id, number, letter, filled), 422)
    try:
        done = serving.withdraw(letter_id, filled["reason"], by=request.actor, at=request.at)
    except Trouble as trouble:
        page = VoidPage(case_id, number, letter, filled.refused(trouble))
        return show(request, "workbench/cases/withdraw.html", page, STATUS[trouble.kind])
    told = [Notice("done", words("letter.withdraw.done"))]
    told += [Notice("warning", done.note)] if done.note.zh else []
    return onward(request, f"/desk/cases/{case_id}", *told)


def letter_of(request: Asked, case_id: int, letter_id: int) -> tuple[LetterFacts, str]:
    """The letter and the number of its case. Raises Trouble (missing)."""
    number = opened(request.actor, case_id).envelope.number
    found = next((one for one in queries.letters(request.actor, case_id) if one.id == letter_id), None)
    if found is None:
        raise missing(queries.LETTER, where="letter_id")
    return found, number
