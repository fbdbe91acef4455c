"""The receipt of a case taken down: number, secret, the explained last day, and the way to follow it."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

import segno
from django.http import HttpResponse

from zhengwu.records.cases.sheet import opened, sheet_of
from zhengwu.records.cases.shown import Sheet
from zhengwu.records.organs import queries as organs
from zhengwu.records.organs.queries import BodyFacts
from zhengwu.records.unfinished import actions as unfinished
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.dates import Reasoned
from zhengwu.ui.parts.tables import Progress
from zhengwu.visits import Asked
from zhengwu.workbench.cases import clock
from zhengwu.workbench.counter.screens import progress

SHOWN_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """The receipt. `secret` is shown for an hour and then nowhere; `square` is the address as a picture."""

    key: str
    progress: Progress
    sheet: Sheet
    secret: str
    due: Reasoned | None
    office: BodyFacts
    address: str
    square: str


@staff
def receipt(request: Asked, key: str, slot: int) -> HttpResponse:
    """Shows the receipt to who made it, for an hour; then the case."""
    kept = unfinished.read(request.actor, f"receipt/{key}/{slot}", at=request.at)
    if kept is None:
        return onward(request, f"/desk/new/{key}")
    found = opened(request.actor, int(kept.values["case_id"]))
    if kept.at < request.at - SHOWN_FOR:
        return onward(request, f"/desk/cases/{found.envelope.id}")
    told = sheet_of(request.actor, found, request.on)
    address = request.build_absolute_uri(f"/track?number={quote(told.number)}")
    facts = next((one for one in told.clocks if one.key == found.rules.main), None)
    page = ReceiptPage(
        key,
        progress("receipt"),
        told,
        kept.values["secret"],
        clock.reasoned(found, facts, request.on),
        organs.body(request.actor, told.body.id),
        address,
        segno.make(address, error="m").svg_data_uri(scale=4, border=2) if kept.values["secret"] else "",
    )
    return show(request, "workbench/counter/receipt.html", page)
