"""The public list of licences that are suspended or over by an act: page by page, as CSV and JSON, and as a feed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast
from urllib.parse import quote
from xml.sax.saxutils import escape

import orjson
from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse

from zhengwu.records.licences import kinds, listing
from zhengwu.records.licences.listing import Gone
from zhengwu.records.publications.exporting import as_csv
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.licences import STATES
from zhengwu.ui.catalogue import same, text, words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Choice
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Column, Filter, Paging, Table
from zhengwu.visits import Asked

FORMS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "atom": "application/atom+xml; charset=utf-8",
}
FED = 50
HEADS = ("identifier", "kind", "number", "issuer", "status", "status_code", "since")
UNFIT = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))


@dataclass(frozen=True, slots=True)
class GonePage:
    """The list, and as what it can be fetched."""

    filters: tuple[Filter, ...]
    table: Table
    paging: Paging
    forms: tuple[Link, ...]


@public
def gone(request: Asked) -> HttpResponse:
    """`/licences/revoked`, `?kind=`."""
    known = {one.key: one.name for one in kinds.listed()}
    kind = str(request.GET.get("kind", ""))
    kind = kind if kind in known else ""
    after = str(request.GET.get("after", ""))[:20]
    found, following = listing.gone(after=after, kind=kind)
    columns = tuple(Column(words(f"licences.{name}")) for name in ("number", "kind", "issuer", "status", "since"))
    rows = tuple(
        (Link(f"/verify/{quote(one.identifier)}", one.number), one.kind_name, one.body_name, _status(one), one.on)
        for one in found
    )
    choices = tuple(Choice(key, same(name)) for key, name in known.items())
    page = GonePage(
        (Filter("kind", words("licences.kind"), choices, kind),) if choices else (),
        Table(words("licences.gone.title"), columns, rows),
        Paging(following, not after, {"kind": kind}),
        tuple(Link(f"/licences/revoked.{form}", same(form.upper())) for form in FORMS),
    )
    return show(request, "portal/licences/gone.html", page)


def _status(one: Gone) -> Words:
    return Words(STATES[one.status].zh, STATES[one.status].en)


@public
def data(request: Asked, form: str) -> HttpResponse:
    """`/licences/revoked.csv`, `.json` with all of it, `.atom` with what happened last."""
    if form not in FORMS:
        raise missing(Words("这种格式", "format"), where="form")
    if form == "atom":
        return HttpResponse("".join(_feed()), content_type=FORMS[form])
    headers = {
        "Content-Disposition": f'attachment; filename="revoked-{request.on}.{form}"',
        "Cache-Control": "no-cache",
    }
    pieces = as_csv(HEADS, map(_row, listing.everything_gone())) if form == "csv" else _json()
    return cast("HttpResponse", StreamingHttpResponse(pieces, content_type=FORMS[form], headers=headers))


def _row(one: Gone) -> tuple[str, ...]:
    state = STATES[one.status]
    return (one.identifier, one.kind_name, one.number, one.body_name, state.zh, state.code, one.on.isoformat())


def _json() -> Iterator[bytes]:
    yield b"["
    for place, one in enumerate(listing.everything_gone()):
        yield (b",\n" if place else b"\n") + orjson.dumps(dict(zip(HEADS, _row(one), strict=True)))
    yield b"\n]\n"


def _feed() -> Iterator[str]:
    found, _ = listing.gone(most=FED)
    here = f"{settings.SITE}/licences/revoked"
    newest = max((one.at for one in found), default=datetime(2019, 1, 1, tzinfo=UTC))
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">\n'
    yield f"<id>{here}</id><title>{text('zh', 'licences.gone.title')}</title><updated>{_at(newest)}</updated>\n"
    yield f'<link rel="self" type="application/atom+xml" href="{here}.atom"/>\n'
    yield f'<link rel="alternate" type="text/html" href="{here}"/>\n'
    for one in found:
        address = f"{settings.SITE}/verify/{quote(one.identifier)}"
        title = escape(f"{_status(one).zh}：{one.kind_name} {one.number}".translate(UNFIT))
        yield (
            f"<entry><id>{address}#{one.event_id}</id><title>{title}</title><updated>{_at(one.at)}</updated>"
            f"<author><name>{escape(one.body_name.translate(UNFIT))}</name></author>"
            f'<link rel="alternate" type="text/html" href="{address}"/></entry>\n'
        )
    yield "</feed>\n"


def _at(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
