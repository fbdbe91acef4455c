"""Making a request: one question a screen, answers kept for a week, handed in once, a receipt with its secret.

Answers lie in `records.drafts`, found by the secret of a cookie, so that going back, closing the browser and sending
twice lose nothing and double nothing. Works without script.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse

from zhengwu.portal import keyring
from zhengwu.portal.files import FILES_FIELD, uploads
from zhengwu.portal.screens import BY_KEY, FORMS, MOST_ITEMS, SCREENS, Answers, applicant_of, first_open, items_of, what
from zhengwu.portal.tracking import home_of
from zhengwu.records.cases.actions import open_case
from zhengwu.records.cases.opening import Opened, Opening
from zhengwu.records.cases.sheet import envelope_of
from zhengwu.records.drafts import actions as drafts
from zhengwu.records.drafts.actions import Drafted, FileFacts, Receipt
from zhengwu.records.organs import queries as organs
from zhengwu.records.organs.queries import BodyFacts
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.calendar import Unit, explained
from zhengwu.statute.identifiers import citizen_id
from zhengwu.statute.procedures.information_request.intake import RECEIPT_DAY
from zhengwu.statute.procedures.model import Event
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Filled, Form
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.dates import Reasoned, of_period
from zhengwu.ui.parts.tables import Progress
from zhengwu.visits import Asked

COOKIE = "zhengwu_draft"
WEEK = 7 * 86_400
REPLY_DAYS = 20  # 条例第三十三条
ORDER = (*(one.key for one in SCREENS), "files", "check")


@dataclass(frozen=True, slots=True)
class StartPage:
    """What one needs, and whether there is a draft to go on with."""

    resume: str


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """One question. `office` is shown beside it once it is chosen; `back` is the screen before."""

    key: str
    progress: Progress
    filled: Filled
    office: BodyFacts | None
    back: str
    more: bool
    files: tuple[FileFacts, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One answer on the last screen: what was asked, what was said, and where to change it."""

    key: str
    label: Words
    value: Words | str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """All answers, to be looked at before they are handed in."""

    progress: Progress
    said: tuple[Said, ...]
    files: tuple[FileFacts, ...]
    filled: Filled


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """Number and secret, the rule by which the request counts as received, and the last day if both confirm today."""

    receipt: Receipt
    rule: Words
    basis: str
    due: Reasoned
    office: BodyFacts
    home: str


def _draft(request: Asked) -> Drafted:
    return drafts.read(request.COOKIES.get(COOKIE, ""), at=request.at)


def _onward(request: Asked, key: str, secret: str) -> HttpResponse:
    response = onward(request, f"/request/{key}")
    response.set_cookie(
        COOKIE, secret, max_age=WEEK, path="/request", httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return response


@public
def start(request: Asked) -> HttpResponse:
    """`/request`: what one needs; a draft is gone on with, or thrown away."""
    if request.method == "POST":
        drafts.drop(request.COOKIES.get(COOKIE, ""))
        response = onward(request, "/request")
        response.delete_cookie(COOKIE, path="/request", samesite="Lax")
        return response
    draft = _draft(request)
    resume = "receipt" if draft.receipt else first_open(draft.answers) if draft.answers else ""
    return show(request, "portal/asking.html", StartPage(resume))


@public
def screen(request: Asked, key: str) -> HttpResponse:
    """`/request/KEY`: one question; what was answered is kept, and the next one follows."""
    found, draft = BY_KEY.get(key), _draft(request)
    if found is None:
        raise Http404(key)
    if draft.receipt is not None:
        return onward(request, "/request/receipt")
    if _too_early(key, draft.answers):
        return onward(request, f"/request/{first_open(draft.answers)}")
    if request.method != "POST":
        form = _form_shown(request, key, draft.answers)
        values = {**draft.answers}
        if key == "office" and request.GET.get("body"):
            values["office"] = str(request.GET["body"])[:12]
        return _shown(request, key, draft, form.empty(**values))
    sent = sum(1 for name in request.POST if name.startswith("item-"))
    form = what(min(max(sent, 1), MOST_ITEMS)) if key == "what" else found.form(draft.answers)
    filled = form.read(request.POST)
    if filled.sound:
        filled = found.checked(filled, draft.answers)
    if not filled.sound:
        return _shown(request, key, draft, filled, 422)
    answers = _with(draft.answers, key, filled)
    secret = drafts.save(request.COOKIES.get(COOKIE, ""), answers, at=request.at)
    if key == "what" and "more" in request.POST:
        return _onward(request, "what?more=1#f-item-" + str(len(items_of(answers)) + 1), secret)
    checking = request.GET.get("then") == "check" and first_open(answers) == "files"
    return _onward(request, "check" if checking else ORDER[ORDER.index(key) + 1], secret)


def _too_early(key: str, answers: Answers) -> bool:
    reached = first_open(answers)
    return ORDER.index(key) > ORDER.index(reached)


def _form_shown(request: Asked, key: str, answers: Answers) -> Form:
    if key == "what":
        return what(min(max(1, len(items_of(answers)) + ("more" in request.GET)), MOST_ITEMS))
    return BY_KEY[key].form(answers)


def _with(answers: Answers, key: str, filled: Filled) -> dict[str, str]:
    """The answers with those of a screen. Another class of applicant wants another proof of identity."""
    gone = (
        {"id_kind", "id_number", "organisation"} if key == "who" and answers.get("class") != filled["class"] else set()
    )
    kept = {
        name: value
        for name, value in answers.items()
        if name not in gone and not (key == "what" and name.startswith("item-"))
    }
    typed = {one.name: filled[one.name] for one in filled.fields}
    if key == "what":
        texts = [text for text in typed.values() if text]
        typed = {f"item-{at}": text for at, text in enumerate(texts, 1)}
    return {**kept, **typed}


def _progress(key: str) -> Progress:
    return Progress(tuple(words(f"asking.screens.{one}") for one in ORDER), ORDER.index(key))


def _office(answers: Answers) -> BodyFacts | None:
    chosen = answers.get("office", "")
    try:
        return organs.body(PUBLIC, int(chosen)) if chosen.isdecimal() else None
    except Trouble:
        return None


def _shown(request: Asked, key: str, draft: Drafted, filled: Filled, status: int = 200) -> HttpResponse:
    at = ORDER.index(key)
    back = f"/request/{ORDER[at - 1]}" if at else "/request"
    more = key == "what" and len(filled.fields) < MOST_ITEMS
    office = _office(draft.answers) if key in ("what", "how") else None
    page = ScreenPage(key, _progress(key), filled, office, back, more, draft.files)
    return show(request, "portal/asking-screen.html", page, status)


@public
def files(request: Asked) -> HttpResponse:
    """`/request/files`: attachments, one sending after another; those that are there can be taken away."""
    draft, secret = _draft(request), request.COOKIES.get(COOKIE, "")
    if draft.receipt is not None:
        return onward(request, "/request/receipt")
    if _too_early("files", draft.answers):
        return onward(request, f"/request/{first_open(draft.answers)}")
    filled = Form((FILES_FIELD,)).empty()
    if request.method != "POST":
        return _shown(request, "files", draft, filled)
    remove = str(request.POST.get("remove", ""))
    if remove.isdecimal():
        drafts.detach(secret, int(remove[:15]))
        return _onward(request, "files", secret)
    filled, sent = uploads(request, filled)
    if filled.sound and sent:
        try:
            drafts.attach(secret, [(one.name, one.content) for one in sent], at=request.at)
        except Trouble as trouble:
            filled = filled.refused(trouble)
    if not filled.sound:
        return _shown(request, "files", draft, filled, 422)
    return _onward(request, "files" if sent else "check", secret)


@public
def check(request: Asked) -> HttpResponse:
    """`/request/check`: all answers; handed in from here, once."""
    draft, secret = _draft(request), request.COOKIES.get(COOKIE, "")
    if draft.receipt is not None:
        return onward(request, "/request/receipt")
    if first_open(draft.answers) != "files":
        return onward(request, f"/request/{first_open(draft.answers)}")
    filled = Form(()).empty()
    if request.method == "POST":
        try:
            receipt = drafts.hand_in(secret, lambda said: _open(request, said), by=request.actor, at=request.at)
            response = _onward(request, "receipt", secret)
            keyring.put(request, response, receipt.number, keyring.Key("applicant", receipt.case_id))
            return response
        except Trouble as trouble:
            filled = filled.refused(trouble)
    page = CheckPage(_progress("check"), _said(draft.answers), draft.files, filled)
    return show(request, "portal/asking-check.html", page, 200 if filled.sound else 422)


def _open(request: Asked, answers: Mapping[str, str]) -> Opened:
    says = {
        "channel": "online",
        "items": items_of(answers),
        "delivery_form": words(f"asking.how.{answers.get('how', 'any')}").zh,
        "assistance": answers.get("assistance", ""),
    }
    event = Event("submitted", request.on, says={key: value for key, value in says.items() if value})
    opening = Opening(applicant_of(answers))
    body = int(answers["office"])
    return open_case("information_request", body, [event], opening, by=request.actor, at=request.at)


def _said(answers: Answers) -> tuple[Said, ...]:
    office = _office(answers)
    how = answers.get("how", "")
    rows = [
        Said("office", words("asking.office.label"), office.name if office else ""),
        *(Said("what", words("asking.item.label_of", number=at), text) for at, text in enumerate(items_of(answers), 1)),
        Said("how", words("asking.how.label"), words(f"asking.how.{how}") if how in FORMS else ""),
        Said("how", words("asking.assistance.label"), answers.get("assistance", "")),
        Said("who", words("asking.class.label"), words(f"asking.class.{answers['class']}.label")),
        Said("identity", words("asking.name.label"), answers.get("name", "")),
        Said("identity", words("asking.id_number.label"), citizen_id.mask(answers.get("id_number", ""))),
        Said("identity", words("asking.person.label"), answers.get("organisation", "")),
        *(
            Said("contact", words(f"asking.{name}.label"), answers.get(name, ""))
            for name in ("phone", "email", "address")
        ),
    ]
    return tuple(row for row in rows if row.value)


@public
def receipt(request: Asked) -> HttpResponse:
    """`/request/receipt`: number and secret, for an hour, in the browser that handed in."""
    draft = _draft(request)
    if draft.receipt is None:
        return onward(request, "/request")
    told = draft.receipt
    if draft.files:  # the files were cut short on their way
        drafts.hand_in(
            request.COOKIES.get(COOKIE, ""), lambda said: _open(request, said), by=request.actor, at=request.at
        )
    office = organs.body(PUBLIC, envelope_of(told.case_id).body_id)
    calendar = calendar_of(office.id)
    end, lines = explained(calendar, request.on, REPLY_DAYS, Unit.WORKING_DAYS)
    due = of_period(end, request.on, Unit.WORKING_DAYS, lines, calendar, request.on)
    page = ReceiptPage(told, words("asking.rule_online"), RECEIPT_DAY.basis, due, office, home_of(told.number))
    return show(request, "portal/receipt.html", page)
