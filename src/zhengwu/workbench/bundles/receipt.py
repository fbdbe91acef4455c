"""The last screen of the counter for a bundle: one receipt for all parts, what is wanting, what follows by itself."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

import segno
from django.http import HttpResponse

from zhengwu.records.bundles import matters
from zhengwu.records.bundles.receiving import Received, received
from zhengwu.records.bundles.shown import MatterFacts
from zhengwu.records.organs import queries as organs
from zhengwu.records.organs.queries import BodyFacts
from zhengwu.records.unfinished import actions as unfinished
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Progress
from zhengwu.visits import Asked
from zhengwu.workbench.approvals.finding import clerk, progress
from zhengwu.workbench.bundles.matter import PartLine, layers_of
from zhengwu.workbench.bundles.taking import PLACE

SHOWN_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """The receipt. `secret` is shown for an hour and then nowhere; `square` is the address as a picture."""

    progress: Progress
    matter: MatterFacts
    layers: tuple[tuple[PartLine, ...], ...]
    secret: str
    materials: tuple[Received, ...]
    office: BodyFacts
    address: str
    square: str

    @property
    def wanting(self) -> tuple[Received, ...]:
        """What was not there, told once, all of it (行政许可法第三十二条)."""
        return tuple(one for one in self.materials if one.state == "missing")


@staff
def receipt(request: Asked, bundle_id: int) -> HttpResponse:
    """`/desk/intake/bundles/BUNDLE/receipt`: to who made it, for an hour; then the application."""
    kept = unfinished.read(clerk(request.actor), f"taken/bundles/{bundle_id}", at=request.at)
    if kept is None:
        return onward(request, f"/desk/{PLACE}{bundle_id}")
    facts = matters.matter(int(kept.values["matter_id"]), by=request.actor)
    if kept.at < request.at - SHOWN_FOR:
        return onward(request, f"/desk/bundles/matters/{facts.id}")
    address = request.build_absolute_uri(f"/track?number={quote(facts.number)}")
    page = ReceiptPage(
        progress("receipt"), facts, layers_of(facts, request.on), kept.values["secret"], received(facts.id, request.on),
        organs.body(request.actor, facts.body_id), address,
        segno.make(address, error="m").svg_data_uri(scale=4, border=2),
    )  # fmt: skip
    return show(request, "workbench/bundles/receipt.html", page)
