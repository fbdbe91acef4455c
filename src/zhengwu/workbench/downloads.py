"""Files that leave the workbench: letters, attachments, what was given out. They are kept, never shown in place."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from zhengwu.records.documents import actions as documents
from zhengwu.records.documents import releasing
from zhengwu.records.documents.actions import Copy
from zhengwu.records.letters import actions as letters
from zhengwu.records.troubles import Words, missing
from zhengwu.ui.doors import staff
from zhengwu.visits import Asked

KINDS = ("docx", "pdf", "html", "text")


def sent(copy: Copy) -> HttpResponse:
    """A file to be kept."""
    response = HttpResponse(copy.content, content_type=copy.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, copy.name) or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@staff
def letter(request: Asked, letter_id: int, kind: str) -> HttpResponse:
    """A letter as a file."""
    if kind not in KINDS:
        raise missing(Words("这种文件", "kind of file"), where="kind")
    return sent(letters.document(letter_id, kind, by=request.actor, at=request.at))


@staff
def attachment(request: Asked, attachment_id: int) -> HttpResponse:
    """An attachment; a look at what is personal is entered in the journal."""
    return sent(documents.open_file(attachment_id, by=request.actor, at=request.at, address=request.address))


@staff
def release(request: Asked, release_id: int) -> HttpResponse:
    """A document as it was given out."""
    return sent(releasing.open_release(release_id, by=request.actor))
