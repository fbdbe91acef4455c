"""The two doors of the screens: `public` for everybody, `staff` for who has signed in.

Behind either a POST carries the token of its form's cookie, and a Trouble that a page does not handle itself becomes a
page that says what to do. Behind `public` everybody is the public, whoever they are elsewhere.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhengwu.records.people.loading import by_session
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui import faults
from zhengwu.ui.lapsed import given_back
from zhengwu.ui.pages import FORM_COOKIE, onward
from zhengwu.visits import SAFE, Asked, asked, is_token_of

View = Callable[..., HttpResponse]
SIGN_IN = "/desk/sign-in"
PASSWORD = "/desk/password"
SIGN_OUT = "/desk/sign-out"
ENROL = "/desk/me/codes"
WHILE_ENROLLING = (ENROL, "/desk/me/passkeys", PASSWORD, SIGN_OUT)
METHODS = ("GET", "HEAD", "POST")


def public(view: View) -> Callable[..., HttpResponse]:
    """A page for everybody."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **places: Any) -> HttpResponse:
        return _inside(view, asked(request), FORM_COOKIE, args, places)

    return entered


def staff(view: View) -> Callable[..., HttpResponse]:
    """A page for who has signed in; others are asked to, and come back.

    A password that must be changed comes first, then a second factor that the person's posts ask for.
    """

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **places: Any) -> HttpResponse:
        known = asked(request)
        signed = by_session(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""), at=known.at)
        if signed is None:
            back = request.get_full_path() if request.method in SAFE else request.path
            entrance = f"{SIGN_IN}?next={quote(back)}"
            return given_back(request, entrance) or onward(request, entrance)
        known.actor, known.session_id = signed.actor, signed.session_id
        known.must_change_password = signed.must_change_password
        known.must_enrol = signed.must_enrol
        if signed.must_change_password and request.path not in (PASSWORD, SIGN_OUT):
            return onward(request, PASSWORD)
        if signed.must_enrol and not request.path.startswith(WHILE_ENROLLING):
            return onward(request, ENROL)
        return _inside(view, known, settings.SESSION_COOKIE_NAME, args, places)

    return entered


def _inside(view: View, request: Asked, cookie: str, args: tuple[Any, ...], places: dict[str, Any]) -> HttpResponse:
    if request.method not in METHODS:
        refused = faults.page(request, 405)
        refused.headers["Allow"] = ", ".join(METHODS)
        return refused
    try:
        if request.method not in SAFE:
            secret = request.COOKIES.get(cookie, "")
            if not secret or not is_token_of(secret, str(request.POST.get("csrf", ""))):
                raise _forged()
        return view(request, *args, **places)
    except Trouble as trouble:
        return faults.of_trouble(request, trouble)


def _forged() -> Trouble:
    message = Words("表单已失效，没有提交。", "This form is no longer valid; nothing was sent.")
    advice = Words(
        "请返回上一页，刷新后重新提交；浏览器须允许本站的 Cookie。",
        "Go back, reload the page and send it again; your browser must accept this site's cookies.",
    )
    return Trouble("forbidden", "csrf", message, advice, "csrf")
