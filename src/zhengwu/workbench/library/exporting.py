"""What leaves the library: lists as files, and each report as it came."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from zhengwu.records.documents.actions import Copy
from zhengwu.records.library import exporting, papers
from zhengwu.records.troubles import Words, missing
from zhengwu.ui.doors import staff
from zhengwu.visits import Asked
from zhengwu.workbench.downloads import sent
from zhengwu.workbench.library.places import asking, place_of, year_of
from zhengwu.workbench.reports.cells import MEDIA

TYPES = {**MEDIA, "json": "application/json"}


@staff
def export(request: Asked, what: str, kind: str) -> HttpResponse:
    """`/desk/library/export/WHAT/KIND`: papers, findings, cells or sums as CSV, XLSX or JSON."""
    place = place_of(request)
    year = year_of(request.GET.get("year", ""))
    if kind not in TYPES or (what in ("cells", "cell", "sums") and year is None):
        raise missing(Words("这张表", "list"), where="what")
    match what:
        case "papers":
            sheet = exporting.papers(place.holder_id, asking(request))
        case "findings":
            sheet = exporting.findings(place.holder_id, year)
        case "cells" | "cell":
            sheet = exporting.cells(place.holder_id, year or 0, request.GET.get("cell", "")[:80])
        case "sums":
            sheet = exporting.sums(place.holder_id, year or 0)
        case _:
            raise missing(Words("这张表", "list"), where="what")
    content = exporting.written(sheet, kind, place.holder_id, by=request.actor, at=request.at)
    return sent(Copy(content, TYPES[kind], f"{sheet.name}.{kind}"))


@staff
def original(request: Asked, paper_id: int) -> HttpResponse:
    """`/desk/library/papers/ID/file`: the file as it came. Text and PDF are shown, all else is kept."""
    copy, shows = papers.original(request.actor, paper_id)
    response = sent(copy)
    if shows:
        response.headers["Content-Disposition"] = content_disposition_header(False, copy.name) or "inline"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
