"""A third party's page: opened with the number and the secret of the letter that asked them, for one opinion."""

from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpResponse

from zhengwu.portal import keyring
from zhengwu.portal.keyring import Key, key_of
from zhengwu.portal.tracking import DoorPage, door_form, throttled
from zhengwu.records.cases import tracking
from zhengwu.records.cases.sheet import Opened, envelope_of, replayed
from zhengwu.records.cases.shown import ConsultationFacts
from zhengwu.records.organs import queries as organs
from zhengwu.records.organs.queries import BodyFacts
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.procedures import explain
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.dates import Reasoned, of_due
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked

STANCES = ("agrees", "objects")


@dataclass(frozen=True, slots=True)
class OpinionPage:
    """What a third party is asked, by when, what silence means, and the form; `given` once it has been answered."""

    number: str
    office: BodyFacts
    asked: str
    silence: Words
    basis: str
    due: Reasoned | None
    given: str
    filled: Filled


def _form() -> Form:
    choices = tuple(Choice(one, words(f"opinion.{one}.label"), words(f"opinion.{one}.hint")) for one in STANCES)
    return Form(
        (
            Field("opinion", words("opinion.label"), "radios", choices=choices),
            Field(
                "text", words("opinion.text.label"), "textarea", words("opinion.text.hint"), required=False, most=4_000
            ),
        )
    )


@public
def door(request: Asked) -> HttpResponse:
    """`/opinion`: asks for number and secret."""
    form = door_form()
    if request.method != "POST":
        return show(request, "portal/track.html", DoorPage("party", form.empty()))
    filled = form.read(request.POST)
    if filled.sound:
        try:
            found = tracking.asked(filled["number"], filled["secret"], at=request.at, address=request.address)
        except Trouble as trouble:
            filled = throttled(filled, trouble)
        else:
            response = onward(request, f"/opinion/{quote(filled['number'])}")
            keyring.put(request, response, filled["number"], Key("party", *found))
            return response
    return show(request, "portal/track.html", DoorPage("party", filled), 422)


@public
@once
def opinion(request: Asked, number: str) -> HttpResponse:
    """`/opinion/NUMBER`: the question, and the answer to it."""
    try:
        key = key_of(request, "party", number)
    except Trouble:
        return onward(request, "/opinion", Notice("note", words("tracking.closed")))
    found, form = replayed(envelope_of(key.case_id)), _form()
    if request.method != "POST":
        return show(request, "portal/opinion.html", _page(request, found, key, form.empty()))
    filled = form.read(request.POST)
    if filled.sound and filled["opinion"] == "objects" and not filled["text"]:
        filled = filled.wrong("text", words("opinion.text.missing"))
    if filled.sound:
        try:
            said = filled["opinion"], filled["text"]
            tracking.give_opinion(key.case_id, key.party, *said, on=request.on, at=request.at)
            return onward(request, f"/opinion/{quote(number)}", Notice("done", words("opinion.done")))
        except Trouble as trouble:
            filled = filled.refused(trouble)
    return show(request, "portal/opinion.html", _page(request, found, key, filled), 422)


def _page(request: Asked, found: Opened, key: Key, filled: Filled) -> OpinionPage:
    asked: ConsultationFacts | None = next(
        (one for one in reversed(found.file.consultations) if one.party == key.party), None
    )
    about = [one.description for one in found.file.items if asked is None or asked.item in ("", one.number)]
    silence = Words(asked.silence_zh, asked.silence_en) if asked else Words("", "")
    running = found.case.clock("opinion", key.party)
    due = None
    if running is not None and asked is not None and asked.ended_on is None:
        due = of_due(*explain(found.rules, found.case, running, found.calendar), found.calendar, request.on)
    return OpinionPage(
        found.envelope.number,
        organs.body(CLOCKWORK, found.envelope.body_id),
        "；".join(about),
        silence,
        asked.basis if asked else "",
        due,
        asked.stance if asked else "",
        filled,
    )
