"""What is measured of a body: counts, shares and a mean, as data; and what a value is, and by how much it changed.

A share is made of two counts and never averaged. It is ranked only where the lower one is large enough to say anything.
"""

from dataclasses import dataclass
from typing import Literal

from zhengwu.records.region.counting import UNSAID, Numbers
from zhengwu.records.region.duties import NO_DUTIES, Duties

Kind = Literal["count", "share", "mean"]
Group = Literal["duties", "time", "requests", "remedies"]
LEAST = 10  # the smallest sample that is ranked, where nobody asks otherwise
CHANGED = "~"  # behind the key of a measure: its change
SAMPLES = (5, 10, 20, 50)  # that may be asked for


@dataclass(frozen=True, slots=True)
class Measure:
    """A column: the count `part`, or its share of `whole`, or its mean over `whole`. `behind` is its list of records.

    `compared`: the same is known of the year before.
    """

    key: str
    group: Group
    kind: Kind
    part: str
    whole: str = ""
    behind: str = ""

    @property
    def compared(self) -> bool:
        """Whether it can be put beside the year before; what must be published is known as of today only."""
        return self.group != "duties"


MEASURES = (
    Measure("lines", "duties", "count", "lines"),
    Measure("met", "duties", "count", "met"),
    Measure("overdue", "duties", "count", "late"),
    Measure("never", "duties", "count", "never"),
    Measure("open", "time", "count", "open", behind="open"),
    Measure("late", "time", "count", "late", behind="late"),
    Measure("answered_late", "time", "count", "answered_late", behind="answered_late"),
    Measure("late_share", "time", "share", "answered_late", "answered", "answered_late"),
    Measure("mean_days", "time", "mean", "days", "timed", "answered"),
    Measure("received", "requests", "count", "received", behind="received"),
    Measure("concluded", "requests", "count", "concluded", behind="concluded"),
    Measure("given_share", "requests", "share", "given", "concluded", "given"),
    Measure("refused", "requests", "count", "refused", behind="refused"),
    Measure("refused_share", "requests", "share", "refused", "concluded", "refused"),
    Measure("not_held", "requests", "count", "not_held", behind="not_held"),
    Measure("reviews", "remedies", "count", "reviews", behind="reviews"),
    Measure("reviews_lost", "remedies", "count", "reviews_lost", behind="reviews_lost"),
    Measure("suits", "remedies", "count", "suits", behind="suits"),
    Measure("suits_lost", "remedies", "count", "suits_lost", behind="suits_lost"),
    Measure("lost_share", "remedies", "share", "lost", "remedies", "lost"),
)
BY_KEY = {one.key: one for one in MEASURES}


@dataclass(frozen=True, slots=True)
class Value:
    """What a measure is for a body: `number` (a share is one of 1; None: not known), made of `part` and `whole`."""

    number: float | None
    part: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """By how much a value changed: `by` (points of a share), and as a share of what it was, where that is not 0."""

    by: float
    share: float | None


def value_of(measure: Measure, numbers: Numbers, duties: Duties | None) -> Value:
    """The value. Duties that nobody listed are no zeros, and what a report leaves out is none: it is not known."""
    if measure.group == "duties":
        return Value(None) if duties is None else Value(found := getattr(duties, measure.part), found)
    if numbers.paper and (measure.part in UNSAID or measure.whole in UNSAID):
        return Value(None)
    part = getattr(numbers, measure.part)
    if measure.kind == "count":
        return Value(part, part)
    whole = getattr(numbers, measure.whole)
    return Value(part / whole if whole else None, part, whole)


def change_of(measure: Measure, now: Numbers, before: Numbers) -> Change | None:
    """This against the year before; None where one of them is not known."""
    new, old = value_of(measure, now, NO_DUTIES).number, value_of(measure, before, NO_DUTIES).number
    if not measure.compared or new is None or old is None:
        return None
    return Change(new - old, (new - old) / old if old and measure.kind != "share" else None)


def ordering(key: str, numbers: Numbers, before: Numbers, duties: Duties | None) -> float | None:
    """By what a line is sorted: the value of a measure, or with a `~` behind its key, by how much that changed."""
    measure = BY_KEY[key.removesuffix(CHANGED)]
    if not key.endswith(CHANGED):
        return value_of(measure, numbers, duties).number
    change = change_of(measure, numbers, before)
    return change.by if change else None


def is_ranked(measure: Measure, value: Value, least: int) -> bool:
    """Whether a value may be ranked: counts always, shares and means from a sample of `least` on."""
    return value.number is not None and (measure.kind == "count" or value.whole >= least)
