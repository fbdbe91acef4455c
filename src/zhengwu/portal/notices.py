"""How an applicant or a third party is told of progress: they agree to an address, confirm it, choose, and can stop it.

Only who has opened the case with number and secret gets here; the page that stops one kind of message is opened by the
link in that message, which is good for nothing else.
"""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse

from zhengwu.portal.keyring import Key, Side, key_of
from zhengwu.records.notices import addresses
from zhengwu.records.notices import choices as choosing
from zhengwu.records.notices.addresses import AddressFacts, Owner
from zhengwu.records.notices.table import chosen_by
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui import telling
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Filled
from zhengwu.ui.looks import look_of
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.telling import Card, Grid
from zhengwu.visits import Asked

ROOTS = {"applicant": "/track", "party": "/opinion"}


@dataclass(frozen=True, slots=True)
class ChoicesPage:
    """The ways of being told, the table of choices once an address is confirmed, and the case to go back to."""

    number: str
    home: str
    cards: tuple[Card, ...]
    grid: Grid | None


@dataclass(frozen=True, slots=True)
class AddressPage:
    """One way: the form for the address, or for the code where one was sent; `on_file`: it is filled in already."""

    number: str
    home: str
    label: Words
    facts: AddressFacts | None
    filled: Filled
    asks_code: bool
    on_file: bool


@dataclass(frozen=True, slots=True)
class StopPage:
    """What will not be sent to which masked address any more; `stopped` once that is done."""

    to: str
    what: Words
    stopped: bool


def _owner(key: Key) -> Owner:
    return Owner(case_id=key.case_id, side="applicant" if key.side == "applicant" else "third_party", party=key.party)


def _home(side: Side, number: str) -> str:
    return f"{ROOTS[side]}/{quote(number)}"


def _closed(request: Asked, side: Side, number: str) -> HttpResponse:
    """To where number and secret are asked for."""
    note = Notice("note", words("tracking.closed"))
    return onward(request, f"{ROOTS[side]}?number={quote(number)}", note)


@public
def choices(request: Asked, side: Side, number: str) -> HttpResponse:
    """`/track/NUMBER/notices`, and the same for a third party."""
    try:
        owner = _owner(key_of(request, side, number))
    except Trouble:
        return _closed(request, side, number)
    home = _home(side, number)
    if request.method == "POST":
        choosing.choose(owner, chosen_by(owner.side), telling.ticked(request.POST))
        return onward(request, f"{home}/notices", Notice("done", words("notices.saved")))
    found = addresses.of(owner)
    off = {channel: one.off for channel, one in found.items() if one.confirmed}
    grid = telling.grid(chosen_by(owner.side), off) if off else None
    page = ChoicesPage(number, home, telling.cards(found, f"{home}/notices"), grid)
    return show(request, "portal/notices.html", page)


@public
def address(request: Asked, side: Side, number: str, channel: str) -> HttpResponse:
    """`/track/NUMBER/notices/CHANNEL`: the address, then the code that was sent there."""
    if channel not in settings.MESSAGES:
        raise Http404(channel)
    try:
        owner = _owner(key_of(request, side, number))
    except Trouble:
        return _closed(request, side, number)
    facts = addresses.of(owner).get(channel)
    waiting = facts is not None and not facts.confirmed and "anew" not in request.GET
    form = telling.code_form() if waiting else telling.address_form(channel)
    known = "" if waiting or facts else telling.suggested(owner, channel)
    page = AddressPage(
        number,
        _home(side, number),
        words(f"notices.channel.{channel}"),
        facts,
        form.empty(value=known),
        waiting,
        bool(known),
    )
    if request.method != "POST":
        return show(request, "portal/notice-address.html", page)
    filled, status = form.read(request.POST), 422
    if filled.sound:
        try:
            return _done(request, owner, channel, filled, page)
        except Trouble as trouble:
            filled, status = filled.refused(trouble), STATUS[trouble.kind]
    return show(request, "portal/notice-address.html", _with(page, filled), status)


def _with(page: AddressPage, filled: Filled) -> AddressPage:
    return AddressPage(page.number, page.home, page.label, page.facts, filled, page.asks_code, False)


def _done(request: Asked, owner: Owner, channel: str, filled: Filled, page: AddressPage) -> HttpResponse:
    if page.asks_code:
        addresses.confirm(owner, channel, filled["code"], at=request.at)
        return onward(request, f"{page.home}/notices", Notice("done", words("notices.confirmed")))
    addresses.ask(owner, channel, filled["value"], look_of(request).lang, at=request.at)
    return onward(request, f"{page.home}/notices/{channel}", Notice("note", words("notices.code_sent")))


@public
def take_back(request: Asked, side: Side, number: str, channel: str) -> HttpResponse:
    """`/track/NUMBER/notices/CHANNEL/stop`: nothing goes there any more."""
    owner, home = _owner(key_of(request, side, number)), _home(side, number)
    if request.method == "POST":
        addresses.take_back(owner, channel, at=request.at)
        return onward(request, f"{home}/notices", Notice("done", words("notices.taken_back")))
    return onward(request, f"{home}/notices")


@public
def stop(request: Asked, token: str) -> HttpResponse:
    """`/notices/stop/TOKEN`: asks once, then stops one kind of message at one address."""
    to, what = choosing.stopped_by(token)
    if request.method == "POST":
        choosing.stop(token, at=request.at)
    return show(request, "portal/notice-stop.html", StopPage(to, what, request.method == "POST"))
