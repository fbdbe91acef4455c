"""`/desk/imports/<id>`: where an import stands, its first rows, and what was wrong."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from django.http import HttpResponse, StreamingHttpResponse

from zhengwu.records.people.actors import Actor
from zhengwu.records.publications.importing import desk
from zhengwu.records.publications.importing.desk import Preview, Run
from zhengwu.records.publications.importing.model import Wrong
from zhengwu.records.publications.importing.runs import KEPT
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Paging
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import number

PAGE = 50
AGAIN = 10  # seconds after which a page of an import that goes on is asked for anew
CHUNK = 500


@dataclass(frozen=True, slots=True)
class OnePage:
    """An import. `codes` are kinds of faults with how many there are of each; `told` those of kind `code`, if any."""

    run: Run
    preview: Preview | None
    names: dict[str, object]
    codes: dict[str, int]
    code: str
    told: tuple[Wrong, ...]
    paging: Paging
    kept: int


@staff
def one(request: Asked, run_id: int) -> HttpResponse:
    """An import; while it goes on the page asks anew by itself."""
    run = desk.seen(run_id, request.actor)
    preview = None
    if run.state in ("read", "waiting") and run.kept:
        preview = desk.previewed(run_id, by=request.actor, at=request.at)
    code, after = request.GET.get("code", "")[:40], number(request.GET.get("after", ""))
    codes = desk.codes(run_id) if run.faulty else {}
    found = desk.faults(run_id, code=code, after=after, most=PAGE + 1) if run.faulty else []
    page = OnePage(
        run, preview, dict(desk.names()), codes, code, tuple(wrong for _, wrong in found[:PAGE]),
        Paging(str(found[PAGE - 1][0]) if len(found) > PAGE else "", after is None, {"code": code}), KEPT,
    )  # fmt: skip
    response = show(request, "workbench/imports/one.html", page)
    if run.state in ("running", "withdrawing"):
        response.headers["Refresh"] = str(AGAIN)
    return response


@staff
def faults_file(request: Asked, run_id: int) -> HttpResponse:
    """The rows that were refused, as they stand in the file, each with what is wrong: to be mended and brought."""
    desk.seen(run_id, request.actor)
    lines = _lines(run_id, request.actor, request.GET.get("lang", "zh"))
    headers = {"Content-Disposition": f'attachment; filename="import-{run_id}-faults.csv"'}
    streamed = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)
    return cast("HttpResponse", streamed)  # the frame passes on whatever it is


def _lines(run_id: int, actor: Actor, lang: str) -> Iterator[bytes]:
    out = io.StringIO()
    writer = csv.writer(out)
    yield "\ufeff".encode()
    for count, row in enumerate(desk.faulty_rows(run_id, lang, by=actor)):
        writer.writerow([f"'{cell}" if cell[:1] in "=+-@" and cell else cell for cell in row])
        if count % CHUNK == 0:
            yield out.getvalue().encode("utf-8", "replace")
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode("utf-8", "replace")
