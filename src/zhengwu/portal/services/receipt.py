"""The receipt of an application: number and secret, by when the office accepts or asks, and how long it takes then."""

from dataclasses import dataclass

import segno
from django.http import Http404, HttpResponse
from markupsafe import Markup

from zhengwu.portal.papers import download, letter, paper
from zhengwu.portal.services import handing, names
from zhengwu.portal.services.guide import held_now
from zhengwu.portal.services.place import Place
from zhengwu.portal.tracking import home_of
from zhengwu.records.drafts import actions as drafts
from zhengwu.records.drafts.actions import Receipt
from zhengwu.records.items.queries import Held
from zhengwu.records.notices.choices import offered
from zhengwu.records.organs import queries as organs
from zhengwu.records.organs.queries import BodyFacts
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.calendar import Unit, explained
from zhengwu.statute.catalogue.variants import told
from zhengwu.ui.catalogue import text, words
from zhengwu.ui.doors import public
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.dates import Reasoned, of_period
from zhengwu.ui.writing import day
from zhengwu.visits import Asked

INTAKE_DAYS, INTAKE = 5, "行政许可法第三十二条第一款第（四）项"
KINDS = ("pdf", "docx", "text")
MASK = 2


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """Number and secret, the last day to accept or to tell what is missing, the time after that, where to turn."""

    held: Held
    place: Place
    receipt: Receipt
    intake: Reasoned
    on_the_spot: bool
    promised: Words | None
    statutory: Words | None
    office: BodyFacts
    home: str
    qr: Markup
    ways: tuple[str, ...]

    @property
    def frame(self) -> str:
        """The template that it extends."""
        return self.place.frame


@public
def receipt(request: Asked, item_id: int, kiosk: bool = False) -> HttpResponse:
    """`/services/ID/apply/receipt`: for an hour, in the browser that handed in; at a kiosk until it is left."""
    place = Place(item_id, kiosk)
    draft = place.draft(request)
    if draft.receipt is None:
        return onward(request, place.home)
    held = held_now(item_id, request.on)
    if draft.files:  # the files were cut short on their way
        drafts.hand_in(place.code(request), _no_case, by=request.actor, at=request.at, titles=handing.titles(held))
    return show(request, "portal/services/receipt.html", _page(request, held, place, draft.receipt))


def _no_case(_: object) -> Receipt:
    """The case is there already; only its files were not."""
    raise missing(Words("这份草稿", "draft"), where="draft")


def _page(request: Asked, held: Held, place: Place, told_once: Receipt) -> ReceiptPage:
    calendar = calendar_of(held.body_id)
    end, lines = explained(calendar, request.on, INTAKE_DAYS, Unit.WORKING_DAYS, INTAKE)
    home = home_of(told_once.number)
    asked = told(held.record, {})
    drawn = segno.make(request.build_absolute_uri(home), error="m", micro=False, mask=MASK)
    return ReceiptPage(
        held=held,
        place=place,
        receipt=told_once,
        intake=of_period(end, request.on, Unit.WORKING_DAYS, lines, calendar, request.on),
        on_the_spot=asked.case_type == "on_the_spot",
        promised=names.length(asked.promised),
        statutory=names.length(asked.statutory),
        office=organs.body(PUBLIC, held.body_id),
        home=home,
        qr=Markup(drawn.svg_inline(scale=4, svgclass="qr", lineclass=None)),
        ways=offered(),
    )


@public
def file(request: Asked, item_id: int, kind: str) -> HttpResponse:
    """`/services/ID/apply/receipt/KIND`: the receipt as a file to keep."""
    place = Place(item_id)
    draft = place.draft(request)
    if kind not in KINDS:
        raise Http404(kind)
    if draft.receipt is None:
        return onward(request, place.home)
    page = _page(request, held_now(item_id, request.on), place, draft.receipt)
    rows = [
        (text("zh", "asking.number"), page.receipt.number),
        (text("zh", "asking.secret"), page.receipt.secret),
        (text("zh", "services.receipt.item"), page.held.name),
        (text("zh", "asking.office.label"), page.held.body_name),
        (text("zh", "services.receipt.intake"), day("zh", page.intake.on) if page.intake.on else ""),
        (text("zh", "services.promised"), page.promised.zh if page.promised else ""),
        (text("zh", "services.statutory"), page.statutory.zh if page.statutory else ""),
        (text("zh", "asking.where"), request.build_absolute_uri("/track")),
        (text("zh", "tracking.address"), page.office.address),
        (text("zh", "tracking.phone"), page.office.phone),
    ]
    note = words("services.receipt.note").zh
    made = letter(text("zh", "services.receipt.title"), rows, note, page.held.body_name, request.on)
    return download(paper(made, kind))
