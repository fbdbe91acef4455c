"""`/services/feed.atom`: guides that came out or changed last, in Atom (RFC 4287)."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from hashlib import blake2b
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpResponse

from zhengwu.portal.publications.feeds import ATOM, BEGAN, HEAD, UNFIT
from zhengwu.portal.services.guide import address_of
from zhengwu.records.bundles import offers
from zhengwu.records.bundles.shown import Named
from zhengwu.records.items import browsing
from zhengwu.records.items.browsing import Changed
from zhengwu.records.moments import OFFICE
from zhengwu.ui.catalogue import text
from zhengwu.ui.doors import public
from zhengwu.visits import Asked

MOST = 50


@public
def atom(request: Asked) -> HttpResponse:
    """The feed."""
    entries = browsing.changed(request.on, MOST)
    said = "".join(_feed(entries, offers.named(request.on))).encode()
    tag = f'"{blake2b(said, digest_size=12).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": "public, no-cache"}
    if tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(said, content_type=ATOM, headers=headers)


def _feed(entries: tuple[Changed, ...], bundles: tuple[Named, ...]) -> Iterator[str]:
    here = f"{settings.SITE}/services"
    updated = max((*(one.at for one in entries), *map(_since, bundles)), default=BEGAN)
    yield HEAD
    yield f"<id>{here}/feed.atom</id>\n<title>{_said(text('zh', 'services.feed'))}</title>\n"
    yield f'<updated>{_at(updated)}</updated>\n<link rel="self" type="application/atom+xml" href="{here}/feed.atom"/>\n'
    yield f'<link rel="alternate" type="text/html" href="{here}"/>\n'
    yield from map(_bundle, bundles)
    yield from map(_entry, entries)
    yield "</feed>\n"


def _entry(one: Changed) -> str:
    address = address_of(one.item_id)
    version = text("zh", "services.version_of", number=one.version)
    ended = "" if one.holds else f" · {text('zh', 'services.feed_retired')}"
    return (
        f"<entry><id>{address}#{one.version}</id><title>{_said(one.name)}</title><updated>{_at(one.at)}</updated>"
        f"<author><name>{_said(one.body_name)}</name></author>"
        f'<link rel="alternate" type="text/html" href="{address}"/>'
        f"<summary>{_said(f'{version}{ended} {one.reason}'.strip())}</summary></entry>\n"
    )


def _bundle(one: Named) -> str:
    address = escape(f"{settings.SITE}{one.path}")
    version = text("zh", "services.version_of", number=one.number)
    return (
        f"<entry><id>{address}#{one.number}</id><title>{_said(one.name)}</title><updated>{_at(_since(one))}</updated>"
        f"<author><name>{_said(one.body_name)}</name></author>"
        f'<link rel="alternate" type="text/html" href="{address}"/>'
        f"<summary>{_said(text('zh', 'bundles.title'))} · {_said(version)}</summary></entry>\n"
    )


def _since(one: Named) -> datetime:
    return datetime.combine(one.since, time(), OFFICE)


def _said(value: str) -> str:
    return escape(value.translate(UNFIT))


def _at(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
