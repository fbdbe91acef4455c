"""Files of publications: as they were inspected, byte by byte, whole or a range, and only while they are public."""

import hashlib
import re
from collections.abc import Iterator
from typing import cast

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from zhengwu.portal.publications import kept
from zhengwu.records.documents import store
from zhengwu.records.publications import shown as register
from zhengwu.records.publications.visible import public_file
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui.doors import public
from zhengwu.visits import Asked

SMALL = 1_000_000  # bytes; more are sent in pieces
PIECE = 262_144
RANGE = re.compile(r"bytes=(?=\d|-\d)(\d{0,15})-(\d{0,15})")
Span = tuple[int, int]


@public
def file(request: Asked, publication_id: int, file_id: int, name: str) -> HttpResponse:
    """`/publications/ID/files/FILE/NAME`. Its tag is the sum of its bytes."""
    found = public_file(publication_id, file_id)
    if found is None or found.name != name:
        return kept.absent(request, register.state(publication_id))
    stored = found.cleaned or found.file
    headers = {
        "ETag": f'"{stored.sha256}"',
        "Cache-Control": "public, no-cache",
        "Accept-Ranges": "bytes",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Robots-Tag": "noindex",
    }
    if stored.sha256 in request.META.get("HTTP_IF_NONE_MATCH", ""):
        return HttpResponse(status=304, headers=headers)
    headers["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    span = _span(request.META.get("HTTP_RANGE", ""), stored.size)
    if span is None:
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{stored.size}"})
    _prove(stored.sha256)
    headers["Content-Length"] = str(span[1] - span[0])
    whole = span == (0, stored.size)
    if not whole:
        headers["Content-Range"] = f"bytes {span[0]}-{span[1] - 1}/{stored.size}"
    status = 200 if whole else 206
    pieces = _pieces(stored.sha256, span)
    if stored.size <= SMALL:
        return HttpResponse(b"".join(pieces), status=status, content_type=found.media_type, headers=headers)
    streamed = StreamingHttpResponse(pieces, status=status, content_type=found.media_type, headers=headers)
    return cast("HttpResponse", streamed)  # the frame passes on whatever it is


def _span(asked: str, size: int) -> Span | None:
    """From which byte to before which: what one range asks for, all where none or several do; None where none fits."""
    found = RANGE.fullmatch(asked.strip())
    if found is None:
        return 0, size
    first, last = found[1], found[2]
    if not first:
        begin, end = max(0, size - int(last)), size
    else:
        begin, end = int(first), min(size, int(last) + 1 if last else size)
    return (begin, end) if begin < end else None


def _prove(sum_: str) -> None:
    """Raises Trouble where the bytes are gone or are not those of this sum."""
    made = hashlib.sha256()
    try:
        with store.place(sum_).open("rb") as content:
            while piece := content.read(PIECE):
                made.update(piece)
    except OSError:
        made.update(b"gone")
    if made.hexdigest() != sum_:
        message = Words("文件暂时不能打开。", "This file cannot be opened at present.")
        advice = Words("请联系发布机关。", "Please turn to the body that published it.")
        raise Trouble("conflict", "file_damaged", message, advice, "file_id")


def _pieces(sum_: str, span: Span) -> Iterator[bytes]:
    with store.place(sum_).open("rb") as content:
        content.seek(span[0])
        left = span[1] - span[0]
        while left > 0 and (piece := content.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
