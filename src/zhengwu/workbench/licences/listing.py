"""The list of licences: searched, narrowed, page by page; and the same as a file."""

from dataclasses import dataclass
from datetime import date
from typing import cast
from urllib.parse import urlencode

from django.http import HttpResponse, StreamingHttpResponse

from zhengwu.records.licences import kinds
from zhengwu.records.licences import listing as licences
from zhengwu.records.licences.listing import EXPIRING, STATUSES, Wanted
from zhengwu.records.licences.queries import LicenceFacts
from zhengwu.records.publications.exporting import as_csv, as_workbook
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.licences import STATES
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice
from zhengwu.ui.links import Link
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Column, Filter, Paging, Table
from zhengwu.visits import Asked

HOME = Link("/desk/licences", words("licences.desk.title"))
TEXT = 120
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list; `query` is what it is narrowed to."""

    text: str
    filters: tuple[Filter, ...]
    narrowed: bool
    table: Table
    paging: Paging
    query: str
    exports: bool
    issues: bool


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/licences`, `?q=`, `?kind=`, `?status=`."""
    wanted, query = _asked(request)
    after = str(request.GET.get("after", ""))[:20]
    found = licences.leaf(request.actor, wanted, request.on, after=after)
    count, exact = licences.total(request.actor, wanted, request.on)
    total = words("licences.desk.count" if exact else "licences.desk.more", n=count)
    columns = tuple(
        Column(words(f"licences.{name}")) for name in ("number", "kind", "holder", "issuer", "valid_to", "status")
    )
    page = ListPage(
        wanted.text,
        _filters(wanted),
        bool(query),
        Table(words("licences.desk.title"), columns, tuple(_row(one, request.on) for one in found.licences)),
        Paging(found.next, not after, query, total),
        urlencode(query),
        bool(request.actor.reach(licences.EXPORTS)),
        bool(request.actor.reach(kinds.RIGHT)),
    )
    return show(request, "workbench/licences/list.html", page)


def _row(one: LicenceFacts, on: date) -> tuple[object, ...]:
    now = one.state(on)
    until = one.valid_to if one.valid_to else words("licences.desk.always")
    name = Link(f"/desk/licences/{one.id}", one.number)
    return (name, one.kind_name, one.holder_name, one.body_name, until, Words(now.zh, now.en))


def _filters(wanted: Wanted) -> tuple[Filter, ...]:
    known = tuple(Choice(one.key, same(one.name)) for one in kinds.listed())
    found = [Choice(key, _status(key)) for key in STATUSES]
    return (
        Filter("kind", words("licences.kind"), known, wanted.kind),
        Filter("status", words("licences.status"), tuple(found), wanted.status),
    )


def _status(key: str) -> Words:
    return words("licences.desk.expiring") if key == EXPIRING else Words(STATES[key].zh, STATES[key].en)


def _asked(request: Asked) -> tuple[Wanted, dict[str, str]]:
    sent = request.GET
    text = str(sent.get("q", "")).strip()[:TEXT].replace("\0", "")
    kind, status = str(sent.get("kind", ""))[:40], str(sent.get("status", ""))
    wanted = Wanted(text, kind, status if status in STATUSES else "")
    named = {"q": wanted.text, "kind": wanted.kind, "status": wanted.status}
    return wanted, {name: value for name, value in named.items() if value}


@staff
def export(request: Asked, kind: str) -> HttpResponse:
    """`/desk/licences/export/KIND`: the list of the address as a file; a form sends it."""
    if kind not in KINDS:
        raise missing(Words("这种格式", "format"), where="kind")
    wanted, query = _asked(request)
    if request.method != "POST":
        return onward(request, f"/desk/licences?{urlencode(query)}")
    lines = licences.export(request.actor, wanted, request.on, at=request.at)
    headers = {"Content-Disposition": f'attachment; filename="licences-{request.on}.{kind}"'}
    heads = licences.HEADS
    if kind == "xlsx":
        content = as_workbook("电子证照", heads, lines)
        return HttpResponse(content, content_type=KINDS[kind], headers=headers)
    told = StreamingHttpResponse(as_csv(heads, lines), content_type=KINDS[kind], headers=headers)
    return cast("HttpResponse", told)
