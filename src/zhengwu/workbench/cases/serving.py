"""A letter that goes out: how it was sent, whether it arrived, what proves it; or that it came back, and what next."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.documents import actions as documents
from zhengwu.records.documents import listing
from zhengwu.records.documents.actions import Receiving
from zhengwu.records.letters import serving
from zhengwu.records.letters.queries import LetterFacts
from zhengwu.records.letters.serving import Serving
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.cases.letters import letter_of
from zhengwu.workbench.naming import choices, chosen

CHANNELS = ("counter", "mail", "electronic", "other_agency")
HOW = ("signed", "sent", "failed")  # it was received, it is under way, it came back
FIRST = ("mail", "counter", "electronic", "other_agency")  # which way is tried next


@dataclass(frozen=True, slots=True)
class ServePage:
    """A letter that goes out, with what was tried before and which way is next."""

    case_id: int
    number: str
    letter: LetterFacts
    form: Filled
    advice: Words | None


@staff
@once
def serve(request: Asked, case_id: int, letter_id: int) -> HttpResponse:
    """Records that a letter went out, arrived or came back; the step that follows is taken with it."""
    letter, number = letter_of(request, case_id, letter_id)
    form = _form(case_id)
    if request.method != "POST":
        values = {"sent_on": request.on.isoformat(), "channel": _next(letter), "how": "sent", "with_step": "true"}
        return _shown(request, case_id, number, letter, form.empty(**values), 200)
    filled = _checked(form.read(request.POST))
    if not filled.sound:
        return _shown(request, case_id, number, letter, filled, 422)
    try:
        served = serving.serve(letter_id, _wish(request, case_id, filled), by=request.actor, at=request.at)
    except Trouble as trouble:
        return _shown(request, case_id, number, letter, filled.refused(trouble), STATUS[trouble.kind])
    if filled["how"] == "failed":
        again = f"/desk/cases/{case_id}/letters/{letter_id}/serve"
        return onward(request, again, Notice("done", words("letter.served.failed")))
    told = [Notice("done", words("letter.served.step" if served.taken else "letter.served.alone"))]
    told += [Notice("note", served.note)] if served.note.zh else []
    return onward(request, f"/desk/cases/{case_id}", *told)


def _checked(filled: Filled) -> Filled:
    """A receipt has its day, and what came back says why."""
    if filled["how"] == "signed" and not filled["signed_on"]:
        filled = filled.wrong("signed_on", words("letter.serve.signed_missing"))
    if filled["how"] == "failed" and not filled["note"]:
        filled = filled.wrong("note", words("letter.serve.failed_missing"))
    return filled


def _wish(request: Asked, case_id: int, filled: Filled) -> Serving:
    """What is put on file. A letter that came back reached nobody: no day of receipt, and no step."""
    failed = filled["how"] == "failed"
    note = words("letter.serve.failed_note", why=filled["note"]).zh if failed else filled["note"]
    return Serving(
        filled["channel"],
        filled.day("sent_on") or request.on,
        filled.day("signed_on") if filled["how"] == "signed" else None,
        "" if failed else filled["recipient"],
        _proof(request, case_id) or filled.number("proof_id"),
        note,
        not failed and filled["with_step"] == "true",
    )


def _proof(request: Asked, case_id: int) -> int | None:
    """The proof that is sent with the form, put on file first."""
    for one in request.FILES.getlist("proof"):
        received = Receiving(one.read(), one.name or "proof", "delivery_proof")
        return documents.receive(case_id, received, by=request.actor, at=request.at).id
    return None


def _shown(request: Asked, case_id: int, number: str, letter: LetterFacts, filled: Filled, status: int) -> HttpResponse:
    tried = bool(letter.deliveries) and all(one.delivered_on is None for one in letter.deliveries)
    way = chosen("delivery", _next(letter))
    advice = Words(
        words("letter.serve.next", way=way.zh).zh, words("letter.serve.next", way=way.en).en
    ) if tried else None  # fmt: skip
    page = ServePage(case_id, number, letter, filled, advice)
    return show(request, "workbench/cases/serve.html", page, status)


def _next(letter: LetterFacts) -> str:
    """The first way that was not tried yet; the post again where all were."""
    tried = {one.channel for one in letter.deliveries}
    return next((one for one in FIRST if one not in tried), FIRST[0])


def _form(case_id: int) -> Form:
    proofs = tuple(
        Choice(str(one.id), same(one.title or one.name))
        for one in listing.attached(case_id)
        if one.role == "delivery_proof" and one.gone is None
    )
    how = tuple(Choice(one, words(f"letter.serve.result.{one}")) for one in HOW)
    fields = [
        Field("channel", words("letter.serve.channel"), "radios", choices=choices("delivery", CHANNELS)),
        Field("how", words("letter.serve.how"), "radios", choices=how),
        Field("sent_on", words("letter.serve.sent_on"), "date", width=8),
        Field("signed_on", words("letter.serve.signed_on"), "date", words("letter.serve.signed_hint"), False, width=8),
        Field("recipient", words("letter.serve.recipient"), required=False, most=100, width=20),
        Field("note", words("letter.serve.note"), "text", words("letter.serve.note_hint"), False, most=300),
        Field("proof", words("letter.serve.proof"), "files", words("letter.serve.proof_hint"), False),
        Field("with_step", words("letter.serve.with_step"), "radios", choices=choices("flag", ("true", "false"))),
    ]
    if proofs:
        fields.insert(7, Field("proof_id", words("letter.serve.proof_there"), "select", required=False, choices=proofs))
    return Form(tuple(fields))
