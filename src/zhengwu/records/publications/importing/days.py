"""Days as people write them: 2026-3-4, 2026/03/04, 2026.3.4, 20260304, 2026年3月4日, or a spreadsheet's number."""

import re
from datetime import date, timedelta
from functools import lru_cache

FIRST = "1949-10-01"
EPOCH = date(1899, 12, 30)  # of the numbers that spreadsheets keep for days
SERIALS = (18_172, 73_050)  # 1949 to 2099
SHAPE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?", re.ASCII)


@lru_cache(maxsize=4096)
def iso(text: str) -> str:
    """The day as an ISO text; empty where it is none. A time after it is left out."""
    found = SHAPE.fullmatch(text)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if not text.isascii() or not text.isdigit():
        return ""
    if len(text) == 8:
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    if len(text) == 5 and SERIALS[0] <= int(text) <= SERIALS[1]:
        return (EPOCH + timedelta(days=int(text))).isoformat()
    return ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
