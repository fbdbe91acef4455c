"""Ledgers: fees, an applicant's month, what is late and who held it; and groups of requests in the same words."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from zhengwu.api.answers import After, Limit, after_id, answer, page, page_of, place, told
from zhengwu.api.once import once
from zhengwu.api.said import Fields, Key, said_event
from zhengwu.api.shapes import LARGEST, Day, Id, PathId, Said
from zhengwu.records.cases import actions, alike, ledgers, queries
from zhengwu.records.cases.alike import Group
from zhengwu.records.cases.ledgers import CaseFee, FeeLine, Late, MonthOfApplicant
from zhengwu.records.troubles import Trouble, Words, invalid
from zhengwu.visits import Asked

router = Router()
BodyId = Annotated[int, Query(ge=1, le=LARGEST)]
Month = Annotated[str, Query(pattern=r"^(19|20|21)\d\d-(0[1-9]|1[0-2])$", description="like 2026-03")]
Least = Annotated[int, Query(ge=1, le=10_000)]


class GroupStep(Said):
    """One step for several cases, each taken by itself."""

    case_ids: Annotated[list[Id], Field(min_length=1, max_length=200)]
    event: Key
    on: Day | None = None
    fields: Fields = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one case of several: done, or refused with the reason."""

    case_id: int
    done: bool
    state: str
    code: str
    message: Words


@router.get("/groups", response=told(list[Group]))
def groups(request: Asked, least: Least = 2) -> HttpResponse:
    """Open requests in the same words: one line a wording, the fifty largest groups, the largest first."""
    return answer(alike.groups(request.actor, least=least))


@router.post("/groups/steps", response=told(list[Result]))
@once
def take_each(request: Asked, said: GroupStep) -> HttpResponse:
    """Takes the same step in several cases. Each stands or falls by itself, and each result is told."""
    event = said_event(request, said.event, said.on, said.fields)
    results = []
    for case_id in dict.fromkeys(said.case_ids):
        try:
            taken = actions.take(case_id, event, by=request.actor, at=request.at)
            results.append(Result(case_id, True, taken.state, "", Words("", "")))
        except Trouble as trouble:
            results.append(Result(case_id, False, "", trouble.code, trouble.message))
    return answer(results)


@router.get("/ledgers/fees", response=told(page_of(FeeLine)))
def fees(request: Asked, body_id: BodyId, month: Month, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The fees that a body told and received in a month."""
    found = ledgers.fee_lines(request.actor, body_id, _day(month), after=after_id(after), limit=limit + 1)
    return page(found, limit, lambda line: (line.id,))


@router.get("/ledgers/applicants", response=told(list[MonthOfApplicant]))
def applicants(request: Asked, body_id: BodyId, month: Month, least: Least = 11) -> HttpResponse:
    """The applicants with at least `least` items in a month, and the fee by item that these come to."""
    return answer(ledgers.months(request.actor, body_id, _day(month), least=least))


@router.get("/ledgers/late", response=told(page_of(Late)))
def late(
    request: Asked,
    body_id: Annotated[int | None, Query(ge=1, le=LARGEST)] = None,
    after: After = None,
    limit: Limit = 50,
) -> HttpResponse:
    """The open cases whose last day is over, each with the units that held it."""
    place_after = inbox_place(after)
    found = ledgers.late(request.actor, request.on, body_id=body_id, after=place_after, limit=limit + 1)
    return page(found, limit, lambda one: (one.due_on.isoformat(), one.case_id))


@router.get("/cases/{case_id}/fee", response=told(CaseFee))
def case_fee(request: Asked, case_id: PathId) -> HttpResponse:
    """The fee of a case by item, after what its applicant asked of the body earlier in the same month."""
    return answer(ledgers.fee_of(queries.row_of(request.actor, case_id)))


def inbox_place(after: str | None) -> tuple[date, int] | None:
    """Where a page in the order of last days ended. Raises Trouble (invalid)."""
    found = place(after, str, int)
    if found is None:
        return None
    try:
        return date.fromisoformat(found[0]), found[1]
    except ValueError:
        raise invalid("bad_cursor", "翻页标记无效。", "This is no cursor of a page.", where="after") from None


def _day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
