"""How often one address may search: counted by the minute in the memory of this process, so that asking writes nothing.

A crawler that is in a hurry is told to wait; people, who share an address in an office, never come near the limit.
"""

import ipaddress
from datetime import datetime

from django.conf import settings

from zhengwu.records.troubles import Trouble
from zhengwu.ui.catalogue import words

MOST_ADDRESSES = 50_000  # remembered of a minute: from more at once nobody is kept apart any more
MINUTE = 60  # seconds


class _Minute:
    """Who searched how often in this minute."""

    def __init__(self) -> None:
        self.begun: datetime | None = None
        self.counts: dict[str, int] = {}


_now = _Minute()


def pace(what: str, address: str, *, at: datetime) -> None:
    """Takes one search of an address, or one of whatever else is counted for itself. Trouble: throttled, with the
    seconds until the next minute.
    """
    most = settings.SEARCHES_A_MINUTE
    if not most:
        return
    begun = at.replace(second=0, microsecond=0)
    if _now.begun != begun or len(_now.counts) > MOST_ADDRESSES:
        _now.begun, _now.counts = begun, {}
    key = f"{what} {network(address)}"
    taken = _now.counts[key] = _now.counts.get(key, 0) + 1
    if taken > most:
        advice = words("finding.pace_how")
        raise Trouble("throttled", "throttled", words("finding.pace", n=most), advice, "q", MINUTE - at.second)


def network(address: str) -> str:
    """The address; of IPv6 its first 64 bits, as one household or office has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address) and not found.ipv4_mapped:
        return str(ipaddress.IPv6Address(int(found) >> 64 << 64))
    return str(getattr(found, "ipv4_mapped", None) or found)
