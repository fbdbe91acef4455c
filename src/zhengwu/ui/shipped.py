"""The files that the pages fetch: shipped with the package, named after their content, kept by browsers for ever.

They are read once, when the first page is made; nothing is collected, built or fetched from elsewhere. `zhengwu.css` is
Bootstrap, less what no template uses, with our own sheet behind it.
"""

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from zhengwu.ui.purge import purged

FOLDER = Path(__file__).parent / "static"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Shipped:
    """A file in memory: as it is, and packed where that is shorter."""

    content: bytes
    packed: bytes
    kind: str


@cache
def _files() -> tuple[dict[str, str], dict[str, Shipped]]:
    """The hashed name of each file, and each file by its hashed name."""
    names, files = {}, {}
    for name, content in _contents():
        stem, suffix = name.rsplit(".", 1)
        hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"
        names[name] = hashed
        files[hashed] = Shipped(content, gzip.compress(content, 9, mtime=0), KINDS[f".{suffix}"])
    return names, files


def _contents() -> Iterator[tuple[str, bytes]]:
    for path in sorted(FOLDER.iterdir()):
        if path.suffix in KINDS and path.suffix != ".css":
            yield path.name, path.read_bytes()
    bootstrap = (FOLDER / "vendor" / "bootstrap.min.css").read_text("utf-8")
    own = [path.read_text("utf-8") for path in sorted(FOLDER.glob("*.css"))]
    yield "zhengwu.css", (purged(bootstrap, _texts()) + "\n" + "\n".join(own)).encode()


def _texts() -> Iterator[str]:
    """What may name a class: every template of every counter, and our scripts."""
    for folder in settings.TEMPLATE_FOLDERS:
        for path in sorted(Path(folder).rglob("*.html")):
            yield path.read_text("utf-8")
    for path in FOLDER.glob("*.js"):
        yield path.read_text("utf-8")


def address(name: str) -> str:
    """The address of a shipped file. Raises KeyError for one that is not there."""
    return f"/static/{_files()[0][name]}"


def static(request: HttpRequest, name: str) -> HttpResponse:
    """Sends a shipped file."""
    found = _files()[1].get(name)
    if found is None:
        raise Http404(name)
    packs = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "") and len(found.packed) < len(found.content)
    response = HttpResponse(found.packed if packs else found.content, content_type=found.kind)
    if packs:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOR_EVER
    return response
