"""Passkeys: signing in by one, adding, naming and removing one's own."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from zhengwu.records.people import passkeys
from zhengwu.records.people.passkeys import PASSKEY, Made, PasskeyFacts
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public, staff
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import FORM_COOKIE, onward, show
from zhengwu.visits import Asked, device_of
from zhengwu.workbench.signing import entrance
from zhengwu.workbench.signing.arriving import NEXT, PASSWORD, arrived, refused, site_of
from zhengwu.workbench.signing.codes import handed_out

KEY = Form((Field("credential", Words("", ""), "hidden", required=False, most=20_000), NEXT))
NAME = Field("name", words("signing.passkeys.name"), hint=words("signing.passkeys.name_hint"), most=60, width=12)
NEW = Form((NAME, PASSWORD, KEY.fields[0]))
RENAME, REMOVE = Form((NAME,)), Form((PASSWORD,))
ME = "/desk/me"


@dataclass(frozen=True, slots=True)
class NewPasskeyPage:
    """The form, whether passkeys work at this address, and whether a post asks for a second factor before anything."""

    form: Filled
    usable: bool
    must: bool


@dataclass(frozen=True, slots=True)
class PasskeyPage:
    """One passkey: naming it, removing it."""

    passkey: PasskeyFacts
    rename: Filled
    remove: Filled


@public
def enter(request: Asked) -> HttpResponse:
    """What the browser needs to sign, as JSON; or signs in by what it signed."""
    secret = request.COOKIES.get(FORM_COOKIE, "")
    if request.method != "POST":
        return as_json(passkeys.options_to_enter(site_of(request), secret, at=request.at))
    filled = KEY.read(request.POST)
    empty = entrance.FORM.empty(next=filled["next"])
    if not filled["credential"]:
        return entrance.shown(request, empty.wrong("", words("signing.no_script")), 422)
    device, hours = device_of(request), settings.SESSION_HOURS
    try:
        signed = passkeys.enter(
            filled["credential"], site_of(request), secret, device=device, hours=hours, at=request.at
        )
    except Trouble as trouble:
        return refused(entrance.shown(request, empty.refused(trouble)), trouble)
    return arrived(request, signed, filled["next"])


@staff
def options(request: Asked) -> HttpResponse:
    """What the browser needs to make a passkey, as JSON."""
    return as_json(passkeys.options_to_make(site_of(request), _secret(request), by=request.actor, at=request.at))


@staff
def new(request: Asked) -> HttpResponse:
    """Adds a passkey; with the first second factor the recovery codes are shown."""
    usable = site_of(request).usable
    if request.method != "POST":
        return show(
            request, "workbench/signing/new-passkey.html", NewPasskeyPage(NEW.empty(), usable, request.must_enrol)
        )
    filled = NEW.read(request.POST)
    if filled.sound and not filled["credential"]:
        filled = filled.wrong("", words("signing.no_script"))
    page = NewPasskeyPage(filled, usable, request.must_enrol)
    if not filled.sound:
        return show(request, "workbench/signing/new-passkey.html", page, 422)
    made = Made(filled["credential"], filled["name"], _secret(request))
    try:
        codes = passkeys.add(
            made,
            filled["password"],
            site_of(request),
            session_id=request.session_id,
            by=request.actor,
            device=device_of(request),
            at=request.at,
        )
    except Trouble as trouble:
        page = NewPasskeyPage(filled.refused(trouble), usable, request.must_enrol)
        return refused(show(request, "workbench/signing/new-passkey.html", page), trouble)
    if codes:
        return handed_out(request, codes, words("signing.passkeys.added"))
    return onward(request, ME, Notice("done", words("signing.passkeys.added")))


@staff
def one(request: Asked, passkey_id: int) -> HttpResponse:
    """Names a passkey."""
    found = _mine(request, passkey_id)
    if request.method != "POST":
        return _page(request, PasskeyPage(found, RENAME.empty(name=found.name), REMOVE.empty()))
    filled = RENAME.read(request.POST)
    try:
        if filled.sound:
            passkeys.rename(passkey_id, filled["name"], by=request.actor)
            return onward(request, ME, Notice("done", words("signing.passkeys.renamed")))
    except Trouble as trouble:
        filled = filled.refused(trouble)
    return _page(request, PasskeyPage(found, filled, REMOVE.empty()), 422)


@staff
def remove(request: Asked, passkey_id: int) -> HttpResponse:
    """Removes a passkey, by the password."""
    found = _mine(request, passkey_id)
    if request.method != "POST":
        return onward(request, f"{ME}/passkeys/{passkey_id}")
    filled = REMOVE.read(request.POST)
    page = PasskeyPage(found, RENAME.empty(name=found.name), filled)
    if not filled.sound:
        return _page(request, page, 422)
    device, session = device_of(request), request.session_id
    try:
        passkeys.remove(
            passkey_id, filled["password"], session_id=session, by=request.actor, device=device, at=request.at
        )
    except Trouble as trouble:
        page = PasskeyPage(found, RENAME.empty(name=found.name), filled.refused(trouble))
        return refused(_page(request, page), trouble)
    return onward(request, ME, Notice("done", words("signing.passkeys.removed")))


def as_json(text: str) -> HttpResponse:
    """An answer for our script."""
    return HttpResponse(text, content_type="application/json")


def _page(request: Asked, page: PasskeyPage, status: int = 200) -> HttpResponse:
    return show(request, "workbench/signing/passkey.html", page, status)


def _mine(request: Asked, passkey_id: int) -> PasskeyFacts:
    found = next((one for one in passkeys.mine(request.actor) if one.id == passkey_id), None)
    if found is None:
        raise missing(PASSKEY, where="passkey_id")
    return found


def _secret(request: Asked) -> str:
    return str(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))
