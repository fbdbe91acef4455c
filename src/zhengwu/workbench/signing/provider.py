"""The identity service: signing in by it, linking and unlinking one's account there.

The browser comes back from another site, so this house's strict cookies are not with it: what the way there needs is in
a cookie of its own, and the answer is a page that leads on from here, where they are again.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from zhengwu.records.people import accounts, entering, provider
from zhengwu.records.people.provider import LASTS, Proved, Provider
from zhengwu.records.people.second import Halfway
from zhengwu.records.people.tickets import Said
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui import faults
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public, staff
from zhengwu.ui.forms import Filled, Form
from zhengwu.ui.looks import local
from zhengwu.ui.notices import Notice, put
from zhengwu.ui.pages import onward, show
from zhengwu.visits import Asked, device_of, remember
from zhengwu.workbench.signing import entrance
from zhengwu.workbench.signing.arriving import HOME, PASSWORD, SECOND, after, carrying, next_of, origin_of, refused

BACK, MINE = "/desk/sign-in/provider/back", "/desk/me/provider"
WAY = "zhengwu_way"
FORM = Form((PASSWORD,))


@dataclass(frozen=True, slots=True)
class OnwardPage:
    """What has been done, and where the page leads on by itself and by its link."""

    done: Words
    to: str


@dataclass(frozen=True, slots=True)
class MyProviderPage:
    """The service's name, the account linked there or None, and the form that asks for the password."""

    service: str
    account: accounts.AccountFacts | None
    form: Filled


@public
def go(request: Asked) -> HttpResponse:
    """Off to the identity service."""
    service = provider.for_staff()
    if service is None:
        return faults.page(request, 404)
    try:
        return _sent(request, service, {"next": next_of(request)})
    except Trouble as trouble:
        filled = entrance.FORM.empty(next=next_of(request)).refused(trouble)
        return entrance.shown(request, filled, 503)


@public
def back(request: Asked) -> HttpResponse:
    """Back from it: signs in, or links the account of who was signed in when the way began."""
    service = provider.for_staff()
    if service is None:
        return faults.page(request, 404)
    sent = {name: str(request.GET.get(name, "")) for name in ("state", "code", "iss", "error") if name in request.GET}
    try:
        proved = provider.finish(service, request.COOKIES.get(WAY, ""), sent, at=request.at)
        response = (
            _linked(request, service, proved) if "person" in proved.carried else _entered(request, service, proved)
        )
    except Trouble as trouble:
        response = refused(entrance.shown(request, entrance.FORM.empty().refused(trouble)), trouble)
    response.delete_cookie(WAY, path=BACK, samesite="Lax")
    return response


@staff
def mine(request: Asked) -> HttpResponse:
    """Links my account at the service; the password comes first, then a page with the way there."""
    service = provider.for_staff()
    if service is None:
        return faults.page(request, 404)
    filled = FORM.read(request.POST) if request.method == "POST" else FORM.empty()
    if request.method != "POST" or not filled.sound:
        return _mine(request, service, filled, 200 if filled.sound else 422)
    try:
        entering.prove(filled["password"], by=request.actor, device=device_of(request), at=request.at)
        said = {"person": request.actor.id or 0, "session": request.session_id}
        return _sent(request, service, said, by_page=True)
    except Trouble as trouble:
        return refused(_mine(request, service, filled.refused(trouble)), trouble)


@staff
def remove(request: Asked) -> HttpResponse:
    """Undoes the link, by the password."""
    service = provider.for_staff()
    if service is None:
        return faults.page(request, 404)
    filled = FORM.read(request.POST)
    if request.method != "POST" or not filled.sound:
        return onward(request, MINE)
    try:
        accounts.unlink(service.issuer, filled["password"], by=request.actor, device=device_of(request), at=request.at)
    except Trouble as trouble:
        return refused(_mine(request, service, filled.refused(trouble)), trouble)
    return onward(request, "/desk/me", Notice("done", words("signing.provider.unlinked")))


def _sent(request: Asked, service: Provider, said: Said, *, by_page: bool = False) -> HttpResponse:
    """On the way, with the ticket in a cookie. After a form by a page: the policy lets no form lead elsewhere."""
    begun = provider.begin(service, f"{origin_of(request)}{BACK}", said, at=request.at)
    if by_page:
        response = show(
            request, "workbench/signing/onward.html", OnwardPage(words("signing.provider.going"), begun.address)
        )
    else:
        response = onward(request, begun.address)
    response.set_cookie(
        WAY,
        begun.ticket,
        max_age=int(LASTS.total_seconds()),
        path=BACK,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )
    return response


def _entered(request: Asked, service: Provider, proved: Proved) -> HttpResponse:
    found = accounts.enter(
        service.issuer,
        proved.subject,
        proved.methods,
        device=device_of(request),
        hours=settings.SESSION_HOURS,
        at=request.at,
    )
    to = str(proved.carried.get("next", ""))
    if isinstance(found, Halfway):
        page = OnwardPage(words("signing.provider.halfway"), after(SECOND, to))
        return carrying(show(request, "workbench/signing/onward.html", page), found)
    page = OnwardPage(words("signing.provider.entered"), local(to or HOME))
    response = show(request, "workbench/signing/onward.html", page)
    remember(response, found)
    return response


def _linked(request: Asked, service: Provider, proved: Proved) -> HttpResponse:
    person, session = int(proved.carried["person"]), int(proved.carried["session"])
    device = device_of(request)
    accounts.link(service.issuer, proved.subject, person_id=person, session_id=session, device=device, at=request.at)
    done = words("signing.provider.linked")
    response = show(request, "workbench/signing/onward.html", OnwardPage(done, "/desk/me"))
    put(response, (Notice("done", done),))
    return response


def _mine(request: Asked, service: Provider, filled: Filled, status: int = 200) -> HttpResponse:
    page = MyProviderPage(service.name, accounts.mine(request.actor, service.issuer), filled)
    return show(request, "workbench/signing/provider.html", page, status)
