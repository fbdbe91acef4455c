"""Leaving a request and going on with it elsewhere: by a code to write down, for a week after the last answer."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse

from zhengwu.portal.asking import code_of, draft_of, going_on, left, remembered
from zhengwu.portal.services.written import item_of
from zhengwu.records.drafts import actions as drafts
from zhengwu.records.drafts import turns
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

    code: str
    link: str
    until: datetime
    back: str


@dataclass(frozen=True, slots=True)
class ResumePage:
    """The code is asked for."""

    filled: Filled


def _form() -> Form:
    label, hint = words("asking.code.label"), words("asking.code.hint")
    return Form((Field("code", label, hint=hint, most=40, width=20, complete="off"),))


@public
def keep(request: Asked) -> HttpResponse:
    """`/request/keep`: how to go on elsewhere; the code can be taken from this browser, for a computer of others."""
    draft, code = draft_of(request), code_of(request)
    if draft.until is None or draft.receipt is not None:
        return onward(request, f"/request/{going_on(draft)}".rstrip("/"))
    if request.method == "POST":
        return left(onward(request, "/request", Notice("done", words("asking.keep_left"))))
    written = drafts.grouped(code)
    link = request.build_absolute_uri(f"/request/resume?code={written}")
    return show(request, "portal/asking-keep.html", KeepPage(written, link, draft.until, f"/request/{going_on(draft)}"))


@public
def resume(request: Asked) -> HttpResponse:
    """`/request/resume`: goes on with the draft of a code, in this browser too."""
    form = _form()
    if request.method != "POST":
        filled = form.empty(code=str(request.GET.get("code", ""))[:40])
        return show(request, "portal/asking-resume.html", ResumePage(filled))
    filled = form.read(request.POST)
    if filled.sound:
        try:
            turns.take("resume", request.address, at=request.at)
            draft = drafts.read(filled["code"], at=request.at)
            if draft.until is not None and not item_of(draft):
                return remembered(onward(request, f"/request/{going_on(draft)}".rstrip("/")), filled["code"])
            filled = filled.wrong("code", words("asking.code.wrong"))
        except Trouble as trouble:
            filled = filled.refused(trouble)
    return show(request, "portal/asking-resume.html", ResumePage(filled), 422)
