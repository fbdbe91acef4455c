"""A value in words: a count, a share with what it is made of, a mean, a change with its sign; and where it leads."""

from dataclasses import dataclass
from functools import lru_cache

from zhengwu.records.region.counting import Numbers
from zhengwu.records.region.duties import Duties
from zhengwu.records.region.measures import Change, Measure, Value, change_of, value_of
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import same, words

NOTHING = same("—")


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure: what it says, below it what it is made of, and its list, empty where there is nothing to list."""

    text: Words
    under: str = ""
    href: str = ""


def cell(measure: Measure, now: Numbers, duties: Duties | None, base: str, suffix: str) -> Cell:
    """The value of a measure as a cell; what a report of the library says leads to that report."""
    found = figure(measure, value_of(measure, now, duties), base, suffix)
    if now.paper and found.href and measure.group != "duties":
        return Cell(found.text, found.under, f"/desk/library/papers/{now.paper}")
    return found


def figure(measure: Measure, value: Value, base: str, suffix: str) -> Cell:
    """A value. `base` is the page of the body, below which the lists are; empty where the value is of several."""
    if value.number is None:
        return Cell(NOTHING, f"0/{value.whole}" if measure.kind == "share" and value.whole else "")
    leads = value.whole if measure.kind == "mean" else value.part
    href = f"{base}/{measure.behind}{suffix}" if base and leads and measure.behind else ""
    if measure.group == "duties":
        return Cell(same(f"{value.part:,}"), "", listed_duties(measure, base) if base and value.part else "")
    if measure.kind == "count":
        return Cell(same(f"{value.part:,}"), "", href)
    if measure.kind == "mean":
        return Cell(same(f"{value.number:.1f}"), f"{value.whole:,}", href)
    return Cell(same(f"{value.number:.1%}"), f"{value.part:,}/{value.whole:,}", href)


def change(measure: Measure, now: Numbers, before: Numbers) -> Cell:
    """By how much it changed, with a word for the sign."""
    return Cell(told(measure.kind, change_of(measure, now, before)))


@lru_cache(maxsize=4_000)
def told(kind: str, found: Change | None) -> Words:
    """A change in words."""
    if found is None:
        return NOTHING
    size = f"{abs(found.by) * 100:.1f}" if kind == "share" else f"{abs(found.by):.1f}" if kind == "mean" else ""
    size = size or f"{abs(found.by):,.0f}"
    if not float(size.replace(",", "")):
        return words("region.change.none")
    way = "more" if found.by > 0 else "less"
    if kind == "share":
        return words(f"region.change.points_{way}", n=size)
    if found.share is None:
        return words(f"region.change.{way}", by=size)
    return words(f"region.change.{way}_share", by=size, share=f"{abs(found.share):.1%}")


def listed_duties(measure: Measure, base: str) -> str:
    """Where the lines of a publication list are that a figure counts."""
    place = base.replace("/desk/region/", "/desk/catalogue/")
    return place if measure.part == "lines" else f"{place}?state={measure.part}"
