"""Where somebody signs in: what the browser says it is, in words, and whether the person has signed in there before."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from zhengwu.records.people.models import FamiliarDevice, Person
from zhengwu.records.people.passwords import digest
from zhengwu.records.troubles import Words

FORGOTTEN = timedelta(days=400)
# What an agent string holds, and what that is called; the first that fits, since each imitates those below it.
BROWSERS = (
    ("MicroMessenger", "微信", "WeChat"),
    ("DingTalk", "钉钉", "DingTalk"),
    ("Edg", "Edge", "Edge"),
    ("OPR", "Opera", "Opera"),
    ("360SE|360EE|QIHU", "360 浏览器", "360 browser"),
    ("QQBrowser", "QQ 浏览器", "QQ browser"),
    ("Firefox|FxiOS", "Firefox", "Firefox"),
    ("Chrome|CriOS|Chromium", "Chrome", "Chrome"),
    ("Safari", "Safari", "Safari"),
    ("curl|python|httpx|okhttp|Go-http", "程序", "a program"),
)
SYSTEMS = (
    ("HarmonyOS|OpenHarmony", "鸿蒙", "HarmonyOS"),
    ("iPhone|iPad|iOS", "iOS", "iOS"),
    ("Android", "安卓", "Android"),
    ("Windows", "Windows", "Windows"),
    ("Mac OS X|Macintosh", "macOS", "macOS"),
    ("UOS|Uos|Deepin|UnionTech", "统信 UOS", "UOS"),
    ("Kylin", "麒麟", "Kylin"),
    ("Linux|X11", "Linux", "Linux"),
)
UNKNOWN = Words("未知设备", "unknown device")


@dataclass(frozen=True, slots=True)
class Device:
    """Where somebody signs in: network address, what the browser says it is, and the key that it was given before."""

    address: str = ""
    name: str = ""
    key: str = ""


def said(agent: str) -> Words:
    """Browser and system in words, as far as the agent string tells: a browser may say what it likes."""
    found = [_first(agent, BROWSERS), _first(agent, SYSTEMS)]
    known = [one for one in found if one is not None]
    if not known:
        return UNKNOWN
    return Words(" · ".join(one.zh for one in known), " · ".join(one.en for one in known))


def meet(person: Person, device: Device, at: datetime) -> bool:
    """Remembers the device; tells whether it is unfamiliar: others are known of this person, and this one is not."""
    known = FamiliarDevice.objects.filter(person=person)
    if device.key and known.filter(digest=digest(device.key)).update(seen_at=at):
        return False
    unfamiliar = known.exists()
    if device.key:
        FamiliarDevice.objects.create(person=person, digest=digest(device.key), seen_at=at)
    return unfamiliar


def forget(*, at: datetime) -> int:
    """Forgets devices that nobody has used for more than a year. Returns how many."""
    return FamiliarDevice.objects.filter(seen_at__lt=at - FORGOTTEN).delete()[0]


def _first(agent: str, names: tuple[tuple[str, str, str], ...]) -> Words | None:
    return next((Words(zh, en) for signs, zh, en in names if re.search(signs, agent)), None)
