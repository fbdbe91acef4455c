"""The letters of a case: looked at before they go out, issued under a number, their delivery recorded, made void."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from zhengwu.records.cases.sheet import opened
from zhengwu.records.documents import queries as documents
from zhengwu.records.letters import gathering, queries, serving
from zhengwu.records.letters.gathering import Choosing, Previewed
from zhengwu.records.letters.queries import LetterFacts
from zhengwu.records.letters.serving import Issue, Serving
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.statute.letters.vocabulary import vocabulary
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form, Kind
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.naming import choices

TYPED = "v-"
LONG = 40  # a value longer than this gets lines
CHANNELS = ("counter", "mail", "electronic", "other_agency")
WITHDRAW = Form((Field("reason", words("letter.withdraw.reason"), "textarea", most=500, rows=3),))


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter as it would be: its form, its text, what is to be checked."""

    case_id: int
    number: str
    title: Words
    form: Filled
    previewed: Previewed


@dataclass(frozen=True, slots=True)
class ServePage:
    """A letter that goes out, or is made void."""

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
        str(sent.get("key", ""))[:60],
        int(event) if event.isdecimal() and len(event) < 9 else 0,
        str(sent.get("party", ""))[:200],
        typed={name: value.replace("\r\n", "\n").strip() for name, value in typed.items() if value.strip()},
    )
    number = opened(request.actor, case_id).envelope.number
    previewed = gathering.preview(case_id, choosing, by=request.actor, on=on)
    form = _form(previewed, choosing)
    if request.method != "POST":
        return _shown(request, case_id, number, previewed, form.empty(**_values(previewed, choosing, on)), 200)
    filled = form.read(request.POST)
    if not filled.sound or "preview" in request.POST:
        return _shown(request, case_id, number, previewed, filled, 200 if "preview" in request.POST else 422)
    try:
        letter = serving.issue_due(case_id, Issue(choosing, on), by=request.actor, at=request.at)
    except Trouble as trouble:
        return _shown(request, case_id, number, previewed, filled.refused(trouble), STATUS[trouble.kind])
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
    hidden = (Field(name, same(""), "hidden", required=False) for name in ("key", "event", "party"))
    return Form((*fields, *hidden))


def _texts(previewed: Previewed) -> Mapping[str, str]:
    return {key: value for key, value in previewed.gathered.values.items() if isinstance(value, str)}


def _values(previewed: Previewed, choosing: Choosing, on: date) -> dict[str, str]:
    values = {TYPED + key: text for key, text in _texts(previewed).items()}
    chosen = {"key": choosing.key, "event": str(choosing.event), "party": choosing.party}
    return {**values, **chosen, "issued_on": on.isoformat()}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _shown(
    request: Asked, case_id: int, number: str, previewed: Previewed, filled: Filled, status: int
) -> HttpResponse:
    title = Words(previewed.gathered.letter.title, previewed.gathered.letter.gloss)
    return show(request, "workbench/cases/letter.html", LetterPage(case_id, number, title, filled, previewed), status)


@staff
@once
def serve(request: Asked, case_id: int, letter_id: int) -> HttpResponse:
    """Records that a letter went out or arrived; the step that follows is taken with it."""
    letter, number = _letter(request, case_id, letter_id)
    form = _serving(request, case_id)
    if request.method != "POST":
        filled = form.empty(sent_on=request.on.isoformat(), channel="mail", with_step="true")
        return show(request, "workbench/cases/serve.html", ServePage(case_id, number, letter, filled))
    filled = form.read(request.POST)
    if not filled.sound:
        return show(request, "workbench/cases/serve.html", ServePage(case_id, number, letter, filled), 422)
    wish = Serving(
        filled["channel"],
        filled.day("sent_on") or request.on,
        filled.day("signed_on"),
        filled["recipient"],
        filled.number("proof_id"),
        filled["note"],
        filled["with_step"] == "true",
    )
    try:
        served = serving.serve(letter_id, wish, by=request.actor, at=request.at)
    except Trouble as trouble:
        page = ServePage(case_id, number, letter, filled.refused(trouble))
        return show(request, "workbench/cases/serve.html", page, STATUS[trouble.kind])
    told = [Notice("done", words("letter.served.step" if served.taken else "letter.served.alone"))]
    told += [Notice("note", served.note)] if served.note.zh else []
    return onward(request, f"/desk/cases/{case_id}", *told)


def _serving(request: Asked, case_id: int) -> Form:
    proofs = tuple(
        Choice(str(one.id), same(one.title or one.name))
        for one in documents.attachments(request.actor, case_id)
        if one.role == "delivery_proof" and one.withdrawn_at is None
    )
    fields = [
        Field("channel", words("letter.serve.channel"), "radios", choices=choices("delivery", CHANNELS)),
        Field("sent_on", words("letter.serve.sent_on"), "date", width=8),
        Field("signed_on", words("letter.serve.signed_on"), "date", words("letter.serve.signed_hint"), False, width=8),
        Field("recipient", words("letter.serve.recipient"), required=False, most=100, width=20),
        Field("note", words("letter.serve.note"), required=False, most=300),
        Field("with_step", words("letter.serve.with_step"), "radios", choices=choices("flag", ("true", "false"))),
    ]
    if proofs:
        fields.insert(5, Field("proof_id", words("letter.serve.proof"), "select", required=False, choices=proofs))
    return Form(tuple(fields))


@staff
@once
def withdraw(request: Asked, case_id: int, letter_id: int) -> HttpResponse:
    """Makes a letter void; its number stays taken."""
    letter, number = _letter(request, case_id, letter_id)
    if request.method != "POST":
        return show(request, "workbench/cases/withdraw.html", ServePage(case_id, number, letter, WITHDRAW.empty()))
    filled = WITHDRAW.read(request.POST)
    if not filled.sound:
        return show(request, "workbench/cases/withdraw.html", ServePage(case_id, number, letter, filled), 422)
    try:
        done = serving.withdraw(letter_id, filled["reason"], by=request.actor, at=request.at)
    except Trouble as trouble:
        page = ServePage(case_id, number, letter, filled.refused(trouble))
        return show(request, "workbench/cases/withdraw.html", page, STATUS[trouble.kind])
    told = [Notice("done", words("letter.withdraw.done"))]
    told += [Notice("warning", done.note)] if done.note.zh else []
    return onward(request, f"/desk/cases/{case_id}", *told)


def _letter(request: Asked, case_id: int, letter_id: int) -> tuple[LetterFacts, str]:
    """The letter and the number of its case. Raises Trouble (missing)."""
    number = opened(request.actor, case_id).envelope.number
    found = next((one for one in queries.letters(request.actor, case_id) if one.id == letter_id), None)
    if found is None:
        raise missing(queries.LETTER, where="letter_id")
    return found, number
