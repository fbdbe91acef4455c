"""Requests by the file: CSV, XLSX or JSON Lines."""

from typing import Annotated

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from zhengwu.api.answers import answer, told
from zhengwu.api.once import once
from zhengwu.api.shapes import LARGEST, Said
from zhengwu.api.uploads import Sent, described, sent
from zhengwu.records.cases import bulk
from zhengwu.records.cases.bulk import Imported
from zhengwu.records.cases.tables import MOST_BYTES, rows_of
from zhengwu.visits import Asked

router = Router()


class Importing(Said):
    """To which body the rows go; with `dry_run` they are checked and nothing is written."""

    body_id: Annotated[int, Field(ge=1, le=LARGEST)]
    dry_run: bool = False


@router.post("/imports/requests", response=told(Imported), openapi_extra=described(Importing))
def requests(request: Asked) -> HttpResponse:
    """Imports the rows of a file, history included; what is wrong is told by row and column, the rest is imported.

    Sent again it makes no second case: `source_key` names a row in the system that it comes from.
    """
    return _requests(request, sent(request, Importing, most=MOST_BYTES))


@once
def _requests(request: Asked, came: Sent[Importing]) -> HttpResponse:
    done = bulk.load(
        rows_of(came.content), came.said.body_id, dry_run=came.said.dry_run, by=request.actor, at=request.at
    )
    return answer(done)
