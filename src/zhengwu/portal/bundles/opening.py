"""Number and secret of an application for a bundle: what they open in this browser, at whichever door they are told."""

from urllib.parse import quote

from django.http import HttpResponse

from zhengwu.portal import keyring
from zhengwu.portal.keyring import Key
from zhengwu.records.bundles import matters
from zhengwu.records.bundles.applying import MARK
from zhengwu.ui.pages import onward
from zhengwu.visits import Asked


def home_of(number: str) -> str:
    """The page of an application for a bundle."""
    return f"/bundles/follow/{quote(number)}"


def is_matter(number: str) -> bool:
    """Whether a number is that of an application for a bundle, rather than of a case."""
    return MARK in number


def opened(request: Asked, number: str, secret: str, to: str = "") -> HttpResponse:
    """On to its page, or to `to`, with its key on the ring. Raises Trouble: unknown, throttled."""
    number = number.strip()
    matter_id = matters.followed(number, secret, at=request.at, address=request.address)
    response = onward(request, to or home_of(number))
    keyring.put(request, response, number, Key("matter", matter_id))
    return response
