"""How a visit at the kiosk ends: a page that nobody touches asks whether somebody is there, and then all is forgotten.

Told to the browser by a header, so that it works without script. Nothing of a visit may be kept by the browser: not its
pages, not its cookies, not what was typed; a draft is thrown away.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse

from zhengwu.portal import identity, keyring
from zhengwu.portal.services.place import COOKIE, KIOSK
from zhengwu.records.drafts import actions as drafts
from zhengwu.ui import notices
from zhengwu.ui.doors import public
from zhengwu.ui.looks import LANGUAGE, TYPE, local
from zhengwu.ui.pages import FORM_COOKIE, onward, show
from zhengwu.visits import Asked

READING, TYPING, ANSWERING = 90, 300, 30  # seconds without a touch
View = Callable[..., HttpResponse]


def passing(view: View, seconds: int = READING, **places: Any) -> View:
    """A page of the kiosk: asks whether somebody is there after so many seconds, and is kept by no browser."""

    @wraps(view)
    def entered(request: Asked, *args: Any, **more: Any) -> HttpResponse:
        response = view(request, *args, **places, **more)
        response.headers["Cache-Control"] = "no-store"
        if response.status_code != 303:
            response.headers["Refresh"] = f"{seconds};url={KIOSK}/still?back={quote(request.path)}"
        return response

    return entered


@dataclass(frozen=True, slots=True)
class StillPage:
    """Is somebody there? `back` is where they go on; otherwise it ends in so many seconds."""

    back: str
    seconds: int = ANSWERING


@public
def still(request: Asked) -> HttpResponse:
    """`/kiosk/still`: whether somebody is there; without an answer the visit ends."""
    back = local(str(request.GET.get("back", "")))
    page = StillPage(back if back.startswith(KIOSK) else KIOSK)
    response = show(request, "portal/kiosk/still.html", page)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Refresh"] = f"{ANSWERING};url={KIOSK}/end"
    return response


@public
def end(request: Asked) -> HttpResponse:
    """`/kiosk/end`: forgets the visit and begins anew."""
    code = request.COOKIES.get(COOKIE, "")
    draft = drafts.read(code, at=request.at)
    if not (draft.receipt and draft.files):  # else the files of the case are still on their way
        drafts.drop(code)
    response = onward(request, KIOSK)
    response.headers["Cache-Control"] = "no-store"
    response.delete_cookie(COOKIE, path=KIOSK, samesite="Lax")
    for name in (FORM_COOKIE, notices.COOKIE, LANGUAGE, TYPE):
        response.delete_cookie(name, samesite="Lax")
    keyring.forget(response)
    identity.forget(response)
    return response
