"""The second step of signing in: a code of the telephone, a recovery code, or a passkey."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from zhengwu.records.people import passkeys, second
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.pages import show
from zhengwu.visits import Asked, device_of
from zhengwu.workbench.signing.arriving import CODE, NEXT, STEP, again, arrived, next_of, refused, site_of
from zhengwu.workbench.signing.passkeys import as_json

FORM = Form((CODE, NEXT))
KEY = Form((Field("credential", Words("", ""), "hidden", required=False, most=20_000), NEXT))


@dataclass(frozen=True, slots=True)
class SecondPage:
    """The form, and which second factors the person has; passkeys only where they work at this address."""

    form: Filled
    codes: bool
    passkeys: bool

    @property
    def next(self) -> str:
        """Where the visitor wants to go afterwards."""
        return self.form["next"]


@public
def step(request: Asked) -> HttpResponse:
    """Asks for a code; opens the session by it."""
    ticket = request.COOKIES.get(STEP, "")
    if request.method != "POST":
        return _shown(request, FORM.empty(next=next_of(request)))
    filled = FORM.read(request.POST)
    if not filled.sound:
        return _shown(request, filled, 422)
    hours = settings.SESSION_HOURS
    try:
        signed = second.finish(ticket, filled["code"], device=device_of(request), hours=hours, at=request.at)
    except Trouble as trouble:
        return _refused(request, filled, trouble)
    return arrived(request, signed, filled["next"])


@public
def by_passkey(request: Asked) -> HttpResponse:
    """What the browser needs to sign, as JSON; or opens the session by what it signed."""
    ticket = request.COOKIES.get(STEP, "")
    if request.method != "POST":
        return as_json(passkeys.options_to_enter(site_of(request), "", ticket=ticket, at=request.at))
    filled = KEY.read(request.POST)
    device, hours = device_of(request), settings.SESSION_HOURS
    if not filled["credential"]:
        return _shown(request, FORM.empty(next=filled["next"]).wrong("", words("signing.no_script")), 422)
    try:
        signed = passkeys.finish(
            filled["credential"], site_of(request), ticket, device=device, hours=hours, at=request.at
        )
    except Trouble as trouble:
        return _refused(request, FORM.empty(next=filled["next"]), trouble)
    return arrived(request, signed, filled["next"])


def _shown(request: Asked, filled: Filled, status: int = 200) -> HttpResponse:
    try:
        found = second.resumed(request.COOKIES.get(STEP, ""), at=request.at)
    except Trouble as trouble:
        return again(request, trouble)
    page = SecondPage(filled, found.codes, found.passkeys and site_of(request).usable)
    return show(request, "workbench/signing/second.html", page, status)


def _refused(request: Asked, filled: Filled, trouble: Trouble) -> HttpResponse:
    """The step again where it may be repeated; back to the entrance where the ticket is no longer good."""
    if trouble.code in ("step_expired", "used_already"):
        return again(request, trouble)
    response = _shown(request, filled.refused(trouble))
    return response if response.status_code == 303 else refused(response, trouble)
