"""Service items: found by anybody, each with all that its guide says."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Query, Router

from zhengwu.api.answers import After, Limit, answer, cursor, page_of, place, told
from zhengwu.api.answers import Page as Answered
from zhengwu.api.asking import ANYBODY
from zhengwu.api.shapes import LARGEST, Day, PathId, Said
from zhengwu.records.items import queries
from zhengwu.records.items.queries import ITEM, ServiceFacts, Wanted
from zhengwu.records.troubles import missing
from zhengwu.statute.catalogue.written import as_json
from zhengwu.visits import Asked

router = Router()
Word = Annotated[str, Query(max_length=60)]
OptionalId = Annotated[int | None, Query(ge=1, le=LARGEST)]
OnDay = Annotated[Day | None, Query(description="as it holds on that day; today if left out")]


@dataclass(frozen=True, slots=True)
class ItemSaid:
    """An item as it holds on a day: the version in force and everything that it says."""

    id: int
    version_id: int
    version: int
    body_id: int
    body_name: str
    code: str
    on: date
    record: dict[str, Any]


class Filters(Said):
    """What is looked for; what is left out does not narrow."""

    text: Word = ""
    body_id: OptionalId = None
    type: Word = ""
    theme: Word = ""
    event: Word = ""
    who: Literal["", "person", "organisation"] = ""
    case_type: Word = ""

    def wanted(self) -> Wanted:
        """The same for the records."""
        return Wanted(words=self.text, **self.model_dump(exclude={"text"}))


@router.get("/items", auth=ANYBODY, response=told(page_of(ServiceFacts)))
def found(request: Asked, filters: Query[Filters], after: After = None, limit: Limit = 50) -> HttpResponse:
    """The items in use today that meet the filters, by name."""
    since = place(after, str)
    page = queries.find(filters.wanted(), on=request.on, after=since[0] if since else "", most=limit)
    return answer(Answered(page.rows, cursor((page.after,)) if page.after else None))


@router.get("/items/{item_id}", auth=ANYBODY, response=told(ItemSaid))
def one(request: Asked, item_id: PathId, on: OnDay = None) -> HttpResponse:
    """One item with its guide: conditions, materials, limits, stages, fees, places, questions, form."""
    day = on or request.on
    held = queries.holding(item_id, day)
    if held is None:
        raise missing(ITEM, where="item_id")
    said = ItemSaid(
        held.item_id, held.version_id, held.number, held.body_id, held.body_name, held.code, day, as_json(held.record)
    )
    return answer(said)
