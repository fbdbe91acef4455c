"""Making a request: one question a screen, answers kept for a week, handed in once.

Answers lie in `records.drafts`, found by the code that a cookie holds, so that going back, closing the browser and
sending twice lose nothing and double nothing. Works without script. The receipt is in `receipt`, going on elsewhere in
`resuming`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse

from zhengwu.portal import finding, identity, keyring, proving, screens
from zhengwu.portal.files import MOST_BYTES, uploads
from zhengwu.portal.finding import Hit
from zhengwu.portal.screens import BY_KEY, FORMS, MOST_ITEMS, Answers, first_open, items_of, order
from zhengwu.records.cases.actions import open_case
from zhengwu.records.cases.contacts import name_agent
from zhengwu.records.cases.opening import Opened, Opening
from zhengwu.records.drafts import actions as drafts
from zhengwu.records.drafts import turns
from zhengwu.records.drafts.actions import Drafted, FileFacts, Sent
from zhengwu.records.organs import queries as organs
from zhengwu.records.organs.queries import BodyFacts
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.identifiers import citizen_id
from zhengwu.statute.procedures.model import Event
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Progress
from zhengwu.visits import Asked

COOKIE = "zhengwu_draft"
WEEK = 7 * 86_400
# What a paper is to the case and what it is called there, by the field that it came in.
MANDATE = ("identity", "授权委托书")
ROLES = {"identity": ("identity", ""), "mandate": MANDATE, "files": ("application", "")}


@dataclass(frozen=True, slots=True)
class StartPage:
    """What one needs, and whether there is a draft to go on with."""

    resume: str


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """One question. `office` is shown beside it once it is chosen; `back` is the screen before.

    `service` is the name of the identity service where somebody may prove there who they are; `proved` that they have.
    """

    key: str
    progress: Progress
    filled: Filled
    office: BodyFacts | None
    back: str
    more: bool
    files: tuple[FileFacts, ...]
    service: str
    proved: bool


@dataclass(frozen=True, slots=True)
class FoundPage:
    """What is published already on what somebody looks for."""

    subject: str
    hits: tuple[Hit, ...]
    onward: str


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
    back: str


def draft_of(request: Asked) -> Drafted:
    """The draft of this browser; an empty one where there is none."""
    return drafts.read(code_of(request), at=request.at)


def code_of(request: Asked) -> str:
    """The code of this browser's draft."""
    return request.COOKIES.get(COOKIE, "")


def remembered(response: HttpResponse, code: str) -> HttpResponse:
    """Gives the browser the code of its draft."""
    response.set_cookie(
        COOKIE, code, max_age=WEEK, path="/request", httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return response


def left(response: HttpResponse) -> HttpResponse:
    """Takes the code from the browser."""
    response.delete_cookie(COOKIE, path="/request", samesite="Lax")
    return response


def going_on(draft: Drafted) -> str:
    """The last part of the address where one goes on with a draft; empty where nothing was begun."""
    return "receipt" if draft.receipt else first_open(draft.answers) if draft.answers else ""


def _onward(key: str, code: str, request: Asked) -> HttpResponse:
    return remembered(onward(request, f"/request/{key}"), code)


@public
def start(request: Asked) -> HttpResponse:
    """`/request`: what one needs; a draft is gone on with, or thrown away."""
    if request.method == "POST":
        drafts.drop(code_of(request))
        return left(onward(request, "/request"))
    return show(request, "portal/asking.html", StartPage(going_on(draft_of(request))))


@public
def screen(request: Asked, key: str) -> HttpResponse:
    """`/request/KEY`: one question; what was answered is kept, and the next one follows."""
    asked, draft = BY_KEY.get(key), draft_of(request)
    if asked is None:
        raise Http404(key)
    if draft.receipt is not None:
        return onward(request, "/request/receipt")
    if _too_early(key, draft.answers):
        return onward(request, f"/request/{first_open(draft.answers)}")
    if request.method != "POST":
        return _shown(
            request, key, draft, _form_shown(request, key, draft.answers).empty(**_known(request, key, draft))
        )
    if "unprove" in request.POST:
        proving.take_away(code_of(request), draft)
        response = onward(request, f"/request/{key}", Notice("done", words("asking.proved_gone")))
        identity.forget(response)
        return response
    sent = sum(1 for name in request.POST if name.startswith("item-"))
    form = screens.what(min(max(sent, 1), MOST_ITEMS)) if key == "what" else asked.form(draft.answers)
    filled = form.read(request.POST)
    if filled.sound:
        filled = asked.checked(filled, draft.answers)
    if not filled.sound:
        return _shown(request, key, draft, filled, 422)
    answers = _with(draft.answers, key, filled)
    code = drafts.save(code_of(request), answers, at=request.at)
    if key == _own_screen(answers):
        proving.keep(request, code, draft, filled)
    elif _own_screen(answers) != _own_screen(draft.answers):
        proving.take_away(code, draft)
    return _onward(_next(request, key, answers), code, request)


def _next(request: Asked, key: str, answers: Answers) -> str:
    if key == "what" and "more" in request.POST:
        return "what?more=1#f-item-" + str(len(items_of(answers)) + 1)
    if key == "subject":
        return "found" if finding.found(answers["subject"]) else "office"
    if request.GET.get("then") == "check" and first_open(answers) == "files":
        return "check"
    return _after(key, answers)


def _after(key: str, answers: Answers) -> str:
    keys = order(answers)
    return keys[keys.index(key) + 1]


def _too_early(key: str, answers: Answers) -> bool:
    keys = order(answers)
    return key not in keys or keys.index(key) > keys.index(first_open(answers))


def _form_shown(request: Asked, key: str, answers: Answers) -> Form:
    if key == "what":
        return screens.what(min(max(1, len(items_of(answers)) + ("more" in request.GET)), MOST_ITEMS))
    return BY_KEY[key].form(answers)


def _known(request: Asked, key: str, draft: Drafted) -> dict[str, str]:
    """What stands in a screen when it opens: what was answered, what a link named, what the first question said."""
    known = {**draft.answers}
    if key in ("subject", "office") and request.GET.get("body"):
        known["office"] = str(request.GET["body"])[:12]
    if key == "subject" and request.GET.get("q"):
        known["subject"] = str(request.GET["q"])[:100]
    if key == _own_screen(draft.answers) and (proof := identity.proven(request)):
        own = "agent_" if key == "agent" else ""
        known |= {f"{own}name": proof.name, f"{own}id_kind": "citizen_id", f"{own}id_number": proof.number}
    if key == "what" and not known.get("item-1"):
        known["item-1"] = known.get("subject", "")
    return known


def _with(answers: Answers, key: str, filled: Filled) -> dict[str, str]:
    """The answers with those of a screen. Another class of applicant wants another proof of identity."""
    other = key == "who" and answers.get("class") != filled["class"]
    gone = {"id_kind", "id_number", "organisation", "behalf"} if other else set()
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


def _progress(key: str, answers: Answers) -> Progress:
    keys = order(answers)
    return Progress(tuple(words(f"asking.screens.{one}") for one in keys), keys.index(key))


def _office(answers: Answers) -> BodyFacts | None:
    chosen = answers.get("office", "")
    try:
        return organs.body(PUBLIC, int(chosen)) if chosen.isdecimal() else None
    except Trouble:
        return None


def _own_screen(answers: Answers) -> str:
    """The screen on which whoever sits there says who they are, where that is a person; empty for an organisation."""
    return "" if not screens.is_person(answers) else "agent" if screens.has_agent(answers) else "identity"


def _shown(request: Asked, key: str, draft: Drafted, filled: Filled, status: int = 200) -> HttpResponse:
    keys = order(draft.answers)
    at = keys.index(key)
    back = f"/request/{keys[at - 1]}" if at else "/request"
    more = key == "what" and len(filled.fields) < MOST_ITEMS
    office = _office(draft.answers) if key in ("what", "how") else None
    asked = key == _own_screen(draft.answers)
    proved = asked and bool(proving.paper_of(draft) or identity.proven(request))
    service = identity.offered() if asked else ""
    page = ScreenPage(key, _progress(key, draft.answers), filled, office, back, more, draft.files, service, proved)
    return show(request, "portal/asking-screen.html", page, status)


@public
def found(request: Asked) -> HttpResponse:
    """`/request/found`: what is published already. Who finds it there is done, and nothing is kept of the request."""
    draft = draft_of(request)
    subject = draft.answers.get("subject", "")
    hits = finding.found(subject)
    if not hits:
        return onward(request, "/request/office" if subject else "/request/subject")
    if request.method != "POST":
        return show(
            request, "portal/asking-found.html", FoundPage(subject, hits[: finding.MOST_OFFERED], "/request/office")
        )
    chosen = next((one for one in hits if one.href == request.POST.get("hit")), None)
    if chosen is None:
        return onward(request, "/request/found")
    drafts.drop(code_of(request))
    return left(onward(request, chosen.href, Notice("done", words("asking.found.ended"))))


@public
def files(request: Asked) -> HttpResponse:
    """`/request/files`: papers, one sending after another; those that are there can be taken away."""
    draft, code = draft_of(request), code_of(request)
    if draft.receipt is not None:
        return onward(request, "/request/receipt")
    if _too_early("files", draft.answers):
        return onward(request, f"/request/{first_open(draft.answers)}")
    filled = screens.papers(draft.answers, mandated=_mandated(draft)).empty()
    if request.method != "POST":
        return _shown(request, "files", draft, filled)
    remove = str(request.POST.get("remove", ""))
    if remove.isdecimal():
        drafts.detach(code, int(remove[:15]))
        return _onward("files", code, request)
    sent: list[Sent] = []
    for one in filled.fields:
        filled, came = uploads(request, filled, one.name)
        sent += [Sent(file.content, file.name, *ROLES[one.name]) for file in came]
        if one.required and not came and one.name not in filled.problems and "stay" not in request.POST:
            filled = filled.wrong(one.name, words("asking.mandate.missing"))
    if filled.sound and sent:
        filled = _attached(request, code, sent, filled)
    if not filled.sound:
        return _shown(request, "files", draft, filled, 422)
    return _onward("files" if "stay" in request.POST else "check", code, request)


def _mandated(draft: Drafted) -> bool:
    return any((one.role, one.title) == MANDATE for one in draft.files)


def _attached(request: Asked, code: str, sent: list[Sent], filled: Filled) -> Filled:
    if sum(len(one.content) for one in sent) > MOST_BYTES:
        return filled.wrong("files", words("tracking.files.large", most=MOST_BYTES // 1_000_000))
    try:
        drafts.attach(code, sent, at=request.at)
    except Trouble as trouble:
        return filled.refused(trouble)
    return filled


@public
def check(request: Asked) -> HttpResponse:
    """`/request/check`: all answers and the declaration; handed in from here, once."""
    draft, code = draft_of(request), code_of(request)
    if draft.receipt is not None:
        return onward(request, "/request/receipt")
    if first_open(draft.answers) != "files":
        return onward(request, f"/request/{first_open(draft.answers)}")
    if screens.has_agent(draft.answers) and not _mandated(draft):
        return onward(request, "/request/files", Notice("note", words("asking.mandate.missing")))
    filled = screens.declared().empty()
    if request.method == "POST":
        filled = screens.declared().read(request.POST)
        if filled.sound:
            try:
                turns.take("submit", request.address, at=request.at)
                receipt = drafts.hand_in(code, lambda said: handed_in(request, said), by=request.actor, at=request.at)
                response = _onward("receipt", code, request)
                identity.forget(response)
                keyring.put(request, response, receipt.number, keyring.Key("applicant", receipt.case_id))
                return response
            except Trouble as trouble:
                filled = filled.refused(trouble)
    page = CheckPage(_progress("check", draft.answers), _said(draft), draft.files, filled, "/request/files")
    return show(request, "portal/asking-check.html", page, 200 if filled.sound else 422)


def handed_in(request: Asked, answers: Mapping[str, str]) -> Opened:
    """The case that the answers make, with whoever acts for the applicant."""
    says = {
        "channel": "online",
        "items": items_of(answers),
        "delivery_form": words(f"asking.how.{answers.get('how', 'any')}").zh,
        "assistance": answers.get("assistance", ""),
    }
    event = Event("submitted", request.on, says={key: value for key, value in says.items() if value})
    opening, body = Opening(screens.applicant_of(answers)), int(answers["office"])
    made = open_case("information_request", body, [event], opening, by=request.actor, at=request.at)
    if screens.has_agent(answers):
        name_agent(made.case_id, screens.agent_of(answers), by=request.actor, at=request.at)
    return made


def _said(draft: Drafted) -> tuple[Said, ...]:
    answers, paper = draft.answers, proving.paper_of(draft)
    office = _office(answers)
    how = answers.get("how", "")
    person, agent = screens.is_person(answers), screens.has_agent(answers)
    name = "asking.org_name.label" if not person else "asking.principal" if agent else "asking.name.label"
    rows = [
        Said("office", words("asking.office.label"), office.name if office else ""),
        *(Said("what", words("asking.item.label_of", number=at), text) for at, text in enumerate(items_of(answers), 1)),
        Said("how", words("asking.how.label"), words(f"asking.how.{how}") if how in FORMS else ""),
        Said("how", words("asking.assistance.label"), answers.get("assistance", "")),
        Said("who", words("asking.class.label"), words(f"asking.class.{answers['class']}.label")),
        Said("identity", words(name), answers.get("name", "")),
        Said("identity", words("asking.id_number.label"), citizen_id.mask(answers.get("id_number", ""))),
        Said("identity", words("asking.person.label"), "" if person else answers.get("organisation", "")),
        Said("agent", words("asking.agent"), answers.get("agent_name", "") if agent else ""),
        Said(_own_screen(answers), words("asking.proved_by"), paper.title if paper else ""),
        *(
            Said("contact", words(f"asking.{name}.label"), answers.get(name, ""))
            for name in ("phone", "email", "address")
        ),
    ]
    return tuple(row for row in rows if row.value)
