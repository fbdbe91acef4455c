"""What was sent to whom, for who looks after the system: masked addresses, no contents but in a demonstration."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from zhengwu.records.notices import actions, queries
from zhengwu.records.notices.queries import SentFacts, Stuck
from zhengwu.records.troubles import forbidden
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Paging
from zhengwu.visits import Asked

PAGE = 40


@dataclass(frozen=True, slots=True)
class SentPage:
    """The messages, those that have not left, and whether nothing is really sent here."""

    rows: tuple[SentFacts, ...]
    stuck: Stuck
    demo: bool
    kept_days: int
    paging: Paging


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/notices/sent`."""
    if not request.actor.reach("people.manage"):
        raise forbidden("people.manage")
    text = request.GET.get("after", "")
    after = int(text) if text.isdecimal() and len(text) < 19 else None
    found = queries.sent(request.actor, after=after, limit=PAGE + 1)
    following = str(found[PAGE - 1].id) if len(found) > PAGE else ""
    page = SentPage(
        tuple(found[:PAGE]),
        queries.stuck(request.actor),
        settings.MODE == "demo",
        actions.KEPT.days,
        Paging(following, after is None, {}),
    )
    return show(request, "workbench/notices/sent.html", page)
