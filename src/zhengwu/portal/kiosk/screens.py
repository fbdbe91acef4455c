"""The kiosk's own pages: three choices, finding a service, its short guide, how far a case is, what can be printed."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse

from zhengwu.portal.services import following, guiding, listing
from zhengwu.portal.services.following import Followed
from zhengwu.portal.services.guide import address_of, held_now
from zhengwu.portal.services.guiding import Guide
from zhengwu.portal.services.listing import Line, Way
from zhengwu.portal.services.names import named
from zhengwu.portal.services.place import KIOSK
from zhengwu.portal.tracking import door_form, throttled
from zhengwu.records.cases import tracking
from zhengwu.records.cases.sheet import Opened, envelope_of, replayed
from zhengwu.records.cases.tracking import Tracked
from zhengwu.records.documents.actions import Copy
from zhengwu.records.items import browsing
from zhengwu.records.items.queries import Held
from zhengwu.records.letters import given as letters
from zhengwu.records.licences import documents
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.statute.catalogue.codes import codes
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Filled, Form
from zhengwu.ui.pages import show
from zhengwu.visits import Asked

A_PAGE = 12
PAPER = Words("这份文书", "document")


@dataclass(frozen=True, slots=True)
class HomePage:
    """The three choices; `any`: whether there is a service to apply for here."""

    any: bool


@dataclass(frozen=True, slots=True)
class FindPage:
    """Ways to the services of this kiosk, or the services."""

    title: Words
    q: str
    events: tuple[Way, ...]
    themes: tuple[Way, ...]
    lines: tuple[Line, ...]
    more: str
    asked: bool


@dataclass(frozen=True, slots=True)
class ItemPage:
    """The short guide of a service; `address` is that of the full one."""

    held: Held
    guide: Guide
    home: str
    address: str


@dataclass(frozen=True, slots=True)
class DoorPage:
    """Number and secret are asked for, to see how far it is or to print."""

    key: str
    filled: Filled


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case: where it stands, its clocks, and what can be printed; the secret travels with the buttons that print."""

    key: str
    told: Tracked
    meaning: Words
    followed: Followed | None
    letters: tuple[letters.Given, ...]
    secret: str
    on: date


@public
def home(request: Asked) -> HttpResponse:
    """`/kiosk`."""
    there = browsing.directory(request.on, at=request.at).counts("kiosk")
    return show(request, "portal/kiosk/home.html", HomePage(bool(there)))


@public
def find(request: Asked) -> HttpResponse:
    """`/kiosk/services`: by what happened, by theme, by words; only what is offered here."""
    q = listing.cleaned(str(request.GET.get("q", "")))
    event, theme = (str(request.GET.get(name, "")) for name in ("event", "theme"))
    event, theme = (event if event in codes("life_event") else ""), (theme if theme in codes("theme") else "")
    asked = bool(q or event or theme)
    title = named("life_event", event) if event else named("theme", theme) if theme else words("kiosk.find.title")
    if asked:
        query = {"kiosk": "1", **({"event": event} if event else {}), **({"theme": theme} if theme else {})}
        after = str(request.GET.get("after", ""))[:18]
        found = browsing.find(query, q, request.on, at=request.at, after=after, most=A_PAGE)
        lines = tuple(listing.line(one) for one in found.rows)
        onward = urlencode({"q": q, "event": event, "theme": theme, "after": found.after})
        more = f"{KIOSK}/services?{onward}" if found.after else ""
        page = FindPage(title, q, (), (), lines, more, asked)
    else:
        there = browsing.directory(request.on, at=request.at)
        events, themes = _ways("event", "life_event", there), _ways("theme", "theme", there)
        page = FindPage(title, q, events, themes, (), "", asked)
    return show(request, "portal/kiosk/find.html", page)


def _ways(by: str, name: str, there: browsing.Directory) -> tuple[Way, ...]:
    counts = there.counts(by, there.among({"kiosk": "1"}))
    return tuple(
        Way(f"{KIOSK}/services?{by}={key}", named(name, key), counts[key]) for key in codes(name) if key in counts
    )


@public
def item(request: Asked, item_id: int) -> HttpResponse:
    """`/kiosk/services/ID`: what one needs and how long it takes, before one applies here."""
    held = held_now(item_id, request.on)
    if not held.record.kiosk:
        raise missing(words("kiosk.item.not_here"), where="item_id")
    guide = guiding.guide_of(held.record, {}, request.on, calendar_of(held.body_id))
    home = f"{KIOSK}/services/{item_id}"
    return show(request, "portal/kiosk/item.html", ItemPage(held, guide, home, address_of(item_id)))


@public
def progress(request: Asked) -> HttpResponse:
    """`/kiosk/progress`: how far a case is; nothing is remembered."""
    return _case(request, "progress")


@public
def collect(request: Asked) -> HttpResponse:
    """`/kiosk/collect`: what of a case can be printed."""
    return _case(request, "collect")


def _case(request: Asked, key: str) -> HttpResponse:
    form = _form()
    if request.method != "POST":
        return show(request, "portal/kiosk/door.html", DoorPage(key, form.empty()))
    filled = form.read(request.POST)
    if filled.sound:
        try:
            case_id = tracking.followed(filled["number"], filled["secret"], at=request.at, address=request.address)
            return show(request, "portal/kiosk/case.html", _page(request, key, case_id, filled["secret"]))
        except Trouble as trouble:
            filled = throttled(filled, trouble)
    return show(request, "portal/kiosk/door.html", DoorPage(key, filled), 422)


def _form() -> Form:
    return Form(tuple(replace(one, complete="off") for one in door_form().fields))


def _page(request: Asked, key: str, case_id: int, secret: str) -> CasePage:
    found: Opened = replayed(envelope_of(case_id))
    told = tracking.told(found, request.on)
    name = following.word(found.rules.key, f"stage.{told.stage.key}")
    papers = letters.letters(case_id, request.on) if key == "collect" else ()
    return CasePage(key, told, words(name), following.followed(found, told, request.on), papers, secret, request.on)


@public
def paper(request: Asked, kind: str, paper_id: int) -> HttpResponse:
    """`/kiosk/collect/KIND/ID`: a letter or a licence to print, for who tells number and secret with it."""
    filled = _form().read(request.POST)
    if request.method != "POST" or not filled.sound:
        return show(request, "portal/kiosk/door.html", DoorPage("collect", filled), 422)
    case_id = tracking.followed(filled["number"], filled["secret"], at=request.at, address=request.address)
    if kind == "letter":
        return _inline(letters.copy(case_id, paper_id, "pdf", on=request.on, at=request.at))
    found = replayed(envelope_of(case_id))
    own = following.followed(found, tracking.told(found, request.on), request.on)
    if own is None or paper_id not in {one.licence.id for one in own.licences}:
        raise missing(PAPER, where="paper_id")
    return _inline(documents.document(paper_id, "pdf", on=request.on, at=request.at))


def _inline(copy: Copy) -> HttpResponse:
    """A document that the browser shows, to be printed from there."""
    response = HttpResponse(copy.content, content_type=copy.media_type)
    response.headers["Content-Disposition"] = "inline"
    return response
