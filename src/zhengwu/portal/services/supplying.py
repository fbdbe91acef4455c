"""Materials that an applicant hands in afterwards: what is to be corrected, and what was promised to follow."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.portal.files import FILES_HINT, uploads
from zhengwu.portal.services.following import word
from zhengwu.records.approvals import following
from zhengwu.records.approvals.queries import materials_of
from zhengwu.records.approvals.shown import MaterialFacts
from zhengwu.records.approvals.submitting import Given
from zhengwu.records.cases import tracking
from zhengwu.records.cases.sheet import Opened
from zhengwu.records.documents import store
from zhengwu.records.documents.actions import Receiving, receive
from zhengwu.records.troubles import Trouble
from zhengwu.statute.procedures.model import Event
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward
from zhengwu.visits import Asked

PART = "file-"
TEXT_MOST = 4_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form of what is handed in afterwards, and the materials by their fields."""

    form: Form
    materials: dict[str, MaterialFacts]


def sheet(found: Opened, step: str) -> Sheet:
    """A place for a file of each material that may come: all of them to correct, else those that were to follow."""
    corrects = step == "correction_received"
    wanted = [one for one in materials_of(found.envelope.id) if corrects or one.state == "deferred"]
    fields = [Field(f"{PART}{one.key}", same(one.name), "files", FILES_HINT, required=False) for one in wanted]
    label = words("services.track.steps.correction_received.text")
    text = (Field("text", label, "textarea", required=False, most=TEXT_MOST),) if corrects else ()
    expected = Field("expected", words("tracking.expected"), "hidden")
    return Sheet(Form((*fields, *text, expected)), {f"{PART}{one.key}": one for one in wanted})


def take(request: Asked, found: Opened, step: str, home: str) -> Filled | HttpResponse:
    """Hands in what was sent; what is wrong where it could not be."""
    wanted = sheet(found, step)
    filled = wanted.form.read(request.POST)
    sent = []
    for name, one in wanted.materials.items():
        filled, came = uploads(request, filled, name)
        sent += [(one, file) for file in came]
    if filled.sound and not sent and not filled["text"]:
        filled = filled.wrong("", words("services.track.nothing_sent"))
    if not filled.sound:
        return filled
    try:
        given: dict[str, Given] = {}
        for one, file in sent:
            stored = store.keep(file.content, file.name, at=request.at)
            given.setdefault(one.key, Given(one.key, file_id=stored.pk, file_name=file.name))
            receiving = Receiving(file.content, file.name, "correction", one.name)
            receive(found.envelope.id, receiving, by=request.actor, at=request.at)
        if given:
            following.supply(found.envelope.id, tuple(given.values()), filled["text"], by=request.actor, at=request.at)
        else:
            event = Event(step, request.on, says={"text": filled["text"]})
            tracking.apply(found.envelope.id, event, at=request.at, expected=filled.number("expected"))
    except Trouble as trouble:
        return filled.refused(trouble)
    return onward(request, home, Notice("done", words(word(found.rules.key, f"steps.{step}.done"))))
