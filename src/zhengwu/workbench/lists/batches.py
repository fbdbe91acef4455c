"""How far a batch has come, and what became of each case; it can be left and come back to."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse

from zhengwu.records.batches import actions, queries
from zhengwu.records.batches.queries import Progress, Result
from zhengwu.records.troubles import Words
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Paging
from zhengwu.visits import Asked
from zhengwu.workbench.naming import procedure_name, step_name

PAGE = 20


@dataclass(frozen=True, slots=True)
class BatchPage:
    """A batch with its results: those that were refused first, then those that are done, a page of each."""

    batch: Progress
    step: Words
    procedure: Words
    refused: tuple[Result, ...]
    done: tuple[Result, ...]
    again: str
    paging: Paging


@dataclass(frozen=True, slots=True)
class BatchesPage:
    """One's batches, each with the name of its step, the newest first."""

    batches: tuple[tuple[Progress, Words], ...]
    paging: Paging


@staff
def one(request: Asked, batch_id: int) -> HttpResponse:
    """`/desk/batches/ID`: shows it; sent, goes on with the next cases."""
    if request.method == "POST":
        actions.go_on(batch_id, by=request.actor, at=request.at)
        return onward(request, f"/desk/batches/{batch_id}")
    found = queries.batch(request.actor, batch_id)
    after = _number(request.GET.get("after", ""))
    done = queries.results(request.actor, batch_id, "done", after=after, limit=queries.LINES + 1)
    refused = queries.results(request.actor, batch_id, "refused", limit=actions.MOST)
    last = done[queries.LINES - 1].line_id if len(done) > queries.LINES else ""
    page = BatchPage(
        found,
        step_name(found.procedure, found.step),
        procedure_name(found.procedure),
        tuple(refused),
        tuple(done[: queries.LINES]),
        "/desk/together?" + urlencode([("case", each.case_id) for each in refused[:40]]),
        Paging(str(last), after is None, {}),
    )
    return show(request, "workbench/lists/batch.html", page)


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/batches`."""
    after = _number(request.GET.get("after", ""))
    found = queries.batches(request.actor, after=after, limit=PAGE + 1)
    last = str(found[PAGE - 1].id) if len(found) > PAGE else ""
    named = tuple((each, step_name(each.procedure, each.step)) for each in found[:PAGE])
    return show(request, "workbench/lists/batches.html", BatchesPage(named, Paging(last, after is None, {})))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None
