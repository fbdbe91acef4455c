"""From a figure of a body back to what it counts: as many matters or cases, page by page, in the order of an index."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from zhengwu.records.cases.filing import as_day
from zhengwu.records.cases.models import CLOSED
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.region.counting import REQUEST, REVIEW, SUIT, Period, asked_of, gathered, lost
from zhengwu.records.region.lines import Line, line_of
from zhengwu.records.reports.count import PER_REQUEST
from zhengwu.records.troubles import Words, missing

LEFT = ("outcome", "counted_class", "entered_year", "id")
CAME = ("counted_class", "concluded_year", "id")
STANDING = ("sort_on", "id")
STOOD = ("entered_on", "id")
ANSWERED = ("answered_on", "id")
GIVEN = ("granted", "partial")
GROUPS = ("granted", "partial", "refused", "not_held", "unable", "declined", "ended")
BY_CASE = ("open", "late", "answered", "answered_late")
ENDED = {
    "concluded": (REQUEST, ()), "given": (REQUEST, GIVEN), **{name: (REQUEST, (name,)) for name in GROUPS},
    "reviews": (REVIEW, ()), "reviews_lost": (REVIEW, ("lost",)), "suits": (SUIT, ()), "suits_lost": (SUIT, ("lost",)),
}  # fmt: skip
LISTS = (*BY_CASE, "received", *ENDED, "remedies", "lost")
PAIRS = {"remedies": ("reviews", "suits"), "lost": ("reviews_lost", "suits_lost")}
ITEMS = """
SELECT r.case_id, c.number, r.number, c.title, r.procedure, r.outcome, r.entered_on, r.concluded_on, {dates}, {key}
FROM cases_item r JOIN cases_case c ON c.id = r.case_id WHERE {where} ORDER BY {order} LIMIT %s
"""
CASES = """
SELECT r.id, r.number, '', r.title, r.procedure, r.outcome, r.entered_on, r.concluded_on, {dates}, {key}
FROM cases_case r WHERE {where} ORDER BY {order} LIMIT %s
"""
Spot = tuple[str, ...]  # where a page ended: the values that order it, as they are written in an address


@dataclass(frozen=True, slots=True)
class Behind:
    """One matter behind a figure. `item` is its number within the case; empty where whole cases are listed."""

    case_id: int
    number: str
    item: str
    title: str
    procedure: str
    outcome: str
    entered_on: date | None
    concluded_on: date | None
    answered_on: date | None
    due_on: date | None
    within: int | None
    spot: Spot


@dataclass(frozen=True, slots=True)
class _Which:
    """A list as SQL over `r`: from which table, under which condition, in which order."""

    cases: bool
    where: str
    values: tuple[Any, ...]
    order: tuple[str, ...]


def behind(
    actor: Actor, body_id: int, name: str, on: date, today: date, *, after: Spot | None = None, limit: int = 50
) -> tuple[Line, list[Behind]]:
    """A body and a page of what its figure counts. Raises Trouble (missing): no such figure, a body out of reach."""
    if name not in LISTS:
        raise missing(Words("这个数字的清单", "list behind this figure"), where="name")
    line = line_of(actor, body_id, on, today)
    if name in PAIRS:
        return line, _of_pair(body_id, name, on, today, after, limit)
    return line, _page(_which(body_id, name, Period(on), today), after, limit)


def _of_pair(body_id: int, name: str, on: date, today: date, after: Spot | None, limit: int) -> list[Behind]:
    """Reviews first, then suits: the spot of a suit begins with an empty text."""
    first, second = (_which(body_id, one, Period(on), today) for one in PAIRS[name])
    in_second = after is not None and after[0] == ""
    found = [] if in_second else _page(first, after, limit)
    beyond = after[1:] if in_second and after is not None else None
    more = _page(second, beyond, limit - len(found)) if len(found) < limit else []
    return [*found, *(replace(one, spot=("", *one.spot)) for one in more)]


def _which(body_id: int, name: str, period: Period, today: date) -> _Which:
    if name in BY_CASE:
        return _of_cases(body_id, name, period, today)
    cases = Body.objects.filter(pk=body_id, counting=PER_REQUEST).exists()
    fixed = "r.body_id = %s AND r.procedure = %s"
    if name == "received":
        where, values = f"{fixed} AND r.entered_year = %s", (body_id, REQUEST, period.year)
        return _Which(cases, where, values, CAME)
    procedure, groups = ENDED[name]
    outcomes = _outcomes(procedure, groups)
    some = f"r.outcome IN ({', '.join(['%s'] * len(outcomes))})" if outcomes else "r.outcome > ''"
    where = f"{fixed} AND r.concluded_year = %s AND {some}"
    return _Which(cases, where, (body_id, procedure, period.year, *outcomes), LEFT)


def _outcomes(procedure: str, groups: Sequence[str]) -> tuple[str, ...]:
    """The outcomes of some groups; nothing where all are meant."""
    if groups == ("lost",):
        return tuple(sorted(lost(procedure)))
    return tuple(sorted(key for key, group in gathered().items() if group in groups))


def _of_cases(body_id: int, name: str, period: Period, today: date) -> _Which:
    day, fixed = period.through.isoformat(), "r.body_id = %s AND r.procedure = %s"
    if name in ("answered", "answered_late"):
        where = f"{fixed} AND r.answered_on >= %s AND r.answered_on <= %s"
        where += " AND r.answered_on > r.answered_due_on" if name == "answered_late" else ""
        return _Which(True, where, (body_id, REQUEST, period.first.isoformat(), day), ANSWERED)
    where, values, order = (
        f"{fixed} AND r.sort_on < '{CLOSED}' AND r.entered_on <= %s",
        [body_id, REQUEST, day],
        STANDING,
    )
    if period.through < today:
        stood = f"(r.sort_on < '{CLOSED}' OR COALESCE(r.answered_on, r.concluded_on) > %s)"
        where, values, order = f"{fixed} AND {stood} AND r.entered_on <= %s", [body_id, REQUEST, day, day], STOOD
    if name == "late":
        where, values = f"{where} AND COALESCE(r.answered_due_on, r.due_on) < %s", [*values, day]
    return _Which(True, where, tuple(values), order)


def _page(which: _Which, after: Spot | None, limit: int) -> list[Behind]:
    key = ", ".join(f"r.{name}" for name in which.order)
    where, values = which.where, list(which.values)
    if after is not None:
        if len(after) != len(which.order):
            return []
        where += f" AND ({key}) > ({', '.join(['%s'] * len(after))})"
        values += [_typed(name, value) for name, value in zip(which.order, after, strict=True)]
    table = "r" if which.cases else "c"
    dates = f"{table}.answered_on, COALESCE({table}.answered_due_on, {table}.due_on), {table}.answered_within"
    statement = (CASES if which.cases else ITEMS).format(dates=dates, key=key, where=where, order=key)
    found = []
    for row in asked_of(statement, [*values, limit]):
        case_id, number, item, title, procedure, outcome, *days = row[:10]
        entered, concluded, answered, due = map(as_day, days)
        spot = tuple(str(value) for value in row[11:])
        found.append(
            Behind(case_id, number, item, title, procedure, outcome, entered, concluded, answered, due, row[10], spot)
        )
    return found


def _typed(name: str, value: str) -> str | int:
    """A value of an address as its column has it; what nobody could have sent begins the list anew."""
    if name == "id" or name.endswith("_year"):
        return int(value) if value.isdecimal() and len(value) < 16 else 0
    if name.endswith("_on"):
        return _day(value)
    return value.replace("\0", "")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return "1000-01-01"
