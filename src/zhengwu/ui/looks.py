"""How somebody wants to see the pages: in which language, and in large type. Remembered in two cookies, without script.

The language is that of the cookie, else the one the browser asks for first, else Chinese.
"""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from zhengwu.ui.catalogue import LANGUAGES

LANGUAGE, TYPE = "zhengwu_language", "zhengwu_type"
YEAR = 365 * 86_400


@dataclass(frozen=True, slots=True)
class Look:
    """The language ("zh" or "en"), and whether in large type (长辈版)."""

    lang: str = "zh"
    large: bool = False


def look_of(request: HttpRequest) -> Look:
    """How this visitor wants to see the pages."""
    lang = request.COOKIES.get(LANGUAGE, "")
    if lang not in LANGUAGES:
        lang = _first_asked_for(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
    return Look(lang, request.COOKIES.get(TYPE) == "large")


def choose(request: HttpRequest) -> HttpResponse:
    """`/look?language=en&back=/…` or `/look?type=large&back=/…`: remembers it and goes back."""
    back = local(request.GET.get("back", "/"))
    response = HttpResponseRedirect(back)
    for cookie, wanted, allowed in (
        (LANGUAGE, request.GET.get("language"), LANGUAGES),
        (TYPE, request.GET.get("type"), ("large", "plain")),
    ):
        if wanted in allowed:
            response.set_cookie(cookie, wanted, max_age=YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True)
    return response


def local(path: str) -> str:
    """The path where it is one of this house, else the home page: nobody is sent elsewhere."""
    inside = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if inside else "/"


def switch(path: str, what: str, to: str) -> str:
    """The address that changes the language or the type and comes back to `path`."""
    return f"/look?{what}={to}&back={quote(path, safe='/')}"


def _first_asked_for(header: str) -> str:
    """The language of ours that the browser prefers; its list is in order of weight in every browser in use."""
    for part in header[:200].split(","):
        lang = part.strip()[:2].lower()
        if lang in LANGUAGES:
            return lang
    return "zh"
