"""Pages that were made once are kept, and never outlive what they show.

A page is kept under a tag made of all that it shows: the state of the publication, or service, as it is on file at this
moment, the language, the type, and this build. Who asks for a page asks the register first, by one short statement;
where the state is another the tag is another, so that an older page is neither found nor confirmed. Browsers and
proxies may keep a page but must ask each time (`no-cache`).
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui import faults
from zhengwu.ui.catalogue import LANGUAGES, catalogue
from zhengwu.ui.looks import Look
from zhengwu.ui.pages import POLICY
from zhengwu.ui.shipped import address

MOST_BYTES = 24_000_000  # of a process
VARY = "Cookie, Accept-Language, Accept-Encoding"
HTML = "text/html; charset=utf-8"
REMEMBERED = "remembered"  # marks a response that depends on the records, the day, and what `VARY` names; see `front`
ASKS = ("HTTP_IF_NONE_MATCH", "HTTP_ACCEPT_ENCODING")


class State(Protocol):
    """What has become of the thing that a page shows: `stamp` changes with everything that the page shows of it."""

    @property
    def stamp(self) -> str:
        """The mark of this state."""

    @property
    def changed_at(self) -> datetime:
        """Since when it is so."""


class Published(State, Protocol):
    """The same of something that may be gone."""

    @property
    def is_gone(self) -> bool:
        """Whether it was public and was taken down."""


@dataclass(frozen=True)
class Page:
    """A page in bytes, and packed as soon as somebody takes it packed."""

    content: bytes

    @property
    def room(self) -> int:
        """How many bytes it takes, with its packed form."""
        return len(self.content) * 7 // 5

    @cached_property
    def packed(self) -> bytes:
        """The same in gzip's form."""
        return gzip.compress(self.content, 6, mtime=0)


class Shelf:
    """Pages by their tags; the ones that nobody asked for longest make room, so that it stays below `most` bytes."""

    def __init__(self, most: int) -> None:
        self.most, self.bytes = most, 0
        self.pages: OrderedDict[str, Page] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, tag: str) -> Page | None:
        """The page of this tag."""
        with self.lock:
            page = self.pages.get(tag)
            if page is not None:
                self.pages.move_to_end(tag)
            return page

    def put(self, tag: str, page: Page) -> None:
        """Keeps a page; one that would take a tenth of the room is not kept."""
        size = page.room
        with self.lock:
            if size * 10 > self.most or tag in self.pages:
                return
            self.pages[tag] = page
            self.bytes += size
            while self.bytes > self.most:
                _, old = self.pages.popitem(last=False)
                self.bytes -= old.room


@lru_cache(maxsize=1)
def shelf() -> Shelf:
    """The shelf of this process."""
    return Shelf(MOST_BYTES)


def tag_of(what: str, thing_id: int, state: State, look: Look) -> str:
    """The tag of a page as it is now, for whoever wants to see it like this; `what` says which page of which thing."""
    said = f"{what} {thing_id} {state.stamp} {look.lang} {look.large} {_build()}"
    return hashlib.blake2b(said.encode(), digest_size=12).hexdigest()


@cache
def _build() -> str:
    """What pages are made of beside the records: words, templates, style, and the address of this installation."""
    made = hashlib.blake2b(digest_size=12)
    for lang in LANGUAGES:
        made.update(repr(sorted(catalogue(lang).items())).encode())
    for folder in settings.TEMPLATE_FOLDERS:
        for path in sorted(Path(folder).rglob("*.html")):
            made.update(path.read_bytes())
    made.update(f"{address('zhengwu.css')} {address('zhengwu.js')} {settings.SITE} {settings.MODE}".encode())
    return made.hexdigest()


def answered(
    request: HttpRequest, tag: str, state: State, make: Callable[[], str | bytes], kind: str = HTML, lang: str = ""
) -> HttpResponse:
    """The page of this tag: not again where the browser has it, kept where it was made before, else made now."""
    known, accepts = (request.META.get(name, "") for name in ASKS)
    if known and tag in known:
        return _headed(HttpResponse(status=304), tag, state, lang)
    page = shelf().get(tag)
    if page is None:
        said = make()
        content = said.encode() if isinstance(said, str) else said
        page = Page(content)
        shelf().put(tag, page)
    packs = "gzip" in accepts
    response = HttpResponse(page.packed if packs else page.content, content_type=kind)
    if packs:
        response.headers["Content-Encoding"] = "gzip"
    return _headed(response, tag, state, lang)


def _headed(response: HttpResponse, tag: str, state: State, lang: str) -> HttpResponse:
    headers = response.headers
    headers["ETag"] = f'W/"{tag}"'
    headers["Last-Modified"] = _http_date(state.changed_at)
    headers["Cache-Control"] = "public, no-cache"
    headers["Vary"] = VARY
    headers["Content-Security-Policy"] = POLICY
    if lang:
        headers["Content-Language"] = "zh-Hans" if lang == "zh" else "en"
    setattr(response, REMEMBERED, True)
    return response


@lru_cache(maxsize=4096)
def _http_date(at: datetime) -> str:
    return http_date(at.timestamp())


def not_here() -> Trouble:
    """What is said where nothing is, or where nothing may be known."""
    message = Words("没有找到这条信息。", "There is no such publication.")
    advice = Words("请核对地址，或者到信息公开目录中查找。", "Check the address, or look in the list of publications.")
    return Trouble("missing", "not_found", message, advice, "publication_id")


def absent(request: HttpRequest, state: Published | None) -> HttpResponse:
    """What was taken down is gone (410), and no more is said of it; anything else is not there."""
    if state is not None and state.is_gone:
        return faults.page(request, 410)
    raise not_here()
