"""A list leaving the house: the cases of the inbox as it is narrowed, as CSV or as a workbook; the journal knows."""

from dataclasses import replace
from typing import cast

from django.http import HttpResponse, StreamingHttpResponse

from zhengwu.records.cases import exports
from zhengwu.records.cases.wanted import Wanted
from zhengwu.records.troubles import Words, missing
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import onward
from zhengwu.visits import Asked
from zhengwu.workbench.lists import narrowing

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
KIND = Words("这种格式", "format")


@staff
def export(request: Asked, kind: str) -> HttpResponse:
    """The list of the address as a file; a form sends it, so that nobody is made to take out what they did not ask."""
    if kind not in KINDS:
        raise missing(KIND, where="kind")
    one = narrowing.with_tab(narrowing.asked(request.GET), request.actor)
    if request.method != "POST":
        return onward(request, replace(one, sort="").address())
    return file_of(narrowing.wanted(one, request.actor, request.on), "cases", kind, request)


def file_of(wanted: Wanted, name: str, kind: str, request: Asked) -> HttpResponse:
    """The cases of a list as a file of this kind. Raises Trouble: forbidden."""
    headers = {"Content-Disposition": f'attachment; filename="{name}-{request.on}.{kind}"'}
    if kind == "xlsx":
        content = exports.workbook(wanted, by=request.actor, at=request.at)
        return HttpResponse(content, content_type=KINDS[kind], headers=headers)
    lines = exports.listed(wanted, by=request.actor, at=request.at)
    streamed = StreamingHttpResponse(lines, content_type=KINDS[kind], headers=headers)
    return cast("HttpResponse", streamed)  # the frame passes on whatever it is
