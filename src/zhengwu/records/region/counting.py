"""The count over many bodies at once: a year up to a day, in a handful of statements, folded into numbers of a body.

Matters are counted as the annual report counts them: items, or whole cases where the body counts so. What is open, late
or answered is counted by cases, since a case has one last day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

from django.db import connection

from zhengwu.records.cases.models import CLOSED
from zhengwu.records.people.reach import one_of
from zhengwu.statute.procedures import procedure

REQUEST, REVIEW, SUIT = "information_request", "administrative_review", "lawsuit"
COUNTED = (REQUEST, REVIEW, SUIT)
FORM = "2021"  # by whose rows outcomes are gathered; the groups are the same in each form
SPREAD = (5, 10, 15, 20, 40)  # working days: the upper ends of the columns of a spread; a last one has what took longer
NEXT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A year from its first day through `through`."""

    through: date

    @property
    def year(self) -> int:
        """The year."""
        return self.through.year

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 1, 1)

    @property
    def whole(self) -> bool:
        """Whether it is a whole year."""
        return (self.through + NEXT).year > self.year

    def before(self) -> "Period":
        """The same time of the year before."""
        day = min(self.through.day, 28) if self.through.month == 2 and not self.whole else self.through.day
        return Period(date(self.year - 1, self.through.month, day))


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a body, or several together, did in a period. `spread` counts answers by the working days they took.

    `timed` are the answers of which those days are known, `days` their sum. Of reviews and suits those are counted that
    were concluded, and `lost` are those in which the body had to put something right. `paper` is the report of the
    library that says all this, where nothing is on file: then nothing is known of single answers.
    """

    received: int = 0
    concluded: int = 0
    granted: int = 0
    partial: int = 0
    refused: int = 0
    not_held: int = 0
    unable: int = 0
    declined: int = 0
    ended: int = 0
    open: int = 0
    late: int = 0
    answered: int = 0
    answered_late: int = 0
    timed: int = 0
    days: int = 0
    reviews: int = 0
    reviews_lost: int = 0
    suits: int = 0
    suits_lost: int = 0
    spread: tuple[int, ...] = (0,) * (len(SPREAD) + 1)
    paper: int = 0

    @property
    def given(self) -> int:
        """Matters in which all or part was given."""
        return self.granted + self.partial

    @property
    def remedies(self) -> int:
        """Reviews and suits concluded."""
        return self.reviews + self.suits

    @property
    def lost(self) -> int:
        """Reviews and suits lost."""
        return self.reviews_lost + self.suits_lost


NOTHING = Numbers()
PLAIN = tuple(one.name for one in fields(Numbers) if one.name not in ("spread", "paper"))
UNSAID = frozenset(("late", "answered", "answered_late", "timed", "days"))  # by an annual report


def together(several: Iterable[Numbers]) -> Numbers:
    """The sum, name by name. Rates are made from it, never averaged."""
    found = list(several)
    sums = {name: sum(getattr(one, name) for one in found) for name in PLAIN}
    return Numbers(**sums, spread=tuple(map(sum, zip(*(one.spread for one in found), strict=True))) or NOTHING.spread)


@cache
def gathered() -> Mapping[str, str]:
    """The name in Numbers under which an outcome of a request is counted."""
    found = {}
    names = {"granted": "granted", "partially": "partial", "refused": "refused", "declined": "declined"}
    for one in procedure(REQUEST).outcomes:
        row = one.places[FORM].row
        found[one.key] = "not_held" if row == "unable_not_held" else names.get(row.partition("_")[0], "ended")
        if row.startswith("unable") and row != "unable_not_held":
            found[one.key] = "unable"
    return found


@cache
def lost(key: str) -> frozenset[str]:
    """The outcomes of reviews or suits that correct the body (结果纠正)."""
    return frozenset(one.key for one in procedure(key).outcomes if one.places[FORM].column == "corrected")


MATTERS = """
SELECT r.body_id, r.procedure, r.concluded_year, r.outcome, {came}, {left} FROM {table} r
WHERE {bodies} AND r.procedure IN ({procedures}) AND r.concluded_year >= %s AND r.entered_year <= %s
GROUP BY r.body_id, r.procedure, r.concluded_year, r.outcome
"""
COUNTING = "r.body_id {}IN (SELECT id FROM organs_body WHERE counting = 'per_request')"
OPEN = """
SELECT c.body_id, COUNT(*), COUNT(CASE WHEN COALESCE(c.answered_due_on, c.due_on) < %s THEN 1 END) FROM cases_case c
WHERE {bodies} AND c.procedure = %s AND c.entered_on <= %s AND {stood} GROUP BY c.body_id
"""
STANDS = f"c.sort_on < '{CLOSED}'"
# The year is in an index with the body: what came afterwards is told by it alone.
STOOD = f"c.entered_year <= %s AND (c.sort_on < '{CLOSED}' OR COALESCE(c.answered_on, c.concluded_on) > %s)"
ANSWERED = """
SELECT c.body_id, COUNT(*), COUNT(CASE WHEN c.answered_on > c.answered_due_on THEN 1 END), COUNT(c.answered_within),
 COALESCE(SUM(c.answered_within), 0), {spread}
FROM cases_case c WHERE {bodies} AND c.procedure = %s AND c.answered_on >= %s AND c.answered_on <= %s GROUP BY c.body_id
"""
WITHIN = [f"c.answered_within <= {SPREAD[0]}"]
WITHIN += [f"c.answered_within > {low} AND c.answered_within <= {high}" for low, high in pairwise(SPREAD)]
COLUMNS = ", ".join(f"COUNT(CASE WHEN {one} THEN 1 END)" for one in [*WITHIN, f"c.answered_within > {SPREAD[-1]}"])


def count(period: Period, today: date, bodies: Sequence[int] | None = None) -> dict[int, Numbers]:
    """The numbers of these bodies, or of all; a body of which nothing is on file is left out. Four statements."""
    found: dict[int, dict[str, Any]] = {}
    for table, counting in (("cases_item", "NOT "), ("cases_case", "")):
        for body_id, key, _, outcome, came, left in _matters(period, today, table, COUNTING.format(counting), bodies):
            _fold(found.setdefault(body_id, {}), key, outcome, came, left)
    for body_id, number, late in _open(period, today, bodies):
        found.setdefault(body_id, {}).update(open=number, late=late)
    for body_id, number, late, timed, days, *spread in _answered(period, bodies):
        told = {"answered": number, "answered_late": late, "timed": timed, "days": int(days), "spread": tuple(spread)}
        found.setdefault(body_id, {}).update(told)
    return {body_id: Numbers(**told) for body_id, told in found.items()}


def _matters(
    period: Period, today: date, table: str, counting: str, bodies: Sequence[int] | None
) -> list[tuple[Any, ...]]:
    some, values = _some("r", bodies)
    year, through = period.year, period.through.isoformat()
    came, left = "r.entered_year = %s", "r.concluded_year = %s"
    asked: list[Any] = [year]
    if not period.whole and period.through < today:  # only then there are days beyond; the years alone are in the index
        came, left, asked = f"{came} AND r.entered_on <= %s", f"{left} AND r.concluded_on <= %s", [year, through]
    statement = MATTERS.format(
        came=f"COUNT(CASE WHEN {came} THEN 1 END)", left=f"COUNT(CASE WHEN {left} THEN 1 END)", table=table,
        bodies=f"{counting} AND {some}", procedures=", ".join(["%s"] * len(COUNTED)),
    )  # fmt: skip
    return asked_of(statement, [*asked, *asked, *values, *COUNTED, year, year])


def _open(period: Period, today: date, bodies: Sequence[int] | None) -> list[tuple[Any, ...]]:
    some, values = _some("c", bodies)
    day = period.through.isoformat()
    past = period.through < today
    statement = OPEN.format(bodies=some, stood=STOOD if past else STANDS)
    return asked_of(statement, [day, *values, REQUEST, day, *([period.year, day] if past else [])])


def _answered(period: Period, bodies: Sequence[int] | None) -> list[tuple[Any, ...]]:
    some, values = _some("c", bodies)
    days = [period.first.isoformat(), period.through.isoformat()]
    return asked_of(ANSWERED.format(bodies=some, spread=COLUMNS), [*values, REQUEST, *days])


def _some(table: str, bodies: Sequence[int] | None) -> tuple[str, list[Any]]:
    return ("1 = 1", []) if bodies is None else (one_of(f"{table}.body_id", bodies), list(dict.fromkeys(bodies)))


def _fold(told: dict[str, Any], key: str, outcome: str, came: int, left: int) -> None:
    """One group of matters: how many of them came in the period, how many were concluded in it."""
    if key == REQUEST:
        _add(told, "received", came)
        if outcome:
            _add(told, "concluded", left)
            _add(told, gathered().get(outcome, "ended"), left)
    elif outcome:
        name = "reviews" if key == REVIEW else "suits"
        _add(told, name, left)
        if outcome in lost(key):
            _add(told, f"{name}_lost", left)


def _add(told: dict[str, Any], name: str, number: int) -> None:
    told[name] = told.get(name, 0) + number


def asked_of(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
