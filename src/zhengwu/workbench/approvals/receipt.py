"""The last screen of the counter: the receipt, what is wanting, the documents and the licence to be printed."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

import segno
from django.http import HttpResponse

from zhengwu.records.approvals import queries as approvals
from zhengwu.records.approvals.shown import ApplicationFacts
from zhengwu.records.cases.sheet import Opened, opened, sheet_of
from zhengwu.records.cases.shown import ClockFacts, Sheet
from zhengwu.records.letters import due
from zhengwu.records.letters import listing as letters
from zhengwu.records.letters.due import DueLetter
from zhengwu.records.licences import queries as licences
from zhengwu.records.licences.queries import LicenceFacts
from zhengwu.records.organs import queries as organs
from zhengwu.records.organs.queries import BodyFacts
from zhengwu.records.troubles import missing
from zhengwu.records.unfinished import actions as unfinished
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.dates import Reasoned
from zhengwu.ui.parts.tables import Progress
from zhengwu.visits import Asked
from zhengwu.workbench.approvals.finding import PLACE, clerk, progress
from zhengwu.workbench.approvals.panel import APPLICATION
from zhengwu.workbench.cases import clock

SHOWN_FOR = timedelta(hours=1)
STATED = ("given", "reused", "deferred", "committed", "missing")


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """The receipt. `secret` is shown for an hour and then nowhere; `square` is the address as a picture.

    `wanting` are the names of materials that were not there: told once, all of them (行政许可法第三十二条).
    """

    progress: Progress
    sheet: Sheet
    application: ApplicationFacts
    secret: str
    clocks: tuple[tuple[ClockFacts, Reasoned], ...]
    wanting: tuple[str, ...]
    letters: tuple[DueLetter, ...]
    licences: tuple[LicenceFacts, ...]
    office: BodyFacts
    address: str
    square: str


@staff
def receipt(request: Asked, item_id: int) -> HttpResponse:
    """`/desk/intake/ITEM/receipt`: to who made it, for an hour; then the case."""
    kept = unfinished.read(clerk(request.actor), f"taken/{item_id}", at=request.at)
    if kept is None:
        return onward(request, f"/desk/{PLACE}{item_id}")
    found = opened(request.actor, int(kept.values["case_id"]))
    if kept.at < request.at - SHOWN_FOR:
        return onward(request, f"/desk/cases/{found.envelope.id}")
    return show(request, "workbench/approvals/receipt.html", _page(request, found, kept.values["secret"]))


def _page(request: Asked, found: Opened, secret: str) -> ReceiptPage:
    case_id = found.envelope.id
    application = approvals.application(case_id, by=request.actor)
    if application is None:
        raise missing(APPLICATION, where="case_id")
    told = sheet_of(request.actor, found, request.on)
    address = request.build_absolute_uri(f"/track?number={quote(told.number)}")
    clocks = ((one, clock.reasoned(found, one, request.on)) for one in told.clocks)
    done = {(one.event_number, one.key) for one in letters.of_case(case_id) if one.stands}
    return ReceiptPage(
        progress("receipt"),
        told,
        application,
        secret,
        tuple((one, why) for one, why in clocks if why is not None and one.running and told.is_open),
        tuple(one.name for one in application.materials if one.state == "missing") if _waits(told) else (),
        tuple(one for one in due.wanted(found) if (one.event, one.key) not in done),
        tuple(licences.of_case(case_id)),
        organs.body(request.actor, told.body.id),
        address,
        segno.make(address, error="m").svg_data_uri(scale=4, border=2) if secret else "",
    )


def _waits(told: Sheet) -> bool:
    return told.is_open and any(one.step == "accepted" and one.lawful for one in told.steps)
