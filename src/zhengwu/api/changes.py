"""What has happened since another system last asked: every event of every case that it may see, none left out."""

from dataclasses import dataclass

from django.http import HttpResponse
from ninja import Router

from zhengwu.api.answers import After, Limit, answer, cursor, place, told
from zhengwu.records.cases import changes
from zhengwu.records.cases.changes import Change, Place
from zhengwu.visits import Asked

router = Router()


@dataclass(frozen=True, slots=True)
class Told:
    """Events in their order. Ask on with `next` at once where there is `more`, else after a while."""

    items: list[Change]
    next: str
    more: bool


@router.get("/changes", response=told(Told))
def since(request: Asked, after: After = None, limit: Limit = 200) -> HttpResponse:
    """The events after a place, for a system that keeps its own copy. Without `after` from the beginning.

    Whatever outage there was, asking on from the last `next` misses nothing. Events of the last ten minutes are told
    again until they have settled: one is told from another by `case_number` and `number`. Both orders of arrival are
    possible for cases, never for the events of one case.
    """
    found = changes.since(Place(*(place(after, int, int) or (0, 0))), by=request.actor, at=request.at, limit=limit)
    return answer(Told(list(found.items), cursor((found.next.settled, found.next.seen)), found.more))
