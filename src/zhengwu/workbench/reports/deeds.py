"""What is done with a report: checked, signed with reasons, published, corrected, a correction given up."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.reports import actions, correcting, issuing, queries
from zhengwu.records.reports.checking import Checked
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.reports.heads import Head, deeds, head_of

REASON = "r-"
CORRECT = Form((Field("reason", words("reporting.correct.reason"), "textarea", most=1000, rows=3),))


@dataclass(frozen=True, slots=True)
class DeedPage:
    """A deed about to be done. `refused` says why it cannot be done now; `errors` are those that need a reason."""

    head: Head
    key: str
    form: Filled
    errors: tuple[Checked, ...]
    refused: Words | None


@staff
@once
def deed(request: Asked, body_id: int, year: int, key: str) -> HttpResponse:
    """Checks, signs, publishes, corrects or gives up; what takes a reason asks for it first."""
    head = head_of(request.actor, body_id, year)
    facts = queries.shown(request.actor, body_id, year)
    offered = {one.key: one for one in deeds(request.actor, head.body, year, facts.versions, request.on)}
    found = offered.get(key)
    if found is None:
        raise missing(Words("这个操作", "deed"), where="deed")
    errors = tuple(one for one in facts.findings if one.blocks) if key == "sign" else ()
    form = _form(key, errors)

    def page(filled: Filled, status: int = 200) -> HttpResponse:
        return show(request, "workbench/reports/deed.html", DeedPage(head, key, filled, errors, found.refused), status)

    if request.method != "POST":
        return page(form.empty())
    filled = form.read(request.POST)
    if not filled.sound:
        return page(filled, 422)
    try:
        said = _done(request, head, key, filled)
    except Trouble as trouble:
        return page(filled.refused(trouble), STATUS[trouble.kind])
    return onward(request, head.base, Notice("done", said))


def _form(key: str, errors: Sequence[Checked]) -> Form:
    if key == "correct":
        return CORRECT
    hint = words("reporting.sign.reason_hint")
    told = ((one.id, Words(one.sentence, one.gloss)) for one in errors)
    return Form(tuple(Field(REASON + pk, said, "textarea", hint, most=500, rows=2) for pk, said in told))


def _done(request: Asked, head: Head, key: str, filled: Filled) -> Words:
    by, at, body_id, year = request.actor, request.at, head.body.id, head.year
    match key:
        case "check":
            found = actions.check(body_id, year, by=by, at=at)
            wrong = sum(one.blocks for one in found)
            return words("reporting.check.done", n=wrong, notes=len(found) - wrong)
        case "sign":
            reasons = {name.removeprefix(REASON): filled[name] for name in filled.values if name.startswith(REASON)}
            version = issuing.sign(body_id, year, reasons=reasons, by=by, at=at)
            return words("reporting.sign.done", version=version)
        case "publish":
            issuing.publish(body_id, year, by=by, at=at)
            return words("reporting.publish.done", address=f"/reports/{body_id}/{year}")
        case "withdraw":
            return words("reporting.withdraw.done", version=correcting.withdraw(body_id, year, by=by, at=at))
    actions.correct(body_id, year, reason=filled["reason"], by=by, at=at)
    return words("reporting.correct.done")
