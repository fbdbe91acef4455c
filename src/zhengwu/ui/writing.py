"""How dates, moments, numbers and sizes are written, in each language."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal

from markupsafe import Markup, escape

from zhengwu.records.moments import OFFICE
from zhengwu.statute.calendar import dated

MARK = Markup("<mark>{}</mark>")


def day(lang: str, on: date) -> str:
    """A date with its weekday: 2026年10月29日（周四）; in English Thu 2026-10-29."""
    zh, en = dated(on)
    return en if lang == "en" else zh


def short_day(lang: str, on: date) -> str:
    """A date without year and weekday, for narrow places: 10月29日; in English 10-29."""
    return f"{on.month:02}-{on.day:02}" if lang == "en" else f"{on.month}月{on.day}日"


def moment(lang: str, at: datetime) -> str:
    """A moment by the office's clock, to the minute."""
    local = at.astimezone(OFFICE)
    return f"{day(lang, local.date())} {local:%H:%M}"


def when(lang: str, at: date | datetime) -> str:
    """A date, or a moment where it is one."""
    return moment(lang, at) if isinstance(at, datetime) else day(lang, at)


def number(_lang: str, value: int | Decimal | float) -> str:
    """A number with its thousands apart; a whole one without a fraction."""
    if isinstance(value, float):
        value = int(value) if value.is_integer() else round(value, 6)
    return f"{value:,}"


def size(_lang: str, length: int) -> str:
    """A number of bytes, in the unit that people use."""
    if length < 1024:
        return f"{length} B"
    if length < 1024 * 1024:
        return f"{length / 1024:.0f} KB"
    return f"{length / 1024 / 1024:.1f} MB"


def marked(_lang: str, text: str, found: Sequence[str]) -> Markup:
    """A text with every occurrence of what was looked for marked."""
    words = "|".join(re.escape(one) for one in sorted(found, key=len, reverse=True))
    if not words:
        return escape(text)
    parts = re.split(f"({words})", text, flags=re.IGNORECASE)
    return Markup("").join(MARK.format(part) if at % 2 else part for at, part in enumerate(parts))


FILTERS: dict[str, Callable[..., str]] = {
    "day": day,
    "short_day": short_day,
    "moment": moment,
    "when": when,
    "number": number,
    "size": size,
    "marked": marked,
}
