"""The application form of a case as it was filled in, to be printed."""

from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpResponse

from zhengwu.records.approvals.completed import completed
from zhengwu.records.cases.sheet import opened
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import show
from zhengwu.ui.parts.paper import Paper, of_case
from zhengwu.visits import Asked


@dataclass(frozen=True, slots=True)
class PaperPage:
    """The form, and the case that it belongs to."""

    case_id: int
    paper: Paper


@staff
def form(request: Asked, case_id: int) -> HttpResponse:
    """`/desk/cases/ID/form`: masked where the page of the case is."""
    one = opened(request.actor, case_id).envelope
    done = completed(case_id, by=request.actor)
    address = request.build_absolute_uri(f"/track/{quote(one.number)}")
    page = PaperPage(case_id, of_case(done, one.number, one.body_name, address))
    return show(request, "workbench/cases/on_paper.html", page)
