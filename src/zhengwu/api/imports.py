"""Requests by the file: CSV, XLSX or JSON Lines."""

from typing import Annotated

from django.http import HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from zhengwu.api.answers import answer, told
from zhengwu.api.once import once
from zhengwu.api.shapes import LARGEST
from zhengwu.records.cases import bulk
from zhengwu.records.cases.bulk import Imported
from zhengwu.records.cases.tables import MOST_BYTES, rows_of
from zhengwu.records.troubles import invalid
from zhengwu.visits import Asked

router = Router()


@router.post("/imports/requests", response=told(Imported))
@once
def requests(
    request: Asked,
    file: File[UploadedFile],
    body_id: Annotated[int, Form(ge=1, le=LARGEST)],
    dry_run: Annotated[bool, Form()] = False,
) -> HttpResponse:
    """Imports the rows of a file, history included; what is wrong is told by row and column, the rest is imported.

    Sent again it makes no second case: `source_key` names a row in the system that it comes from.
    """
    if (file.size or 0) > MOST_BYTES:
        raise invalid("too_large", "文件超过50MB。", "The file is larger than 50 MB.", where="file")
    rows = rows_of(file.read())
    return answer(bulk.load(rows, body_id, dry_run=dry_run, by=request.actor, at=request.at))
