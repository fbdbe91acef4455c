"""The ledger of publishing (发布台账): what was published in a period, in each channel; to be printed."""

from dataclasses import dataclass
from datetime import date
from typing import cast
from urllib.parse import urlencode

from django.http import HttpResponse, StreamingHttpResponse

from zhengwu.records.publications import exporting
from zhengwu.records.publications.exporting import LEDGER_HEADS, Placed
from zhengwu.records.troubles import missing
from zhengwu.statute.disclosure import channels
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Paging
from zhengwu.visits import Asked
from zhengwu.workbench.publications import naming
from zhengwu.workbench.publications.listing import KIND, KINDS


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the ledger."""

    one: Placed
    channel: object
    kind: object


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """The ledger of a period; `query` is what it is narrowed to."""

    since: date
    until: date
    channel: str
    channels: tuple[Choice, ...]
    rows: tuple[Row, ...]
    paging: Paging
    query: str
    exports: bool


@staff
def ledger(request: Asked) -> HttpResponse:
    """`/desk/publications/ledger`: this month where nothing else is asked for."""
    since, until, channel = _asked(request)
    after = str(request.GET.get("after", ""))[:40]
    found, following = exporting.ledger(request.actor, since, until, channel, after=after)
    query = {"since": str(since), "until": str(until), "channel": channel}
    page = LedgerPage(
        since,
        until,
        channel,
        tuple(Choice(key, naming.channel_name(key)) for key in channels()),
        tuple(Row(one, naming.channel_name(one.channel), naming.kind_name(one.kind)) for one in found),
        Paging(following, not after, query),
        urlencode(query),
        bool(request.actor.reach("case.export")),
    )
    return show(request, "workbench/publications/ledger.html", page)


@staff
def export(request: Asked, kind: str) -> HttpResponse:
    """The ledger of a period as a file; a form sends it."""
    if kind not in KINDS:
        raise missing(KIND, where="kind")
    since, until, channel = _asked(request)
    if request.method != "POST":
        query = urlencode({"since": str(since), "until": str(until), "channel": channel})
        return onward(request, f"/desk/publications/ledger?{query}")
    found = exporting.ledger_lines(since, until, channel, by=request.actor, at=request.at)
    headers = {"Content-Disposition": f'attachment; filename="ledger-{since}-{until}.{kind}"'}
    if kind == "xlsx":
        content = exporting.as_workbook("发布台账", LEDGER_HEADS, found)
        return HttpResponse(content, content_type=KINDS[kind], headers=headers)
    told = StreamingHttpResponse(exporting.as_csv(LEDGER_HEADS, found), content_type=KINDS[kind], headers=headers)
    return cast("HttpResponse", told)


def _asked(request: Asked) -> tuple[date, date, str]:
    since = _day(request.GET.get("since", "")) or request.on.replace(day=1)
    until = _day(request.GET.get("until", "")) or request.on
    channel = str(request.GET.get("channel", ""))
    return min(since, until), max(since, until), channel if channel in channels() else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
