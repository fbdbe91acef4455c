"""How often something is to be published, and by when: periods, their names, their last days, and who meets which.

A period is a stretch of days at whose end something is owed. Lines that follow events owe nothing until one happens.
Whether a publication is that of the first quarter or of the second is told by its title where it says so; otherwise it
is taken for the latest period over by then that nothing has met, or else for the one that runs.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from zhengwu.statute.calendar import Calendar, Unit
from zhengwu.statute.report.checks.dates import DEPARTMENT, GOVERNMENT

Every = Literal["once", "event", "day", "week", "month", "quarter", "half", "year"]
MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
DAY = timedelta(days=1)
NUMERALS = "一二三四"
# How titles name a period; what a cadence of that length looks for.
NAMED: dict[str, re.Pattern[str]] = {
    "year": re.compile(r"(20\d\d)\s*年"),
    "half": re.compile(r"(20\d\d)\s*年度?\s*([上下])半年"),
    "quarter": re.compile(r"(20\d\d)\s*年度?\s*第?\s*([一二三四1-4])\s*季度"),
    "month": re.compile(r"(20\d\d)\s*年\s*(\d{1,2})\s*月"),
    "week": re.compile(r"(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"),
    "day": re.compile(r"(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"),
}


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often, and by when: `within` days after the period's end, or after the making where `from_made`.

    `from_start`: the days are counted from the beginning of the period, for what looks ahead. `fixed` names a day of
    the calendar by which the year's must be out in any case.
    """

    key: str
    zh: str
    en: str
    every: Every
    within: int
    unit: Unit
    basis: str
    fixed: str = ""
    from_made: bool = False
    from_start: bool = False

    @property
    def periodic(self) -> bool:
        """Whether something is owed again and again, period by period."""
        return self.every not in ("once", "event")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Due:
    """A last day with its reason: `start` is the day that is not counted, `length` 0 where the law names a day."""

    on: date
    start: date
    length: int
    unit: Unit
    basis: str
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Out:
    """Something that was published: which one, when it was made and published, and what it is called."""

    id: int
    title: str
    made_on: date
    published_on: date


@cache
def cadences() -> dict[str, Cadence]:
    """The cadences by key."""
    rows = tomllib.loads(Path(__file__).with_name("cadences.toml").read_text("utf-8"))["cadence"]
    return {
        row["key"]: Cadence(
            row["key"],
            row["zh"],
            row["en"],
            row["every"],
            row["within"],
            Unit(row["unit"]),
            row["basis"],
            row.get("fixed", ""),
            row.get("from") == "made",
            row.get("from") == "start",
        )
        for row in rows
    }


def period_of(every: Every, on: date) -> Period:
    """The period that a day lies in; for what is owed once, the day itself."""
    if every in MONTHS:
        length = MONTHS[every]
        month = (on.month - 1) // length * length + 1
        first = date(on.year, month, 1)
        after = first.year * 12 + month - 1 + length
        return Period(first, date(after // 12, after % 12 + 1, 1) - DAY)
    if every == "week":
        first = on - timedelta(days=on.weekday())
        return Period(first, first + 6 * DAY)
    return Period(on, on)


def following(every: Every, after: date) -> Period:
    """The period that begins next after this day, the end of another one."""
    return period_of(every, after + DAY)


def periods(cadence: Cadence, since: date, until: date) -> tuple[Period, ...]:
    """What is owed for the time from `since` through `until`: every period that ends in it, the earliest first.

    Of what looks ahead, every period that ends after `since` and begins by `until`.

    What is owed once is one period of one day; what follows events owes nothing by itself.
    """
    if cadence.every == "event" or until < since:
        return ()
    if cadence.every == "once":
        return (Period(since, since),)
    found = []
    one = period_of(cadence.every, since)
    while (one.first if cadence.from_start else one.last) <= until:
        found.append(one)
        one = following(cadence.every, one.last)
    return tuple(found)


def due(cadence: Cadence, start: date, within: int, calendar: Calendar) -> Due:
    """The last day for what is owed from `start` on: the end of a period, or the day on which it was made.

    A day that the law names is counted from nowhere; a period in working days cannot end on a day off.
    """
    if cadence.fixed and not cadence.from_made:
        law = DEPARTMENT if cadence.fixed == "department" else GOVERNMENT
        return Due(law.after(start.year), start, 0, cadence.unit, law.basis)
    end = calendar.end_of(start, within, cadence.unit)
    return Due(end.on, start, within, cadence.unit, cadence.basis, end.provisional)


def owed(cadence: Cadence, period: Period, within: int, calendar: Calendar) -> Due:
    """The last day for what a period owes, as long as nobody knows when it was made.

    A budget is out by the end of its year at the latest, accounts by the end of the year after theirs: a day of ours,
    since the law counts from an approval that is not on file before the document is.
    """
    if cadence.from_made:
        year = period.last.year + (1 if cadence.fixed == "accounts" else 0)
        return Due(date(year, 12, 31), period.last, 0, cadence.unit, cadence.basis)
    return due(cadence, period.first - DAY if cadence.from_start else period.last, within, calendar)


def named(every: Every, title: str) -> Period | None:
    """The period that a title names; None where it names none of that length."""
    pattern = NAMED.get(every)
    found = pattern.search(title) if pattern else None
    if found is None:
        return None
    year, part = int(found[1]), found[2] if found.re.groups > 1 else "1"
    try:
        match every:
            case "half":
                return period_of(every, date(year, 1 if part == "上" else 7, 1))
            case "quarter":
                nth = NUMERALS.find(part) + 1 or int(part)
                return period_of(every, date(year, nth * 3, 1))
            case "day" | "week":
                return period_of(every, date(year, int(part), int(found[3])))
        return period_of(every, date(year, int(part), 1))
    except ValueError:
        return None


def met(cadence: Cadence, since: date, published: Iterable[Out]) -> dict[Period, Out]:
    """Which publication met which period, each one period at most and each period by the first; of one line.

    `since` is the day from which something is owed.
    """
    ordered = sorted(published, key=lambda one: (one.published_on, one.id))
    if cadence.every == "event" or not ordered:
        return {}
    if cadence.every == "once":
        return {Period(since, since): ordered[0]}
    first = period_of(cadence.every, since)
    found: dict[Period, Out] = {}
    unnamed = []
    for one in ordered:
        said = named(cadence.every, one.title)
        if said is None:
            unnamed.append(one)
        elif said.last >= first.last:
            found.setdefault(said, one)
    for one in unnamed:
        period = _taken_for(cadence, first, one.published_on, found)
        if period is not None:
            found[period] = one
    return found


def _taken_for(cadence: Cadence, first: Period, on: date, taken: dict[Period, Out]) -> Period | None:
    """The latest period over by that day that is free, or else the running one; None where neither is."""
    running = period_of(cadence.every, on)
    one = running if cadence.fixed == "budget" or cadence.from_start else period_of(cadence.every, running.first - DAY)
    while one.last >= first.last:
        if one not in taken:
            return one
        one = period_of(cadence.every, one.first - DAY)
    return running if running not in taken and running.last >= first.last else None


def label(every: Every, period: Period) -> tuple[str, str]:
    """What a period is called, in Chinese and in English."""
    first = period.first
    match every:
        case "year":
            return f"{first.year}年", f"{first.year}"
        case "half":
            nth = 1 + first.month // 7
            return f"{first.year}年{'上下'[nth - 1]}半年", f"half {nth} of {first.year}"
        case "quarter":
            nth = (first.month + 2) // 3
            return f"{first.year}年第{NUMERALS[nth - 1]}季度", f"Q{nth} {first.year}"
        case "month":
            return f"{first.year}年{first.month}月", f"{first:%Y-%m}"
        case "week":
            last = period.last
            return f"{first.year}年{first.month}月{first.day}日至{last.month}月{last.day}日", f"{first} to {last}"
    return f"{first.year}年{first.month}月{first.day}日", f"{first}"
