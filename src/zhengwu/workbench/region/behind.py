"""What stands behind a figure of a body: the matters or cases that it counts, page by page."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.region import behind as records
from zhengwu.records.region.behind import BY_CASE, Behind
from zhengwu.records.region.lines import Line
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Paging
from zhengwu.visits import Asked
from zhengwu.workbench.naming import outcome, procedure_name
from zhengwu.workbench.region.asking import day_of

PAGE = 50
BETWEEN = "~"


@dataclass(frozen=True, slots=True)
class Shown:
    """A matter as it is listed."""

    found: Behind
    procedure: Words
    outcome: Words


@dataclass(frozen=True, slots=True)
class BehindPage:
    """The list behind a figure. `inbox` leads to the same cases in the inbox, where they are open ones of today."""

    line: Line
    key: str
    name: Words
    how: Words
    number: int
    on: str
    suffix: str
    by_case: bool
    rows: tuple[Shown, ...]
    paging: Paging
    inbox: str


@staff
def behind(request: Asked, body_id: int, key: str) -> HttpResponse:
    """The list of one figure."""
    on = day_of(request.GET, request.on)
    spot = request.GET.get("after", "")[:200]
    after = tuple(spot.split(BETWEEN)) if spot else None
    line, found = records.behind(request.actor, body_id, key, on, request.on, after=after, limit=PAGE + 1)
    past = on < request.on
    more = BETWEEN.join(found[PAGE - 1].spot) if len(found) > PAGE else ""
    page = BehindPage(
        line,
        key,
        words(f"region.list.{key}"),
        words(f"region.how.{key}"),
        getattr(line.now, key),
        f"{on}",
        f"?on={on}" if past else "",
        key in BY_CASE,
        tuple(Shown(one, procedure_name(one.procedure), outcome(one.procedure, one.outcome)) for one in found[:PAGE]),
        Paging(more, after is None, {"on": f"{on}" if past else ""}),
        f"/desk/?tab={key}&body={body_id}&procedure=information_request"
        if key in ("open", "late") and not past
        else "",
    )
    return show(request, "workbench/region/behind.html", page)
