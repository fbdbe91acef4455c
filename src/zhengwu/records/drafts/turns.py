"""How often one address may do what everybody may do: generous for people, tight for programs, told in words.

A network of IPv6 counts as one address (its first 64 bits), as one household or office has. Addresses are kept as keyed
digests and forgotten after a day. The counter tells the address: proxies are believed only where they are named.
"""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from zhengwu.records.drafts.models import Turn
from zhengwu.records.troubles import Trouble, Words

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many turns in so much time, none meaning no limit, and what the deed is called."""

    most: int
    within: timedelta
    name: Words


LIMITS = {
    "submit": Limit(settings.SUBMISSIONS_AN_HOUR, timedelta(hours=1), Words("提交申请", "requests sent")),
    "check": Limit(60, timedelta(minutes=10), Words("校验报告", "reports checked")),
    "licence": Limit(30, timedelta(minutes=10), Words("查对证照编号", "licence numbers tried")),
    "verify": Limit(120, timedelta(minutes=10), Words("核验证照", "licences verified")),
    "resume": Limit(30, timedelta(minutes=10), Words("输入继续码", "codes tried")),
}


def take(deed: str, address: str, *, at: datetime) -> None:
    """Takes a turn of `LIMITS`. Trouble: throttled, with the seconds until one is free again. Two statements."""
    limit, key = LIMITS[deed], _digest(address)
    if not limit.most:
        return
    taken = Turn.objects.filter(deed=deed, address=key, at__gt=at - limit.within).order_by("-at")
    times = list(taken.values_list("at", flat=True)[: limit.most])
    if len(times) >= limit.most:
        raise _full(limit, int((times[-1] + limit.within - at).total_seconds()) + 1)
    Turn.objects.create(deed=deed, address=key, at=at)


def limited(deed: str) -> bool:
    """Whether there is a limit to a deed at all."""
    return LIMITS[deed].most > 0


def forget(*, before: datetime) -> int:
    """Forgets the turns taken before that moment. Returns how many."""
    return Turn.objects.filter(at__lt=before).delete()[0]


def _digest(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
        if isinstance(found, ipaddress.IPv6Address):
            found = found.ipv4_mapped or ipaddress.IPv6Network((int(found) >> 64 << 64, 64)).network_address
        address = str(found)
    except ValueError:
        pass  # no address that can be read: what is there stands for it
    return hmac.new(settings.SECRET_KEY.encode(), b"turn " + address.encode(), hashlib.sha256).hexdigest()


def _full(limit: Limit, wait: int) -> Trouble:
    minutes = -(-wait // 60)
    span = int(limit.within.total_seconds()) // 60
    message = Words(
        f"从您所在的网络，{span}分钟内{limit.name.zh}已达{limit.most}次，请{minutes}分钟后再试。",
        f"{limit.most} {limit.name.en} from your network within {span} minutes: try again in {minutes} min.",
    )
    advice = Words(
        "已经填写的内容没有丢失。同一网络的人共用这个次数；着急的，可以当面或者邮寄办理。",
        "Nothing you typed is lost. People in one network share this number; you can also come or write.",
    )
    return Trouble("throttled", "too_often", message, advice, "address", wait)
