"""How I want to be told: my addresses, confirmed by a code, and what I switch off."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse

from zhengwu.records.notices import addresses
from zhengwu.records.notices import choices as choosing
from zhengwu.records.notices.addresses import AddressFacts, Owner
from zhengwu.records.notices.table import APP
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui import telling
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Filled
from zhengwu.ui.looks import look_of
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.telling import Card, Grid
from zhengwu.visits import Asked

HOME = "/desk/notices/choices"
ADDRESSES = "/desk/notices/addresses"


@dataclass(frozen=True, slots=True)
class ChoicesPage:
    """My ways of being told, and the table of choices."""

    cards: tuple[Card, ...]
    grid: Grid


@dataclass(frozen=True, slots=True)
class AddressPage:
    """One way: the form for the address, or for the code where one was sent; and what is there already."""

    channel: str
    label: Words
    facts: AddressFacts | None
    filled: Filled
    asks_code: bool


def owner_of(request: Asked) -> Owner:
    """The person who asks, as an owner of addresses."""
    return Owner(person_id=request.actor.id or 0)


@staff
def choices(request: Asked) -> HttpResponse:
    """`/desk/notices/choices`."""
    owner = owner_of(request)
    if request.method == "POST":
        choosing.choose(owner, choosing.concerning(request.actor), telling.ticked(request.POST))
        return onward(request, HOME, Notice("done", words("notices.saved")))
    found = addresses.of(owner)
    off = {APP: choosing.off_in_pages(request.actor.id or 0)}
    off |= {channel: one.off for channel, one in found.items() if one.confirmed}
    grid = telling.grid(choosing.concerning(request.actor), off)
    page = ChoicesPage(telling.cards(found, ADDRESSES), grid)
    return show(request, "workbench/notices/choices.html", page)


@staff
def address(request: Asked, channel: str) -> HttpResponse:
    """`/desk/notices/addresses/CHANNEL`: the address, then the code that was sent there."""
    if channel not in settings.MESSAGES:
        raise Http404(channel)
    owner = owner_of(request)
    facts = addresses.of(owner).get(channel)
    waiting = facts is not None and not facts.confirmed and "anew" not in request.GET
    form = telling.code_form() if waiting else telling.address_form(channel)
    if request.method != "POST":
        return _shown(request, channel, facts, form.empty(), waiting)
    filled = form.read(request.POST)
    if filled.sound:
        try:
            return onward(request, *_done(request, owner, channel, filled, waiting))
        except Trouble as trouble:
            filled = filled.refused(trouble)
            return _shown(request, channel, facts, filled, waiting, STATUS[trouble.kind])
    return _shown(request, channel, facts, filled, waiting, 422)


def _done(request: Asked, owner: Owner, channel: str, filled: Filled, waiting: bool) -> tuple[str, Notice]:
    if waiting:
        addresses.confirm(owner, channel, filled["code"], at=request.at)
        return HOME, Notice("done", words("notices.confirmed"))
    addresses.ask(owner, channel, filled["value"], look_of(request).lang, at=request.at)
    return f"{ADDRESSES}/{channel}", Notice("note", words("notices.code_sent"))


def _shown(
    request: Asked, channel: str, facts: AddressFacts | None, filled: Filled, asks_code: bool, status: int = 200
) -> HttpResponse:
    page = AddressPage(channel, words(f"notices.channel.{channel}"), facts, filled, asks_code)
    return show(request, "workbench/notices/address.html", page, status)


@staff
def stop(request: Asked, channel: str) -> HttpResponse:
    """`/desk/notices/addresses/CHANNEL/stop`: nothing goes there any more."""
    if request.method == "POST":
        addresses.take_back(owner_of(request), channel, at=request.at)
        return onward(request, HOME, Notice("done", words("notices.taken_back")))
    return onward(request, HOME)
