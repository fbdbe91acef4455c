"""One-time codes of a telephone: setting them up, switching them off; and the recovery codes on paper."""

from dataclasses import dataclass
from urllib.parse import quote

import segno
from django.http import HttpResponse

from zhengwu.records.people import entering, second, totp
from zhengwu.records.people.totp import Offer
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.visits import Asked, device_of
from zhengwu.workbench.signing.arriving import CODE, PASSWORD, refused, site_of

FIRST = Field("code", words("signing.code"), hint=words("signing.codes.first_hint"), most=40, width=8, complete="off")
ENROL = Form((FIRST, Field("offer", Words("", ""), "hidden", required=False, most=2_000)))
OFF = Form((PASSWORD, CODE))
ANEW = Form((PASSWORD,))


@dataclass(frozen=True, slots=True)
class EnrolPage:
    """The picture to scan, the secret to type in groups of four, the form; whether a post asks for it."""

    form: Filled
    picture: str
    secret: str
    must: bool
    passkeys: bool


@dataclass(frozen=True, slots=True)
class PasswordedPage:
    """A form that asks for the password again, and whether the post asks for what is to be switched off."""

    form: Filled


@dataclass(frozen=True, slots=True)
class HandedOutPage:
    """Recovery codes, shown this once; `file` is them as the address of a text file."""

    done: Words
    codes: tuple[str, ...]
    file: str


@staff
def codes(request: Asked) -> HttpResponse:
    """Sets codes up, where there are none; else switches them off, by the password and a code."""
    if second.standing(request.actor).codes_since is not None:
        return _switch_off(request)
    site, mine, name = site_of(request), entering.own(request.actor), entering.username_of(request.actor)
    if request.method != "POST":
        offer = totp.offer(mine, name, site.host, at=request.at)
        return _offered(request, ENROL.empty(offer=offer.ticket), offer)
    filled = ENROL.read(request.POST)
    offer = totp.offer(mine, name, site.host, at=request.at, ticket=filled["offer"])
    if not filled.sound:
        return _offered(request, filled, offer, 422)
    device, session = device_of(request), request.session_id
    try:
        made = second.enrol(
            filled["offer"], filled["code"], session_id=session, by=request.actor, device=device, at=request.at
        )
    except Trouble as trouble:
        again = ENROL.empty(offer=offer.ticket).refused(trouble)
        return refused(_offered(request, again, offer), trouble)
    if made:
        return handed_out(request, made, words("signing.codes.added"))
    return onward(request, "/desk/me", Notice("done", words("signing.codes.added")))


@staff
def recovery_codes(request: Asked) -> HttpResponse:
    """Makes ten new recovery codes, by the password; those of before are no longer good."""
    filled = ANEW.read(request.POST) if request.method == "POST" else ANEW.empty()
    if request.method == "POST" and filled.sound:
        try:
            made = second.new_recovery_codes(
                filled["password"], by=request.actor, device=device_of(request), at=request.at
            )
            return handed_out(request, made, words("signing.recovery.made"))
        except Trouble as trouble:
            page = PasswordedPage(filled.refused(trouble))
            return refused(show(request, "workbench/signing/recovery.html", page), trouble)
    return show(request, "workbench/signing/recovery.html", PasswordedPage(filled), 200 if filled.sound else 422)


def handed_out(request: Asked, made: tuple[str, ...], done: Words) -> HttpResponse:
    """The page with new recovery codes. It is shown once and kept by nobody."""
    text = "\r\n".join(made)
    return show(
        request, "workbench/signing/handed-out.html", HandedOutPage(done, made, f"data:text/plain,{quote(text)}")
    )


def _switch_off(request: Asked) -> HttpResponse:
    filled = OFF.read(request.POST) if request.method == "POST" else OFF.empty()
    if request.method != "POST" or not filled.sound:
        status = 200 if filled.sound else 422
        return show(request, "workbench/signing/codes-off.html", PasswordedPage(filled), status)
    device, session = device_of(request), request.session_id
    try:
        second.switch_off(
            filled["password"], filled["code"], session_id=session, by=request.actor, device=device, at=request.at
        )
    except Trouble as trouble:
        page = PasswordedPage(filled.refused(trouble))
        return refused(show(request, "workbench/signing/codes-off.html", page), trouble)
    return onward(request, "/desk/me", Notice("done", words("signing.codes.removed")))


def _offered(request: Asked, filled: Filled, offer: Offer, status: int = 200) -> HttpResponse:
    # One mask given: trying all eight takes seven milliseconds, and a random secret has no pattern to be broken up.
    picture = segno.make(offer.uri, error="l", mask=2, boost_error=False).svg_data_uri(scale=5, border=3)
    groups = " ".join(offer.secret[start : start + 4] for start in range(0, len(offer.secret), 4))
    page = EnrolPage(filled, picture, groups, request.must_enrol, site_of(request).usable)
    return show(request, "workbench/signing/codes.html", page, status)
