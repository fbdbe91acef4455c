"""Papers made for whoever asks, drawn by the same renderers as the office's letters, and kept nowhere."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from zhengwu.records.documents.actions import Copy
from zhengwu.statute.letters.merge import chinese_date
from zhengwu.statute.letters.model import Block, BlockKind, Letter
from zhengwu.statute.letters.renderers import KINDS, render

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text": "text/plain; charset=utf-8",
}


def letter(title: str, rows: Iterable[tuple[str, str]], note: str, signature: str, on: date) -> Letter:
    """A paper of rows and one sentence."""
    blocks = [Block(BlockKind.ROW, _line(said), label) for label, said in rows if said]
    if note:
        blocks.append(Block(BlockKind.PARAGRAPH, note))
    return Letter("", "", title, "", tuple(blocks), signature, chinese_date(on))


def paper(made: Letter, kind: str) -> Copy:
    """The paper as a file: pdf, docx or text."""
    return Copy(render(made, kind), MEDIA[kind], f"{made.title}{KINDS[kind]}")


def download(copy: Copy) -> HttpResponse:
    """A file to be kept, never to be shown in place."""
    response = HttpResponse(copy.content, content_type=copy.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, copy.name) or "attachment"
    return response


def _line(text: str) -> str:
    """What somebody typed, without what cannot be printed."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
