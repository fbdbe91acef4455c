"""The application form of an item on paper: blank from its guide, filled in from the page of one's own case."""

from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpResponse

from zhengwu.portal.keyring import key_of
from zhengwu.portal.services.guide import address_of, held_now
from zhengwu.portal.tracking import home_of
from zhengwu.records.approvals.completed import completed
from zhengwu.records.cases.sheet import envelope_of
from zhengwu.records.troubles import Trouble
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.paper import Paper, of_case, of_item
from zhengwu.visits import Asked


@dataclass(frozen=True, slots=True)
class PaperPage:
    """The form, and the page that it was opened from."""

    paper: Paper
    back: str


@public
def blank(request: Asked, item_id: int) -> HttpResponse:
    """`/services/ID/form`: every field, with what it depends on."""
    held = held_now(item_id, request.on)
    page = PaperPage(of_item(held, address_of(item_id)), f"/services/{item_id}")
    return show(request, "portal/services/on_paper.html", page)


@public
def filled(request: Asked, number: str) -> HttpResponse:
    """`/track/NUMBER/form`: as it was handed in, in a browser that has opened the case."""
    try:
        key = key_of(request, "applicant", number)
    except Trouble:
        return onward(request, f"/track?number={quote(number)}", Notice("note", words("tracking.closed")))
    done = completed(key.case_id, by=request.actor)
    home = home_of(number)
    body = envelope_of(key.case_id).body_name
    page = PaperPage(of_case(done, number, body, request.build_absolute_uri(home)), home)
    return show(request, "portal/services/on_paper.html", page)
