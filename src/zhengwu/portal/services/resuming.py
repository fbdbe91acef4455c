"""Leaving an application and going on with it elsewhere, by a code to write down, for a week after the last answer."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse

from zhengwu.portal.services import applying
from zhengwu.portal.services.place import Place
from zhengwu.portal.services.written import item_of
from zhengwu.records.drafts import actions as drafts
from zhengwu.records.drafts import turns
from zhengwu.records.items.queries import Held
from zhengwu.records.troubles import Trouble
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.visits import Asked


@dataclass(frozen=True, slots=True)
class KeepPage:
    """The code, the address that holds it, and when the draft is forgotten."""

    held: Held
    place: Place
    code: str
    link: str
    until: datetime
    back: str


@dataclass(frozen=True, slots=True)
class ResumePage:
    """The code is asked for."""

    filled: Filled


@public
def keep(request: Asked, item_id: int) -> HttpResponse:
    """`/services/ID/apply/keep`: how to go on elsewhere; the code can be taken from this browser."""
    around = applying.around_of(request, item_id, kiosk=False)
    place, draft = around.place, around.draft
    if draft.until is None or draft.receipt is not None:
        return onward(request, place.home)
    if request.method == "POST":
        return place.left(request, place.guide, Notice("done", words("asking.keep_left")))
    written = drafts.grouped(place.code(request))
    link = request.build_absolute_uri(f"/services/resume?code={written}")
    page = KeepPage(around.held, place, written, link, draft.until, place.to(around.first_open))
    return show(request, "portal/services/keep.html", page)


@public
def resume(request: Asked) -> HttpResponse:
    """`/services/resume`: goes on with the application of a code, in this browser too."""
    label, hint = words("asking.code.label"), words("asking.code.hint")
    form = Form((Field("code", label, hint=hint, most=40, width=20, complete="off"),))
    if request.method != "POST":
        return show(
            request, "portal/services/resume.html", ResumePage(form.empty(code=str(request.GET.get("code", ""))[:40]))
        )
    filled = form.read(request.POST)
    if filled.sound:
        try:
            turns.take("resume", request.address, at=request.at)
            draft = drafts.read(filled["code"], at=request.at)
            if item_of(draft) and draft.until is not None:
                return Place(item_of(draft)).onward(request, "", filled["code"])
            filled = filled.wrong("code", words("asking.code.wrong"))
        except Trouble as trouble:
            filled = filled.refused(trouble)
    return show(request, "portal/services/resume.html", ResumePage(filled), 422)
