"""Exports: one case with its file and hashes, a list as CSV. Both are entered in the journal."""

from django.http import HttpResponse, StreamingHttpResponse
from ninja import Query, Router

from zhengwu.api.answers import answer, told
from zhengwu.api.cases import Filters
from zhengwu.api.shapes import PathId
from zhengwu.records.cases import exports
from zhengwu.records.cases.exports import Exported
from zhengwu.visits import Asked

router = Router()


@router.get("/cases/{case_id}/export", response=told(Exported))
def one(request: Asked, case_id: PathId) -> HttpResponse:
    """A case with every event and its hash, so that anybody can prove that nothing was taken out or changed."""
    return answer(exports.one(case_id, on=request.on, by=request.actor, at=request.at))


CSV = {"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}}


@router.get("/exports/cases", response=told(None), openapi_extra=CSV)
def listed(request: Asked, filters: Query[Filters]) -> StreamingHttpResponse:
    """The cases of a list as CSV (UTF-8 with its mark, so that spreadsheets read it), however many they are."""
    lines = exports.listed(filters.wanted(request.on), by=request.actor, at=request.at)
    name = f"cases-{request.on}.csv"
    return StreamingHttpResponse(
        lines, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
