"""What all ways in have in common: where they lead, what a browser carries meanwhile, the site as it sees it."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhengwu.records.people.entering import SignedIn
from zhengwu.records.people.passkeys import Site
from zhengwu.records.people.second import LASTS, Halfway
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui.catalogue import words
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field
from zhengwu.ui.looks import local
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward
from zhengwu.visits import Asked, remember

HOME, ENTRANCE, SECOND = "/desk/", "/desk/sign-in", "/desk/sign-in/second"
STEP = "zhengwu_step"
CODE = Field(
    "code", words("signing.code"), "text", words("signing.code_hint"), most=40, width=12, complete="one-time-code"
)
PASSWORD = Field("password", words("signing.password"), "password", width=20, complete="current-password")
NEXT = Field("next", Words("", ""), "hidden", required=False, most=2_000)


def arrived(request: Asked, signed: SignedIn, to: str) -> HttpResponse:
    """Signed in, and on to where the visitor wanted to go."""
    response = onward(request, local(to or HOME))
    remember(response, signed)
    response.delete_cookie(STEP, path=ENTRANCE, samesite="Strict")
    return response


def carrying(response: HttpResponse, halfway: Halfway) -> HttpResponse:
    """The answer with which the browser keeps its ticket to the second step."""
    response.set_cookie(
        STEP,
        halfway.ticket,
        max_age=int(LASTS.total_seconds()),
        path=ENTRANCE,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Strict",
    )
    return response


def again(request: Asked, trouble: Trouble) -> HttpResponse:
    """Back to the entrance, which says why."""
    said = Words(f"{trouble.message.zh}{trouble.advice.zh}", f"{trouble.message.en} {trouble.advice.en}")
    response = onward(request, ENTRANCE, Notice("warning", said))
    response.delete_cookie(STEP, path=ENTRANCE, samesite="Strict")
    return response


def refused(response: HttpResponse, trouble: Trouble) -> HttpResponse:
    """The answer with the status of the trouble, and with the wait where there is one."""
    response.status_code = STATUS[trouble.kind]
    if trouble.wait:
        response.headers["Retry-After"] = str(trouble.wait)
    return response


def after(path: str, to: str) -> str:
    """The path with where to go afterwards."""
    return f"{path}?next={quote(to)}" if to else path


def next_of(request: Asked) -> str:
    """Where the visitor wants to go afterwards."""
    return str(request.GET.get("next", ""))[:2_000]


def origin_of(request: HttpRequest) -> str:
    """Scheme, host and port of this site as the browser sees them; the host is one of ours, or nothing came so far."""
    return f"{'https' if settings.HTTPS else 'http'}://{request.get_host()}"


def site_of(request: HttpRequest) -> Site:
    """The site to which passkeys are bound."""
    host, _, port = request.get_host().rpartition(":")
    return Site(host if host and port.isdecimal() else request.get_host(), origin_of(request))
