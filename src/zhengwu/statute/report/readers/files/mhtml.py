"""Takes the page out of a saved web page in one file (MHTML), with no more work than its size asks for."""

import base64
import quopri
import re
from collections.abc import Iterator

from zhengwu.statute.report.readers.files.encoding import decode
from zhengwu.statute.report.readers.files.limits import too_large

MOST_PARTS = 2_000
DEEPEST = 3  # multipart within multipart
_BOUNDARY = re.compile(rb"boundary\s*=\s*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
_TYPE = re.compile(rb"^Content-Type:\s*([\w./+-]{1,80})", re.IGNORECASE | re.MULTILINE)
_TRANSFER = re.compile(rb"^Content-Transfer-Encoding:\s*([\w-]{1,40})", re.IGNORECASE | re.MULTILINE)
_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n|\Z")
MOST_HEADER = 20_000  # bytes


def pages(content: bytes, depth: int = 0) -> Iterator[str]:
    """The HTML pages in a saved page, the main one first."""
    header, body = _halves(content)
    said = _TYPE.search(header)
    kind = said.group(1).lower() if said else b""
    if kind == b"text/html" or kind == b"application/xhtml+xml":
        yield decode(_decoded(header, body))
    elif kind.startswith(b"multipart/") and depth < DEEPEST and (found := _BOUNDARY.search(header)):
        parts = body.split(b"--" + (found.group(1) or found.group(2)))
        if len(parts) > MOST_PARTS:
            raise too_large("保存的网页", "The saved page")
        for part in parts[1:]:
            if not part.startswith(b"--"):
                yield from pages(part.lstrip(b"\r\n"), depth + 1)


def _halves(content: bytes) -> tuple[bytes, bytes]:
    end = _BLANK_LINE.search(content[:MOST_HEADER])
    return (content[: end.start()], content[end.end() :]) if end else (b"", content)


def _decoded(header: bytes, body: bytes) -> bytes:
    said = _TRANSFER.search(header)
    way = said.group(1).lower() if said else b""
    if way == b"quoted-printable":
        return quopri.decodestring(body)
    if way == b"base64":
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
        return base64.b64decode(letters[: len(letters) // 4 * 4] + _rest(letters))
    return body


def _rest(letters: bytes) -> bytes:
    """The last letters of base64 that lost its padding; a single one says nothing."""
    if len(letters) % 4 < 2:
        return b""
    return letters[len(letters) // 4 * 4 :] + b"=" * (-len(letters) % 4)
