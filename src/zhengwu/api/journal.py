"""The audit trail, for auditors."""

from django.http import HttpResponse
from ninja import Router

from zhengwu.api.answers import After, Limit, after_id, answer, page, page_of, told
from zhengwu.records.journal import queries
from zhengwu.records.journal.queries import EntryFacts, Verdict
from zhengwu.visits import Asked

router = Router()


@router.get("/journal", response=told(page_of(EntryFacts)))
def lines(request: Asked, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The newest entries first."""
    found = queries.page(request.actor, after=after_id(after), limit=limit + 1)
    return page(found, limit, lambda line: (line.id,))


@router.get("/journal/verify", response=told(list[Verdict]))
def verify(request: Asked) -> HttpResponse:
    """Whether each chain is whole, and where it breaks if not."""
    return answer(queries.verify(request.actor))
