"""An applicant proves who they are at the provincial identity service, and comes back to the question they were asked.

For the request form: `offered()` is the service's name, or empty where none is set up; a link to
`/identity?next=/request/identity` leads there and back; afterwards `proven(request)` gives name and number, for half an
hour and in this browser only. Nothing is kept by the house until the applicant sends the request.
"""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from zhengwu.records.people import proof, provider
from zhengwu.records.people.proof import Proof
from zhengwu.records.people.provider import Proved, Provider
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui import faults
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.looks import local
from zhengwu.ui.pages import FORM_COOKIE, onward, show
from zhengwu.visits import Asked

BACK, COOKIE, WAY = "/identity/back", "zhengwu_proof", "zhengwu_citizen_way"
OTHERWISE = Words("可以返回重试，或者改为上传身份证明。", "Go back and try again, or upload a proof instead.")


@dataclass(frozen=True, slots=True)
class ProvedPage:
    """Who is known now, and where the page leads on by itself and by its link."""

    name: str
    to: str


def offered() -> str:
    """The name of the identity service for applicants; empty where there is none."""
    service = provider.for_citizens()
    return service.name if service else ""


def proven(request: Asked) -> Proof | None:
    """What the browser's owner has proved within the last half hour."""
    return proof.opened(request.COOKIES.get(COOKIE, ""), request.COOKIES.get(FORM_COOKIE, ""), at=request.at)


def forget(response: HttpResponse) -> None:
    """Takes the proof from the browser: after the request was sent."""
    response.delete_cookie(COOKIE, samesite="Lax")


@public
def go(request: Asked) -> HttpResponse:
    """Off to the identity service."""
    service = provider.for_citizens()
    if service is None or not service.number_claim:
        return faults.page(request, 404)
    browser = request.COOKIES.get(FORM_COOKIE, "") or secrets.token_urlsafe(24)
    said = {"next": str(request.GET.get("next", ""))[:2_000], "browser": browser}
    back = f"{'https' if settings.HTTPS else 'http'}://{request.get_host()}{BACK}"
    try:
        begun = provider.begin(service, back, said, scope="openid profile", at=request.at)
    except Trouble as trouble:
        raise _otherwise(trouble) from None
    response = onward(request, begun.address)
    safe = settings.HTTPS
    response.set_cookie(FORM_COOKIE, browser, httponly=True, samesite="Strict", secure=safe)
    response.set_cookie(WAY, begun.ticket, max_age=900, path=BACK, httponly=True, samesite="Lax", secure=safe)
    return response


@public
def back(request: Asked) -> HttpResponse:
    """Back from it: the proof is in a cookie, and the page leads on to the question."""
    service = provider.for_citizens()
    if service is None:
        return faults.page(request, 404)
    sent = {name: str(request.GET.get(name, "")) for name in ("state", "code", "iss", "error") if name in request.GET}
    try:
        proved = provider.finish(service, request.COOKIES.get(WAY, ""), sent, at=request.at)
        return _proved(request, service, proved)
    except Trouble as trouble:
        response = faults.of_trouble(request, _otherwise(trouble))
        response.delete_cookie(WAY, path=BACK, samesite="Lax")
        return response


def _proved(request: Asked, service: Provider, proved: Proved) -> HttpResponse:
    if not proved.name or not proved.number:
        raise Trouble("unknown", "provider_refused", words("identity.told_too_little"), OTHERWISE, "provider")
    found = Proof(proved.name, proved.number, service.issuer)
    page = ProvedPage(found.name, local(str(proved.carried.get("next", ""))))
    response = show(request, "portal/identity.html", page)
    kept = proof.sealed(found, str(proved.carried["browser"]), at=request.at)
    lasts = int(proof.LASTS.total_seconds())
    response.set_cookie(COOKIE, kept, max_age=lasts, httponly=True, samesite="Lax", secure=settings.HTTPS)
    response.delete_cookie(WAY, path=BACK, samesite="Lax")
    return response


def _otherwise(trouble: Trouble) -> Trouble:
    return Trouble(trouble.kind, trouble.code, trouble.message, OTHERWISE, trouble.where)
