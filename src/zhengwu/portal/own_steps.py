"""What an applicant does to their request: confirm, correct, give reasons, withdraw. One page a step, once a form."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse

from zhengwu.portal.files import FILES_FIELD, Upload, uploads
from zhengwu.portal.keyring import key_of
from zhengwu.portal.services import following, supplying
from zhengwu.portal.services.following import word
from zhengwu.portal.tracking import GRAVE, home_of
from zhengwu.records.cases import tracking
from zhengwu.records.cases.sheet import File, Opened, envelope_of, replayed
from zhengwu.records.cases.tracking import APPLICANT_STEPS
from zhengwu.records.documents.actions import Receiving, receive
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.procedures.model import Event
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked

ASKED_BY = {"correction_received": "correction_requested", "reason_received": "reason_requested"}
TEXT_MOST = 4_000
WRITTEN = ("correction_received", "reason_received", "withdrawn")  # steps with which something is said


@dataclass(frozen=True, slots=True)
class StepPage:
    """The form of a step: what the office has asked for, the fields, and the case to go back to."""

    number: str
    step: str
    title: Words
    about: Words
    asked: str
    filled: Filled
    home: str
    grave: bool


def _form(step: str, file: File, length: int) -> Form:
    expected = Field("expected", words("tracking.expected"), "hidden")
    if step not in WRITTEN:
        return Form((expected,))
    text = Field("text", words(f"tracking.steps.{step}.text"), "textarea", required=False, most=TEXT_MOST)
    if step == "correction_received":
        matters = [
            Field(f"item-{one.number}", words("tracking.item", number=one.number), "textarea", most=TEXT_MOST)
            for one in file.items
            if one.concluded_on is None
        ]
        return Form((*matters, text, FILES_FIELD, expected))
    if step == "reason_received":
        needed = Field("text", text.label, "textarea", most=TEXT_MOST, rows=7)
        return Form((needed, expected))
    return Form((text, expected))


@public
@once
def step(request: Asked, number: str, step: str) -> HttpResponse:
    """`/track/NUMBER/STEP`: one step of the applicant."""
    if step not in APPLICANT_STEPS:
        raise Http404(step)
    key = key_of(request, "applicant", number)
    found = replayed(envelope_of(key.case_id))
    if following.is_approval(found.rules.key) and step in following.SUPPLYING:
        return _supplied(request, number, step, found)
    form = _form(step, found.file, found.envelope.length)
    if request.method != "POST":
        matters = {f"item-{one.number}": one.description for one in found.file.items}
        filled = form.empty(expected=str(found.envelope.length), **matters)
        return show(request, "portal/step.html", _page(number, step, found, filled))
    filled = form.read(request.POST)
    filled, files = uploads(request, filled)
    if filled.sound:
        try:
            _take(request, key.case_id, step, filled, files)
            return onward(request, home_of(number), Notice("done", words(_its(found, step, "done"))))
        except Trouble as trouble:
            filled = filled.refused(trouble)
    return show(request, "portal/step.html", _page(number, step, found, filled), 422)


def _supplied(request: Asked, number: str, step: str, found: Opened) -> HttpResponse:
    """Materials that are handed in afterwards, to an application for a service."""
    wanted = supplying.sheet(found, step)
    filled = wanted.form.empty(expected=str(found.envelope.length))
    if request.method == "POST":
        done = supplying.take(request, found, step, home_of(number))
        if isinstance(done, HttpResponse):
            return done
        filled = done
    return show(request, "portal/step.html", _page(number, step, found, filled), 200 if filled.sound else 422)


def _its(found: Opened, step: str, name: str) -> str:
    return word(found.rules.key, f"steps.{step}.{name}")


def _take(request: Asked, case_id: int, step: str, filled: Filled, files: tuple[Upload, ...]) -> None:
    says: dict[str, Any] = {"text": filled["text"]} if filled["text"] else {}
    items = tuple(filled[one.name] for one in filled.fields if one.name.startswith("item-"))
    if items:
        says["items"] = items
    for file in files:
        received = Receiving(file.content, file.name, "correction")
        receive(case_id, received, by=request.actor, at=request.at)
    event = Event(step, request.on, says=says)
    tracking.apply(case_id, event, at=request.at, expected=filled.number("expected"))


def _page(number: str, step: str, found: Opened, filled: Filled) -> StepPage:
    asking = [one for one in found.file.events if one.key == ASKED_BY.get(step) and not one.struck]
    said = asking[-1].says if asking else {}
    asked = str(said.get("what") or said.get("note") or "")
    title, about = (words(_its(found, step, name)) for name in ("title", "about"))
    return StepPage(number, step, title, about, asked, filled, home_of(number), step in GRAVE)
