"""Feeds in Atom (RFC 4287): what was published or changed last; of what was taken down, that it is gone (RFC 6721)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import http_date

from zhengwu.portal.publications import names
from zhengwu.portal.publications.listing import narrowed
from zhengwu.portal.publications.page import address_of
from zhengwu.records.organs import queries as organs
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.publications import feeding
from zhengwu.records.publications.columns import columns
from zhengwu.records.publications.feeding import Fed, Gone
from zhengwu.ui.catalogue import text
from zhengwu.ui.doors import public
from zhengwu.visits import Asked

MOST = 50
ATOM = "application/atom+xml; charset=utf-8"
BEGAN = datetime(2019, 5, 15, tzinfo=UTC)  # of a feed with nothing in it: 条例 in force
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
    'xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="zh-CN">\n'
)
# XML has no place for these, whatever stands before them.
UNFIT = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))


@public
def atom(request: Asked) -> HttpResponse:
    """`/publications/feed.atom`, `?column=` and `?body=`."""
    known = columns()
    column, body = (str(request.GET.get(name, ""))[:40] for name in ("column", "body"))
    query = {"column": column} if column in known else {}
    title = [text("zh", "publications.feed")]
    if query:
        title.append(names.column_name(column, known).zh)
    if body.isdecimal():
        office = organs.body(PUBLIC, int(body[:12]))
        query["body"] = str(office.id)
        title.append(office.name)
    entries, gone = feeding.fed(narrowed(query, known), MOST)
    moments = [*(one.changed_at for one in entries), *(one.at for one in gone), BEGAN]
    said = "".join(_feed(query, " · ".join(title), max(moments), entries, gone)).encode()
    return _told(request, said, max(moments))


def _told(request: Asked, said: bytes, at: datetime) -> HttpResponse:
    tag = f'"{blake2b(said, digest_size=12).hexdigest()}"'
    headers = {"ETag": tag, "Last-Modified": http_date(at.timestamp()), "Cache-Control": "public, no-cache"}
    if tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(said, content_type=ATOM, headers=headers)


def _feed(
    query: dict[str, str], title: str, updated: datetime, entries: tuple[Fed, ...], gone: tuple[Gone, ...]
) -> Iterator[str]:
    asked = f"?{urlencode(query)}" if query else ""
    here = f"{settings.SITE}/publications/feed.atom{asked}"
    yield HEAD
    yield f"<id>{escape(here)}</id>\n<title>{_said(title)}</title>\n<updated>{_at(updated)}</updated>\n"
    yield f'<link rel="self" type="application/atom+xml" href={quoteattr(here)}/>\n'
    yield f'<link rel="alternate" type="text/html" href={quoteattr(f"{settings.SITE}/publications{asked}")}/>\n'
    yield from map(_entry, entries)
    for one in gone:
        yield f'<at:deleted-entry ref="{address_of(one.id)}" when="{_at(one.at)}">'
        yield f"<at:comment>{_said(text('zh', 'publications.withdrawn'))}</at:comment></at:deleted-entry>\n"
    yield "</feed>\n"


def _entry(one: Fed) -> str:
    address = address_of(one.id)
    about = one.summary or " ".join(one.text.split())
    return (
        f"<entry><id>{address}</id><title>{_said(one.title)}</title>"
        f"<published>{_at(one.published_at)}</published><updated>{_at(one.changed_at)}</updated>"
        f"<author><name>{_said(one.body_name)}</name></author>"
        f'<link rel="alternate" type="text/html" href="{address}"/>'
        f"<category term={quoteattr(one.kind)} label={quoteattr(names.kind_name(one.kind).zh)}/>"
        f"<summary>{_said(about)}</summary></entry>\n"
    )


def _said(value: str) -> str:
    return escape(value.translate(UNFIT))


def _at(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
