"""Days as people and programs write them: 2026-3-4, 2026/03/04, 20260304, 2026年3月4日, 2026-03-04T00:00:00Z, or a
spreadsheet's number, in figures of either width."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

from zhengwu.records.moments import day_of

FIRST = "1949-10-01"
EPOCH = date(1899, 12, 30)  # of the numbers that spreadsheets keep for days
SERIALS = (18_172, 73_050)  # 1949 to 2099
SHAPE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?", re.ASCII)

ZONED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})", re.ASCII)
TIME_OF_DAY = re.compile(r"(?<=^\d{5})\.\d+$", re.ASCII)  # of a spreadsheet's number


@lru_cache(maxsize=4096)
def iso(text: str) -> str:
    """The day as an ISO text; empty where it is none. A time after it is left out; where that is a time of some zone,
    such as UTC, it is the day that it was here.
    """
    text = unicodedata.normalize("NFKC", text)
    found = SHAPE.fullmatch(text)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if ZONED.fullmatch(text):
        return _here(text)
    text = TIME_OF_DAY.sub("", text)
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


def _here(text: str) -> str:
    try:
        return day_of(datetime.fromisoformat(text)).isoformat()
    except (ValueError, OverflowError):
        return ""
