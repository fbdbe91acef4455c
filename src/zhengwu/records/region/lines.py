"""The bodies of a region, a line each: narrowed, sorted, ranked where the sample allows, and added up.

A page is a few short statements, however many bodies there are. What they give is put together once and kept until one
of them gives something else.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor, Reach
from zhengwu.records.people.reach import within_sql
from zhengwu.records.region import published
from zhengwu.records.region.counting import NOTHING, Numbers, Period, asked_of, together
from zhengwu.records.region.duties import Duties, all_duties, duties
from zhengwu.records.region.freshness import numbers
from zhengwu.records.region.measures import BY_KEY, CHANGED, LEAST, Measure, is_ranked, ordering, value_of
from zhengwu.records.region.published import Stated
from zhengwu.records.reports.models import OPEN
from zhengwu.records.reports.territory import Filed, due_on
from zhengwu.records.troubles import Words, missing

RIGHT = "region.read"
REPORT = "report"  # sorts by how far the report is
NAME = "name"
KEPT = 24  # regions
FRESH = 1.0  # seconds for which bodies and their names are not looked at again
LISTS = 64  # lists of a region
BODIES = """
SELECT b.id, b.name, b.short_name, b.path, b.kind, b.parent_id, b.local_due_on FROM organs_body b
WHERE b.closed_on IS NULL AND {within} ORDER BY b.path
"""
MARK = """
SELECT status, COUNT(*), SUM(id), SUM(id * errors), SUM(id * id), MAX(signed_at), MAX(published_on), SUM(version)
FROM reports_annualreport WHERE year = %s GROUP BY status ORDER BY status
"""
REPORTS = """
SELECT body_id, status, version, origin, signed_at, published_on, errors FROM reports_annualreport
WHERE year = %s ORDER BY version
"""
STANDS = {"": 0, "draft": 1, "checked": 2, "signed": 3, "published": 4}


@dataclass(frozen=True, slots=True)
class Line:
    """A body: where it stands in the tree, its numbers now and in the same time of the year before, its report.

    `counted` is False where nothing at all is on file of it for the period.
    """

    body_id: int
    name: str
    short_name: str
    path: str
    depth: int
    kind: str
    parent_id: int | None
    now: Numbers
    before: Numbers
    duties: Duties | None
    report: Filed
    counted: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """What the list is narrowed to and sorted by: a key of a measure, `report` or `name`, a minus where downwards."""

    kind: str = ""
    parent: int | None = None
    late: bool = False
    sort: str = ""
    least: int = LEAST


@dataclass(frozen=True, slots=True)
class Placed:
    """A line in its order, with its rank; 0 where it is not ranked."""

    line: Line
    rank: int


@dataclass(frozen=True, slots=True)
class Sum:
    """The lines together: sums, from which shares are made; and the bodies of which nothing is on file."""

    bodies: int
    now: Numbers
    before: Numbers
    duties: Duties | None
    published: int
    late: int
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """The lines in order, and their sum; `every` are all within reach, and `year` is that of the reports."""

    period: Period
    year: int
    every: tuple[Line, ...]
    rows: tuple[Placed, ...]
    total: Sum


@dataclass(frozen=True, slots=True)
class _Region:
    """All lines of a reach, and what was made of them already."""

    stands_on: tuple[Any, ...]
    lines: tuple[Line, ...]
    listed: dict[Sought, Listed] = field(default_factory=dict)


_made: "OrderedDict[tuple[Any, ...], _Region]" = OrderedDict()
_looked: dict[tuple[str, Reach], tuple[float, tuple[tuple[Any, ...], ...]]] = {}


def forget() -> None:
    """Forgets what was put together."""
    _made.clear()
    _looked.clear()


def report_year(on: date, today: date) -> int:
    """The year whose report is shown: that of a past day; otherwise last year's, which is due in this one."""
    return on.year if on < today else on.year - 1


def listed(actor: Actor, on: date, today: date, sought: Sought) -> Listed:
    """The bodies within reach as of a day: today, or the last one of a past year. Six statements at most."""
    region = _region(actor, on, today)
    found = region.listed.get(sought)
    if found is None:
        rows = _placed([one for one in region.lines if _wanted(one, sought, today)], sought, today)
        total = _sum([one.line for one in rows], today)
        if len(region.listed) >= LISTS:
            region.listed.clear()
        found = region.listed[sought] = Listed(Period(on), report_year(on, today), region.lines, rows, total)
    return found


def every(actor: Actor, on: date, today: date) -> tuple[Line, ...]:
    """All lines within reach, in the order of the tree."""
    return _region(actor, on, today).lines


def line_of(actor: Actor, body_id: int, on: date, today: date) -> Line:
    """The line of one body. Raises Trouble (missing) where it is not within reach."""
    found = next((one for one in every(actor, on, today) if one.body_id == body_id), None)
    if found is None:
        raise missing(Words("本地区的这个机关", "body in this region"), where="body_id")
    return found


def _region(actor: Actor, on: date, today: date) -> _Region:
    reach = actor.reach(RIGHT)
    period, year = Period(on), report_year(on, today)
    bodies = _bodies(reach)
    now, before = numbers([period, period.before()], today)
    known = duties([row[0] for row in bodies], on) if on >= today else {}
    told = published.stated(year)
    stands_on = (bodies, now, before, known, told, tuple(asked_of(MARK, [year])))
    key = (f"{connection.settings_dict['NAME']}", reach, on, today)
    made = _made.get(key)
    if made is None or made.stands_on != stands_on:
        made = _made[key] = _Region(stands_on, _lines(bodies, now, before, known, told, year))
        while len(_made) > KEPT:
            _made.popitem(last=False)
    return made


def _bodies(reach: Reach) -> tuple[tuple[Any, ...], ...]:
    """The open bodies within reach, looked at anew once in a second at most."""
    key = (f"{connection.settings_dict['NAME']}", reach)
    kept = None if connection.in_atomic_block else _looked.get(key)
    if kept is not None and time.monotonic() - kept[0] < FRESH:
        return kept[1]
    within, values = within_sql(reach, body="b.id", unit="")
    found = tuple(asked_of(BODIES.format(within=within), values))
    if kept is not None and kept[1] == found:
        found = kept[1]
    if len(_looked) >= KEPT:
        _looked.clear()
    _looked[key] = time.monotonic(), found
    return found


def _lines(
    bodies: Sequence[tuple[Any, ...]],
    now: Mapping[int, Numbers],
    before: Mapping[int, Numbers],
    known: Mapping[int, Duties],
    told: Mapping[int, Stated],
    year: int,
) -> tuple[Line, ...]:
    reports = _stated(told) | _reports(year)
    top = min((row[3].count(".") for row in bodies), default=0)
    return tuple(
        Line(
            pk, name, short or name, path, path.count(".") - top, kind, parent_id,
            now.get(pk, NOTHING), before.get(pk, NOTHING), known.get(pk),
            _filed(pk, name, Body(kind=kind, local_due_on=local), year, reports.get(pk)), pk in now,
        )
        for pk, name, short, path, kind, parent_id, local in bodies
    )  # fmt: skip


def _stated(told: Mapping[int, Stated]) -> dict[int, tuple[Any, ...]]:
    """Reports of the library, for the bodies that made none here."""
    return {pk: ("published", one.version, "imported", None, one.published_on, one.errors) for pk, one in told.items()}


def _reports(year: int) -> dict[int, tuple[Any, ...]]:
    """The version that counts of each body: the newest frozen one, or else the open one."""
    found: dict[int, tuple[Any, ...]] = {}
    for row in asked_of(REPORTS, [year]):
        if row[1] not in OPEN or row[0] not in found:
            found[row[0]] = row[1:]
    return found


def _filed(pk: int, name: str, body: Body, year: int, row: tuple[Any, ...] | None) -> Filed:
    due = due_on(body, year)
    if row is None:
        return Filed(pk, name, "", 0, "", None, None, due)
    status, version, origin, signed, published, errors = row
    return Filed(pk, name, status, version, origin, _day(signed), _date(published), due, errors)


def _day(at: datetime | str | None) -> date | None:
    """The day at the office; SQLite hands moments over without their zone, which is UTC."""
    found = datetime.fromisoformat(at) if isinstance(at, str) else at
    return None if found is None else day_of(found if found.tzinfo else found.replace(tzinfo=UTC))


def _date(on: date | str | None) -> date | None:
    return date.fromisoformat(on) if isinstance(on, str) else on


def is_late(line: Line, today: date) -> bool:
    """Whether anything of the body is late: an answer, its report, or what it must publish."""
    report = line.report.published_on is None and line.report.due_on < today and line.report.origin != "imported"
    return bool(line.now.late or report or (line.duties and (line.duties.late or line.duties.never)))


def _wanted(line: Line, sought: Sought, today: date) -> bool:
    return (
        (not sought.kind or line.kind == sought.kind)
        and (sought.parent is None or sought.parent in (line.parent_id, line.body_id))
        and (not sought.late or is_late(line, today))
    )


def _placed(lines: list[Line], sought: Sought, today: date) -> tuple[Placed, ...]:
    key, down = sought.sort.lstrip("-"), sought.sort.startswith("-")
    measure = BY_KEY.get(key)
    if measure is not None:
        return _ranked(lines, measure, sought.least, down)
    if key.removesuffix(CHANGED) in BY_KEY:
        told = [(one, ordering(key, one.now, one.before, one.duties)) for one in lines]
        known = sorted((pair for pair in told if pair[1] is not None), key=lambda pair: pair[1] or 0, reverse=down)
        return tuple(Placed(one, 0) for one, _ in [*known, *(pair for pair in told if pair[1] is None)])
    by: Callable[[Line], Any] | None = {REPORT: _progress, NAME: lambda one: one.name}.get(key)
    if by is not None:
        lines = sorted(lines, key=by, reverse=down)
    return tuple(Placed(one, 0) for one in lines)


def _progress(line: Line) -> tuple[int, date]:
    return STANDS.get(line.report.status, 0), line.report.published_on or date.max


def _ranked(lines: list[Line], measure: Measure, least: int, down: bool) -> tuple[Placed, ...]:
    """Those that may be ranked, in their order; then the others, in the order of the tree."""
    values = [(one, value_of(measure, one.now, one.duties)) for one in lines]
    fit = [(one, value.number or 0) for one, value in values if is_ranked(measure, value, least)]
    rest = tuple(Placed(one, 0) for one, value in values if not is_ranked(measure, value, least))
    fit.sort(key=lambda pair: pair[1], reverse=down)
    first: dict[float, int] = {}
    for at, (_, number) in enumerate(fit, 1):
        first.setdefault(number, at)
    ranked = bool(measure.whole)  # how many come to a body says nothing of how well it does
    return (*(Placed(one, first[number] if ranked else 0) for one, number in fit), *rest)


def _sum(lines: Sequence[Line], today: date) -> Sum:
    reports = [one.report for one in lines]
    return Sum(
        len(lines),
        together(one.now for one in lines if one.counted),
        together(one.before for one in lines if one.before is not NOTHING),
        all_duties([one.duties for one in lines if one.duties is not None]),
        sum(one.published_on is not None for one in reports),
        sum(one.published_on is None and one.due_on < today and one.origin != "imported" for one in reports),
        tuple(one.name for one in lines if not one.counted),
    )
