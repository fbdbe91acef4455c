"""Which days are not what their weekday says: by a year's notice, by the holiday law, by an overlay.

They are laid over each other in this order: statutory holidays of years without a notice; the notices, the later year
over the earlier one, because a notice may set days in December of the year before; overlays in the order given.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache

from zhengwu.statute.calendar.model import FIRST, LAST, Day, DayKind, Overlay, YearPlan
from zhengwu.statute.calendar.statutory import gloss_of, statutory

WEEK_SOURCE = "国务院关于职工工作时间的规定第七条"
_CODE_LENGTHS = (6, 9, 12)  # administrative division codes: county, township, village
_SATURDAY = 5

Marks = dict[date, Day]


@lru_cache(maxsize=20_000)
def ordinary(on: date) -> Day:
    """The day as its weekday says."""
    if on.weekday() >= _SATURDAY:
        return Day(on, False, DayKind.WEEKEND, "周末", "weekend", WEEK_SOURCE)
    return Day(on, True, DayKind.WORKDAY, "工作日", "working day", WEEK_SOURCE)


@lru_cache(maxsize=16)
def of_law(announced: frozenset[int]) -> Marks:
    """The statutory holidays of the years that have no notice. Not to be changed."""
    return {
        found.on: Day(found.on, False, DayKind.HOLIDAY, found.name, gloss_of(found.name), found.source)
        for year in range(FIRST.year, LAST.year + 1)
        if year not in announced
        for found in statutory(year)
    }


@lru_cache(maxsize=16)
def of_plans(plans: tuple[YearPlan, ...]) -> Marks:
    """The days off and the make-up working days of the notices, as far as the calendar reaches. Not to be changed."""
    marks: Marks = {}
    for plan in plans:
        for span in plan.off:
            source = span.source or plan.source
            for on in days_of(span.first, span.last):
                marks[on] = Day(on, False, DayKind.HOLIDAY, span.name, gloss_of(span.name), source)
        for made in plan.work:
            name, gloss = f"{made.name}调休上班", f"make-up working day for {gloss_of(made.name)}"
            marks[made.on] = Day(made.on, True, DayKind.SWAPPED, name, gloss, made.source or plan.source)
    return {on: day for on, day in marks.items() if FIRST <= on <= LAST}


def laid_over(marks: Marks, overlays: Iterable[Overlay]) -> Marks:
    """The marks with overlays on top. A holiday keeps its name, and a working day its kind, if nothing changes."""
    laid = dict(marks)
    for overlay in overlays:
        kind = DayKind.OVERLAY_ON if overlay.working else DayKind.OVERLAY_OFF
        gloss = f"{'working day' if overlay.working else 'day off'} by a special or local document"
        for on in days_of(max(overlay.first, FIRST), min(overlay.last, LAST)):
            now = laid.get(on) or ordinary(on)
            if now.working != overlay.working or now.kind is DayKind.WEEKEND:
                laid[on] = Day(on, overlay.working, kind, overlay.reason, gloss, overlay.document)
    return laid


def applies(overlay: Overlay, region: str) -> bool:
    """Whether the overlay holds in the region: nationwide, or its code or name begins the region's."""
    return region.startswith(_stem(overlay.region))


def _stem(region: str) -> str:
    """A full administrative code without the zeros that only fill it up: 210000 is 21."""
    if region.isdecimal() and len(region) in _CODE_LENGTHS:
        while region.endswith("00"):
            region = region[:-2]
    return region


def days_of(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    for ahead in range((last - first).days + 1):
        yield first + timedelta(days=ahead)
