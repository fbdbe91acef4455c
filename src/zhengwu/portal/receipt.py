"""The receipt of a request: number and secret, when it counts as received, by when it is answered; on paper too."""

from dataclasses import dataclass

import segno
from django.http import Http404, HttpResponse
from markupsafe import Markup

from zhengwu.portal.asking import code_of, draft_of, handed_in
from zhengwu.portal.papers import download, letter, paper
from zhengwu.portal.tracking import home_of
from zhengwu.records.cases.sheet import envelope_of, replayed
from zhengwu.records.drafts import actions as drafts
from zhengwu.records.drafts.actions import Drafted, Receipt
from zhengwu.records.notices.choices import offered
from zhengwu.records.organs import queries as organs
from zhengwu.records.organs.queries import BodyFacts
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import Words
from zhengwu.statute.calendar import Unit, explained
from zhengwu.statute.letters.model import Letter
from zhengwu.statute.procedures.information_request.intake import RECEIPT_DAY
from zhengwu.ui.catalogue import text, words
from zhengwu.ui.doors import public
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.dates import Reasoned, of_period
from zhengwu.ui.writing import day
from zhengwu.visits import Asked

REPLY_DAYS = 20  # 条例第三十三条
KINDS = ("pdf", "docx", "text")
MASK = 2


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """Number and secret, the rule by which the request counts as received, and the last day if both confirm today.

    `ways` are those by which one can be told of progress here.
    """

    receipt: Receipt
    items: tuple[str, ...]
    rule: Words
    basis: str
    due: Reasoned
    office: BodyFacts
    home: str
    qr: Markup
    ways: tuple[str, ...]


@public
def receipt(request: Asked) -> HttpResponse:
    """`/request/receipt`: for an hour, in the browser that handed in."""
    draft = draft_of(request)
    if draft.receipt is None:
        return onward(request, "/request")
    if draft.files:  # the files were cut short on their way
        drafts.hand_in(code_of(request), lambda said: handed_in(request, said), by=request.actor, at=request.at)
    return show(request, "portal/receipt.html", _page(request, draft, draft.receipt))


def _page(request: Asked, draft: Drafted, told: Receipt) -> ReceiptPage:
    found = replayed(envelope_of(told.case_id))
    office = organs.body(PUBLIC, found.envelope.body_id)
    calendar = calendar_of(office.id)
    end, lines = explained(calendar, request.on, REPLY_DAYS, Unit.WORKING_DAYS)
    due = of_period(end, request.on, Unit.WORKING_DAYS, lines, calendar, request.on)
    items = tuple(one.description for one in found.file.items)
    home = home_of(told.number)
    qr = _drawn(request.build_absolute_uri(home))
    return ReceiptPage(told, items, words("asking.rule_online"), RECEIPT_DAY.basis, due, office, home, qr, offered())


def _drawn(address: str) -> Markup:
    """The address as a QR code. It holds the number and never the secret. One mask given: trying all takes 5 ms."""
    return Markup(
        segno.make(address, error="m", micro=False, mask=MASK).svg_inline(scale=4, svgclass="qr", lineclass=None)
    )


@public
def file(request: Asked, kind: str) -> HttpResponse:
    """`/request/receipt/KIND`: the receipt as a file to keep."""
    draft = draft_of(request)
    if kind not in KINDS:
        raise Http404(kind)
    if draft.receipt is None:
        return onward(request, "/request")
    return download(paper(_letter(_page(request, draft, draft.receipt), request), kind))


def _letter(page: ReceiptPage, request: Asked) -> Letter:
    rows = [
        (text("zh", "asking.number"), page.receipt.number),
        (text("zh", "asking.secret"), page.receipt.secret),
        (text("zh", "asking.office.label"), page.office.name),
        *((text("zh", "asking.item.label_of", number=at), said) for at, said in enumerate(page.items, 1)),
        (text("zh", "asking.rule"), page.rule.zh),
        (text("zh", "asking.due"), day("zh", page.due.on) if page.due.on else ""),
        (text("zh", "asking.where"), request.build_absolute_uri("/track")),
        (text("zh", "tracking.address"), page.office.address),
        (text("zh", "tracking.phone"), page.office.phone),
    ]
    return letter(text("zh", "asking.received"), rows, text("zh", "asking.paper_note"), page.office.name, request.on)
