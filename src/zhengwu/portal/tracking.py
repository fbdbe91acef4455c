"""Following a request: number and secret, then one page with the stage, the due date, what may be done, what came."""

from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpResponse

from zhengwu.portal import keyring
from zhengwu.portal.bundles import opening
from zhengwu.portal.demands import Demand, demand
from zhengwu.portal.keyring import Key, key_of
from zhengwu.portal.papers import download
from zhengwu.portal.remedies import Answer, answers
from zhengwu.portal.services import following
from zhengwu.portal.services.following import Followed, word
from zhengwu.portal.story import story
from zhengwu.records.cases import tracking
from zhengwu.records.cases.sheet import Opened, envelope_of, replayed
from zhengwu.records.cases.tracking import Tracked
from zhengwu.records.documents import given as documents
from zhengwu.records.letters import given as letters
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.procedures import lawful
from zhengwu.ui.catalogue import catalogue, words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.dates import Reasoned, of_due
from zhengwu.ui.parts.steps import Offer, Refusal, Steps
from zhengwu.ui.parts.timeline import Happening
from zhengwu.visits import Asked

GRAVE = ("withdrawn", "commitment_withdrawn")
DONE_BEFORE = {"confirmed": "confirmed"}  # a step that the applicant has nothing more to gain from once it was taken


@dataclass(frozen=True, slots=True)
class DoorPage:
    """Number and secret are asked for; `side` says whose page this is."""

    side: str
    filled: Filled


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case as its applicant sees it."""

    told: Tracked
    meaning: Words
    due: Reasoned | None
    waits: Reasoned | None
    waiting: Words | None
    demand: Demand | None
    steps: Steps
    grave: tuple[Offer, ...]
    story: tuple[Happening, ...]
    answers: tuple[Answer, ...]
    letters: tuple[letters.Given, ...]
    files: tuple[documents.Given, ...]
    home: str
    approval: Followed | None


def door_form() -> Form:
    """Number and secret, as they stand on a receipt or a letter."""
    number, hint = words("tracking.number.label"), words("tracking.number.hint")
    secret, kept = words("tracking.secret.label"), words("tracking.secret.hint")
    return Form(
        (
            Field("number", number, hint=hint, most=40, width=20),
            Field("secret", secret, hint=kept, most=40, width=12, complete="off"),
        )
    )


def throttled(filled: Filled, trouble: Trouble) -> Filled:
    """What is said beside the form where number or secret are wrong, or were tried too often."""
    if trouble.kind == "throttled":
        return filled.wrong("secret", words("tracking.throttled", seconds=trouble.wait))
    return filled.refused(trouble)


@public
def door(request: Asked) -> HttpResponse:
    """`/track`: asks for number and secret, and opens the case."""
    form = door_form()
    if request.method != "POST":
        number = str(request.GET.get("number", ""))[:40]
        return show(request, "portal/track.html", DoorPage("applicant", form.empty(number=number)))
    filled = form.read(request.POST)
    if filled.sound:
        try:
            if opening.is_matter(filled["number"]):
                return opening.opened(request, filled["number"], filled["secret"])
            case_id = tracking.followed(filled["number"], filled["secret"], at=request.at, address=request.address)
        except Trouble as trouble:
            filled = throttled(filled, trouble)
        else:
            response = onward(request, home_of(filled["number"]))
            keyring.put(request, response, filled["number"], Key("applicant", case_id))
            return response
    return show(request, "portal/track.html", DoorPage("applicant", filled), 422)


def home_of(number: str) -> str:
    """The page of a case."""
    return f"/track/{quote(number)}"


@public
def case(request: Asked, number: str) -> HttpResponse:
    """`/track/NUMBER`: everything about the case that its applicant sees and may do."""
    try:
        key = key_of(request, "applicant", number)
    except Trouble:
        if opening.is_matter(number):
            return onward(request, opening.home_of(number))
        return onward(request, f"/track?number={quote(number)}", Notice("note", words("tracking.closed")))
    return show(request, "portal/case.html", _case_page(request, key.case_id))


def _case_page(request: Asked, case_id: int) -> CasePage:
    found = replayed(envelope_of(case_id))
    told = tracking.told(found, request.on)
    now = lawful.standing(found.rules, found.case, request.on, found.calendar)
    due = of_due(now.due, told.due.lines, found.calendar, request.on) if now.due and told.due else None
    waits = of_due(now.waits, told.waits.lines, found.calendar, request.on) if now.waits and told.waits else None
    home = home_of(told.number)
    asks = following.demand if following.is_approval(found.rules.key) else demand
    asked = asks(found, told, waits)
    steps, grave = _steps(told, found, home, asked.step if asked else "")
    return CasePage(
        told,
        _meaning(told, found.rules.key),
        due if told.is_open else None,
        waits if told.is_open and not asked else None,
        words(word(found.rules.key, f"waits.{told.waits.key}")) if told.waits else None,
        asked,
        steps,
        grave,
        story(found),
        answers(found, told, request.on),
        letters.letters(case_id, request.on),
        documents.releases(case_id, answered(told)),
        home,
        following.followed(found, told, request.on),
    )


def answered(told: Tracked) -> frozenset[str]:
    """The numbers of the items whose answer has gone out."""
    return frozenset(one.number for one in told.items if one.answered_on is not None)


def _meaning(told: Tracked, procedure: str) -> Words:
    name = word(procedure, f"stage.{told.stage.key}")
    return words(name) if name in catalogue("zh") else Words(told.stage.zh, told.stage.en)


def _steps(told: Tracked, found: Opened, home: str, asked: str) -> tuple[Steps, tuple[Offer, ...]]:
    """What else may be done, and what cannot be undone; what is asked of the applicant stands above it already."""
    taken = {one.key for one in found.file.events if one.post == "applicant" and not one.struck}
    offers, refusals = [], []
    for one in told.steps:
        its = word(found.rules.key, f"steps.{one.step}.title").removesuffix(".title")
        title = words(f"{its}.title")
        if one.lawful and one.step != asked and DONE_BEFORE.get(one.step) not in taken:
            about = words(f"{its}.about")
            offers.append(Offer(f"{home}/{one.step}", title, about, one.basis, one.step in GRAVE))
        elif not one.lawful and told.is_open and not following.is_approval(found.rules.key):
            refusals.append(Refusal(title, Words(one.zh, one.en), one.basis))
    shown = tuple(one for one in offers if not one.grave)
    return Steps(shown, tuple(refusals)), tuple(one for one in offers if one.grave)


@public
def leave(request: Asked, side: keyring.Side, number: str) -> HttpResponse:
    """Ends the looking: this browser has to be told number and secret again."""
    path = "/track" if side == "applicant" else "/opinion"
    response = onward(request, path, Notice("done", words("tracking.left")))
    if request.method == "POST":
        keyring.take_off(request, response, side, number)
    return response


@public
def letter(request: Asked, number: str, letter_id: int, kind: str) -> HttpResponse:
    """A letter as a file."""
    key = key_of(request, "applicant", number)
    return download(letters.copy(key.case_id, letter_id, kind, on=request.on, at=request.at))


@public
def released(request: Asked, number: str, release_id: int) -> HttpResponse:
    """A released file."""
    key = key_of(request, "applicant", number)
    told = tracking.told(replayed(envelope_of(key.case_id)), request.on)
    return download(documents.copy(key.case_id, release_id, answered(told)))
